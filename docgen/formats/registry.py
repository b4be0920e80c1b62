"""Which engine reads which files; an engine is imported when it is first needed."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from docgen.errors import DocgenError
from docgen.formats.engine import Engine
from docgen.formats.ooxml import open_package
from docgen.formats.properties import read_stamp

_ENGINES = {".docx": ("docgen.formats.word.engine", "WordEngine"), ".xlsx": ("docgen.formats.excel.engine", "ExcelEngine")}


def engine_for(name: str) -> Engine:
    """Return the engine for a file by the suffix of its name. Raises: KeyError: no engine reads such files."""
    return _engine("." + name.rpartition(".")[2].lower())


@cache
def _engine(suffix: str) -> Engine:
    module, name = _ENGINES[suffix]
    engine: Engine = getattr(import_module(module), name)()
    return engine


def identify(content: bytes) -> tuple[str, str] | None:
    """Return document id and language that a file's stamp says, or None if it carries none or cannot be read."""
    try:
        stamp = read_stamp(open_package(content))
    except DocgenError:
        return None
    return (stamp.document, stamp.language) if stamp is not None else None
