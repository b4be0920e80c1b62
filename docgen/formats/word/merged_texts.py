"""The text of a paragraph after a merge: words in the places of others, the form that the new generation gives it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from docgen.formats.word import names
from docgen.formats.word.conflict_marks import Marks, only_runs, short
from docgen.formats.word.importing import Importer
from docgen.formats.word.sentences import Sentence
from docgen.formats.word.setting import set_property
from docgen.formats.word.tracing import Traced
from docgen.merge.content import Block
from docgen.merge.three_way import Decision
from docgen.merge.words import Edit
from docgen.messages import message

_NUMBERING = names.qualified("w:numPr")
_FORMING = tuple(map(names.qualified, ("w:pStyle", "w:numPr", "w:jc", "w:pageBreakBefore")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph in its three states; that of mine is changed. part, theirs_part: names of the parts the two stand in."""

    base: Block
    mine: Traced
    theirs: Traced
    part: str
    theirs_part: str


class Texts:
    """Carries out what the merge decided on paragraphs."""

    def __init__(self, importer: Importer, marks: Marks) -> None:
        self._importer, self._marks = importer, marks

    def change(self, text: Text, decision: Decision) -> None:
        """Carry out `decision`, a change."""
        if decision.form:
            self._follow_form(text)
        if text.base == text.mine.block and next(text.mine.element.iter(names.COMMENT_MARK), None) is None:
            self._follow_contents(text)
            return
        if any(edit.conflict for edit in decision.edits):
            self._marks.clear(text.mine.element)
        sentence, new = Sentence(text.mine), Sentence(text.theirs)
        for edit in reversed(decision.edits):
            pieces = [
                self._importer.bring(piece, text.theirs_part, text.part)
                for piece in new.pieces(edit.new_start, edit.new_end, linked=not edit.conflict)
            ]
            if edit.conflict:
                self._show(text, edit, sentence, pieces)
            else:
                _replace(sentence, edit, pieces)

    def _show(self, text: Text, edit: Edit, sentence: Sentence, pieces: list[names.Element]) -> None:
        """Show what theirs says behind the words by hand."""
        runs = only_runs(pieces)
        first = sentence.first(edit.start, edit.end)
        insertion = self._marks.insertion(runs, apart=True) if runs else None
        sentence.put_after(edit.end, [insertion] if insertion is not None else [])
        why = self._marks.why(text.base.text, text.theirs.block.text)
        if insertion is not None:
            says = message("merge.both-changed", new=short(text.theirs.block.text), why=why, todo=message("merge.todo"))
        else:
            says = message("merge.left-out", old=short(text.mine.block.text), why=why, remove=message("merge.remove"))
        last = insertion if insertion is not None else first
        self._marks.comment_words(text.part, text.mine.element, (first, last), says, proposes=insertion is not None)

    def _follow_form(self, text: Text) -> None:
        """Give a paragraph the style, list and alignment that it has in theirs."""
        paragraph, wanted = text.mine.element, names.child(text.theirs.element, names.PARAGRAPH_PROPERTIES)
        brought = self._importer.bring(wanted, text.theirs_part, text.part) if wanted is not None else None
        mine = names.child(paragraph, names.PARAGRAPH_PROPERTIES)
        for tag in _FORMING:
            found = brought.find(tag) if brought is not None else None
            old = mine.find(tag) if mine is not None else None
            if found is not None:
                set_property(paragraph, names.PARAGRAPH_PROPERTIES, tag, {str(key): str(value) for key, value in found.attrib.items()})
                holder = names.child(paragraph, names.PARAGRAPH_PROPERTIES, tag)
                if tag == _NUMBERING and holder is not None:
                    holder.extend(list(found))
            elif old is not None and mine is not None:
                mine.remove(old)

    def _follow_contents(self, text: Text) -> None:
        """Put what a paragraph says in theirs into a paragraph that nobody touched; places that people marked in it stay."""
        paragraph = text.mine.element
        brought = self._importer.bring(text.theirs.element, text.theirs_part, text.part)
        kept = _places_but(paragraph, {str(place.get(names.NAME)) for place in brought.iter(names.BOOKMARK_START)})
        for child in [child for child in paragraph if child.tag != names.PARAGRAPH_PROPERTIES]:
            paragraph.remove(child)
        paragraph.extend(kept)
        paragraph.extend([child for child in brought if child.tag != names.PARAGRAPH_PROPERTIES])


def _replace(sentence: Sentence, edit: Edit, pieces: list[names.Element]) -> None:
    """Put new words in the place of others, with the looks of those."""
    if edit.end > edit.start:
        looks = sentence.looks(edit.start, edit.end)
        for piece in pieces:
            _give_looks(piece, looks)
    sentence.replace(edit.start, edit.end, pieces)


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
