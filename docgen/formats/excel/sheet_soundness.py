"""What makes a worksheet sound, with the tables, comments and drawings beside it: one pass over each sheet.

Source: ECMA-376 part 1, 18 (SpreadsheetML), 18.17 (formulas) and annex A; [MS-OI29500] 2.1 (limits of Office).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from docgen.errors import Place, Problem
from docgen.formats.excel import references
from docgen.formats.excel.parts import SheetEntry, address_of, child, find, local
from docgen.formats.excel.references import LAST_COLUMN, LAST_ROW
from docgen.formats.excel.schema import (
    LEFTOVER,
    LONGEST,
    NEVER_EMPTY,
    ORDERS,
    REMEDY,
    Box,
    box_of,
    characters,
    column_of,
    fault,
    is_name,
    numbers_of,
    order_faults,
    overlaps,
    relation_ids,
    value_faults,
    what_breaks,
    whole,
)
from docgen.formats.excel.strings import text_of, unescaped
from docgen.formats.excel.tags import excerpt
from docgen.formats.excel.values import LONGEST_CELL
from docgen.formats.ooxml import Package, parse
from docgen.formats.relations import related, relations
from docgen.formats.soundness import relation_faults, unsound
from docgen.messages import Message, message

_BRACES = tuple(brace.encode() for brace in ("{{", "{%", "｛｛", "｛%", "｛％"))
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
_FORMULAS = frozenset({"formula", "formula1", "formula2"})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DIGITS = "0123456789"
_ALIKE = bytes.maketrans(_DIGITS.encode(), b"0" * 10)


@dataclass(frozen=True, slots=True)
class Known:
    """What the workbook defines, numbers as the sheets write them, and how often an id was used so far, by kind and id.

    tabs: names of all sheets, folded.   styles, looks: numbers of cell formats and of formats that rules and tables put on top.
    braces: whether the shared strings may hold a tag.
    """

    tabs: frozenset[str]
    styles: frozenset[str]
    looks: frozenset[str]
    strings: Mapping[str, str]
    braces: bool
    used: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, package: Package, part: str, workbook: etree._Element) -> Known:
        styles = [parse(package.read(name), name) for name in related(package, part, "styles")]
        parts = {name: package.read(name) for name in related(package, part, "sharedStrings")}
        items = [item for name, xml in parts.items() for item in parse(xml, name).iterchildren("{*}si")]
        return cls(
            tabs=frozenset(str(item.get("name")).casefold() for item in find(workbook, "sheet")),
            styles=numbers_of(styles, "cellXfs") | {"0"},
            looks=numbers_of(styles, "dxfs"),
            strings={str(number): text_of(item) for number, item in enumerate(items)},
            braces=any(_has_braces(xml) for xml in parts.values()),
        )

    def again(self, kind: str, identity: str) -> bool:
        """Count a use of an id; tell whether it is the second, which alone is reported."""
        self.used[kind, identity] += 1
        return self.used[kind, identity] == 2


class Sheet:
    """One worksheet being looked through; each rule adds what it finds."""

    def __init__(self, package: Package, entry: SheetEntry, known: Known) -> None:
        self._package = package
        self._entry = entry
        self._known = known
        xml = package.read(entry.part)
        self._root = parse(xml, entry.part)
        self._namespace = str(self._root.tag)[: -len(local(self._root))]
        self._braces = _has_braces(xml)
        self._relations = relations(package, entry.part)
        self._found: list[Problem] = []

    def faults(self) -> list[Problem]:
        """Return what is wrong with the sheet and the parts beside it."""
        self._found += order_faults(self._root, self._spot())
        for section in self._root.iterchildren("*"):
            if local(section) == "sheetData":
                self._rows(section)
                self._values(section)
                self._formulas(section)
            else:
                for element in section.iter("*"):
                    self._element(element)
        self._tables()
        self._comments()
        self._drawings()
        return self._found

    def _spot(self, cell: str = "") -> Message:
        name = self._entry.name
        return message("excel.spot-cell", sheet=name, cell=cell) if cell else message("excel.spot-sheet", sheet=name)

    def _parts(self, kind: str) -> list[str]:
        return [item.target for item in self._relations.values() if item.kind == kind and item.target in self._package]

    def _add(self, key: str, cell: str = "", found: str = "", **values: object) -> None:
        self._found.append(fault(self._spot(cell), key, found, **values))

    def _rows(self, data: etree._Element) -> None:
        last = 0
        for row in data.iterchildren(f"{self._namespace}row"):
            name = row.get("r") or str(last + 1)
            number = whole(name)
            if not last < number <= LAST_ROW:
                self._add("row-order", row=name)
            if row.get("s", "0") not in self._known.styles:
                self._add("no-cell-style", f"{name}:{name}", style=row.get("s"))
            self._cells(row, name)
            last = number

    def _cells(self, row: etree._Element, name: str) -> None:
        before, styles = 0, self._known.styles
        for cell in row.iterchildren(f"{self._namespace}c"):
            address, style = cell.get("r"), cell.get("s")
            column = before + 1 if address is None else column_of(address.removesuffix(name))
            if column <= before:
                self._misplaced(cell, str(address), name, column)
            if style is not None and style not in styles:
                self._add("no-cell-style", address or "", style=style)
            before = column or before

    def _misplaced(self, cell: etree._Element, address: str, row: str, column: int) -> None:
        earlier = (item.get("r") for item in cell.itersiblings(preceding=True))
        if not column:
            self._add("cell-row", address, row=row)
        else:
            self._add("same-cell" if address in earlier else "cell-order", address)

    def _values(self, data: etree._Element) -> None:
        known = self._known
        for item in data.iter(f"{self._namespace}v"):
            cell, value = item.getparent(), item.text or ""
            kind, address = (cell.get("t"), cell.get("r", "")) if cell is not None else (None, "")
            if kind == "s":
                text = known.strings.get(value)
                if text is not None:
                    self._text(text, address, known.braces)
                else:
                    self._add("no-string", address, excerpt(value))
            elif kind is None or kind == "n":
                if value and not _NUMBER.fullmatch(value):
                    self._add("no-number", address, excerpt(value))
            elif kind == "str":
                self._text(value, address, self._braces)
            elif cell is not None:
                self._found += value_faults(cell, self._spot(address))
        for item in data.iter(f"{self._namespace}is"):
            self._text(text_of(item), address_of(item), self._braces)

    def _text(self, text: str, address: str, braces: bool) -> None:
        if len(text) > LONGEST_CELL // 2 and (length := characters(unescaped(text))) > LONGEST_CELL:
            what, remedy = message("excel.cell-too-long", length=length, limit=LONGEST_CELL), message("excel.cell-too-long-remedy")
            self._found.append(Problem(where=Place(spot=self._spot(address)), what=what, remedy=remedy))
        if braces and LEFTOVER.search(text):
            self._add("leftover-tag", address, excerpt(text))

    def _formulas(self, data: etree._Element) -> None:
        """Check the formulas; those that differ only in their digits are checked once, unless the digits may be a sheet's."""
        shapes: set[str | bytes] = set()
        masters: set[str] = set()
        for formula in data.iter(f"{self._namespace}f"):
            text, shared = formula.text, formula.get("si")
            if text:
                shape = text if "!" in text else text.encode().translate(_ALIKE)
                if shape not in shapes:
                    shapes.add(shape)
                    self._found += what_breaks(text, self._spot(address_of(formula)), self._known.tabs)
                if shared is not None:
                    masters.add(shared)
            elif shared is not None and shared not in masters:
                self._add("no-shared-formula", address_of(formula), shared)
            if formula.getprevious() is not None:
                self._add("order", address_of(formula), child="f", parent="c")

    def _element(self, element: etree._Element) -> None:
        """Check an element outside the rows."""
        name = str(element.tag).removeprefix(self._namespace)
        self._found += order_faults(element, self._spot()) if name in ORDERS else ()
        if name in NEVER_EMPTY and not len(element):
            self._add("empty", name=name)
        if rule := _RULES.get(name):
            rule(self, element)
        for identity in relation_ids(element):
            if identity and identity not in self._relations:
                self._add("no-relation", found=identity)
        if self._braces and name not in _FORMULAS:
            for text in (element.text or "", *map(str, element.attrib.values())):
                if LEFTOVER.search(text):
                    self._add("leftover-tag", found=excerpt(text))

    def columns(self, element: etree._Element) -> None:
        """Column widths: each column is told of once."""
        last = 0
        for item in element.iterchildren("*"):
            first, end = whole(item.get("min")), whole(item.get("max"))
            if not last < first <= end <= LAST_COLUMN:
                self._add("column-order", found=f"{item.get('min')}-{item.get('max')}")
            if item.get("style", "0") not in self._known.styles:
                self._add("no-cell-style", style=item.get("style"))
            last = max(last, end)

    def merged(self, element: etree._Element) -> None:
        """Merged cells: no two overlap."""
        areas = [str(item.get("ref")) for item in element.iterchildren("*")]
        boxes = ((area, self._area(area, self._spot())) for area in areas)
        for area, other in overlaps((area, box) for area, box in boxes if box):
            self._add("merged-overlap", area, other=other)

    def reference(self, element: etree._Element) -> None:
        """A filter or link: where it stands."""
        self._area(element.get("ref"), self._spot())

    def values(self, element: etree._Element) -> None:
        """Any element with an attribute that has but few values."""
        self._found += value_faults(element, self._spot())

    def validation(self, element: etree._Element) -> None:
        """A data validation: its kind, cells, formulas and texts."""
        spot = message("excel.spot-validation", sheet=self._entry.name, cells=str(element.get("sqref")))
        self._found += value_faults(element, spot)
        self._rule(element, element.get("sqref"), spot)
        for name, limit in LONGEST.items():
            if (length := characters(unescaped(element.get(name, "")))) > limit:
                what = message("excel.text-too-long", length=length, limit=limit)
                self._found.append(Problem(where=Place(spot=spot), what=what, found=excerpt(element.get(name, "")), remedy=REMEDY))

    def format(self, element: etree._Element) -> None:
        """A conditional format: its cells, the kinds, formulas and looks of its rules."""
        spot = message("excel.spot-format", sheet=self._entry.name, cells=str(element.get("sqref")))
        self._rule(element, element.get("sqref"), spot)
        for rule in element.iterchildren(f"{self._namespace}cfRule"):
            self._found += value_faults(rule, spot)
            self._looks(rule, spot)

    def _rule(self, element: etree._Element, areas: str | None, spot: Message) -> None:
        for area in (areas or "").split() or ("",):
            self._area(area, spot)
        for formula in element.iter(*(self._namespace + name for name in _FORMULAS)):
            self._found += what_breaks(formula.text or "", spot, self._known.tabs)

    def _looks(self, element: etree._Element, spot: Message) -> None:
        for name, value in element.attrib.items():
            if str(name).lower().endswith("dxfid") and value not in self._known.looks:
                self._found.append(fault(spot, "no-look", str(value)))

    def _area(self, area: str | None, spot: Message) -> Box | None:
        box = box_of(area or "")
        if box is None:
            self._found.append(fault(spot, "bad-area", area or ""))
        return box

    def _tables(self) -> None:
        boxes: list[tuple[str, Box]] = []
        for part in self._parts("table"):
            table = parse(self._package.read(part), part)
            name = str(table.get("displayName"))
            spot = message("soundness.spot-table", sheet=self._entry.name, table=name)
            box = self._area(table.get("ref"), spot)
            self._found += _table_faults(table, spot, self._known)
            for element in find(table, "table", "tableColumn"):
                self._looks(element, spot)
            if box is not None:
                boxes.append((name, box))
                self._found += self._shape_faults(table, box, spot)
        for name, other in overlaps(boxes):
            self._add("table-overlap", found=name, other=other)

    def _shape_faults(self, table: etree._Element, box: Box, spot: Message) -> Iterator[Problem]:
        """Yield what of a table does not agree with the cells it stands on."""
        top, left, bottom, right = box
        columns = [unescaped(str(item.get("name"))) for item in find(table, "tableColumn")]
        heads, totals = table.get("headerRowCount", "1") != "0", table.get("totalsRowCount", "0") != "0"
        if bottom - top + 1 <= heads + totals:
            yield fault(spot, "table-rows")
        if len(columns) != right - left + 1:
            yield fault(spot, "table-columns", columns=len(columns), cells=right - left + 1)
        texts = self._texts_in(top) if heads else {}
        for column, name in enumerate(columns, start=left) if heads else ():
            text = texts.get(column, "")
            if text is not None and text.replace("\r\n", "\n") != name.replace("\r\n", "\n"):
                where = self._spot(f"{references.column_letters(column)}{top}")
                yield fault(where, "table-head", excerpt(text), name=excerpt(name))

    def _texts_in(self, number: int) -> dict[int, str | None]:
        """Return the texts of a row by column; None for what a formula makes and nobody can read here."""
        texts: dict[int, str | None] = {}
        rows = (row for row in find(self._root, "row") if row.get("r") == str(number))
        for cell in (cell for row in rows for cell in row.iterchildren("{*}c")):
            value, inline = child(cell, "v"), child(cell, "is")
            text = (value.text or "") if value is not None else text_of(inline) if inline is not None else ""
            if cell.get("t") == "s":
                text = self._known.strings.get(text, "")
            column = column_of(str(cell.get("r")).rstrip(_DIGITS))
            texts[column] = None if child(cell, "f") is not None else unescaped(text)
        return texts

    def _comments(self) -> None:
        for part in self._parts("comments"):
            root, seen = parse(self._package.read(part), part), set[str]()
            authors = len(list(find(root, "author")))
            for comment in find(root, "comment"):
                cell, author = str(comment.get("ref")), str(comment.get("authorId"))
                spot = message("excel.spot-comment", sheet=self._entry.name, cell=cell)
                self._area(cell, spot)
                if cell in seen:
                    self._found.append(fault(spot, "same-comment"))
                if not -1 < whole(author) < authors:
                    self._found.append(fault(spot, "no-comment-author", author))
                seen.add(cell)
            self._leftovers(part, root)

    def _drawings(self) -> None:
        for part in self._parts("drawing"):
            self._found += relation_faults(self._package, part)
            root, seen = parse(self._package.read(part), part), {"0"}  # what Excel writes for a frame without id
            for item in find(root, "cNvPr"):
                identity = str(item.get("id"))
                if identity in seen - {"0"} and next(item.iterancestors(_FALLBACK), None) is None:
                    self._add("same-drawing", found=identity)
                seen.add(identity)
            self._leftovers(part, root)
            for chart in related(self._package, part, "chart"):
                self._found += relation_faults(self._package, chart)
                self._leftovers(chart, parse(self._package.read(chart), chart))

    def _leftovers(self, part: str, root: etree._Element) -> None:
        if _has_braces(self._package.read(part)):
            for element in root.iter("*"):
                for text in (element.text or "", *map(str, element.attrib.values())):
                    if LEFTOVER.search(text):
                        self._found.append(unsound("leftover-tag", part, excerpt(text)))


