"""Which record forms are due in which months, how their blanks are numbered, and when they are to be filled in.

Source: ISO/IEC 20000-1:2018 and ISO/IEC 27001:2022, 7.5 (records as evidence); certification asks for three unbroken months of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.domain.catalogue import DocumentType
from docgen.domain.months import Month, Period, ends_of_weeks, working_days
from docgen.domain.operations import Holiday
from docgen.domain.profile import Dates
from docgen.messages import Message

PER_EVENT, DAILY, WEEKLY, NEVER, CHECKLIST = "per-event", "daily", "weekly", "never", "checklist"
_MONTHS = {DAILY: 1, WEEKLY: 1, "monthly": 1, "quarterly": 3, "yearly": 12}
"""How many months a blank of a cadence lasts. What is written daily or weekly stands in one file a month."""
_DATED = {
    "business-impact-analysis": "business_impact_analysis",
    "continuity-test-plan": "continuity_test",
    "continuity-test-report": "continuity_test",
    "internal-audit-plan": "internal_audit",
    "internal-audit-checklist": "internal_audit",
    "internal-audit-report": "internal_audit",
    "management-review-plan": "management_review",
    "management-review-input": "management_review",
    "management-review-minutes": "management_review",
    "management-review-output": "management_review",
}
"""Forms of work whose day stands in the profile, under `dates`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a record is to be made: on a day, or on every working day from `first` to `last`, which are those without `not_on`."""

    first: date
    last: date
    not_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankForm:
    """A blank that was handed out, or is not.

    path: relative to the workspace, None where there is none.   number: its record number, "" for a form without one.
    problem: why there is none.
    """

    form: str
    code: str
    title: str
    month: Month | None
    site: str = ""
    number: str = ""
    path: str | None = None
    problem: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecord:
    """A record that is to be made: which, when, and who keeps it. due: None for what is recorded as it happens.

    often: its cadence, in words.   person: who holds the keeper's role, "" for nobody.
    """

    form: str
    code: str
    title: str
    often: str
    due: Due | None
    keeper: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOutForms:
    """What one run handed out for `period`: the blanks, and the list and the calendar of what is due, relative to the workspace."""

    period: Period
    blanks: tuple[BlankForm, ...]
    due_list: str | None = None
    calendar: str | None = None


def default_period(dates: Dates) -> Period | None:
    """Return the trial run: from its start to the management review, which needs its records, or three months; None without a start."""
    if dates.trial_start is None:
        return None
    first = Month.of(dates.trial_start)
    closing = dates.management_review or dates.internal_audit
    return Period(first, max(first, Month.of(closing)) if closing is not None else first.plus(2))


def months_due(kind: DocumentType, period: Period, dates: Dates, given: Sequence[Month]) -> Iterator[Month]:
    """Yield the months of `period` for which a blank of `kind` is due, when blanks for `given` have been handed out.

    Work with a day of its own is due in its month. A register of events gets a new file as often as the catalogue says; other
    forms when the interval of their cadence has passed since the last one, the first at once. Forms of events are due every month.
    """
    day = _day(kind, dates)
    if day is not None:
        if period.first <= Month.of(day) <= period.last and Month.of(day) not in given:
            yield Month.of(day)
        return
    lasts = months_it_lasts(kind)
    last = max((month for month in given if month <= period.last), default=None)
    for month in period:
        if last is None or (lasts is not None and month.after(last) >= lasts):
            last = month
            yield month


def months_it_lasts(kind: DocumentType) -> int | None:
    """Return for how many months a blank serves; None for one that is never replaced by a new one; 0 for a form of one event."""
    if kind.renewed:  # a file that lasts longer than what is due in it: a year's changes, entered weekly
        return None if kind.renewed == NEVER else _MONTHS[kind.renewed]
    cadence = kind.cadence or PER_EVENT
    if cadence == PER_EVENT:
        return 0 if kind.format == "docx" or kind.kind == CHECKLIST else _MONTHS["yearly"]
    return _MONTHS.get(cadence)


def is_of_one_event(kind: DocumentType, dates: Dates) -> bool:
    """Tell whether a blank holds one event, so that several may be wanted in a month."""
    return months_it_lasts(kind) == 0 and not is_dated(kind, dates)


def is_dated(kind: DocumentType, dates: Dates) -> bool:
    """Tell whether the work that a form records has its day in the profile."""
    return _day(kind, dates) is not None


def due_dates(kind: DocumentType, month: Month, dates: Dates, holidays: Sequence[Holiday]) -> Iterator[Due]:
    """Yield when the record of `kind` for `month` is to be made; nothing for one of events.

    That is its own day, else every working day, each week's last one, or the last of the month.
    """
    day, working = _day(kind, dates), working_days(month, holidays)
    if day is not None:
        if Month.of(day) == month:
            yield Due(first=day, last=day)
    elif kind.cadence == DAILY and working:
        off = [day for day in working_days(month, ()) if working[0] < day < working[-1] and day not in working]
        yield Due(first=working[0], last=working[-1], not_on=tuple(off))
    elif kind.cadence == WEEKLY:
        for last in ends_of_weeks(month, holidays):
            yield Due(first=last, last=last)
    elif kind.cadence not in (None, PER_EVENT, DAILY) and working:
        yield Due(first=working[-1], last=working[-1])


def record_number(prefix: str, year: int, running: int) -> str:
    """Return a record number: CHG-2026-0001."""
    return f"{prefix}-{year}-{running:04}"


def _day(kind: DocumentType, dates: Dates) -> date | None:
    """Return the day that the profile gives to the work which `kind` records."""
    name = _DATED.get(kind.id)
    day: date | None = getattr(dates, name) if name is not None else None
    return day


def span(kind: DocumentType, month: Month, dates: Dates, language: str) -> str:
    """Return the months that a blank handed out for `month` covers, as its heading says them: 2026-03, 2026-03 to 2026-05."""
    lasts = months_it_lasts(kind)
    if is_dated(kind, dates) or lasts in (0, 1):
        return str(month)
    if lasts is None:
        return f"{month} 起" if language == "zh" else f"from {month}"
    last = month.plus(lasts - 1)
    return f"{month}—{last}" if language == "zh" else f"{month} to {last}"
