"""Where the cells of a template sheet went: its rows and its columns, each moved along an axis of its own.

The axes do not know each other: an area's rows follow from the rows, its columns from the columns, and its copies are all
pairs of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.formats.excel.layout import ROOT, Layout, Span
from docgen.formats.excel.references import Reference

Round = tuple[int, int]  # a round of the row loops, and one of the column loops
HOME: Round = (ROOT, ROOT)
_WHOLE = [(0, 0, ROOT)]  # the one copy of an axis that an area does not name: the rows of A:C


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of an area: its rows, its columns, and the round it is in."""

    rows: Span
    columns: Span
    within: Round


@dataclass(frozen=True, slots=True)
class Grid:
    """The new place of every cell of one sheet. `columns` is None on a sheet without column tags."""

    rows: Layout
    columns: Layout | None = None

    @property
    def unmoved(self) -> bool:
        """True if every cell stands where it stood."""
        return self.rows.unmoved and (self.columns is None or self.columns.unmoved)

    def seen(self, reference: Reference, within: Round) -> tuple[Span, Span]:
        """Return the rows and the columns that `reference` means, seen from a cell in round `within`.

        It means the cells of its own round, and with $ those of all rounds; a single cell means its first copy.
        """
        start, end = reference.start, reference.end or reference.start
        rows, columns = reference.rows, reference.columns
        if start.row:
            around = within[0]
            rows = self.rows.reference(*rows, ROOT if start.fixed_row else around, ROOT if end.fixed_row else around)
        if start.column and self.columns is not None:
            around = within[1]
            columns = self.columns.reference(*columns, ROOT if start.fixed_column else around, ROOT if end.fixed_column else around)
        return rows, columns

    def first(self, row: int, column: int) -> tuple[int, int]:
        """Return the row and the column where a cell stands now, the first copy of it; of the next that is left if it is gone."""
        return self.rows.rest(row), self.columns.rest(column) if self.columns is not None else column

    def hull(self, area: Reference) -> tuple[Span, Span] | None:
        """Return the rows and columns of the one area that `area` has become; None if nothing is left of it."""
        rows = self.rows.lines(*area.rows) if area.start.row else area.rows
        columns = self.columns.lines(*area.columns) if self.columns is not None and area.start.column else area.columns
        return None if rows is None or columns is None else (rows, columns)

    def copies(self, area: Reference) -> list[Copy]:
        """Return the copies of `area` as one thing, row by row."""
        rows, columns = self._copies(area)
        return [
            Copy((top, bottom), (left, right), (row_round, column_round))
            for top, bottom, row_round in rows
            for left, right, column_round in columns
        ]

    def spread(self, area: Reference) -> tuple[list[tuple[Span, Span]], Round]:
        """Return the rows and columns of the copies of `area`, those that touch each other as one, and the round of the first."""
        rows, columns = self._copies(area)
        if not rows or not columns:
            return [], HOME
        across = list(_joined(columns))
        return [(down, span) for down in _joined(rows) for span in across], (rows[0][2], columns[0][2])

    def skipped(self, area: Reference) -> tuple[int, int]:
        """Return how many rows and how many columns `area` lost at its beginning."""
        rows = self.rows.survivor(*area.rows) - area.start.row if area.start.row else 0
        if self.columns is None or not area.start.column:
            return rows, 0
        return rows, self.columns.survivor(*area.columns) - area.start.column

    def _copies(self, area: Reference) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
        rows = self.rows.copies(*area.rows) if area.start.row else _WHOLE
        if self.columns is None or not area.start.column:
            return rows, [(*area.columns, ROOT)]
        return rows, self.columns.copies(*area.columns)


def _joined(copies: list[tuple[int, int, int]]) -> Iterator[Span]:
    """Yield the lines of the copies, those that touch each other as one."""
    pending: Span | None = None
    for first, last, _ in copies:
        if pending is not None and first <= pending[1] + 1:
            pending = (pending[0], max(last, pending[1]))
            continue
        if pending is not None:
            yield pending
        pending = (first, last)
    if pending is not None:
        yield pending
