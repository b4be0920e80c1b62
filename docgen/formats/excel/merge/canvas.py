"""The rows of one sheet of mine, moved to their places on the merged grid, and changed there cell by cell."""

from __future__ import annotations

from bisect import bisect_left
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.formats.excel import references
from docgen.formats.excel.merge.axes import Axis
from docgen.formats.excel.merge.book import Book, Master, Sheet, formula_of, placed
from docgen.formats.excel.merge.formulas import Formulas
from docgen.formats.excel.parts import address_of, child, find, local
from docgen.formats.excel.references import column_letters

_VALUES = frozenset({"f", "v", "is"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where cells come from: the workbook, and the formulas of the sheet as they read when merged."""

    book: Book
    formulas: Formulas


class Canvas:
    """The rows of a sheet; rows and columns are those of the merged grid. lost: formulas that refer to cells that went."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._data = sheet.data
        self._namespace = str(sheet.data.tag).removesuffix("sheetData")
        self._lines = dict(sheet.lines)
        self._masters = dict(sheet.masters)
        self._cells: dict[int, dict[int, etree._Element]] = {}
        self._dealt: dict[str, str] = {}
        self._regroup = False
        self.lost: list[tuple[int, int]] = []

    def move(self, formulas: Formulas, rows: Axis, columns: Axis) -> None:
        """Move all cells to their places, with their formulas; those of lines that go are taken out."""
        self._masters = {}
        for row, cells in self._sheet.cells.items():
            now = rows.mine_line(row)
            for column, cell in cells.items() if now else ():
                if at := columns.mine_line(column):
                    self._move_formula(cell, formulas, (row, column), (now, at))
        if not (rows.mine_stays and columns.mine_stays):
            self._move_lines(rows, columns)

    def _move_lines(self, rows: Axis, columns: Axis) -> None:
        self._lines = {}
        self._regroup = True
        for number, line in self._sheet.lines.items():
            now = rows.mine_line(number)
            if not now:
                self._data.remove(line)
                continue
            self._lines[now] = line
            line.set("r", str(now))
            line.attrib.pop("spans", "")
            for column, cell in list(placed(line)):
                if at := columns.mine_line(column):
                    cell.set("r", f"{column_letters(at)}{now}")
                else:
                    line.remove(cell)

    def _move_formula(self, cell: etree._Element, formulas: Formulas, old: tuple[int, int], now: tuple[int, int]) -> None:
        formula = formula_of(cell)
        if formula is None:
            return
        number = str(formula.get("si"))
        shared = formulas.stays_shared(cell, old[1])
        if shared and not formula.text and number in self._masters:
            return
        text, lost = formulas.moved(cell, *old, now[0])
        if lost:
            self.lost.append(now)
        for name in ("ref", "r1", "r2"):
            if area := formula.get(name):
                formula.set(name, formulas.area(area))
        if shared:
            self._masters.setdefault(number, Master(text, *now))
            formula.text = text if formula.text else None
            return
        if formula.get("t") == "shared":
            _unshared(formula)
        formula.text = text

    def cell(self, row: int, column: int) -> etree._Element | None:
        """Return a cell, None where there is none."""
        return self._row(row).get(column)

    def rows(self) -> tuple[int, ...]:
        """Return the rows that are there."""
        return tuple(self._lines)

    def cells(self, row: int) -> dict[int, etree._Element]:
        """Return the cells of a row by column."""
        return self._row(row)

    def made_line(self, row: int) -> etree._Element:
        """Return a row, made if it is not there."""
        if row not in self._lines:
            line = etree.Element(f"{self._namespace}row", {"r": str(row)})
            later = min((number for number in self._lines if number > row), default=0)
            if later:
                self._lines[later].addprevious(line)
            else:
                self._data.append(line)
            self._lines[row] = line
        return self._lines[row]

    def made(self, row: int, column: int) -> etree._Element:
        """Return a cell, made if it is not there."""
        cells = self._row(row)
        if column not in cells:
            line = self.made_line(row)
            line.attrib.pop("spans", "")
            cell = etree.Element(f"{self._namespace}c", {"r": f"{column_letters(column)}{row}"})
            order = sorted(cells)
            place = bisect_left(order, column)
            if place < len(order):
                cells[order[place]].addprevious(cell)
            elif order:
                cells[order[-1]].addnext(cell)
            else:
                line.insert(0, cell)
            cells[column] = cell
        return cells[column]

    def clear(self, row: int, column: int) -> None:
        """Empty a cell; its format stays."""
        cell = self.cell(row, column)
        if cell is not None:
            self._regroup = self._regroup or formula_of(cell) is not None
            _cleared(cell)

    def put(self, source: Source, old: tuple[int, int], now: tuple[int, int], cell: etree._Element) -> None:
        """Put what `cell`, at `old` on its own sheet, says into the cell at `now`; the format there stays."""
        own = self.made(*now)
        self._regroup = self._regroup or formula_of(own) is not None or formula_of(cell) is not None
        _cleared(own)
        text = source.formulas.text(cell, *old, now[0])
        if text is not None:
            self._put_formula(source, cell, own, text, (old, now))
            return
        kind, value = cell.get("t"), child(cell, "v")
        if kind == "s" and value is not None:
            self._put_string(own, source.book.items[int(value.text or 0)])
            return
        if kind:
            own.set("t", kind)
        for item in cell:
            if local(item) == "is":
                self._put_string(own, item)
            elif local(item) == "v":
                etree.SubElement(own, f"{self._namespace}v").text = item.text

    def _put_formula(
        self, source: Source, cell: etree._Element, own: etree._Element, text: str, places: tuple[tuple[int, int], tuple[int, int]]
    ) -> None:
        formula = etree.SubElement(own, f"{self._namespace}f")
        theirs = formula_of(cell)
        assert theirs is not None  # it has a text
        if source.formulas.stays_shared(cell, places[0][1]):
            number = self._group(str(theirs.get("si")))
            formula.set("t", "shared")
            formula.set("si", number)
            self._masters.setdefault(number, Master(text, *places[1]))
            return
        if theirs.get("t") == "array":
            formula.set("t", "array")
            formula.set("ref", source.formulas.area(str(theirs.get("ref"))))
        formula.text = text

    def _put_string(self, cell: etree._Element, item: etree._Element) -> None:
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, f"{self._namespace}is")
        for part in item:
            inline.append(deepcopy(part))

    def finish(self) -> None:
        """Let each group of cells that share a formula begin with a cell that has it."""
        if not self._regroup:
            return
        groups: dict[str, list[tuple[etree._Element, int, int]]] = {}
        for formula in find(self._data, "f"):
            if formula.get("t") == "shared":
                address = address_of(formula)
                letters = address.rstrip("0123456789")
                place = (int(address[len(letters) :]), references.column_number(letters))
                groups.setdefault(str(formula.get("si")), []).append((formula, *place))
        for name, members in groups.items():
            first, row, column = members[0]
            master = self._masters.get(name)
            if not first.text and master is not None:
                first.text = references.written(master.pieces(row, column))
            for formula, *_ in members[1:]:
                formula.text = None
                formula.attrib.pop("ref", "")
            rows, columns = [row for _, row, _ in members], [column for *_, column in members]
            first.set("ref", f"{column_letters(min(columns))}{min(rows)}:{column_letters(max(columns))}{max(rows)}")

    def _group(self, theirs: str) -> str:
        """Return the number in mine of a group of theirs."""
        if theirs not in self._dealt:
            taken = {int(number) for number in (*self._masters, *self._dealt.values()) if number.isdecimal()}
            self._dealt[theirs] = str(max(taken, default=-1) + 1)
        return self._dealt[theirs]

    def _row(self, row: int) -> dict[int, etree._Element]:
        if row not in self._cells:
            line = self._lines.get(row)
            self._cells[row] = dict(placed(line)) if line is not None else {}
        return self._cells[row]


def _cleared(cell: etree._Element) -> None:
    for item in [item for item in cell if local(item) in _VALUES]:
        cell.remove(item)
    for name in ("t", "cm", "vm"):  # its kind, and what newer versions of Excel know besides
        cell.attrib.pop(name, "")


def _unshared(formula: etree._Element) -> None:
    for name in ("t", "si", "ref"):
        formula.attrib.pop(name, "")
