"""What changed from one revision of a document to the next: the two-way case of the merge, read backwards.

The way back from the new revision to the old one is a merge in which nobody edited anything; its decisions stand in the order
of the new revision, with what is gone at the places where it was. A redline carries them out as marks, a list tells them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from docgen.merge.content import Block
from docgen.merge.three_way import LEAST_ALIKE, TEXTS, Decision, Verdict, merge
from docgen.merge.words import OBJECT, Edit, changes, words
from docgen.messages import Message, message

_LEVEL = re.compile(r"heading (\d)")
_BETWEEN_CELLS = " | "


class Kind(StrEnum):
    """How something changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    FORM = "form"  # it says the same and looks otherwise


class Sign(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a text that changed, and what became of them."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One step of a place. kind: heading, table, row, part, sheet, cell …; name: the words of a heading, "3" for the third table."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change. what: kind of the block.   where: from the outermost step to the innermost.

    before, after: what it said and says, "" where it was or is not; of a changed form, how it looked and looks.
    pieces: the texts word by word; those that are not added, joined, are `before`, those that are not removed `after`.
    """

    kind: Kind
    what: str
    where: tuple[Spot, ...]
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()


def compare(before: Block, after: Block) -> tuple[Difference, ...]:
    """Return what changed from `before` to `after`, two states of one document, in the order of `after`; nothing if nothing did.

    Comments are no part of what a document says, and are not compared. Never raises on content.
    """
    return tuple(_Telling().children(before, after, way_back(before, after), ()))


def way_back(before: Block, after: Block) -> tuple[Decision, ...]:
    """Return the decisions that lead from `after` back to `before`; mine, and base, is `after`, theirs is `before`.

    A row whose cells are others, or a table of which all rows are such, is replaced as a whole, and so is a text of which
    hardly a word is left: a reader could not follow it otherwise.
    """
    return _readable(merge(after, after, before), after, before)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts word by word."""
    old, new = words(before), words(after)
    return tuple(_pieces(old, new, tuple(Edit(change.start, change.end, change.new_start, change.new_end) for change in changes(new, old))))


def told(difference: Difference) -> Message:
    """Return in words what a difference is: "Row added"."""
    return message("redline.change", what=message(f"redline.what-{difference.what}"), kind=message(f"redline.{difference.kind.value}"))


# -- decisions a reader can follow --------------------------------------------------------------------------------------------


def _readable(decisions: Sequence[Decision], after: Block, before: Block) -> tuple[Decision, ...]:
    return tuple(_one(decision, after, before) for decision in decisions)


def _one(decision: Decision, after: Block, before: Block) -> Decision:
    if decision.verdict is not Verdict.CHANGE or decision.mine is None or decision.theirs is None:
        return decision
    here, there = after.children[decision.mine], before.children[decision.theirs]
    if here.kind in TEXTS:
        return replace(decision, edits=_whole_or_words(decision.edits, here, there))
    inner = _readable(decision.inner, here, there)
    if here.kind == "row" and any(_is_elsewhere(cell) for cell in inner):
        return replace(decision, verdict=Verdict.REPLACE, inner=())
    if here.kind == "table" and all(row.verdict is Verdict.REPLACE for row in inner if row.mine is not None and row.theirs is not None):
        return replace(decision, verdict=Verdict.REPLACE, inner=())
    return replace(decision, inner=inner)


def _is_elsewhere(cell: Decision) -> bool:
    return cell.verdict in (Verdict.ADD, Verdict.DROP) or cell.moved


def _whole_or_words(edits: tuple[Edit, ...], after: Block, before: Block) -> tuple[Edit, ...]:
    here, there = len(words(after.text)), len(words(before.text))
    left = here - sum(edit.end - edit.start for edit in edits)
    return (Edit(0, here, 0, there),) if edits and left < LEAST_ALIKE * min(here, there) else edits


# -- telling ------------------------------------------------------------------------------------------------------------------


class _Telling:
    """Tells decisions as differences. A header that several sections share is told once."""

    def __init__(self) -> None:
        self._told: set[tuple[Block, Block]] = set()

    def children(self, before: Block, after: Block, decisions: Sequence[Decision], where: tuple[Spot, ...]) -> Iterator[Difference]:
        spots_before, spots_after = tuple(_spots(before.children)), tuple(_spots(after.children))
        for decision in decisions:
            here = after.children[decision.mine] if decision.mine is not None else None
            there = before.children[decision.theirs] if decision.theirs is not None else None
            spots = spots_after[decision.mine] if decision.mine is not None else spots_before[decision.theirs or 0]
            yield from self._block(decision, there, here, (*where, *spots))

    def _block(self, decision: Decision, before: Block | None, after: Block | None, where: tuple[Spot, ...]) -> Iterator[Difference]:
        if before is None or after is None:
            yield from _come_or_gone(before, after, where)
        elif decision.moved:
            yield _as_whole(Kind.MOVED, before, after, where)
        elif decision.verdict is Verdict.REPLACE:
            yield _as_whole(Kind.CHANGED, before, after, where)
        elif decision.verdict is Verdict.CHANGE:
            yield from self._changed(decision, before, after, where)

    def _changed(self, decision: Decision, before: Block, after: Block, where: tuple[Spot, ...]) -> Iterator[Difference]:
        if decision.edits:
            told = tuple(_pieces(_shown_words(before), _shown_words(after), decision.edits))
            yield Difference(kind=Kind.CHANGED, what=after.kind, where=where, before=said(before), after=said(after), pieces=told)
        elif decision.form:
            yield Difference(kind=Kind.FORM, what=after.kind, where=where, before=before.style, after=after.style)
        if decision.inner and (before, after) not in self._told:
            if after.kind == "part":
                self._told.add((before, after))
            yield from self.children(before, after, decision.inner, where)


def _come_or_gone(before: Block | None, after: Block | None, where: tuple[Spot, ...]) -> Iterator[Difference]:
    if after is not None and said(after):
        yield Difference(kind=Kind.ADDED, what=after.kind, where=where, after=said(after), pieces=(Piece(Sign.ADDED, said(after)),))
    if before is not None and said(before):
        yield Difference(kind=Kind.REMOVED, what=before.kind, where=where, before=said(before), pieces=(Piece(Sign.REMOVED, said(before)),))


def _as_whole(kind: Kind, before: Block, after: Block, where: tuple[Spot, ...]) -> Difference:
    old, new = said(before), said(after)
    return Difference(kind=kind, what=after.kind, where=where, before=old, after=new, pieces=pieces(old, new))


def _spots(children: Sequence[Block]) -> Iterator[tuple[Spot, ...]]:
    """Yield where each of the children of one block stands: below which headings, in which table, row, part or sheet."""
    headings: list[tuple[int, str]] = []
    tables = 0
    for child in children:
        if child.kind == "heading":
            found = _LEVEL.search(child.style)
            level = int(found[1]) if found else 1
            headings = [*(heading for heading in headings if heading[0] < level), (level, said(child))]
        tables += child.kind == "table"
        own = {
            "table": (Spot("table", str(tables)),),
            "row": (Spot("row", next(filter(None, map(said, child.children)), "")),),
            "part": (Spot("part", child.key),),
            "property": (Spot("property", child.key),),
        }.get(child.kind, ())
        yield (*(Spot("heading", text) for _, text in headings), *own)


# -- texts --------------------------------------------------------------------------------------------------------------------


def said(block: Block) -> str:
    """Return what a block says: rows of a table line by line, what hangs in a text (a text box, a note) in brackets."""
    if block.kind in ("table", "part", "section"):
        return "\n".join(filter(None, map(said, block.children)))
    if block.kind == "row":
        return _BETWEEN_CELLS.join(map(said, block.children)).strip()
    if block.text or block.kind in TEXTS:
        return "".join(_shown_words(block))
    return " ".join(filter(None, map(said, block.children)))


def _shown_words(block: Block) -> list[str]:
    """Return the words of a text as a reader is shown them: what hangs in it by what it says."""
    hung = iter([child for child in block.children if child.kind == "object"])
    return [_shown(next(hung, None)) if word == OBJECT else word for word in words(block.text)]


def _shown(hung: Block | None) -> str:
    text = said(hung) if hung is not None else ""
    return f"[{text}]" if text else OBJECT


def _pieces(before: Sequence[str], after: Sequence[str], edits: Sequence[Edit]) -> Iterator[Piece]:
    """Yield the pieces of two texts; the edits lead from `after` back to `before`."""
    place = 0
    for edit in edits:
        spans = (
            (Sign.SAME, after[place : edit.start]),
            (Sign.REMOVED, before[edit.new_start : edit.new_end]),
            (Sign.ADDED, after[edit.start : edit.end]),
        )
        yield from (Piece(sign, "".join(span)) for sign, span in spans if span)
        place = edit.end
    if place < len(after):
        yield Piece(Sign.SAME, "".join(after[place:]))
