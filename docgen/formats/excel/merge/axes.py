"""The rows, or the columns, of three states of a sheet on one axis: where each line of each of them stands when merged.

Lines that all have stand where they stood, with those that people and the new generation added between them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.formats.excel.columns import Strip
from docgen.formats.excel.layout import ROOT, Layout, Segment, Span


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the merged axis: its number in base, mine and theirs, None where it is not."""

    base: int | None
    mine: int | None
    theirs: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """How the lines of the three are paired, by number from 1, rising.

    mine, theirs: the line that each line of base became.   ends: the last line of each that is told; what comes behind is
    empty, or was typed below everything, and stays in its order.   moved: the line of mine that a line of base became which
    people put elsewhere; it is in none of the pairs.
    """

    mine: Mapping[int, int]
    theirs: Mapping[int, int]
    ends: tuple[int, int, int]
    moved: Mapping[int, int] = field(default_factory=dict)


class Axis:
    """One merged axis.

    places: its lines, the first is number 1.   dropped: lines of base that theirs left out and nobody edited.
    gone: lines of base that people took out and theirs still has.   moved: lines that people put elsewhere, by where they stand:
    for all that moves with them they are new there, but not for what they say.
    """

    def __init__(self, pairs: Pairs, dropped: Collection[int], twins: Mapping[int, int], returning: bool = False) -> None:
        """Merge the lines.

        dropped: lines of base that theirs left out and that are to go.   twins: lines that mine and theirs added alike.
        returning: whether lines that people took out come back.
        """
        self._pairs = pairs
        here = pairs.mine.keys() | pairs.moved.keys()
        self.gone = tuple(line for line in sorted(pairs.theirs) if line not in here and line <= pairs.ends[0])
        self._returning = frozenset(self.gone) if returning else frozenset[int]()
        self.places = tuple(self._merged(frozenset(dropped), twins))
        self.base = {place.base: number for number, place in enumerate(self.places, start=1) if place.base is not None}
        self.mine = {place.mine: number for number, place in enumerate(self.places, start=1) if place.mine is not None}
        self.theirs = {place.theirs: number for number, place in enumerate(self.places, start=1) if place.theirs is not None}
        found = (Place(base, mine, pairs.theirs.get(base)) for base, mine in pairs.moved.items())
        self.moved = {self.mine_line(place.mine or 0): place for place in found}

    @property
    def mine_stays(self) -> bool:
        """True if every line of mine stands where it stood."""
        return self._pairs.ends[1] == len(self.places) and all(line == number for line, number in self.mine.items())

    @property
    def left_out(self) -> tuple[int, ...]:
        """The lines of base that mine has and theirs has not."""
        return tuple(line for line in sorted(self._pairs.mine) if line not in self._pairs.theirs and line <= self._pairs.ends[0])

    def theirs_of(self, line: int) -> int:
        """Return the line of theirs that a line of base became, 0 if none."""
        return self._pairs.theirs.get(line, 0)

    def base_line(self, line: int) -> int:
        """Return where a line of base stands, 0 if nowhere."""
        return self._line(self.base, line, 0)

    def mine_line(self, line: int) -> int:
        """Return where a line of mine stands, 0 if nowhere."""
        return self._line(self.mine, line, 1)

    def theirs_line(self, line: int) -> int:
        """Return where a line of theirs stands, 0 if nowhere."""
        return self._line(self.theirs, line, 2)

    def at(self, number: int) -> Place:
        """Return the lines that stand at `number` of the merged axis."""
        if number <= len(self.places):
            return self.places[number - 1]
        base, mine, theirs = (number - len(self.places) + end for end in self._pairs.ends)
        return Place(base, mine, theirs)

    def layouts(self, used: Sequence[int], limit: int) -> tuple[Layout, Layout, Layout]:
        """Return where the lines of base, mine and theirs went. used: the last line of each that holds anything."""
        found = (self.base, self.mine, self.theirs)
        base, mine, theirs = (self._layout(lines, end, last, limit) for lines, end, last in zip(found, self._pairs.ends, used, strict=True))
        return base, mine, theirs

    def strips(self, limit: int) -> tuple[tuple[Strip, ...], tuple[Strip, ...], tuple[Strip, ...]]:
        """Return the columns of base, mine and theirs as they moved."""
        found = []
        for lines, end in zip((self.base, self.mine, self.theirs), self._pairs.ends, strict=True):
            segments = _segments(lines, end, len(self.places), limit)
            found.append(tuple(Strip(number, *span, at - span[0], ROOT) for number, (span, at) in enumerate(segments) if at))
        base, mine, theirs = found
        return base, mine, theirs

    def _line(self, lines: Mapping[int, int], line: int, side: int) -> int:
        end = self._pairs.ends[side]
        return lines.get(line, 0) if line <= end else len(self.places) + line - end

    def _layout(self, lines: Mapping[int, int], end: int, used: int, limit: int) -> Layout:
        segments = _segments(lines, end, len(self.places), limit)
        layout = Layout([Segment(*span) for span, _ in segments], used, limit)
        for index, (_, at) in enumerate(segments):
            if at:
                layout.put_at(index, at)
        return layout

    def _merged(self, dropped: frozenset[int], twins: Mapping[int, int]) -> Iterator[Place]:
        base_end, mine_end, theirs_end = self._pairs.ends
        new_mine = _added(self._pairs.mine, base_end, mine_end)
        new_theirs = _added(self._pairs.theirs, base_end, theirs_end)
        for line in range(base_end + 1):
            mine, theirs = self._pairs.mine.get(line), self._pairs.theirs.get(line)
            if line and ((mine and line not in dropped) or line in self._returning):
                yield Place(line, mine, theirs)
            yield from _side_by_side(new_mine.get(line, ()), new_theirs.get(line, ()), twins, last=line == base_end)


