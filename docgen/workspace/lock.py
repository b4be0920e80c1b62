"""One docgen at a time in a workspace, across processes; the lock dies with its holder, however that ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from docgen.workspace import layout
from docgen.workspace.faults import cannot_write, refusal

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.05
_FAR_BYTE = 0x7FFF0000  # Windows locks bytes, and a locked byte cannot be read: so not one of the holder's number
_held: set[int] = set()


@contextmanager
def locked(workspace: Path, wait_seconds: float = 5.0) -> Iterator[None]:
    """Hold the lock of `workspace` for a `with` block, waiting up to `wait_seconds` for another holder.

    Raises: WorkspaceError: another process (or thread) holds it, named by its process id; or the folder cannot be written.
    """
    file = workspace / layout.LOCK
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise cannot_write(error, layout.LOCK) from error
    try:
        _acquire(descriptor, wait_seconds)
        _held.add(descriptor)
        _say_holder(descriptor, str(os.getpid()))
        yield
    finally:
        if descriptor in _held:
            _say_holder(descriptor, "")
            _held.discard(descriptor)
        os.close(descriptor)  # which releases the lock


def _acquire(descriptor: int, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while not _try(descriptor):
        if time.monotonic() >= deadline:
            os.lseek(descriptor, 0, os.SEEK_SET)
            holder = os.read(descriptor, 20).decode(errors="replace")
            if holder:
                raise refusal(layout.LOCK, "locked", "locked-remedy", pid=holder)
            raise refusal(layout.LOCK, "locked-by-unknown", "locked-remedy")
        time.sleep(_PAUSE)


def _try(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _say_holder(descriptor: int, pid: str) -> None:
    """Write the process id into the lock file. It only serves the sentence for others, so a full disk does not matter."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, pid.encode())


def _let_go() -> None:
    """A forked worker inherits the open lock file; it must not keep the lock alive when its parent is gone."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
