"""Compiling a template sheet: its rows cut into segments, its row tags into loops and conditions around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.errors import Place, Problem
from docgen.formats.excel.cells import Cell, Common, RowCompiler, numbered
from docgen.formats.excel.layout import Segment
from docgen.formats.excel.references import LAST_ROW
from docgen.formats.excel.rows import Row
from docgen.formats.excel.strings import Run
from docgen.formats.excel.tags import CELL, CLOSE_ROUND, OPEN_ROUND, Part, excerpt, faults, split, unpaired
from docgen.messages import Message, message


@dataclass(frozen=True, slots=True)
class CompiledRows:
    """The rows of a sheet.

    segments: all rows, cut as they move.   rows: those that hold anything, by number.   heights: in points, where they say one.
    bound: keys of the texts printed with a row besides its cells (comments), in order.
    formulas, tagged: whether any row has a formula, a tag.
    """

    segments: tuple[Segment, ...]
    rows: Mapping[int, Row]
    heights: Mapping[int, float]
    bound: Mapping[int, tuple[str, ...]]
    formulas: bool
    tagged: bool
    numbers: tuple[tuple[int, ...], ...] = field(init=False)
    sizes: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the rows into their segments, with the size of their XML."""
        ordered, firsts = sorted(self.rows), [segment.first for segment in self.segments]
        cuts = [bisect_left(ordered, first) for first in firsts] + [len(ordered)]
        numbers = tuple(tuple(ordered[start:end]) for start, end in zip(cuts, cuts[1:], strict=False))
        object.__setattr__(self, "numbers", numbers)
        object.__setattr__(self, "sizes", tuple(sum(self.rows[number].size for number in inside) for inside in numbers))

    @property
    def used(self) -> int:
        """The last row that holds anything, 0 on an empty sheet."""
        return max(self.rows, default=0)

    def texts(self, index: int) -> int:
        """Return how many texts the program prints with segment `index`."""
        return sum(self.rows[number].texts + len(self.bound.get(number, ())) for number in self.numbers[index])


@dataclass(frozen=True, slots=True)
class BoundText:
    """A text that is printed with row `row`, as its cells are: a comment."""

    row: int
    key: str
    runs: tuple[Run, ...]
    spot: Message


@dataclass(slots=True)
class _Block:
    """An open block of row tags; `loop` is the loop's number while inside a round of it."""

    word: str
    loop: int | None


class SheetCompiler:
    """Compiles one sheet's rows into a program."""

    def __init__(self, name: str, common: Common, bound: Sequence[BoundText], data: etree._Element) -> None:
        self._common = common
        self._program = common.program
        self._data = data
        self._compiler = RowCompiler(name, common, data)
        self._segments: list[Segment] = []
        self._rows: dict[int, Row] = {}
        self._heights: dict[int, float] = {}
        self._blocks: list[_Block] = []
        self._statements: list[tuple[Part, Message]] = []
        self._cursor = 1
        self._loops = 0
        self._tagged = False
        self._bound: dict[int, list[BoundText]] = {}
        for text in bound:
            self._bound.setdefault(text.row, []).append(text)

    def compile(self) -> CompiledRows:
        """Return the rows of the sheet."""
        for element, number in numbered(self._data):
            if height := element.get("ht"):
                self._heights[number] = float(height)
            self._row(element, number)
        for number in sorted(set(self._bound) - set(self._rows)):
            lost = message("excel.tag-without-row")
            self._common.problems.extend(Problem(where=Place(spot=text.spot), what=lost) for text in self._bound[number])
        self._flush(LAST_ROW)
        self._common.problems.extend(unpaired(self._statements, "excel.row-blocks-remedy"))
        bound = {row: tuple(text.key for text in texts) for row, texts in self._bound.items()}
        return CompiledRows(tuple(self._segments), self._rows, self._heights, bound, self._compiler.formulas, self._tagged)

    def _row(self, element: etree._Element, number: int) -> None:
        plain = self._compiler.plain(element, number, bool(self._inside())) if number not in self._bound else None
        if plain is not None:
            self._rows[number] = plain
            return
        cells = self._compiler.cells(element, number, bool(self._inside()))
        if number not in self._bound and not any(cell.tagged for cell in cells):
            self._rows[number] = self._compiler.compiled(element, cells, bool(self._inside()))
            return
        self._tagged = True
        self._flush(number - 1)
        for cell in cells:
            if cell.tagged:
                self._common.problems.extend(faults(cell.parts or split(cell.formula), cell.spot))
        scoped = [(part, cell.spot) for cell in cells for part in cell.parts if part.scope == "tr"]
        self._statements += scoped
        if not scoped:
            self._emit(element, cells, number)
        elif any(part.opens for part, _ in scoped) and not any(True for _ in unpaired(scoped, "excel.row-blocks-remedy")):
            self._repeat_itself(element, cells, number, scoped)
        else:
            self._mark(cells, number, scoped)
        self._cursor = number + 1

    def _repeat_itself(self, element: etree._Element, cells: list[Cell], number: int, scoped: list[tuple[Part, Message]]) -> None:
        """A row whose first and last cells hold the marks of a loop or condition: it is its body."""
        for part, spot in scoped:
            if part.opens:
                self._statement(part, spot)
        self._emit(element, cells, number)
        for part, spot in scoped:
            if not part.opens:
                self._statement(part, spot)

    def _mark(self, cells: list[Cell], number: int, scoped: list[tuple[Part, Message]]) -> None:
        """A row of marks, which vanishes."""
        for cell in cells:
            beside = any(part.scope != "tr" and part.body.strip() for part in cell.parts)
            if beside or cell.formula or (not cell.runs and cell.says_something):
                what = message("excel.beside-row-tag", tag=excerpt(scoped[0][0].shown))
                remedy = message("excel.beside-row-tag-remedy")
                self._common.problems.append(Problem(where=Place(spot=cell.spot), what=what, remedy=remedy))
        self._segments.append(Segment(number, number, self._inside()))
        for part, spot in scoped:
            self._statement(part, spot)

    def _statement(self, part: Part, spot: Message) -> None:
        """Append a row tag to the program, with the rounds it opens and closes."""
        top = self._blocks[-1] if self._blocks else None
        if top and top.loop is not None and (part.closes or part.word == "else"):
            self._program.record(CLOSE_ROUND)
            top.loop = None
        if part.closes and top:
            self._blocks.pop()
        self._program.statement(part, spot)
        if part.opens:
            self._loops += part.word == "for"
            self._blocks.append(_Block(part.word, self._loops if part.word == "for" else None))
            if part.word == "for":
                self._program.record(f"{OPEN_ROUND}{self._loops}")

    def _emit(self, element: etree._Element, cells: list[Cell], number: int) -> None:
        """Append a row with tags to the program."""
        self._program.record(str(len(self._segments)))
        self._segments.append(Segment(number, number, self._inside()))
        self._rows[number] = self._compiler.compiled(element, cells, bool(self._inside()))
        for text in self._bound.get(number, ()):
            self._program.cut(CELL)
            self._compiler.runs(text.runs, text.spot)

    def _flush(self, last: int) -> None:
        """Append the rows without tags up to `last` to the program, as one segment."""
        if self._cursor <= last:
            self._program.record(str(len(self._segments)))
            self._segments.append(Segment(self._cursor, last, self._inside()))
        self._cursor = last + 1

    def _inside(self) -> tuple[int, ...]:
        return tuple(block.loop for block in self._blocks if block.loop is not None)
