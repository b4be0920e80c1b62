"""A Word file read for a merge: its blocks, and for each the element it was read from, which the merge changes in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docgen.formats.ooxml import Package
from docgen.formats.relations import related
from docgen.formats.word import names
from docgen.formats.word.content import Sections
from docgen.formats.word.parts import read_part, text_parts
from docgen.formats.word.running_text import Letter, RunningText
from docgen.formats.word.story import Story
from docgen.formats.word.styles import Styles, read_styles
from docgen.merge.content import Block

AUTHOR = names.qualified("w:author")


@dataclass(frozen=True, slots=True)
class Traced:
    """Where a block was read from. text: what a paragraph says, and which elements say it."""

    block: Block
    element: names.Element
    text: RunningText | None = None

    @property
    def letters(self) -> list[Letter]:
        """Where each letter of a text stands."""
        return self.text.sources() if self.text is not None else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What need not be read of a document. blocks: with a name for each, which a block "unread" bears instead.   parts: headers and
    footers, by name.   roots: of the parts that were read to find this out, by name.
    """

    blocks: Mapping[names.Element, str] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    roots: Mapping[str, names.Element] = field(default_factory=dict)


class TracedDocument:
    """A document in a package, read with its elements. The elements belong to `roots`, by the name of their part.

    author: whose tracked changes and comments are the marks of conflicts, and are no part of the text, as little as what others
    have marked as deleted; None: every mark is part of the text.
    unread: what is passed over.
    Raises: DocumentError: no Word document, or a damaged part.
    """

    def __init__(self, package: Package, author: str | None, unread: Unread | None = None) -> None:
        self.package = package
        self.author = author
        self.part = text_parts(package)[0].name
        self.unread = unread or Unread()
        self.roots: dict[str, names.Element] = dict(self.unread.roots)
        self.styles: Styles = read_styles(package)
        self._traced: dict[int, Traced] = {}
        self._own_comments = frozenset(self._comments_of_author())
        self.block = Block(kind="document", children=tuple(self._children()))

    def root(self, part: str) -> names.Element:
        """Return the root of a part, the same each time: what is changed there is written."""
        if part not in self.roots:
            self.roots[part] = read_part(self.package, part)
        return self.roots[part]

    def of(self, block: Block) -> Traced:
        """Return where `block`, one of this very document, was read from."""
        return self._traced[id(block)]

    # -- the trace of a story -------------------------------------------------------------------------------------------------

    def note(self, block: Block, element: names.Element, text: RunningText | None = None) -> None:
        self._traced[id(block)] = Traced(block, element, text)

    def is_own(self, mark: names.Element) -> bool:
        return mark.get(AUTHOR) == self.author

    def unread_name(self, element: names.Element) -> str | None:
        return self.unread.blocks.get(element)

    def is_unread_part(self, name: str) -> bool:
        return name in self.unread.parts

    def passes_over(self, mark: names.Element, *, deleted: bool) -> bool:
        return self.author is not None and (deleted or self.is_own(mark))

    def is_own_comment(self, number: str) -> bool:
        return number in self._own_comments

    # -- reading --------------------------------------------------------------------------------------------------------------

    def _comments_of_author(self) -> Iterator[str]:
        for part in related(self.package, self.part, "comments") if self.author is not None else ():
            yield from (str(comment.get(names.ID)) for comment in self.root(part) if comment.get(AUTHOR) == self.author)

    def _children(self) -> Iterator[Block]:
        story = Story(self.package, self.part, self.styles, self)
        sections = Sections(self.package, self.part, story, self)
        body = self.root(self.part).find("w:body", names.NAMESPACES)
        for block in story.blocks(body if body is not None else ()):
            yield from sections.seen(block)
