"""The sheet for handwriting: fields of the register with room to write, printed and kept at hand for when the program is down.

A field labelled `<` joins the one at its left. A foot line that ends with a colon is one to write on.
"""

from __future__ import annotations

import re

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_page as page
from docgen.authoring import excel_style as style
from docgen.authoring.excel_register import head_of, title_block
from docgen.authoring.excel_source import ByHand, FootLine, HandField, Paper, Register
from docgen.authoring.excel_words import FormWords

_HEAD_ROW = 4
_ROOM_TO_WRITE = 42
_PEN_MM = 8.2
_JOINED = "<"
_STATEMENT = re.compile(r"\{%.*?%\}")


def write_by_hand(sheet: Worksheet, by_hand: ByHand, register: Register, words: FormWords) -> None:
    """Write title block, heads, empty rows tall enough for a pen, and the lines to write on or to look up under them."""
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
        which = (row - first) % len(fields)
        sheet.row_dimensions[row].height = _pen(widths) if by_hand.two_lines else _ROOM_TO_WRITE
        for start, stop in _runs([_label(field, labels) for field in fields[which]]):
            _cells(sheet, row, start, stop, "Label" if which else "Text")
    _write_foot(sheet, by_hand.foot, end, widths)
    sheet.print_title_rows = f"1:{first - 1}"


def _pen(widths: list[float]) -> float:
    """Return the height in points of a row that is tall enough for a pen once columns of `widths` are shrunk to the page."""
    shrunk = page.printed_size(sum(widths), Paper.A4, landscape=True) / style.BODY
    return round(_PEN_MM / 25.4 * 72 / shrunk, 1)


def _label(field: HandField | None, labels: dict[str, str]) -> str:
    return "" if field is None else field.label or labels[field.id or ""]


def _runs(labels: list[str]) -> list[tuple[int, int]]:
    """Return first and last column of each field of a line, from 1."""
    starts = [number for number, label in enumerate(labels, 1) if label != _JOINED or number == 1]
    return list(zip(starts, [start - 1 for start in starts[1:]] + [len(labels)], strict=True))


def _cells(sheet: Worksheet, row: int, start: int, stop: int, name: str) -> None:
    """Give the cells of a field their style, and join them."""
    for number in range(start, stop + 1):
        sheet.cell(row, number).style = name
    if stop > start:
        sheet.merge_cells(start_row=row, start_column=start, end_row=row, end_column=stop)


def _heads(sheet: Worksheet, row: int, labels: list[str], widths: list[float]) -> None:
    """Write a line of heads."""
    tallest = 1
    for start, stop in _runs(labels):
        _cells(sheet, row, start, stop, "Head")
        sheet.cell(row, start).value = labels[start - 1]
        tallest = max(tallest, page.lines(labels[start - 1], sum(widths[start - 1 : stop])))
    sheet.row_dimensions[row].height = 8 + 14 * tallest


def _write_foot(sheet: Worksheet, foot: tuple[FootLine, ...], row: int, widths: list[float]) -> None:
    """Write lines across all columns, with the markers of their loops around them."""
    for line in foot:
        for loop in line.for_:
            sheet.cell(row, 1).value = f"{{%tr for {loop} %}}"
            row += 1
        to_write_on = _STATEMENT.sub("", line.text).rstrip().endswith((":", "："))
        _cells(sheet, row, 1, len(widths), "Text" if to_write_on else "Hint")
        sheet.cell(row, 1).value = line.text
        sheet.row_dimensions[row].height = _pen(widths) if to_write_on else page.height(line.text, sum(widths))
        row += 1
        for _ in line.for_:
            sheet.cell(row, 1).value = "{%tr endfor %}"
            row += 1
