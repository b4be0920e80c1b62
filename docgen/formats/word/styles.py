"""Styles and lists of a document: what a style is called, and how a paragraph or run looks through its styles.

Source: ECMA-376 part 1, 17.7 (styles), 17.7.2 (style hierarchy), 17.7.3 (toggle properties), 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from docgen.formats.ooxml import Package
from docgen.formats.relations import related
from docgen.formats.word import names
from docgen.formats.word.parts import parsed, text_parts

_STYLE = names.qualified("w:style")
_STYLE_ID = names.qualified("w:styleId")
_TYPE = names.qualified("w:type")
_DEFAULT = names.qualified("w:default")
_DOCUMENT_DEFAULTS = names.qualified("w:docDefaults")
_BASED_ON = names.qualified("w:basedOn")
_RUN_STYLE = names.qualified("w:rStyle")
_FILL = names.qualified("w:fill")
_LEVEL = names.qualified("w:ilvl")
_NUMBERING = names.qualified("w:numPr")
_ALIGNMENT = names.qualified("w:jc")
_PAGE_BREAK = names.qualified("w:pageBreakBefore")
_FORMING = frozenset({names.PARAGRAPH_STYLE, _NUMBERING, _ALIGNMENT, _PAGE_BREAK})
_ALIGNMENTS = {"left": "", "start": "", "end": "right", "distribute": "both"}
_NUMBER = names.qualified("w:numId")
_ABSTRACT = names.qualified("w:abstractNumId")
_LIST = names.qualified("w:num")
_ABSTRACT_LIST = names.qualified("w:abstractNum")
_LIST_LEVEL = names.qualified("w:lvl")
_FORMAT = names.qualified("w:numFmt")
_HEADING = re.compile(r"(?:\w+ )?heading (\d)")  # also those of a theme: "preface heading 1"
_TRUE = frozenset({None, "1", "true", "on"})
_TOGGLES = {names.qualified(f"w:{tag}"): tag for tag in ("b", "i", "strike", "dstrike", "caps", "smallCaps", "vanish")}
_VALUES = {names.qualified(f"w:{tag}"): tag for tag in ("u", "color", "highlight", "vertAlign", "sz")}
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00",
    "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
Look = Mapping[str, str]


def read_styles(package: Package) -> Styles:
    """Return the styles of the document in `package`; without a styles part, none. Raises: DocumentError: a damaged part."""
    document = text_parts(package)[0].name
    styles, numbering = (next(iter(related(package, document, kind)), None) for kind in ("styles", "numbering"))
    return parsed_styles(*((name, package.read(name)) if name else None for name in (styles, numbering)))


@lru_cache(maxsize=4)
def parsed_styles(styles: tuple[str, bytes] | None, numbering: tuple[str, bytes] | None) -> Styles:
    """Return the styles in two parts, each a name and its content; revisions of one document mostly share them."""
    return Styles(*(parsed(part[1], part[0]) if part is not None else None for part in (styles, numbering)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a paragraph is.

    style, name: id and name of its style.   level: of a heading, from 1; else None.
    list_level: level in a list and how it counts, e.g. "1 decimal"; "" outside lists.
    alignment: "" at the start, center, right, both …   breaks_page: it begins a page.
    """

    style: str
    name: str
    level: int | None
    list_level: str
    alignment: str
    breaks_page: bool


