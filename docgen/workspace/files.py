"""The one door that writes into a workspace: all changes become visible, or none.

New content is staged in the journal folder and flushed; the journal file appears by a rename, and that commits. Then each
file is put in place by a rename, the register last, and the journal goes. After a crash `recover` finishes a committed
journal and throws an uncommitted one away.

Whoever saves, moves or deletes a document between planning and writing wins: the file stays as that person left it, and
its entry stays as the register had it, so that the next build merges against the right pristine copy.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from docgen.domain.register import Register
from docgen.errors import WorkspaceError
from docgen.messages import message
from docgen.workspace import layout, register_file, undo
from docgen.workspace.faults import NOT_A_FILE, NOT_A_FOLDER, NOT_PERMITTED, OTHER_DISK, PATH_TOO_LONG, cannot_write, reason, refusal
from docgen.workspace.journal import (
    ABSENT,
    ANYTHING,
    Change,
    Kept,
    Remove,
    Step,
    Write,
    Written,
    decode,
    encode,
    hash_of,
    refuse_unsafe,
    staged,
)
from docgen.workspace.observe import state_of

_COMMIT = "journal.json"
_REGISTER = "register.json"
_COPY_NAME = re.compile(r"([0-9a-f]{64})(?:\.[a-z]+)?")
_WINDOWS_PATH = 259
_WRITING = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def write_all(workspace: Path, changes: Sequence[Change], register: Register | bytes | None = None, *, undoable: bool = False) -> Written:
    """Make `changes` and `register` visible in one transaction. The caller holds the lock of the workspace.

    What lies there already is left out; if nothing remains, nothing on the disk is touched. Pristine copies that the new
    register no longer names are dropped with it.

    Args:    register: the register after the changes, or the text of one; None leaves it as it is.
             undoable: keep the way back, in place of the last one that was kept.
    Returns: the paths written, and the files kept for the person who changed them meanwhile.
    Raises:  WorkspaceError: a path leaves the workspace or enters records/; disk full, no permission, path too long (nothing
             was changed); or an obstacle after the commit (the next command finishes the rest).
    """
    if pending(workspace):
        raise refusal(layout.JOURNAL, "must-finish-first", "must-finish-first-remedy")
    needed = [change for change in dict.fromkeys(changes) if not _is_there(workspace, change)]
    new_register = register_file.encode(register) if isinstance(register, Register) else register
    if new_register == _content(workspace / layout.REGISTER):
        new_register = None
    if not needed and new_register is None:
        return Written()
    steps, contents = staged(needed)
    refuse_unsafe(steps)
    if undoable:
        steps, contents = staged([*needed, *undo.record(workspace, steps, new_register)])
    if new_register is not None:
        contents[_REGISTER] = new_register
    _commit(workspace, steps, contents)
    return _finish(workspace)


def pending(workspace: Path) -> bool:
    """Tell whether a committed transaction waits to be finished by `recover`."""
    return (workspace / layout.JOURNAL / _COMMIT).exists()


def recover(workspace: Path) -> Written | None:
    """Finish the transaction that a crash interrupted, or throw away what it had only prepared; None if there was none.

    Every command calls this first, holding the lock. Afterwards folder and register agree, in the old state or the new one.

    Raises: WorkspaceError: the journal is damaged or newer, or an obstacle remains; nothing is lost.
    """
    if pending(workspace):
        return _finish(workspace)
    journal = layout.inside(workspace, layout.JOURNAL)
    if journal.exists():
        with _explained(layout.JOURNAL):
            shutil.rmtree(journal)
    return None


def create_workspace(workspace: Path, profile_text: str, extra: Mapping[str, bytes] | None = None) -> Written:
    """Start a client's folder with its profile and further files (relative path -> content), all or nothing.

    Raises: WorkspaceError: a profile is there already, the folder is neither empty nor a docgen workspace, or writing failed.
    """
    if workspace.exists() and not workspace.is_dir():
        raise refusal(str(workspace), *NOT_A_FOLDER)
    recover(workspace)
    if (workspace / layout.PROFILE).exists():
        raise refusal(layout.PROFILE, "profile-exists", "profile-exists-remedy")
    with _explained(str(workspace)):
        foreign = workspace.is_dir() and any(not item.name.startswith(".") for item in workspace.iterdir())
    if foreign and not (workspace / layout.REGISTER).exists():
        raise refusal(str(workspace), "folder-not-empty", "folder-not-empty-remedy")
    contents = {layout.PROFILE: profile_text.encode(), **(extra or {})}
    return write_all(workspace, [Write(path=path, content=content) for path, content in contents.items()])


def _is_there(workspace: Path, change: Change) -> bool:
    """Tell whether a change finds the file as it wants it."""
    with _explained(change.path):
        there = layout.inside(workspace, change.path)
        match change:
            case Write():
                return _content(there) == change.content and (not change.read_only or not there.stat().st_mode & _WRITING)
            case Remove():
                return not there.exists()
            case _:
                return False


def _commit(workspace: Path, steps: Sequence[Step], contents: Mapping[str, bytes]) -> None:
    """Stage `contents` in the journal folder and commit; on any failure leave everything as it was."""
    journal = layout.inside(workspace, layout.JOURNAL)
    made: list[Path] = []
    try:
        with _explained(layout.JOURNAL):
            _clear(journal)  # what an earlier attempt left
            _make_folder(journal, made)
        for step in steps:
            with _explained(step.path):
                _prepare(workspace, step, journal, made)
        with _explained(layout.JOURNAL):
            for name, content in contents.items():
                (journal / name).write_bytes(content)
            (journal / f"{_COMMIT}.part").write_bytes(encode(steps, register=_REGISTER in contents))
            for name in (*contents, f"{_COMMIT}.part"):
                _flush(journal / name)
            for folder in (*(folder.parent for folder in made), journal):
                _flush_folder(folder)
            (journal / f"{_COMMIT}.part").replace(journal / _COMMIT)
            _flush_folder(journal)
    except BaseException:
        with suppress(OSError):
            _clear(journal)
        for folder in reversed(made):
            with suppress(OSError):  # the journal is gone already; another program may use a folder by now
                folder.rmdir()
        raise


def _prepare(workspace: Path, step: Step, journal: Path, made: list[Path]) -> None:
    """Make the folder of `step`, and find out now what would stop a rename later. Raises: OSError, WorkspaceError."""
    target = layout.inside(workspace, step.path)
    if sys.platform == "win32" and len(str(target.absolute())) > _WINDOWS_PATH:
        raise refusal(step.path, *PATH_TOO_LONG)
    _make_folder(target.parent, made)
    if target.is_dir():
        raise refusal(step.path, *NOT_A_FILE)
    source = None if step.source is None else layout.inside(workspace, step.source)
    for file in (target, source):
        if file is None or not file.parent.exists():
            continue
        protected = step.expected != ANYTHING and file.exists() and not os.access(file, os.W_OK)
        if protected or not os.access(file.parent, os.W_OK | os.X_OK):
            raise refusal(file.relative_to(workspace).as_posix(), *NOT_PERMITTED)
        if file.parent.stat().st_dev != journal.stat().st_dev:
            raise refusal(file.relative_to(workspace).as_posix(), *OTHER_DISK)


def _finish(workspace: Path) -> Written:
    """Put everything in place that a committed journal names; safe to repeat from any point."""
    journal = layout.inside(workspace, layout.JOURNAL)
    try:
        steps, registers = decode((journal / _COMMIT).read_bytes())
        kept = tuple(found for step in steps if (found := _apply(workspace, journal, step)) is not None)
        if registers:
            _settle_register(workspace, journal, kept)
        folders = {layout.inside(workspace, path).parent for step in steps for path in (step.path, step.source) if path is not None}
        for folder in sorted({*folders, workspace / layout.STATE}):
            if folder.is_dir():  # a person may have removed an empty one
                _flush_folder(folder)
        _drop_unnamed_copies(workspace)
        _clear(journal)
    except OSError as error:
        raise refusal(layout.JOURNAL, "not-finished", "not-finished-remedy", detail=reason(error)) from error
    left = {keep.path for keep in kept}
    return Written(paths=tuple(step.path for step in steps if step.path not in left), kept=kept)


def _apply(workspace: Path, journal: Path, step: Step) -> Kept | None:
    """Make one step, unless a crash came after it; return what a person's doing kept it from."""
    target = layout.inside(workspace, step.path)
    if step.removes:
        return _remove(workspace, step, target)
    new = journal / step.staged if step.staged is not None else None
    if new is not None and not new.exists():
        return None
    try:
        kept = _move(workspace, step, target) if step.source is not None else None
        if kept is not None or new is None:
            return kept
        return _put(step, new, target)
    except PermissionError as error:  # a program that lets nobody else touch its file, as Windows has them
        stays = step.path if step.source is None or target.exists() else step.source
        return Kept(path=step.path, stays=stays, reason=message("workspace.kept-busy", detail=reason(error)))


