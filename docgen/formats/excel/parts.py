"""The parts of a workbook: which there are, how they refer to each other, and adding one.

Source: ECMA-376 part 1, 12 (SpreadsheetML packages) and part 2, 9 (relationships, content types).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.errors import DocumentError, Place, Problem
from docgen.formats.excel.scopes import original_name
from docgen.formats.ooxml import CONTENT_TYPES, Package, parse
from docgen.formats.relations import RELATIONSHIP, SUFFIX, related, relations, relations_in, relations_name, source_of
from docgen.messages import message

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATION_IDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TYPE_PREFIX = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EMPTY_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet of the workbook: its place among all sheets, name, state and part."""

    index: int
    name: str
    state: str
    part: str

    @property
    def shown(self) -> str:
        """The name that the sheet has in the template, as problems tell it; a copy has that of the first."""
        return original_name(self.name)


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def find(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants with one of these local names, in document order, whatever their namespace."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def address_of(element: etree._Element) -> str:
    """Return the address of the cell that holds `element`, as far as it says so."""
    cell = element.getparent()
    return cell.get("r", "") if cell is not None else ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first child with this local name."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def workbook_part(package: Package) -> str:
    """Return the name of the workbook part. Raises: DocumentError: the file is no workbook."""
    for part in related(package, "", "officeDocument"):
        types = parse(package.read(CONTENT_TYPES), CONTENT_TYPES)
        if any("spreadsheetml" in str(item.get("ContentType")) for item in types if item.get("PartName") == f"/{part}"):
            return part
    raise DocumentError(Problem(where=Place(), what=message("excel.no-workbook")))


def worksheets(package: Package, part: str, workbook: etree._Element) -> list[SheetEntry]:
    """Return the worksheets in the order of their tabs; chart sheets count in `index` but are left out."""
    known = relations(package, part)
    entries = []
    for index, item in enumerate(item for sheets in find(workbook, "sheets") for item in sheets if local(item) == "sheet"):
        identity = next((value for name, value in item.attrib.items() if str(name).endswith("}id")), "")
        relation = known.get(str(identity))
        if relation is not None and relation.kind == "worksheet" and relation.target in package:
            entries.append(SheetEntry(index, str(item.get("name")), str(item.get("state") or "visible"), relation.target))
    return entries


class Register:
    """The content types and relationships of a package while parts are added and dropped."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._roots: dict[str, etree._Element] = {}
        self._unused: set[str] = set()

    def changed(self) -> dict[str, etree._Element]:
        """Return the changed parts by name."""
        return self._roots

    def add(self, source: str, kind: str, target: str, content_type: str) -> str:
        """Add a relationship from `source` to the new part `target`; return its id."""
        identity = self.refer(source, kind, f"/{target}")
        self.declare(target, content_type)
        return identity

    def refer(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship from `source` to `target`, a part or an address outside; return its id."""
        root = self._root(relations_name(source))
        taken = {item.get("Id") for item in root}
        identity = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        attributes = {"Id": identity, "Type": _TYPE_PREFIX + kind, "Target": target} | ({"TargetMode": "External"} if external else {})
        etree.SubElement(root, RELATIONSHIP, attributes)
        return identity

    def drop(self, source: str, target: str) -> None:
        """Forget the relationship from `source` to `target` and the content type of `target`."""
        root = self._root(relations_name(source))
        for identity in [item.id for item in relations(self._package, source).values() if item.target == target]:
            for item in [item for item in root if item.get("Id") == identity]:
                root.remove(item)
        self._undeclare(target)

    def drop_unused(self, source: str, used: Container[str]) -> None:
        """Forget the pictures that `source` no longer uses; `used` are the relationship ids that still stand in it."""
        for item in relations(self._package, source).values():
            if item.kind == "image" and item.id not in used:
                root = self._root(relations_name(source))
                for element in [element for element in root if element.get("Id") == item.id]:
                    root.remove(element)
                self._unused.add(item.target)

    def drop_orphans(self) -> list[str]:
        """Forget the content types of the parts that lost their last relationship; return them in the order of the package."""
        kept: set[str] = set()
        for name in self._package if self._unused else ():
            if name.endswith(SUFFIX):
                xml = etree.tostring(self._roots[name]) if name in self._roots else self._package.read(name)
                kept |= {item.target for item in relations_in(xml, source_of(name))}
        orphans = [name for name in self._package if name in self._unused and name not in kept]
        for name in orphans:
            self._undeclare(name)
        return orphans

    def declare(self, part: str, content_type: str) -> None:
        """Say of which type a new part is."""
        types, suffix = self._root(CONTENT_TYPES), part.rpartition(".")[2]
        known = any(
            item.get("PartName") == f"/{part}" or (item.get("Extension", "").lower() == suffix and item.get("ContentType") == content_type)
            for item in types
        )
        if known:
            return
        etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": content_type})

    def _undeclare(self, part: str) -> None:
        types = self._root(CONTENT_TYPES)
        for item in [item for item in types if item.get("PartName") == f"/{part}"]:
            types.remove(item)

    def _root(self, name: str) -> etree._Element:
        if name not in self._roots:
            self._roots[name] = parse(self._package.read(name) if name in self._package else _EMPTY_RELATIONS, name)
        return self._roots[name]
