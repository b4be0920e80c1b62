"""The register sheet of a form: title block, bands and heads, the row that all rows are like, its checks and highlights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_page as page
from docgen.authoring.excel_entry import NEXT_DAY, validation
from docgen.authoring.excel_formula import translated
from docgen.authoring.excel_grid import Grid, highlight
from docgen.authoring.excel_source import Column, Group, Kind, Register
from docgen.authoring.excel_style import column_style
from docgen.authoring.excel_words import FormWords
from docgen.formats.handing_out import NUMBER, mark_of

BAND_ROW, HEAD_ROW, FIRST_ROW = 4, 5, 6
_SIDE_SHARE = 0.3
_COUNTED = (Kind.DATE, Kind.TIME, Kind.MONTH, Kind.WHOLE, Kind.NUMBER, Kind.PERCENT)
_NOTHING = '""'
_HANDED_OUT = re.compile(r"\s*\{(number|period|site)(?:: *([A-Z][A-Z0-9]{1,9}))?\}\s*$")
_THREE_LINES = 46


def grid_of(register: Register) -> Grid:
    """Return where the columns of `register` stand."""
    letters = {column.id: get_column_letter(number) for number, column in enumerate(register.columns, 1)}
    return Grid(letters, FIRST_ROW, FIRST_ROW + register.rows - 1)


def write_register(sheet: Worksheet, register: Register, words: FormWords) -> Grid:
    """Write the register; of its equal rows only the first, which packing repeats. Return where its columns stand."""
    grid = grid_of(register)
    widths = [float(column.width) for column in register.printed]
    title_block(sheet, widths, words, title=words.title, hint=register.hint, blanks=register.blanks)
    write_heads(sheet, register.groups, words, BAND_ROW)
    for column in register.columns:
        letter = grid.letters[column.id]
        sheet.column_dimensions[letter].hidden = column.hidden
        cell = sheet[f"{letter}{FIRST_ROW}"]
        cell.value = _computed(column, register, words, grid)
        cell.style = column_style(column.type, computed=cell.value is not None)
        cell.number_format = column.format or cell.number_format
        rule = validation(column, register, words, grid)
        if rule is not None:
            sheet.add_data_validation(rule)
    highlight(sheet, register.highlights, grid)
    last = get_column_letter(len(grid.letters))
    sheet.sheet_format.defaultRowHeight = _THREE_LINES  # a default and no fixed height: a row that is filled in grows with its text
    sheet.freeze_panes = f"{get_column_letter(register.frozen + 1)}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{grid.last}"
    sheet.print_title_rows = f"1:{HEAD_ROW}"
    sheet.print_area = f"A1:{grid.letters[register.printed[-1].id]}{grid.last}"
    page.protect(sheet)
    return grid


def write_heads(sheet: Worksheet, groups: Iterable[Group], words: FormWords, row: int) -> None:
    """Write the bands of groups in `row` and the heads of their columns below, and set the columns' widths."""
    number, tallest = 1, 1
    for group in groups:
        start = number
        for column in group.columns:
            cell = sheet.cell(row + 1, number, head_of(column, words))
            cell.style = "Head"
            sheet.column_dimensions[get_column_letter(number)].width = float(column.width)
            tallest = max(tallest, page.lines(str(cell.value), float(column.width)))
            number += 1
        band = sheet.cell(row, start, words.band.format(title=group.title, by=group.by) if group.by else group.title)
        for place in range(start, number):
            sheet.cell(row, place).style = "Band"
        if number - start > 1:
            sheet.merge_cells(start_row=row, start_column=start, end_row=row, end_column=number - 1)
        band.style = "Band"
    sheet.row_dimensions[row].height = 20
    sheet.row_dimensions[row + 1].height = 8 + 14 * tallest


def head_of(column: Column, words: FormWords) -> str:
    """Return the head of a column: its label, and its unit below."""
    return (column.head or column.label) + ("\n" + words.unit.format(unit=column.unit) if column.unit else "")


def _computed(column: Column, register: Register, words: FormWords, grid: Grid) -> str | None:
    if column.missing:
        return _missing(register, words, grid)
    if column.faults:
        return _faults(register, words, grid)
    return translated(column.formula, grid.here) if column.formula else None


def _missing(register: Register, words: FormWords, grid: Grid) -> str:
    """Return the formula that lists the labels of required cells still empty in a row that has been begun."""
    first, *others = register.columns
    found = []
    for column in others:
        empty, label = f'{grid.here(column.id)}=""', '"' + words.missing_gap + column.label.replace('"', '""') + '"'
        if column.required:
            found.append(f'IF({empty},{label},"")')
        elif column.required_if:
            found.append(f'IF({empty},IF({translated(column.required_if, grid.here)},{label},""),"")')
    found += [grid.here(column.id) for column in register.columns if column.faults]
    return f'=IF({grid.here(first.id)}="","",MID({"&".join(found)},{len(words.missing_gap) + 1},500))'


