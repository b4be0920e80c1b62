"""The parts of a template that hold its look: styles, numbering, fonts and settings, written from the theme."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.authoring import theme
from docgen.authoring.controls import BOX_FONT
from docgen.authoring.front_words import WORDS
from docgen.authoring.theme import ParagraphStyle, twips
from docgen.formats.word import diagram_styles
from docgen.formats.word.elements import Element, node

_LANGUAGE_INDEX = {language: index for index, language in enumerate(theme.LANGUAGES)}
# The numberings that styles refer to, and the kind (abstractNum) of each; 3 are the lists.
_STANDING_NUMBERINGS = {theme.HEADINGS_NUMBERING: 1, theme.BULLETS_NUMBERING: 2, theme.APPENDIX_NUMBERING: 4, theme.PARTS_NUMBERING: 5}
_NUMBER_FORMATS = {"zh": (("decimal", "%1）"), ("lowerLetter", "%2）")), "en": (("decimal", "%1."), ("lowerLetter", "%2."))}


def styles(language: str, title: ParagraphStyle | None = None) -> Element:
    """Return the styles part of a template in `language` ("zh" or "en"); `title` is its title's style if it has no cover."""
    paragraphs = (title if title and style.id == title.id else style for style in theme.PARAGRAPH_STYLES)
    return node(
        "w:styles",
        node("w:docDefaults", node("w:rPrDefault", _text_properties(language)), node("w:pPrDefault")),
        _normal(language),
        *(_paragraph_style(style, _LANGUAGE_INDEX[language]) for style in paragraphs),
        *_character_styles(language),
        *_table_styles(),
    )


def numbering(language: str, lists: int) -> Element:
    """Return the numbering part: headings, bullets, and `lists` numbered lists, each of which starts at 1."""
    first = theme.FIRST_LIST_NUMBERING
    return node(
        "w:numbering",
        node("w:abstractNum", node("w:multiLevelType", val="multilevel"), *_heading_levels(), abstractNumId=1),
        node("w:abstractNum", node("w:multiLevelType", val="hybridMultilevel"), *_bullet_levels(), abstractNumId=2),
        node("w:abstractNum", node("w:multiLevelType", val="hybridMultilevel"), *_number_levels(language), abstractNumId=3),
        node("w:abstractNum", node("w:multiLevelType", val="multilevel"), *_appendix_levels(language), abstractNumId=4),
        node("w:abstractNum", node("w:multiLevelType", val="singleLevel"), _part_level(language), abstractNumId=5),
        *(node("w:num", node("w:abstractNumId", val=kind), numId=number) for number, kind in _STANDING_NUMBERINGS.items()),
        *(_list_instance(number) for number in range(first, first + lists)),
    )


def settings() -> Element:
    """Return the settings part: Word 2013 and later, no compatibility prompt, no update of fields on opening."""
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"}
    return node(
        "w:settings",
        node("w:defaultTabStop", val=420),
        node("w:characterSpacingControl", val="compressPunctuation"),
        node("w:compat", node("w:compatSetting", **mode)),
        node("w:decimalSymbol", val="."),
        node("w:listSeparator", val=","),
    )


def font_table(language: str) -> Element:
    """Return the font table: the fonts of the set, with the family Word falls back to."""
    names = (theme.LATIN[language], theme.EAST_ASIAN[language])
    swiss = tuple(node("w:font", node("w:family", val="swiss"), node("w:pitch", val="variable"), name=name) for name in names)
    return node("w:fonts", *swiss, node("w:font", node("w:family", val="modern"), node("w:pitch", val="fixed"), name=theme.MONOSPACED))


