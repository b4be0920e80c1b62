"""Sheets of tables, one below the other: lists and master data from the profile, and figures computed from the register.

Rows under a loop of the profile stand between marker rows (`{%tr … %}`), which the engine takes out; the names of the
columns cover them, so that lists and formulas grow with the profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from openpyxl.cell.cell import Cell
from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_page as page
from docgen.authoring import theme
from docgen.authoring.excel_entry import LONGEST_TITLE, LOWEST
from docgen.authoring.excel_formula import translated
from docgen.authoring.excel_grid import Grid, highlight
from docgen.authoring.excel_source import Chart, Kind, Row, Sheet, Table, TableColumn
from docgen.authoring.excel_style import column_style
from docgen.authoring.excel_words import FormWords

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CHART_ROWS = 11
_GAP = 10
_OUTLINE = 6350  # half a point, in EMU
_DAYS = ("DATE(2000,1,1)", "DATE(2099,12,31)")
_NUMBERS = (Kind.WHOLE, Kind.NUMBER, Kind.PERCENT)
_STATEMENTS = re.compile(r"\{%.*?%\}.*\{%.*?%\}")
# The first four run from dark to light, with an outline for the lightest: told apart on a black and white print as well.
SERIES = ("7A1A14", "C4661F", "E0B040", "E3F1E6", theme.BRAND, theme.BRAND_MID)


@dataclass(slots=True)
class Place:
    """Where a table came to stand: its columns' letters, the rows of its body, and the row of its heads."""

    head: int
    grid: Grid


@dataclass(slots=True)
class Stack:
    """A sheet while it is filled from above: the next free row, and the tables put so far by id."""

    sheet: Worksheet
    widths: tuple[float, ...]
    next: int = 1
    places: dict[str, Place] = field(default_factory=dict)


def columns_of(table: Table) -> tuple[TableColumn, ...]:
    """Return the columns of a table: its own, one for each short list, or the one of a list."""
    lists = tuple(TableColumn(id=item.id, label=item.label) for item in table.lists)
    return table.columns or lists or (TableColumn(id=table.id, label=_STATEMENTS.sub("", table.title)),)


def name_of(table: Table, column: TableColumn) -> str:
    """Return the defined name of a table's column."""
    return f"{table.id}_{column.id}" if table.columns else column.id


