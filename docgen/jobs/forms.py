"""Blank record forms for a period: a copy for each month in which one is due, with its number, and the list of what is due when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import count
from pathlib import Path, PurePosixPath

from docgen.domain import blank_forms
from docgen.domain.blank_forms import BlankForm, HandedOutForms
from docgen.domain.catalogue import Level
from docgen.domain.document_set import Member
from docgen.domain.months import Month, Period
from docgen.domain.profile import Site
from docgen.errors import DocumentError, Place, Problem, ProfileError, WorkspaceError
from docgen.formats.handing_out import Heading
from docgen.formats.registry import engine_for, identify
from docgen.jobs.cases import count_conflicts
from docgen.jobs.client import Client, open_client
from docgen.jobs.due_records import due_files, due_records
from docgen.jobs.prepare import refuse_unknown
from docgen.jobs.recovery import recovered
from docgen.messages import Message, message, say
from docgen.workspace import handed_out, layout, register_file
from docgen.workspace.files import recover, write_all
from docgen.workspace.handed_out import HandedOut
from docgen.workspace.journal import ABSENT, Write
from docgen.workspace.lock import locked
from docgen.workspace.observe import Found, Observation, observe
from docgen.workspace.own_files import DUE_LISTS, OwnFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which blanks are wanted.

    only, processes, cadences: ids of forms, of the procedures they belong to, and how often they are filled in; all of each if empty.
    period: the trial run if None.   sites: a copy for each of them, named on it; else one for all.
    copies: of a form that holds one event, for each month.   to: the folder, relative to the workspace.
    language: the first of the profile's languages if None.
    """

    only: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    cadences: tuple[str, ...] = ()
    period: Period | None = None
    sites: tuple[str, ...] = ()
    copies: int = 1
    to: str = layout.FORMS
    language: str | None = None


@dataclass(slots=True, kw_only=True)
class _Desk:
    """What handing out works with, and what it has written so far."""

    client: Client
    asked: Asked
    language: str
    period: Period
    seen: Observation
    note: HandedOut
    writes: list[Write] = field(default_factory=list)

    def lies_there(self, path: str) -> bool:
        """Tell whether a file lies at `path` already."""
        return layout.inside(self.client.folder, path).exists()

    def next_free(self, series: str, spell: Callable[[int], str], place: Callable[[str], str]) -> str:
        """Return the next number of a series, spelled, for which no file lies there; it is given then."""
        told = spell(self.note.next_number(series))
        while self.lies_there(place(told)):
            told = spell(self.note.next_number(series))
        return told

    def named(self, site: Site | None) -> str:
        """Return what a blank says of its site: the one it is for, or the only one there is; "" where the writer says it."""
        sites = self.client.whole.profile.sites
        only = sites[0] if len(sites) == 1 else None
        chosen = site or only
        return (chosen.name.in_language(self.language) or "") if chosen is not None else ""


def period_of(written: str) -> Period | None:
    """Return the period spelled 2026-03..2026-05 or 2026-03; None for what is none."""
    return Period.parse(written)


def forms(workspace: str | Path, asked: Asked, templates: Sequence[str] = ()) -> HandedOutForms:
    """Hand out the blank forms that are due, and return what became of each.

    A file that exists is never written over, and a number never given twice; what was handed out for a month is not handed out
    for it again unless `asked.only` names it.
    Raises: DocgenError: a fault of the profile; an unknown id; no period; a folder that is not for blanks; a damaged note.
    """
    folder = Path(workspace)
    client = open_client(folder, templates)
    language = asked.language or str(client.whole.profile.languages[0])
    _refuse(client, asked, language)
    period = asked.period or _trial_run(client)
    recovered(folder)
    members = _wanted(client, asked, language)
    register = register_file.read(folder)
    entries = [entry for member in members if (entry := register.entry(member.type.id, language)) is not None and not entry.withdrawn]
    with locked(folder):
        recover(folder)
        seen = observe(folder, entries, identify)
        desk = _Desk(client=client, asked=asked, language=language, period=period, seen=seen, note=handed_out.read(folder))
        blanks = [blank for site in _sites(client, asked) for member in members for blank in _blanks(desk, member, site)]
        records = due_records(client, members, period, language, desk.note)
        own = OwnFiles(folder, DUE_LISTS)
        lists = [
            own.write(_names(asked.to, period, language, suffix), file) for suffix, file in due_files(client, records, period, language)
        ]
        writes = [*desk.writes, desk.note.note(), *lists, own.note()] if records or desk.writes else []
        kept = {keep.path: keep.reason for keep in write_all(folder, writes).kept}
    paths = [write.path for write in lists] if records else [None, None]
    return HandedOutForms(period=period, blanks=tuple(_told(blank, kept) for blank in blanks), due_list=paths[0], calendar=paths[1])


def _told(blank: BlankForm, kept: Mapping[str, Message]) -> BlankForm:
    """Return a blank as it came out: without a path where something came into its way meanwhile."""
    reason = kept.get(blank.path or "")
    return blank if reason is None else replace(blank, path=None, problem=reason)


def _names(folder: str, period: Period, language: str, suffix: str) -> Iterator[str]:
    """Yield the names of a list of due records, the first that is free or docgen's own to be taken."""
    name = say(message("forms.list-name", period=str(period).replace("..", say(message("forms.to"), language))), language)
    for number in count(1):
        yield f"{folder}/{name}{f' {number}' if number > 1 else ''}{suffix}"


