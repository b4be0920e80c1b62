"""Before anything else: finish or undo what a crash interrupted, so that folder and register agree."""

from __future__ import annotations

from pathlib import Path

from docgen.workspace import layout
from docgen.workspace.files import recover
from docgen.workspace.lock import locked


def recovered(folder: Path) -> None:
    """Finish or undo an interrupted transaction in `folder`; a folder without one is not touched.

    Raises: WorkspaceError: another docgen is at work there, the journal is damaged, or an obstacle remains.
    """
    if (folder / layout.JOURNAL).exists():
        with locked(folder):
            recover(folder)
