"""How a sheet is printed and protected: paper, fit to width, footer with code, version, classification and page."""

from __future__ import annotations

import re

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_style as style
from docgen.authoring.excel_package import placeholder_png
from docgen.authoring.excel_source import Paper
from docgen.authoring.excel_words import FormWords
from docgen.authoring.theme import emu

_SIZES_MM = {Paper.A4: (210.0, 297.0), Paper.A3: (297.0, 420.0)}
_CODES = {Paper.A4: 9, Paper.A3: 8}
_SIDE_INCHES = 0.4
_TOP_INCHES_HEADED = 0.55
_FOOTER = 10
"""LibreOffice shrinks footers with the sheet: 10 pt stay 7."""
_LOGO_MM = (34.0, 9.0)
_CHOICE = re.compile(r"\{% if [^%]*%\}([^{]*(?:\{\{[^}]*\}\}[^{]*)*)\{% else %\}([^{]*(?:\{\{[^}]*\}\}[^{]*)*)\{% endif %\}")
_STATEMENT = re.compile(r"\{%.*?%\}")
_VALUE = re.compile(r"\{\{.*?\}\}")
_SOME_VALUE = "values"
_CUT = re.compile(r"\[:(\d+)\]")
_CJK = re.compile("[\u2e80-\uffef]")
_LETTERS_PER_DIGIT = 1.2
_PADDING = 0.5


def set_up(sheet: Worksheet, words: FormWords, *, paper: Paper, landscape: bool, headed: bool = False) -> None:
    """Set `sheet` to print on `paper`, one page wide and any number tall, with the footer every form has.

    headed: with organisation and title above each page; a sheet whose title rows are repeated says them there.
    """
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = _CODES[paper]
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _SIDE_INCHES
    margins.bottom, margins.header, margins.footer = 0.65, 0.3, 0.3
    sheet.HeaderFooter.scaleWithDoc = False
    if headed:
        margins.top = _TOP_INCHES_HEADED
        sheet.HeaderFooter.oddHeader = HeaderFooterItem(
            left=_HeaderFooterPart(text=words.organisation, size=_FOOTER), right=_HeaderFooterPart(text=words.title, size=_FOOTER)
        )
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=words.footer, size=_FOOTER), right=_HeaderFooterPart(text=words.page, size=_FOOTER)
    )


def printed_size(width: float, paper: Paper, *, landscape: bool) -> float:
    """Return the size in points at which body text is printed when columns of `width` characters together fit one page."""
    across = _SIZES_MM[paper][landscape] - 2 * _SIDE_INCHES * 25.4
    return style.BODY * min(1.0, across / (width * style.MM_PER_CHARACTER))


def widest(paper: Paper, *, landscape: bool) -> int:
    """Return the width in characters at which body text is still printed as large as it must be."""
    across = _SIZES_MM[paper][landscape] - 2 * _SIDE_INCHES * 25.4
    return int(across / style.MM_PER_CHARACTER * style.BODY / style.SMALLEST_ON_PAPER)


def protect(sheet: Worksheet) -> None:
    """Lock what is not for entry, without a password; filtering, sizing and inserting rows stay allowed."""
    sheet.protection = SheetProtection(
        sheet=True, objects=False, scenarios=False, formatCells=False, formatColumns=False, formatRows=False,
        insertRows=False, insertHyperlinks=False, sort=False, autoFilter=False,
    )  # fmt: skip


class Logo(Image):
    """The stand-in for the client's logo: a plain box of the size that the logo is fitted into."""

    def __init__(self, scale: float = 1.0) -> None:
        self.format = "png"
        self.width, self.height = 340, 90
        place = AnchorMarker(col=0, row=0, colOff=emu(0.8), rowOff=emu(1.2))
        self.anchor = OneCellAnchor(_from=place, ext=XDRPositiveSize2D(emu(_LOGO_MM[0] * scale), emu(_LOGO_MM[1] * scale)))

    def _data(self) -> bytes:
        return placeholder_png()


def lines(text: str, width: float) -> int:
    """Return how many lines `text` takes in a column of `width` characters; a CJK character is two wide.

    Of a text that depends on the profile, the longer way is taken; a value counts for a few characters.
    """
    plain = _VALUE.sub(_some_value, _STATEMENT.sub("", _CHOICE.sub(lambda match: max(match.groups(), key=_wide), text)))
    room = max(1, int((width if _CJK.search(plain) else width * _LETTERS_PER_DIGIT) - _PADDING))
    return sum(max(1, -(-_wide(part) // room)) for part in plain.split("\n"))


def _some_value(tag: re.Match[str]) -> str:
    """Return as many letters as a value may print: those of its cut `[:250]`, else a few."""
    cut = _CUT.search(tag[0])
    letters = "字x" if _CJK.search(tag[0]) else "x"  # Chinese values are rarely as long as their cut allows
    return (letters * int(cut[1]))[: int(cut[1])] if cut else _SOME_VALUE


def height(text: str, width: float) -> float:
    """Return the height in points of a row with `text` in a column of `width` characters."""
    return 5 + (15 if _CJK.search(text) else 13) * lines(text, width)


def _wide(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
