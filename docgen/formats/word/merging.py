"""The merge of a hand-edited Word file with a new generation: decisions carried out on the hand-edited file, in place.

What people have in their file stays as it is, but for what the decisions name: words, paragraphs, rows, cells. What comes
from the new generation is brought under the names that styles, lists and pictures have here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.formats.engine import Merged, Reviser
from docgen.formats.ooxml import detach, open_package, serialise
from docgen.formats.stamping import read_stamp, with_stamp
from docgen.formats.word import names
from docgen.formats.word.conflict_marks import Marks, open_conflicts, short
from docgen.formats.word.contents_list import settle as settle_contents
from docgen.formats.word.field_results import refresh
from docgen.formats.word.importing import Importer
from docgen.formats.word.lists_alike import learn_lists
from docgen.formats.word.merged_tables import follow_cell, settle_grid
from docgen.formats.word.merged_texts import Text, Texts
from docgen.formats.word.part_merging import follow_parts
from docgen.formats.word.placing import put, remove, tail
from docgen.formats.word.tracing import TracedDocument
from docgen.formats.word.written import written
from docgen.merge.content import Block
from docgen.merge.three_way import TEXTS, Decision, Verdict, merge, sided
from docgen.messages import Message, message

_PAGE = (names.qualified("w:pgSz"), names.qualified("w:pgMar"))


def merge_files(base: bytes, mine: bytes, theirs: bytes, by: Reviser) -> Merged:
    """Return `mine` with what changed from `base` to `theirs`. Raises: DocumentError: one of the three is no sound Word file."""
    if mine == base:
        return Merged(file=theirs, conflicts=0)
    if theirs == base:
        return Merged(file=mine, conflicts=len(conflicts_in(mine)))
    before, here, there = (TracedDocument(open_package(file), by.name) for file in (base, mine, theirs))
    merging = _Merging(before, here, there, by)
    merging.carry_out()
    file, stamp = merging.written(), read_stamp(there.package)
    if stamp is not None:
        file = with_stamp(open_package(file), stamp)
    return Merged(file=file, conflicts=len(open_conflicts(open_package(file), by.name)))


def conflicts_in(file: bytes) -> tuple[str, ...]:
    """Return what the open marks of conflicts in `file` say. Raises: DocumentError."""
    return open_conflicts(open_package(file))


def settled(file: bytes, by: Reviser) -> bytes:
    """Return `file` without the marks of conflicts: what docgen proposed stands in the place of the hand text, or is gone.

    Raises: DocumentError.
    """
    document = TracedDocument(open_package(file), by.name)
    if not open_conflicts(document.package, by.name):
        return file
    marks = Marks(document, Importer(document, document), by)
    body = document.root(document.part)
    if by.side == "theirs":
        marks.accept(body)
    for root in list(document.roots.values()):
        if root.tag in (*names.SIDE_STORIES, names.qualified("w:document")):
            marks.clear(root)
    for paragraph in [paragraph for paragraph in body.iter(names.PARAGRAPH) if marks.is_proposed(paragraph)]:
        remove(paragraph)
    for row in [row for row in body.iter(names.ROW) if marks.is_proposed_row(row)]:
        remove(row)
    return document.package.write({name: serialise(root) for name, root in document.roots.items()})


@dataclass(frozen=True, slots=True)
class _Level:
    """The children of one block in its three states, and the parts they stand in: those of mine are being changed."""

    base: Sequence[Block]
    mine: Sequence[Block]
    theirs: Sequence[Block]
    holder: names.Element
    part: str
    theirs_part: str


class _Merging:
    def __init__(self, base: TracedDocument, mine: TracedDocument, theirs: TracedDocument, by: Reviser) -> None:
        self._base, self._mine, self._theirs, self._by = base, mine, theirs, by
        self._importer = Importer(theirs, mine)
        self._marks = Marks(mine, self._importer, by)
        self._texts = Texts(self._importer, self._marks)
        self._done: set[names.Element] = set()

    def carry_out(self) -> None:
        decisions = sided(merge(self._base.block, self._mine.block, self._theirs.block), self._by.side)
        body = self._mine.root(self._mine.part).find("w:body", names.NAMESPACES)
        if body is None:
            return
        follow_parts(self._base, self._mine, self._theirs)
        learn_lists(self._importer, self._theirs, self._mine, decisions)
        children = (self._base.block.children, self._mine.block.children, self._theirs.block.children)
        self._children(_Level(*children, body, self._mine.part, self._theirs.part), decisions)
        roots = [document.root(document.part) for document in (self._base, self._mine, self._theirs)]
        settle_contents(roots[1], roots[2], lambda entry: self._importer.bring(entry, self._theirs.part, self._mine.part))
        refresh(*roots)

    def written(self) -> bytes:
        return written(self._mine, self._importer)

    # -- blocks ---------------------------------------------------------------------------------------------------------------

    def _children(self, level: _Level, decisions: Sequence[Decision]) -> None:
        last: names.Element | None = None
        for decision in decisions:
            last = self._block(level, decision, last)

    def _block(self, level: _Level, decision: Decision, last: names.Element | None) -> names.Element | None:
        """Carry out one decision; return the element behind which the next block stands."""
        here = level.mine[decision.mine] if decision.mine is not None else None
        there = level.theirs[decision.theirs] if decision.theirs is not None else None
        element = self._mine.of(here).element if here is not None and here.kind != "section" else None
        if here is not None and here.kind == "section":
            return self._section(level, decision, here, there, last)
        if element is not None and decision.moved:
            put(element, last, level.holder)
        match decision.verdict:
            case Verdict.KEEP if here is not None and there is not None and here == there and here.kind in TEXTS and element is not None:
                self._marks.clear(element)  # a conflict that has settled itself
                self._drop_proposals(element)
            case Verdict.ADD if there is not None:
                return self._add(level, there, last)
            case Verdict.GONE if there is not None:
                return self._gone(level, decision, there, last)
            case Verdict.DROP if element is not None:
                remove(element)
                return last
            case Verdict.ORPHAN if here is not None:
                self._orphan(level, here)
            case Verdict.CHANGE if here is not None and there is not None:
                self._change(level, decision, here, there)
            case Verdict.REPLACE if there is not None and element is not None:
                new = self._importer.bring(self._theirs.of(there).element, level.theirs_part, level.part)
                element.addprevious(new)
                remove(element)
                return tail(new)
            case Verdict.BESIDE if here is not None and there is not None and element is not None:
                return self._beside(level, decision, here, there)
            case _:
                pass
        return tail(element) if element is not None else last

    def _section(
        self, level: _Level, decision: Decision, here: Block, there: Block | None, last: names.Element | None
    ) -> names.Element | None:
        """Follow the page and the headers of a section; the paragraph that ends it is where the next block comes behind."""
        section = self._mine.of(here).element
        if decision.verdict is Verdict.DROP and section.getparent() is not level.holder:
            paragraph = next(section.iterancestors(names.PARAGRAPH), None)
            detach(section)
            return paragraph if paragraph is not None else last
        if decision.verdict is Verdict.CHANGE and there is not None:
            if decision.form:
                self._follow_page(section, self._theirs.of(there).element)
            base = level.base[decision.base].children if decision.base is not None else ()
            self._children(_Level(base, here.children, there.children, section, level.part, level.theirs_part), decision.inner)
        holder = next(section.iterancestors(names.PARAGRAPH), None)
        return holder if holder is not None else last

    def _follow_page(self, section: names.Element, new: names.Element) -> None:
        for tag in _PAGE:
            here, there = section.find(tag), new.find(tag)
            if here is not None and there is not None:
                here.attrib.clear()
                here.attrib.update(there.attrib)

    def _change(self, level: _Level, decision: Decision, here: Block, there: Block) -> None:
        base = level.base[decision.base] if decision.base is not None else here
        if here.kind in TEXTS:
            text = Text(base=base, mine=self._mine.of(here), theirs=self._theirs.of(there), part=level.part, theirs_part=level.theirs_part)
            self._texts.change(text, decision)
            return
        traced = self._mine.of(here)
        if here.kind == "part":
            if traced.element in self._done:  # sections may share a header
                return
            self._done.add(traced.element)
            part, theirs_part = self._part_of(self._mine, traced.element), self._part_of(self._theirs, self._theirs.of(there).element)
        else:
            part, theirs_part = level.part, level.theirs_part
        if decision.form and here.kind == "cell":
            follow_cell(traced.element, self._theirs.of(there).element)
        holder = traced.element
        self._children(_Level(base.children, here.children, there.children, holder, part, theirs_part), decision.inner)
        if here.kind == "table":
            settle_grid(traced.element, self._theirs.of(there).element)

    def _part_of(self, document: TracedDocument, root: names.Element) -> str:
        return next(name for name, known in document.roots.items() if known is root)

    def _add(self, level: _Level, there: Block, last: names.Element | None) -> names.Element | None:
        if there.kind == "part":
            return last
        if there.kind == "section":
            paragraph = self._bare_section(there)
            if paragraph is None:
                return last  # it comes with the paragraph that ends it
            new = self._importer.bring(paragraph, level.theirs_part, level.part)
        else:
            new = self._brought(level, there)
        put(new, last, level.holder)
        return tail(new)

    def _bare_section(self, there: Block) -> names.Element | None:
        """Return the paragraph of a section of theirs that has nothing else to say; None if there is none."""
        paragraph = next(self._theirs.of(there).element.iterancestors(names.PARAGRAPH), None)
        return paragraph if paragraph is not None and not any(text.text for text in paragraph.iter(names.TEXT)) else None

    def _brought(self, level: _Level, there: Block) -> names.Element:
        return self._importer.bring(self._theirs.of(there).element, level.theirs_part, level.part)

    def _gone(self, level: _Level, decision: Decision, there: Block, last: names.Element | None) -> names.Element | None:
        """Show where it was what people deleted and docgen changed."""
        base = level.base[decision.base] if decision.base is not None else there
        text = self._says("deleted", base, there)
        if there.kind == "cell":
            self._marks.comment_block(level.part, last, text)
            return last
        if there.kind in ("section", "part"):
            return last
        self._drop_proposals(last)
        new = self._brought(level, there)
        for row in [new] if new.tag == names.ROW else list(new.iter(names.ROW)):
            self._marks.propose_row(row)
        if new.tag == names.PARAGRAPH:
            self._marks.propose_paragraph(new)
        put(new, last, level.holder)
        self._marks.comment_block(level.part, new, text, proposes=True)
        return tail(new)

    def _drop_proposals(self, before: names.Element | None) -> None:
        """Take away the paragraphs that an earlier merge proposed behind `before`: there is something newer to say."""
        while before is not None and (proposed := before.getnext()) is not None and self._marks.is_proposed(proposed):
            self._marks.clear(proposed)
            remove(proposed)

    def _orphan(self, level: _Level, here: Block) -> None:
        element = self._mine.of(here).element
        for paragraph in element.iter(names.PARAGRAPH):
            self._marks.clear(paragraph)
        self._marks.comment_block(
            level.part, element, message("merge.orphan", why=self._marks.why(_said(here), ""), remove=message("merge.remove"))
        )

    def _beside(self, level: _Level, decision: Decision, here: Block, there: Block) -> names.Element | None:
        """Show the whole new text behind the hand text."""
        element = self._mine.of(here).element
        base = level.base[decision.base] if decision.base is not None else here
        if here.kind not in TEXTS or there.kind not in TEXTS:
            self._marks.comment_block(level.part, element, self._says("both-changed", base, there))
            return tail(element)
        self._marks.clear(element)
        self._drop_proposals(element)
        new = self._brought(level, there)
        self._marks.propose_paragraph(new)
        element.addnext(new)
        self._marks.comment_block(level.part, new, self._says("both-changed", base, there), proposes=True)
        return tail(new)

    def _says(self, what: str, base: Block, there: Block) -> Message:
        why = self._marks.why(_said(base), _said(there))
        todo = message("merge.todo-deleted" if what == "deleted" else "merge.todo")
        return message(f"merge.{what}", new=short(_said(there)), why=why, todo=todo)


def _said(block: Block) -> str:
    return " ".join(piece.text for piece in block.walk() if piece.text)
