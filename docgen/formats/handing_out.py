"""The places of a blank form that docgen fills when it hands one out: its record number, its period, its site.

A form marks them by names of one spelling: in Word the tag of a content control, in Excel a defined name of a cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NUMBER, PERIOD, SITE = "number", "period", "site"
_MARK = "record_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a blank says of itself when it is handed out; "" stays blank."""

    number: str = ""
    period: str = ""
    site: str = ""

    def at(self, mark: str) -> str:
        """Return what is written at the place named `mark`; "" at one that is no such place."""
        return {NUMBER: self.number, PERIOD: self.period, SITE: self.site}.get(_kind(mark), "")


def mark_of(place: str, prefix: str = "") -> str:
    """Return the name that marks a place: record_period, record_number.CHG."""
    return f"{_MARK}{place}.{prefix}" if prefix else f"{_MARK}{place}"


def number_prefix(marks: Iterable[str]) -> str:
    """Return what the record number of a form with `marks` begins with: CHG; "" for a form without one."""
    return next((mark.partition(".")[2] for mark in marks if _kind(mark) == NUMBER), "")


def _kind(mark: str) -> str:
    return mark.removeprefix(_MARK).partition(".")[0] if mark.startswith(_MARK) else ""
