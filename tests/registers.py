"""Registers at work, for tests: rows entered by script in a client's workbook, computed by LibreOffice, read again by name."""

# ruff: noqa: DTZ001, DTZ007 - dates in a workbook have no zone

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.office import resaved

SHEETS = {"zh": ("登记", "选项", "统计", "示例"), "en": ("Register", "Lists", "Summary", "Example")}
FIRST_ROW = 6


class Filled:
    """A register with rows entered, and what LibreOffice made of it. Cells go by the names that the workbook defines."""

    def __init__(self, path: Path, language: str) -> None:
        self.path = path
        self.language = language
        self.book = load_workbook(path)
        self.computed: Workbook = self.book
        self.row = FIRST_ROW

    def area(self, name: str) -> tuple[str, int, int]:
        """Return the column letter, first and last row of a defined name."""
        first, *last = self.book.defined_names[name].attr_text.rpartition("!")[2].split(":")
        letter, start = first.strip("$").split("$")
        return letter, int(start), int(last[0].rpartition("$")[2]) if last else int(start)

    def sheet(self, number: int, book: Workbook | None = None) -> Worksheet:
        """Return a sheet of a register: 0 rows, 1 lists, 2 summary, 3 example."""
        found: Worksheet = (book or self.book)[SHEETS[self.language][number]]
        return found

    def home(self, name: str, book: Workbook | None = None) -> Worksheet:
        """Return the sheet that a defined name stands on, whatever it is called."""
        found: Worksheet = (book or self.book)[self.book.defined_names[name].attr_text.rpartition("!")[0].strip("'")]
        return found

    def enter(self, **cells: Any) -> int:
        """Write the next row of the register; return its number."""
        for name, value in cells.items():
            self.home(name)[f"{self.area(name)[0]}{self.row}"] = value
        self.row += 1
        return self.row - 1

    def put(self, name: str, value: Any, place: int = 0) -> None:
        """Write a cell of a named column of a table, the first or that of `place` (from 0)."""
        letter, first, _ = self.area(name)
        self.home(name)[f"{letter}{first + place}"] = value

    def get(self, name: str, row: int) -> object:
        """Return a computed cell of the register, a moment at midnight as a date, nothing as an empty text."""
        return plain(self.home(name, self.computed)[f"{self.area(name)[0]}{row}"].value)

    def column(self, name: str) -> list[object]:
        """Return the computed cells of a named column of a table."""
        letter, first, last = self.area(name)
        sheet = self.home(name, self.computed)
        return [plain(sheet[f"{letter}{row}"].value) for row in range(first, last + 1)]

    def table(self, table: str, *columns: str) -> list[list[object]]:
        """Return the named columns of a table, row by row."""
        return [list(row) for row in zip(*(self.column(f"{table}_{column}") for column in columns), strict=True)]

    def rules(self, name: str) -> list[DataValidation]:
        """Return the checks of the cells of a column."""
        letter, first, _ = self.area(name)
        return [rule for rule in self.home(name).data_validations.dataValidation if f"{letter}{first}" in rule.sqref]


def plain(value: object) -> object:
    """Return what a cell shows: a moment at midnight as a date, nothing as an empty text."""
    if isinstance(value, datetime) and value.hour == value.minute == 0:
        return value.date()
    return "" if value is None else value


def day(text: str | date) -> datetime:
    """Return a day as a workbook takes it."""
    return datetime.strptime(text, "%Y-%m-%d") if isinstance(text, str) else datetime(text.year, text.month, text.day)


def compute(registers: Sequence[Filled]) -> None:
    """Save all, let LibreOffice compute them in one call, and read the results."""
    for register in registers:
        register.book.save(register.path)
    resaved([register.path for register in registers])
    for register in registers:
        register.computed = load_workbook(register.path, data_only=True)
