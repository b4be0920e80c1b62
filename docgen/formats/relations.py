"""The relationships between the parts of an Office package: where they stand, and what they lead to.

Source: ECMA-376 part 2, 9.3 (relationships).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import basename, dirname, join, normpath, relpath

from lxml import etree

from docgen.formats.ooxml import CONTENT_TYPES, Package, parse, serialise

_EMPTY = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
SUFFIX = ".rels"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: its id, kind (`worksheet`, `drawing`, `image` …) and target (a part, or an address if external)."""

    id: str
    kind: str
    target: str
    external: bool = False


def relations_name(part: str) -> str:
    """Return the name of the relationships of `part`: word/document.xml -> word/_rels/document.xml.rels; "" is the package."""
    return join(dirname(part), "_rels", basename(part) + SUFFIX)


def source_of(name: str) -> str:
    """Return the part whose relationships are the part `name`; "" for those of the package."""
    return join(dirname(dirname(name)), basename(name).removesuffix(SUFFIX))


def relations(package: Package, part: str) -> dict[str, Relation]:
    """Return the relationships of `part` ("" for the package) by id."""
    name = relations_name(part)
    return {relation.id: relation for relation in relations_in(package.read(name), part)} if name in package else {}


@lru_cache(maxsize=256)
def relations_in(xml: bytes, part: str) -> tuple[Relation, ...]:
    """Return the relationships that a relationships part of `part` holds."""
    return tuple(_relations_in(xml, part))


def _relations_in(xml: bytes, part: str) -> Iterator[Relation]:
    for item in parse(xml, relations_name(part)).iter(RELATIONSHIP):
        external, target = item.get("TargetMode") == "External", str(item.get("Target"))
        if not external:
            # From the root no way leads further up (RFC 3986, 5.2.4), though LibreOffice writes one.
            target = normpath(join("/", dirname(part), target)).lstrip("/")
        yield Relation(str(item.get("Id")), str(item.get("Type")).rpartition("/")[2], target, external)


def related(package: Package, part: str, kind: str) -> tuple[str, ...]:
    """Return the parts of one kind that `part` refers to, e.g. "styles"."""
    found = (item.target for item in relations(package, part).values() if item.kind == kind and not item.external)
    return tuple(target for target in found if target in package)


def with_relation(package: Package, part: str, kind: str, target: str) -> bytes:
    """Return the relationships of `part` ("" for the package) with one more, to the part `target`; `kind` is the whole type."""
    name = relations_name(part)
    root = parse(package.read(name) if name in package else _EMPTY, name)
    taken = {item.get("Id") for item in root}
    number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    way = relpath(target, dirname(part) or ".")
    etree.SubElement(root, RELATIONSHIP, {"Id": f"rId{number}", "Type": kind, "Target": way})
    return serialise(root)


def with_content_types(package: Package, types: Mapping[str, str]) -> bytes:
    """Return the content types of the package with those of `types`, each by its part, where they were not said."""
    root = parse(package.read(CONTENT_TYPES), CONTENT_TYPES)
    said = {item.get("PartName") for item in root}
    for part, kind in types.items():
        if f"/{part}" not in said:
            etree.SubElement(root, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": kind})
    return serialise(root)
