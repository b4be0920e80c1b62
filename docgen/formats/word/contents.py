"""The contents list of a Word file: a field with its entries, and the page numbers that are written into them.

An entry is a link to a heading's bookmark. With a page number it ends as Word writes it: a tab, which the style of the
entry leads with dots to the right edge, and a PAGEREF field, so that Word's own updating finds what it expects. Without
one it ends with its text: no dots that lead to nothing.
Source: ECMA-376 part 1, 17.16.5.68 (TOC) and 17.16.5.42 (PAGEREF).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.formats.ooxml import Package, parse, serialise
from docgen.formats.word import names
from docgen.formats.word.parts import text_parts

_ANCHOR = names.qualified("w:anchor")
_FIELD_STEP = names.qualified("w:fldCharType")


def places_of(package: Package) -> tuple[str, ...]:
    """Return the bookmarks that the contents list leads to, in its order; none without a list. Raises: DocumentError."""
    return tuple(str(entry.get(_ANCHOR)) for entry in entries(_document(package)))


def with_pages(package: Package, pages: Mapping[str, int]) -> bytes:
    """Return the file with `pages` (bookmark -> page) as page numbers of its contents list, in place of earlier ones.

    An entry whose bookmark `pages` does not name stays as it is. Raises: DocumentError: no Word document, or a damaged one.
    """
    root = _document(package)
    for entry in list(entries(root)):
        place = str(entry.get(_ANCHOR))
        if place in pages:
            _number(entry, place, pages[place])
    return package.write({text_parts(package)[0].name: serialise(root)})


def _document(package: Package) -> names.Element:
    name = text_parts(package)[0].name
    return parse(package.read(name), name)


def entries(root: names.Element) -> Iterator[names.Element]:
    """Yield the links inside a TOC field."""
    open_fields: list[str] = []
    for element in root.iter(names.FIELD_CHARACTER, names.FIELD_CODE, names.HYPERLINK):
        if element.tag == names.FIELD_CODE:
            if open_fields:
                open_fields[-1] += element.text or ""
        elif element.tag == names.HYPERLINK:
            if element.get(_ANCHOR) and any(code.split()[:1] == ["TOC"] for code in open_fields):
                yield element
        elif element.get(_FIELD_STEP) == "begin":
            open_fields.append("")
        elif element.get(_FIELD_STEP) == "end" and open_fields:
            open_fields.pop()


def _number(entry: names.Element, place: str, page: int) -> None:
    """End an entry with its page number; one that it has already goes, with the tab before it."""
    code = next((run for run in entry.iterchildren(names.RUN) if _code(run).startswith("PAGEREF")), None)
    begin = code.getprevious() if code is not None else None
    if begin is not None:
        tab = begin.getprevious()
        first = tab if tab is not None and tab.find(names.TAB) is not None else begin
        for surplus in [first, *first.itersiblings()]:
            entry.remove(surplus)
    entry.append(_run(etree.Element(names.TAB)))
    entry.extend(_run(child) for child in _page_reference(place, page))


def _code(run: names.Element) -> str:
    return "".join(code.text or "" for code in run.iterchildren(names.FIELD_CODE)).strip()


def _page_reference(place: str, page: int) -> Iterator[names.Element]:
    yield etree.Element(names.FIELD_CHARACTER, {_FIELD_STEP: "begin"})
    code = etree.Element(names.FIELD_CODE, {names.SPACE: "preserve"})
    code.text = f" PAGEREF {place} \\h "
    yield code
    yield etree.Element(names.FIELD_CHARACTER, {_FIELD_STEP: "separate"})
    result = etree.Element(names.TEXT)
    result.text = str(page)
    yield result
    yield etree.Element(names.FIELD_CHARACTER, {_FIELD_STEP: "end"})


def _run(child: names.Element) -> names.Element:
    run = etree.Element(names.RUN)
    run.append(child)
    return run
