"""The redlines of a workspace: which of them lie there as docgen wrote them, and which somebody has worked in since.

A note keeps the SHA-256 of each as it was written. What differs from it, or is in no note, belongs to whoever saved it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from docgen.workspace import layout
from docgen.workspace.faults import cannot_read
from docgen.workspace.journal import ABSENT, ANYTHING, Write, hash_of
from docgen.workspace.observe import state_of

NOTE = f"{layout.STATE}/redlines.json"


class Redlines:
    """Gives redlines a place where they replace nothing but what docgen wrote.

    Raises: WorkspaceError: the note cannot be read.
    """

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._written = _noted(workspace)

    def write(self, paths: Iterable[str], content: bytes) -> Write:
        """Return the change that puts `content` at the first of `paths` that is free or as docgen wrote it.

        Raises: WorkspaceError: a file there cannot be read.
        """
        path, state = next((path, state) for path in paths if (state := self._state(path)) in (ABSENT, self._written.get(path)))
        self._written[path] = hash_of(content)
        return Write(path=path, content=content, expected=state)

    def note(self) -> Write:
        """Return the change that notes what is written; it belongs into the same transaction."""
        return Write(path=NOTE, content=json.dumps(self._written, ensure_ascii=False, indent=1, sort_keys=True).encode(), expected=ANYTHING)

    def _state(self, path: str) -> str:
        try:
            return state_of(layout.inside(self._workspace, path))
        except OSError as error:
            raise cannot_read(error, path) from error


def _noted(workspace: Path) -> dict[str, str]:
    try:
        known = json.loads(layout.inside(workspace, NOTE).read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise cannot_read(error, NOTE) from error
    except ValueError:  # damaged: then every redline is somebody's
        return {}
    return {str(path): str(digest) for path, digest in known.items()} if isinstance(known, dict) else {}