def _fonts(language: str) -> Element:
    latin, asian = theme.LATIN[language], theme.EAST_ASIAN[language]
    return node("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=asian, cs=latin)


def _size(points: float) -> tuple[Element, Element]:
    return node("w:sz", val=round(points * 2)), node("w:szCs", val=round(points * 2))


def _text_properties(language: str) -> Element:
    return node("w:rPr", _fonts(language), *_size(10.5), node("w:lang", val="en-GB", eastAsia="zh-CN"))


def _normal(language: str) -> Element:
    """Return the style that all others rest on.

    It repeats the document's defaults: LibreOffice writes those over the character styles of text in tables, but not these.
    """
    return node(
        "w:style",
        node("w:name", val="Normal"),
        node("w:qFormat"),
        node("w:pPr", node("w:widowControl"), node("w:overflowPunct", val=0), node("w:snapToGrid", val=0)),
        _text_properties(language),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _paragraph_style(style: ParagraphStyle, language: int) -> Element:
    return node(
        "w:style",
        node("w:name", val=style.name),
        node("w:basedOn", val="Normal"),
        node("w:next", val=style.next_style) if style.next_style else None,
        node("w:qFormat"),
        node("w:pPr", *_paragraph_properties(style, language)),
        node(
            "w:rPr",
            *((node("w:b"), node("w:bCs")) if style.bold else ()),
            node("w:color", val=style.colour),
            *_size(style.size[language]),
        ),
        type="paragraph",
        styleId=style.id,
        **({} if style.name[0].islower() or style.name in _BUILT_IN else {"customStyle": 1}),
    )


_BUILT_IN = frozenset({"Title", "Subtitle", "Body Text", "List Number", "List Bullet", "List Number 2", "List Bullet 2"})


def _paragraph_properties(style: ParagraphStyle, language: int) -> Iterator[Element]:
    if style.keep_next:
        yield node("w:keepNext")
    if style.keep_lines:
        yield node("w:keepLines")
    if style.numbering is not None:
        yield node("w:numPr", node("w:ilvl", val=style.level), node("w:numId", val=style.numbering))
    if style.rule:
        weight, colour = (24, theme.BRAND) if style.rule_mm else (4, theme.HAIR)
        yield node("w:pBdr", node(f"w:{style.rule}", val="single", sz=weight, space=4, color=colour))
    if style.tabs_mm:
        yield node("w:tabs", *(_tab(at, leader) for at, leader in style.tabs_mm))
    rule = "exact" if style.exact else "atLeast"
    yield node(
        "w:spacing",
        before=round(style.before * 20),
        after=round(style.after * 20),
        line=round(style.line[language] * 20),
        lineRule=rule,
    )
    yield _indentation(style, language)
    yield node("w:jc", val=style.align[language])
    if style.outline is not None:
        yield node("w:outlineLvl", val=style.outline)


def _tab(at_mm: float, leader: str) -> Element:
    """A tab at the right edge of the text is right-aligned; the others are left-aligned."""
    edges = dict(theme.text_width(landscape=landscape) for landscape in (False, True))
    at = edges.get(round(at_mm), twips(at_mm))
    aligned = "right" if at_mm in edges else "left"
    return node("w:tab", val=aligned, pos=at) if leader == "none" else node("w:tab", val=aligned, leader=leader, pos=at)


def _indentation(style: ParagraphStyle, language: int) -> Element:
    """Chinese body text is indented by two characters, given in both units; everything else says its zero aloud."""
    if style.indent_chars and language == _LANGUAGE_INDEX["zh"]:
        return node("w:ind", firstLineChars=style.indent_chars * 100, firstLine=round(style.indent_chars * style.size[language] * 20))
    hanging = twips(style.hanging_mm[language])
    if hanging:
        return node("w:ind", left=twips(style.left_mm), hanging=hanging)
    right = {"right": theme.TEXT_WIDTH - twips(style.rule_mm)} if style.rule_mm else {}
    return node("w:ind", left=twips(style.left_mm), **right, firstLineChars=0, firstLine=0)


def _character_styles(language: str) -> Iterator[Element]:
    yield _character("DefaultParagraphFont", "Default Paragraph Font", default=True)
    yield _character("Strong", "Strong", node("w:b"), node("w:bCs"))
    yield _character("Muted", "Muted", node("w:color", val=theme.MUTED))
    yield _character("HeaderTitle", "Header Title", node("w:b"), node("w:bCs"), node("w:color", val=theme.INK))
    mono = theme.MONOSPACED
    yield _character("Code", "Code", node("w:rFonts", ascii=mono, hAnsi=mono, cs=mono), *_size(9))
    asian = theme.EAST_ASIAN[language]
    fonts = node("w:rFonts", ascii=asian, hAnsi=asian, eastAsia=asian, cs=asian)
    yield _character("Dot", "Dot", fonts, node("w:color", val=theme.BRAND))
    yield _character("PlaceholderText", "Placeholder Text", node("w:color", val=theme.PROMPT))
    yield _character("CheckBox", "Check Box", node("w:rFonts", ascii=BOX_FONT, hAnsi=BOX_FONT, eastAsia=BOX_FONT, cs=BOX_FONT))
    yield _character("FormLabel", "Form Label", node("w:b"), node("w:bCs"), node("w:color", val=theme.BRAND_DARK))
    light = (node("w:b", val=0), node("w:bCs", val=0), node("w:color", val=theme.MUTED))
    yield _character("PartNote", "Part Note", *light, *_size(9))
    yield from diagram_styles.character_styles()
    for tint in (theme.RED, theme.ORANGE, theme.YELLOW, theme.GREEN):
        name = f"Mark {tint.style.removeprefix('Mark')}"
        yield _character(tint.style, name, node("w:b"), node("w:bCs"), node("w:color", val=tint.text))


def _character(style: str, name: str, *properties: Element, default: bool = False) -> Element:
    kind = {"default": 1} if default else {} if style == "Strong" else {"customStyle": 1}
    based = None if default else node("w:basedOn", val="DefaultParagraphFont")
    return node(
        "w:style", node("w:name", val=name), based, node("w:rPr", *properties) if properties else None,
        type="character", styleId=style, **kind,
    )  # fmt: skip


def _table_styles() -> Iterator[Element]:
    yield node(
        "w:style",
        node("w:name", val="Normal Table"),
        node("w:tblPr", node("w:tblInd", w=0, type="dxa"), _cell_margins(0, 108)),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    for style, name, verticals, padding in (
        ("HouseTable", "House Table", False, 60),
        ("HouseGrid", "House Grid", True, 60),
        ("HouseTableDense", "House Table Dense", False, 7),
        ("HouseGridDense", "House Grid Dense", True, 7),
    ):
        yield node(
            "w:style",
            node("w:name", val=name),
            node("w:basedOn", val="TableNormal"),
            node("w:tblPr", node("w:tblInd", w=0, type="dxa"), _borders(verticals), _cell_margins(padding, 100)),
            node(
                "w:tblStylePr",
                node("w:tcPr", node("w:shd", val="clear", color="auto", fill=theme.BRAND_FILL)),
                type="firstRow",
            ),
            type="table",
            customStyle=1,
            styleId=style,
        )


def _borders(verticals: bool) -> Element:
    hair = {"val": "single", "sz": 4, "space": 0, "color": theme.HAIR}
    return node(
        "w:tblBorders",
        node("w:top", val="single", sz=8, space=0, color=theme.BRAND),
        node("w:left", **hair) if verticals else None,
        node("w:bottom", val="single", sz=6, space=0, color=theme.LINE),
        node("w:right", **hair) if verticals else None,
        node("w:insideH", **hair),
        node("w:insideV", **hair) if verticals else None,
    )


def _cell_margins(top: int, side: int) -> Element:
    sides = (("top", top), ("left", side), ("bottom", top), ("right", side))
    return node("w:tblCellMar", *(node(f"w:{name}", w=width, type="dxa") for name, width in sides))


def _heading_levels() -> Iterator[Element]:
    hanging = twips(11)
    for level in range(3):
        yield node(
            "w:lvl",
            node("w:start", val=1),
            node("w:numFmt", val="decimal"),
            node("w:pStyle", val=f"Heading{level + 1}"),
            node("w:suff", val="tab"),
            node("w:lvlText", val=".".join(f"%{part + 1}" for part in range(level + 1))),
            node("w:lvlJc", val="left"),
            node("w:pPr", node("w:ind", left=hanging, hanging=hanging)),
            ilvl=level,
        )


def _appendix_levels(language: str) -> Iterator[Element]:
    for level in range(3):
        label = ".".join(f"%{part + 1}" for part in range(level + 1))
        yield node(
            "w:lvl",
            node("w:start", val=1),
            node("w:numFmt", val="decimal" if level else "upperLetter"),
            node("w:pStyle", val=f"AppendixHeading{level + 1}"),
            node("w:suff", val="space"),
            node("w:lvlText", val=label if level else f"{WORDS[language].appendix} {label}"),
            node("w:lvlJc", val="left"),
            node("w:pPr", node("w:ind", left=0, firstLine=0)),
            ilvl=level,
        )


def _part_level(language: str) -> Element:
    return node(
        "w:lvl",
        node("w:start", val=1),
        node("w:numFmt", val={"zh": "chineseCountingThousand", "en": "decimal"}[language]),
        node("w:pStyle", val="PartHeading"),
        node("w:suff", val="tab"),
        node("w:lvlText", val="%1"),
        node("w:lvlJc", val="left"),
        node("w:pPr", node("w:ind", left=twips(8), hanging=twips(8))),
        ilvl=0,
    )


def _bullet_levels() -> Iterator[Element]:
    for level in range(2):
        yield node(
            "w:lvl",
            node("w:start", val=1),
            node("w:numFmt", val="bullet"),
            node("w:pStyle", val="ListBullet2" if level else "ListBullet"),
            node("w:suff", val="tab"),
            node("w:lvlText", val="•"),
            node("w:lvlJc", val="left"),
            node("w:pPr", node("w:ind", left=twips(7 + 5 * level), hanging=twips(5))),
            node("w:rPr", node("w:color", val=theme.BRAND)),
            ilvl=level,
        )


def _number_levels(language: str) -> Iterator[Element]:
    for level, (number_format, label) in enumerate(_NUMBER_FORMATS[language]):
        yield node(
            "w:lvl",
            node("w:start", val=1),
            node("w:numFmt", val=number_format),
            node("w:suff", val="tab"),
            node("w:lvlText", val=label),
            node("w:lvlJc", val="left"),
            node("w:pPr", node("w:ind", left=twips(7 * (level + 1)), hanging=twips(7))),
            ilvl=level,
        )


def _list_instance(number: int) -> Element:
    restart = node("w:lvlOverride", node("w:startOverride", val=1), ilvl=0)
    return node("w:num", node("w:abstractNumId", val=3), restart, numId=number)
