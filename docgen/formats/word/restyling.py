"""A Word template in another theme: its styles changed where the theme says so, its front page laid out anew. No word changes.

Source: ECMA-376 part 1, 17.7 (styles), 17.8.3.10 (font table), 17.6.11 (margins).
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from docgen.formats.ooxml import Package, detach, open_package, serialise
from docgen.formats.relations import related
from docgen.formats.restyling import LANGUAGES, Face, Look, Restyling
from docgen.formats.theme_parts import house_themes, with_fonts
from docgen.formats.word import names
from docgen.formats.word.elements import Element, node, paragraph
from docgen.formats.word.parts import read_part, text_parts
from docgen.formats.word.schema import ORDERS, RUN_ORDER

_W = names.qualified
_STYLE, _STYLE_ID = _W("w:style"), _W("w:styleId")
_FONTS, _BOLD, _COLOUR = _W("w:rFonts"), _W("w:b"), _W("w:color")
_ASIAN_SLOT = _W("w:eastAsia")
_OFF = ("0", "false", "off")
_TWIPS_A_MM = 1440 / 25.4
# What stands behind a style's properties of a kind.
_AFTER = {
    names.PARAGRAPH_PROPERTIES: {names.RUN_PROPERTIES},
    names.RUN_PROPERTIES: set(),
    names.TABLE_PROPERTIES: {names.ROW_PROPERTIES, names.CELL_PROPERTIES, _W("w:tblStylePr")},
}
_LOGO, _UNDER_COMPANY, _COMPANY, _BAND = "CoverLogo", "Subtitle", "CoverCompany", "CoverBand"
_FORM = "FormCompany"


def restyled(template: bytes, theme: Restyling, language: str) -> bytes:
    """Return `template`, of documents in `language`, in `theme`; as it is if it was not drawn by docgen. Raises: DocumentError."""
    package = open_package(template)
    themes = house_themes(package)
    if not themes:
        return template
    main = text_parts(package)[0].name
    document = read_part(package, main)
    changed = {main: document}
    looks = {**theme.looks, **_looks_of_kind(document, theme)}
    _lay_cover(document, package, main, changed)
    for section in document.iter(names.SECTION):
        _set_sides(section, theme)
    for part in related(package, main, "styles"):
        changed[part] = read_part(package, part)
        _Styles(changed[part], theme, language).change(looks)
    replaced = {part: serialise(root) for part, root in changed.items()}
    replaced |= {part: _font_table(theme) for part in related(package, main, "fontTable")}
    replaced |= {name: with_fonts(part, theme) for name, part in themes.items()}
    return package.write(replaced)


def _looks_of_kind(document: Element, theme: Restyling) -> Mapping[str, Look]:
    """Return the looks that go before others in a document of this kind: it has a cover, or is a form, or neither."""
    if _in_style(document, _FORM):
        return theme.forms
    return {} if _in_style(document, _LOGO) else theme.uncovered


class _Styles:
    """The styles of one template, being changed."""

    def __init__(self, root: Element, theme: Restyling, language: str) -> None:
        self._root, self._theme = root, theme
        self._index = LANGUAGES.index(language)
        self._strong = theme.strong.get(language)
        self._faces = {"body": theme.body, "strong": self._strong, "letter": theme.letter[language]}

    def change(self, looks: Mapping[str, Look]) -> None:
        """Change all styles, paragraph styles as `looks` says."""
        for properties in self._root.iter(names.RUN_PROPERTIES):
            self._change_text(properties)
        for style in self._root.iter(_STYLE):
            identity = str(style.get(_STYLE_ID))
            if identity in looks:
                self._change_paragraph(style, looks[identity])
            if identity in self._theme.tables:
                self._rule(style)
        etree.cleanup_namespaces(self._root)

    def _change_text(self, properties: Element) -> None:
        """Put the theme's fonts in the place of the house's, its face of weight in that of bold, and its colours of text."""
        for fonts in properties.iterfind(_FONTS):
            for slot, name in fonts.attrib.items():
                if name in self._theme.drawn:
                    fonts.set(slot, self._theme.body.asian if slot == _ASIAN_SLOT else self._theme.body.latin)
        bold = properties.find(_BOLD)
        if bold is not None and self._strong is not None:
            _set_face(properties, self._theme.body if bold.get(names.VAL) in _OFF else self._strong)
            _remove(properties, _BOLD)
            _remove(properties, _W("w:bCs"))
        colour = properties.find(_COLOUR)
        if colour is not None and (written := self._theme.written.get(str(colour.get(names.VAL)))) is not None:
            colour.set(names.VAL, written)

    def _change_paragraph(self, style: Element, look: Look) -> None:
        own, text = (_holder(style, name) for name in (names.PARAGRAPH_PROPERTIES, names.RUN_PROPERTIES))
        face = self._faces[look.face] if look.face else None
        if face is not None:
            _set_face(text, face)
        if look.size is not None:
            for name in ("w:sz", "w:szCs"):
                _put(text, node(name, val=round(look.size[self._index] * 2)))
        self._space(own, look)
        if look.align is not None:
            _put(own, node("w:jc", val=look.align[self._index]))
        for indent in own.iterfind(_W("w:ind")):
            self._indent(indent, look)
        if look.rule is not None:
            _remove(own, _W("w:pBdr"))
        if look.rule:
            _put(own, node("w:pBdr", node("w:bottom", val="single", sz=round(look.rule * 8), space=6, color=self._theme.rule)))

    def _indent(self, indent: Element, look: Look) -> None:
        """Set where a paragraph begins. An indent by characters stays as many characters wide."""
        if look.left_mm is not None:
            indent.set(_W("w:left"), str(round(look.left_mm * _TWIPS_A_MM)))
        if look.size is not None and (hundredths := names.number(indent.get(_W("w:firstLineChars"), ""))):
            indent.set(_W("w:firstLine"), str(round(hundredths / 100 * look.size[self._index] * 20)))

    def _space(self, own: Element, look: Look) -> None:
        spacing = own.find(_W("w:spacing"))
        if spacing is None:
            spacing = node("w:spacing")
            _put(own, spacing)
        for name, points in (("before", look.before), ("after", look.after), ("line", look.line)):
            if points is not None:
                spacing.set(_W(f"w:{name}"), str(round(points[self._index] * 20)))
        if look.line is not None:
            spacing.set(_W("w:lineRule"), "exact" if look.exact[self._index] else "atLeast")

    def _rule(self, style: Element) -> None:
        """Draw all rules of a table."""
        outer, inner = (round(weight * 8) for weight in self._theme.rules)
        weights = {"top": outer, "left": outer, "bottom": outer, "right": outer, "insideH": inner, "insideV": inner}
        lines = (node(f"w:{side}", val="single", sz=weight, space=0, color=self._theme.rule) for side, weight in weights.items())
        _put(_holder(style, names.TABLE_PROPERTIES), node("w:tblBorders", *lines))


def _lay_cover(document: Element, package: Package, main: str, changed: dict[str, Element]) -> None:
    """Lay out the front page anew, if there is one; put the parts that it changes into `changed`.

    The bands go. The company's name comes from the foot of the page to its top, in the place of the short name that stands for a
    missing logo. Nothing else moves, so that a merge finds what people have changed here.
    """
    logos, below = _in_style(document, _LOGO), _in_style(document, _UNDER_COMPANY)
    if not logos or not below:
        return
    for part in (*related(package, main, "header"), *related(package, main, "footer")):
        root = read_part(package, part)
        bands, companies = _in_style(root, _BAND), _in_style(root, _COMPANY)
        for band in bands:
            _remove(band, names.RUN)
        for company in companies:
            company.addprevious(paragraph(_BAND))  # a table is not the last in a footer
            below[0].addprevious(company)
        if bands or companies:
            changed[part] = root
    for short_name in logos[1:]:
        detach(short_name)


def _in_style(root: Element, style: str) -> list[Element]:
    """Return the paragraphs in a style."""
    named = ((item, names.child(item, names.PARAGRAPH_PROPERTIES, names.PARAGRAPH_STYLE)) for item in root.iter(names.PARAGRAPH))
    return [item for item, name in named if name is not None and name.get(names.VAL) == style]


def _set_sides(section: Element, theme: Restyling) -> None:
    """Move the text of upright pages to the side; it stays as wide as the tables in it."""
    size, margins = section.find(_W("w:pgSz")), section.find(_W("w:pgMar"))
    if size is None or margins is None or size.get(_W("w:orient")) == "landscape":
        return
    both = names.number(margins.get(_W("w:left"))) + names.number(margins.get(_W("w:right")))
    left = round(both * theme.sides_mm[0] / sum(theme.sides_mm))
    margins.attrib.update({_W("w:left"): str(left), _W("w:right"): str(both - left)})


def _font_table(theme: Restyling) -> bytes:
    """Return the font table: the fonts of the theme, each with the one that stands in for it where it is missing."""
    root = node("w:fonts")
    for font in theme.fonts:
        what = (node("w:altName", val=font.instead), node("w:family", val=font.family), node("w:pitch", val=font.pitch))
        root.append(node("w:font", *what, name=font.name))
    etree.cleanup_namespaces(root)
    return serialise(root)


def _set_face(properties: Element, face: Face) -> None:
    _put(properties, node("w:rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.asian, cs=face.latin))


def _holder(style: Element, name: str) -> Element:
    """Return the properties of a style that are called `name`."""
    holder = style.find(name)
    if holder is None:
        holder = etree.Element(name)
        style.insert(sum(1 for child in style if child.tag not in _AFTER[name]), holder)
    return holder


def _put(holder: Element, item: Element) -> None:
    """Put a property in its place, where one of its kind stood or by the order of the schema."""
    _remove(holder, str(item.tag))
    ranks = RUN_ORDER if holder.tag == names.RUN_PROPERTIES else ORDERS[str(holder.tag)]
    holder.insert(sum(1 for child in holder if ranks.get(str(child.tag), len(ranks)) < ranks[str(item.tag)]), item)


def _remove(holder: Element, name: str) -> None:
    """Take all children of a name out."""
    for child in holder.findall(name):
        holder.remove(child)
