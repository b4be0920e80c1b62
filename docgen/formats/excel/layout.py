"""Where the rows of a template sheet went, or its columns: the one map that everything depending on them is moved by.

One axis of a template sheet is cut into segments: runs of rows (or columns) that stay together, each inside the loops around
it. Rendering puts segments one after another, a loop's segments once for each round. From that follows for any line of the
axis, seen from any round of any loop, where it stands now: in the same round for what lies in the same loop, in the first
and last round for the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

ROOT = 0

Span = tuple[int, int]  # first and last row, or column


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines (rows or columns) `first` to `last` of the template, and the loops they stand in, outermost first."""

    first: int
    last: int
    loops: tuple[int, ...] = ()


class Layout:
    """The new place of every line (row or column) of one axis of a sheet.

    segments: all lines of the template, without gaps, ascending.   used: the last template line that holds anything.
    limit: the last line that a sheet has.
    """

    def __init__(self, segments: Sequence[Segment], used: int, limit: int) -> None:
        self._segments = segments
        self._firsts = [segment.first for segment in segments]
        self.used = used
        self._limit = limit
        self._paths: list[tuple[int, ...]] = [(ROOT,)]  # round -> the rounds around it, outermost first, itself last
        self._loops: list[tuple[int, ...]] = [()]  # round -> the loops it is a round of
        self._rounds: dict[tuple[int, ...], list[int]] = {(): [ROOT]}  # loops -> their rounds
        self._images: dict[tuple[int, int], Span] = {}  # (round, segment) -> first lines of its first and last copy
        self._next = 1
        self.blank = 1

    def open_round(self, parent: int, loop: int) -> int:
        """Begin a round of `loop` inside round `parent`; return the round."""
        number, loops = len(self._paths), (*self._loops[parent], loop)
        self._paths.append((*self._paths[parent], number))
        self._loops.append(loops)
        self._rounds.setdefault(loops, []).append(number)
        return number

    def put(self, index: int, within: int) -> int:
        """Put segment `index` behind what is there, in round `within`; return its first new line."""
        first, segment = self._next, self._segments[index]
        for around in self._paths[within]:
            earliest, _ = self._images.get((around, index), (first, first))
            self._images[around, index] = (earliest, first)
        self._next += segment.last - segment.first + 1
        if segment.first <= self.used:
            self.blank = first + min(self.used, segment.last) - segment.first + 1
        return first

    def put_at(self, index: int, line: int) -> int:
        """Put segment `index` at the new line `line`, behind lines that come from elsewhere; return it."""
        self._next = line
        return self.put(index, ROOT)

    @property
    def outgrown(self) -> bool:
        """True if more lines hold something than a sheet has."""
        return self.blank > self._limit + 1

    @property
    def unmoved(self) -> bool:
        """True if every line stands where it stood."""
        return all(self._images.get((ROOT, index)) == (segment.first, segment.first) for index, segment in enumerate(self._segments))

    def lines(self, first: int, last: int, within: int = ROOT, last_within: int | None = None) -> Span | None:
        """Return where the lines `first` to `last` stand now, seen from round `within`; None if nothing is left of them.

        An area that covers a loop's lines covers all their copies; one that loses lines at its ends shrinks.
        `last_within` is the round that the last line is seen from, if another.
        """
        start, end = self.segment(first), self.segment(last)
        last_within = within if last_within is None else last_within
        top, bottom = self._seen(start, within), self._seen(end, last_within)
        above, below = first - self._firsts[start], last - self._firsts[end]
        while top is None and start < end:
            start, above = start + 1, 0
            top = self._seen(start, within)
        while bottom is None and end > start:
            end -= 1
            below = self._segments[end].last - self._firsts[end]
            bottom = self._seen(end, last_within)
        if top is None or bottom is None:
            return None
        if last == self._limit:  # to the end of the sheet, wherever that is
            return min(top[0] + above, self._limit), self._limit
        return min(top[0] + above, self._limit), min(bottom[1] + below, self._limit)

    def rest(self, first: int) -> int:
        """Return where the first line from `first` on that is still there stands now; 1 if none is."""
        found = self.lines(first, self._limit)
        return found[0] if found else 1

    def reference(self, first: int, last: int, within: int = ROOT, last_within: int | None = None) -> Span:
        """Return the lines that a formula in round `within` refers to instead of `first` to `last`.

        Where nothing is left of them, it is the first blank line behind the sheet's content: what a formula finds in a table
        without rows is nothing.
        """
        return self.lines(first, last, within, last_within) or (self.blank, self.blank)

    def copies(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """Return the copies of the lines `first` to `last` as one thing: (first line, last line, round), ascending.

        There is one copy for each round of the innermost loop that holds all of them.
        """
        start, end = self.segment(first), self.segment(last)
        loops = _common(self._segments[start].loops, self._segments[end].loops)
        found = ((self.lines(first, last, number), number) for number in self._rounds.get(loops, ()))
        return sorted((*lines, number) for lines, number in found if lines is not None)

    def survivor(self, first: int, last: int) -> int:
        """Return the first of the template lines `first` to `last` that is still there, `first` if none is."""
        for index in range(self.segment(first), self.segment(last) + 1):
            if (ROOT, index) in self._images:
                return max(first, self._firsts[index])
        return first

    def segment(self, line: int) -> int:
        """Return the number of the segment that holds template line `line`."""
        return bisect_right(self._firsts, line) - 1

    def _seen(self, index: int, within: int) -> Span | None:
        """Return the first lines of the first and last copy of a segment, as far as round `within` tells them apart."""
        loops = self._segments[index].loops
        if not loops or within == ROOT:
            return self._images.get((ROOT, index))
        own = self._loops[within]
        shared = len(own) if loops == own else len(_common(loops, own))
        return self._images.get((self._paths[within][shared], index))


def _common(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]
