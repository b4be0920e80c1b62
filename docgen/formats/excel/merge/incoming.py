"""Parts of another workbook brought into mine: a part with all that belongs to it, under names that are free.

What means something only where it comes from is put into mine's terms: numbers of strings and formats, names of sheets, ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import count

from lxml import etree

from docgen.formats.excel.formulas import Movement, scan
from docgen.formats.excel.merge.book import Book
from docgen.formats.excel.merge.output import Output
from docgen.formats.excel.merge.stylesheet import Stylesheet
from docgen.formats.excel.parts import child, find, local
from docgen.formats.ooxml import CONTENT_TYPES, detach, parse
from docgen.formats.relations import RELATIONSHIP, Relation, relations, relations_name

_FORMULAS = ("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula")
_ALONE = frozenset({"worksheet", "person", "slicerCache", "pivotCacheDefinition", "printerSettings"})  # belong to their workbook


class Incoming:
    """What comes into the output from `book`. formats: those of the book, and of mine."""

    def __init__(self, output: Output, book: Book, movement: Movement, formats: tuple[Stylesheet, Stylesheet]) -> None:
        self._output = output
        self._book = book
        self._movement = movement
        self._theirs, self._mine = formats
        self._known: dict[str, str] = {}

    def part(self, part: str, sheet: str) -> str:
        """Bring a part in with all that belongs to it; return its new name. sheet: the one that it belongs to, by its name there."""
        if part in self._known:
            return self._known[part]
        name = self._output.free_name(part)
        self._known[part] = name
        self._output.add(name, self._content(part, sheet))
        self._output.register.declare(name, self._type_of(part))
        leads = relations(self._book.package, part)
        if leads:
            self._output.add(relations_name(name), self._relations(part, leads, sheet))
        return name

    def cell_format(self, number: int) -> int:
        """Return the number in mine of a cell format of the book."""
        return self._mine.taken(self._theirs.format(number))

    def _relations(self, part: str, leads: dict[str, Relation], sheet: str) -> etree._Element:
        root = deepcopy(parse(self._book.package.read(relations_name(part)), part))
        for item in list(root.iter(RELATIONSHIP)):
            relation = leads[str(item.get("Id"))]
            if relation.external:
                continue
            if relation.kind in _ALONE or relation.target not in self._book.package:
                root.remove(item)
            else:
                item.set("Target", f"/{self.part(relation.target, sheet)}")
        return root

    def _content(self, part: str, sheet: str) -> etree._Element | bytes:
        content = self._book.package.read(part)
        if not part.endswith(".xml"):
            return content
        root = parse(content, part)
        if local(root) == "worksheet":
            self._worksheet(root)
        elif local(root) == "table":
            self._table(root)
        for element in find(root, *_FORMULAS):
            if element.text:
                element.text = self._movement.formula(scan(element.text), sheet)
        for element in list(find(root, "numCache", "strCache", "multiLvlStrCache")):
            detach(element)
        return root

    def _worksheet(self, root: etree._Element) -> None:
        for view in find(root, "sheetView"):
            view.attrib.pop("tabSelected", "")
        for setup in find(root, "pageSetup"):
            for name in [name for name in setup.attrib if str(name).endswith("}id")]:
                del setup.attrib[name]
        for name, key in (("c", "s"), ("row", "s"), ("col", "style")):
            for element in find(root, name):
                if (number := element.get(key)) is not None:
                    element.set(key, str(self.cell_format(int(number))))
        for cell in find(root, "c"):
            if cell.get("t") == "s":
                self._inline(cell)
        for rule in find(root, "cfRule"):
            self._rule(rule)
        for element in find(root, "hyperlink"):
            if location := element.get("location"):
                element.set("location", self._movement.formula(scan(location), ""))

    def _rule(self, rule: etree._Element) -> None:
        """Give the rule of a conditional format the number in mine of its look."""
        if (number := rule.get("dxfId")) is None:
            return
        found = self._mine.taken_differential(self._theirs.differential(int(number)))
        if found is None:
            rule.attrib.pop("dxfId")
        else:
            rule.set("dxfId", str(found))

    def _inline(self, cell: etree._Element) -> None:
        """Write a shared string into the cell itself."""
        value = child(cell, "v")
        namespace = str(cell.tag).removesuffix("c")
        number = int(value.text or 0) if value is not None else -1
        if value is not None:
            cell.remove(value)
        if 0 <= number < len(self._book.items):
            cell.set("t", "inlineStr")
            inline = etree.SubElement(cell, f"{namespace}is")
            for part in self._book.items[number]:
                inline.append(deepcopy(part))
        else:
            cell.attrib.pop("t")

    def _table(self, root: etree._Element) -> None:
        """Give a table an id and a name that are free in mine."""
        taken = list(_tables(self._output))
        ids = {table.get("id") for table in taken}
        names = {str(table.get(name)).casefold() for table in taken for name in ("name", "displayName")}
        root.set("id", next(str(number) for number in count(1) if str(number) not in ids))
        old = str(root.get("displayName"))
        spellings = (f"{old}_{number}" if number > 1 else old for number in count(1))
        new = next(name for name in spellings if name.casefold() not in names)
        root.set("displayName", new)
        root.set("name", new)

    def _type_of(self, part: str) -> str:
        """Return the content type of a part of the book."""
        types = parse(self._book.package.read(CONTENT_TYPES), CONTENT_TYPES)
        own = next((item for item in types if item.get("PartName") == f"/{part}"), None)
        suffix = part.rpartition(".")[2].lower()
        found = own if own is not None else next((item for item in types if str(item.get("Extension")).lower() == suffix), None)
        return str(found.get("ContentType")) if found is not None else "application/octet-stream"


def _tables(output: Output) -> Iterator[etree._Element]:
    """Yield the tables of mine, and those that have come in."""
    for name in [name for name in output.names() if "/tables/" in f"/{name}" and name.endswith(".xml")]:
        root = output.root(name)
        if local(root) == "table":
            yield root
