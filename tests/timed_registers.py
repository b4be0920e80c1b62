"""Registers that reckon in working time, for tests: days worked, limits, and the same reckoned without the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Self

import docx
from openpyxl import load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from docgen.domain.profile import Profile
from docgen.domain.quantities import Hours
from tests import registers
from tests.registers import FIRST_ROW

LANGUAGES = ("zh", "en")
REGISTER, LISTS, SUMMARY = range(3)
FIRST = FIRST_ROW
LAST = 505


class Filled(registers.Filled):
    """A register whose columns reckon in working time; what it computes is read as the workbook has it, a moment as a moment."""

    @classmethod
    def copied(cls, built: Path, folder: Path, name: str, language: str) -> Self:
        """Return the register that lies at `built`, copied into `folder` under `name`."""
        path = folder / f"{name}.xlsx"
        path.write_bytes(built.read_bytes())
        return cls(path, language)

    def work_on(self, day: date, word: str) -> None:
        """Enter a day at a weekend that is worked in the first free row of the holidays."""
        lists, (letter, first, last) = self.sheet(LISTS), self.area("calendar_date")
        row = next(row for row in range(first, last + 1) if lists[f"{letter}{row}"].value is None)
        lists[f"{letter}{row}"] = day
        lists[f"{self.area('calendar_kind')[0]}{row}"] = word

    def get(self, name: str, row: int) -> object:
        """Return a computed cell of the register, nothing as an empty text."""
        return self.sheet(REGISTER, self.computed)[f"{self.area(name)[0]}{row}"].value or ""

    def column(self, name: str) -> list[object]:
        """Return the computed cells of a named column of a table."""
        letter, first, last = self.area(name)
        found = self.home(name, self.computed)
        return [found[f"{letter}{row}"].value for row in range(first, last + 1)]

    def rule(self, name: str) -> DataValidation:
        """Return the check of a column's cells."""
        return self.rules(name)[0]


def rules_differ(chinese: Path, english: Path) -> list[str]:
    """Return in what the two languages of a register differ: names, checks of cells, highlights."""
    books = [load_workbook(path) for path in (chinese, english)]
    found = [f"name {name}" for name in set(books[0].defined_names) ^ set(books[1].defined_names)]
    for one, other in zip(*books, strict=True):
        if len(one.conditional_formatting) != len(other.conditional_formatting):
            found.append(f"highlights of {other.title}")
        if checks_of(one) != checks_of(other):
            found.append(f"checks of {other.title}")
    return found


def checks_of(sheet: Worksheet) -> list[tuple[str, str | None]]:
    return [(str(rule.sqref), rule.type) for rule in sheet.data_validations.dataValidation]


def procedure_table(procedure: Path, columns: int, names: Sequence[str]) -> dict[str, list[str]]:
    """Return the rows of the table of a procedure with so many columns whose first cells are these names, by name."""
    for table in docx.Document(str(procedure)).tables:
        rows = {row.cells[0].text.strip(): [cell.text.strip() for cell in row.cells] for row in table.rows}
        if len(table.columns) == columns and set(names) <= set(rows):
            return {name: cells for name, cells in rows.items() if name in names}
    return {}


def days_off(profile: Profile) -> set[date]:
    """Return every day of the profile's holidays."""
    return {holiday.first + timedelta(day) for holiday in profile.holidays for day in range((holiday.last - holiday.first).days + 1)}


def elapsed(profile: Profile, hours: Hours, start: datetime, end: datetime, worked: date) -> float:
    """Minutes of service between two moments, day by day; on `worked`, a day at a weekend, people work as on a Monday."""
    if hours.around_the_clock:
        return (end - start).total_seconds() / 60
    off = days_off(profile)
    total, day = 0.0, start.date()
    while day <= end.date():
        weekday = 0 if day == worked else day.weekday()
        spans = [] if day in off else [span for span in hours.spans if span.first_day <= weekday <= span.last_day]
        for opens, closes in (pair for span in spans for pair in span.clocks):
            first, last = (datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes(text)) for text in (opens, closes))
            total += max(0.0, (min(end, last) - max(start, first)).total_seconds() / 60)
        day += timedelta(1)
    return total


def minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def working_day(profile: Profile, day: date, worked: date | None = None) -> bool:
    """Return whether people work on `day`: Monday to Friday without holidays, and `worked`."""
    return day == worked or (day.weekday() < 5 and day not in days_off(profile))


def working_days_later(profile: Profile, day: date, count: int, worked: date) -> date:
    """Return the so many-th working day after `day`."""
    while count:
        day += timedelta(1)
        count -= working_day(profile, day, worked)
    return day
