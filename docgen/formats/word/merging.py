"""The merge of a hand-edited Word file with a new generation: decisions carried out on the hand-edited file, in place.

What people have in their file stays as it is, but for what the decisions name: words, paragraphs, rows, cells. What comes
from the new generation is brought under the names that styles, lists and pictures have here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from docgen.formats.engine import Merged, Reviser
from docgen.formats.ooxml import open_package, serialise
from docgen.formats.properties import read_stamp, with_stamp
from docgen.formats.word import names
from docgen.formats.word.conflict_marks import AUTHOR_OF_MARKS, Marks, only_runs, open_conflicts, short
from docgen.formats.word.contents_list import settle as settle_contents
from docgen.formats.word.field_results import refresh
from docgen.formats.word.identities import Identities, taken_in
from docgen.formats.word.importing import Importer
from docgen.formats.word.part_merging import follow_parts
from docgen.formats.word.sentences import Sentence
from docgen.formats.word.setting import set_property
from docgen.formats.word.tidy import keep_tables_apart, tidy
from docgen.formats.word.tracing import TracedDocument
from docgen.merge.content import Block
from docgen.merge.three_way import Decision, Verdict, merge, sided
from docgen.merge.words import Edit
from docgen.messages import Message, message

_TEXTS = frozenset({"paragraph", "heading"})
_GRID = names.qualified("w:tblGrid")
_NUMBERING = names.qualified("w:numPr")
_NUMBER = names.qualified("w:numId")
_FORMING = tuple(map(names.qualified, ("w:pStyle", "w:numPr", "w:jc", "w:pageBreakBefore")))
_PAGE = (names.qualified("w:pgSz"), names.qualified("w:pgMar"))
_PLACES = (names.BOOKMARK_START, names.BOOKMARK_END)
_TRACKED_STORIES = frozenset(map(names.qualified, ("w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent")))


def merge_files(base: bytes, mine: bytes, theirs: bytes, by: Reviser) -> Merged:
    """Return `mine` with what changed from `base` to `theirs`. Raises: DocumentError: one of the three is no sound Word file."""
    before, here, there = (TracedDocument(open_package(file), by.name) for file in (base, mine, theirs))
    merging = _Merging(before, here, there, by)
    merging.carry_out()
    file, stamp = merging.written(), read_stamp(there.package)
    if stamp is not None:
        file = with_stamp(open_package(file), stamp)
    return Merged(file=file, conflicts=len(open_conflicts(here)))


def conflicts_in(file: bytes) -> tuple[str, ...]:
    """Return what the open marks of conflicts in `file` say. Raises: DocumentError."""
    return open_conflicts(TracedDocument(open_package(file), AUTHOR_OF_MARKS))


def settled(file: bytes, by: Reviser) -> bytes:
    """Return `file` without the marks of conflicts: what docgen proposed stands in the place of the hand text, or is gone.

    Raises: DocumentError.
    """
    document = TracedDocument(open_package(file), by.name)
    if not open_conflicts(document):
        return file
    marks = Marks(document, Importer(document, document), by)
    body = document.root(document.part)
    if by.side == "theirs":
        marks.accept(body)
    for root in list(document.roots.values()):
        if root.tag in (*_TRACKED_STORIES, names.qualified("w:document")):
            marks.clear(root)
    for paragraph in [paragraph for paragraph in body.iter(names.PARAGRAPH) if marks.is_proposed(paragraph)]:
        _remove(paragraph)
    for row in [row for row in body.iter(names.ROW) if marks.is_proposed_row(row)]:
        _remove(row)
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
        self._done: set[names.Element] = set()

    def carry_out(self) -> None:
        decisions = sided(merge(self._base.block, self._mine.block, self._theirs.block), self._by.side)
        body = self._mine.root(self._mine.part).find("w:body", names.NAMESPACES)
        if body is None:
            return
        follow_parts(self._base, self._mine, self._theirs)
        self._learn_lists(decisions, self._mine.block.children, self._theirs.block.children)
        children = (self._base.block.children, self._mine.block.children, self._theirs.block.children)
        self._children(_Level(*children, body, self._mine.part, self._theirs.part), decisions)
        roots = [document.root(document.part) for document in (self._base, self._mine, self._theirs)]
        settle_contents(roots[1], roots[2], lambda entry: self._importer.bring(entry, self._theirs.part, self._mine.part))
        refresh(*roots)

    def written(self) -> bytes:
        """Return the file: ids settled over all stories, only what changed written anew."""
        mine = self._mine
        stories = [mine.part, *(name for name in mine.roots if name != mine.part and mine.roots[name].tag in _TRACKED_STORIES)]
        identities = Identities(taken_in((), ()))
        for name in stories:
            root = mine.roots[name]
            tidy(root, has_breaks=False, has_columns=False, asks_cells=False)
            keep_tables_apart(root)
            identities.settle(root)
        return mine.package.write({**{name: serialise(root) for name, root in mine.roots.items()}, **self._importer.added})

    def _learn_lists(self, decisions: Sequence[Decision], mine: Sequence[Block], theirs: Sequence[Block]) -> None:
        """Take down which list of mine is which of theirs: paragraphs that are one tell."""
        for decision in decisions:
            if decision.mine is None or decision.theirs is None:
                continue
            here, there = mine[decision.mine], theirs[decision.theirs]
            if here.kind in _TEXTS and there.kind in _TEXTS:
                numbers = [_list_number(document.of(block).element) for document, block in ((self._theirs, there), (self._mine, here))]
                if all(numbers):
                    self._importer.same_list(*numbers)
            self._learn_lists(decision.inner, here.children, there.children)

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
            _put(element, last, level.holder)
        match decision.verdict:
            case Verdict.KEEP if here is not None and there is not None and here == there and here.kind in _TEXTS and element is not None:
                self._marks.clear(element)  # a conflict that has settled itself
            case Verdict.ADD if there is not None:
                return self._add(level, there, last)
            case Verdict.GONE if there is not None:
                return self._gone(level, decision, there, last)
            case Verdict.DROP if element is not None:
                _remove(element)
                return last
            case Verdict.ORPHAN if here is not None:
                self._orphan(level, here)
            case Verdict.CHANGE if here is not None and there is not None:
                self._change(level, decision, here, there)
            case Verdict.REPLACE if there is not None and element is not None:
                new = self._importer.bring(self._theirs.of(there).element, level.theirs_part, level.part)
                element.addprevious(new)
                _remove(element)
                return _tail(new)
            case Verdict.BESIDE if here is not None and there is not None and element is not None:
                return self._beside(level, decision, here, there)
            case _:
                pass
        return _tail(element) if element is not None else last

    def _section(
        self, level: _Level, decision: Decision, here: Block, there: Block | None, last: names.Element | None
    ) -> names.Element | None:
        """Follow the page and the headers of a section; the paragraph that ends it is where the next block comes behind."""
        section = self._mine.of(here).element
        if decision.verdict is Verdict.DROP and section.getparent() is not level.holder:
            paragraph = next(section.iterancestors(names.PARAGRAPH), None)
            section.getparent().remove(section)  # type: ignore[union-attr]
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
        if here.kind in _TEXTS:
            self._text(level, decision, base, here, there)
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
            self._follow_cell(traced.element, self._theirs.of(there).element)
        holder = traced.element
        self._children(_Level(base.children, here.children, there.children, holder, part, theirs_part), decision.inner)
        if here.kind == "table":
            self._settle_grid(traced.element, self._theirs.of(there).element)

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
        _put(new, last, level.holder)
        return _tail(new)

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
            self._comment(level, last, text)
            return last
        if there.kind in ("section", "part"):
            return last
        following = last.getnext() if last is not None else None
        while following is not None and following.tag == names.PARAGRAPH and self._marks.is_proposed(following):
            self._marks.clear(following)
            _remove(following)
            following = last.getnext() if last is not None else None
        new = self._brought(level, there)
        for row in [new] if new.tag == names.ROW else list(new.iter(names.ROW)):
            self._marks.propose_row(row)
        if new.tag == names.PARAGRAPH:
            self._marks.propose_paragraph(new)
        _put(new, last, level.holder)
        self._comment(level, new, text, proposes=True)
        return _tail(new)

    def _orphan(self, level: _Level, here: Block) -> None:
        element = self._mine.of(here).element
        for paragraph in _paragraphs(element):
            self._marks.clear(paragraph)
        self._comment(level, element, message("merge.orphan", why=self._marks.why(_said(here), ""), remove=message("merge.remove")))

    def _beside(self, level: _Level, decision: Decision, here: Block, there: Block) -> names.Element | None:
        """Show the whole new text behind the hand text."""
        element = self._mine.of(here).element
        base = level.base[decision.base] if decision.base is not None else here
        if here.kind not in _TEXTS or there.kind not in _TEXTS:
            self._comment(level, element, self._says("both-changed", base, there))
            return _tail(element)
        self._marks.clear(element)
        new = self._brought(level, there)
        self._marks.propose_paragraph(new)
        element.addnext(new)
        self._comment(level, new, self._says("both-changed", base, there), proposes=True)
        return _tail(new)

    def _comment(self, level: _Level, element: names.Element | None, text: Message, *, proposes: bool = False) -> None:
        """Comment on a block; where no comment can stand, on the document."""
        paragraph = next(iter(_paragraphs(element)), None) if element is not None else None
        if paragraph is None or level.part != self._mine.part or any(item.tag in _TRACKED_STORIES for item in paragraph.iterancestors()):
            self._marks.comment_elsewhere(text)
        else:
            self._marks.comment_paragraph(paragraph, text, proposes=proposes)

    def _says(self, what: str, base: Block, there: Block) -> Message:
        why = self._marks.why(_said(base), _said(there))
        return message(f"merge.{what}", new=short(_said(there)), why=why, todo=message("merge.todo"))

    # -- texts ----------------------------------------------------------------------------------------------------------------

    def _text(self, level: _Level, decision: Decision, base: Block, here: Block, there: Block) -> None:
        paragraph = self._mine.of(here).element
        untouched = base == here
        if decision.form:
            self._follow_form(paragraph, self._theirs.of(there).element, level)
        if untouched:
            self._follow_contents(paragraph, self._theirs.of(there).element, level)
            return
        if any(edit.conflict for edit in decision.edits):
            self._marks.clear(paragraph)
        sentence, new = Sentence(self._mine.of(here)), Sentence(self._theirs.of(there))
        for edit in reversed(decision.edits):
            self._edit(level, edit, (base, here, there), sentence, new)

    def _edit(self, level: _Level, edit: Edit, blocks: tuple[Block, Block, Block], sentence: Sentence, new: Sentence) -> None:
        pieces = [
            self._importer.bring(piece, level.theirs_part, level.part)
            for piece in new.pieces(edit.new_start, edit.new_end, linked=not edit.conflict)
        ]
        if not edit.conflict:
            looks = sentence.looks(edit.start, edit.end)
            for piece in pieces if edit.end > edit.start else ():
                _give_looks(piece, looks)
            sentence.replace(edit.start, edit.end, pieces)
            return
        base, here, there = blocks
        runs = only_runs(pieces)
        first = sentence.first(edit.start, edit.end)
        marked = [self._marks.insertion(runs, apart=True)] if runs else []
        sentence.put_after(edit.end, marked)
        why = self._marks.why(base.text, there.text)
        if marked:
            text = message("merge.both-changed", new=short(there.text), why=why, todo=message("merge.todo"))
        else:
            text = message("merge.left-out", old=short(here.text), why=why, remove=message("merge.remove"))
        self._comment_on_words(level, first, marked[0] if marked else first, text, self._mine.of(here).element, proposes=bool(marked))

    def _comment_on_words(
        self,
        level: _Level,
        first: names.Element | None,
        last: names.Element | None,
        text: Message,
        paragraph: names.Element,
        *,
        proposes: bool,
    ) -> None:
        if level.part != self._mine.part or any(item.tag in _TRACKED_STORIES for item in paragraph.iterancestors()):
            self._marks.comment_elsewhere(text)
        elif first is not None and last is not None and first.getparent() is last.getparent():
            self._marks.comment(first, last, text, proposes=proposes)
        elif last is not None:
            self._marks.comment(last, last, text, proposes=proposes)
        else:
            self._marks.comment_paragraph(paragraph, text, proposes=proposes)

    def _follow_form(self, paragraph: names.Element, new: names.Element, level: _Level) -> None:
        """Give a paragraph the style, list and alignment that it has in theirs."""
        wanted = names.child(new, names.PARAGRAPH_PROPERTIES)
        brought = self._importer.bring(wanted, level.theirs_part, level.part) if wanted is not None else None
        mine = names.child(paragraph, names.PARAGRAPH_PROPERTIES)
        for tag in _FORMING:
            found = brought.find(tag) if brought is not None else None
            old = mine.find(tag) if mine is not None else None
            if found is not None:
                set_property(paragraph, names.PARAGRAPH_PROPERTIES, tag, {str(key): str(value) for key, value in found.attrib.items()})
                if tag == _NUMBERING:
                    names.child(paragraph, names.PARAGRAPH_PROPERTIES, tag).extend(list(found))  # type: ignore[union-attr]
            elif old is not None and mine is not None:
                mine.remove(old)

    def _follow_contents(self, paragraph: names.Element, new: names.Element, level: _Level) -> None:
        """Put what a paragraph says in theirs into a paragraph that nobody touched; places that people marked in it stay."""
        brought = self._importer.bring(new, level.theirs_part, level.part)
        named = {str(place.get(names.NAME)) for place in brought.iter(names.BOOKMARK_START)}
        kept = _places_but(paragraph, named)
        for child in [child for child in paragraph if child.tag != names.PARAGRAPH_PROPERTIES]:
            paragraph.remove(child)
        paragraph.extend(kept)
        paragraph.extend([child for child in brought if child.tag != names.PARAGRAPH_PROPERTIES])

    # -- tables ---------------------------------------------------------------------------------------------------------------

    def _follow_cell(self, cell: names.Element, new: names.Element) -> None:
        """Give a cell the fill and the span that it has in theirs."""
        for tag in (names.SHADING, names.SPAN, names.qualified("w:vMerge")):
            here, there = (names.child(item, names.CELL_PROPERTIES, tag) for item in (cell, new))
            if there is not None:
                set_property(cell, names.CELL_PROPERTIES, tag, {str(key): str(value) for key, value in there.attrib.items()})
            elif here is not None:
                here.getparent().remove(here)  # type: ignore[union-attr]

    def _settle_grid(self, table: names.Element, new: names.Element) -> None:
        """Make the grid of a table fit its rows: as in theirs where it has as many columns, else columns of one width."""
        grid, theirs = table.find(_GRID), new.find(_GRID)
        columns = max((_columns(row) for row in table.iter(names.ROW)), default=0)
        if grid is None or columns == len(grid):
            return
        if theirs is not None and len(theirs) == columns:
            for column in list(grid):
                grid.remove(column)
            grid.extend([self._importer.bring(column, self._theirs.part, self._mine.part) for column in theirs])
        else:
            _spread(grid, columns)


def _spread(grid: names.Element, columns: int) -> None:
    """Give a grid this many columns, all together as wide as before."""
    width = names.qualified("w:w")
    total = sum(names.number(column.get(width)) for column in grid)
    for column in list(grid):
        grid.remove(column)
    for _ in range(columns):
        etree.SubElement(grid, names.qualified("w:gridCol"), {width: str(total // max(columns, 1))})


def _columns(row: names.Element) -> int:
    spans = (names.child(cell, names.CELL_PROPERTIES, names.SPAN) for cell in row.iter(names.CELL))
    return sum(max(names.number(span.get(names.VAL)), 1) if span is not None else 1 for span in spans)


def _put(element: names.Element, last: names.Element | None, holder: names.Element) -> None:
    """Put an element behind `last`; without one, in front of all blocks of `holder`."""
    if last is not None:
        _outermost(last, holder).addnext(element)
        return
    kinds = (names.PARAGRAPH, names.TABLE, names.ROW, names.CELL, names.CONTROL, names.SECTION)
    first = next((child for child in holder if child.tag in kinds), None)
    if first is None:
        holder.append(element)
    else:
        first.addprevious(element)


def _outermost(element: names.Element, holder: names.Element) -> names.Element:
    """Return the content control that ends with `element`, or `element` itself."""
    while (parent := element.getparent()) is not None and parent is not holder and parent[-1] is element:
        outer = parent.getparent()
        if parent.tag != names.CONTROL_CONTENT or outer is None:
            break
        element = outer
    return element


def _tail(element: names.Element) -> names.Element:
    """Return the last element of what begins at `element`: a field such as a contents list runs over many paragraphs."""
    depth = 0
    for item in chain([element], element.itersiblings()):
        for character in item.iter(names.FIELD_CHARACTER):
            depth += {"begin": 1, "end": -1}.get(str(character.get(names.qualified("w:fldCharType"))), 0)
        if depth <= 0:
            return item
    return element


def _remove(element: names.Element) -> None:
    """Take a block away; a paragraph that ends a section stays for that, empty."""
    if element.tag == names.PARAGRAPH and names.child(element, names.PARAGRAPH_PROPERTIES, names.SECTION) is not None:
        for child in [child for child in element if child.tag != names.PARAGRAPH_PROPERTIES]:
            element.remove(child)
        return
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _paragraphs(element: names.Element) -> Iterator[names.Element]:
    return element.iter(names.PARAGRAPH)


def _said(block: Block) -> str:
    return " ".join(piece.text for piece in block.walk() if piece.text)


def _list_number(paragraph: names.Element) -> str:
    number = names.child(paragraph, names.PARAGRAPH_PROPERTIES, _NUMBERING, _NUMBER)
    return str(number.get(names.VAL)) if number is not None else ""


def _places_but(paragraph: names.Element, named: set[str]) -> list[names.Element]:
    """Return the bookmarks in a paragraph with other names than `named`."""
    starts = [place for place in paragraph.iter(names.BOOKMARK_START) if str(place.get(names.NAME)) not in named]
    numbers = {str(place.get(names.ID)) for place in starts}
    foreign = {str(place.get(names.ID)) for place in paragraph.iter(names.BOOKMARK_START)}
    ends = [
        place for place in paragraph.iter(names.BOOKMARK_END) if (number := str(place.get(names.ID))) in numbers or number not in foreign
    ]
    return [*starts, *ends]


def _give_looks(piece: names.Element, looks: names.Element | None) -> None:
    """Give the runs of a piece the looks of the words whose place they take."""
    for run in [piece] if piece.tag == names.RUN else piece.iter(names.RUN):
        own = names.child(run, names.RUN_PROPERTIES)
        if own is not None:
            run.remove(own)
        if looks is not None:
            run.insert(0, deepcopy(looks))
