"""The compile cache, in a folder of the user's own, beside no client: compiled templates, and notes of what they asked.

It may be deleted at any time. What stands there is loaded as code. So a file counts only if it belongs to this user, nobody
else may write it, it is no link, and its content has the digest that it begins with; anything else is as if it were not there.
A key ends on a fingerprint of docgen, Python and Jinja: another version reads nothing of this one.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from platformdirs import user_cache_path

VARIABLE = "DOCGEN_CACHE"
"""The environment variable that names another folder, or `off`."""
_OFF = "off"
_DIGEST = 32
_MOST_FILES, _LOOKED_EVERY = 5_000, 100
_PACKAGE = Path(__file__).parents[1]


class CompileCache:
    """Keeps bytes by key in `folder`; see docgen.formats.shelf."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._puts = 0

    def get(self, key: str) -> bytes | None:
        """Return what was put under `key`, or None."""
        try:
            content = _read_own(self._path(key))
        except OSError:
            return None
        digest, payload = content[:_DIGEST], content[_DIGEST:]
        return payload if digest == _digest(payload) else None

    def put(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`: whole or not at all."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._puts % _LOOKED_EVERY == 0:
                self._make_room()
            self._puts += 1
            handle, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(content) + content)
            Path(name).replace(self._path(key))

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}-{_fingerprint()}"

    def _make_room(self) -> None:
        """Drop the older half once there are many."""
        files = list(self._folder.iterdir())
        if len(files) >= _MOST_FILES:
            for path in sorted(files, key=lambda path: path.stat().st_mtime)[: _MOST_FILES // 2]:
                path.unlink(missing_ok=True)


def compile_cache() -> CompileCache | None:
    """Return the user's compile cache; None if the user has switched it off or has no folder of his or her own."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen == _OFF:
        return None
    try:
        return CompileCache(Path(chosen) if chosen else user_cache_path("docgen", appauthor=False) / "templates")
    except (OSError, RuntimeError):
        return None


def _read_own(path: Path) -> bytes:
    """Return the content of a file that only this user can have written. Raises: OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode) or (os.name == "posix" and not _is_ours(state)):
            raise PermissionError(path)
        return file.read()


def _is_ours(state: os.stat_result) -> bool:
    return state.st_uid == os.geteuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST).digest()


@cache
def _fingerprint() -> str:
    """Return a name of what compiles: the files of docgen as they are now, Python, Jinja."""
    told = "".join(f"{path}{path.stat().st_size}{path.stat().st_mtime_ns}" for path in _sources())
    return blake2b(f"{told}{sys.version}{MAGIC_NUMBER!r}{version('jinja2')}".encode(), digest_size=12).hexdigest()


def _sources() -> Iterator[Path]:
    for room in ("formats", "domain", "jobs", "messages"):
        yield from sorted((_PACKAGE / room).rglob("*.py"))
