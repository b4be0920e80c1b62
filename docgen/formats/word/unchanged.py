"""What stands in two revisions of a Word file letter for letter, so that nobody need read it to compare them.

Most of a document is written alike in both, ids apart. Paragraphs, tables and rows are passed over that are: all but those which
refer to something outside the text (pictures, notes, links), end a section, or stand in a field that began before. So are
headers and footers that are the same with all they refer to, where the sections of both revisions ask for the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import etree

from docgen.formats.ooxml import Package
from docgen.formats.relations import Relation, relations
from docgen.formats.word import names
from docgen.formats.word.parts import read_part, text_parts
from docgen.formats.word.tracing import Unread

_ID = re.compile(rb' (?:w:|w14:)?(?:id|paraId|textId)="[0-9A-F]+"')
_REFERS = (b':id="', b':embed="', b':link="', b':pict="', b':href="',
           b"<w:footnoteReference", b"<w:endnoteReference", b"<w:sectPr", b"<w:altChunk")  # fmt: skip
_SAYS = (b"<w:t>", b"<w:t ")
_STEP = names.qualified("w:fldCharType")
_DEPTH = {"begin": 1, "end": -1}
_REFERENCES = (names.qualified("w:headerReference"), names.qualified("w:footerReference"))
_TYPE = names.qualified("w:type")
_TARGET = names.qualified("r:id")
_MARKED = b"w:author="
Pair = tuple[names.Element, names.Element]


@dataclass(frozen=True, slots=True)
class _Written:
    """A block and how it is written, "" if it must be read. is_whole: no field runs into it or out of it."""

    element: names.Element
    text: bytes
    is_whole: bool


def unchanged(before: Package, after: Package) -> tuple[Unread, Unread]:
    """Return what need not be read of either. Raises: DocumentError: no Word document, or a damaged part."""
    packages = before, after
    documents = [text_parts(package)[0].name for package in packages]
    roots = [read_part(package, name) for package, name in zip(packages, documents, strict=True)]
    bodies = [root.find("w:body", names.NAMESPACES) for root in roots]
    pairs = list(_blocks(*(list(body) if body is not None else [] for body in bodies)))
    parts = frozenset(_parts(before, after, documents, roots))
    old, new = (
        Unread(blocks={pair[side]: str(number) for number, pair in enumerate(pairs)}, parts=parts, roots={documents[side]: roots[side]})
        for side in (0, 1)
    )
    return old, new


def _blocks(before: Sequence[names.Element], after: Sequence[names.Element]) -> Iterator[Pair]:
    """Yield the blocks, of two sequences of siblings, that are written alike; of tables that are not, the rows that are."""
    old, new = list(_written(before)), list(_written(after))
    start = new_start = 0
    for first, second in (*_in_order(old, new), (len(old), len(new))):
        tables, new_tables = _tables(old[start:first]), _tables(new[new_start:second])
        if len(tables) == len(new_tables):
            for table, new_table in zip(tables, new_tables, strict=True):
                yield from _blocks(_rows(table), _rows(new_table))
        if first < len(old):
            yield old[first].element, new[second].element
        start, new_start = first + 1, second + 1


def _parts(before: Package, after: Package, documents: Sequence[str], roots: Sequence[names.Element]) -> Iterator[str]:
    """Yield the headers and footers that are the same in both; none where a section asks for another one."""
    asked, asked_new = (
        _references(root, relations(package, document)) for package, document, root in zip((before, after), documents, roots, strict=True)
    )
    if asked == asked_new:
        yield from (part for part in {part for _, _, part in asked} if _same(before, after, part))


def _references(root: names.Element, related: Mapping[str, Relation]) -> list[tuple[int, str, str]]:
    """Return which headers and footers the sections ask for: number of the section, kind, and part."""
    return [
        (number, f"{reference.tag} {reference.get(_TYPE)}", related[identity].target)
        for number, section in enumerate(root.iter(names.SECTION))
        for reference in section.iterchildren(*_REFERENCES)
        if (identity := str(reference.get(_TARGET))) in related
    ]


def _in_order(old: Sequence[_Written], new: Sequence[_Written]) -> Iterator[tuple[int, int]]:
    places, new_places = ([place for place, item in enumerate(side) if item.text] for side in (old, new))
    matcher = SequenceMatcher(None, [old[place].text for place in places], [new[place].text for place in new_places], autojunk=False)
    for first, second, size in matcher.get_matching_blocks():
        for step in range(size):
            yield places[first + step], new_places[second + step]


def _written(blocks: Sequence[names.Element]) -> Iterator[_Written]:
    depth = 0
    for block in blocks:
        text = etree.tostring(block)
        signs = block.iter(names.FIELD_CHARACTER) if b"fldChar" in text else ()
        steps = sum(_DEPTH.get(str(sign.get(_STEP)), 0) for sign in signs)
        is_whole = depth == 0 and steps == 0
        yield _Written(block, _passed(text) if is_whole else b"", is_whole)
        depth += steps


def _passed(text: bytes) -> bytes:
    """Return how a block is written, without its ids; "" if it must be read."""
    if not any(map(text.__contains__, _SAYS)):
        return b""
    if b'd="' in text:
        text = _ID.sub(b"", text)
    return b"" if any(map(text.__contains__, _REFERS)) else text


def _tables(blocks: Sequence[_Written]) -> list[names.Element]:
    return [block.element for block in blocks if block.is_whole and block.element.tag == names.TABLE]


def _rows(table: names.Element) -> list[names.Element]:
    return list(table.iterchildren(names.ROW))


def _same(before: Package, after: Package, part: str) -> bool:
    """Tell whether a part is the same in both, with what it refers to, and nobody has marked anything in it."""
    if not _alike(before, after, part) or _MARKED in after.read(part):
        return False
    related = relations(after, part)
    return related == relations(before, part) and all(
        relation.external or _alike(before, after, relation.target) for relation in related.values()
    )


def _alike(before: Package, after: Package, part: str) -> bool:
    return part in before and part in after and before.read(part) == after.read(part)
