"""The redline of two revisions of a Word file: the new one, with all that changed as tracked changes.

The decisions that lead from the new revision back to the old one are not carried out but marked: what the way back would take
away was inserted, what it would bring in was deleted. So accepting all leaves the new text, and rejecting all the old one.

What merely follows is not marked: results of fields, the entries of the contents list, captions counted anew. The contents list
itself, comments, and the margins and orientation of pages are as in the new revision, unmarked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docgen.formats.engine import Reviser
from docgen.formats.ooxml import detach, open_package
from docgen.formats.word import names
from docgen.formats.word.importing import Importer
from docgen.formats.word.lists_alike import learn_lists
from docgen.formats.word.merged_tables import settle_grid
from docgen.formats.word.placing import put, tail
from docgen.formats.word.redlined_texts import Pair, Texts
from docgen.formats.word.story_ends import settle_ends
from docgen.formats.word.tracing import TracedDocument
from docgen.formats.word.tracked import Tracker, number_revisions, saying
from docgen.formats.word.unchanged import unchanged
from docgen.formats.word.written import written
from docgen.merge.comparison import way_back
from docgen.merge.content import Block
from docgen.merge.three_way import TEXTS, Decision, Verdict

_SPANS = (names.SPAN, names.qualified("w:vMerge"))
_NUMBER = names.qualified("w:numId")
_RANGES = tuple(
    map(
        names.qualified,
        ("w:permStart", "w:permEnd", "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd"),
    )
)


def redline(before: bytes, after: bytes, by: Reviser) -> bytes:
    """Return `after` with what changed since `before` as tracked changes by `by`; `after` itself if nothing did.

    Raises: DocumentError: one of the two is no sound Word file.
    """
    packages = open_package(before), open_package(after)
    old, new = (TracedDocument(package, None, unread) for package, unread in zip(packages, unchanged(*packages), strict=True))
    decisions = way_back(old.block, new.block)
    if all(decision.verdict is Verdict.KEEP and not decision.moved for decision in decisions):
        return after
    return _Redlining(old, new, by).carried_out(decisions)


@dataclass(frozen=True, slots=True)
class _Level:
    """The children of one block in both revisions, what holds those of the new one, and the parts they stand in."""

    before: Sequence[Block]
    after: Sequence[Block]
    holder: names.Element
    part: str
    old_part: str


class _Redlining:
    def __init__(self, before: TracedDocument, after: TracedDocument, by: Reviser) -> None:
        self._before, self._after = before, after
        self._importer = Importer(before, after)
        self._tracker = Tracker(by)
        self._texts = Texts(self._importer, self._tracker)
        self._places = frozenset(_bookmarks(after.roots.values()))
        self._done: set[names.Element] = set()
        self._ended: set[names.Element] = set()  # sections that only one of the two revisions has

    def carried_out(self, decisions: Sequence[Decision]) -> bytes:
        """Return the new revision with the decisions marked."""
        body = self._after.root(self._after.part).find("w:body", names.NAMESPACES)
        if body is not None:
            learn_lists(self._importer, self._before, self._after, decisions)
            for number in {str(item.get(names.VAL)) for block in self._after.unread.blocks for item in block.iter(_NUMBER)}:
                self._importer.same_list(number, number)
            self._ended = set(self._sections_of_one(decisions))
            level = _Level(self._before.block.children, self._after.block.children, body, self._after.part, self._before.part)
            self._children(level, decisions)
        settle_ends(self._tracker)
        number_revisions(self._after.roots.values())
        return written(self._after, self._importer)

    def _sections_of_one(self, decisions: Sequence[Decision]) -> Iterator[names.Element]:
        for decision in decisions:
            if decision.mine is None or decision.theirs is None:
                document, place = (self._before, decision.theirs) if decision.mine is None else (self._after, decision.mine)
                block = document.block.children[place or 0]
                if block.kind == "section":
                    yield document.of(block).element

    # -- blocks ---------------------------------------------------------------------------------------------------------------

    def _children(self, level: _Level, decisions: Sequence[Decision]) -> None:
        last: names.Element | None = None
        for decision in decisions:
            last = self._block(level, decision, last)

    def _block(self, level: _Level, decision: Decision, last: names.Element | None) -> names.Element | None:
        """Mark what a decision says; return the element behind which the next block stands."""
        here = level.after[decision.mine] if decision.mine is not None else None
        there = level.before[decision.theirs] if decision.theirs is not None else None
        if "section" in (here.kind if here else "", there.kind if there else ""):
            return self._section(level, decision, last)
        if here is None or decision.moved or decision.verdict is Verdict.REPLACE:
            last = self._show(level, there, last)
        if here is None:
            return last
        element = self._after.of(here).element
        if there is None or decision.moved or decision.verdict is Verdict.REPLACE:
            self._insert(element)
        elif decision.verdict is Verdict.CHANGE:
            self._change(level, decision, there, here)
        return last if decision.moved else tail(element)

    def _insert(self, element: names.Element) -> None:
        """Mark what stands from `element` to its tail as inserted; the end of a paragraph that ends a section only with the section."""
        for item in _whole(element):
            section = names.child(item, names.PARAGRAPH_PROPERTIES, names.SECTION)
            if section is not None and section not in self._ended:
                self._tracker.runs(list(saying(item)), names.INSERTED)
            else:
                self._tracker.block(item, names.INSERTED)

    def _show(self, level: _Level, there: Block | None, last: names.Element | None) -> names.Element | None:
        """Put a block of the old revision behind `last`, marked as deleted."""
        if there is None or there.kind in ("part", "cell"):
            return last
        for item in list(_whole(self._before.of(there).element)):
            last = self._show_element(level, item, last)
        return last

    def _show_element(self, level: _Level, element: names.Element, last: names.Element | None) -> names.Element:
        copy = self._importer.bring(element, level.old_part, level.part)
        section, own = (names.child(item, names.PARAGRAPH_PROPERTIES, names.SECTION) for item in (element, copy))
        if own is not None and section not in self._ended:
            detach(own)
        self._drop_places(copy)
        self._tracker.block(copy, names.DELETED)
        put(copy, last, level.holder)
        return copy

    def _drop_places(self, copy: names.Element) -> None:
        """Take bookmarks that the new revision has itself out of what it lacks, and ranges that would not be whole."""
        starts = [start for start in copy.iter(names.BOOKMARK_START) if str(start.get(names.NAME)).lower() in self._places]
        numbers = {start.get(names.ID) for start in starts}
        ends = [end for end in copy.iter(names.BOOKMARK_END) if end.get(names.ID) in numbers]
        for element in (*starts, *ends, *copy.iter(*_RANGES)):
            detach(element)

    def _change(self, level: _Level, decision: Decision, there: Block, here: Block) -> None:
        old, new = self._before.of(there), self._after.of(here)
        if here.kind in TEXTS:
            self._texts.mark(Pair(before=old, after=new, old_part=level.old_part, part=level.part), decision.edits, form=decision.form)
            return
        if decision.form and here.kind == "cell":
            self._fill(old.element, new.element)
        self._children(_Level(there.children, here.children, new.element, level.part, level.old_part), decision.inner)
        if here.kind == "table":
            settle_grid(new.element, old.element)

    def _fill(self, old: names.Element, new: names.Element) -> None:
        """Note the fill that a cell had; other spans go unmarked, for no program takes them back."""
        if all(_value(old, tag) == _value(new, tag) for tag in _SPANS):
            self._tracker.form(new, names.CELL_PROPERTIES, names.child(old, names.CELL_PROPERTIES))

    # -- sections -------------------------------------------------------------------------------------------------------------

    def _section(self, level: _Level, decision: Decision, last: names.Element | None) -> names.Element | None:
        """Mark the headers and footers of a section; the paragraph that ends it is where the next block comes behind."""
        if decision.mine is None:
            there = level.before[decision.theirs or 0]
            paragraph = _empty_paragraph(self._before.of(there).element)
            return self._show_element(level, paragraph, last) if paragraph is not None else last
        here = level.after[decision.mine]
        section = self._after.of(here).element
        if decision.theirs is None:
            paragraph = _empty_paragraph(section)
            if paragraph is not None:
                self._tracker.end_of(paragraph, names.INSERTED)
        elif decision.verdict is Verdict.CHANGE:
            self._parts(here, level.before[decision.theirs], decision.inner)
        holder = next(section.iterancestors(names.PARAGRAPH), None)
        return holder if holder is not None else last

    def _parts(self, here: Block, there: Block, decisions: Sequence[Decision]) -> None:
        for decision in decisions:
            if decision.verdict is not Verdict.CHANGE or decision.mine is None or decision.theirs is None:
                continue
            new, old = here.children[decision.mine], there.children[decision.theirs]
            roots = [document.of(block).element for document, block in ((self._after, new), (self._before, old))]
            if roots[0] not in self._done:  # sections may share a header
                self._done.add(roots[0])
                part, old_part = (_name(document, root) for document, root in zip((self._after, self._before), roots, strict=True))
                self._children(_Level(old.children, new.children, roots[0], part, old_part), decision.inner)


def _value(cell: names.Element, tag: str) -> str | None:
    found = names.child(cell, names.CELL_PROPERTIES, tag)
    return None if found is None else str(found.get(names.VAL))


def _whole(element: names.Element) -> Iterator[names.Element]:
    """Yield what stands from `element` to the last element of the field that begins in it; mostly the element alone."""
    last = tail(element)
    yield element
    if last is not element:
        for item in element.itersiblings():
            yield item
            if item is last:
                return


def _empty_paragraph(section: names.Element) -> names.Element | None:
    """Return the paragraph that does nothing but end a section; None if there is none."""
    paragraph = next(section.iterancestors(names.PARAGRAPH), None)
    return paragraph if paragraph is not None and not any(True for _ in saying(paragraph)) else None


def _bookmarks(roots: Iterable[names.Element]) -> Iterator[str]:
    return (str(place.get(names.NAME)).lower() for root in roots for place in root.iter(names.BOOKMARK_START))


def _name(document: TracedDocument, root: names.Element) -> str:
    return next(name for name, known in document.roots.items() if known is root)
