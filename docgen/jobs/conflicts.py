"""Where people and docgen disagree: the open conflicts in a client's documents."""

from __future__ import annotations

from pathlib import Path

from docgen.domain.conflict import OpenConflict
from docgen.errors import DocumentError
from docgen.formats.registry import engine_for, identify
from docgen.jobs.left_behind import edits_left_behind, in_words
from docgen.jobs.recovery import recovered
from docgen.messages import say
from docgen.workspace import layout, register_file
from docgen.workspace.observe import Observed, observe


def conflicts(workspace: str | Path) -> tuple[OpenConflict, ...]:
    """Return the open conflicts of the client in `workspace`, in the order of the register. Writes nothing.

    A conflict is settled as soon as its mark is gone from the document, whoever took it away; an edit left behind in a withdrawn
    document as soon as one that took its place says it.
    Raises: DocgenError: no client's folder, or it cannot be read.
    """
    folder = Path(workspace)
    recovered(folder)
    register = register_file.read(folder)
    documents = observe(folder, register.entries.values(), identify).documents
    found = []
    for seen in documents.values():
        if seen.content is None or seen.entry.withdrawn:
            continue
        try:
            said = engine_for(seen.path).open_conflicts(seen.content)
        except DocumentError:  # a damaged file; check and plan say so
            continue
        found += [_conflict(seen, text) for text in said]
    left = (_conflict(seen, say(in_words(change), seen.entry.language)) for seen, change in edits_left_behind(folder, documents))
    return (*found, *left)


def _conflict(seen: Observed, says: str) -> OpenConflict:
    entry = seen.entry
    return OpenConflict(code=entry.code, title=entry.title, language=entry.language, path=f"{layout.DOCUMENTS}/{seen.path}", says=says)
