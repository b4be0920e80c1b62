"""A place where people and docgen changed the same words differently, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflict:
    """A conflict that nobody has settled yet.

    code, title, language, path: of its document; the path is relative to the workspace.
    says: what its mark in the document says, "" where only the proposed insertion is left.
    """

    code: str
    title: str
    language: str
    path: str
    says: str