def _faults(register: Register, words: FormWords, grid: Grid) -> str:
    """Return the formula that names entries which a check would have refused: pasted data pass every check of a cell."""
    first = register.columns[0]
    found = [part for column in register.columns if not column.formula for part in _fault(column, register, words, grid)]
    return f'=IF({grid.here(first.id)}="","",{"&".join(found) or _NOTHING})'


def _fault(column: Column, register: Register, words: FormWords, grid: Grid) -> Iterator[str]:
    """Yield the conditions under which an entry of `column` is wrong, each with what is then said."""
    here = grid.here(column.id)

    def said(condition: str, text: str) -> str:
        return f'IF({condition},"{words.missing_gap}{text}","")'

    if column.type is Kind.CODE:
        yield said(f"COUNTIF({column.id},{here})>1", words.fault_twice.format(label=column.label))
    elif column.type in _COUNTED:
        yield said(f"ISTEXT({here})", words.fault_text.format(label=column.label))
    elif column.list and not column.open:
        yield said(f'IF({here}="",0,COUNTIF({column.list},{here})=0)', words.fault_list.format(label=column.label))
    if column.after:
        label = next(item.label for item in register.columns if item.id == column.after)
        before = grid.here(column.after)
        yield said(f"IF(COUNT({here},{before})=2,{here}<{before})", words.fault_order.format(label=column.label, before=label))
    if column.past:
        yield said(f"N({here})>{NEXT_DAY}", words.fault_ahead.format(label=column.label))
    for item in column.wrong:
        yield said(translated(item.when, grid.here), item.says.replace('"', '""'))


def title_block(sheet: Worksheet, widths: list[float], words: FormWords, *, title: str, hint: str, blanks: tuple[str, ...] = ()) -> None:
    """Write rows 1 to 3: logo, title, code and version; blanks to fill in, retention and keeper; the hint."""
    count = len(widths)
    left = _columns_within(widths, sum(widths) * _SIDE_SHARE)
    right = count - _columns_within(widths[::-1], sum(widths) * _SIDE_SHARE)
    scale = min(1.5, max(1.0, sum(widths) / 145))
    sheet.add_image(page.Logo(scale))
    _block(sheet, 1, left + 1, right, title, "Form title")
    _block(sheet, 1, right + 1, count, words.code_line, "Identity")
    parts = _shares(widths[:right], max(1, len(blanks)))
    for (start, end), blank in zip(parts, blanks, strict=False):
        text, mark = without_mark(blank)
        _block(sheet, 2, start, end, text, "Blank")
        if mark and sheet.parent is not None:
            place = f"{quote_sheetname(sheet.title)}!${get_column_letter(start)}$2"
            sheet.parent.defined_names[mark] = DefinedName(mark, attr_text=place)
    _block(sheet, 2, right + 1, count, words.keeping_line, "Identity")
    _block(sheet, 3, 1, count, hint, "Hint")
    sheet.row_dimensions[1].height = 34 * scale
    sheet.row_dimensions[2].height = 22
    sheet.row_dimensions[3].height = 6 + 15 * page.lines(hint, sum(widths))


def without_mark(blank: str) -> tuple[str, str]:
    """Return a blank under the title without the `{period}` at its end, and the name that marks it; "" for one filled in by hand."""
    match = _HANDED_OUT.search(blank)
    if match is None or bool(match[2]) != (match[1] == NUMBER):
        return blank, ""
    return blank[: match.start()], mark_of(match[1], match[2] or "")


def _block(sheet: Worksheet, row: int, start: int, end: int, text: str, style: str) -> None:
    for column in range(start, end + 1):
        sheet.cell(row, column).style = style
    sheet.cell(row, start).value = text
    if end > start:
        sheet.merge_cells(start_row=row, start_column=start, end_row=row, end_column=end)


def _columns_within(widths: list[float], width: float) -> int:
    """Return how many columns from the left together stay within `width`, one at least."""
    total, count = 0.0, 0
    for item in widths:
        total += item
        if total > width:
            break
        count += 1
    return max(1, count)


def _shares(widths: list[float], parts: int) -> list[tuple[int, int]]:
    """Cut columns into `parts` runs of about the same width; return first and last column of each, from 1."""
    runs: list[tuple[int, int]] = []
    start, total, done = 1, sum(widths), 0.0
    for number, width in enumerate(widths, 1):
        done += width
        if done >= total * (len(runs) + 1) / parts - 0.01 or number == len(widths):
            runs.append((start, number))
            start = number + 1
    return runs