def _refuse(client: Client, asked: Asked, language: str) -> None:
    """Raises: ProfileError, WorkspaceError: something was asked that the client does not have."""
    refuse_unknown(client, (*asked.only, *asked.processes))
    known = [site.id for site in client.whole.profile.sites]
    problems = [
        Problem(
            where=Place(file=layout.PROFILE), what=message("forms.unknown-site", site=site), nearest=tuple(get_close_matches(site, known))
        )
        for site in asked.sites
        if site not in known
    ]
    if language not in client.whole.members:
        problems.append(Problem(where=Place(file=layout.PROFILE), what=message("forms.unknown-language", language=language)))
    if problems:
        raise ProfileError(*problems)
    taken = (layout.DOCUMENTS, layout.RECORDS, layout.STATE)
    if not layout.is_relative(asked.to) or PurePosixPath(asked.to).parts[0].casefold() in taken:
        raise WorkspaceError(Problem(where=Place(file=asked.to), what=message("forms.no-folder"), remedy=message("forms.no-folder-remedy")))


def _trial_run(client: Client) -> Period:
    period = blank_forms.default_period(client.whole.profile.dates)
    if period is None:
        where = Place(file=layout.PROFILE, field="dates.trial_start")
        raise ProfileError(Problem(where=where, what=message("forms.no-period"), remedy=message("forms.no-period-remedy")))
    return period


def _wanted(client: Client, asked: Asked, language: str) -> list[Member]:
    """Return the forms asked for, but for the lists that docgen keeps itself."""
    members = client.whole.members[language]
    of_processes = {
        form for process in asked.processes if (member := client.whole.member(language, process)) for form in member.type.produces
    }
    return [
        member
        for identity, member in members.items()
        if member.type.level is Level.FORM
        and not member.type.is_list
        and (not asked.only or identity in asked.only)
        and (not asked.processes or identity in of_processes)
        and (not asked.cadences or (member.type.cadence or blank_forms.PER_EVENT) in asked.cadences)
    ]


def _sites(client: Client, asked: Asked) -> list[Site | None]:
    """Return the sites that get copies of their own; None for copies that are for all."""
    return [site for site in client.whole.profile.sites if site.id in asked.sites] or [None]


def _blanks(desk: _Desk, member: Member, site: Site | None) -> Iterator[BlankForm]:
    """Yield the blanks of one form for one site, and put what they need into the desk's writes and note."""
    kind, dates = member.type, desk.client.whole.profile.dates
    title = member.title.in_language(desk.language) or kind.id
    file, problem = _blank_file(desk, member)
    if problem is not None:
        yield BlankForm(form=kind.id, code=member.code, title=title, month=None, problem=problem)
        return
    name = site.id if site is not None else ""
    given = [] if kind.id in desk.asked.only else [Month.parse(month) for month in desk.note.months(kind.id, name)]
    many = blank_forms.is_of_one_event(kind, dates)
    for month in tuple(desk.period) if many else tuple(blank_forms.months_due(kind, desk.period, dates, given)):
        for _ in range(desk.asked.copies if many else 1):
            yield _blank(desk, member, site, month, file, numbered=many)


def _blank(desk: _Desk, member: Member, site: Site | None, month: Month, file: bytes, *, numbered: bool) -> BlankForm:
    """Return a blank for `month`; its number and its file are given."""
    kind, language = member.type, desk.language
    engine, suffix = engine_for(f".{kind.format}"), f".{kind.format}"
    title = member.title.in_language(language) or kind.id
    prefix = engine.number_prefix(file)
    folder = "/".join(filter(None, (desk.asked.to, str(month), site.id if site is not None else "")))

    def place(number: str) -> str:
        return f"{folder}/{layout.file_name(member.code, title, f' {number}{suffix}')}"

    if prefix:
        told = desk.next_free(f"{prefix}-{month.year}", lambda running: blank_forms.record_number(prefix, month.year, running), place)
    else:
        told = desk.next_free(f"{kind.id} {month}", lambda running: f"{month} {running:02}", place) if numbered else str(month)
    blank = BlankForm(
        form=kind.id,
        code=member.code,
        title=title,
        month=month,
        site=site.id if site is not None else "",
        number=told if prefix else "",
        path=place(told),
    )
    if desk.lies_there(place(told)):
        return replace(blank, path=None, problem=message("forms.exists", path=place(told)))
    heading = Heading(
        number=blank.number, period=blank_forms.span(kind, month, desk.client.whole.profile.dates, language), site=desk.named(site)
    )
    desk.writes.append(Write(path=place(told), content=engine.handed_out(file, heading), expected=ABSENT))
    desk.note.give(kind.id, blank.site, str(month))
    return blank


def _blank_file(desk: _Desk, member: Member) -> tuple[bytes, Message | None]:
    """Return the form as it lies in the folder, or why it cannot be handed out."""
    seen = desk.seen.documents.get((member.type.id, desk.language))
    if seen is None or seen.found is Found.ABSENT:
        return b"", message("forms.not-built")
    if seen.content is None:
        return b"", message("plan.damaged", detail=seen.detail or "")
    try:
        conflicts = count_conflicts(seen.path, seen.content)
    except DocumentError as error:
        return b"", message("plan.damaged", detail=error.problems[0].what)
    return seen.content, message("forms.conflicts", count=conflicts) if conflicts else None
