"""The last paragraph of a cell, header or document in a redline: its end can be neither inserted nor deleted.

So what comes last is marked as Word does it when people type: the end of the paragraph before it is marked instead, and the last
paragraph remembers the form of that one. Where one text took the place of another, or of nothing, both stand in one paragraph.
Source: ECMA-376 part 1, 17.13.5.15 and 17.13.5.20 (deleted, inserted paragraph), 17.13.5.29 (changed paragraph properties).
"""

from __future__ import annotations

from copy import deepcopy

from docgen.formats.ooxml import detach
from docgen.formats.word import names
from docgen.formats.word.tracked import Tracker, saying

_HOLDERS = frozenset({names.CELL, names.TEXT_BOX, *map(names.qualified, ("w:body", "w:hdr", "w:ftr", "w:footnote", "w:endnote"))})
_BLOCKS = frozenset({names.PARAGRAPH, names.TABLE, names.CONTROL})


def settle_ends(tracker: Tracker) -> None:
    """Put the marks of `tracker` at the ends of all stories, those of cells too, in order."""
    for holder in dict.fromkeys(paragraph.getparent() for paragraph in tracker.ended):
        if holder is None or holder.tag not in _HOLDERS:
            continue
        blocks = [child for child in holder if child.tag in _BLOCKS]
        marked: list[names.Element] = []
        while blocks and _kind(blocks[-1], tracker):
            marked.insert(0, blocks.pop())
        if marked:
            _settle(marked, blocks[-1] if blocks else None, tracker)
        elif holder.tag == names.CELL and len(blocks) > 1 and _is_empty(blocks[-1]):
            _fill(blocks, tracker)


def _settle(marked: list[names.Element], before: names.Element | None, tracker: Tracker) -> None:
    """Settle the marked paragraphs at the end of a story; `before` is the block in front of them."""
    deleted, inserted = ([item for item in marked if _kind(item, tracker) == tag] for tag in (names.DELETED, names.INSERTED))
    if deleted and inserted:
        _unmark(inserted[-1], tracker)
        _join(deleted[-1], inserted[-1], tracker)
        return
    last = marked[-1]
    tag = _kind(last, tracker)
    _unmark(last, tracker)
    if before is None or before.tag != names.PARAGRAPH or names.child(before, names.PARAGRAPH_PROPERTIES, names.SECTION) is not None:
        return
    form, own = (names.child(item, names.PARAGRAPH_PROPERTIES) for item in (before, last))
    if tag == names.INSERTED:
        tracker.form(last, names.PARAGRAPH_PROPERTIES, form)
    else:
        old = deepcopy(own)
        if own is not None:
            last.remove(own)
        if form is not None:
            last.insert(0, deepcopy(form))
        tracker.form(last, names.PARAGRAPH_PROPERTIES, old)
    tracker.end_of(before, tag)


def _fill(blocks: list[names.Element], tracker: Tracker) -> None:
    """Put what was deleted from a cell that is empty now into its empty paragraph."""
    if all(_kind(block, tracker) == names.DELETED for block in blocks[:-1]):
        _join(blocks[-2], blocks[-1], tracker)


def _join(deleted: names.Element, kept: names.Element, tracker: Tracker) -> None:
    """Put a deleted paragraph in front of what took its place, into one paragraph that stands last."""
    form = names.child(deleted, names.PARAGRAPH_PROPERTIES)
    spot = 0 if names.child(kept, names.PARAGRAPH_PROPERTIES) is None else 1
    for child in reversed([child for child in deleted if child is not form]):
        kept.insert(spot, child)
    tracker.form(kept, names.PARAGRAPH_PROPERTIES, form)
    if deleted in kept.itersiblings():
        deleted.addnext(kept)
    detach(deleted)


def _is_empty(paragraph: names.Element) -> bool:
    """Tell whether a block is a paragraph that says nothing, though it may have runs."""
    said = (item for run in saying(paragraph) for item in run if item.tag not in (names.RUN_PROPERTIES, names.TEXT) or item.text)
    return paragraph.tag == names.PARAGRAPH and next(said, None) is None


def _kind(block: names.Element, tracker: Tracker) -> str:
    """Return how the end of a paragraph is marked, "" if not."""
    mark = tracker.end_mark(block) if block.tag == names.PARAGRAPH else None
    return str(mark.tag) if mark is not None else ""


def _unmark(paragraph: names.Element, tracker: Tracker) -> None:
    mark = tracker.end_mark(paragraph)
    if mark is not None:
        detach(mark)
