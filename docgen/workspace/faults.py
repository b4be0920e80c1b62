"""What the operating system refuses, as problems a consultant understands."""

from __future__ import annotations

import errno
import sys

from docgen.errors import Place, Problem, WorkspaceError
from docgen.messages import message

_WRITING = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EACCES: "not-permitted",
    errno.EPERM: "not-permitted",
    errno.EROFS: "not-permitted",
    errno.ENAMETOOLONG: "path-too-long",
    errno.EXDEV: "other-disk",
    errno.ENOTDIR: "not-a-folder",
    errno.EEXIST: "not-a-folder",
    errno.EISDIR: "not-a-file",
}
_REMEDIES = {"not-a-folder": "in-the-way-remedy", "not-a-file": "in-the-way-remedy"}
_WINDOWS_PATH_TOO_LONG = 206


def cannot_write(error: OSError, file: str) -> WorkspaceError:
    """Return the error that says why `file` could not be written; nothing was changed."""
    name = _WRITING.get(error.errno or 0, "cannot-write")
    if sys.platform == "win32" and error.winerror == _WINDOWS_PATH_TOO_LONG:
        name = "path-too-long"
    return refusal(file, name, _REMEDIES.get(name, f"{name}-remedy"), detail=reason(error))


def cannot_read(error: OSError, file: str) -> WorkspaceError:
    """Return the error that says why `file` could not be read."""
    return refusal(file, "cannot-read", detail=reason(error))


def refusal(file: str, name: str, remedy: str = "", **values: object) -> WorkspaceError:
    """Return an error about `file` with the text workspace.`name` and a remedy, by default workspace.`name`-remedy."""
    return WorkspaceError(
        Problem(
            where=Place(file=file),
            what=message(f"workspace.{name}", **values),
            remedy=message(f"workspace.{remedy or f'{name}-remedy'}"),
        )
    )


def reason(error: OSError) -> str:
    """Return the system's own words for `error`."""
    return error.strerror or type(error).__name__
