"""A workbook of lists: sheets whose rows come from loops, with columns beside them that people fill in.

The source says `sheets`, each with a hint, groups of columns as those of a register, and rows as those of a table. Columns have no
formulas, a cell of a row may be one: what docgen writes is locked, what is empty is to be written on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_page as page
from docgen.authoring import excel_style as style
from docgen.authoring.excel_formula import wrong_in
from docgen.authoring.excel_grid import Grid
from docgen.authoring.excel_register import BAND_ROW, FIRST_ROW, HEAD_ROW, title_block, write_heads
from docgen.authoring.excel_source import Column, Group, Guide, Paper, Row, TableColumn
from docgen.authoring.excel_tables import Stack, add_checks, write_rows
from docgen.authoring.excel_words import FormWords
from docgen.domain.shapes import Count
from docgen.errors import Problem
from docgen.messages import message
from docgen.sources.places import Places

_TWO_LINES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet:
    """A sheet with one list. `sheet` is its name; `rows` come from loops; `spare` empty ones follow for the client's own entries."""

    sheet: str
    hint: str
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    spare: Count = 0

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns from left to right."""
        return tuple(column for group in self.groups for column in group.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The whole workbook; its guide has no list of columns."""

    paper: Paper = Paper.A4
    guide: Guide
    sheets: tuple[ListSheet, ...]


def write_lists(workbook: Workbook, lists: Lists, words: FormWords) -> None:
    """Write the sheets in their order, behind those that `workbook` has."""
    for item in lists.sheets:
        sheet = workbook.create_sheet(item.sheet)
        assert isinstance(sheet, Worksheet)
        _write_sheet(sheet, item, words)
        page.set_up(sheet, words, paper=lists.paper, landscape=True)
        page.protect(sheet)


def problems_of_lists(lists: Lists, places: Places) -> Iterator[Problem]:
    """Yield cells that belong to no column, and sheets too wide to be read on paper."""
    for number, sheet in enumerate(lists.sheets):
        known = [column.id for column in sheet.columns]
        for place, row in enumerate(sheet.rows):
            for name, text in row.cells.items():
                path = f"sheets[{number}].rows[{place}].cells.{name}"
                if name not in known:
                    yield _problem(places, path, "excel-unknown-column", found=name)
                for wrong in wrong_in(text, known, ()) if text.startswith("=") else ():
                    yield _problem(places, path, wrong.key, found=wrong.word)
        width = sum(float(column.width) for column in sheet.columns)
        if page.printed_size(width, lists.paper, landscape=True) < style.SMALLEST_ON_PAPER:
            most, least = page.widest(lists.paper, landscape=True), style.SMALLEST_ON_PAPER
            path = f"sheets[{number}].groups"
            yield _problem(places, path, "excel-too-wide", width=round(width), most=most, paper=lists.paper.value, least=least)


def _problem(places: Places, path: str, key: str, *, found: str = "", **values: object) -> Problem:
    what, remedy = message(f"authoring.{key}", **values), message(f"authoring.{key}-remedy", **values)
    return Problem(where=places.place(path), what=what, found=found, remedy=remedy)


def _write_sheet(sheet: Worksheet, item: ListSheet, words: FormWords) -> None:
    """Write title block, bands, heads and rows of a list."""
    title_block(sheet, [float(column.width) for column in item.columns], words, title=words.title, hint=item.hint)
    write_heads(sheet, item.groups, words, BAND_ROW)
    columns = tuple(
        TableColumn(
            id=column.id,
            label=column.label,
            type=column.type,
            values=column.values,
            prompt=column.prompt,
            below_zero=column.below_zero,
        )
        for column in item.columns
    )
    letters = {column.id: get_column_letter(number) for number, column in enumerate(columns, 1)}
    stack = Stack(sheet, tuple(float(column.width) for column in item.columns), next=FIRST_ROW)
    for row in (*item.rows, *(Row() for _ in range(item.spare))):
        for _ in write_rows(stack, columns, letters, row, 0):
            pass
    grid = Grid(letters, FIRST_ROW, stack.next - 1)
    add_checks(sheet, columns, grid, numbers=True)
    sheet.sheet_format.defaultRowHeight = _TWO_LINES  # a default: a row with a longer text grows
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{grid.last}"
    sheet.print_title_rows = f"1:{HEAD_ROW}"
