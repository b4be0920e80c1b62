"""The example sheet of a form: rows filled in with plainly invented data, apart from the register and in no formula or count."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_page as page
from docgen.authoring import theme
from docgen.authoring.excel_entry import validation
from docgen.authoring.excel_grid import Grid
from docgen.authoring.excel_register import write_heads
from docgen.authoring.excel_source import Column, Form, Kind
from docgen.authoring.excel_style import column_style
from docgen.authoring.excel_words import FormWords

_BAND_ROW = 3
_FIRST_ROW = 5


def write_example(sheet: Worksheet, form: Form, words: FormWords) -> None:
    """Write the banner, the heads of the visible columns, of which those of the register are printed, and the example rows.

    Choices have the register's lists, so that one can try them out; the dates lie far back, so their checks would refuse them.
    """
    groups = tuple(group for group in form.register.groups if not all(column.hidden for column in group.columns))
    columns = tuple(column for group in groups for column in group.columns)
    for number in range(1, len(columns) + 1):
        sheet.cell(1, number).style = "Banner"
    sheet.cell(1, 1).value = words.banner
    sheet.row_dimensions[1].height = 26
    write_heads(sheet, groups, words, _BAND_ROW)
    for row, filled in enumerate(form.example, _FIRST_ROW):
        for number, column in enumerate(columns, 1):
            cell = sheet.cell(row, number)
            cell.style = column_style(column.type, computed=bool(column.formula or column.missing))
            cell.value = example_value(column, filled.get(column.id))
            cell.number_format = column.format or cell.number_format
        tallest = max(page.lines(text, float(column.width)) for column in columns if (text := filled.get(column.id)))
        sheet.row_dimensions[row].height = 8 + 14 * tallest
    letters = {column.id: get_column_letter(number) for number, column in enumerate(columns, 1)}
    grid = Grid(letters, _FIRST_ROW, _FIRST_ROW + len(form.example) - 1)
    for column in columns:
        if column.type is Kind.CHOICE and (rule := validation(column, form.register, words, grid)):
            sheet.add_data_validation(rule)
    sheet.sheet_properties.tabColor = theme.RED.text
    sheet.freeze_panes = f"B{_FIRST_ROW}"
    sheet.print_title_rows = f"1:{_FIRST_ROW - 1}"
    sheet.print_area = f"A1:{get_column_letter(len(form.register.printed))}{_FIRST_ROW + len(form.example) - 1}"


def example_value(column: Column, text: str | None) -> str | int | float | datetime | None:
    """Return a cell of the example with the type of its column; a text with a tag stays text."""
    if text is None or "{{" in text:
        return text
    match column.type:
        case Kind.DATE | Kind.TIME | Kind.MONTH:
            return datetime.fromisoformat(text)
        case Kind.WHOLE | Kind.NUMBER | Kind.PERCENT:
            return float(Decimal(text)) if "." in text else int(text)
        case _:
            return text
