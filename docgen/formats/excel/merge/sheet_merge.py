"""The merge of one sheet that all three workbooks have: its cells, what hangs on it, what lies beside it, its conflicts."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass

from docgen.formats.excel import references
from docgen.formats.excel.content import folded
from docgen.formats.excel.dependents import SheetMover
from docgen.formats.excel.formulas import Movement
from docgen.formats.excel.loose import Texts
from docgen.formats.excel.merge.axes import Axis
from docgen.formats.excel.merge.beside import Beside, Place
from docgen.formats.excel.merge.book import Book, Sheet
from docgen.formats.excel.merge.canvas import Canvas
from docgen.formats.excel.merge.cells import NOWHERE, Address, CellMerge, Change, Decided, Side, Three
from docgen.formats.excel.merge.held import EMPTY, NewValue, value_in
from docgen.formats.excel.merge.incoming import Incoming
from docgen.formats.excel.merge.marks import Conflict, shown
from docgen.formats.excel.merge.notes import Mark, Notes
from docgen.formats.excel.merge.output import Output
from docgen.formats.excel.merge.plan import Movements, SheetPlan
from docgen.formats.excel.merge.stylesheet import Stylesheet
from docgen.formats.excel.merge.things import Hung, Refused, Things
from docgen.formats.excel.merge.widths import merge_widths
from docgen.formats.excel.parts import local
from docgen.formats.excel.references import LAST_COLUMN, column_letters
from docgen.formats.excel.schema import Box, sheets_in
from docgen.messages import message

_NO_TEXTS = Texts((), ())
_CELLS_OF_A_LINE = 6  # told of a line that was deleted by hand


@dataclass(frozen=True, slots=True)
class Books:
    """The three workbooks, their cell formats, and mine as it is written."""

    all: Three[Book]
    formats: Three[Stylesheet]
    output: Output

    def incoming(self, movement: Movement) -> Incoming:
        """Return the way in for parts of theirs."""
        return Incoming(self.output, self.all[2], movement, (self.formats[2], self.formats[1]))


def settle(plan: SheetPlan, books: Books, moved: Movements, notes: Notes, marks: Collection[Address], side: str) -> frozenset[Address]:
    """Settle which lines of a sheet go, and lay it out anew; take the fill of marks from its cells. Return those that had it.

    moved: as if all lines stayed.   notes, marks: of mine, the marks lifted.   side: who wins.
    """
    cells = CellMerge.of(plan, books.all, books.formats, moved, side)
    filled = frozenset(_unfilled(cells, books, marks))
    rows, columns = plan.rows.left_out, plan.columns.left_out
    if side != "theirs":
        edited_rows, edited_columns = cells.touched()
        theirs = {(plan.rows.base_line(row), plan.columns.base_line(column)) for row, column in _comments(books.all[0], plan.base)}
        own = {(plan.rows.mine_line(row), plan.columns.mine_line(column)) for row, column in notes.texts()} - theirs
        rows = tuple(line for line in rows if line not in edited_rows and plan.rows.base_line(line) not in {row for row, _ in own})
        across = {column for _, column in own}
        columns = tuple(line for line in columns if line not in edited_columns and plan.columns.base_line(line) not in across)
    plan.settle(rows, columns, returning=side == "theirs")
    return filled


def _unfilled(cells: CellMerge, books: Books, marks: Collection[Address]) -> Iterator[Address]:
    """Give the marked cells of mine the fill that they had in base; yield them."""
    formats = books.formats
    for row, column in marks:
        cell = dict(cells.plan.mine.styled(row)).get(column)
        number = int(cell.get("s") or 0) if cell is not None else 0
        if cell is not None and formats[1].is_marked(number):
            base, _, _ = cells.old((cells.plan.rows.mine_line(row), cells.plan.columns.mine_line(column)))
            like = dict(cells.plan.base.styled(base[0])).get(base[1])
            before = formats[0].format(int(like.get("s") or 0)) if like is not None else None
            cell.set("s", str(formats[1].unmarked(number, before.parts[1] if before is not None else None)))
            yield row, column


def _comments(book: Book, sheet: Sheet) -> dict[Address, str]:
    """Return the comments of a sheet of base or theirs."""
    return Notes(Output(book), sheet).texts()


class SheetMerge:
    """One sheet being merged: decided first, while nothing has moved; then applied."""

    def __init__(self, plan: SheetPlan, books: Books, moved: Movements, notes: Notes, side: str) -> None:
        self.plan = plan
        self.conflicts: list[Conflict] = []
        self._books = books
        self._moved = moved
        self._notes = notes
        self._side = side
        self._cells = CellMerge.of(plan, books.all, books.formats, moved, side)
        self._canvas = Canvas(plan.mine)
        self._decided = Decided()
        self._refilled: set[Address] = set()

    def decide(self) -> None:
        """Decide on the cells, and note the conflicts."""
        self._decided = self._cells.decide()
        self.conflicts += [self._clash(change) for change in self._decided.clashes]
        if not self._side:
            self.conflicts += [*self._left_out(), *self._gone()]

    def open_marks(self, marks: Mapping[Address, Mark], filled: Container[Address]) -> dict[Address, Mark]:
        """Return the old marks that are still open, where they stand now: not those of cells on which both agree now."""
        found = {}
        taken = {change.place for change in self._decided.taken}
        for (row, column), mark in marks.items():
            place = (self.plan.rows.mine_line(row), self.plan.columns.mine_line(column))
            if 0 not in place and not ((row, column) in filled and (place in taken or self._cells.agree(place))):
                found[place] = mark
                if (row, column) in filled:
                    self._refilled.add(place)
        return found

    def apply(self) -> None:
        """Put everything that was decided into mine."""
        if self._moved.mine.needed:
            self._canvas.move(self._cells.sides[1].formulas, self.plan.rows, self.plan.columns)
        base, mine, theirs = self._places()
        strips = self.plan.columns.strips(LAST_COLUMN)
        for place, own in zip((base, mine, theirs), strips, strict=True):
            place.move(own)
        if mine.grid is not None:
            self._notes.move(mine.grid)
        self._cells.apply(self._decided, self._canvas)
        refused = list(self._hang(base, mine, theirs))
        self.conflicts += [self._refused(item) for item in refused if self._side != "mine"]
        taken = {change.place for change in self._decided.taken}
        lost = (place for place in self._canvas.lost if place not in taken and not self._cells.agree(place))
        self.conflicts += [lost_reference(self.plan.name, place) for place in lost]

    def finish(self) -> dict[Address, str]:
        """Fill the cells in conflict, and those of old marks, and put the rows in order for writing; return the fills that they had."""
        places = sorted({conflict.place for conflict in self.conflicts if conflict.filled} | self._refilled)
        before = {place: fill for place in places if (fill := self._fill(place)) is not None}
        self._canvas.finish()
        return before

    def _places(self) -> Three[Place]:
        grids = self._moved.grids[self.plan.name]
        sheets, movements = (self.plan.base, self.plan.mine, self.plan.theirs), (self._moved.base, self._moved.mine, self._moved.theirs)
        base, mine, theirs = (
            Place(book, sheet, SheetMover(sheet.name, grid, movement, _NO_TEXTS), movement, None if grid.unmoved else grid)
            for book, sheet, grid, movement in zip(self._books.all, sheets, grids, movements, strict=True)
        )
        return base, mine, theirs

    def _hang(self, base: Place, mine: Place, theirs: Place) -> Iterator[Refused]:
        """Merge what hangs on the sheet; yield what could not be put into mine."""
        hung_base, hung_mine, hung_theirs = (
            Hung(place.sheet.root, place.book.package, place.sheet.entry.part, formats)
            for place, formats in zip((base, mine, theirs), self._books.formats, strict=True)
        )
        things = Things(hung_base, hung_mine, hung_theirs, self._books.output, self._is_filled)
        things.merge()
        yield from things.refused
        incoming = self._books.incoming(self._moved.theirs)
        new = frozenset(number for number, place in enumerate(self.plan.columns.places, start=1) if place.mine is None)
        merge_widths(base.sheet.root, mine.sheet.root, theirs.sheet.root, new, incoming.cell_format)
        yield from Beside(base, mine, theirs, self._books.output, incoming).merge()
        yield from self._follow_comments()

    def _follow_comments(self) -> Iterator[Refused]:
        """Follow theirs in the comments of the template that people left as they were."""
        rows, columns = self.plan.rows, self.plan.columns
        theirs = Notes(Output(self._books.all[2]), self.plan.theirs)
        before = {
            (rows.base_line(row), columns.base_line(column)): text
            for (row, column), text in _comments(self._books.all[0], self.plan.base).items()
        }
        generated = {
            (rows.theirs_line(row), columns.theirs_line(column)): (text, (row, column)) for (row, column), text in theirs.texts().items()
        }
        own = self._notes.texts()
        for place in sorted(before.keys() | generated.keys()):
            old, (new, origin) = before.get(place, ""), generated.get(place, ("", NOWHERE))
            if 0 in place or folded(old) == folded(new) or folded(own.get(place, "")) == folded(new):
                continue
            if folded(own.get(place, "")) == folded(old):
                self._notes.put(place, new, theirs.author(origin))
            elif new:
                yield Refused("comment", f"{column_letters(place[1])}{place[0]}", new)

    def _is_filled(self, box: Box) -> bool:
        """Tell whether mine holds anything in an area besides its first cell."""
        return any(
            (row, column) != (box[0], box[1]) and any(local(item) in ("v", "is", "f") for item in cell)
            for row in range(box[0], min(box[2], box[0] + len(self._canvas.rows())) + 1)
            for column, cell in self._canvas.cells(row).items()
            if box[1] <= column <= box[3]
        )

    def _fill(self, place: Address) -> str | None:
        """Show that a cell is in conflict, unless people gave it a fill of their own; return the fill that it had."""
        base, _, _ = self._cells.old(place)
        cell = self._canvas.made(*place)
        number = int(cell.get("s") or 0)
        like = dict(self.plan.base.styled(base[0])).get(base[1])
        looks = (self._books.all[1].looks.of(number), self._books.all[0].looks.of(int(like.get("s") or 0)) if like is not None else "")
        if "fill" not in looks[0] or looks[0].partition("fill")[2] == looks[1].partition("fill")[2]:
            cell.set("s", str(self._books.formats[1].marked(number)))
            return self._books.formats[1].fill(number)
        return None

    def _clash(self, change: Change) -> Conflict:
        base, _, theirs = self._cells.sides
        before, after = self._shown(base, change.base, change.place[0]), self._shown(theirs, change.theirs, change.place[0])
        what = message("merge.cell-new", value=after) if after else message("merge.cell-emptied")
        todo, value = message("merge.cell-todo"), self._new_value(theirs, change)
        return Conflict(
            sheet=self.plan.name, place=change.place, what=what, todo=todo, before=before, after=after, filled=True, value=value
        )

    def _new_value(self, side: Side, change: Change) -> NewValue | None:
        """Return what theirs has in a cell in conflict, to be taken later; None if it cannot be."""
        cell = side.cell(change.theirs)
        if cell is None or not side.key(change.theirs, change.place[0]):
            return NewValue(kind=EMPTY)
        formula = side.formulas.text(cell, *change.theirs, change.place[0])
        if formula is not None and (change.place[0] in self.plan.rows.moved or not self._moved.absent.isdisjoint(sheets_in(formula))):
            return None  # it is written for another row, or reads a sheet that is not there
        found = side.styles.format(int(cell.get("s") or 0))
        return value_in(cell, side.book.items, formula, found.number_format if found is not None else "", change.place[0])

    def _shown(self, side: Side, old: Address, row: int) -> str:
        """Return what a cell of base or theirs says, as people read it."""
        cell = side.cell(old)
        if cell is None:
            return ""
        if (formula := side.formulas.text(cell, *old, row)) is not None:
            return f"={formula}"
        found = side.styles.format(int(cell.get("s") or 0))
        value = side.sheet.value(cell)
        return shown(value, str(found.xf.get("numFmtId")), found.code) if found is not None else value

    def _left_out(self) -> Iterator[Conflict]:
        """Yield a conflict for each line that theirs left out and that stays."""
        cells, rows = self.plan.mine.cells, self.plan.rows
        places = {row: rows.at(row).mine or 0 for line in rows.left_out if (row := rows.base_line(line))}
        places |= {row: lines.mine or 0 for row, lines in rows.moved.items() if lines.theirs is None}
        for row, own in sorted(places.items()):
            if own:
                column = min((self.plan.columns.mine_line(column) for column in cells.get(own, ())), default=1)
                yield self._line_conflict((row, column or 1), "row-left-out", filled=True)
        for line in self.plan.columns.left_out:
            if column := self.plan.columns.base_line(line):
                own = self.plan.columns.at(column).mine or 0
                row = min((self.plan.rows.mine_line(row) for row, found in cells.items() if own in found), default=1)
                yield self._line_conflict((row or 1, column), "column-left-out", filled=True)

    def _gone(self) -> Iterator[Conflict]:
        """Yield a conflict for each line that people took out and theirs changed, at the line before it."""
        for line in self.plan.rows.gone:
            if line in self.plan.changed_rows:
                yield self._line_conflict((_before(self.plan.rows, line), 1), "row-gone", value=self._row_of_theirs(line))
        for line in self.plan.columns.gone:
            if line in self.plan.changed_columns:
                yield self._line_conflict((1, _before(self.plan.columns, line)), "column-gone", value=self._column_of_theirs(line))

    def _row_of_theirs(self, line: int) -> str:
        """Return what a row of theirs says, by the line of base that it was."""
        row = self.plan.rows.theirs_of(line)
        cells = sorted(self.plan.theirs.cells.get(row, {}))
        side = self._cells.sides[2]
        return " | ".join(self._shown(side, (row, column), row) for column in cells[:_CELLS_OF_A_LINE])

    def _column_of_theirs(self, line: int) -> str:
        """Return what a column of theirs says, by the line of base that it was."""
        column = self.plan.columns.theirs_of(line)
        rows = sorted(row for row, found in self.plan.theirs.cells.items() if column in found)
        side = self._cells.sides[2]
        return " | ".join(self._shown(side, (row, column), row) for row in rows[:_CELLS_OF_A_LINE])

    def _line_conflict(self, place: Address, key: str, filled: bool = False, **values: object) -> Conflict:
        what = message(f"merge.cell-{key}", **values)
        after = str(values.get("value", ""))
        return Conflict(sheet=self.plan.name, place=place, what=what, todo=message("merge.cell-seen"), after=after, filled=filled)

    def _refused(self, refused: Refused) -> Conflict:
        start = references.area(refused.areas.split()[0]).start
        what = message("merge.cell-hung", what=message(f"merge.cell-{refused.kind}"), areas=refused.areas, value=refused.value)
        todo = message("merge.cell-seen")
        return Conflict(sheet=self.plan.name, place=(start.row or 1, start.column or 1), what=what, todo=todo, after=refused.value)


def lost_reference(sheet: str, place: Address) -> Conflict:
    """Return the conflict of a formula that refers to cells that went with the new generation; it is told whoever wins."""
    return Conflict(sheet=sheet, place=place, what=message("merge.cell-lost"), todo=message("merge.cell-seen"), filled=True)


def _before(axis: Axis, line: int) -> int:
    """Return where the line of base before `line` stands that is still there; 1 if there is none."""
    return next((axis.base[earlier] for earlier in range(line - 1, 0, -1) if earlier in axis.base), 1)
