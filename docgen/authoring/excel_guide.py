"""The guide sheet of a form: what it is, who fills it in when, and how to fill in each column."""

from __future__ import annotations

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_page as page
from docgen.authoring.excel_entry import prompt_of
from docgen.authoring.excel_source import Column, Group, Guide, Section
from docgen.authoring.excel_words import FormWords

_WIDTHS = (19.0, 84.0)


def write_guide(sheet: Worksheet, guide: Guide, groups: tuple[Group, ...], words: FormWords) -> None:
    """Write the guide: title, identity of the workbook, its sections, and the list of the columns of `groups` if it has a heading."""
    for letter, width in zip("AB", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.add_image(page.Logo())
    sheet["B1"].value, sheet["B1"].style = words.title, "Sheet title"
    sheet.row_dimensions[1].height = 36
    row = 3
    for label, value in words.identity:
        _pair(sheet, row, label, value)
        row += 1
    for section in guide.sections:
        row = _section(sheet, row + 1, section)
    if guide.fields:
        _fields(sheet, row + 1, guide.fields, groups, words)


def _section(sheet: Worksheet, row: int, section: Section) -> int:
    """Write a section, between markers if it has a condition; return the next free row."""
    if section.if_:
        sheet.cell(row, 1).value = f"{{%tr if {section.if_} %}}"
        row += 1
    row = _heading(sheet, row, section.heading)
    for text in section.text:
        _paragraph(sheet, row, text)
        row += 1
    for number, text in enumerate(section.steps, 1):
        _pair(sheet, row, str(number), text)
        row += 1
    for pair in section.pairs:
        _pair(sheet, row, pair.label, pair.text)
        row += 1
    if section.if_:
        sheet.cell(row, 1).value = "{%tr endif %}"
        row += 1
    return row


def _fields(sheet: Worksheet, row: int, heading: str, groups: tuple[Group, ...], words: FormWords) -> None:
    """Write the list of columns on a page of its own, a band for each group."""
    sheet.row_breaks.append(Break(id=row - 1))
    row = _heading(sheet, row, heading)
    for letter, label in zip("AB", words.field_labels, strict=True):
        sheet[f"{letter}{row}"].value, sheet[f"{letter}{row}"].style = label, "Head"
    row += 1
    for group in groups:
        shown = [column for column in group.columns if not column.hidden]
        if not shown:
            continue
        sheet.cell(row, 1).value = words.band.format(title=group.title, by=group.by) if group.by else group.title
        for number in (1, 2):
            sheet.cell(row, number).style = "Band"
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        row += 1
        for column in shown:
            _pair(sheet, row, column.label, _how(column, words))
            row += 1


def _how(column: Column, words: FormWords) -> str:
    """Return how a column is filled in: whether it must be, or that it is computed, and its hint."""
    first = words.computed if column.formula or column.missing or column.faults else words.required if column.required else ""
    return words.sentence_gap.join(part for part in (first, prompt_of(column, words)) if part)


def _heading(sheet: Worksheet, row: int, text: str) -> int:
    sheet.cell(row, 1).value, sheet.cell(row, 1).style = text, "Heading"
    sheet.row_dimensions[row].height = 24
    return row + 1


def _paragraph(sheet: Worksheet, row: int, text: str) -> None:
    """Write a paragraph across both columns; LibreOffice grows no rows on opening, so heights are reckoned."""
    for number in (1, 2):
        sheet.cell(row, number).style = "Text"
    sheet.cell(row, 1).value = text
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    sheet.row_dimensions[row].height = page.height(text, sum(_WIDTHS))


def _pair(sheet: Worksheet, row: int, label: str, text: str) -> None:
    sheet.cell(row, 1).value, sheet.cell(row, 1).style = label, "Label"
    sheet.cell(row, 2).value, sheet.cell(row, 2).style = text, "Text"
    sheet.row_dimensions[row].height = max(page.height(cell, width) for cell, width in zip((label, text), _WIDTHS, strict=True))
