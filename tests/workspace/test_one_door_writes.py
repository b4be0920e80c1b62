"""Only workspace/files.py writes, moves or deletes; the exceptions are named here, each with what it may do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import docgen

PACKAGE = Path(docgen.__file__).parent
ALLOWED = {
    "workspace/files.py": {"open", "mkdir", "rename", "replace", "unlink", "rmdir", "chmod", "write_bytes", "import shutil"},
    "rendering/libreoffice.py": {"import shutil", "import tempfile", "mkdir", "write_bytes", "write_text"},  # in a temporary folder of its own
    "cli/speech.py": {"write_text"},  # Click's help formatter, in memory
    "authoring/__main__.py": {"mkdir", "write_bytes"},  # templates, from their sources, in a checkout
    "workspace/compile_cache.py": {"os.open", "mkdir", "replace", "unlink", "import tempfile"},  # in a folder of the user's own, no client's
    "workspace/lock.py": {"mkdir", "os.open", "os.write", "os.ftruncate"},
}
METHODS = {
    "chmod",
    "hardlink_to",
    "lchmod",
    "mkdir",
    "rename",
    "rmdir",
    "symlink_to",
    "touch",
    "unlink",
    "write_bytes",
    "write_text",
}
OS_CALLS = {
    "chflags",
    "chmod",
    "chown",
    "ftruncate",
    "link",
    "makedirs",
    "mkdir",
    "mkfifo",
    "open",
    "pwrite",
    "remove",
    "removedirs",
    "rename",
    "renames",
    "replace",
    "rmdir",
    "symlink",
    "truncate",
    "unlink",
    "utime",
    "write",
    "writev",
}
MODULES = {"shutil", "tempfile"}


def deeds(source: str) -> Iterator[str]:
    """Yield what in `source` writes, moves or deletes on the disk."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (f"import {name.name}" for name in node.names if name.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield f"import {node.module}"
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (f"os.{name.name}" for name in node.names if name.name in OS_CALLS)
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(call: ast.Call) -> Iterator[str]:
    function = call.func
    if isinstance(function, ast.Name) and function.id == "open":
        yield from ["open"] if _writes(call, 1) else []
    if not isinstance(function, ast.Attribute):
        return
    owner = function.value.id if isinstance(function.value, ast.Name) else ""
    name = function.attr
    if owner == "os":
        # Opening a folder to flush it is no writing.
        reads_only = name == "open" and len(call.args) == 2 and ast.unparse(call.args[1]) == "os.O_RDONLY"
        yield from [f"os.{name}"] if name in OS_CALLS and not reads_only else []
    elif name in METHODS:
        yield name
    elif name == "open":
        yield from ["open"] if _writes(call, 1 if owner == "io" else 0) else []
    elif name == "replace":
        # Path.replace takes one value, str.replace two, dataclasses.replace and date.replace names.
        yield from ["replace"] if len(call.args) == 1 and not call.keywords else []
    elif name == "save":
        yield from ["save"] if call.args else []


def _writes(call: ast.Call, place: int) -> bool:
    """Tell whether an open() whose mode stands at `place` may write; a mode that is no literal may."""
    modes = [keyword.value for keyword in call.keywords if keyword.arg == "mode"] or call.args[place : place + 1]
    return any(not isinstance(mode, ast.Constant) or set(str(mode.value)) & set("wax+") for mode in modes)


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_only_the_one_door_writes(file: Path) -> None:
    name = file.relative_to(PACKAGE).as_posix()
    assert set(deeds(file.read_text(encoding="utf-8"))) <= ALLOWED.get(name, set())


@pytest.mark.parametrize(
    "line",
    [
        'open("x", "w")',
        'open("x", mode="ab")',
        "open(path, mode)",
        'path.open("r+")',
        'io.open("x", "w")',
        "path.write_text(text)",
        "path.unlink()",
        "path.replace(target)",
        "path.mkdir()",
        'os.open("x", os.O_RDWR)',
        "os.replace(a, b)",
        "from os import replace",
        "import shutil",
        "from tempfile import mkdtemp",
        "document.save(path)",
    ],
)
def test_the_guard_sees_a_second_door(line: str) -> None:
    assert list(deeds(line))


@pytest.mark.parametrize(
    "line",
    ['open("x")', 'path.open("rb")', 'text.replace("a", "b")', "replace(entry, path=path)", "day.replace(day=1)", "names.remove(name)"],
)
def test_the_guard_lets_readers_be(line: str) -> None:
    assert not list(deeds(line))