def _move(workspace: Path, step: Step, target: Path) -> Kept | None:
    source = layout.inside(workspace, str(step.source))
    if not source.exists():
        return None  # moved before the crash, or deleted by a person
    if target.exists() and not target.samefile(source):
        return Kept(path=step.path, stays=str(step.source), reason=message("workspace.kept-in-the-way"))
    if step.staged is not None and hash_of(source.read_bytes()) != step.expected:
        return Kept(path=step.path, stays=str(step.source), reason=message("workspace.kept-saved"))
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    return None


def _put(step: Step, new: Path, target: Path) -> Kept | None:
    if hash_of(new.read_bytes()) != step.sha256:
        raise refusal(f"{layout.JOURNAL}/{new.name}", "staged-damaged", "restore-backup-remedy")
    state = state_of(target)
    if step.expected != ANYTHING and state not in (step.expected, step.sha256):
        stays = step.source if step.source is not None and state == ABSENT else step.path
        return Kept(path=step.path, stays=stays, reason=message(f"workspace.{_why_kept(step, state)}"))
    target.parent.mkdir(parents=True, exist_ok=True)
    _set_mode(step, new, target)
    new.replace(target)
    return None


def _set_mode(step: Step, new: Path, target: Path) -> None:
    """Give the new file the rights of the one it replaces, or those of a file that nobody is to change."""
    own = step.expected == ANYTHING
    mode = stat.S_IMODE((target if target.exists() else new).stat().st_mode)
    if own and not mode & stat.S_IWUSR:
        mode |= stat.S_IWUSR
        target.chmod(mode)  # Windows replaces no read-only file
    new.chmod(mode & ~_WRITING if step.read_only else mode)


