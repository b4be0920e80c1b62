"""A Word file read for a merge: its blocks, and for each the element it was read from, which the merge changes in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.formats.ooxml import Package
from docgen.formats.relations import related
from docgen.formats.word import names
from docgen.formats.word.content import Sections
from docgen.formats.word.parts import read_part, text_parts
from docgen.formats.word.running_text import Letter
from docgen.formats.word.story import Story
from docgen.formats.word.styles import Styles, read_styles
from docgen.merge.content import Block

AUTHOR = names.qualified("w:author")


@dataclass(slots=True)
class Traced:
    """Where a block was read from. letters: of a text, where each letter of it stands."""

    block: Block
    element: names.Element
    letters: Sequence[Letter] = field(default_factory=list)


class TracedDocument:
    """A document in a package, read with its elements. The elements belong to `roots`, by the name of their part; `unread` are
    those children of the body that were passed over.

    author: whose tracked changes and comments are the marks of conflicts, and are no part of the text, as little as what others
    have marked as deleted; None: every mark is part of the text.
    unread: places of what is passed over among the children of the body, and names; blocks "unread" with these stand instead.
    Raises: DocumentError: no Word document, or a damaged part.
    """

    def __init__(self, package: Package, author: str | None, unread: Mapping[int, str] | None = None) -> None:
        self.package = package
        self.author = author
        self.part = text_parts(package)[0].name
        self.roots: dict[str, names.Element] = {}
        self.styles: Styles = read_styles(package)
        self.unread: list[names.Element] = []
        self._traced: dict[int, Traced] = {}
        self._own_comments = frozenset(self._comments_of_author())
        self.block = Block(kind="document", children=tuple(self._children(unread or {})))

    def root(self, part: str) -> names.Element:
        """Return the root of a part, the same each time: what is changed there is written."""
        if part not in self.roots:
            self.roots[part] = read_part(self.package, part)
        return self.roots[part]

    def of(self, block: Block) -> Traced:
        """Return where `block`, one of this very document, was read from."""
        return self._traced[id(block)]

    # -- the trace of a story -------------------------------------------------------------------------------------------------

    def note(self, block: Block, element: names.Element, letters: list[Letter]) -> None:
        self._traced[id(block)] = Traced(block, element, letters)

    def is_own(self, mark: names.Element) -> bool:
        return mark.get(AUTHOR) == self.author

    def passes_over(self, mark: names.Element, *, deleted: bool) -> bool:
        return self.author is not None and (deleted or self.is_own(mark))

    def is_own_comment(self, number: str) -> bool:
        return number in self._own_comments

    # -- reading --------------------------------------------------------------------------------------------------------------

    def _comments_of_author(self) -> Iterator[str]:
        for part in related(self.package, self.part, "comments") if self.author is not None else ():
            yield from (str(comment.get(names.ID)) for comment in self.root(part) if comment.get(AUTHOR) == self.author)

    def _children(self, unread: Mapping[int, str]) -> Iterator[Block]:
        story = Story(self.package, self.part, self.styles, self)
        sections = Sections(self.package, self.part, story, self)
        body = self.root(self.part).find("w:body", names.NAMESPACES)
        for place, child in enumerate(body if body is not None else ()):
            if place not in unread:
                for block in story.blocks([child]):
                    yield from sections.seen(block)
                continue
            self.unread.append(child)
            block = Block(kind="unread", key=unread[place])
            self.note(block, child, [])
            yield block
