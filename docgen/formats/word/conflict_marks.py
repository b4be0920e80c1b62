"""The marks of conflicts in a Word file: a tracked insertion with the new text beside the hand text, and a comment that says why.

A mark is a comment by docgen over the hand text and the insertion behind it. It is open while the insertion is, or, where
there is nothing to insert, while the comment is there. Comments cannot stand in headers, footers and notes; for those the
comment stands at the first paragraph of the document.
Source: ECMA-376 part 1, 17.13.4 (comments), 17.13.5 (revisions).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from posixpath import dirname, join

from lxml import etree

from docgen.formats.engine import Cause, Reviser
from docgen.formats.ooxml import Package, detach
from docgen.formats.relations import related
from docgen.formats.word import names
from docgen.formats.word.importing import Importer
from docgen.formats.word.parts import read_part, text_parts
from docgen.formats.word.setting import set_property
from docgen.formats.word.tracing import AUTHOR, TracedDocument
from docgen.messages import Message, message, say

_DATE = names.qualified("w:date")
_INITIALS = names.qualified("w:initials")
_START = names.qualified("w:commentRangeStart")
_END = names.qualified("w:commentRangeEnd")
_COMMENT = names.qualified("w:comment")
_COMMENTS = names.qualified("w:comments")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_WITH_TEXT, _ALONE = "dg", "dg!"
AUTHOR_OF_MARKS = "docgen"
_LONGEST = 240
Ends = tuple[names.Element | None, names.Element | None]
_MOST_CAUSES = 4
_SHORTEST = 2  # letters of a value that can be told from others


class Marks:
    """Puts marks into `target` in the name of `by`, and takes them away again."""

    def __init__(self, target: TracedDocument, importer: Importer, by: Reviser) -> None:
        self._target, self._importer, self._by = target, importer, by
        self._revisions = max(
            (names.number(item.get(names.ID)) for root in target.roots.values() for item in root.iter(*_REVISIONS)), default=0
        )

    # -- making ---------------------------------------------------------------------------------------------------------------

    def insertion(self, pieces: Iterable[names.Element], *, apart: bool = False) -> names.Element:
        """Return `pieces` as one tracked insertion; `apart`: with a blank between it and what stands in front of it."""
        mark = etree.Element(names.INSERTED, self._signed())
        if apart:
            blank = etree.SubElement(etree.SubElement(mark, names.RUN), names.TEXT)
            blank.text = " "
            blank.set(names.SPACE, "preserve")
        mark.extend(pieces)
        return mark

    def propose_paragraph(self, paragraph: names.Element) -> None:
        """Make a whole paragraph a tracked insertion."""
        runs = [child for child in paragraph if child.tag != names.PARAGRAPH_PROPERTIES]
        plain = [run for child in runs for run in ([child] if child.tag == names.RUN else child.iter(names.RUN))]
        for child in runs:
            paragraph.remove(child)
        if plain:
            paragraph.append(self.insertion(plain))
        if names.child(paragraph, names.PARAGRAPH_PROPERTIES, names.RUN_PROPERTIES) is None:
            set_property(paragraph, names.PARAGRAPH_PROPERTIES, names.RUN_PROPERTIES)
        properties = paragraph.find(names.PARAGRAPH_PROPERTIES)
        if properties is not None:
            set_property(properties, names.RUN_PROPERTIES, names.INSERTED, self._signed())

    def propose_row(self, row: names.Element) -> None:
        """Make a whole row a tracked insertion."""
        properties = names.child(row, names.ROW_PROPERTIES)
        if properties is None:
            properties = etree.Element(names.ROW_PROPERTIES)
            row.insert(sum(1 for child in row if child.tag == names.qualified("w:tblPrEx")), properties)
        etree.SubElement(properties, names.INSERTED, self._signed())
        for paragraph in row.iter(names.PARAGRAPH):
            self.propose_paragraph(paragraph)

    def comment(self, first: names.Element, last: names.Element, text: Message, *, proposes: bool) -> None:
        """Comment on what stands from `first` to `last`, children of one paragraph.

        proposes: there is an insertion in it.
        """
        number = self._add_comment(say(text, self._by.language), proposes=proposes)
        first.addprevious(etree.Element(_START, {names.ID: number}))
        reference = etree.Element(names.RUN)
        etree.SubElement(reference, names.COMMENT_MARK, {names.ID: number})
        last.addnext(etree.Element(_END, {names.ID: number}))
        end = last.getnext()
        if end is not None:
            end.addnext(reference)

    def comment_paragraph(self, paragraph: names.Element, text: Message, *, proposes: bool) -> None:
        """Comment on a whole paragraph."""
        inner = [child for child in paragraph if child.tag != names.PARAGRAPH_PROPERTIES]
        if not inner:
            inner = [etree.SubElement(paragraph, names.RUN)]
        self.comment(inner[0], inner[-1], text, proposes=proposes)

    def comment_block(self, part: str, element: names.Element | None, text: Message, *, proposes: bool = False) -> None:
        """Comment on a block of `part`; where no comment can stand, on the first paragraph of the document."""
        paragraph = next(element.iter(names.PARAGRAPH), None) if element is not None else None
        if paragraph is not None and self._takes_comments(part, paragraph):
            self.comment_paragraph(paragraph, text, proposes=proposes)
        else:
            self.comment_elsewhere(text)

    def comment_words(self, part: str, paragraph: names.Element, words: Ends, text: Message, *, proposes: bool) -> None:
        """Comment on the first and last of some words of a paragraph; where no comment can stand, on the document."""
        first, last = words
        if not self._takes_comments(part, paragraph):
            self.comment_elsewhere(text)
        elif last is None:
            self.comment_paragraph(paragraph, text, proposes=proposes)
        else:
            beginning = first if first is not None and first.getparent() is last.getparent() else last
            self.comment(beginning, last, text, proposes=proposes)

    def _takes_comments(self, part: str, paragraph: names.Element) -> bool:
        return part == self._target.part and not any(holder.tag in names.SIDE_STORIES for holder in paragraph.iterancestors())

    def comment_elsewhere(self, text: Message) -> None:
        """Comment on the first paragraph of the document what stands where no comment can."""
        body = self._target.root(self._target.part)
        paragraph = next(body.iter(names.PARAGRAPH), None)
        if paragraph is not None:
            self.comment_paragraph(paragraph, message("merge.elsewhere", what=text), proposes=False)

    def why(self, before: str, after: str) -> Message | str:
        """Return the causes that explain a conflict between these two texts; all, if none does so by its values."""
        fitting = [cause for cause in self._by.causes if _explains(cause, before, after)] or list(self._by.causes)
        return message("merge.why", causes=tuple(cause.sentence for cause in fitting[:_MOST_CAUSES])) if fitting else ""

    def _signed(self) -> dict[str, str]:
        self._revisions += 1
        return {names.ID: str(self._revisions), AUTHOR: self._by.name, _DATE: self._by.date}

    def _add_comment(self, text: str, *, proposes: bool) -> str:
        root = self._comments()
        number = str(max((names.number(item.get(names.ID)) for item in root), default=-1) + 1)
        signed = {names.ID: number, AUTHOR: self._by.name, _DATE: self._by.date, _INITIALS: _WITH_TEXT if proposes else _ALONE}
        paragraph = etree.SubElement(etree.SubElement(root, _COMMENT, signed), names.PARAGRAPH)
        words = etree.SubElement(etree.SubElement(paragraph, names.RUN), names.TEXT)
        words.text = text
        return number

    def _comments(self) -> names.Element:
        part = next(iter(related(self._target.package, self._target.part, "comments")), None) or join(
            dirname(self._target.part), "comments.xml"
        )
        if part not in self._target.roots and part not in self._target.package:
            self._target.roots[part] = etree.Element(_COMMENTS, nsmap={"w": names.NAMESPACES["w"]})
            self._importer.relate(self._target.part, part, _RELATION, _TYPE)
        return self._target.root(part)

    # -- clearing -------------------------------------------------------------------------------------------------------------

    def clear(self, holder: names.Element) -> None:
        """Take docgen's marks out of `holder`: what it proposed goes, what people wrote stays."""
        for mark in [mark for mark in holder.iter(names.INSERTED) if self._target.is_own(mark)]:
            detach(mark)
        for sign in [
            sign for sign in holder.iter(_START, _END, names.COMMENT_MARK) if self._target.is_own_comment(str(sign.get(names.ID)))
        ]:
            self._forget(str(sign.get(names.ID)))
            run = sign.getparent()
            detach(run if sign.tag == names.COMMENT_MARK and run is not None else sign)

    def accept(self, body: names.Element) -> None:
        """Put what docgen proposed in the place of the hand text that each mark covers; text of others in it goes."""
        for number in [str(start.get(names.ID)) for start in body.iter(_START) if self._target.is_own_comment(str(start.get(names.ID)))]:
            covered = list(_between(body, number))
            if not any(self._target.is_own(mark) for mark in covered if mark.tag == names.INSERTED):
                continue
            for element in covered:
                if element.tag != names.INSERTED or not self._target.is_own(element):
                    detach(element)
        for mark in [mark for mark in body.iter(names.INSERTED) if self._target.is_own(mark)]:
            for child in list(mark):
                mark.addprevious(child)
            detach(mark)

    def is_proposed_row(self, row: names.Element) -> bool:
        """Tell whether a whole row is an insertion of docgen's."""
        mark = names.child(row, names.ROW_PROPERTIES, names.INSERTED)
        return mark is not None and self._target.is_own(mark)

    def is_proposed(self, paragraph: names.Element) -> bool:
        """Tell whether an element is a paragraph that docgen has proposed as a whole."""
        properties = names.child(paragraph, names.PARAGRAPH_PROPERTIES, names.RUN_PROPERTIES, names.INSERTED)
        return properties is not None and self._target.is_own(properties)

    def _forget(self, number: str) -> None:
        root = self._comments()
        for comment in [comment for comment in root if comment.get(names.ID) == number]:
            root.remove(comment)


