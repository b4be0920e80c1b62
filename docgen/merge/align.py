"""Which block of a document became which block of its descendant: by content first, then by likeness, then by place.

A block may have moved; then it is found by its content. Two blocks that say the same many times over are paired in order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from docgen.merge.content import Block
from docgen.merge.words import words

_ALIKE = 0.5  # of the words of two blocks between the same neighbours
_ALIKE_ELSEWHERE = 0.7  # of two blocks that lie apart
_FEW_WORDS = 4
# Parts of a grid are what they are by their place.
_PLACED = frozenset({"cell"})


def aligned(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Return the place in `new` of each block of `old` that has a partner there."""
    if old is new or old and len(old) == len(new) and {block.kind for block in (*old, *new)} <= _PLACED:
        return {place: place for place in range(len(old))}
    return _Pairing(old, new).pairs


class _Side:
    """One of the two sequences, with what is asked of its blocks over and over."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._bags: dict[int, Counter[str]] = {}

    @cached_property
    def texts(self) -> list[Hashable]:
        """What blocks say, whatever they look like; their place where they say nothing."""
        return [(block.kind, said) if (said := "\n".join(piece.text for piece in block.walk()).strip()) else place
                for place, block in enumerate(self.blocks)]  # fmt: skip

    def bag(self, place: int) -> Counter[str]:
        """Return the words of a block and all below it, without white space."""
        if place not in self._bags:
            said = (word for block in self.blocks[place].walk() for word in words(block.text))
            self._bags[place] = Counter(word for word in said if not word.isspace())
        return self._bags[place]


class _Pairing:
    def __init__(self, old: Sequence[Block], new: Sequence[Block]) -> None:
        self._old, self._new = _Side(old), _Side(new)
        self.pairs: dict[int, int] = {}
        self._by_key()
        self._by_value(self._old.blocks, self._new.blocks)
        self._by_value(self._old.texts, self._new.texts)
        self._by_likeness_between_neighbours()
        self._by_likeness_anywhere()
        self.pairs = dict(sorted(self.pairs.items()))

    def _pair(self, old: int, new: int) -> None:
        self.pairs[old] = new

    def _free(self) -> tuple[list[int], list[int]]:
        taken = set(self.pairs.values())
        return (
            [place for place in range(len(self._old.blocks)) if place not in self.pairs],
            [place for place in range(len(self._new.blocks)) if place not in taken],
        )

    def _by_key(self) -> None:
        """Pair what has a name of its own among its siblings: a sheet, a header."""
        known = {(block.kind, block.key): place for place, block in enumerate(self._new.blocks) if block.key}
        for place, block in enumerate(self._old.blocks):
            if block.key and (block.kind, block.key) in known:
                self._pair(place, known.pop((block.kind, block.key)))

    def _by_value(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
        """Pair equal blocks: in order where they are in order, then those that have moved."""
        free_old, free_new = self._free()
        matcher = SequenceMatcher(None, [old[place] for place in free_old], [new[place] for place in free_new], autojunk=False)
        for start, new_start, size in matcher.get_matching_blocks():
            for step in range(size):
                self._pair(free_old[start + step], free_new[new_start + step])
        free_old, free_new = self._free()
        waiting = defaultdict(list)
        for place in reversed(free_new):
            waiting[new[place]].append(place)
        for place in free_old:
            if waiting[old[place]]:
                self._pair(place, waiting[old[place]].pop())

    def _by_likeness_between_neighbours(self) -> None:
        """Pair blocks that lie between the same two neighbours."""
        for gap_old, gap_new in self._gaps():
            self._by_likeness(gap_old, gap_new, _ALIKE)
            for old, new in _in_turn(gap_old, gap_new, self.pairs):
                if self._kind(old, new):  # as many on both sides: they have their place, whatever they say now
                    self._pair(old, new)

    def _by_likeness_anywhere(self) -> None:
        free_old, free_new = self._free()
        self._by_likeness([place for place in free_old if sum(self._old.bag(place).values()) >= _FEW_WORDS], free_new, _ALIKE_ELSEWHERE)

    def _by_likeness(self, old: Iterable[int], new: Iterable[int], least: float) -> None:
        """Pair the most alike first; of two equally alike, the ones that come first."""
        new = list(new)
        found = sorted(
            ((likeness, first, second) for first in old for second in new
             if self._kind(first, second) and (likeness := self._likeness(first, second)) >= least),
            key=lambda found: (-found[0], abs(found[1] - found[2]), found[1:]),
        )  # fmt: skip
        taken = set(self.pairs.values())
        for _, first, second in found:
            if first not in self.pairs and second not in taken:
                self._pair(first, second)
                taken.add(second)

    def _kind(self, old: int, new: int) -> str:
        """Return the kind of two blocks that are of one; a heading may have become a paragraph."""
        first, second = self._old.blocks[old].kind, self._new.blocks[new].kind
        return first if first == second or {first, second} == {"paragraph", "heading"} else ""

    def _likeness(self, old: int, new: int) -> float:
        """Return the share of words that two blocks have in common, 0 to 1."""
        first, second = self._old.bag(old), self._new.bag(new)
        total = sum(first.values()) + sum(second.values())
        return 2 * sum((first & second).values()) / total if total else 0.0

    def _gaps(self) -> list[tuple[list[int], list[int]]]:
        """Return what is unpaired between two pairs that follow each other on both sides."""
        free_old, free_new = self._free()
        edges = [(-1, -1), *_in_order(self.pairs), (len(self._old.blocks), len(self._new.blocks))]
        gaps = []
        for (before, new_before), (after, new_after) in zip(edges, edges[1:], strict=False):
            gap_old = [place for place in free_old if before < place < after]
            gap_new = [place for place in free_new if new_before < place < new_after]
            if gap_old and gap_new:
                gaps.append((gap_old, gap_new))
        return gaps


def _in_order(pairs: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return the longest sequence of pairs that run in order on both sides."""
    ordered = sorted(pairs.items())
    kept = set(staying([new for _, new in ordered]))
    return [pair for pair in ordered if pair[1] in kept]


def staying(places: Sequence[int]) -> tuple[int, ...]:
    """Return the longest rising subsequence: the places that nobody moved. Patience sorting, O(n log n)."""
    tops: list[int] = []
    piles: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        pile = bisect_left(piles, place)
        before[place] = tops[pile - 1] if pile else None
        piles[pile : pile + 1] = [place]
        tops[pile : pile + 1] = [place]
    chain: list[int] = []
    place_now = tops[-1] if tops else None
    while place_now is not None:
        chain.append(place_now)
        place_now = before[place_now]
    return tuple(reversed(chain))


def _in_turn(old: Iterable[int], new: Iterable[int], pairs: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return what is left on both sides, in turn, if it is as many."""
    taken = set(pairs.values())
    left_old, left_new = [place for place in old if place not in pairs], [place for place in new if place not in taken]
    return list(zip(left_old, left_new, strict=True)) if len(left_old) == len(left_new) else []
