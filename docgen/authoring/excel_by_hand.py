"""The sheet for handwriting: fields of the register with room to write, printed and kept at hand for when the program is down."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_page as page
from docgen.authoring.excel_register import head_of, title_block
from docgen.authoring.excel_source import ByHand, FootLine, HandField, Register
from docgen.authoring.excel_words import FormWords

_HEAD_ROW = 4
_ROOM_TO_WRITE = 42
_ROOM_OF_TWO = 27


def write_by_hand(sheet: Worksheet, by_hand: ByHand, register: Register, words: FormWords) -> None:
    """Write title block, heads, empty rows tall enough for a pen, and the lines to look up under them."""
    labels = {column.id: head_of(column, words) for column in register.columns}
    widths = [float(column.width) for column in by_hand.columns]
    title_block(sheet, widths, words, title=words.band.format(title=words.title, by=sheet.title), hint=by_hand.hint)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    upper: list[HandField | None] = list(by_hand.columns)
    fields = [upper, [column.below for column in by_hand.columns]] if by_hand.two_lines else [upper]
    for row, line in enumerate(fields, _HEAD_ROW):
        _heads(sheet, row, [_label(field, labels) for field in line], widths)
    first = _HEAD_ROW + len(fields)
    end = first + by_hand.rows * len(fields)
    for row in range(first, end):
        sheet.row_dimensions[row].height = _ROOM_OF_TWO if by_hand.two_lines else _ROOM_TO_WRITE
        for number in range(1, len(widths) + 1):
            sheet.cell(row, number).style = "Text" if (row - first) % len(fields) == 0 else "Label"
    _write_foot(sheet, by_hand.foot, end, widths)
    sheet.print_title_rows = f"1:{first - 1}"


def _label(field: HandField | None, labels: dict[str, str]) -> str:
    return "" if field is None else field.label or labels[field.id or ""]


def _heads(sheet: Worksheet, row: int, labels: list[str], widths: list[float]) -> None:
    """Write a line of heads."""
    for number, label in enumerate(labels, 1):
        sheet.cell(row, number).value, sheet.cell(row, number).style = label, "Head"
    sheet.row_dimensions[row].height = 8 + 14 * max(page.lines(label, width) for label, width in zip(labels, widths, strict=True))


def _write_foot(sheet: Worksheet, foot: tuple[FootLine, ...], row: int, widths: list[float]) -> None:
    """Write lines across all columns, with the markers of their loops around them."""
    for line in foot:
        for loop in line.for_:
            sheet.cell(row, 1).value = f"{{%tr for {loop} %}}"
            row += 1
        for number in range(1, len(widths) + 1):
            sheet.cell(row, number).style = "Hint"
        sheet.cell(row, 1).value = line.text
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(widths))
        sheet.row_dimensions[row].height = page.height(line.text, sum(widths))
        row += 1
        for _ in line.for_:
            sheet.cell(row, 1).value = "{%tr endfor %}"
            row += 1
