"""Bring a client's folder back to before its last build, byte for byte, while nobody has edited since."""

from __future__ import annotations

from pathlib import Path

from docgen.domain.undone import Undone
from docgen.errors import WorkspaceError
from docgen.workspace import layout, undo
from docgen.workspace.faults import refusal
from docgen.workspace.files import recover, write_all
from docgen.workspace.journal import ABSENT
from docgen.workspace.lock import locked


def undo_build(workspace: str | Path) -> tuple[Undone, ...]:
    """Take back the last build of the client in `workspace` that changed something, and return what became of each document.

    Raises: WorkspaceError: there is nothing to take back; or something is no longer as the build left it (all of it is told), is open
            elsewhere or read-only; or another docgen is at work. Nothing was changed then.
    """
    folder = Path(workspace)
    with locked(folder):
        recover(folder)
        record = undo.read(folder)
        if record is None:
            raise refusal(layout.UNDO, "undo-nothing", "undo-nothing-remedy")
        problems = tuple(record.differences(folder))
        if problems:
            raise WorkspaceError(*problems)
        write_all(folder, record.changes(folder), record.register(folder))
    return tuple(
        Undone(path=step.path, back_to=step.source or (step.path if step.before != ABSENT else None))
        for step in record.steps
        if step.path.startswith(f"{layout.DOCUMENTS}/")
    )
