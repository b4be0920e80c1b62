"""Which row or column of a sheet became which of its descendant, in order: by what stands in it.

A line (a row or a column) is told by its tokens: what its cells say, by place. A prepared line into which people typed
still is that line; one that says nothing else than the lines around it is what its place makes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from docgen.merge.align import staying
from docgen.merge.words import words

Line = Mapping[int, str]  # what the cells of a line say, by place; those that say nothing left out
Score = Callable[[int, int], float]

FORMULA = "="  # begins the token of a formula
_SAME, _LOST, _EMPTY = 1.0, -0.5, 0.05
_LABEL, _FORMULA = 2.0, 0.25  # how much more the first cell of a row weighs, and how much less a formula
_TELLING = 2  # cells that tell a row from others
_LARGEST = 1_000_000  # pairs to weigh; more lines than that between two that are sure are paired in turn


def aligned_rows(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Return the new place of each row of `old` that is still there, rising. Places count from 0; columns are those of `old`."""
    return _aligned(old, new, _kept_in_place)


def moved_rows(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Return the new place of each row of `old` that people put elsewhere, as sorting does: out of order, and told beyond doubt.

    It stands once on both sides; or what it said stands in one row alone, into which people typed more.
    """
    kinds: dict[frozenset[tuple[int, str]], int] = {frozenset(): -1}
    sides = [[kinds.setdefault(frozenset(line.items()), len(kinds)) for line in side] for side in (old, new)]
    once = [
        {kind: place for place, kind in enumerate(side) if kind >= 0 and times[kind] == 1} for side in sides for times in [Counter(side)]
    ]
    pairs = {place: once[1][kind] for kind, place in once[0].items() if kind in once[1]}
    pairs = dict(sorted((pairs | moved_and_added_to(old, new, pairs)).items()))
    kept = set(staying(list(pairs.values())))
    return {place: now for place, now in pairs.items() if now not in kept}


def moved_and_added_to(old: Sequence[Line], new: Sequence[Line], pairs: Mapping[int, int]) -> dict[int, int]:
    """Return the new place of each row left over by `pairs` into which people typed more: it alone says all that the row said."""
    taken = set(pairs.values())
    saying: dict[tuple[int, str], list[int]] = {}
    for now, line in enumerate(new):
        if now not in taken and len(line) >= _TELLING:
            for said in line.items():
                saying.setdefault(said, []).append(now)
    gone = [(place, line) for place, line in enumerate(old) if place not in pairs and len(line) >= _TELLING]
    found = [
        (place, now)
        for place, line in gone
        for now in min((saying.get(said, []) for said in line.items()), key=len)
        if line.items() <= new[now].items()
    ]
    times = Counter(place for place, _ in found), Counter(now for _, now in found)
    return {place: now for place, now in found if times[0][place] == times[1][now] == 1}


def aligned_columns(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Return the new place of each column of `old` that is still there, rising; their rows need not be aligned yet."""
    return _aligned(old, new, _kept_anywhere)


def _aligned(old: Sequence[Line], new: Sequence[Line], likeness: Callable[[Line, Line], float]) -> dict[int, int]:
    head = _equal(old, new)
    tail = _equal(old[head:][::-1], new[head:][::-1])
    pairs = {place: place for place in range(head)}
    gap_old, gap_new = old[head : len(old) - tail], new[head : len(new) - tail]
    pairs |= {head + first: head + second for first, second in _between(gap_old, gap_new, likeness)}
    pairs |= {len(old) - place: len(new) - place for place in range(tail, 0, -1)}
    return _drawn_up(pairs, old, new)


def _drawn_up(pairs: Mapping[int, int], old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Return the pairs with the first of several like lines paired: what came or went among them did so at their end."""
    found: dict[int, int] = {}
    last_old = last_new = -1
    for first, second in pairs.items():
        last_old = last_old + 1 if old[last_old + 1] == old[first] else first
        last_new = last_new + 1 if new[last_new + 1] == new[second] else second
        found[last_old] = last_new
    return found


def _equal(old: Sequence[Line], new: Sequence[Line]) -> int:
    """Return how many lines are alike at the beginning."""
    return next((place for place, (first, second) in enumerate(zip(old, new, strict=False)) if first != second), min(len(old), len(new)))


def _between(old: Sequence[Line], new: Sequence[Line], likeness: Callable[[Line, Line], float]) -> list[tuple[int, int]]:
    """Return the pairs of lines between two that are sure: those that stand once on both sides first, then the most alike."""
    classes: dict[frozenset[tuple[int, str]], int] = {}
    kinds_old = [classes.setdefault(frozenset(line.items()), len(classes)) for line in old]
    kinds_new = [classes.setdefault(frozenset(line.items()), len(classes)) for line in new]
    lines = [dict(kind) for kind in classes]
    weigh = lru_cache(maxsize=None)(lambda first, second: likeness(lines[first], lines[second]))
    sure = _sure(kinds_old, kinds_new)
    pairs = list(sure)
    for (before, new_before), (after, new_after) in zip([(-1, -1), *sure], [*sure, (len(old), len(new))], strict=True):
        found = _best(kinds_old[before + 1 : after], kinds_new[new_before + 1 : new_after], weigh)
        pairs += [(before + 1 + first, new_before + 1 + second) for first, second in found]
    pairs.sort()
    return sorted([*pairs, *_in_turn(pairs, len(old), len(new))])


def _sure(old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of lines that stand once on both sides, as far as they run in order."""
    once_old, once_new = ({kind for kind, number in Counter(side).items() if number == 1} for side in (old, new))
    at = {kind: place for place, kind in enumerate(new) if kind in once_new}
    pairs = {place: at[kind] for place, kind in enumerate(old) if kind in once_old and kind in at}
    kept = set(staying(list(pairs.values())))
    return [pair for pair in pairs.items() if pair[1] in kept]


def _best(old: Sequence[int], new: Sequence[int], weigh: Score) -> list[tuple[int, int]]:
    """Return the pairs in order whose weights come to most; of equally good ones the earliest. Lines are told by their kind."""
    if len(old) * len(new) > _LARGEST:
        return list(zip(range(len(old)), range(len(new)), strict=False))
    sums = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for first in range(len(old) - 1, -1, -1):
        row, below = sums[first], sums[first + 1]
        for second in range(len(new) - 1, -1, -1):
            row[second] = max(below[second + 1] + weigh(old[first], new[second]), below[second], row[second + 1])
    pairs, first, second = [], 0, 0
    while first < len(old) and second < len(new):
        here, weight = sums[first][second], weigh(old[first], new[second])
        if weight > 0 and here == sums[first + 1][second + 1] + weight:
            pairs.append((first, second))
            first, second = first + 1, second + 1
        elif here == sums[first][second + 1]:
            second += 1
        else:
            first += 1
    return pairs


def _in_turn(pairs: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[tuple[int, int]]:
    """Yield in turn what is left between two pairs, where it is as many on both sides: they have a place, whatever they say."""
    edges = [(-1, -1), *pairs, (old, new)]
    for (before, new_before), (after, new_after) in zip(edges, edges[1:], strict=False):
        if after - before == new_after - new_before:
            yield from zip(range(before + 1, after), range(new_before + 1, new_after), strict=True)


def _kept_in_place(old: Line, new: Line) -> float:
    """Weigh what a row still says where it said it; what was typed into its empty cells weighs nothing.

    Its first cell weighs more, for it says what the row is about; a formula less, for its neighbours have it too.
    """
    if not old:
        return _EMPTY if new else 2 * _EMPTY
    label = min(old)
    return sum(_kept(text, new.get(place, "")) * (_LABEL if place == label else 1) for place, text in old.items())


def _kept_anywhere(old: Line, new: Line) -> float:
    """Weigh what a column still says, each text once, wherever it stands now."""
    before, after = set(old.values()), set(new.values())
    if not before:
        return _EMPTY if after else 2 * _EMPTY
    same = len(before & after)
    return same * _SAME + (len(before) - same) * _LOST


def _kept(old: str, new: str) -> float:
    if old.startswith(FORMULA):
        return _FORMULA * (_SAME if old == new else _LOST)
    if old == new:
        return _SAME
    if not new or new.startswith(FORMULA):
        return _LOST
    return _LOST + _SAME * _alike(old, new)


@lru_cache(maxsize=4096)
def _alike(old: str, new: str) -> float:
    """Return the share of words that two texts have in common, 0 to 1."""
    first, second = (Counter(word for word in words(text) if not word.isspace()) for text in (old, new))
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 0.0
