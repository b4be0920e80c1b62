"""Work kept from one run of docgen to the next: compiled templates, since compiling takes much longer than filling, and notes.

A shelf is given from outside, since formats open no path; without one every process compiles anew. What stands on a shelf is
loaded as code, so whoever gives one answers for it that nobody else can write there.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable
from hashlib import blake2b
from io import BytesIO
from types import CodeType
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Shelf(Protocol):
    """Keeps bytes by a key of letters and digits. Neither method raises: what cannot be kept is made again."""

    def get(self, key: str) -> bytes | None:
        """Return what was put there, byte for byte, or None."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Keep `content`, if that is possible."""
        ...


_in_use: list[Shelf] = []


def use(shelf: Shelf | None) -> None:
    """Keep compiled templates on `shelf` from now on; None: nowhere."""
    _in_use[:] = [] if shelf is None else [shelf]


def kept(kind: str, source: bytes, make: Callable[[], T]) -> T:
    """Return what `make` makes of `source`, from the shelf if it stands there. `kind` tells what is made, e.g. "word"."""
    if not _in_use:
        return make()
    shelf, key = _in_use[0], _name(kind, source)
    found = shelf.get(key)
    if found is not None:
        made: T = pickle.loads(found)  # nobody else can write there: see above
        return made
    made = make()
    shelf.put(key, _pickled(made))
    return made


def find(kind: str, key: bytes) -> bytes | None:
    """Return the bytes that `put` was given under `key`, or None."""
    return _in_use[0].get(_name(kind, key)) if _in_use else None


def put(kind: str, key: bytes, content: bytes) -> None:
    """Keep `content` under `key`, if there is a shelf."""
    if _in_use:
        _in_use[0].put(_name(kind, key), content)


def _name(kind: str, key: bytes) -> str:
    return f"{kind}-{blake2b(key, digest_size=24).hexdigest()}"


class _Pickler(pickle.Pickler):
    """Pickles compiled code too, which only `marshal` can write."""

    def reducer_override(self, value: object) -> Any:
        return (marshal.loads, (marshal.dumps(value),)) if isinstance(value, CodeType) else NotImplemented


def _pickled(value: object) -> bytes:
    buffer = BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()