def short(text: str) -> str:
    """Return a text as a comment quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def open_conflicts(package: Package, author: str = AUTHOR_OF_MARKS) -> tuple[str, ...]:
    """Return what the open marks of conflicts by `author` say, in the order in which they stand in the document.

    Raises: DocumentError: no Word document, or a damaged part.
    """
    return tuple(_open(package, author))


def _open(package: Package, author: str) -> Iterator[str]:
    document = text_parts(package)[0].name
    comments = {
        str(comment.get(names.ID)): comment
        for part in related(package, document, "comments")
        for comment in read_part(package, part)
        if comment.get(AUTHOR) == author
    }
    running: list[str] = []
    order: list[str] = []
    proposing: set[str] = set()
    stray = 0
    for element in read_part(package, document).iter(_START, _END, names.INSERTED):
        number = str(element.get(names.ID))
        if element.tag == _START and number in comments:
            running.append(number)
            order.append(number)
        elif element.tag == _END and number in running:
            running.remove(number)
        elif element.tag == names.INSERTED and element.get(AUTHOR) == author:
            # LibreOffice lets the comment on a whole insertion begin inside it.
            within = comments.keys() & {str(start.get(names.ID)) for start in element.iter(_START)}
            proposing |= within.union(running)
            stray += not running and not within and len(element) > 0
    for number in order:
        comment = comments[number]
        if number in proposing or str(comment.get(_INITIALS)) == _ALONE:
            yield "".join(text.text or "" for text in comment.iter(names.TEXT))
    yield from [""] * stray


def _between(body: names.Element, number: str) -> Iterator[names.Element]:
    """Yield the runs, links and insertions that a comment covers, within the paragraph in which it begins."""
    start = next((item for item in body.iter(_START) if item.get(names.ID) == number), None)
    for sibling in start.itersiblings() if start is not None else ():
        if sibling.tag == _END and sibling.get(names.ID) == number:
            return
        if sibling.tag in (names.RUN, names.HYPERLINK, names.INSERTED):
            yield sibling


def _explains(cause: Cause, before: str, after: str) -> bool:
    said = ((value, before) for value in cause.before), ((value, after) for value in cause.after)
    return any(len(value) >= _SHORTEST and value in text for pairs in said for value, text in pairs)


_REVISIONS = tuple(
    map(names.qualified, ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:bookmarkStart"))
)


def only_runs(pieces: Sequence[names.Element]) -> list[names.Element]:
    """Return the runs among pieces of text: a tracked insertion holds no links."""
    return [run for piece in pieces for run in ([piece] if piece.tag == names.RUN else piece.iter(names.RUN))]
