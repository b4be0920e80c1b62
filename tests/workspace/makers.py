"""A small client's folder in an old and a new state, entries for it, and helpers to look at folders and kill processes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from docgen.domain.register import Entry, Register
from docgen.errors import WorkspaceError
from docgen.messages import say
from docgen.workspace import pristine, register_file
from docgen.workspace.files import write_all
from docgen.workspace.journal import Change, Move, Write, Written, hash_of

NOBODY = 65534
INCIDENT = "zh/2-procedures/YL-ITSM-P-12 事件管理程序.docx"
CHANGE = "zh/2-procedures/YL-ITSM-P-15 变更管理程序.docx"
CHANGE_RENAMED = "zh/2-procedures/YL-ITSM-P-15 变更与发布管理程序.docx"
SUPPLIER = "zh/2-procedures/YL-ITSM-P-07 供应商管理程序.docx"
SUPPLIER_WITHDRAWN = "zh/withdrawn/YL-ITSM-P-07 供应商管理程序.docx"
PROBLEM = "en/2-procedures/YL-ITSM-P-13 Problem Management.docx"


def entry(document: str, path: str, content: bytes, **others: object) -> Entry:
    """An entry for `content` at `path`, whose code is read off the path."""
    code, _, title = Path(path).stem.partition(" ")
    values = {
        "document": document,
        "language": path.partition("/")[0],
        "code": code,
        "title": title,
        "path": path,
        "template_root": "shipped",
        "template_hash": "0" * 64,
        "pristine": hash_of(content),
        "digest": "d" * 32,
        "used": {"organisation.name.zh": "上海云岭"},
        "revision": "A/0",
    }
    return Entry(**(values | others))  # type: ignore[arg-type]


OLD = {
    "incident": b"incident, response 30 min",
    "change": b"change management",
    "supplier": b"supplier management",
}
NEW = {
    "incident": b"incident, response 15 min",
    "change": b"change and release management",
    "supplier": OLD["supplier"],
    "problem": b"problem management",
}
OLD_REGISTER = Register().generated(
    entry("incident", INCIDENT, OLD["incident"]),
    entry("change", CHANGE, OLD["change"]),
    entry("supplier", SUPPLIER, OLD["supplier"]),
)
NEW_REGISTER = (
    OLD_REGISTER.generated(
        entry("incident", INCIDENT, NEW["incident"]),
        entry("change", CHANGE_RENAMED, NEW["change"]),
        entry("problem", PROBLEM, NEW["problem"]),
    )
    .withdrawn("supplier", "zh", path=SUPPLIER_WITHDRAWN)
)
# An update, a renamed document with new content, a withdrawn one that only moves, a new one.
CHANGES: tuple[Change, ...] = (
    Write(path=f"documents/{INCIDENT}", content=NEW["incident"], expected=hash_of(OLD["incident"])),
    Move(path=f"documents/{CHANGE}", to=f"documents/{CHANGE_RENAMED}", expected=hash_of(OLD["change"]), content=NEW["change"]),
    Move(path=f"documents/{SUPPLIER}", to=f"documents/{SUPPLIER_WITHDRAWN}", expected=hash_of(OLD["supplier"])),
    Write(path=f"documents/{PROBLEM}", content=NEW["problem"]),
    *(pristine.keep(NEW[name], ".docx") for name in ("incident", "change", "problem")),
)


def old_workspace(folder: Path) -> Path:
    """A client's folder in the old state."""
    first = [Write(path=f"documents/{item.path}", content=OLD[item.document]) for item in OLD_REGISTER.entries.values()]
    copies = [pristine.keep(content, ".docx") for content in OLD.values()]
    (folder / "records").mkdir(parents=True)
    (folder / "records" / "2026-01.xlsx").write_bytes(b"the client's own")
    write_all(folder, [*first, *copies], OLD_REGISTER)
    return folder


def build(folder: Path) -> Written:
    """Bring the folder into the new state."""
    return write_all(folder, CHANGES, NEW_REGISTER)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its relative path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def times(folder: Path) -> dict[str, int]:
    """When each file and folder below `folder` last changed."""
    return {item.relative_to(folder).as_posix(): item.lstat().st_mtime_ns for item in sorted(folder.rglob("*"))}


def state(register: Register, contents: dict[str, bytes]) -> dict[str, bytes]:
    """The files that a folder has when it agrees with `register`, whose documents have `contents`."""
    documents = {f"documents/{item.path}": contents[item.document] for item in register.entries.values()}
    copies = {f".docgen/pristine/{item.pristine}.docx": contents[item.document] for item in register.entries.values()}
    own = {".docgen/register.json": register_file.encode(register), "records/2026-01.xlsx": b"the client's own"}
    return documents | copies | own


def in_child(action: Callable[[], object], *, dies: Callable[[int], bool] | None = None) -> int:
    """Run `action` in a forked process and return its exit code.

    dies: asked before each step of the process on the disk, with the step's number (from 1); True kills it by SIGKILL.
    """
    return os.waitstatus_to_exitcode(os.waitpid(start(action, dies=dies), 0)[1])


def start(action: Callable[[], object], *, dies: Callable[[int], bool] | None = None) -> int:
    """Start `action` in a forked process and return its process id."""
    pid = os.fork()
    if pid == 0:
        try:
            if dies is not None:
                _watch(dies)
            action()
            os._exit(0)
        finally:
            os._exit(70)
    return pid


def as_user(action: Callable[[], object]) -> int:
    """Run `action` in a child without root's privileges and return its exit code."""

    def unprivileged() -> None:
        if os.getuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        action()

    return in_child(unprivileged)


_STEPS = ("os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir")


def _watch(dies: Callable[[int], bool]) -> None:
    """Python itself announces each step on the disk (open, rename, remove, mkdir …) to audit hooks, before it is made."""
    steps = [0]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _STEPS or (event == "open" and "docgen-ws" in str(arguments[0])):
            steps[0] += 1
            if dies(steps[0]):
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def refusal(action: Callable[[], object]) -> str:
    """The key of the first problem that `action` is refused with; it must have a sentence and a remedy in both languages."""
    try:
        action()
    except WorkspaceError as error:
        for problem in error.problems:
            for language in ("zh", "en"):
                assert say(problem.what, language)
                assert problem.remedy is not None
                assert say(problem.remedy, language)
        return error.problems[0].what.key
    raise AssertionError("nothing was refused")


def edited(item: Entry, **others: object) -> Entry:
    """The same entry with other values."""
    return replace(item, **others)  # type: ignore[arg-type]
