"""Copies of issued documents: each revision as it was issued, for redlines and to tell whether a file was altered since."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from docgen.domain.register import Entry
from docgen.domain.revision import Revision
from docgen.errors import Place, Problem, WorkspaceError
from docgen.messages import message
from docgen.workspace import layout
from docgen.workspace.faults import cannot_read
from docgen.workspace.journal import ANYTHING, Write, hash_of

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9.]")


def keep(entry: Entry, revision: Revision, content: bytes) -> Write:
    """Return the change that keeps a copy of an issued document."""
    return Write(path=path_of(entry, revision), content=content, expected=ANYTHING)


def read(workspace: Path, entry: Entry, revision: Revision) -> bytes:
    """Return an issued revision of the document of `entry`.

    Raises: WorkspaceError: the copy is missing, cannot be read, or is not what was issued.
    """
    name = path_of(entry, revision)
    try:
        content = layout.inside(workspace, name).read_bytes()
    except FileNotFoundError as error:
        raise _lost(entry, revision, name) from error
    except OSError as error:
        raise cannot_read(error, name) from error
    if hash_of(content) != revision.sha256:
        raise _lost(entry, revision, name)
    return content


def path_of(entry: Entry, revision: Revision) -> str:
    """Return where the copy lies, relative to the workspace: .docgen/issued/incident-management.zh/A-0.docx."""
    number = _NOT_IN_A_NAME.sub("-", revision.number)
    return f"{layout.ISSUED}/{entry.document}.{entry.language}/{number}{PurePosixPath(entry.path).suffix}"


def _lost(entry: Entry, revision: Revision, name: str) -> WorkspaceError:
    what = message("workspace.issued-lost", document=entry.code, language=entry.language, revision=revision.number)
    return WorkspaceError(Problem(where=Place(file=name), what=what, remedy=message("workspace.restore-backup-remedy")))
