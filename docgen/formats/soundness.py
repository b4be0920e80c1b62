"""What makes an Office package sound: its parts, their types and their relationships agree.

Rules of our own, fast enough to be asked of every file; not a validator of the whole schema.
Source: ECMA-376 part 2, 9 (parts, content types, relationships); ECMA-376 part 1, 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.errors import Place, Problem
from docgen.formats.ooxml import CONTENT_TYPES, Package, parse
from docgen.formats.relations import SUFFIX, relations, relations_in, source_of
from docgen.messages import Message, message

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NAMED = re.compile(rb' r:[a-z]+="([^"]*)"')  # in the bytes: five times as fast as in the tree, and every program writes r:
LEFTOVER = "soundness.leftover-tag"
"""The one finding that may be meant: a text about templates, or a value that holds braces."""
_REMEDY: Message = message("soundness.remedy")


def unsound(key: str, part: str, found: str = "", **values: object) -> Problem:
    """Return the fault `soundness.<key>` of a part as a problem; what to do is the same for all of them."""
    return Problem(
        where=Place(spot=message("formats.spot-part", part=part)),
        what=message(f"soundness.{key}", **values),
        found=found,
        remedy=_REMEDY,
    )


def package_faults(package: Package) -> Iterator[Problem]:
    """Yield what is wrong with parts, content types and relationships."""
    defaults, overrides = _content_types(package)
    for part in package:
        if part != CONTENT_TYPES and part not in overrides and part.rpartition(".")[2].lower() not in defaults:
            yield unsound("no-content-type", part)
    for part in overrides:
        if part not in package:
            yield unsound("no-part", CONTENT_TYPES, part)
    for part in package:
        if part.endswith(SUFFIX):
            yield from _relation_faults(package, part)


def relation_faults(package: Package, part: str) -> Iterator[Problem]:
    """Yield the relationships that the content of `part` names and that it does not have."""
    named = {match.decode() for match in _NAMED.findall(package.read(part))}
    for identity in sorted(named - relations(package, part).keys() - {""}):
        yield unsound("no-relation", part, identity)


def _content_types(package: Package) -> tuple[frozenset[str], frozenset[str]]:
    """Return the endings and the parts that have a content type."""
    root = parse(package.read(CONTENT_TYPES), CONTENT_TYPES)
    defaults = frozenset(str(item.get("Extension")).lower() for item in root.iter(f"{_TYPES}Default"))
    return defaults, frozenset(str(item.get("PartName")).lstrip("/") for item in root.iter(f"{_TYPES}Override"))


def _relation_faults(package: Package, name: str) -> Iterator[Problem]:
    source = source_of(name)
    if source and source not in package:
        yield unsound("no-part", name, source)
    ids: set[str] = set()
    for relation in relations_in(package.read(name), source):
        if relation.id in ids:
            yield unsound("same-id", name, relation.id)
        ids.add(relation.id)
        target = relation.target.partition("#")[0]  # a place in the workbook is a bare "#Sheet!A1"
        if not relation.external and target.rpartition("/")[2] and target not in package:
            yield unsound("no-target", name, relation.target)