_RULES: dict[str, Callable[[Sheet, etree._Element], None]] = {
    "cols": Sheet.columns,
    "mergeCells": Sheet.merged,
    "autoFilter": Sheet.reference,
    "hyperlink": Sheet.reference,
    "dataValidation": Sheet.validation,
    "conditionalFormatting": Sheet.format,
    "pageSetup": Sheet.values,
}


def _table_faults(table: etree._Element, spot: Message, known: Known) -> Iterator[Problem]:
    """Yield what is wrong with a table in itself: order, names, ids, formulas."""
    yield from order_faults(table, spot)
    name = str(table.get("displayName"))
    if known.again("table", str(table.get("id"))):
        yield fault(spot, "same-table", str(table.get("id")))
    if known.again("name", f"{name.casefold()} "):  # tables and names of the whole workbook share their words
        yield fault(spot, "same-name")
    if not is_name(name):
        yield fault(spot, "name-refused")
    columns = [item for item in find(table, "tableColumn")]
    for attribute in ("id", "name"):
        counted = Counter(str(item.get(attribute)).casefold() for item in columns)
        yield from (fault(spot, "same-column", value) for value, count in counted.items() if count > 1)
    for column in columns:
        yield from order_faults(column, spot)
    for formula in find(table, "calculatedColumnFormula", "totalsRowFormula"):
        yield from what_breaks(formula.text or "", spot, known.tabs)


def _has_braces(xml: bytes) -> bool:
    return any(brace in xml for brace in _BRACES)
