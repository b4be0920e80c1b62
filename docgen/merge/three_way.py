"""The merge of two descendants of one document, as decisions: what happens to each block of mine, and what comes in from theirs.

base = the last generation, mine = what people made of it, theirs = the new generation. The decisions stand in the order of the
merged document. They change nothing themselves: they can be shown, counted and stored, and an engine carries them out on mine.

  mine like base, theirs changed        theirs is followed, in place
  mine changed, theirs like base        mine stays
  both changed                          merged inside: block by block, word by word; the same words: a conflict
  gone from mine, theirs changed        a conflict: it stays gone, the new text is shown
  changed in mine, gone from theirs     a conflict: it stays
  only in mine, or only in theirs       it is there
A block stands where mine has it, unless only theirs has moved it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from docgen.merge.align import aligned, staying
from docgen.merge.content import Block
from docgen.merge.words import OBJECT, Edit, changes, merge_words, words

TEXTS = frozenset({"paragraph", "heading"})
LEAST_ALIKE = 0.35  # a text of which less is left by hand is a new text: no words are merged into it


class Verdict(StrEnum):
    """What happens to a block."""

    KEEP = "keep"  # as mine has it
    ADD = "add"  # from theirs
    DROP = "drop"  # gone from theirs, untouched in mine
    CHANGE = "change"  # as theirs changed it, inside: `inner`, `edits`, `form`
    REPLACE = "replace"  # wholly as in theirs
    BESIDE = "beside"  # conflict: mine stays in force, the whole of theirs is shown beside it
    GONE = "gone"  # conflict: deleted by hand and changed in theirs; it is shown where it was
    ORPHAN = "orphan"  # conflict: changed by hand and gone from theirs; it stays


CONFLICTS = frozenset({Verdict.BESIDE, Verdict.GONE, Verdict.ORPHAN})
_FOR_THEIRS = {Verdict.BESIDE: Verdict.REPLACE, Verdict.GONE: Verdict.ADD, Verdict.ORPHAN: Verdict.DROP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What happens to one block. base, mine, theirs: its place among the children of its parent in each tree, None where it is not.

    inner: of a block with children.   edits: of a text, in words.   form: its form follows theirs.
    moved: only theirs has moved it; mine's block is to stand here.
    """

    verdict: Verdict
    base: int | None = None
    mine: int | None = None
    theirs: int | None = None
    inner: tuple[Decision, ...] = ()
    edits: tuple[Edit, ...] = ()
    form: bool = False
    moved: bool = False

    def conflicts(self) -> int:
        """Return the number of conflicts here and below."""
        own = (self.verdict in CONFLICTS) + sum(edit.conflict for edit in self.edits)
        return own + sum(decision.conflicts() for decision in self.inner)


def merge(base: Block, mine: Block, theirs: Block) -> tuple[Decision, ...]:
    """Return the decisions on the children of `mine`, in the order of the merged document.

    The three are one block, such as the whole document, in three states. Never raises on content.
    """
    return tuple(_Children(base.children, mine.children, theirs.children).decisions())


def conflicts(decisions: Sequence[Decision]) -> int:
    """Return how many conflicts the decisions leave."""
    return sum(decision.conflicts() for decision in decisions)


def sided(decisions: Sequence[Decision], side: str) -> tuple[Decision, ...]:
    """Return the decisions with all conflicts settled for `side`, "mine" or "theirs"; as they are for ""."""
    return tuple(_sided(decision, side) for decision in decisions) if side else tuple(decisions)


def _sided(decision: Decision, side: str) -> Decision:
    if side == "mine":
        verdict = Verdict.KEEP if decision.verdict in CONFLICTS else decision.verdict
        edits = tuple(edit for edit in decision.edits if not edit.conflict)
    else:
        verdict = _FOR_THEIRS.get(decision.verdict, decision.verdict)
        edits = tuple(replace(edit, conflict=False) for edit in decision.edits)
    return replace(decision, verdict=verdict, edits=edits, inner=sided(decision.inner, side))


def text_words(block: Block) -> tuple[str, ...]:
    """Return the words of a text; a picture or note in it, which has no words, stands as its hash."""
    hung = (child.digest() for child in block.children if child.kind == "object")
    return tuple(f"{OBJECT}{next(hung, '')}" if word == OBJECT else word for word in words(block.text))


