"""The records that are due in a period: as a list to work from, and as a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from docgen.domain.blank_forms import Due, DueRecord, due_dates
from docgen.domain.document_set import Member, record_of
from docgen.domain.months import Month, Period
from docgen.formats.calendar import Event, calendar
from docgen.formats.excel.plain_list import PlainList, Value, plain_list
from docgen.jobs.client import Client
from docgen.messages import message, say
from docgen.workspace.handed_out import HandedOut

_HEAD = ("due", "code", "title", "often", "keeper", "person", "done", "note")
_WIDTHS = (13, 20, 40, 24, 28, 18, 13, 30)


def due_records(client: Client, members: Sequence[Member], period: Period, language: str, note: HandedOut) -> tuple[DueRecord, ...]:
    """Return the records due in `period` of the forms handed out for its months, by their days; those of events at the end."""
    profile = client.whole.profile
    found: list[DueRecord] = []
    for member in members:
        row = record_of(client.whole, member)
        keeper, person = row.keeper.title.in_language(language) or "", row.keeper.person
        months = {Month.parse(month) for site in ("", *(site.id for site in profile.sites)) for month in note.months(member.type.id, site)}
        days = [due for month in period if month in months for due in due_dates(member.type, month, profile.dates, profile.holidays)]
        found += [
            DueRecord(
                form=member.type.id,
                code=member.code,
                title=member.title.in_language(language) or member.type.id,
                often=row.cadence.in_language(language) or "",
                due=due,
                keeper=keeper,
                person=(person.in_language(language) or "") if person is not None else "",
            )
            for due in _days_or_none(days, happens=bool(months & set(period)))
        ]
    return tuple(sorted(found, key=lambda record: (record.due.first if record.due else date.max, record.code)))


def _days_or_none(days: Sequence[Due], *, happens: bool) -> Sequence[Due | None]:
    """Return the days on which a record is due; no day, once, for one that is made as things happen."""
    return days if days or not happens else (None,)


def due_files(client: Client, records: Sequence[DueRecord], period: Period, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the list and the calendar of `records`, each with the suffix of its name."""
    organisation = client.whole.profile.organisation
    title = say(message("forms.calendar-name", name=organisation.name.in_language(language) or ""), language)
    yield ".xlsx", _list(records, language, f"{title}, {period}")
    yield ".ics", calendar([event for record in records for event in _events(record, organisation.code, language)], title)


def _list(records: Sequence[DueRecord], language: str, foot: str) -> bytes:
    return plain_list(
        PlainList(
            name=say(message("forms.sheet"), language),
            head=tuple(say(message(f"forms.head-{name}"), language) for name in _HEAD),
            widths=_WIDTHS,
            rows=[
                (_day(record), record.code, record.title, _often(record, language), record.keeper, record.person, None, None)
                for record in records
            ],
            foot=foot,
            pages=say(message("redline.pages"), language),
        )
    )


def _day(record: DueRecord) -> Value:
    return record.due.last if record.due is not None else None


def _often(record: DueRecord, language: str) -> str:
    """Return how often the record is made; where that is on every working day, from when to when."""
    due = record.due
    if due is None or due.first == due.last:
        return record.often
    return say(message("forms.each-working-day", first=due.first, last=due.last), language)


def _events(record: DueRecord, organisation: str, language: str) -> Iterator[Event]:
    if record.due is not None:
        yield Event(
            uid=f"{record.form}-{record.due.first:%Y%m%d}@{organisation.casefold()}.docgen",
            title=f"{record.title} ({record.code})",
            text=say(message("forms.event", often=record.often, keeper=record.keeper, person=record.person or "-"), language),
            first=record.due.first,
            last=record.due.last,
            not_on=record.due.not_on,
        )
