"""Where each document of a client stands today: what the register says of it, held against the file in the folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How a document stands."""

    ISSUED = "issued"
    EDITED = "edited"  # issued, and edited since: the draft of its next revision as soon as it is built
    DRAFT = "draft"
    CONFLICT = "conflict"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"  # by hand: the register has it, the folder has not
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStatus:
    """One document in one language.

    path:      relative to the workspace.   conflicts: open ones.
    issued_on: day of the last issue, None before the first.   next_review: by when the issued revision is to be reviewed.
    overdue:   that day has passed.
    """

    document: str
    code: str
    title: str
    language: str
    path: str
    revision: str
    state: State
    conflicts: int = 0
    issued_on: date | None = None
    next_review: date | None = None
    overdue: bool = False


def summary_of(documents: Sequence[DocumentStatus]) -> dict[str, int]:
    """Return the number of documents by state, only states that occur, in the order of State; and of those overdue, if any are."""
    counts = Counter(document.state for document in documents)
    overdue = sum(document.overdue for document in documents)
    return {state.value: counts[state] for state in State if counts[state]} | ({"overdue": overdue} if overdue else {})
