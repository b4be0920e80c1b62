"""What a value says beside words: the end of a line, a tab, a new paragraph, a new page.

A value's line feed and tab become Word's own. Its bell (\\a) begins a paragraph and its form feed (\\f) a page, as docxtpl's
Listing has it: the paragraph is parted there, and every part keeps its properties and those of its run. XML can say neither
sign, so that they travel as two characters that XML allows and no text may hold. Where no paragraph can be parted (in a
content control within a line, in a field's result) a line ends instead, in attributes and properties too.
Source: ECMA-376 part 1, 17.3.3.1 (br), 17.3.1.23 (pageBreakBefore).
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from docgen.domain.context import plain
from docgen.domain.wording import WordingError, spell
from docgen.formats.word import names
from docgen.formats.word.setting import set_property
from docgen.messages import message

_PARAGRAPH, _PAGE = "\U0010fffe", "\U0010ffff"
FORMATTED, FORMATTED_END = "\U000ffffe", "\U000fffff"  # around a piece with looks of its own: see looks.py
_TYPE = names.qualified("w:type")
_SIGNS = {"\a": _PARAGRAPH, "\f": _PAGE}
_ANY_SIGN = re.compile(f"[\a\f{_PARAGRAPH}{_PAGE}{FORMATTED}{FORMATTED_END}]")
_LOOKS = re.compile(f"{FORMATTED}[^;]*;|{FORMATTED_END}")
_PIECES = re.compile(f"([\n\t{_PARAGRAPH}{_PAGE}])")
_WORDS = re.compile(f"[^\n\t{_PARAGRAPH}{_PAGE}]+")
_BLANK_LINES = re.compile("\n(?:[ \t\u3000]*\n)+")
_LINE_ENDS = re.compile("\r\n?")
# What can be parted between a run and its paragraph: each half is a link, or an insertion, of its own.
_PARTED = frozenset({names.HYPERLINK, names.INSERTED, names.MOVED_HERE, names.qualified("w:dir"), names.qualified("w:bdo")})
_ONCE = (names.SECTION, names.PAGE_BREAK_BEFORE)


def value_text(text: str) -> str:
    """Return a value as XML text, with signs for new paragraphs and pages."""
    return names.xml_text(_ANY_SIGN.sub(lambda match: _SIGNS.get(match[0], ""), text) if _ANY_SIGN.search(text) else text)


def in_paragraphs(value: object, language: str) -> str:
    """Return a value as it is printed, with a new paragraph for each blank line. Raises: WordingError: nothing, or no text."""
    if plain(value) is None:
        raise WordingError(message("tags.nothing-to-print"))
    return _BLANK_LINES.sub("\a", _LINE_ENDS.sub("\n", spell(value, language)).strip("\n"))


def has_signs(xml: str) -> bool:
    """Tell whether values in `xml` ask for a paragraph, a page or looks of their own."""
    return _PARAGRAPH in xml or _PAGE in xml or FORMATTED in xml


def has_breaks(xml: str) -> bool:
    """Tell whether values in `xml` ask for more than words."""
    return "&#10;" in xml or "&#9;" in xml or has_signs(xml)


def break_texts(root: names.Element) -> None:
    """Put Word's elements in place of what values ask for beside words, in the paragraphs of `root`."""
    for text in [text for text in root.iter(names.TEXT) if text.text and _PIECES.search(text.text)]:
        _break_text(text)


def drop_signs(root: names.Element) -> None:
    """End a line where a value asks for a paragraph or page and can have none: in attributes and properties. Looks go."""
    for element in root.iter(etree.Element):
        if element.text and _ANY_SIGN.search(element.text):
            element.text = _ANY_SIGN.sub("\n", _LOOKS.sub("", element.text))
        for name, value in element.attrib.items():
            if _ANY_SIGN.search(str(value)):
                element.set(name, _ANY_SIGN.sub(" ", _LOOKS.sub("", str(value))))


def _break_text(text: names.Element) -> None:
    run = text.getparent()
    if run is None:
        return
    paragraph = _parted_with(run)
    for piece in _PIECES.split(text.text or ""):
        if piece in (_PARAGRAPH, _PAGE) and paragraph is not None:
            _part(paragraph, text)
            if piece == _PAGE:
                set_property(paragraph, names.PARAGRAPH_PROPERTIES, names.PAGE_BREAK_BEFORE)
        elif piece:
            text.addprevious(_element(piece))
    parent = text.getparent()
    if parent is not None:
        parent.remove(text)


def _element(piece: str) -> names.Element:
    if _WORDS.fullmatch(piece):
        element = etree.Element(names.TEXT, {names.SPACE: "preserve"})
        element.text = piece
        return element
    if piece == "\t":
        return etree.Element(names.TAB)
    return etree.Element(names.BREAK, {_TYPE: "page"} if piece == _PAGE else {})


def _parted_with(run: names.Element) -> names.Element | None:
    """Return the paragraph that can be parted within `run`, None where something else would break."""
    node = run.getparent() if run.tag == names.RUN else None
    while node is not None and node.tag in _PARTED:
        node = node.getparent()
    return node if node is not None and node.tag == names.PARAGRAPH else None


def _part(paragraph: names.Element, at: names.Element) -> None:
    """Move what stands before `at` into a paragraph of its own before `paragraph`, with the same properties.

    A section break stays behind the last part, a page break before the first.
    """
    inner: names.Element | None = None
    node = at
    while (parent := node.getparent()) is not None:
        half = etree.Element(parent.tag, {str(name): str(value) for name, value in parent.attrib.items()})
        before = list(node.itersiblings(preceding=True))[::-1]
        properties = [child for child in before if child.tag in (names.PARAGRAPH_PROPERTIES, names.RUN_PROPERTIES)]
        half.extend([deepcopy(child) for child in properties])
        half.extend([child for child in before if child not in properties])
        if inner is not None:
            half.append(inner)
        inner, node = half, parent
        if parent is paragraph:
            break
    if inner is not None:
        paragraph.addprevious(inner)
        for holder, name in zip((inner, paragraph), _ONCE, strict=True):
            for element in list(holder.iterfind(f"{names.PARAGRAPH_PROPERTIES}/{name}")):
                holder[0].remove(element)
