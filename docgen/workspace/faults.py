"""What the operating system refuses, as problems a consultant understands."""

from __future__ import annotations

import errno
import sys

from docgen.errors import Place, Problem, WorkspaceError
from docgen.messages import message

DISK_FULL = ("disk-full", "disk-full-remedy")
NOT_PERMITTED = ("not-permitted", "not-permitted-remedy")
PATH_TOO_LONG = ("path-too-long", "path-too-long-remedy")
OTHER_DISK = ("other-disk", "other-disk-remedy")
NOT_A_FOLDER = ("not-a-folder", "in-the-way-remedy")
NOT_A_FILE = ("not-a-file", "in-the-way-remedy")
_WRITING = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EFBIG: DISK_FULL,
    errno.EACCES: NOT_PERMITTED,
    errno.EPERM: NOT_PERMITTED,
    errno.EROFS: NOT_PERMITTED,
    errno.ENAMETOOLONG: PATH_TOO_LONG,
    errno.EXDEV: OTHER_DISK,
    errno.ENOTDIR: NOT_A_FOLDER,
    errno.EEXIST: NOT_A_FOLDER,
    errno.EISDIR: NOT_A_FILE,
}
_WINDOWS_PATH_TOO_LONG = 206


def cannot_write(error: OSError, file: str) -> WorkspaceError:
    """Return the error that says why `file` could not be written; nothing was changed."""
    fault = _WRITING.get(error.errno or 0, ("cannot-write", "cannot-write-remedy"))
    if sys.platform == "win32" and error.winerror == _WINDOWS_PATH_TOO_LONG:
        fault = PATH_TOO_LONG
    return refusal(file, *fault, detail=reason(error))


def cannot_read(error: OSError, file: str) -> WorkspaceError:
    """Return the error that says why `file` could not be read."""
    return refusal(file, "cannot-read", "cannot-read-remedy", detail=reason(error))


def refusal(file: str, what: str, remedy: str, **values: object) -> WorkspaceError:
    """Return an error about `file` with two texts of workspace, what is wrong and what to do, both with `values`."""
    return WorkspaceError(
        Problem(
            where=Place(file=file),
            what=message(f"workspace.{what}", **values),
            remedy=message(f"workspace.{remedy}", **values),
        )
    )


def reason(error: OSError) -> str:
    """Return the system's own words for `error`."""
    return error.strerror or type(error).__name__
