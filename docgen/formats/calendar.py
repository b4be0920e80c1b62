"""Days with something to do as a calendar file, which calendar programs and phones import.

Source: RFC 5545 (iCalendar): 3.1 (folding), 3.3.11 (text), 3.6.1 (VEVENT), 3.8.5 (recurrence).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_LINE_BYTES = 75
_WEEKDAYS = "MO,TU,WE,TH,FR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something to do on a day, or, from `first` to `last`, on every day from Monday to Friday but `not_on`.

    uid: known to the calendar by it; an event imported again replaces itself.
    """

    uid: str
    title: str
    text: str
    first: date
    last: date
    not_on: tuple[date, ...] = ()


def calendar(events: Sequence[Event], name: str) -> bytes:
    """Return the calendar called `name`; the same events give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//docgen//record forms//EN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.first:%Y%m%d}T000000Z"  # of the day itself: a clock's would make every file another
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.first + timedelta(1):%Y%m%d}"
    if event.last > event.first:
        yield f"RRULE:FREQ=WEEKLY;BYDAY={_WEEKDAYS};UNTIL={event.last:%Y%m%d}"
        if event.not_on:
            yield f"EXDATE;VALUE=DATE:{','.join(f'{day:%Y%m%d}' for day in event.not_on)}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(event.text)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        value = value.replace(plain, written)
    return value


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of no more than 75 bytes, none of which cuts a character; all but the first begin with a blank."""
    piece, room = "", _LINE_BYTES
    for character in line:
        size = len(character.encode())
        if size > room:
            yield piece
            piece, room = " ", _LINE_BYTES - 1
        piece += character
        room -= size
    yield piece
