"""The look of a workbook: named styles, fonts and tints from the theme. No cell is formatted by hand; it carries a style.

Sizes are points. A cell has one font, so Chinese workbooks take the East Asian one for everything.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle

from docgen.authoring import theme
from docgen.authoring.excel_source import Kind, Tint

TINTS = {Tint.RED: theme.RED, Tint.ORANGE: theme.ORANGE, Tint.YELLOW: theme.YELLOW, Tint.GREEN: theme.GREEN}
FONTS = {"zh": theme.EAST_ASIAN["zh"], "en": theme.LATIN["en"]}
BODY = 10
SMALLEST_ON_PAPER = 7

# The width of a column counts digits of the Normal style, 7 pixels each at 96 pixels an inch.
NORMAL = {"zh": ("Arial", 10), "en": ("Calibri", 11)}
MM_PER_CHARACTER = 7 * 25.4 / 96

FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIME: "yyyy-mm-dd hh:mm",
    Kind.MONTH: "yyyy-mm",
    Kind.WHOLE: "0",
    Kind.NUMBER: "0.0",
    Kind.PERCENT: "0.0%",
}
_HAIR = Side(style="thin", color=theme.HAIR)
_GRID = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_WHITE = Side(style="medium", color="FFFFFF")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_UNLOCKED = Protection(locked=False)


def add_styles(workbook: Workbook, language: str) -> None:
    """Give `workbook` the styles that cells name: Title, Band, Head, … and one for each kind of column, typed or computed."""
    name, size = NORMAL[language]
    workbook._named_styles["Normal"].font = Font(name=name, size=size)  # type: ignore[attr-defined]
    for style in (*_standing(language), *_columns(language)):
        workbook.add_named_style(style)


def column_style(kind: Kind, *, computed: bool) -> str:
    """Return the name of the style of a column's cells."""
    return f"{'Computed' if computed else 'Entry'} {kind.value}"


def tinted(tint: Tint) -> DifferentialStyle:
    """Return what a conditional format puts on a cell: the tint's text, bold, on its fill."""
    colours = TINTS[tint]
    return DifferentialStyle(font=Font(bold=True, color=colours.text), fill=PatternFill(bgColor=colours.fill))


def _columns(language: str) -> list[NamedStyle]:
    styles = []
    for computed in (False, True):
        for kind in Kind:
            styles.append(
                NamedStyle(
                    name=column_style(kind, computed=computed),
                    font=_font(language, BODY, theme.TEXT),
                    fill=_fill(theme.BRAND_WASH) if computed else PatternFill(),
                    border=_GRID,
                    alignment=_LEFT if kind is Kind.LONG else _CENTRED,
                    number_format=FORMATS.get(kind, "General" if computed else "@" if kind is Kind.CODE else "General"),
                    protection=Protection(locked=True) if computed else _UNLOCKED,
                )
            )
    return styles


def _standing(language: str) -> list[NamedStyle]:
    title = _font(language, 20, theme.INK, bold=True)
    text, muted = _font(language, BODY, theme.TEXT), _font(language, BODY, theme.MUTED)
    strong = _font(language, BODY, theme.BRAND_DARK, bold=True)
    heading = _font(language, 11, theme.BRAND, bold=True)
    return [
        NamedStyle(name="Form title", font=title, alignment=Alignment(horizontal="center", vertical="center")),
        NamedStyle(name="Sheet title", font=title, alignment=Alignment(horizontal="left", vertical="center")),
        NamedStyle(name="Identity", font=muted, alignment=Alignment(horizontal="right", vertical="center", wrap_text=True)),
        NamedStyle(name="Blank", font=text, alignment=_LEFT, border=Border(bottom=_HAIR), protection=_UNLOCKED),
        NamedStyle(name="Hint", font=muted, alignment=_LEFT),
        NamedStyle(
            name="Band",
            font=_font(language, BODY, "FFFFFF", bold=True),
            fill=_fill(theme.BRAND),
            border=Border(left=_WHITE, right=_WHITE),
            alignment=_CENTRED,
        ),
        NamedStyle(
            name="Head",
            font=strong,
            fill=_fill(theme.BRAND_FILL),
            border=_GRID,
            alignment=_CENTRED,
        ),
        NamedStyle(name="Heading", font=heading, alignment=Alignment(horizontal="left", vertical="center")),
        NamedStyle(name="Label", font=strong, fill=_fill(theme.BRAND_WASH), border=_GRID, alignment=_LEFT),
        NamedStyle(name="Text", font=text, border=_GRID, alignment=_LEFT),
        NamedStyle(
            name="Banner",
            font=_font(language, 12, theme.RED.text, bold=True),
            fill=_fill(theme.RED.fill),
            alignment=Alignment(horizontal="left", vertical="center"),
        ),
    ]


def _font(language: str, size: float, colour: str, *, bold: bool = False) -> Font:
    return Font(name=FONTS[language], size=size, color=colour, bold=bold)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)
