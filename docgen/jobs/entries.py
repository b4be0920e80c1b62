"""What commands about documents that exist start from: the entries they are about, and the day these carry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from docgen.domain.register import Entry, Register
from docgen.errors import Place, Problem, WorkspaceError
from docgen.jobs.client import read_profile_of
from docgen.messages import message
from docgen.workspace import layout


def chosen(register: Register, only: Sequence[str], language: str | None) -> tuple[Entry, ...]:
    """Return the entries in force of `only` or of all documents, in `language` or in all.

    Raises: WorkspaceError: an id of `only` is not in the register, or not in that language, or withdrawn.
    """
    entries = [entry for entry in register.entries.values() if not entry.withdrawn and language in (None, entry.language)]
    known = list(dict.fromkeys(entry.document for entry in entries))
    problems = [
        Problem(
            where=Place(file=layout.REGISTER),
            what=message("control.not-built", document=identity),
            nearest=tuple(get_close_matches(identity, known, n=3)),
            remedy=message("control.not-built-remedy"),
        )
        for identity in dict.fromkeys(only)
        if identity not in known
    ]
    if problems:
        raise WorkspaceError(*problems)
    return tuple(entry for entry in entries if not only or entry.document in only)


def day_of(folder: Path, entry: Entry) -> date:
    """Return the day that a document carries: of its last issue, before the first the one that the profile plans.

    Raises: ProfileError: the profile is needed, and faulty.
    """
    return entry.history[-1].date if entry.history else read_profile_of(folder).profile.dates.documents_issued
