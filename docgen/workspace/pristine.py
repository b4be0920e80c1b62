"""Pristine copies: each document as docgen generated it last, kept under the SHA-256 of its content."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from docgen.domain.register import Entry
from docgen.errors import Place, Problem, WorkspaceError
from docgen.messages import message
from docgen.workspace import layout
from docgen.workspace.faults import cannot_read
from docgen.workspace.journal import ANYTHING, Write, hash_of


def keep(content: bytes, suffix: str) -> Write:
    """Return the change that keeps a pristine copy of `content`; `suffix` starts with a dot.

    Put it into the transaction of the document: what is there already is not written again, and a damaged copy is mended.
    """
    return Write(path=_name(hash_of(content), suffix), content=content, expected=ANYTHING)


def read(workspace: Path, entry: Entry, digest: str = "") -> bytes:
    """Return the pristine copy of the document of `entry`; with `digest` that of an earlier generation which is still needed.

    Raises: WorkspaceError: it is missing, cannot be read, or is not the file that docgen generated.
    """
    digest = digest or entry.pristine
    name = _name(digest, PurePosixPath(entry.path).suffix)
    try:
        content = layout.inside(workspace, name).read_bytes()
    except FileNotFoundError as error:
        raise _lost(entry, name, "pristine-missing") from error
    except OSError as error:
        raise cannot_read(error, name) from error
    if hash_of(content) != digest:
        raise _lost(entry, name, "pristine-damaged")
    return content


def _name(sha256: str, suffix: str) -> str:
    return f"{layout.PRISTINE}/{sha256}{suffix}"


def _lost(entry: Entry, name: str, what: str) -> WorkspaceError:
    values = {"document": entry.code, "language": entry.language}
    return WorkspaceError(
        Problem(
            where=Place(file=name),
            what=message(f"workspace.{what}", **values),
            remedy=message("workspace.restore-backup-remedy"),
        )
    )
