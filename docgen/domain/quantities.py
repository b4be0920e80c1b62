"""Quantities as the profile writes them: durations, percentages, hours of service, targets.

Each is a frozen value that parses, compares and writes itself back as the profile spells it; how it reads in Chinese or
English is the business of `wording`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import total_ordering


class QuantityError(ValueError):
    """A text that is not such a quantity."""


class Unit(StrEnum):
    """Units of time. Working days and working hours run on the service clock, the others on the calendar."""

    MINUTE = "min"
    HOUR = "h"
    WORKING_HOUR = "working hours"
    DAY = "days"
    WORKING_DAY = "working days"
    WEEK = "weeks"
    MONTH = "months"
    YEAR = "years"


_UNIT_WORDS = {
    Unit.MINUTE: ("min", "mins", "minute", "minutes", "分钟"),
    Unit.HOUR: ("h", "hour", "hours", "小时"),
    Unit.WORKING_HOUR: ("working hour", "working hours", "工作小时"),
    Unit.DAY: ("d", "day", "days", "calendar day", "calendar days", "天", "日", "自然日"),
    Unit.WORKING_DAY: ("working day", "working days", "business day", "business days", "个工作日", "工作日"),
    Unit.WEEK: ("week", "weeks", "周"),
    Unit.MONTH: ("month", "months", "个月", "月"),
    Unit.YEAR: ("year", "years", "年"),
}
_UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words}
# A working day counts as 8 hours of service; months and years only order lengths.
_MINUTES = {
    Unit.MINUTE: 1,
    Unit.HOUR: 60,
    Unit.WORKING_HOUR: 60,
    Unit.DAY: 1_440,
    Unit.WORKING_DAY: 480,
    Unit.WEEK: 10_080,
    Unit.MONTH: 43_800,
    Unit.YEAR: 525_600,
}
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z一-鿿]+(?: [a-z]+)?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the unit the profile chose: 15 min, 4 h, 2 working days, 12 months.

    Lengths are ordered by time (60 min <= 1 h <= 60 min); equal are those that are written alike.
    """

    amount: Decimal
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read "15 min", "4 h", "2 working days", "12 months" (Chinese units too). Raises: QuantityError."""
        match = _DURATION.fullmatch(text)
        unit = _UNITS.get(match[2].lower()) if match else None
        if match is None or unit is None:
            raise QuantityError(text)
        return cls(Decimal(match[1]).normalize(), unit)

    @property
    def minutes(self) -> int:
        """The length in minutes; a working day counts 480."""
        return int(self.amount * _MINUTES[self.unit])

    @property
    def number(self) -> str:
        """The amount as written, without the unit."""
        return plain_number(self.amount)

    def times(self, share: Percentage) -> Duration:
        """Return this share of the duration in whole minutes: 50 % of 4 h is 120 min."""
        return Duration(Decimal(int(self.minutes * share.value / 100)), Unit.MINUTE)

    def surely_exceeds(self, other: Duration) -> bool:
        """Tell whether this is longer than `other` however working days are counted.

        Against minutes and hours, whose clock may be that of the service, a working day is both 8 hours and the days that
        pass, weekends included; against days and longer units it is the latter alone.
        """
        if (self.unit is Unit.WORKING_DAY) == (other.unit is Unit.WORKING_DAY):
            return self.minutes > other.minutes
        passed = self._passed[0] > other._passed[1]
        hours = {self.unit, other.unit} & {Unit.MINUTE, Unit.HOUR, Unit.WORKING_HOUR}
        return passed and (not hours or self.minutes > other.minutes)

    @property
    def _passed(self) -> tuple[int, int]:
        """The least and the most minutes that pass: n working days may end on the n-th day, or lie around weekends."""
        if self.unit is not Unit.WORKING_DAY:
            return self.minutes, self.minutes
        days = int(self.amount)
        weeks = (days + 4) // 5
        return (days - 1) * _MINUTES[Unit.DAY] + _MINUTES[Unit.WORKING_DAY], (days + 2 * weeks) * _MINUTES[Unit.DAY]

    def __lt__(self, other: Duration) -> bool:
        return self.minutes < other.minutes

    def __le__(self, other: Duration) -> bool:
        return self.minutes <= other.minutes

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.number} {unit[:-1] if self.amount == 1 and unit.endswith('s') else unit}"


@total_ordering
@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage: 99.5 %."""

    value: Decimal

    @classmethod
    def parse(cls, text: str) -> Percentage:
        """Read "99.5 %" or "60%". Raises: QuantityError: no number, no sign, or outside 0 to 100."""
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*[%％]\s*", text)
        if match is None or not 0 <= Decimal(match[1]) <= 100:
            raise QuantityError(text)
        return cls(Decimal(match[1]).normalize())

    @property
    def number(self) -> str:
        """The number without the sign."""
        return plain_number(self.value)

    def __lt__(self, other: object) -> bool:
        return self.value < other.value if isinstance(other, Percentage) else NotImplemented

    def __str__(self) -> str:
        return f"{self.number} %"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a week (0 Monday to 6 Sunday, both included) with the clock spans of each of them, "HH:MM" pairs."""

    first_day: int
    last_day: int
    clocks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of service: around the clock (24x7), or spans of a week such as Mon-Fri 09:00-18:00."""

    spans: tuple[Span, ...]

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Read "24x7", "5x8" (Mon-Fri 09:00-17:00), "Mon-Fri 08:30-12:00, 13:00-17:30; Sat 09:00-12:00". Raises: QuantityError."""
        compact = text.strip().lower().replace("×", "x").replace("*", "x")
        if compact in ("24x7", "7x24"):
            return cls((Span(0, 6, (("00:00", "24:00"),)),))
        if compact in ("5x8", "8x5"):
            return cls((Span(0, 4, (("09:00", "17:00"),)),))
        return cls(tuple(_span(part, text) for part in text.split(";") if part.strip()) or _no_hours(text))

    @property
    def around_the_clock(self) -> bool:
        """True for service at any hour of the week."""
        return self.spans == (Span(0, 6, (("00:00", "24:00"),)),)

    def __str__(self) -> str:
        if self.around_the_clock:
            return "24x7"
        return "; ".join(
            f"{_DAYS[span.first_day]}{'' if span.first_day == span.last_day else '-' + _DAYS[span.last_day]} "
            + ", ".join(f"{start}-{end}" for start, end in span.clocks)
            for span in self.spans
        )


def _span(part: str, whole: str) -> Span:
    match = re.fullmatch(r"\s*([A-Za-z]{3})(?:\s*-\s*([A-Za-z]{3}))?\s+(.+?)\s*", part)
    if match is None:
        raise QuantityError(whole)
    days = [day.capitalize() for day in (match[1], match[2] or match[1])]
    clocks = tuple(_clock(pair, whole) for pair in match[3].split(","))
    if any(day not in _DAYS for day in days):
        raise QuantityError(whole)
    first, last = (_DAYS.index(day) for day in days)
    if first > last:
        raise QuantityError(whole)
    return Span(first, last, clocks)


def _clock(pair: str, whole: str) -> tuple[str, str]:
    match = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*[-–~]\s*(\d{1,2}):(\d{2})\s*", pair)
    if match is None:
        raise QuantityError(whole)
    start, end = (f"{int(match[1]):02d}:{match[2]}", f"{int(match[3]):02d}:{match[4]}")
    if not start < end <= "24:00" or match[2] > "59" or match[4] > "59":
        raise QuantityError(whole)
    return start, end


def _no_hours(text: str) -> tuple[Span, ...]:
    raise QuantityError(text)


@dataclass(frozen=True, slots=True)
class Target:
    """A KPI target: a comparison and a percentage or number, e.g. >= 95 %, <= 5 %, 0."""

    sign: str  # ">=", "<=", "=", ">", "<"
    bound: Decimal
    percent: bool

    @classmethod
    def parse(cls, text: str) -> Target:
        """Read ">= 95 %", "<=5%", "60 %" (at least), "0" and "100 %" (exactly). Raises: QuantityError."""
        match = re.fullmatch(r"\s*(>=|<=|=|>|<|≥|≤)?\s*(\d+(?:\.\d+)?)\s*([%％])?\s*", text)
        if match is None:
            raise QuantityError(text)
        unsigned = "=" if Decimal(match[2]) in (0, 100) else ">="
        sign = {"≥": ">=", "≤": "<=", None: unsigned}.get(match[1], match[1])
        try:
            return cls(sign or ">=", Decimal(match[2]).normalize(), match[3] is not None)
        except InvalidOperation as error:
            raise QuantityError(text) from error

    def replaced_by(self, said: Target) -> Target:
        """Return the bound that an organisation sets in place of this default; the direction stays."""
        return Target(self.sign, said.bound, said.percent)

    @property
    def number(self) -> str:
        """The bound without sign and unit."""
        return plain_number(self.bound)

    def __str__(self) -> str:
        return f"{self.sign} {self.number}{' %' if self.percent else ''}"


def plain_number(value: Decimal) -> str:
    """Return a number without exponent and trailing zeros: 99.5, 100."""
    return f"{value:f}"


class IsoDate(date):
    """A date of an organisation that wants dates printed as 2026-03-01 in running text too."""

    def spelled(self, language: str) -> str:
        """The same in every language."""
        return self.isoformat()


# What a template prints whole instead of looking into it.
LEAVES = (str, int, float, Decimal, date, StrEnum, Duration, Percentage, Hours, Target)
