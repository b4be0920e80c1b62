"""The calendar of due records, as RFC 5545 has it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from docgen.formats.calendar import Event, calendar

DAY = date(2026, 3, 31)


def lines(*events: Event) -> list[str]:
    """The lines of the calendar, unfolded."""
    return calendar(events, "Records due").decode().replace("\r\n ", "").split("\r\n")


def event(title: str = "Service Report", first: date = DAY, last: date = DAY, **more: tuple[date, ...]) -> Event:
    return Event(uid="a@b", title=title, text="monthly", first=first, last=last, **more)


def test_an_event_of_a_day_ends_with_it() -> None:
    said = lines(event())
    assert "DTSTART;VALUE=DATE:20260331" in said
    assert "DTEND;VALUE=DATE:20260401" in said
    assert not [line for line in said if line.startswith("RRULE")]


def test_work_of_every_working_day_is_one_event_with_its_exceptions() -> None:
    said = lines(event(first=date(2026, 4, 1), last=date(2026, 4, 30), not_on=(date(2026, 4, 3),)))
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260430" in said
    assert "EXDATE;VALUE=DATE:20260403" in said


def test_the_same_events_give_the_same_bytes() -> None:
    assert calendar([event()], "x") == calendar([event()], "x")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_any_title_survives_folding_and_no_line_is_too_long(title: str) -> None:
    file = calendar([event(title)], "x")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    (said,) = [line for line in lines(event(title)) if line.startswith("SUMMARY:")]
    assert said.removeprefix("SUMMARY:").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\") == title