def write_tables(worksheet: Worksheet, sheet: Sheet, title: str, words: FormWords) -> dict[str, Place]:
    """Write all tables of `sheet`, and its chart; return where each table stands, by id.

    The sheet's title stays in view and stands on each page, or the heads of the one table that says so.
    """
    stack = Stack(worksheet, tuple(float(width) for width in sheet.widths))
    worksheet.freeze_panes, worksheet.print_title_rows = "A2", "1:1"
    for number, width in enumerate(stack.widths, 1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    _line(stack, title, "Sheet title", height=28)
    _line(stack, sheet.hint, "Hint")
    for table in sheet.tables:
        if table.if_:
            _mark(stack, f"if {table.if_}")
        _leave_gap(stack, new_page=table.new_page)
        _write_table(stack, table, words)
        if sheet.chart is not None and sheet.chart.table == table.id:
            _add_chart(stack, sheet.chart)
        if table.if_:
            _mark(stack, "endif")
    return stack.places


def _write_table(stack: Stack, table: Table, words: FormWords) -> None:
    columns = columns_of(table)
    letters = _letters(columns)
    _line(stack, table.title, "Heading", height=20)
    if table.note:
        _line(stack, table.note, "Hint")
    head = stack.next
    tallest = 1
    for column in columns:
        cell = _spread(stack, letters[column.id], column.span, "Head")
        cell.value = column.label
        tallest = max(tallest, page.lines(column.label, sum(stack.widths[cell.column - 1 : cell.column - 1 + column.span])))
    stack.sheet.row_dimensions[head].height = 8 + 14 * tallest
    stack.next += 1
    if table.heads_stay:
        stack.sheet.freeze_panes, stack.sheet.print_title_rows = f"A{stack.next}", f"{head}:{head}"
    body: list[int] = []
    for row in _rows_of(table):
        body += write_rows(stack, columns, letters, row, len(body))
    grid = Grid(letters, body[0], body[-1])
    stack.places[table.id] = Place(head, grid)
    if table.spare and len(columns) == 1 and not columns[0].values:
        _refuse_twice(stack.sheet, columns[0], grid, words)
    else:
        add_checks(stack.sheet, columns, grid)
    highlight(stack.sheet, table.highlights, grid)


def _rows_of(table: Table) -> Iterator[Row]:
    """Yield the rows of a table, whichever way they are written, and the spare ones."""
    for values in zip_longest(*(item.values for item in table.lists)):
        yield Row(cells={item.id: value for item, value in zip(table.lists, values, strict=True) if value is not None})
    for value in table.values:
        yield Row(cells={table.id: value})
    yield from table.rows
    yield from (Row() for _ in range(table.spare))


def write_rows(stack: Stack, columns: tuple[TableColumn, ...], letters: Mapping[str, str], row: Row, done: int) -> Iterator[int]:
    """Write a row of the source with the markers around it; yield the numbers of its rows."""
    markers = [*([f"if {row.if_}"] if row.if_ else []), *(f"for {loop}" for loop in row.for_)]
    for marker in markers:
        _mark(stack, marker)
    for number in range(row.repeat):
        yield stack.next
        computed = {column.id: column.formula for column in columns if column.formula}
        if row.lines > 1:
            stack.sheet.row_dimensions[stack.next].height = 5 + 15 * row.lines
        _write_cells(stack, columns, letters, computed | dict(row.cells), done + number + 1)
    for marker in reversed(markers):
        _mark(stack, f"end{marker.split()[0]}")


def _leave_gap(stack: Stack, *, new_page: bool) -> None:
    """Leave a low blank row, and break the page below it: a break on a marker row would vanish with the marker."""
    stack.sheet.row_dimensions[stack.next].height = _GAP
    if new_page:
        stack.sheet.row_breaks.append(Break(id=stack.next))
    stack.next += 1


def _mark(stack: Stack, statement: str) -> None:
    stack.sheet.cell(stack.next, 1).value = f"{{%tr {statement} %}}"
    stack.next += 1


def _write_cells(stack: Stack, columns: tuple[TableColumn, ...], letters: Mapping[str, str], cells: Mapping[str, str], number: int) -> None:
    row = stack.next
    for column in columns:
        text = cells.get(column.id)
        computed = text is not None and text.startswith("=")
        cell = _spread(stack, letters[column.id], column.span, column_style(column.type, computed=text is not None and not column.editable))
        if text is not None:
            cell.value = translated(text, lambda name: f"${letters[name]}{row}", number) if computed else _value(text)
    stack.next += 1


def _letters(columns: tuple[TableColumn, ...]) -> dict[str, str]:
    """Return the letter of the first sheet column that each column of a table takes."""
    letters, number = {}, 1
    for column in columns:
        letters[column.id] = get_column_letter(number)
        number += column.span
    return letters


def _spread(stack: Stack, letter: str, span: int, style: str) -> Cell:
    """Style the cells that a column takes in the next row, merge them if they are several, and return the first."""
    first: Cell = stack.sheet[f"{letter}{stack.next}"]
    for offset in range(span):
        stack.sheet.cell(stack.next, first.column + offset).style = style
    if span > 1:
        stack.sheet.merge_cells(start_row=stack.next, start_column=first.column, end_row=stack.next, end_column=first.column + span - 1)
    return first


def _value(text: str) -> str | float | int:
    """Return a number as a number."""
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def _line(stack: Stack, text: str, style: str, height: float | None = None) -> None:
    """Write one line of text across all columns."""
    for number in range(1, len(stack.widths) + 1):
        stack.sheet.cell(stack.next, number).style = style
    stack.sheet.cell(stack.next, 1).value = text
    stack.sheet.merge_cells(start_row=stack.next, start_column=1, end_row=stack.next, end_column=len(stack.widths))
    stack.sheet.row_dimensions[stack.next].height = height or 4 + 15 * page.lines(text, sum(stack.widths))
    stack.next += 1


def add_checks(sheet: Worksheet, columns: tuple[TableColumn, ...], grid: Grid, *, numbers: bool = False) -> None:
    """Add the drop-down lists and hints of columns that people fill in; with `numbers`, refuse text where numbers belong."""
    days = (Kind.DATE, Kind.MONTH) if numbers else (Kind.DATE,)
    for column in columns:
        day = column.type in days and not column.formula
        number = numbers and column.type in _NUMBERS
        if not (column.prompt or column.values or day or number):
            continue
        found = DataValidation(sqref=grid.area(column.id), allow_blank=True)
        if day:
            found.type, found.operator, found.formula1, found.formula2 = "date", "between", *_DAYS
            found.showErrorMessage = True
        if number:
            found.type, found.operator = "whole" if column.type is Kind.WHOLE else "decimal", "greaterThanOrEqual"
            found.formula1, found.showErrorMessage = str(LOWEST if column.below_zero else 0), True
        if column.values:
            found.type, found.formula1, found.showErrorMessage = "list", f'"{",".join(column.values)}"', True
        _prompt(found, column)
        sheet.add_data_validation(found)


def _prompt(found: DataValidation, column: TableColumn) -> None:
    if column.prompt:
        found.promptTitle, found.prompt, found.showInputMessage = column.label[:LONGEST_TITLE], column.prompt, True


def _refuse_twice(sheet: Worksheet, column: TableColumn, grid: Grid, words: FormWords) -> None:
    """Let no entry that people add to a list stand there twice: the figures of a summary would count its rows twice."""
    formula = f"COUNTIF({grid.fixed(column.id)},{grid.cell(column.id)})=1"
    found = DataValidation(type="custom", formula1=formula, sqref=grid.area(column.id), allow_blank=True)
    found.errorTitle, found.error, found.showErrorMessage = words.refused, words.fault_twice.format(label=column.label), True
    _prompt(found, column)
    sheet.add_data_validation(found)


def _add_chart(stack: Stack, chart: Chart) -> None:
    """Add stacked columns below the table that they show, in rows kept free for them."""
    place = stack.places[chart.table]
    numbers = {column: column_index_from_string(letter) for column, letter in place.grid.letters.items()}
    found = BarChart()
    found.type, found.grouping, found.overlap, found.gapWidth = "col", "stacked", 100, 60
    found.title, found.style, found.legend.position = _chart_title(chart.title), 10, "r"
    found.width, found.height = 24, 5.4
    found.x_axis.delete = found.y_axis.delete = False
    found.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=theme.HAIR)))
    found.y_axis.number_format = "0"
    for colour, column in zip(SERIES, chart.series, strict=False):
        values = Reference(stack.sheet, min_col=numbers[column], min_row=place.head, max_row=place.grid.last)
        series = Series(values, title_from_data=True)
        series.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=theme.MUTED, w=_OUTLINE))
        found.series.append(series)
    found.set_categories(Reference(stack.sheet, min_col=numbers[chart.labels], min_row=place.grid.first, max_row=place.grid.last))
    _leave_gap(stack, new_page=chart.new_page)
    stack.sheet.add_chart(found, f"A{stack.next}")
    stack.next += _CHART_ROWS


def _chart_title(text: str) -> Title:
    """Return a chart's title in the size of a heading."""
    letters = CharacterProperties(sz=1100, b=True, solidFill=theme.INK)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=text)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
