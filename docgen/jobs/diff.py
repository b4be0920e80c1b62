"""What changed between two issued revisions of a document, or since the last one: a redline, a page, a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path, PurePosixPath

from docgen.domain.register import Entry
from docgen.domain.revision import Revision, Status
from docgen.errors import DocgenError, Place, Problem, WorkspaceError
from docgen.formats.engine import Reviser
from docgen.formats.registry import engine_for, identify
from docgen.jobs.client import read_profile_of
from docgen.jobs.entries import chosen, day_of
from docgen.jobs.recovery import recovered
from docgen.messages import Message, message, say
from docgen.reports.changes import changes_html
from docgen.reports.redlined import Redlined
from docgen.workspace import issued_copies, layout, pristine, register_file
from docgen.workspace.files import recover, write_all
from docgen.workspace.journal import Write
from docgen.workspace.lock import locked
from docgen.workspace.observe import Observed, observe
from docgen.workspace.own_files import REDLINES, OwnFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """A document at one moment: what a reader calls it, its file, and the day it carries."""

    name: str
    file: bytes
    day: date


def diff(  # what a comparison is asked, each by its name
    workspace: str | Path,
    *,
    only: Sequence[str],
    language: str | None = None,
    earlier: str | None = None,
    later: str | None = None,
    html: bool = False,
) -> tuple[Redlined, ...]:
    """Write the redlines of the documents of `only` into report/redline/, and return what changed in each.

    A redline that somebody has worked in stays; the new one gets a number.

    earlier: an issued revision; by default the one before `later`, or the last one. A document that was never issued is held against
             what docgen generated last, which shows the edits by hand.
    later:   an issued revision; by default the document as it lies in the folder.
    html:    write the changes as a page too.
    Raises: DocgenError: an unknown id or revision; a file that is deleted or cannot be read; a lost copy (all are told).
    """
    folder = Path(workspace)
    read_profile_of(folder)
    recovered(folder)
    redlined: list[Redlined] = []
    redlines = OwnFiles(folder, REDLINES)
    writes: list[Write] = []
    problems: list[Problem] = []
    for seen in observe(folder, chosen(register_file.read(folder), only, language), identify).documents.values():
        try:
            after = _later(folder, seen, later)
            item, own = _redlined(redlines, seen.entry, _earlier(folder, seen, earlier, later), after, html=html)
        except DocgenError as error:
            problems += error.in_file(_place(seen).file).problems
            continue
        redlined.append(item)
        writes += own
    if problems:
        raise WorkspaceError(*problems)
    with locked(folder):
        recover(folder)
        kept = [
            Problem(where=Place(file=keep.path), what=keep.reason)
            for keep in write_all(folder, [*writes, redlines.note()] if writes else []).kept
        ]
    if kept:
        raise WorkspaceError(*kept)
    return tuple(redlined)


def _later(folder: Path, seen: Observed, number: str | None) -> _State:
    entry = seen.entry
    if number is not None and not _is_draft(entry, number):
        return _issued(folder, seen, _row(seen, number))
    if seen.content is None:
        raise _refused(seen, seen.detail or message("issue.absent"))
    name = entry.revision if _is_draft(entry, entry.revision) else _say("diff.now", entry)
    return _State(name=name, file=seen.content, day=day_of(folder, entry))


def _earlier(folder: Path, seen: Observed, number: str | None, later: str | None) -> _State:
    entry = seen.entry
    if number is not None:
        return _issued(folder, seen, _row(seen, number))
    if not entry.history:
        return _State(name=_say("diff.generated", entry), file=pristine.read(folder, entry), day=day_of(folder, entry))
    if later is None or _is_draft(entry, later):
        return _issued(folder, seen, entry.history[-1])
    place = entry.history.index(_row(seen, later))
    if place == 0:
        raise _refused(seen, message("diff.first-revision", revision=later))
    return _issued(folder, seen, entry.history[place - 1])


def _is_draft(entry: Entry, number: str) -> bool:
    """Tell whether `number` is the revision that lies in the folder as the draft after an issued one."""
    return entry.status is Status.DRAFT and bool(entry.history) and entry.revision == number


def _row(seen: Observed, number: str) -> Revision:
    history = seen.entry.history
    found = next((row for row in history if row.number == number), None)
    if found is None:
        known = tuple(row.number for row in history)
        key = "diff.no-such-revision" if known else "diff.never-issued"
        raise _refused(seen, message(key, revision=number, known=known))
    return found


def _issued(folder: Path, seen: Observed, row: Revision) -> _State:
    return _State(name=row.number, file=issued_copies.read(folder, seen.entry, row), day=row.date)


def _redlined(redlines: OwnFiles, entry: Entry, before: _State, after: _State, *, html: bool) -> tuple[Redlined, list[Write]]:
    """Return what changed in a document, and the files that show it; none where nothing did."""
    engine = engine_for(entry.path)
    changes = engine.differences(before.file, after.file)
    span = f"{before.name} → {after.name}"
    redline = page = None
    if changes:
        by = Reviser.docgen(after.day, entry.language)
        paths = _paths(entry, span, PurePosixPath(entry.path).suffix)
        redline = redlines.write(paths, engine.redline(before.file, after.file, by))
    if changes and html:
        text = changes_html(changes, f"{entry.code} {entry.title} {span}", entry.language)
        page = redlines.write(_paths(entry, span, ".html"), text.encode())
    item = Redlined(
        document=entry.document,
        code=entry.code,
        title=entry.title,
        language=entry.language,
        earlier=before.name,
        later=after.name,
        path=redline.path if redline is not None else None,
        page=page.path if page is not None else None,
        changes=changes,
    )
    return item, [write for write in (redline, page) if write is not None]


def _paths(entry: Entry, span: str, suffix: str) -> Iterator[str]:
    """Yield the names that a redline may have: its own, then with the number 2, 3 …"""
    yield layout.redline_path(entry.code, entry.title, span, suffix)
    yield from (layout.redline_path(entry.code, entry.title, f"{span} ({number})", suffix) for number in count(2))


def _place(seen: Observed) -> Place:
    return Place(file=f"{layout.DOCUMENTS}/{seen.path}")


def _refused(seen: Observed, what: Message) -> WorkspaceError:
    return WorkspaceError(Problem(where=_place(seen), what=what, remedy=message("diff.remedy")))


def _say(key: str, entry: Entry) -> str:
    return say(message(key), entry.language)