class Styles:
    """The styles and lists of one document."""

    def __init__(self, styles: names.Element | None, numbering: names.Element | None) -> None:
        self._root = styles
        self._styles = {} if styles is None else {str(style.get(_STYLE_ID)): style for style in styles.iter(_STYLE)}
        self._numbering = numbering
        self._looks: dict[str, Look] = {}
        self._lists: dict[str, dict[str, names.Element]] = {}
        self._forms: dict[tuple[str, tuple[str | None, ...]], Form] = {}
        self._properties: dict[tuple[str, str], names.Element | None] = {}

    @cached_property
    def default(self) -> str:
        """The id of the style of paragraphs that name none."""
        defaults = (key for key, style in self._styles.items() if style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) in ("1", "true"))
        return next(defaults, "")

    def name(self, style: str) -> str:
        """Return the name of a style in lower case; its id when it is not defined."""
        element = self._styles.get(style)
        name = names.child(element, names.NAME_ELEMENT)
        known = str(name.get(names.VAL)).lower() if name is not None else style.lower()
        return "normal" if known == "frame contents" else known  # LibreOffice's name for plain text in a text box

    def form(self, paragraph: names.Element) -> Form:
        """Return what a paragraph is by its style and its own properties."""
        properties = names.child(paragraph, names.PARAGRAPH_PROPERTIES)
        direct = {str(item.tag): item for item in (properties if properties is not None else ()) if item.tag in _FORMING}
        style = str(direct[names.PARAGRAPH_STYLE].get(names.VAL)) if names.PARAGRAPH_STYLE in direct else self.default
        numbering = direct.get(_NUMBERING)
        own = tuple(str(direct[name].get(names.VAL)) if name in direct else None for name in (_ALIGNMENT, _PAGE_BREAK)) + (
            (_value_of(numbering, _NUMBER), _value_of(numbering, _LEVEL)) if numbering is not None else ()
        )
        if (style, own) not in self._forms:
            self._forms[style, own] = self._form(style, direct)
        return self._forms[style, own]

    def _form(self, style: str, direct: Mapping[str, names.Element]) -> Form:
        def effective(name: str) -> names.Element | None:
            return direct[name] if name in direct else self._of_style(style, name)

        heading = _HEADING.fullmatch(self.name(style))
        alignment, page_break = effective(_ALIGNMENT), effective(_PAGE_BREAK)
        aligned = str(alignment.get(names.VAL)) if alignment is not None else ""
        return Form(
            style=style,
            name=self.name(style),
            level=int(heading[1]) if heading else None,
            list_level=self._list_level(style, effective(_NUMBERING)),
            alignment=_ALIGNMENTS.get(aligned, aligned),
            breaks_page=page_break is not None and page_break.get(names.VAL) in _TRUE,
        )

    def look(self, style: str, run: names.Element | None, table: Look) -> Look:
        """Return how a run looks whose paragraph has `style`: what is set of b, i, u, color, highlight, sz …

        run: its rPr, None when it has none.   table: what the style of its table sets.   What is off or automatic is left out.
        """
        direct = look_of(run)
        own = names.child(run, _RUN_STYLE)
        paragraph, character = self._style_look(style), self._style_look(str(own.get(names.VAL))) if own is not None else {}
        look = {**self._defaults, **table, **paragraph, **character, **direct}
        for toggle in _TOGGLES.values():
            if toggle in look and toggle not in direct:  # bold in a bold style is not bold
                look[toggle] = "1" if sum(bool(layer.get(toggle)) for layer in (table, paragraph, character)) % 2 else ""
        return {key: value for key, value in look.items() if value}

    def _list_level(self, style: str, numbering: names.Element | None) -> str:
        number, depth = _value_of(numbering, _NUMBER), _value_of(numbering, _LEVEL)
        if number in ("", "0"):
            return ""
        levels = self._levels(number)
        if not depth:  # the list says which level belongs to the style
            depth = next((key for key, level in levels.items() if _value_of(level, names.PARAGRAPH_STYLE) == style), "0")
        return f"{depth} {_value_of(levels.get(depth), _FORMAT)}"

    def chain(self, style: str) -> list[names.Element]:
        """Return a style and those it is based on, the nearest first; a circle ends it."""
        chain: list[names.Element] = []
        while (element := self._styles.get(style)) is not None and element not in chain:
            chain.append(element)
            base = names.child(element, _BASED_ON)
            style = str(base.get(names.VAL)) if base is not None else ""
        return chain

    def _of_style(self, style: str, name: str) -> names.Element | None:
        """Return the paragraph property `name` as a style or the document's defaults set it."""
        if (style, name) not in self._properties:
            holders = [names.child(element, names.PARAGRAPH_PROPERTIES) for element in self.chain(style)]
            holders.append(names.child(self._root, _DOCUMENT_DEFAULTS, names.qualified("w:pPrDefault"), names.PARAGRAPH_PROPERTIES))
            found = (names.child(holder, name) for holder in holders)
            self._properties[style, name] = next((item for item in found if item is not None), None)
        return self._properties[style, name]

    def _style_look(self, style: str) -> Look:
        if style not in self._looks:
            look: dict[str, str] = {}
            for element in reversed(self.chain(style)):
                look |= look_of(names.child(element, names.RUN_PROPERTIES))
            self._looks[style] = look
        return self._looks[style]

    @cached_property
    def _defaults(self) -> Look:
        return look_of(names.child(self._root, _DOCUMENT_DEFAULTS, names.qualified("w:rPrDefault"), names.RUN_PROPERTIES))

    def _levels(self, number: str) -> dict[str, names.Element]:
        """Return the levels of a list by their depth."""
        if number not in self._lists:
            items = list(self._numbering) if self._numbering is not None else []
            instance = next((item for item in items if item.tag == _LIST and item.get(_NUMBER) == number), None)
            wanted = _value_of(instance, _ABSTRACT)
            abstract = next((item for item in items if item.tag == _ABSTRACT_LIST and item.get(_ABSTRACT) == wanted), None)
            levels = abstract.iterchildren(_LIST_LEVEL) if abstract is not None else ()
            self._lists[number] = {str(level.get(_LEVEL)): level for level in levels}
        return self._lists[number]


def _value_of(element: names.Element | None, name: str) -> str:
    """Return the w:val of the child `name` of `element`, "" without one."""
    found = names.child(element, name)
    return str(found.get(names.VAL) or "") if found is not None else ""


def look_of(properties: names.Element | None) -> dict[str, str]:
    """Return what an rPr sets; "" for what it switches off or leaves to the program."""
    look: dict[str, str] = {}
    for item in properties if properties is not None else ():
        name, value = str(item.tag), item.get(names.VAL)
        if name in _TOGGLES:
            look[_TOGGLES[name]] = "1" if value in _TRUE else ""
        elif name == names.SHADING:
            look.setdefault("highlight", _colour(item.get(_FILL)))
        elif name in _VALUES:
            look[_VALUES[name]] = _value(_VALUES[name], value)
    return look


def _value(key: str, value: str | None) -> str:
    match key:
        case "highlight":
            return _HIGHLIGHTS.get(str(value), "")
        case "color":
            colour = _colour(value)
            return "" if colour == "000000" else colour  # LibreOffice writes black where the colour was automatic
        case _:
            return "" if value in ("none", "baseline") else str(value)


def _colour(value: str | None) -> str:
    return "" if value is None or value == "auto" else value.upper()
