"""A workbook opened for merging: its parts as trees, its sheets with their cells.

Mine is changed in these trees; base and theirs are read from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.formats.excel import references
from docgen.formats.excel.content import own_row, string_items, value_of
from docgen.formats.excel.formulas import scan
from docgen.formats.excel.looks import Looks
from docgen.formats.excel.merge.alignment import FORMULA, Line
from docgen.formats.excel.parts import SheetEntry, child, find, local, workbook_part, worksheets
from docgen.formats.excel.references import Pieces
from docgen.formats.excel.strings import text_of, unescaped
from docgen.formats.ooxml import Package, parse
from docgen.formats.relations import related

OPEN = "\0"  # stands for a formula's own row
_SHARED_STRING = re.compile(rb"<(?:\w+:)?v>([0-9]+)</")  # in any cell: more than are needed, never fewer
_BREAK = re.compile(rb"<br\s*>")  # as Excel writes it in VML


@dataclass(frozen=True, slots=True)
class Master:
    """A formula that cells share: its text, and the cell that it is written for."""

    text: str
    row: int
    column: int

    def pieces(self, row: int, column: int) -> Pieces:
        """Return the formula as the cell at `row`, `column` has it."""
        return references.translated(scan(self.text), row - self.row, column - self.column)


class Sheet:
    """One worksheet.

    data: its rows, in the tree that was read.   root: a copy of all the rest, with an empty place for the rows: moving the rows
    about in a tree costs as much as reading them.   lines: the row elements by number.   cells: by row and column, those that
    say something.
    """

    def __init__(self, package: Package, entry: SheetEntry, strings: Sequence[str], like: Sheet | None = None) -> None:
        """Read the sheet. like: one of another workbook, whose cells it shares if it says the same to the byte; neither is changed then."""
        self.entry = entry
        self.name = entry.name
        self._xml = package.read(entry.part)
        same = like if like is not None and like._xml == self._xml and same_strings(self._xml, like.strings, strings) else None
        self._whole: etree._Element = parse(self._xml, entry.part) if same is None else same._whole
        data = child(self._whole, "sheetData")
        if data is None:
            data = etree.SubElement(self._whole, f"{{{etree.QName(self._whole).namespace}}}sheetData")
        self.data = data
        attributes = {str(name): str(value) for name, value in self._whole.attrib.items()}
        self.root = etree.Element(self._whole.tag, attributes, self._whole.nsmap)  # type: ignore[arg-type] # the default has no prefix
        self.root[:] = [etree.Element(data.tag) if item is data else deepcopy(item) for item in self._whole]
        self.strings: Sequence[str] = strings
        self.lines: dict[int, etree._Element] = {}
        self.cells: dict[int, dict[int, etree._Element]] = {}
        self.masters: dict[str, Master] = {}
        self._tokens: dict[str, str] = {}
        self._shapes = Shapes()
        self._shared_tokens: dict[str, str] = {}
        self._last_column: int = 0
        if same is None:
            self._read()
        else:
            self.lines, self.cells, self.masters, self._last_column = same.lines, same.cells, same.masters, same._last_column

    @property
    def used(self) -> tuple[int, int]:
        """The last row and the last column that have a cell."""
        return max(self.lines, default=0), self._last_column

    def whole(self) -> etree._Element:
        """Return the worksheet with its rows, as it is to be written."""
        for item in [item for item in self._whole if item is not self.data]:
            self._whole.remove(item)
        before = True
        for item in self.root:
            if item.tag == self.data.tag:
                before = False
            elif before:
                self.data.addprevious(deepcopy(item))
            else:
                self._whole.append(deepcopy(item))
        for name, value in self.root.attrib.items():
            self._whole.set(name, value)
        return self._whole

    def styled(self, row: int) -> Iterator[tuple[int, etree._Element]]:
        """Yield the cells of a row with their columns, also those that say nothing."""
        line = self.lines.get(row)
        return placed(line) if line is not None else iter(())

    def formula(self, cell: etree._Element, row: int, column: int) -> str | None:
        """Return the formula of a cell, a shared one written out; None for a value."""
        formula = formula_of(cell)
        if formula is None:
            return None
        master = self.masters.get(str(formula.get("si"))) if formula.get("t") == "shared" and not formula.text else None
        return formula.text or "" if master is None else references.written(master.pieces(row, column))

    def raw(self, row: int) -> bytes:
        """Return a row as it stands in the part; nothing if there is none."""
        line = self.lines.get(row)
        return etree.tostring(line, with_tail=False) if line is not None else b""

    def value(self, cell: etree._Element) -> str:
        """Return what a cell without a formula holds, in its normal form."""
        return value_of(cell, self.strings)

    def token(self, cell: etree._Element, row: int, column: int) -> str:
        """Return what tells a cell apart wherever it stands: its value, or its formula with the references left open."""
        formula = formula_of(cell)
        if formula is None:
            return self.value(cell)
        shared = str(formula.get("si"))
        if formula.text or shared not in self.masters:
            return self._token(formula.text or "", row, column)
        if shared not in self._shared_tokens:
            master = self.masters[shared]
            self._shared_tokens[shared] = self._token(master.text, master.row, master.column)
        return self._shared_tokens[shared]

    def rows(self, columns: Mapping[int, int] | None = None) -> list[Line]:
        """Return the tokens of each row, by the column; by what `columns` make of it, where it is given."""
        rows: list[Line] = []
        for row in range(1, self.used[0] + 1):
            line = {}
            for column, cell in self.cells.get(row, {}).items():
                if token := self.token(cell, row, column):
                    line[column if columns is None else columns.get(column, -column)] = token
            rows.append(line)
        return rows

    def _token(self, formula: str, row: int, column: int) -> str:
        if formula in self._tokens:  # one that says no row
            return self._tokens[formula]
        shape = self._shapes.of(formula, row, column)
        if shape not in self._tokens:
            pieces = scan(formula)
            self._tokens[shape] = FORMULA + "".join(piece if isinstance(piece, str) else OPEN for piece in pieces)
        return self._tokens[shape]

    def _read(self) -> None:
        number = 0
        shared = b'"shared"' in self._xml or b"'shared'" in self._xml
        for line in self.data.iterchildren("{*}row"):
            number = int(line.get("r") or number + 1)
            self.lines[number] = line
            found = {column: cell for column, cell in placed(line) if len(cell)}
            if found:
                self.cells[number] = found
            if len(line):
                self._last_column = max(self._last_column, _last_column(line))
            for column, cell in found.items() if shared else ():
                formula = formula_of(cell)
                if formula is not None and formula.text and formula.get("t") == "shared":
                    self.masters.setdefault(str(formula.get("si")), Master(formula.text, number, column))


def same_strings(xml: bytes, first: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether the shared strings that the cells of `xml` name, by their numbers, are the same in two workbooks."""
    if first == second or b't="s"' not in xml:
        return True
    return all(first[number : number + 1] == second[number : number + 1] for number in map(int, set(_SHARED_STRING.findall(xml))))


