"""The banner of a withdrawn Word document: a paragraph before everything, and a line in the headers of the pages that follow.

It looks the same whatever styles the document has. A banner into which people wrote, or on which they commented, is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.formats.engine import Notice
from docgen.formats.ooxml import Package, detach, open_package, serialise
from docgen.formats.relations import relations
from docgen.formats.withdrawing import notice_of, with_notice, without_notice, words
from docgen.formats.word import names
from docgen.formats.word.elements import Element, node, text
from docgen.formats.word.parts import read_part, text_parts

_RED = "C00000"
_TITLE_SIZE, _TEXT_SIZE, _HEADER_SIZE = 32, 21, 16  # half points
_BODY = names.qualified("w:body")
_FIRST_PAGE = names.qualified("w:titlePg")
_HEADER = names.qualified("w:headerReference")
_KIND, _TARGET = names.qualified("w:type"), names.qualified("r:id")
_SPACES = frozenset({names.BREAK, names.TAB})
_SAYS_NOTHING = names.NOISE | {names.TEXT, *_SPACES}


def withdrawn(file: bytes, notice: Notice) -> bytes:
    """Return `file` with the banner that says `notice`, in place of an earlier one. Raises: DocumentError."""
    package = open_package(in_force(file))
    document = text_parts(package)[0].name
    root = read_part(package, document)
    changed: dict[str, bytes | None] = {}
    for part in sorted(_headers(package, document, root)):
        header = read_part(package, part)
        header.insert(0, _header_line(notice))
        changed[part] = serialise(header)
    for body in root.iterchildren(_BODY):
        body.insert(0, _banner(notice))
    return with_notice(package.with_parts({**changed, document: serialise(root)}), notice)


def in_force(file: bytes) -> bytes:
    """Return `file` without its banner; itself if docgen put in none. Raises: DocumentError."""
    package = open_package(file)
    notice = notice_of(package)
    if notice is None:
        return file
    changed: dict[str, bytes | None] = {}
    for part in text_parts(package):
        if part.kind in ("document", "header"):
            root = read_part(package, part.name)
            banners = [paragraph for paragraph in _paragraphs(root) if _says(paragraph, notice)]
            for paragraph in banners:
                detach(paragraph)
            if banners:
                changed[part.name] = serialise(root)
    return without_notice(package.with_parts(changed))


def _headers(package: Package, document: str, root: Element) -> set[str]:
    """Return the headers that pages show, but for that of a first page of its own: there the banner itself stands."""
    targets = {identity: relation.target for identity, relation in relations(package, document).items()}
    references = [
        reference
        for number, section in enumerate(root.iter(names.SECTION))
        for reference in section.iterchildren(_HEADER)
        if reference.get(_KIND) != "first" or (number > 0 and section.find(_FIRST_PAGE) is not None)
    ]
    return {part for reference in references if (part := targets.get(str(reference.get(_TARGET)), "")) in package}


def _paragraphs(root: Element) -> Iterator[Element]:
    """Yield the paragraphs that stand in a header or the body itself, where banners are put."""
    for holder in root.iterchildren(_BODY) if root.find(_BODY) is not None else (root,):
        yield from holder.iterchildren(names.PARAGRAPH)


def _says(paragraph: Element, notice: Notice) -> bool:
    """Tell whether a paragraph says `notice` and nothing else, and ends no section."""
    if paragraph.find(f"{names.PARAGRAPH_PROPERTIES}/{names.SECTION}") is not None:
        return False
    pieces = [piece for run in paragraph.iter(names.RUN) for piece in run]
    if any(piece.tag not in _SAYS_NOTHING for piece in pieces):
        return False
    said = "".join(" " if piece.tag in _SPACES else piece.text or "" for piece in pieces if piece.tag in (names.TEXT, *_SPACES))
    return words(said) in (words(f"{notice.title} {notice.text}"), words(_in_one_line(notice)))


def _banner(notice: Notice) -> Element:
    border = {"val": "single", "sz": 18, "space": 6, "color": _RED}
    ruled = node("w:pBdr", *(node(f"w:{side}", **border) for side in ("top", "bottom")))
    return _paragraph(_run(notice.title, _TITLE_SIZE), node("w:r", node("w:br")), _run(notice.text, _TEXT_SIZE), ruled=ruled, after=240)


def _header_line(notice: Notice) -> Element:
    return _paragraph(_run(_in_one_line(notice), _HEADER_SIZE), ruled=None, after=0)


def _in_one_line(notice: Notice) -> str:
    return f"{notice.title} · {notice.text}"


def _paragraph(*runs: Element, ruled: Element | None, after: int) -> Element:
    properties = node(
        "w:pPr",
        ruled,
        node("w:snapToGrid", val=0),
        node("w:spacing", before=0, after=after, line=240, lineRule="auto"),
        node("w:ind", left=0, right=0, firstLineChars=0, firstLine=0),
        node("w:jc", val="center"),
    )
    paragraph = node("w:p", properties, *runs)
    etree.cleanup_namespaces(paragraph)
    return paragraph


def _run(content: str, size: int) -> Element:
    look = (node("w:b"), node("w:bCs"), node("w:color", val=_RED), node("w:sz", val=size), node("w:szCs", val=size))
    return node("w:r", node("w:rPr", *look), text(content))
