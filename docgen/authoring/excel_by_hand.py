"""The sheet for handwriting: few columns of the register with room to write, printed and kept at hand for when the program is down."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_page as page
from docgen.authoring.excel_register import head_of, title_block
from docgen.authoring.excel_source import ByHand, Register
from docgen.authoring.excel_words import FormWords

_HEAD_ROW = 4
_ROOM_TO_WRITE = 42


def write_by_hand(sheet: Worksheet, by_hand: ByHand, register: Register, words: FormWords) -> None:
    """Write title block, heads and empty rows, tall enough for a pen."""
    labels = {column.id: head_of(column, words) for column in register.columns}
    widths = [float(column.width) for column in by_hand.columns]
    title_block(sheet, widths, words, title=words.band.format(title=words.title, by=sheet.title), hint=by_hand.hint)
    tallest = 1
    for number, column in enumerate(by_hand.columns, 1):
        cell = sheet.cell(_HEAD_ROW, number)
        cell.value, cell.style = column.label or labels[column.id or ""], "Head"
        sheet.column_dimensions[get_column_letter(number)].width = float(column.width)
        tallest = max(tallest, page.lines(str(cell.value), float(column.width)))
        for row in range(_HEAD_ROW + 1, _HEAD_ROW + 1 + by_hand.rows):
            sheet.cell(row, number).style = "Text"
            sheet.row_dimensions[row].height = _ROOM_TO_WRITE
    sheet.row_dimensions[_HEAD_ROW].height = 8 + 14 * tallest
    sheet.print_title_rows = f"1:{_HEAD_ROW}"
