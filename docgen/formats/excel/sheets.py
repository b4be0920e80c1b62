"""Compiling a template sheet: its rows and columns cut into segments, its tags into loops and conditions around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.errors import Place, Problem
from docgen.formats.excel.cells import Cell, Common, RowCompiler, numbered
from docgen.formats.excel.columns import CompiledColumns, Strip, compile_columns
from docgen.formats.excel.cutting import Cutter
from docgen.formats.excel.layout import Segment
from docgen.formats.excel.references import LAST_ROW
from docgen.formats.excel.rows import STRIP, Row, WideCell, WideRow
from docgen.formats.excel.scopes import SCOPE, Scope
from docgen.formats.excel.strings import Run
from docgen.formats.excel.tags import CELL, Part, excerpt, faults, split, unpaired
from docgen.messages import Message, message

SHEET_RECORD = "S"
COLUMNS_RECORD, ROWS_RECORD = "C", "R"  # the columns of a sheet are told between the two


@dataclass(frozen=True, slots=True)
class CompiledRows:
    """The rows of a sheet.

    segments: all rows, cut as they move.   rows: those that hold anything, by number.   heights: in points, where they say one.
    bound: columns of the texts printed with a row besides its cells (comments), in order.
    columns: the columns, on a sheet with column tags.   scope: the sheet tag around all of it.
    formulas, tagged: whether any row has a formula, a tag.
    """

    segments: tuple[Segment, ...]
    rows: Mapping[int, Row | WideRow]
    heights: Mapping[int, float]
    bound: Mapping[int, tuple[int, ...]]
    columns: CompiledColumns | None
    scope: Scope | None
    formulas: bool
    tagged: bool
    numbers: tuple[tuple[int, ...], ...] = field(init=False)
    _uncut: tuple[tuple[int, int], ...] = field(init=False)  # texts and characters by segment, of rows that no column tag cuts

    def __post_init__(self) -> None:
        """Sort the rows into their segments."""
        ordered, firsts = sorted(self.rows), [segment.first for segment in self.segments]
        cuts = [bisect_left(ordered, first) for first in firsts] + [len(ordered)]
        numbers = tuple(tuple(ordered[start:end]) for start, end in zip(cuts, cuts[1:], strict=False))
        object.__setattr__(self, "numbers", numbers)
        object.__setattr__(self, "_uncut", tuple(self._measured(index, ()) for index in range(len(numbers))))

    @property
    def used(self) -> int:
        """The last row that holds anything, 0 on an empty sheet."""
        return max(self.rows, default=0)

    def texts(self, index: int, strips: Sequence[Strip]) -> int:
        """Return how many texts the program prints with segment `index`, where the columns lie as `strips` say."""
        return self._uncut[index][0] if self.columns is None else self._measured(index, strips)[0]

    def comments(self, number: int, printed: Sequence[str], strips: Sequence[Strip]) -> Iterator[tuple[int, str]]:
        """Return the comments that were printed with row `number`: the new column of the cell, and the text."""
        row = self.rows[number]
        if isinstance(row, WideRow):
            return row.comments(printed, strips)
        return zip(self.bound[number], printed[row.texts :], strict=True)

    def agrees(self, index: int, printed: Sequence[str], strips: Sequence[Strip]) -> bool:
        """Tell whether the column tags gave the same columns in segment `index` as they did for the sheet."""
        rows = (self.rows[number] for number in self.numbers[index])
        return all(row.agrees(printed, strips) for row in rows if isinstance(row, WideRow))

    def sizes(self, strips: Sequence[Strip]) -> list[int]:
        """Return the characters of XML in each segment, where the columns lie as `strips` say."""
        measured = self._uncut if self.columns is None else [self._measured(index, strips) for index in range(len(self.numbers))]
        return [size for _, size in measured]

    def _measured(self, index: int, strips: Sequence[Strip]) -> tuple[int, int]:
        """Return the texts and the characters of segment `index`."""
        texts = size = 0
        for number in self.numbers[index]:
            row = self.rows[number]
            if isinstance(row, WideRow):
                texts, size = texts + row.texts(strips), size + row.size(strips)
            else:
                texts, size = texts + row.texts + len(self.bound.get(number, ())), size + row.size
        return texts, size


@dataclass(frozen=True, slots=True)
class BoundText:
    """A text that is printed with the cell in `row` and `column`: a comment."""

    row: int
    column: int
    runs: tuple[Run, ...]
    spot: Message


class SheetCompiler:
    """Compiles one sheet's rows into a program."""

    def __init__(self, name: str, common: Common, bound: Sequence[BoundText], data: etree._Element) -> None:
        self._common = common
        self._program = common.program
        self._data = data
        self._compiler = RowCompiler(name, common, data)
        self._cutter = Cutter(common.program)
        self._columns: CompiledColumns | None = None
        self._rows: dict[int, Row | WideRow] = {}
        self._heights: dict[int, float] = {}
        self._tagged = False
        self._bound: dict[int, list[BoundText]] = {}
        for text in bound:
            self._bound.setdefault(text.row, []).append(text)

    def compile(self) -> CompiledRows:
        """Return the rows of the sheet."""
        scope = self._compiler.scope(self._data)
        if scope is not None:
            scope.begin(self._program)
        self._program.record(SHEET_RECORD)
        if self._compiler.wide:
            tags, used = self._compiler.column_tags(self._data)
            self._program.record(COLUMNS_RECORD)
            self._columns = compile_columns(tags, used, self._program, self._common.problems)
            self._program.record(ROWS_RECORD)
            self._tagged = True
        for element, number in numbered(self._data):
            if height := element.get("ht"):
                self._heights[number] = float(height)
            self._row(element, number)
        for number in sorted(set(self._bound) - set(self._rows)):
            lost = message("excel.tag-without-row")
            self._common.problems.extend(Problem(where=Place(spot=text.spot), what=lost) for text in self._bound[number])
        self._cutter.up_to(LAST_ROW)
        self._common.problems.extend(unpaired(self._cutter.statements, "excel.row-blocks-remedy"))
        if scope is not None:
            scope.close(self._program)
        bound = {row: tuple(text.column for text in texts) for row, texts in self._bound.items()}
        segments, formulas = tuple(self._cutter.segments), self._compiler.formulas
        return CompiledRows(segments, self._rows, self._heights, bound, self._columns, scope, formulas, self._tagged)

    def _row(self, element: etree._Element, number: int) -> None:
        looping = bool(self._cutter.inside)
        plain = self._compiler.plain(element, looping) if number not in self._bound else None
        if plain is not None:
            self._rows[number] = plain
            return
        cells = self._compiler.cells(element, number, looping)
        if self._columns is not None:
            cells = self._without_marks(cells, self._columns)
        if number not in self._bound and not any(cell.tagged for cell in cells):
            self._rows[number] = self._compiled(element, cells, number)
            return
        self._tagged = True
        self._cutter.up_to(number - 1)
        self._tell_faults(cells)
        scoped = [(part, cell.spot) for cell in cells for part in cell.parts if part.scope == "tr"]
        around = next((part for cell in cells for part in cell.parts if part.scope == SCOPE), None)
        if around is not None:
            self._mark(cells, number, scoped, around.shown)
        elif not scoped:
            self._emit(element, cells, number)
        elif any(part.opens for part, _ in scoped) and not any(True for _ in unpaired(scoped, "excel.row-blocks-remedy")):
            self._repeat_itself(element, cells, number, scoped)
        else:
            self._mark(cells, number, scoped, scoped[0][0].shown)

    def _tell_faults(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            if cell.tagged:
                parts = cell.parts or split(cell.formula)
                self._common.problems.extend(faults(parts, cell.spot))
                scoped = next((part for part in parts if cell.formula and part.scope), None)
                if scoped is not None:
                    what = message("excel.row-tag-outside")
                    self._common.problems.append(Problem(where=Place(spot=cell.spot), what=what, found=excerpt(scoped.shown)))

    def _repeat_itself(self, element: etree._Element, cells: list[Cell], number: int, scoped: list[tuple[Part, Message]]) -> None:
        """A row whose first and last cells hold the marks of a loop or condition: it is its body."""
        for part, spot in scoped:
            if part.opens:
                self._cutter.statement(part, spot)
        self._emit(element, cells, number)
        for part, spot in scoped:
            if not part.opens:
                self._cutter.statement(part, spot)

    def _mark(self, cells: list[Cell], number: int, scoped: list[tuple[Part, Message]], tag: str) -> None:
        """A row of marks, `tag` the first of them, which vanishes."""
        for cell in cells:
            if _says_more(cell):
                self._beside(cell, "row", tag)
        self._cutter.mark(number)
        for part, spot in scoped:
            self._cutter.statement(part, spot)

    def _without_marks(self, cells: list[Cell], columns: CompiledColumns) -> list[Cell]:
        """Return the cells of a row without those of columns that vanish, which may only hold tags."""
        kept = []
        for cell in cells:
            if cell.column not in columns.marks:
                kept.append(cell)
                continue
            if any(part.scope in ("tr", SCOPE) for part in cell.parts):
                kept.append(cell)  # its column is never put, but the row needs its tag
            if _says_more(cell):
                self._beside(cell, "column", columns.marks[cell.column])
        return kept

    def _beside(self, cell: Cell, line: str, tag: str) -> None:
        what, remedy = message(f"excel.beside-{line}-tag", tag=excerpt(tag)), message(f"excel.beside-{line}-tag-remedy")
        self._common.problems.append(Problem(where=Place(spot=cell.spot), what=what, remedy=remedy))

    def _emit(self, element: etree._Element, cells: list[Cell], number: int) -> None:
        """Append a row with tags to the program."""
        self._cutter.line(number)
        self._rows[number] = self._compiled(element, cells, number)
        for text in self._bound.get(number, ()) if self._columns is None else ():
            self._comment(text)

    def _comment(self, text: BoundText) -> None:
        self._program.cut(CELL)
        self._compiler.runs(text.runs, text.spot)

    def _compiled(self, element: etree._Element, cells: Sequence[Cell], number: int) -> Row | WideRow:
        """Return the compiled row; what it prints is appended to the program, in order of its columns."""
        if self._columns is None:
            return self._compiler.compiled(element, cells, bool(self._cutter.inside))
        columns = self._columns
        comments = {text.column: text for text in self._bound.get(number, ())}
        own = {cell.column: cell for cell in cells}
        tagged = {cell.column for cell in cells if cell.tagged} | set(comments)
        placed = {column: columns.segment(column) for column in sorted({*own, *comments} - set(columns.marks))}
        marked = any(segment in columns.varying and column in tagged for column, segment in placed.items())
        pieces: dict[int, list[WideCell]] = {}
        for step in columns.steps:
            if not isinstance(step, int):
                if marked:
                    self._program.statement(*step)
                continue
            if marked:
                self._program.cut(f"{CELL}{STRIP}{step}")
            for column in [column for column, segment in placed.items() if segment == step]:
                pieces.setdefault(step, []).append(self._cell(column, own.get(column), comments.get(column)))
        head, tail = self._compiler.around(element, cells)
        return WideRow(head, pieces, tail, marked)

    def _cell(self, column: int, cell: Cell | None, comment: BoundText | None) -> WideCell:
        piece = self._compiler.piece(cell) if cell is not None else Row((), 0)
        if comment is not None:
            self._comment(comment)
        return WideCell(column, piece, comment is not None)


def _says_more(cell: Cell) -> bool:
    """Tell whether a cell holds more than tags for rows and columns."""
    beside = any(not part.scope and part.body.strip() for part in cell.parts)
    return beside or bool(cell.formula) or (not cell.runs and cell.says_something)