class _Children:
    """The children of one block in three states."""

    def __init__(self, base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block]) -> None:
        self._base, self._mine, self._theirs = base, mine, theirs
        self._to_mine, self._to_theirs = aligned(base, mine), aligned(base, theirs)
        self._same_new = self._pair_the_new()

    def decisions(self) -> Iterator[Decision]:
        by_mine, arriving = self._of_mine(), self._arriving()
        for place in self._order(by_mine, arriving):
            yield by_mine[place[1]] if place[0] == "mine" else arriving[place[1]]

    def _pair_the_new(self) -> dict[int, int]:
        """Return what both added alike: place in theirs -> place in mine."""
        old_in_mine, old_in_theirs = set(self._to_mine.values()), set(self._to_theirs.values())
        fresh: defaultdict[Block, list[int]] = defaultdict(list)
        for place in reversed(range(len(self._mine))):
            if place not in old_in_mine:
                fresh[self._mine[place]].append(place)
        new = ((place, fresh[block]) for place, block in enumerate(self._theirs) if place not in old_in_theirs)
        return {place: waiting.pop() for place, waiting in new if waiting}

    def _of_mine(self) -> dict[int, Decision]:
        """Return the decision on each block of mine, by its place there."""
        origin = {mine: base for base, mine in self._to_mine.items()}
        twins = {mine: theirs for theirs, mine in self._same_new.items()}
        found = {}
        for place in range(len(self._mine)):
            if place in origin:
                found[place] = self._descended(origin[place], place)
            else:
                found[place] = Decision(verdict=Verdict.KEEP, mine=place, theirs=twins.get(place))
        return found

    def _descended(self, base: int, mine: int) -> Decision:
        theirs = self._to_theirs.get(base)
        if theirs is None:
            untouched = self._base[base] == self._mine[mine]
            return Decision(verdict=Verdict.DROP if untouched else Verdict.ORPHAN, base=base, mine=mine)
        shared = Decision(verdict=Verdict.KEEP, base=base, mine=mine, theirs=theirs)
        return _one(self._base[base], self._mine[mine], self._theirs[theirs], shared)

    def _arriving(self) -> dict[int, Decision]:
        """Return what comes in from theirs, by its place there: new blocks, and changed ones that were deleted by hand."""
        origin = {theirs: base for base, theirs in self._to_theirs.items()}
        found = {}
        for place, block in enumerate(self._theirs):
            base = origin.get(place)
            if base is None and place not in self._same_new:
                found[place] = Decision(verdict=Verdict.ADD, theirs=place)
            elif base is not None and base not in self._to_mine and _said(block) != _said(self._base[base]):
                found[place] = Decision(verdict=Verdict.GONE, base=base, theirs=place)
        return found

    def _order(self, by_mine: dict[int, Decision], arriving: Mapping[int, Decision]) -> list[tuple[str, int]]:
        """Return the order of the merged blocks: that of mine, with what arrives or what theirs has moved put where theirs has it."""
        moved = self._moved_by_theirs()
        to_mine = {self._to_theirs[base]: mine for base, mine in self._to_mine.items() if base in self._to_theirs} | self._same_new
        order = [("mine", place) for place in by_mine if place not in moved]
        stand: dict[int, tuple[str, int]] = {theirs: ("mine", mine) for theirs, mine in to_mine.items() if mine not in moved}
        for place in range(len(self._theirs)):
            if place in arriving:
                entry = ("theirs", place)
            elif to_mine.get(place) in moved:
                mine = to_mine[place]
                entry = ("mine", mine)
                by_mine[mine] = replace(by_mine[mine], moved=True)
            else:
                continue
            order.insert(self._spot(place, order, stand), entry)
            stand[place] = entry
        return order

    def _spot(self, place: int, order: Sequence[tuple[str, int]], stand: Mapping[int, tuple[str, int]]) -> int:
        """Return where in `order` a block of theirs belongs: behind the one before it; also behind what people added there."""
        before = next((stand[earlier] for earlier in range(place - 1, -1, -1) if earlier in stand), None)
        spot = order.index(before) + 1 if before is not None else 0
        after = stand.get(place + 1)
        if after is not None and after in order[spot:]:
            between = order[spot : order.index(after)]
            if all(side == "mine" and number not in self._to_mine.values() for side, number in between):
                return spot + len(between)
        return spot

    def _moved_by_theirs(self) -> frozenset[int]:
        """Return the blocks of mine that theirs has moved and people have not."""
        both = sorted(base for base in self._to_mine if base in self._to_theirs)
        stay_theirs = set(staying([self._to_theirs[base] for base in both]))
        stay_mine = set(staying([self._to_mine[base] for base in both]))
        return frozenset(
            self._to_mine[base] for base in both if self._to_theirs[base] not in stay_theirs and self._to_mine[base] in stay_mine
        )


def _one(base: Block, mine: Block, theirs: Block, shared: Decision) -> Decision:
    """Return the decision on a block that all three have. shared: its places."""
    if theirs in (base, mine):
        return shared
    form = theirs.style != base.style and mine.style == base.style
    kinds = {base.kind, mine.kind, theirs.kind}
    if kinds <= TEXTS:
        return _text(base, mine, theirs, replace(shared, form=form))
    if len(kinds) == 1 and (base.children or mine.children or theirs.children):
        inner = tuple(_Children(base.children, mine.children, theirs.children).decisions())
        return replace(shared, verdict=Verdict.CHANGE, inner=inner, form=form)
    return replace(shared, verdict=Verdict.REPLACE if mine == base else Verdict.BESIDE)


def _text(base: Block, mine: Block, theirs: Block, shared: Decision) -> Decision:
    before, by_hand, generated = text_words(base), text_words(mine), text_words(theirs)
    if by_hand != before and generated not in (before, by_hand) and _is_new(before, by_hand):
        return replace(shared, verdict=Verdict.BESIDE)
    edits = merge_words(before, by_hand, generated)
    return replace(shared, verdict=Verdict.CHANGE if edits or shared.form else Verdict.KEEP, edits=edits)


def _said(block: Block) -> list[str]:
    """Return what a block and all below it say. A new look alone brings back nothing that people deleted."""
    return [piece.text for piece in block.walk()]


def _is_new(base: Sequence[str], mine: Sequence[str]) -> bool:
    """Tell whether hardly a word of base is left."""
    left = len(base) - sum(change.end - change.start for change in changes(base, mine))
    return left < LEAST_ALIKE * max(len(base), 1)
