"""Calendar months: a span of them as people write it, and the working days in one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from docgen.domain.operations import Holiday

_FRIDAY = 4
_WRITTEN = re.compile(r"(\d{4})-(\d{2})(?:\.\.(\d{4})-(\d{2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, spelled 2026-03."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month in which `day` lies."""
        return cls(day.year, day.month)

    @property
    def days(self) -> tuple[date, ...]:
        """All days of the month."""
        return tuple(date(self.year, self.number, day) for day in range(1, monthrange(self.year, self.number)[1] + 1))

    def after(self, earlier: Month) -> int:
        """Return how many months it lies behind `earlier`."""
        return (self.year - earlier.year) * 12 + self.number - earlier.number

    @classmethod
    def parse(cls, written: str) -> Self:
        """Return the month spelled 2026-03. Raises: ValueError: it is none."""
        year, number = written.split("-")
        return cls.of(date(int(year), int(number), 1))

    def plus(self, months: int) -> Month:
        """Return the month so many months later."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@dataclass(frozen=True, slots=True)
class Period:
    """Months from `first` to `last`, both included, spelled 2026-03..2026-05 or 2026-03."""

    first: Month
    last: Month

    @classmethod
    def parse(cls, written: str) -> Period | None:
        """Return the period of `written`; None for what is none."""
        match = _WRITTEN.fullmatch(written.strip())
        if match is None:
            return None
        first, last = Month(int(match[1]), int(match[2])), Month(int(match[3] or match[1]), int(match[4] or match[2]))
        sound = all(1 <= month.number <= 12 and month.year > 0 for month in (first, last)) and first <= last
        return cls(first, last) if sound else None

    def __iter__(self) -> Iterator[Month]:
        return (self.first.plus(step) for step in range(self.last.after(self.first) + 1))

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


def working_days(month: Month, holidays: Sequence[Holiday]) -> tuple[date, ...]:
    """Return the days from Monday to Friday of `month` that are no holidays."""
    off = {day.first + timedelta(step) for day in holidays for step in range((day.last - day.first).days + 1)}
    return tuple(day for day in month.days if day.weekday() <= _FRIDAY and day not in off)


def ends_of_weeks(month: Month, holidays: Sequence[Holiday]) -> tuple[date, ...]:
    """Return the last working day of each week whose Friday lies in `month`; a week without one has none."""
    fridays = [day for day in month.days if day.weekday() == _FRIDAY]
    found = []
    for friday in fridays:
        week = [friday - timedelta(step) for step in range(5)]
        worked = {day for other in {Month.of(day) for day in week} for day in working_days(other, holidays)}
        found += [day for day in week if day in worked][:1]
    return tuple(found)
