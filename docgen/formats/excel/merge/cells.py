"""The cells of one sheet in three states, decided: what theirs changed is taken where people have changed nothing.

mine like base, theirs changed      theirs is taken: value or formula, and format
mine changed, theirs like base      mine stays
both changed, not alike             mine stays: a clash
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from lxml import etree

from docgen.formats.excel.formulas import scan
from docgen.formats.excel.merge.alignment import FORMULA
from docgen.formats.excel.merge.axes import Place
from docgen.formats.excel.merge.book import Book, Sheet, same_strings
from docgen.formats.excel.merge.canvas import Canvas, Source
from docgen.formats.excel.merge.formulas import Formulas
from docgen.formats.excel.merge.plan import Movements, SheetPlan
from docgen.formats.excel.merge.stylesheet import Stylesheet, shows_date
from docgen.formats.excel.schema import sheets_in

Address = tuple[int, int]
_T = TypeVar("_T")
Three = tuple[_T, _T, _T]  # of base, of mine, of theirs
NOWHERE: Address = (0, 0)
_SHARING = re.compile(rb'<(?:\w+:)?f t="shared" si="([0-9]+)"/>')
_FORMULAS = re.compile(rb"<(?:\w+:)?f[ />]")
_MEASURES = ("ht", "customHeight", "hidden", "outlineLevel", "collapsed")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the three workbooks, with one sheet of it."""

    book: Book
    sheet: Sheet
    styles: Stylesheet
    formulas: Formulas

    def key(self, old: Address, row: int) -> str:
        """Return what the cell at `old` says when it stands in `row`, in a normal form; "" for nothing."""
        cell = self.sheet.cells.get(old[0], {}).get(old[1])
        return "" if cell is None else self.formulas.key(cell, *old, row)

    def row(self, line: int | None, now: int, column_of: Callable[[int], int]) -> dict[int, str]:
        """Return what the cells of a row say when it stands in row `now`, by the columns that `column_of` gives."""
        cells = self.sheet.cells.get(line or 0, {}).items()
        key = self.formulas.key
        return {column_of(column): key(cell, line or 0, column, now) for column, cell in cells}

    def tokens(self, line: int | None, column_of: Callable[[int], int]) -> dict[int, str]:
        """Return what the cells of a row say wherever it stands, formulas with their references left open."""
        cells = self.sheet.cells.get(line or 0, {}).items()
        return {column_of(column): self.sheet.token(cell, line or 0, column) for column, cell in cells}

    def cell(self, old: Address) -> etree._Element | None:
        """Return the cell at `old` if it says something."""
        return self.sheet.cells.get(old[0], {}).get(old[1])


@dataclass(frozen=True, slots=True)
class Change:
    """What happens at a place of the merged grid: the addresses of the cell in base and in theirs, `NOWHERE` where it is not."""

    place: Address
    base: Address
    theirs: Address


@dataclass(slots=True)
class Decided:
    """What happens to the cells of a sheet.

    taken: cells whose value or formula is theirs.   clashes: those that both changed.   formats: places that get a format of
    theirs, by its number there.   lines: rows that get the measures of a row of theirs, by its number there.
    """

    taken: list[Change] = field(default_factory=list)
    clashes: list[Change] = field(default_factory=list)
    formats: dict[Address, int] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)