class Shapes:
    """The formulas of a sheet with their own row held open.

    Down a column they mostly are the one above but for the row, which is cheaper to see than to search for.
    """

    def __init__(self) -> None:
        self._above: dict[int, str] = {}

    def of(self, formula: str, row: int, column: int) -> str:
        """Return the formula of the cell at `row`, `column` with `OPEN` for its own row."""
        above, number = self._above.get(column, ""), str(row)
        if number not in above and above.replace(OPEN, number) == formula:
            return above
        self._above[column] = own_row(row).sub(OPEN, formula)
        return self._above[column]


def formula_of(cell: etree._Element) -> etree._Element | None:
    """Return the formula of a cell, which comes first in it; None for a value."""
    return cell[0] if len(cell) and str(cell[0].tag)[-2:] == "}f" else None


def columns_of(rows: Sequence[Line], last: int) -> list[Line]:
    """Return the tokens of each column by row, from those of the rows."""
    columns: list[dict[int, str]] = [{} for _ in range(last)]
    for number, row in enumerate(rows, start=1):
        for column, token in row.items():
            columns[column - 1][number] = token
    return list(columns)


def placed(line: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the cells of a row with their columns; one without an address follows the one before."""
    column = 0
    for cell in line.iterchildren("{*}c"):
        address = cell.get("r")
        column = references.column_number(address.rstrip("0123456789")) if address else column + 1
        yield column, cell


def _last_column(line: etree._Element) -> int:
    """Return the last column of a row that has a cell."""
    address = line[-1].get("r")
    if address and local(line[-1]) == "c":
        return references.column_number(address.rstrip("0123456789"))
    return max((column for column, _ in placed(line)), default=0)


class Book:
    """A workbook: its package, its workbook part, its worksheets by name.

    Parts that are parsed through `root` are kept: what is changed in them is written by `changed`.
    """

    def __init__(self, package: Package, like: Book | None = None) -> None:
        """Read the workbook. like: an earlier state of it, that is not changed and whose cells it shares where it says the same.

        Raises: DocumentError: no workbook, or a damaged part; ValueError, LookupError: one beyond its own rules.
        """
        self.package = package
        self.part = workbook_part(package)
        self._roots: dict[str, etree._Element] = {}
        self.workbook = self.root(self.part)
        self.items = string_items(package, self.part)
        strings = [unescaped(text_of(item)) for item in self.items]
        self.entries = worksheets(package, self.part, self.workbook)
        before = like.sheets if like is not None else {}
        self.sheets: dict[str, Sheet] = {entry.name: Sheet(package, entry, strings, before.get(entry.name)) for entry in self.entries}

    @cached_property
    def styles(self) -> etree._Element | None:
        """The styles; None for a workbook without them."""
        found = related(self.package, self.part, "styles")
        return self.root(found[0]) if found else None

    @cached_property
    def looks(self) -> Looks:
        """How the cell formats look."""
        themes = [parse(self.package.read(name), name) for name in related(self.package, self.part, "theme")]
        return Looks(self.styles, themes[0] if themes else None)

    @property
    def tabs(self) -> tuple[str, ...]:
        """The names of all sheets, chart sheets too, in order."""
        return tuple(str(item.get("name")) for item in find(self.workbook, "sheet"))

    def root(self, part: str) -> etree._Element:
        """Return a part as a tree, always the same one."""
        if part not in self._roots:
            xml = self.package.read(part)
            self._roots[part] = parse(_BREAK.sub(b"<br/>", xml) if part.endswith(".vml") else xml, part)
        return self._roots[part]

    def roots(self) -> dict[str, etree._Element]:
        """Return the parts that were parsed, by name."""
        return self._roots | {sheet.entry.part: sheet.whole() for sheet in self.sheets.values()}
