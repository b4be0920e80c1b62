"""What a tag is, what is wrong with one, and the text of a paragraph in which they stand.

A paragraph is read as a row of `Atom`s, the smallest pieces of text on the tree, wherever Word has split it over runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.formats.word import names
from docgen.messages import Message, message

OBJECT = "￼"  # stands for whatever is no text: a picture, a footnote mark, a field code
LINE = "\n"
BLOCK_LEVELS = ("p", "tr", "tc")
CELL_VALUES = ("colspan", "cellbg")  # with a value, for the cell in whose text they stand
CELL_MERGES = ("hm", "vm")  # merge the cells that a loop makes of the cell in whose text they stand
_PAGE_BREAKS = frozenset({"page", "column"})
_UNSEEN = frozenset({names.DELETED_TEXT, names.COMMENT_MARK})
_BREAK_TYPE = names.qualified("w:type")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a paragraph's text: the element that holds it, its text, and where it starts in the joined text."""

    element: names.Element
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One tag of a template.

    written:   as it stands in Word.   opening: "{{", "{%" or "{#".   code: what stands inside, for the sandbox.
    level:     "" in the text, "p" paragraph, "tr" row, "tc" cell, "r" rich.   keyword: of a statement, e.g. "for".
    paragraph: number of its paragraph in the part, from 0; -1 for a tag outside paragraphs.
    where:     what it stands in when that is no running text (an alternative text, a property); else None.
    verbatim:  the text to print, for an escape; code is empty then.
    """

    written: str
    opening: str
    code: str
    level: str = ""
    keyword: str = ""
    paragraph: int = -1
    where: Message | None = None
    verbatim: str | None = None

    @property
    def is_comment(self) -> bool:
        return self.opening == "{#"

    @property
    def opens(self) -> bool:
        """Tell whether the tag opens a block that another tag must close."""
        return self.keyword in ("if", "for", "with", "filter") or (self.keyword == "set" and "=" not in self.code)

    @property
    def continues(self) -> bool:
        return self.keyword in ("elif", "else")

    @property
    def closes(self) -> str:
        """Return the keyword whose block the tag closes, or ""."""
        return self.keyword[3:] if self.keyword in ("endif", "endfor", "endwith", "endfilter", "endset") else ""

    @property
    def is_merge(self) -> bool:
        return self.keyword in CELL_MERGES

    @property
    def asks_cell(self) -> bool:
        """Tell whether the tag asks something of the cell that it stands in, and prints nothing."""
        return self.is_merge or self.keyword in CELL_VALUES

    @property
    def is_structure(self) -> bool:
        return self.opens or self.continues or bool(self.closes)


@dataclass(frozen=True, slots=True)
class Found:
    """A tag in a text: it begins at `at`; text[start:end] is to be replaced by it (more than the tag with `{%-`)."""

    start: int
    end: int
    at: int
    tag: Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that looks like a tag and is none, or a tag at a place where it cannot stand."""

    written: str
    what: Message
    paragraph: int = -1
    where: Message | None = None
    remedy: Message | None = None
    nearest: tuple[str, ...] = ()


def fault(tag: Tag, key: str, **values: object) -> Fault:
    """Return the fault `word.<key>`: `tag` cannot stand where it stands."""
    what, remedy = message(f"word.{key}", **values), message(f"word.{key}-remedy", **values)
    return Fault(written=tag.written, what=what, paragraph=tag.paragraph, where=tag.where, remedy=remedy)


def atoms(paragraph: names.Element) -> list[Atom]:
    """Return the text of `paragraph` in reading order; text boxes inside it are paragraphs of their own."""
    pieces: list[Atom] = []
    start = 0
    for element, text in _walk(paragraph):
        pieces.append(Atom(element, text, start))
        start += len(text)
    return pieces


def _walk(element: names.Element) -> Iterator[tuple[names.Element, str]]:
    for child in element:
        name = child.tag
        if name == names.RUN:
            yield from _walk_run(child)
        elif name in names.TRANSPARENT:
            yield from _walk(child)
        elif name not in names.NOISE and name not in (names.DELETED, names.MOVED_AWAY):
            yield child, OBJECT


def _walk_run(run: names.Element) -> Iterator[tuple[names.Element, str]]:
    for child in run:
        match child.tag:
            case names.TEXT:
                yield child, child.text or ""
            case names.TAB:
                yield child, "\t"
            case names.BREAK | names.RETURN:
                yield child, OBJECT if child.get(_BREAK_TYPE) in _PAGE_BREAKS else LINE
            case names.NO_BREAK_HYPHEN:
                yield child, "-"
            case name if name not in names.NOISE and name not in _UNSEEN:
                yield child, OBJECT