class CellMerge:
    """The merge of the cells of one sheet.

    winner: who wins silently, "mine", "theirs", or "" for nobody.   absent: sheets of theirs that mine will not have, folded.
    """

    def __init__(self, plan: SheetPlan, sides: Three[Side], winner: str, absent: Set[str]) -> None:
        self.plan = plan
        self.sides = sides
        self._base, self._mine, self._theirs = sides
        self._winner = winner
        self._absent = absent
        self._decided = Decided()

    @classmethod
    def of(cls, plan: SheetPlan, books: Three[Book], styles: Three[Stylesheet], moved: Movements, winner: str) -> CellMerge:
        """Return the merge of the sheet of `plan`."""
        sheets, movements = (plan.base, plan.mine, plan.theirs), (moved.base, moved.mine, moved.theirs)
        formulas = [Formulas(sheet, movement) for sheet, movement in zip(sheets, movements, strict=True)]
        base, mine, theirs = (Side(*side) for side in zip(books, sheets, styles, formulas, strict=True))
        return cls(plan, (base, mine, theirs), winner, moved.absent)

    def decide(self) -> Decided:
        """Return what happens to each cell. Mine must not have been moved yet."""
        rows = self.plan.rows
        base = {rows.base_line(line) for line in self._base.sheet.cells}
        theirs = {rows.theirs_line(line) for line in self._theirs.sheet.lines}
        for row in sorted((base | theirs) - {0}):
            if rows.at(row).theirs is not None and not self._is_the_same(row):
                self._row(row)
                self._formats(row, rows.at(row))
        for row, lines in rows.moved.items():
            if lines.theirs is not None:
                self._moved_row(row, lines)
                self._formats(row, lines)
        return self._decided

    def _is_the_same(self, row: int) -> bool:
        """Tell at a glance, for most rows of a large register, that theirs is what base was and means the same."""
        lines = self.plan.rows.at(row)
        if lines.mine is None or lines.base is None or lines.base != lines.theirs or not self._plain_columns:
            return False
        raw = self._base.sheet.raw(lines.base)
        if raw != self._theirs.sheet.raw(lines.base) or not same_strings(raw, self._base.sheet.strings, self._theirs.sheet.strings):
            return False
        sharing = _SHARING.findall(raw)
        return set(sharing) <= self._alone and len(sharing) == len(_FORMULAS.findall(raw))

    @cached_property
    def _alone(self) -> frozenset[bytes]:
        """The shared formulas that base and theirs have alike and that refer to no cell, by number."""
        base, theirs = self._base.sheet.masters, self._theirs.sheet.masters
        alike = (number for number, master in base.items() if theirs.get(number) == master)
        return frozenset(number.encode() for number in alike if all(isinstance(piece, str) for piece in scan(base[number].text)))

    def old(self, place: Address) -> Three[Address]:
        """Return where the cell at a place of the merged grid stands in base, mine and theirs."""
        rows, column = self.plan.rows, self.plan.columns.at(place[1])
        row = rows.moved.get(place[0]) or rows.at(place[0])
        both = ((row.base, column.base), (row.mine, column.mine), (row.theirs, column.theirs))
        base, mine, theirs = ((line or 0, across or 0) if line and across else NOWHERE for line, across in both)
        return base, mine, theirs

    def agree(self, place: Address) -> bool:
        """Tell whether mine and theirs say the same at a place that both have."""
        _, mine, theirs = self.old(place)
        return NOWHERE not in (mine, theirs) and self._mine.key(mine, place[0]) == self._theirs.key(theirs, place[0])

    def touched(self) -> tuple[frozenset[int], frozenset[int]]:
        """Return the rows and columns of base that theirs left out and people have edited."""
        rows, columns = self.plan.rows, self.plan.columns
        if not rows.left_out and not columns.left_out:
            return frozenset(), frozenset()
        down = {line: rows.base_line(line) for line in rows.left_out}
        across = {line: columns.base_line(line) for line in columns.left_out}
        edited = set(self._edited(frozenset(down.values()), frozenset(across.values())))
        edited_rows, edited_columns = {row for row, _ in edited}, {column for _, column in edited}
        return (
            frozenset(line for line, row in down.items() if row in edited_rows),
            frozenset(line for line, column in across.items() if column in edited_columns),
        )

    def _edited(self, rows: frozenset[int], columns: frozenset[int]) -> Iterator[Address]:
        """Yield the places in some rows and columns where mine says or looks other than base."""
        places = set(_placed(self._base.sheet, self.plan.rows.base_line, self.plan.columns.base_line))
        places |= set(_placed(self._mine.sheet, self.plan.rows.mine_line, self.plan.columns.mine_line))
        for place in sorted(place for place in places if place[0] in rows or place[1] in columns):
            base, mine, _ = self.old(place)
            if self._base.key(base, place[0]) != self._mine.key(mine, place[0]) or not self._looks_alike(base, mine):
                yield place

    def _row(self, row: int) -> None:
        lines, columns = self.plan.rows.at(row), self.plan.columns
        generated = self._theirs.row(lines.theirs, row, columns.theirs_line)
        before = self._base.row(lines.base, row, columns.base_line) if lines.mine is not None else {}  # a line that comes back is new
        for column in sorted(generated.keys() | before.keys()):
            said, old = generated.get(column, ""), before.get(column, "")
            if said != old and column and columns.at(column).theirs is not None:
                self._cell((row, column), old if columns.at(column).mine is not None else "", said)

    def _cell(self, place: Address, before: str, generated: str) -> None:
        """Decide on a cell that says `before` in base and something else, `generated`, in theirs."""
        base, mine, theirs = self.old(place)
        by_hand = self._mine.key(mine, place[0])
        change = Change(place, base, theirs)
        possible = not self._absent or self._absent.isdisjoint(sheets_in(generated.partition("=")[2]))
        if possible and (by_hand == before or (self._winner == "theirs" and by_hand != generated)):
            self._decided.taken.append(change)
        elif by_hand != generated and self._winner != "mine":
            self._decided.clashes.append(change)

    def _moved_row(self, row: int, lines: Place) -> None:
        """Decide on a row that people put elsewhere. Formulas that theirs changed are not taken: they are written for another place."""
        columns = self.plan.columns
        sides = (self._base, lines.base, columns.base_line), (self._mine, lines.mine, columns.mine_line), (
            self._theirs, lines.theirs, columns.theirs_line)  # fmt: skip
        before, by_hand, generated = (side.tokens(line, column_of) for side, line, column_of in sides)
        for column in sorted(generated.keys() | before.keys()):
            old, own, said = (side.get(column, "") for side in (before, by_hand, generated))
            if said in (old, own) or not column or columns.at(column).mine is None or columns.at(column).theirs is None:
                continue
            base, _, theirs = self.old((row, column))
            by_value = not any(text.startswith(FORMULA) for text in (own, said))
            if by_value and (own == old or self._winner == "theirs"):
                self._decided.taken.append(Change((row, column), base, theirs))
            elif self._winner != "mine":
                self._decided.clashes.append(Change((row, column), base, theirs))

    def _formats(self, row: int, lines: Place) -> None:
        """Decide on the formats and the height of a row."""
        columns = self.plan.columns
        theirs, base = self._theirs.sheet.lines.get(lines.theirs or 0), self._base.sheet.lines.get(lines.base or 0)
        if theirs is None or lines.theirs is None:
            return
        if lines.mine is None or (base is not None and self._measured(theirs, base, self._mine.sheet.lines.get(lines.mine))):
            self._decided.lines[row] = lines.theirs
        if base is not None and lines.mine is not None and self._plain_columns and _numbers(theirs) == _numbers(base):
            return
        before = {column: _number(cell) for column, cell in self._base.sheet.styled(lines.base or 0)}
        by_hand = {column: _number(cell) for column, cell in self._mine.sheet.styled(lines.mine or 0)}
        for column, cell in self._theirs.sheet.styled(lines.theirs):
            place = (row, columns.theirs_line(column))
            across = columns.at(place[1])
            if not place[1]:
                continue
            generated, old = _number(cell), before.get(across.base or 0)
            if lines.mine is None or across.mine is None:
                self._decided.formats[place] = generated
            elif old is not None and self._theirs.styles.said(generated) != self._base.styles.said(old):
                own = by_hand.get(across.mine, 0)
                if self._untouched(old, own) and not self._is_misread(place, own, generated):
                    self._decided.formats[place] = generated
            elif old is None and across.mine not in by_hand:
                self._decided.formats[place] = generated

    @cached_property
    def _plain_columns(self) -> bool:
        """Whether formats can be told by their numbers: no column of theirs moved, and both deal the numbers alike."""
        moved = any(place.base != place.theirs or place.mine is None for place in self.plan.columns.places)
        return not moved and self._theirs.styles.all_said() == self._base.styles.all_said()

    def _measured(self, theirs: etree._Element, base: etree._Element, mine: etree._Element | None) -> bool:
        """Tell whether the row has another height in theirs, and nobody has changed it."""
        if all(theirs.get(name) == base.get(name) for name in _MEASURES):
            return False
        return mine is None or all(_alike(mine.get(name), base.get(name)) for name in _MEASURES)

    def _untouched(self, base: int, mine: int) -> bool:
        """Tell whether a format of mine is what base's became: it says the same, or is what that became in most cells."""
        if self._mine.styles.said(mine) == self._base.styles.said(base):
            return True
        return self._became.get(base) == mine and self._base.book.looks.of(base) == self._mine.book.looks.of(mine)

    def _is_misread(self, place: Address, mine: int, theirs: int) -> bool:
        """Tell whether a value that stays in a conflict would read otherwise in the format of theirs: a number as a date."""
        formats = self._mine.styles.format(mine), self._theirs.styles.format(theirs)
        dates = {shows_date(found.number_format) for found in formats if found is not None}
        return len(dates) == 2 and any(change.place == place for change in self._decided.clashes)

    def _looks_alike(self, base: Address, mine: Address) -> bool:
        """Tell whether two cells look alike, as far as it means something; those that say nothing do."""
        here, there = self._mine.cell(mine), self._base.cell(base)
        if here is None or there is None:
            return True
        return self._base.book.looks.of(_number(there)) == self._mine.book.looks.of(_number(here))

    @cached_property
    def _became(self) -> dict[int, int]:
        """The format in mine that each format of base became in most cells: saving a workbook anew deals the numbers anew."""
        votes: dict[int, Counter[int]] = {}
        rows, columns = self.plan.rows, self.plan.columns
        across = {place.mine: place.base for place in columns.places if place.mine and place.base}
        for place in rows.places:
            if place.base and place.mine:
                before = {column: _number(cell) for column, cell in self._base.sheet.styled(place.base)}
                for column, cell in self._mine.sheet.styled(place.mine):
                    if (old := before.get(across.get(column, 0) or 0)) is not None:
                        votes.setdefault(old, Counter())[_number(cell)] += 1
        return {old: found.most_common(1)[0][0] for old, found in votes.items()}

    def apply(self, decided: Decided, canvas: Canvas) -> None:
        """Put what was decided into the rows of mine, which have been moved."""
        source = Source(self._theirs.book, self._theirs.formulas)
        for row, line in decided.lines.items():
            _measure(canvas.made_line(row), self._theirs.sheet.lines[line])
        for place, number in decided.formats.items():
            canvas.made(*place).set("s", str(self._mine.styles.taken(self._theirs.styles.format(number))))
        for change in decided.taken:
            cell = self._theirs.cell(change.theirs)
            if cell is None or not self._theirs.key(change.theirs, change.place[0]):
                canvas.clear(*change.place)
            else:
                canvas.put(source, change.theirs, change.place, cell)


def _placed(sheet: Sheet, row_of: Callable[[int], int], column_of: Callable[[int], int]) -> Iterator[Address]:
    """Yield the places of the merged grid where the cells of a sheet that say something stand."""
    across = {column: column_of(column) for column in range(1, sheet.used[1] + 1)}
    for row, cells in sheet.cells.items():
        for column in cells:
            yield row_of(row), across[column]


def _number(cell: etree._Element) -> int:
    return int(cell.get("s") or 0)


def _numbers(line: etree._Element) -> list[str | None]:
    return [value for cell in line for value in ((cell.get("r") or "").rstrip("0123456789"), cell.get("s"))]


def _alike(first: str | None, second: str | None) -> bool:
    """Tell whether two measures are the same, however they are spelled."""
    try:
        return abs(float(first or 0) - float(second or 0)) < 0.01
    except ValueError:
        return (first in ("1", "true")) == (second in ("1", "true"))


def _measure(line: etree._Element, theirs: etree._Element) -> None:
    for name in _MEASURES:
        if (value := theirs.get(name)) is not None:
            line.set(name, value)
        else:
            line.attrib.pop(name, "")
