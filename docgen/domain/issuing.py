"""What an issue did to a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueStep:
    """One document in one language.

    revision: the one it has now.   path: relative to the workspace.
    issued:   it was issued now; False for one that was issued already and has not changed since.   summary: as in its history.
    """

    document: str
    code: str
    title: str
    language: str
    path: str
    revision: str
    issued: bool
    summary: str
