"""The text source of an Excel form, or of a workbook of lists (YAML) -> its template (.xlsx with tags): docs/authoring-excel.md."""

from __future__ import annotations

import re

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring import excel_page as page
from docgen.authoring.excel_by_hand import write_by_hand
from docgen.authoring.excel_check import problems_of
from docgen.authoring.excel_example import write_example
from docgen.authoring.excel_grid import HEADS, Grid
from docgen.authoring.excel_guide import write_guide
from docgen.authoring.excel_lists import Lists, problems_of_lists, write_lists
from docgen.authoring.excel_package import packed, properties
from docgen.authoring.excel_register import FIRST_ROW, HEAD_ROW, write_register
from docgen.authoring.excel_source import Form, Group, Guide, Paper, Sheet, read_source
from docgen.authoring.excel_style import add_styles
from docgen.authoring.excel_tables import columns_of, name_of, write_tables
from docgen.authoring.excel_words import WORDS, FormWords
from docgen.authoring.theme_part import theme_part
from docgen.errors import Place, Problem, TemplateError
from docgen.messages import message

_OF_LISTS = re.compile(r"^sheets:", re.MULTILINE)  # the key that tells a workbook of lists from a form


def compile_excel(source: str, name: str) -> bytes:
    """Return the template that the YAML text `source` describes; the same source gives the same bytes.

    Args:   name: the source's file name, which says the language: `incident-record.zh.yaml`.
    Raises: TemplateError: every fault of the source, with line and remedy.
    """
    language = _language(name)
    return _lists(source, name, language) if _OF_LISTS.search(source) else _form(source, name, language)


def _lists(source: str, name: str, language: str) -> bytes:
    lists, places = read_source(source, name, Lists)
    _refuse(tuple(problems_of_lists(lists, places)))
    words, workbook = WORDS[language], _workbook(language)
    _write_guide(workbook, lists.guide, (), words)
    write_lists(workbook, lists, words)
    return packed(workbook, {}, words.logo)


def _form(source: str, name: str, language: str) -> bytes:
    form, places = read_source(source, name, Form)
    _refuse(problems_of(form, places))
    words, workbook = WORDS[language], _workbook(language)
    _write_sheets(workbook, form, words)
    charts = [sheet.chart.title for sheet in (form.lists, form.summary) if sheet and sheet.chart]
    register = f"xl/worksheets/sheet{workbook.sheetnames.index(form.register.sheet or words.register) + 1}.xml"
    return packed(workbook, {register: (FIRST_ROW, FIRST_ROW + form.register.rows - 1)}, words.logo, charts)


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise TemplateError(*problems)


def _workbook(language: str) -> Workbook:
    """Return an empty workbook with the theme, the properties and the styles of all."""
    workbook = Workbook()
    workbook.loaded_theme = theme_part(language)
    workbook.properties = properties(language)
    add_styles(workbook, language)
    return workbook


def _write_sheets(workbook: Workbook, form: Form, words: FormWords) -> None:
    """Write all sheets in the order of their tabs, the example last, and define the names that formulas use."""
    _write_guide(workbook, form.guide, form.register.groups, words)
    register = _sheet(workbook, form.register.sheet or words.register)
    grid = write_register(register, form.register, words)
    page.set_up(register, words, paper=form.paper, landscape=True)
    for column in form.register.columns:
        _define(workbook, column.id, register, grid, column.id)
    workbook.defined_names[HEADS] = DefinedName(HEADS, attr_text=f"'{register.title}'!$A${HEAD_ROW}")
    page.protect(_write_tables(workbook, form.lists, words.lists, words, landscape=False))
    if form.summary is not None:
        summary = _write_tables(workbook, form.summary, words.summary, words, landscape=True)
        page.protect(summary)
    if form.by_hand is not None:
        by_hand = _sheet(workbook, form.by_hand.sheet or words.by_hand)
        write_by_hand(by_hand, form.by_hand, form.register, words)
        page.set_up(by_hand, words, paper=Paper.A4, landscape=True)
        by_hand.page_setup.fitToHeight = 1
    example = _sheet(workbook, words.example)
    write_example(example, form, words)
    page.set_up(example, words, paper=form.paper, landscape=True, headed=True)


def _write_guide(workbook: Workbook, guide: Guide, groups: tuple[Group, ...], words: FormWords) -> None:
    """Write the guide on the one sheet that a new workbook has."""
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = guide.sheet or words.guide
    write_guide(sheet, guide, groups, words)
    page.set_up(sheet, words, paper=Paper.A4, landscape=False, headed=True)


def _write_tables(workbook: Workbook, sheet: Sheet, title: str, words: FormWords, *, landscape: bool) -> Worksheet:
    worksheet = _sheet(workbook, sheet.sheet or title)
    places = write_tables(worksheet, sheet, worksheet.title, words)
    for table in sheet.tables:
        for column in columns_of(table) if not table.if_ else ():  # a name would outlive its table
            grid = places[table.id].grid
            counts = [len(item.values) for item in table.lists if item.id == column.id]
            _define(workbook, name_of(table, column), worksheet, grid.shortened(counts[0]) if counts else grid, column.id)
    page.set_up(worksheet, words, paper=Paper.A4, landscape=landscape, headed=True)
    return worksheet


def _sheet(workbook: Workbook, title: str) -> Worksheet:
    sheet = workbook.create_sheet(title)
    assert isinstance(sheet, Worksheet)
    return sheet


def _define(workbook: Workbook, name: str, sheet: Worksheet, grid: Grid, column: str) -> None:
    workbook.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!{grid.fixed(column)}")


def _language(name: str) -> str:
    found = next((language for language in WORDS if f".{language}." in name), None)
    if found is None:
        where = Place(file=name)
        remedy = message("authoring.excel-language-remedy")
        raise TemplateError(Problem(where=where, what=message("authoring.excel-language"), found=name, remedy=remedy))
    return found
