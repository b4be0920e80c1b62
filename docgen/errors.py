"""What went wrong, as values: a place, a problem, and the few exceptions that carry problems.

A fault is found where it lies and told as a sentence: which file, which spot, what was found, what was expected and
what to do. Faults are collected and shown together; an exception only carries them to the one door that prints them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docgen.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands.

    file:    name as the user knows it; empty while only an engine, which sees bytes, knows the rest.
    line, column: 1-based, for text files.
    field:   path of a profile field, e.g. `services[0].targets.P1.response`.
    spot:    place inside a document, e.g. table 3, row 2, cell 4; or sheet and cell.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    field: str = ""
    spot: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault: where, what is wrong, what was found there, what was expected, what to do.

    `found` is quoted as it stands in the file. `nearest` are known names that come close to a mistyped one.
    """

    where: Place
    what: Message
    found: str = ""
    expected: Message | None = None
    remedy: Message | None = None
    nearest: tuple[str, ...] = ()

    def in_file(self, file: str) -> Problem:
        """Return the same problem, placed in `file` if no file was named yet."""
        return self if self.where.file else replace(self, where=replace(self.where, file=file))


class DocgenError(Exception):
    """The input is wrong or a promise can't be kept; nothing was lost. Carries every problem found."""

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("a DocgenError carries at least one Problem")
        super().__init__(*problems)  # as given, so that the error can be sent between processes
        self.problems: Sequence[Problem] = problems

    def in_file(self, file: str) -> DocgenError:
        """Return the same error with its problems placed in `file` where they name none."""
        return type(self)(*(problem.in_file(file) for problem in self.problems))


class ProfileError(DocgenError):
    """The organisation profile is wrong."""


class TemplateError(DocgenError):
    """A template is damaged, unsafe, or says something docgen does not know."""


class CatalogueError(DocgenError):
    """The catalogue is wrong."""


class DocumentError(DocgenError):
    """A generated or hand-edited document cannot be read."""


class RenderingError(DocgenError):
    """LibreOffice, or the library that reads its PDFs, is missing or failed."""


class WorkspaceError(DocgenError):
    """The client's folder is not as it should be, is locked, or cannot be written."""
