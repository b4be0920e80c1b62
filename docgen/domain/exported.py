"""What became of a document that was to be made a PDF."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.domain.document_status import State
from docgen.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One document in one language.

    state, conflicts: how it stands.   path: of the PDF, relative to the workspace; None without one, and then `problem` says why.
    read_only: the PDF is of an issued document, and not to be changed.
    """

    document: str
    code: str
    title: str
    language: str
    revision: str
    state: State
    conflicts: int
    path: str | None
    read_only: bool = False
    problem: Message | None = None
