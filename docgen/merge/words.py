"""The words of a text, and the merge of two edits of one sequence of words.

A word is what an editor would change as a whole: a number with its unit, a run of letters, one Chinese character, a white
space, a sign. Edits that are parted by next to nothing count as one. So nobody ends up with "45 h" where one side says
"45 min" and the other "2 h". Source: Khanna, Kunal, Pierce, "A Formal Investigation of Diff3" (2007).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

OBJECT = "\ufffc"  # stands in a text for what is none: a picture, a note
_CHINESE = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_UNIT = (
    r"(?:working |service )?(?:minutes?|hours?|days?|weeks?|months?|years?|min|h)(?![A-Za-z])"
    r"|个?(?:分钟|小时|服务小时|工作日|天|周|月|年|日)|%"
)
_WORD = re.compile(
    rf"⟨[^⟩]*⟩|\d+(?:[.,:/-]\d+)*(?: ?(?:{_UNIT}))?|[{_CHINESE}]|[^\W\d_{_CHINESE}]+(?:['’][^\W\d_{_CHINESE}]+)?|.", re.DOTALL
)
_NEXT_TO_NOTHING = 2  # letters


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text`, white space and signs included: joined, they are the text again. A field's ⟨CODE⟩ is one word."""
    return tuple(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Change:
    """Words start … end of a sequence are replaced by words new_start … new_end of another (ends excluded)."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """What happens at words start … end of mine: words new_start … new_end of theirs take their place; in a conflict they stand beside."""

    start: int
    end: int
    new_start: int
    new_end: int
    conflict: bool = False


def changes(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Return what was changed from `old` to `new`, in order; changes parted by next to nothing are one."""
    first, last = _alike_at_the_ends(old, new)
    matcher = SequenceMatcher(None, old[first : len(old) - last], new[first : len(new) - last], autojunk=False)
    joined: list[Change] = []
    for tag, *places in matcher.get_opcodes():
        if tag == "equal":
            continue
        change = Change(*(first + place for place in places))
        if joined and _next_to_nothing(old[joined[-1].end : change.start]):
            before = joined.pop()
            change = Change(before.start, change.end, before.new_start, change.new_end)
        joined.append(change)
    return tuple(joined)


def _alike_at_the_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many words two sequences begin with alike, and how many of the rest they end with alike."""
    first = _alike(old, new)
    rest = min(len(old), len(new)) - first
    return first, min(_alike(old[::-1], new[::-1]), rest)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    return next((place for place, (here, there) in enumerate(zip(old, new, strict=False)) if here != there), min(len(old), len(new)))


def merge_words(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[Edit, ...]:
    """Return what must happen to `mine` so that it says what `theirs` changed as well, from the first word to the last.

    Where both changed the same words, and not alike, the edit is a conflict: mine stays in force.
    """
    return tuple(_edits(list(changes(base, mine)), list(changes(base, theirs)), mine, theirs))


def _edits(by_hand: list[Change], generated: list[Change], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Edit]:
    shift = 0  # from places in base to places in mine, behind the changes by hand that were passed
    while generated:
        first = generated[0]
        while by_hand and _before(by_hand[0], first):
            done = by_hand.pop(0)
            shift = done.new_end - done.end
        group_mine, group_theirs = _overlapping(by_hand, generated)
        if not group_mine:
            yield Edit(first.start + shift, first.end + shift, first.new_start, first.new_end)
            continue
        yield from _settled(group_mine, group_theirs, mine, theirs)
        shift = group_mine[-1].new_end - group_mine[-1].end


def _overlapping(by_hand: list[Change], generated: list[Change]) -> tuple[list[Change], list[Change]]:
    """Take off the first change of `generated` all that hangs together with it on either side."""
    group_mine: list[Change] = []
    group_theirs = [generated.pop(0)]
    end = group_theirs[0].end
    grown = True
    while grown:
        grown = False
        for waiting, group in ((by_hand, group_mine), (generated, group_theirs)):
            other = group_theirs if group is group_mine else group_mine
            while waiting and other and _meet(waiting[0], other[0].start, end):
                group.append(waiting.pop(0))
                end = max(end, group[-1].end)
                grown = True
    return group_mine, group_theirs


def _settled(group_mine: list[Change], group_theirs: list[Change], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Edit]:
    """Yield the edit where both sides changed the words of base that lie in the groups; nothing if they did so alike."""
    start = min(group_mine[0].start, group_theirs[0].start)
    end = max(group_mine[-1].end, group_theirs[-1].end)
    here, there = _span(group_mine, start, end), _span(group_theirs, start, end)
    if tuple(mine[slice(*here)]) != tuple(theirs[slice(*there)]):
        yield Edit(*here, *there, conflict=True)


def _span(group: list[Change], start: int, end: int) -> tuple[int, int]:
    """Return where words start … end of base lie in the sequence that the changes of `group` lead to."""
    first, last = group[0], group[-1]
    return first.new_start - (first.start - start), last.new_end + (end - last.end)


def _before(change: Change, other: Change) -> bool:
    """Tell whether `change` lies wholly before `other`: it may touch it, unless both insert at one place."""
    return change.end <= other.start and not _meet(change, other.start, other.end)


def _meet(change: Change, start: int, end: int) -> bool:
    """Tell whether `change` touches words start … end of base, or is an insertion at the place where nothing but an insertion is."""
    if change.start == change.end and start == end:
        return change.start == start
    return change.start < end and start < change.end


def _next_to_nothing(between: Sequence[str]) -> bool:
    """Tell whether words are too little to part two changes: a blank, a sign, one Chinese character between two others."""
    text = "".join(between)
    return len(text) <= _NEXT_TO_NOTHING and (len(text) <= 1 or not any(letter.isalnum() for letter in text))
