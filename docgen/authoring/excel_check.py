"""What can be wrong with the source of a form beyond its YAML: names that do not exist, texts too long, a page too wide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from docgen.authoring import excel_page as page
from docgen.authoring import excel_style as style
from docgen.authoring.excel_entry import LONGEST_PROMPT
from docgen.authoring.excel_example import example_value
from docgen.authoring.excel_formula import wrong_in
from docgen.authoring.excel_grid import HEADS
from docgen.authoring.excel_register import without_mark
from docgen.authoring.excel_source import ByHand, Chart, Column, Form, HandField, Highlight, Kind, Paper, Sheet, Table
from docgen.authoring.excel_tables import columns_of, name_of
from docgen.errors import Problem
from docgen.messages import message
from docgen.sources.places import Places

_NAME = re.compile(r"[a-z][a-z_]*[a-z]")
_LOOP = re.compile(r"\w+(\s*,\s*\w+)*\s+in\s+\S.*", re.DOTALL)
_LEFT_MARK = re.compile(r"(?<!\{)\{[a-z]+(:[^{}]*)?\}(?!\})")
_TIMES = (Kind.DATE, Kind.TIME, Kind.MONTH)
_LONGEST_LIST = 250
_FEWEST_COLUMNS = 3


def problems_of(form: Form, places: Places) -> tuple[Problem, ...]:
    """Return everything that is wrong with `form`, each with the line of its field."""
    check = _Check(form, places)
    check.register()
    check.sheet(form.lists, "lists")
    if form.summary is not None:
        check.sheet(form.summary, "summary")
    if form.by_hand is not None:
        check.by_hand(form.by_hand)
    check.example()
    return tuple(check.problems)


def defined_names(form: Form) -> Iterator[tuple[str, str]]:
    """Yield every name that formulas may use, with the path of what it names: columns of the register, columns of tables."""
    for group_number, group in enumerate(form.register.groups):
        for number, column in enumerate(group.columns):
            yield column.id, f"register.groups[{group_number}].columns[{number}].id"
    for sheet_name, sheet in (("lists", form.lists), ("summary", form.summary)):
        for number, table in enumerate(sheet.tables if sheet else ()):
            if table.if_:
                continue
            for place, item in enumerate(columns_of(table)):
                inner = f".columns[{place}].id" if table.columns else f".lists[{place}].id" if table.lists else ".id"
                yield name_of(table, item), f"{sheet_name}.tables[{number}]{inner}"


class _Check:
    """Collects the problems of one form."""

    def __init__(self, form: Form, places: Places) -> None:
        self.problems: list[Problem] = []
        self._form = form
        self._places = places
        self._columns: Mapping[str, Column] = {column.id: column for column in form.register.columns}
        self._names = self._collected_names()

    def register(self) -> None:
        register, paper = self._form.register, self._form.paper
        if len(register.printed) < _FEWEST_COLUMNS:
            self._fault("register.groups", "excel-few-columns", least=_FEWEST_COLUMNS)
        if register.columns[: len(register.printed)] != register.printed:
            self._fault("register.groups", "excel-printed-first")
        for number, blank in enumerate(register.blanks):
            if _LEFT_MARK.search(without_mark(blank)[0]):
                self._fault(f"register.blanks[{number}]", "excel-blank", found=blank)
        self._width("register.groups", sum(float(column.width) for column in register.printed), paper, landscape=True)
        for group_number, group in enumerate(register.groups):
            for number, column in enumerate(group.columns):
                self._column(column, f"register.groups[{group_number}].columns[{number}]")
        self._highlights(register.highlights, "register.highlights", self._columns)

    def sheet(self, sheet: Sheet, path: str) -> None:
        self._width(f"{path}.widths", sum(map(float, sheet.widths)), Paper.A4, landscape=path == "summary")
        for number, table in enumerate(sheet.tables):
            self._table(table, f"{path}.tables[{number}]", len(sheet.widths))
        if sheet.chart is not None:
            self._chart(sheet.chart, {table.id: table for table in sheet.tables}, f"{path}.chart")

    def by_hand(self, sheet: ByHand) -> None:
        for number, column in enumerate(sheet.columns):
            path = f"by_hand.columns[{number}]"
            self._hand_field(column, path)
            if column.below is not None:
                self._hand_field(column.below, f"{path}.below")
        for number, line in enumerate(sheet.foot):
            self._loops(line.for_, f"by_hand.foot[{number}].for")
        self._width("by_hand.columns", sum(float(column.width) for column in sheet.columns), Paper.A4, landscape=True)

    def _hand_field(self, field: HandField, path: str) -> None:
        if field.id is not None and field.id not in self._columns:
            self._unknown_column(f"{path}.id", field.id, self._columns)
        if (field.id is None) == (field.label is None):
            self._fault(path, "excel-hand-column")

    def _loops(self, loops: tuple[str, ...], path: str) -> None:
        for loop in loops:
            if not _LOOP.fullmatch(loop):
                self._fault(path, "excel-loop", found=loop)

    def example(self) -> None:
        for number, row in enumerate(self._form.example):
            for name, text in row.items():
                path = f"example[{number}].{name}"
                if name not in self._columns:
                    self._unknown_column(path, name, self._columns)
                    continue
                try:
                    example_value(self._columns[name], text)
                except (ValueError, ArithmeticError):
                    self._fault(path, "excel-example-value", found=text, kind=self._columns[name].type.value)

    def _collected_names(self) -> set[str]:
        names: set[str] = {HEADS}
        for name, path in defined_names(self._form):
            if not _NAME.fullmatch(name):
                self._fault(path, "excel-name", found=name)
            elif name in names:
                self._fault(path, "excel-name-twice", found=name)
            names.add(name)
        return names

    def _column(self, column: Column, path: str) -> None:
        lists = self._names - self._columns.keys()
        if column.type is Kind.CHOICE and not column.formula and bool(column.list) == bool(column.values):
            self._fault(path, "excel-choice", label=column.label)
        if column.list and column.list not in lists:
            self._fault(f"{path}.list", "excel-unknown-list", found=column.list, nearest=_near(column.list, lists))
        if any("," in value for value in column.values) or len(",".join(column.values)) > _LONGEST_LIST:
            self._fault(f"{path}.values", "excel-short-list")
        if column.after and (column.after not in self._columns or self._columns[column.after].type not in _TIMES):
            self._unknown_column(f"{path}.after", column.after, {name for name, item in self._columns.items() if item.type in _TIMES})
        for field in ("prompt", "error"):
            text = getattr(column, field)
            if text and len(text) > LONGEST_PROMPT:
                self._fault(f"{path}.{field}", "excel-text-long", found=text[:40], longest=LONGEST_PROMPT)
        for field in ("formula", "required_if"):
            if getattr(column, field):
                self._formula(getattr(column, field), f"{path}.{field}", self._columns)
        for number, item in enumerate(column.wrong):
            self._formula(item.when, f"{path}.wrong[{number}].when", self._columns)

    def _table(self, table: Table, path: str, widths: int) -> None:
        columns = {column.id: column for column in columns_of(table)}
        taken = sum(column.span for column in columns.values())
        if taken > widths:
            self._fault(f"{path}.columns", "excel-few-widths", columns=taken, widths=widths)
        if not (table.values or table.rows or table.spare or table.lists):
            self._fault(path, "excel-table-empty", table=table.id)
        for number, row in enumerate(table.rows):
            self._loops(row.for_, f"{path}.rows[{number}].for")
            self._cells(row.cells, f"{path}.rows[{number}].cells", columns)
        for number, column in enumerate(table.columns):
            if column.formula:
                self._formula(column.formula, f"{path}.columns[{number}].formula", columns)
        self._highlights(table.highlights, f"{path}.highlights", columns)

    def _cells(self, cells: Mapping[str, str], path: str, columns: Mapping[str, object]) -> None:
        for name, text in cells.items():
            if name not in columns:
                self._unknown_column(f"{path}.{name}", name, columns)
            elif text.startswith("="):
                self._formula(text, f"{path}.{name}", columns)

    def _highlights(self, highlights: tuple[Highlight, ...], path: str, columns: Mapping[str, object]) -> None:
        for number, item in enumerate(highlights):
            for name in item.columns:
                if name not in columns:
                    self._unknown_column(f"{path}[{number}].columns", name, columns)
            self._formula(item.when, f"{path}[{number}].when", columns)

    def _chart(self, chart: Chart, tables: Mapping[str, Table], path: str) -> None:
        if chart.table not in tables:
            self._fault(f"{path}.table", "excel-unknown-table", found=chart.table, nearest=_near(chart.table, tables))
            return
        columns = {column.id for column in columns_of(tables[chart.table])}
        for name in (chart.labels, *chart.series):
            if name not in columns:
                self._unknown_column(f"{path}.series", name, columns)

    def _formula(self, formula: str, path: str, columns: Mapping[str, object]) -> None:
        for wrong in wrong_in(formula, columns, self._names):
            self._fault(path, wrong.key, found=wrong.word, nearest=wrong.nearest)

    def _width(self, path: str, width: float, paper: Paper, *, landscape: bool) -> None:
        if page.printed_size(width, paper, landscape=landscape) < style.SMALLEST_ON_PAPER:
            most = page.widest(paper, landscape=landscape)
            self._fault(path, "excel-too-wide", width=round(width), most=most, paper=paper.value, least=style.SMALLEST_ON_PAPER)

    def _unknown_column(self, path: str, name: str, known: object) -> None:
        self._fault(path, "excel-unknown-column", found=name, nearest=_near(name, known))

    def _fault(self, path: str, key: str, *, found: str = "", nearest: tuple[str, ...] = (), **values: object) -> None:
        self.problems.append(
            Problem(
                where=self._places.place(path),
                what=message(f"authoring.{key}", **values),
                found=found,
                remedy=message(f"authoring.{key}-remedy", **values),
                nearest=nearest,
            )
        )


def _near(name: str, known: object) -> tuple[str, ...]:
    return tuple(get_close_matches(name, sorted(map(str, known)), n=3, cutoff=0.5))  # type: ignore[call-overload]
