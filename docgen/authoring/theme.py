"""The house style `modern`: colours, page, fonts and every paragraph style, as data.

Lengths are points unless a name says otherwise. A pair of numbers is (Chinese set, English set).
Word's own units: 1 mm = 56.7 twips, 1 pt = 20 twips = 2 half-points = 8 eighths, 1 mm = 36000 EMU.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from docgen.domain import palette

LANGUAGES = ("zh", "en")
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en-GB"}

BRAND = "1B5E7B"
BRAND_DARK = "124457"
BRAND_MID = "8FB1C0"
BRAND_FILL = "E9F0F3"
BRAND_WASH = "F5F8F9"
INK, TEXT, MUTED = "1F2A33", "2B3640", "66727D"
PROMPT = "9AA5AE"
LINE, HAIR = "AEB9C1", "CDD6DC"
CONNECTOR = palette.CONNECTOR
EXCEPTION = "FBEEEB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tint:
    """A colour with a meaning: the character style that writes on it (empty for plain text), text and fill."""

    style: str
    text: str
    fill: str


RED = Tint(style="MarkRed", text=palette.ALARM, fill=palette.ALARM_FILL)
ORANGE = Tint(style="MarkOrange", text="9A520F", fill="FBEBDA")
YELLOW = Tint(style="MarkYellow", text="6E5C0A", fill="FAF4D6")
GREEN = Tint(style="MarkGreen", text="33693F", fill="E3F1E6")
PRIORITIES = {"P1": RED, "P2": ORANGE, "P3": YELLOW, "P4": GREEN}
MARKS = PRIORITIES | {
    "bad": RED,
    "warn": ORANGE,
    "good": GREEN,
    "main": Tint(style="Strong", text=TEXT, fill=BRAND_FILL),
    "label": Tint(style="Strong", text=TEXT, fill=BRAND_WASH),
}
FORM_LABEL = Tint(style="FormLabel", text=BRAND_DARK, fill=BRAND_WASH)
DOTS = {"●": Tint(style="Dot", text=BRAND, fill=BRAND_FILL), "○": Tint(style="Dot", text=BRAND, fill="")}

PAGE_MM = (210.0, 297.0)
MARGIN_TOP_MM, MARGIN_BOTTOM_MM, MARGIN_SIDE_MM, HEADER_MM, FOOTER_MM = 30.0, 23.0, 25.0, 12.0, 10.0
TEXT_WIDTH_MM = 160
TEXT_WIDTH = 9071
"""Text width in twips: every full-width table and diagram is exactly that wide."""
LANDSCAPE_WIDTH_MM, LANDSCAPE_WIDTH = 247, 14003
FORM_TOP_MM, FORM_BOTTOM_MM = 27.0, 19.0

LATIN = {"zh": "Arial", "en": "Calibri"}
EAST_ASIAN = {"zh": "微软雅黑", "en": "微软雅黑"}
MONOSPACED = "Courier New"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """One paragraph style. `size` and `line` are (Chinese, English); `exact` sets the line height exactly, else at least.

    rule: the side ("top", "bottom") of a hair line; with `rule_mm` a short, thick one in the brand colour.
    """

    id: str
    name: str
    size: tuple[float, float]
    colour: str
    bold: bool = False
    before: float = 0
    after: float = 0
    line: tuple[float, float]
    exact: bool = False
    align: tuple[str, str] = ("left", "left")
    left_mm: float = 0
    hanging_mm: tuple[float, float] = (0, 0)
    indent_chars: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    numbering: int | None = None
    level: int = 0
    tabs_mm: tuple[tuple[float, str], ...] = ()
    rule: str = ""
    rule_mm: float = 0
    next_style: str = ""


def _same(value: float) -> tuple[float, float]:
    return (value, value)


HEADINGS_NUMBERING, BULLETS_NUMBERING, APPENDIX_NUMBERING, PARTS_NUMBERING, FIRST_LIST_NUMBERING = 1, 2, 3, 4, 5
_CENTRE = ("center", "center")
_LEADER = ((TEXT_WIDTH_MM, "dot"),)
CONTENTS_NUMBER_MM = 11.0
"""Where the number of a chapter ends in the contents, and its title begins."""


def _headings(id: str, name: str, numbering: int | None = None, hanging_mm: float = 0) -> tuple[ParagraphStyle, ...]:
    """Return the styles of three levels of headings, which differ only in how they are numbered."""
    looks: tuple[tuple[tuple[float, float], str, float, float, float], ...] = (
        ((15, 17), BRAND, 18, 7, 24),
        ((12, 13), INK, 14, 5, 20),
        ((10.5, 11), INK, 10, 3, 18),
    )
    return tuple(
        ParagraphStyle(
            id=f"{id}{level + 1}", name=f"{name} {level + 1}", size=size, colour=colour, bold=True, before=before, after=after,
            line=_same(line), left_mm=hanging_mm, hanging_mm=_same(hanging_mm), keep_next=True, keep_lines=True, outline=level,
            numbering=numbering, level=level, next_style="BodyText",
        )
        for level, (size, colour, before, after, line) in enumerate(looks)
    )  # fmt: skip


PARAGRAPH_STYLES = (
    ParagraphStyle(id="Title", name="Title", size=(34, 31), colour=INK, bold=True, after=6, line=_same(48), next_style="Subtitle"),
    ParagraphStyle(id="Subtitle", name="Subtitle", size=_same(12), colour=MUTED, line=_same(20)),
    ParagraphStyle(id="DocCode", name="Doc Code", size=_same(11), colour=BRAND, bold=True, after=8, line=_same(18)),
    *_headings("Heading", "heading", HEADINGS_NUMBERING, hanging_mm=11),
    *_headings("PrefaceHeading", "Preface Heading"),
    *_headings("AppendixHeading", "Appendix Heading", APPENDIX_NUMBERING),
    ParagraphStyle(
        id="LetterHeading", name="Letter Heading 1", size=(30, 28), colour=INK, bold=True, before=40, after=44, line=_same(44),
        align=_CENTRE, keep_next=True, keep_lines=True, outline=0, next_style="LetterText",
    ),
    ParagraphStyle(
        id="LetterText", name="Letter Text", size=(11, 11.5), colour=TEXT, after=11, line=(25, 20), align=("both", "left"), indent_chars=2,
    ),
    ParagraphStyle(
        id="SignatureCompany", name="Signature Company", size=_same(11), colour=INK, bold=True, before=36, line=_same(20),
        left_mm=76, keep_next=True,
    ),
    ParagraphStyle(
        id="SignatureLine", name="Signature Line", size=_same(11), colour=TEXT, before=16, line=_same(20), left_mm=76,
        tabs_mm=((TEXT_WIDTH_MM, "underscore"),), keep_next=True, keep_lines=True,
    ),
    ParagraphStyle(id="FormCompany", name="Form Company", size=_same(9), colour=MUTED, line=_same(14), align=_CENTRE),
    ParagraphStyle(id="FormRecord", name="Form Record", size=(9, 9.5), colour=MUTED, after=2, line=_same(16), align=_CENTRE),
    ParagraphStyle(
        id="PartHeading", name="Part Heading 1", size=(10.5, 11), colour=INK, bold=True, before=8, after=3, line=_same(16),
        left_mm=8, hanging_mm=_same(8), keep_next=True, keep_lines=True, outline=0, numbering=PARTS_NUMBERING,
    ),
    ParagraphStyle(id="SectionEnd", name="Section End", size=_same(1), colour=MUTED, line=_same(1), exact=True),
    ParagraphStyle(
        id="FrontHeading", name="Front Heading", size=(15, 17), colour=BRAND, bold=True, after=8, line=_same(24),
        keep_next=True, keep_lines=True,
    ),
    ParagraphStyle(
        id="FrontSubheading", name="Front Subheading", size=(10.5, 11.5), colour=INK, bold=True, before=16, after=5, line=_same(18),
        keep_next=True, keep_lines=True,
    ),
    ParagraphStyle(
        id="BodyText", name="Body Text", size=_same(10.5), colour=TEXT, after=6, line=(19, 15.5), align=("both", "left"), indent_chars=2,
    ),
    ParagraphStyle(
        id="BodyTextAfterTable", name="Body Text After Table", size=_same(10.5), colour=TEXT, before=8, after=6, line=(19, 15.5),
        align=("both", "left"), indent_chars=2,
    ),
    ParagraphStyle(
        id="ListNumber", name="List Number", size=_same(10.5), colour=TEXT, after=3, line=(18.5, 15), left_mm=7, hanging_mm=_same(7),
    ),
    ParagraphStyle(
        id="ListBullet", name="List Bullet", size=_same(10.5), colour=TEXT, after=3, line=(18.5, 15), left_mm=7, hanging_mm=_same(5),
        numbering=2,
    ),
    ParagraphStyle(
        id="ListNumber2", name="List Number 2", size=_same(10.5), colour=TEXT, after=3, line=(18.5, 15), left_mm=14, hanging_mm=_same(7),
    ),
    ParagraphStyle(
        id="ListBullet2", name="List Bullet 2", size=_same(10.5), colour=TEXT, after=3, line=(18.5, 15), left_mm=12, hanging_mm=_same(5),
        numbering=2, level=1,
    ),
    ParagraphStyle(
        id="TableHead", name="Table Head", size=_same(9), colour=BRAND_DARK, bold=True, line=(14, 12.5), exact=True, keep_next=True,
    ),
    ParagraphStyle(
        id="TableHeadCentre", name="Table Head Centre", size=_same(9), colour=BRAND_DARK, bold=True, line=(14, 12.5), exact=True,
        align=_CENTRE, keep_next=True,
    ),
    ParagraphStyle(id="TableText", name="Table Text", size=(9, 9.5), colour=TEXT, line=(14.5, 13), exact=True),
    ParagraphStyle(
        id="TableTextCentre", name="Table Text Centre", size=(9, 9.5), colour=TEXT, line=(14.5, 13), exact=True, align=_CENTRE,
    ),
    ParagraphStyle(
        id="TableHeadDense", name="Table Head Dense", size=_same(8.5), colour=BRAND_DARK, bold=True, line=(12.5, 12), exact=True,
        keep_next=True,
    ),
    ParagraphStyle(
        id="TableHeadDenseCentre", name="Table Head Dense Centre", size=_same(8.5), colour=BRAND_DARK, bold=True, line=(12.5, 12),
        exact=True, align=_CENTRE, keep_next=True,
    ),
    ParagraphStyle(id="TableTextDense", name="Table Text Dense", size=(8.5, 9), colour=TEXT, line=(12.5, 12), exact=True),
    ParagraphStyle(
        id="TableTextDenseCentre", name="Table Text Dense Centre", size=(8.5, 9), colour=TEXT, line=(12.5, 12), exact=True, align=_CENTRE,
    ),
    ParagraphStyle(id="Caption", name="caption", size=_same(9), colour=MUTED, before=5, after=8, line=_same(14)),
    ParagraphStyle(
        id="FigureCaption", name="Figure Caption", size=_same(9), colour=MUTED, before=5, after=8, line=_same(14), align=_CENTRE,
    ),
    ParagraphStyle(id="Figure", name="Figure", size=_same(9), colour=TEXT, line=_same(14), keep_next=True),
    ParagraphStyle(id="Note", name="Note", size=(9, 9.5), colour=MUTED, before=5, after=8, line=(15, 13)),
    ParagraphStyle(id="TableGap", name="Table Gap", size=_same(2), colour=MUTED, line=_same(11), exact=True),
    ParagraphStyle(id="FlowText", name="Flow Text", size=_same(8), colour=INK, line=_same(11), align=_CENTRE),
    ParagraphStyle(
        id="Header", name="header", size=_same(8), colour=MUTED, line=_same(12), tabs_mm=((TEXT_WIDTH_MM, "none"),), rule="bottom",
    ),
    ParagraphStyle(
        id="Footer", name="footer", size=_same(8), colour=MUTED, line=_same(12), tabs_mm=((TEXT_WIDTH_MM, "none"),), rule="top",
    ),
    ParagraphStyle(
        id="HeaderLandscape", name="Header Landscape", size=_same(8), colour=MUTED, line=_same(12), tabs_mm=((LANDSCAPE_WIDTH_MM, "none"),),
        rule="bottom",
    ),
    ParagraphStyle(
        id="FooterLandscape", name="Footer Landscape", size=_same(8), colour=MUTED, line=_same(12), tabs_mm=((LANDSCAPE_WIDTH_MM, "none"),),
        rule="top",
    ),
    ParagraphStyle(id="CoverLogo", name="Cover Logo", size=(20, 20), colour=INK, bold=True, after=124, line=_same(40)),
    ParagraphStyle(id="CoverBand", name="Cover Band", size=_same(8), colour=MUTED, line=_same(12)),
    ParagraphStyle(id="CoverRule", name="Cover Rule", size=_same(8), colour=MUTED, before=6, line=_same(12), rule="top", rule_mm=28),
    ParagraphStyle(id="CoverCompany", name="Cover Company", size=(12, 12), colour=INK, bold=True, before=22, after=30, line=_same(18)),
    ParagraphStyle(
        id="TOC1", name="toc 1", size=_same(10.5), colour=INK, bold=True, before=7, line=_same(17), left_mm=CONTENTS_NUMBER_MM,
        hanging_mm=_same(CONTENTS_NUMBER_MM), tabs_mm=((CONTENTS_NUMBER_MM, "none"), *_LEADER),
    ),
    ParagraphStyle(
        id="TOC2", name="toc 2", size=_same(10), colour=TEXT, after=2, line=_same(17), left_mm=22, hanging_mm=_same(11),
        tabs_mm=((22, "none"), *_LEADER),
    ),
)  # fmt: skip


def text_width(*, landscape: bool) -> tuple[int, int]:
    """Return the width of the text in millimetres and in twips."""
    return (LANDSCAPE_WIDTH_MM, LANDSCAPE_WIDTH) if landscape else (TEXT_WIDTH_MM, TEXT_WIDTH)


BLOCK_TITLE = ParagraphStyle(
    id="Title", name="Title", size=(20, 20), colour=INK, bold=True, after=8, line=_same(30), keep_next=True,
)  # fmt: skip
"""The title of a document without a cover: above the grid that identifies it."""

FORM_TITLE = replace(BLOCK_TITLE, after=3, align=_CENTRE)
"""The title of a form: centred above its grid."""


def twips(mm: float) -> int:
    """Return millimetres as twips, rounded."""
    return round(mm * 1440 / 25.4)


def emu(mm: float) -> int:
    """Return millimetres as English metric units, rounded."""
    return round(mm * 36000)
