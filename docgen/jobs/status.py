"""Where every document of a client stands: revision, state, next review. Nothing is filled and nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docgen.domain.document_set import next_review
from docgen.domain.document_status import DocumentStatus, State
from docgen.domain.profile import DocumentControl
from docgen.domain.revision import Status
from docgen.errors import DocumentError
from docgen.formats import shelf
from docgen.formats.registry import identify
from docgen.jobs.cases import count_conflicts
from docgen.jobs.client import read_profile_of
from docgen.jobs.integrity import says_what_was_issued
from docgen.jobs.recovery import recovered
from docgen.workspace import layout, register_file
from docgen.workspace.compile_cache import compile_cache
from docgen.workspace.observe import Found, Observed, observe


def status(workspace: str | Path, today: date | None = None) -> tuple[DocumentStatus, ...]:
    """Return how the documents of the client in `workspace` stand, by code and language.

    today: the day to hold reviews against; without it none is overdue.
    Raises: DocgenError: a faulty profile, a damaged register, or a folder that cannot be read.
    """
    folder = Path(workspace)
    control = read_profile_of(folder).profile.document_control
    recovered(folder)
    shelf.use(compile_cache())
    seen = observe(folder, register_file.read(folder).entries.values(), identify).documents.values()
    documents = (_status(folder, document, control, today) for document in seen)
    return tuple(sorted(documents, key=lambda document: (document.code, document.language)))


def state_of(folder: Path, seen: Observed) -> tuple[State, int]:
    """Return how a document stands that lies in `folder` as it was `seen`, and the number of its open conflicts."""
    entry = seen.entry
    if entry.withdrawn:
        return State.WITHDRAWN, 0
    if seen.content is None:
        return (State.DELETED if seen.found is Found.ABSENT else State.UNREADABLE), 0
    try:
        conflicts = 0 if seen.found is Found.SAME else count_conflicts(seen.path, seen.content)
        if conflicts:
            return State.CONFLICT, conflicts
        if entry.status is Status.DRAFT:
            return State.DRAFT, 0
        return (State.ISSUED if says_what_was_issued(folder, entry, seen.content) else State.EDITED), 0
    except DocumentError:
        return State.UNREADABLE, 0


def _status(folder: Path, seen: Observed, control: DocumentControl, today: date | None) -> DocumentStatus:
    entry = seen.entry
    state, conflicts = state_of(folder, seen)
    issued_on = entry.history[-1].date if entry.history else None
    in_force = issued_on is not None and state not in (State.WITHDRAWN, State.DELETED)
    review = next_review(issued_on, control) if in_force and issued_on is not None else None
    return DocumentStatus(
        document=entry.document,
        code=entry.code,
        title=entry.title,
        language=entry.language,
        path=f"{layout.DOCUMENTS}/{seen.path}",
        revision=entry.revision,
        state=state,
        conflicts=conflicts,
        issued_on=issued_on,
        next_review=review,
        overdue=review is not None and today is not None and review < today,
    )
