"""What changed from one revision of a workbook to the next: cells, rows and columns, sheets, and what hangs on them.

Rows and columns are paired by what they say, so a row that came in changes nothing but itself: formulas, validations and areas
that only follow it are not told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from docgen.formats.excel import references
from docgen.formats.excel.content import own_row
from docgen.formats.excel.merge.alignment import FORMULA, Line, aligned_columns, aligned_rows
from docgen.formats.excel.references import Corner, Reference, column_letters
from docgen.merge.align import aligned
from docgen.merge.comparison import Difference, Kind, Piece, Sign, Spot, pieces
from docgen.merge.content import Block

_THINGS = ("merged", "validation", "format", "comment", "link", "header", "picture", "shape", "chart", "table")
_BY_AREA = frozenset({"merged", "table", "chart", "validation", "format"})  # what they say names cells
_WITHOUT_WORDS = frozenset({"picture"})
_VALUES = frozenset({"=TRUE()", "=FALSE()"})
_ROW = re.compile(r"(?<=[A-Z$])\d+")
_OPEN = "\0"  # stands for a formula's own row
_BETWEEN_CELLS = " | "
Cells = Mapping[tuple[int, int], Block]


def compare_workbooks(before: Block, after: Block) -> tuple[Difference, ...]:
    """Return what changed from `before` to `after`, the contents of two workbooks, sheet by sheet in the order of `after`."""
    return tuple(_Comparison(before, after).differences())


class _Comparison:
    def __init__(self, before: Block, after: Block) -> None:
        (old, self._old_names), (new, self._new_names) = (_parts(book) for book in (before, after))
        pairs = aligned(old, new)
        self._added = [sheet for place, sheet in enumerate(new) if place not in pairs.values()]
        self._removed = [sheet for place, sheet in enumerate(old) if place not in pairs]
        self._pairs = [(old[first], new[second]) for first, second in sorted(pairs.items(), key=lambda pair: pair[1])]
        self._moves = {first.key: _Moves(first, second) for first, second in self._pairs}

    def differences(self) -> Iterator[Difference]:
        still = all(moves.stay for moves in self._moves.values())
        for old, new in self._pairs:
            if old.key != new.key:
                yield _told("sheet", (Spot("sheet", new.key),), old.key, new.key)
            if old.style != new.style:
                yield Difference(kind=Kind.FORM, what="sheet", where=(Spot("sheet", new.key),), before=old.style, after=new.style)
            yield from _Sheets(old, new, self._moves, still).differences()
        yield from (_told("sheet", (Spot("sheet", sheet.key),), "", sheet.key) for sheet in self._added)
        yield from (_told("sheet", (Spot("sheet", sheet.key),), sheet.key, "") for sheet in self._removed)
        yield from self._names()

    def _names(self) -> Iterator[Difference]:
        old, new = ({name.key: name.text for name in names} for names in (self._old_names, self._new_names))
        for key in sorted(old.keys() | new.keys()):
            first, second = old.get(key, ""), new.get(key, "")
            if second not in (first, _moved(first, "", self._moves)):
                yield _told("name", (Spot("name", key.removeprefix("_xlnm.")),), first, second)


class _Moves:
    """Where the rows and columns of a sheet went, by number from 1."""

    def __init__(self, old: Block, new: Block) -> None:
        self.name = new.key
        self.renamed = new.key if new.key != old.key else ""
        self.old, self.new = _cells(old), _cells(new)
        self.columns = _Axis(aligned_columns(*(_lines(cells, 1) for cells in (self.old, self.new))), self.old, self.new, 1)
        back = {second: first for first, second in self.columns.pairs.items()}
        rows = [{back[place]: text for place, text in line.items() if place in back} for line in _lines(self.new, 0, shift=1)]
        self.rows = _Axis(aligned_rows(_lines(self.old, 0, shift=1), rows), self.old, self.new, 0)

    @property
    def stay(self) -> bool:
        """True if every cell stands where it stood."""
        return not self.renamed and self.rows.stays and self.columns.stays

    def reference(self, reference: Reference) -> Reference:
        """Return a reference to the sheet where its cells are now."""
        start = self._corner(reference.start, last=False)
        return replace(reference, start=start, end=self._corner(reference.end, last=True) if reference.end is not None else None)

    def _corner(self, corner: Corner, *, last: bool) -> Corner:
        return replace(corner, row=self.rows.at(corner.row, last=last), column=self.columns.at(corner.column, last=last))


class _Axis:
    """The rows, or the columns, of a sheet in both revisions. pairs: the new number of each old one that is still there."""

    def __init__(self, pairs: Mapping[int, int], old: Cells, new: Cells, axis: int) -> None:
        self.pairs = {first + 1: second + 1 for first, second in pairs.items()}
        self.ends = tuple(max((place[axis] for place in cells), default=0) for cells in (old, new))

    @property
    def stays(self) -> bool:
        return self.ends[0] == self.ends[1] and all(first == second for first, second in self.pairs.items())

    def at(self, line: int, *, last: bool) -> int:
        """Return where a line is now; for one that is gone the next that is there, or the one before if it is the `last` of an area."""
        if not line or line > self.ends[0]:
            return line and line - self.ends[0] + self.ends[1]
        step = -1 if last else 1
        while line not in self.pairs and 0 < line <= self.ends[0]:
            line += step
        return self.pairs.get(line, 0 if last else self.ends[1] + 1)

    def merged(self) -> Iterator[tuple[int, int]]:
        """Yield all lines in the order of the new revision, with what is gone where it was; 0 where a line is not."""
        before = 0
        back = {second: first for first, second in self.pairs.items()}
        for line in range(1, self.ends[1] + 1):
            first = back.get(line, 0)
            if first:
                yield from ((gone, 0) for gone in range(before + 1, first))
                before = first
            yield first, line
        yield from ((gone, 0) for gone in range(before + 1, self.ends[0] + 1))


@dataclass(frozen=True, slots=True)
class _Sheets:
    """One sheet in both revisions."""

    old: Block
    new: Block
    moves: Mapping[str, _Moves]
    still: bool  # every cell of the workbook stands where it stood
    shapes: dict[str, str] = field(default_factory=dict)

    def differences(self) -> Iterator[Difference]:
        own = self.moves[self.old.key]
        yield from self._columns(own)
        for first, second in own.rows.merged():
            if first and second:
                yield from self._row(own, first, second)
            else:
                yield from _line("row", self._spot("row", str(second or first)), _row(own.old, first), _row(own.new, second))
        for kind in _THINGS:
            yield from self._things(kind)

    def _columns(self, own: _Moves) -> Iterator[Difference]:
        for first, second in own.columns.merged():
            if not (first and second):
                spot = self._spot("column", column_letters(second or first))
                yield from _line("column", spot, _column(own.old, first), _column(own.new, second))

    def _row(self, own: _Moves, first: int, second: int) -> Iterator[Difference]:
        for column, now in own.columns.merged():
            if column and now:
                old, new = own.old.get((first, column)), own.new.get((second, now))
                yield from self._cell(old, new, (first, second), self._spot("cell", f"{column_letters(now)}{second}"))

    def _cell(self, old: Block | None, new: Block | None, rows: tuple[int, int], where: tuple[Spot, ...]) -> Iterator[Difference]:
        first, second = old.text if old else "", new.text if new else ""
        if (self._followed(first, *rows) if _is_formula(first) else first) != second:
            yield _told("formula" if _is_formula(first) or _is_formula(second) else "cell", where, first, second)
        elif old and new and old.style != new.style:
            yield Difference(kind=Kind.FORM, what="cell", where=where, before=old.style, after=new.style)

    def _followed(self, formula: str, row: int, now: int) -> str:
        """Return a formula of `row` as it reads in row `now`; those that differ only in their own row are read once."""
        if self.still:
            return formula
        if "!" in formula:
            return self._moved(formula)
        shape = own_row(row).sub(_OPEN, formula)
        if shape not in self.shapes:
            self.shapes[shape] = own_row(now).sub(_OPEN, self._moved(formula))
        return self.shapes[shape].replace(_OPEN, str(now))

    def _things(self, kind: str) -> Iterator[Difference]:
        """Yield what changed among the things of one kind; one that changed is known by the area it hangs on."""
        old, new = ([child for child in sheet.children if child.kind == kind] for sheet in (self.old, self.new))
        waiting: defaultdict[tuple[str, str], list[Block]] = defaultdict(list)
        for thing in new:
            waiting[thing.key, thing.text].append(thing)
        gone = [thing for thing in old if not self._same_as(thing, waiting)]
        come = [thing for things in waiting.values() for thing in things]
        for thing in gone:
            partner = next((other for other in come if other.key == self._moved(thing.key)), None)
            if partner is not None:
                come.remove(partner)
            yield self._thing(thing, partner)
        yield from (self._thing(None, thing) for thing in come)

    def _same_as(self, thing: Block, waiting: Mapping[tuple[str, str], list[Block]]) -> bool:
        texts = (thing.text, self._moved(thing.text)) if thing.kind in _BY_AREA else (thing.text,)
        for text in texts:
            if found := waiting.get((self._moved(thing.key), text)):
                found.pop()
                return True
        return False

    def _thing(self, old: Block | None, new: Block | None) -> Difference:
        shown = new or old
        assert shown is not None
        where = self._spot("cell", shown.key) if shown.key and shown.kind != "header" else self._spot()
        if shown.kind in _WITHOUT_WORDS:
            kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
            return Difference(kind=kind, what=shown.kind, where=where)
        return _told(shown.kind, where, old.text if old else "", new.text if new else "")

    def _moved(self, text: str) -> str:
        return _moved(text, self.old.key, self.moves)

    def _spot(self, *step: str) -> tuple[Spot, ...]:
        return (Spot("sheet", self.new.key), *((Spot(*step),) if step else ()))


def _parts(book: Block) -> tuple[list[Block], list[Block]]:
    sheets, names = ([child for child in book.children if child.kind == kind] for kind in ("sheet", "name"))
    return sheets, names


def _cells(sheet: Block) -> Cells:
    """Return the cells of a sheet by row and column."""
    found = {}
    for row in sheet.children:
        for cell in row.children if row.kind == "row" else ():
            corner = references.area(cell.key).start
            found[corner.row, corner.column] = cell
    return found


def _lines(cells: Cells, axis: int, shift: int = 0) -> list[Line]:
    """Return the rows (axis 0) or columns (axis 1) of a sheet, each with what its cells say by place, from 0, `shift` more."""
    lines: list[dict[int, str]] = [{} for _ in range(max((place[axis] for place in cells), default=0))]
    for place, cell in cells.items():
        text = FORMULA + _ROW.sub("", cell.text) if _is_formula(cell.text) else cell.text
        lines[place[axis] - 1][place[1 - axis] - 1 + shift] = text
    return list(lines)


def _moved(text: str, sheet: str, moves: Mapping[str, _Moves]) -> str:
    """Return a formula or area of `sheet` as it reads when all its references have followed their cells."""
    found = []
    for piece in references.scan(text):
        if isinstance(piece, str):
            found.append(piece)
            continue
        own = moves.get(piece.sheet or sheet)
        moved = own.reference(piece) if own is not None else piece
        found.append(references.plain(replace(moved, sheet=own.name) if own is not None and piece.sheet else moved))
    return "".join(found)


def _is_formula(text: str) -> bool:
    return text.startswith(("=", "{=")) and text not in _VALUES


def _row(cells: Cells, row: int) -> str:
    return _BETWEEN_CELLS.join(cell.text for place, cell in sorted(cells.items()) if place[0] == row)


def _column(cells: Cells, column: int) -> str:
    return _BETWEEN_CELLS.join(cell.text for place, cell in sorted(cells.items()) if place[1] == column)


def _line(what: str, where: tuple[Spot, ...], before: str, after: str) -> Iterator[Difference]:
    if before or after:
        yield _told(what, where, before, after)


def _told(what: str, where: tuple[Spot, ...], before: str, after: str) -> Difference:
    kind = Kind.ADDED if not before else Kind.REMOVED if not after else Kind.CHANGED
    whole = (Piece(Sign.REMOVED, before), Piece(Sign.ADDED, after))
    said = pieces(before, after) if before and after else tuple(piece for piece in whole if piece.text)
    return Difference(kind=kind, what=what, where=where, before=before, after=after, pieces=said)