def _remove(workspace: Path, step: Step, target: Path) -> Kept | None:
    """Take a file away that is still what it is expected to be, and the folders in documents/ that it leaves empty."""
    state = state_of(target)
    if state not in (step.expected, ABSENT):
        return Kept(path=step.path, stays=step.path, reason=message("workspace.kept-saved"))
    target.unlink(missing_ok=True)
    folder = target.parent
    while folder.is_relative_to(workspace / layout.DOCUMENTS) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
    return None


def _why_kept(step: Step, state: str) -> str:
    if state == ABSENT:
        return "kept-gone"
    return "kept-in-the-way" if step.expected == ABSENT else "kept-saved"


def _settle_register(workspace: Path, journal: Path, kept: Sequence[Kept]) -> None:
    """Put the new register in place; documents that were kept stay in it as the present register knows them."""
    new = journal / _REGISTER
    if not new.exists():
        return
    if kept:
        stays = {_below_documents(keep.path): _below_documents(keep.stays) for keep in kept}
        settled = register_file.decode(new.read_bytes()).keeping(register_file.read(workspace), stays)
        new = journal / f"{_REGISTER}.settled"
        new.write_bytes(register_file.encode(settled))
        _flush(new)
    new.replace(workspace / layout.REGISTER)


def _drop_unnamed_copies(workspace: Path) -> None:
    """Delete the pristine copies that no register names any more, today's or the one to go back to, and what no way back needs."""
    try:
        registers = (register_file.read(workspace), undo.register_before(workspace))
    except WorkspaceError:  # a damaged record of the way back; nothing is dropped until the next build writes another
        return
    named = {digest for register in registers for entry in register.entries.values() for digest in entry.generations}
    for folder, needed in ((layout.PRISTINE, named), (layout.UNDO, undo.names_of_copies(workspace))):
        copies = workspace / folder
        for copy in sorted(copies.iterdir()) if copies.is_dir() else ():
            name = _COPY_NAME.fullmatch(copy.name)
            if name is not None and name[1] not in needed:
                copy.unlink()


def _below_documents(path: str) -> str:
    return path.removeprefix(f"{layout.DOCUMENTS}/")


def _content(path: Path) -> bytes | None:
    """Return the content of an ordinary file, None where there is none."""
    return path.read_bytes() if path.is_file() else None


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make `folder` and the missing ones above it, noting each in `made`."""
    if not folder.is_dir():
        _make_folder(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _clear(journal: Path) -> None:
    """Remove the journal: first what makes it a committed one. Leftovers of the rest are harmless."""
    (journal / _COMMIT).unlink(missing_ok=True)
    shutil.rmtree(journal, ignore_errors=True)


def _flush(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the system can (Windows does it by itself)."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _explained(file: str) -> Iterator[None]:
    """Turn a refusal of the system into a sentence about `file`."""
    try:
        yield
    except OSError as error:
        raise cannot_write(error, file) from error