def _added(pairs: Mapping[int, int], base_end: int, end: int) -> dict[int, list[int]]:
    """Return the lines that base has not, by the line of base that they come behind, 0 for the first."""
    origin = {new: old for old, new in pairs.items() if old <= base_end}
    found: dict[int, list[int]] = {}
    behind = 0
    for line in range(1, end + 1):
        if line in origin:
            behind = origin[line]
        else:
            found.setdefault(behind, []).append(line)
    return found


def _side_by_side(mine: Sequence[int], theirs: Sequence[int], twins: Mapping[int, int], *, last: bool) -> Iterator[Place]:
    """Yield what both added at one place: theirs behind mine, but first where nothing follows, so that its lists stay whole."""
    alike = {line: twins[line] for line in mine if twins.get(line) in theirs}
    own = [Place(None, line, alike.get(line)) for line in mine]
    other = [Place(None, None, line) for line in theirs if line not in alike.values()]
    if alike:
        yield from _woven(own, other)
    else:
        yield from (*other, *own) if last else (*own, *other)


def _woven(mine: Sequence[Place], theirs: Sequence[Place]) -> Iterator[Place]:
    """Yield lines of which some are the same in both, in the order of both."""
    waiting = list(theirs)
    for place in mine:
        if place.theirs is not None:
            while waiting and (waiting[0].theirs or 0) < place.theirs:
                yield waiting.pop(0)
        yield place
    yield from waiting


def _segments(lines: Mapping[int, int], end: int, merged: int, limit: int) -> list[tuple[Span, int]]:
    """Return the runs of lines that stay side by side, each with where its first line stands now, 0 if nowhere."""
    found: list[tuple[Span, int]] = []
    for line in range(1, end + 1):
        at = lines.get(line, 0)
        if found:
            (first, last), start = found[-1]
            if (not at and not start) or (at and start and at == start + last - first + 1):
                found[-1] = ((first, line), start)
                continue
        found.append(((line, line), at))
    if found and found[-1][1] and merged + 1 == found[-1][1] + end - found[-1][0][0] + 1:
        (first, _), start = found.pop()
        return [*found, ((first, limit), start)]
    return [*found, ((end + 1, limit), merged + 1)]
