"""Registers at work, for tests: rows entered by script in a client's workbook, computed by LibreOffice, read again by name."""

# ruff: noqa: DTZ001, DTZ007 - dates in a workbook have no zone

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.office import resaved

SHEETS = {"zh": ("登记", "选项", "统计", "示例"), "en": ("Register", "Lists", "Summary", "Example")}
FIRST_ROW = 6


class Filled:
    """A register with rows entered, and what LibreOffice made of it. Cells go by the names that the workbook defines."""

    def __init__(self, path: Path, language: str) -> None:
        self.path = path
        self.sheets = SHEETS[language]
        self.book = load_workbook(path)
        self.computed: Workbook = self.book
        self.row = FIRST_ROW

    def area(self, name: str) -> tuple[str, int, int]:
        """Return the column letter, first and last row of a defined name."""
        first, last = self.book.defined_names[name].attr_text.rpartition("!")[2].split(":")
        letter, start = first.strip("$").split("$")
        return letter, int(start), int(last.rpartition("$")[2])

    def sheet(self, number: int, book: Workbook | None = None) -> Worksheet:
        return (book or self.book)[self.sheets[number]]

    def enter(self, **cells: object) -> int:
        """Write the next row of the register; return its number."""
        for name, value in cells.items():
            self.sheet(0)[f"{self.area(name)[0]}{self.row}"] = value
        self.row += 1
        return self.row - 1

    def put(self, name: str, value: object, sheet: int = 2) -> None:
        """Write the first cell of a named column on another sheet."""
        letter, first, _ = self.area(name)
        self.sheet(sheet)[f"{letter}{first}"] = value

    def get(self, name: str, row: int) -> object:
        """Return a computed cell of the register, a moment at midnight as a date, nothing as an empty text."""
        return plain(self.sheet(0, self.computed)[f"{self.area(name)[0]}{row}"].value)

    def table(self, table: str, *columns: str, sheet: int = 2) -> list[list[object]]:
        """Return the named columns of a table on another sheet, row by row."""
        areas = [self.area(f"{table}_{column}") for column in columns]
        found = self.sheet(sheet, self.computed)
        return [[plain(found[f"{letter}{row}"].value) for letter, _, _ in areas] for row in range(areas[0][1], areas[0][2] + 1)]

    def rules(self, name: str) -> list[object]:
        """Return the checks of the cells of a column of the register."""
        letter = self.area(name)[0]
        return [rule for rule in self.sheet(0).data_validations.dataValidation if str(rule.sqref).startswith(f"{letter}{FIRST_ROW}")]


def plain(value: object) -> object:
    if isinstance(value, datetime) and value.hour == value.minute == 0:
        return value.date()
    return "" if value is None else value


def day(text: str | date) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d") if isinstance(text, str) else datetime(text.year, text.month, text.day)


def compute(registers: Sequence[Filled]) -> None:
    """Save all, let LibreOffice compute them in one call, and read the results."""
    for register in registers:
        register.book.save(register.path)
    resaved([register.path for register in registers])
    for register in registers:
        register.computed = load_workbook(register.path, data_only=True)
