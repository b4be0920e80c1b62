"""Styles and lists of a document: what a style is called, and how a paragraph or run looks through its styles.

Source: ECMA-376 part 1, 17.7 (styles), 17.7.2 (style hierarchy), 17.7.3 (toggle properties), 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from docgen.formats.ooxml import Package
from docgen.formats.word import names
from docgen.formats.word.parts import read_part, related, text_parts

_STYLE = names.qualified("w:style")
_STYLE_ID = names.qualified("w:styleId")
_TYPE = names.qualified("w:type")
_DEFAULT = names.qualified("w:default")
_BASED_ON = names.qualified("w:basedOn")
_RUN_STYLE = names.qualified("w:rStyle")
_FILL = names.qualified("w:fill")
_LEVEL = names.qualified("w:ilvl")
_NUMBER = names.qualified("w:numId")
_ABSTRACT = names.qualified("w:abstractNumId")
_HEADING = re.compile(r"heading (\d)")
_TRUE = frozenset({None, "1", "true", "on"})
_TOGGLES = {names.qualified(f"w:{tag}"): tag for tag in ("b", "i", "strike", "dstrike", "caps", "smallCaps", "vanish")}
_VALUES = {names.qualified(f"w:{tag}"): tag for tag in ("u", "color", "highlight", "vertAlign", "sz")}
_SHADING = names.qualified("w:shd")
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00",
    "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
Look = Mapping[str, str]


def read_styles(package: Package) -> Styles:
    """Return the styles of the document in `package`; without a styles part, none. Raises: DocumentError: a damaged part."""
    document = text_parts(package)[0].name
    styles, numbering = (next(related(package, document, kind), None) for kind in ("styles", "numbering"))
    return Styles(read_part(package, styles) if styles else None, read_part(package, numbering) if numbering else None)


class Styles:
    """The styles and lists of one document."""

    def __init__(self, styles: names.Element | None, numbering: names.Element | None) -> None:
        self._root = styles
        self._styles = {} if styles is None else {str(style.get(_STYLE_ID)): style for style in styles.iter(_STYLE)}
        self._numbering = numbering
        self._looks: dict[str, dict[str, str]] = {}

    @cached_property
    def default(self) -> str:
        """The id of the style of paragraphs that name none."""
        defaults = (key for key, style in self._styles.items() if style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) in ("1", "true"))
        return next(defaults, "")

    def name(self, style: str) -> str:
        """Return the name of a style in lower case; its id when it is not defined."""
        element = self._styles.get(style)
        name = element.find(names.NAME_ELEMENT) if element is not None else None
        return str(name.get(names.VAL)).lower() if name is not None else style.lower()

    def style_of(self, paragraph: names.Element) -> str:
        """Return the id of a paragraph's style."""
        style = paragraph.find(f"{names.PARAGRAPH_PROPERTIES}/{names.PARAGRAPH_STYLE}")
        return str(style.get(names.VAL)) if style is not None else self.default

    def heading_level(self, paragraph: names.Element) -> int | None:
        """Return the level of a heading, from 1; None for other paragraphs."""
        match = _HEADING.fullmatch(self.name(self.style_of(paragraph)))
        return int(match[1]) if match else None

    def look(self, style: str, run: names.Element | None) -> Look:
        """Return how a run looks whose paragraph has `style`: what is set of b, i, u, color, highlight, sz …

        run: its rPr, None when it has none.   A value that is off or automatic is left out.
        """
        direct = _look(run)
        own = run.find(_RUN_STYLE) if run is not None else None
        paragraph, character = self._style_look(style), self._style_look(str(own.get(names.VAL))) if own is not None else {}
        look = {**self._defaults, **paragraph, **character, **direct}
        for toggle in _TOGGLES.values():
            if toggle not in direct and paragraph.get(toggle) and character.get(toggle):
                look[toggle] = ""  # bold in a bold style is not bold
        return {key: value for key, value in look.items() if value}

    def alignment(self, paragraph: names.Element) -> str:
        """Return how a paragraph is aligned: "" at the start, center, right, both …"""
        found = self._effective(paragraph, "w:jc")
        value = str(found.get(names.VAL)) if found is not None else ""
        return {"left": "", "start": "", "end": "right", "distribute": "both"}.get(value, value)

    def breaks_page(self, paragraph: names.Element) -> bool:
        """Tell whether a paragraph begins a page."""
        found = self._effective(paragraph, "w:pageBreakBefore")
        return found is not None and found.get(names.VAL) in _TRUE

    def list_level(self, paragraph: names.Element) -> str:
        """Return the list level of a paragraph and how it counts, e.g. "1 decimal"; "" outside lists."""
        found = self._effective(paragraph, "w:numPr")
        number, level = (found.find(tag) if found is not None else None for tag in (_NUMBER, _LEVEL))
        if number is None or number.get(names.VAL) == "0":
            return ""
        depth = str(level.get(names.VAL)) if level is not None else self._level_of_style(paragraph, str(number.get(names.VAL)))
        return f"{depth} {self._format(str(number.get(names.VAL)), depth)}"

    def _effective(self, paragraph: names.Element, tag: str) -> names.Element | None:
        """Return the paragraph property `tag` as the paragraph or its styles set it."""
        properties = paragraph.find(names.PARAGRAPH_PROPERTIES)
        holders = [properties, *(style.find(names.PARAGRAPH_PROPERTIES) for style in self._chain(self.style_of(paragraph)))]
        if self._root is not None:
            holders.append(self._root.find("w:docDefaults/w:pPrDefault/w:pPr", names.NAMESPACES))
        name = names.qualified(tag)
        return next((found for holder in holders if holder is not None and (found := holder.find(name)) is not None), None)

    def _chain(self, style: str) -> list[names.Element]:
        """Return a style and those it is based on, the nearest first; a circle ends it."""
        chain: list[names.Element] = []
        while (element := self._styles.get(style)) is not None and element not in chain:
            chain.append(element)
            base = element.find(_BASED_ON)
            style = str(base.get(names.VAL)) if base is not None else ""
        return chain

    def _style_look(self, style: str) -> Look:
        if style not in self._looks:
            look: dict[str, str] = {}
            for element in reversed(self._chain(style)):
                look |= _look(element.find(names.RUN_PROPERTIES))
            self._looks[style] = look
        return self._looks[style]

    @cached_property
    def _defaults(self) -> Look:
        return _look(self._root.find("w:docDefaults/w:rPrDefault/w:rPr", names.NAMESPACES)) if self._root is not None else {}

    def _level_of_style(self, paragraph: names.Element, number: str) -> str:
        """Return the level that a list links to the paragraph's style, "0" if none."""
        style = self.style_of(paragraph)
        for level in self._levels(number):
            linked = level.find(names.PARAGRAPH_STYLE)
            if linked is not None and linked.get(names.VAL) == style:
                return str(level.get(_LEVEL))
        return "0"

    def _format(self, number: str, depth: str) -> str:
        level = next((level for level in self._levels(number) if level.get(_LEVEL) == depth), None)
        found = level.find("w:numFmt", names.NAMESPACES) if level is not None else None
        return str(found.get(names.VAL)) if found is not None else ""

    def _levels(self, number: str) -> list[names.Element]:
        if self._numbering is None:
            return []
        instance = next((item for item in self._numbering.iterfind("w:num", names.NAMESPACES) if item.get(_NUMBER) == number), None)
        abstract = instance.find(_ABSTRACT) if instance is not None else None
        wanted = abstract.get(names.VAL) if abstract is not None else None
        lists = self._numbering.iterfind("w:abstractNum", names.NAMESPACES)
        found = next((item for item in lists if item.get(_ABSTRACT) == wanted), None)
        return list(found.iterfind("w:lvl", names.NAMESPACES)) if found is not None else []


def _look(properties: names.Element | None) -> dict[str, str]:
    """Return what an rPr sets; "" for what it switches off or leaves to the program."""
    look: dict[str, str] = {}
    for item in properties if properties is not None else ():
        name, value = str(item.tag), item.get(names.VAL)
        if name in _TOGGLES:
            look[_TOGGLES[name]] = "1" if value in _TRUE else ""
        elif name == _SHADING:
            look.setdefault("highlight", _colour(item.get(_FILL)))
        elif name in _VALUES:
            key = _VALUES[name]
            look[key] = _HIGHLIGHTS.get(str(value), "") if key == "highlight" else _colour(value) if key == "color" else str(value)
            if look[key] in ("none", "baseline"):
                look[key] = ""
    return look


def _colour(value: str | None) -> str:
    return "" if value is None or value == "auto" else value.upper()
