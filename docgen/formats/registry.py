"""Which engine serves which kind of file. An engine is imported when it is first needed: they are heavy."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from docgen.errors import DocumentError, Place, Problem
from docgen.formats import shelf
from docgen.formats.engine import Engine
from docgen.messages import message

_ENGINES = {".docx": ("docgen.formats.word.engine", "WordEngine"), ".xlsx": ("docgen.formats.excel.engine", "ExcelEngine")}


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of the files that docgen fills, e.g. ".docx"."""
    return tuple(_ENGINES)


def engine_for(name: str) -> Engine:
    """Return the engine for a file, by the suffix of its name or path.

    Raises: DocumentError: there is no engine for such files.
    """
    _, dot, ending = name.rpartition(".")
    suffix = dot + ending.lower()
    if suffix not in _ENGINES:
        raise DocumentError(Problem(where=Place(file=name), what=message("formats.no-engine", suffixes=suffixes())))
    return _engine(suffix)


@cache
def _engine(suffix: str) -> Engine:
    module, name = _ENGINES[suffix]
    engine: Engine = getattr(import_module(module), name)()
    return engine


def identify(content: bytes) -> tuple[str, str] | None:
    """Return (document id, language) of the stamp that a file carries; None without one, or if the file cannot be read."""
    from docgen.formats.ooxml import open_package
    from docgen.formats.stamping import read_stamp

    try:
        stamp = read_stamp(open_package(content))
    except DocumentError:
        return None
    return (stamp.document, stamp.language) if stamp else None


def digest_of(name: str, content: bytes) -> str:
    """Return the digest of what a reader sees of a file; reading takes long, so it is remembered. Raises: DocumentError."""
    engine = engine_for(name)
    return shelf.kept("content", content, lambda: engine.content(content).digest())
