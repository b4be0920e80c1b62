"""What a reader sees of a Word file, as a tree: equal for a file that Word or LibreOffice merely saved again.

The tree: document > paragraph, heading, table > row > cell > paragraph …, and a section after the blocks that belong to it.
Pictures, shapes, notes and comments hang below the paragraph they stand in, headers and footers below their section.
A paragraph says its text with the runs joined, its style by name, its list level and alignment, and how its text looks.
Left out is what programs rewrite: field results, empty paragraphs, ids, where runs are split, and direct formatting that
only repeats a style. What is doubtful counts as different: a difference that is none costs a question, an edit that is
overlooked costs the edit.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.formats.ooxml import Package
from docgen.formats.relations import related, relations
from docgen.formats.word import names
from docgen.formats.word.parts import read_part, text_parts
from docgen.formats.word.story import Story, Trace
from docgen.formats.word.styles import read_styles
from docgen.merge.content import Block

_PROPERTIES = ("title", "subject", "category")
_REFERENCES = {names.qualified("w:headerReference"): "header", names.qualified("w:footerReference"): "footer"}
_TYPE = names.qualified("w:type")
_TARGET = names.qualified("r:id")
_KINDS = ("default", "first", "even")
_WHERE = ("header", "footer")
_PAGE = {names.qualified("w:pgSz"): ("w", "h"), names.qualified("w:pgMar"): ("left", "right", "top", "bottom")}
_TWIPS = 1440 / 25.4  # of a millimetre
_OFF = ("0", "false", "off")


def content_of(package: Package) -> Block:
    """Return what a reader sees of the document in `package`. Raises: DocumentError: no Word document, or a damaged part."""
    document = text_parts(package)[0].name
    story = Story(package, document, read_styles(package))
    body = read_part(package, document).find("w:body", names.NAMESPACES)
    sections = Sections(package, document, story)
    seen = [] if body is None else [piece for block in story.blocks(body) for piece in sections.seen(block)]
    return Block(kind="document", children=(*_properties(package), *_without_idle_breaks(seen)))


class Sections:
    """Puts the headers and footers of a section below it; one that a section does not name is that of the section before.

    trace: learns where headers and footers were read from, and holds the roots of their parts.
    """

    def __init__(self, package: Package, document: str, story: Story, trace: Trace | None = None) -> None:
        self._package = package
        self._story = story
        self._trace = trace
        self._targets = {id_: relation.target for id_, relation in relations(package, document).items()}
        self._current: dict[tuple[str, str], str] = {}
        self._read: dict[str, tuple[Block, ...]] = {}
        settings = next(iter(related(package, document, "settings")), None)
        even = read_part(package, settings).find("w:evenAndOddHeaders", names.NAMESPACES) if settings else None
        self._has_even = even is not None and even.get(names.VAL) not in _OFF

    def seen(self, block: Block | names.Element) -> Iterator[Block]:
        """Yield a block as it is, and for a section's properties the section."""
        if isinstance(block, Block):
            yield block
            return
        for reference in block.iterchildren(*_REFERENCES):
            place = _REFERENCES[str(reference.tag)], str(reference.get(_TYPE))
            self._current[place] = self._targets.get(str(reference.get(_TARGET)), "")
        first = block.find("w:titlePg", names.NAMESPACES)
        used = {"default": True, "first": first is not None and first.get(names.VAL) not in _OFF, "even": self._has_even}
        named = {f"{kind} {where}": self._current.get((where, kind), "") for kind in _KINDS for where in _WHERE if used[kind]}
        parts = [self._part(key, name) for key, name in named.items() if self._trace is None or name in self._package]
        section = Block(kind="section", style=_page(block), children=tuple(parts))
        if self._trace is not None:
            self._trace.note(section, block)
        yield section

    def _part(self, key: str, name: str) -> Block:
        """Return a header or footer; sections that share it share its blocks."""
        if name not in self._package:
            return Block(kind="part", key=key)
        if self._trace is not None and self._trace.is_unread_part(name):
            return Block(kind="part", key=key, text=name)
        root = self._trace.root(name) if self._trace is not None else read_part(self._package, name)
        if name not in self._read:
            self._read[name] = tuple(block for block in self._story.of_part(name).blocks(root) if isinstance(block, Block))
        part = Block(kind="part", key=key, children=self._read[name])
        if self._trace is not None:
            self._trace.note(part, root)
        return part


def _without_idle_breaks(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks without the page breaks beside the end of a section, which begins a page itself; LibreOffice moves them about."""
    kinds = ["", *(block.kind for block in blocks), ""]
    for block, before, after in zip(blocks, kinds, kinds[2:], strict=False):
        if block.kind != "break" or "section" not in (before, after):
            yield block


def _page(section: names.Element) -> str:
    """Return size and margins of a page in millimetres."""
    sizes = []
    for tag, sides in _PAGE.items():
        found = names.child(section, tag)
        for side in sides if found is not None else ():
            twips = names.number(found.get(names.qualified(f"w:{side}"))) if found is not None else 0
            sizes.append(f"{side} {round(twips / _TWIPS)}")
    return ", ".join(sizes)


def _properties(package: Package) -> Iterator[Block]:
    """Yield the properties that people fill in."""
    found: dict[str, str] = {}
    for part in text_parts(package):
        root = read_part(package, part.name) if part.kind == "properties" else ()
        for element in root:
            name = str(element.tag).rpartition("}")[2]
            found.setdefault(name, " ".join((element.text or "").split()))
    return (Block(kind="property", key=name, text=found[name]) for name in _PROPERTIES if found.get(name))
