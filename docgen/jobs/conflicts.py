"""Where people and docgen disagree: the open conflicts in a client's documents."""

from __future__ import annotations

from pathlib import Path

from docgen.domain.conflict import OpenConflict
from docgen.errors import DocumentError
from docgen.formats.registry import engine_for, identify
from docgen.jobs.recovery import recovered
from docgen.workspace import layout, register_file
from docgen.workspace.observe import observe


def conflicts(workspace: str | Path) -> tuple[OpenConflict, ...]:
    """Return the open conflicts of the client in `workspace`, in the order of the register. Writes nothing.

    A conflict is settled as soon as its mark is gone from the document, whoever took it away.
    Raises: DocgenError: no client's folder, or it cannot be read.
    """
    folder = Path(workspace)
    recovered(folder)
    register = register_file.read(folder)
    found = []
    for seen in observe(folder, register.entries.values(), identify).documents.values():
        if seen.content is None or seen.entry.withdrawn:
            continue
        try:
            said = engine_for(seen.path).open_conflicts(seen.content)
        except DocumentError:  # a damaged file; check and plan say so
            continue
        found += [_conflict(seen.entry.code, seen.entry.title, seen.entry.language, seen.path, text) for text in said]
    return tuple(found)


def _conflict(code: str, title: str, language: str, path: str, says: str) -> OpenConflict:
    return OpenConflict(code=code, title=title, language=language, path=f"{layout.DOCUMENTS}/{path}", says=says)
