"""Files that docgen writes beside the documents, redlines and lists: which lie there as written, and which somebody worked in since.

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

REDLINES = f"{layout.STATE}/redlines.json"
DUE_LISTS = f"{layout.STATE}/due-lists.json"


class OwnFiles:
    """Gives files a place where they replace nothing but what docgen wrote. note: where that is noted, relative to the workspace.

    Raises: WorkspaceError: the note cannot be read.
    """

    def __init__(self, workspace: Path, note: str) -> None:
        self._workspace = workspace
        self._note = note
        self._written = _noted(workspace, note)

    def write(self, paths: Iterable[str], content: bytes) -> Write:
        """Return the change that puts `content` at the first of `paths` that is free or as docgen wrote it.

        Raises: WorkspaceError: a file there cannot be read.
        """
        path, state = next((path, state) for path in paths if (state := self._state(path)) in (ABSENT, self._written.get(path)))
        self._written[path] = hash_of(content)
        return Write(path=path, content=content, expected=state)

    def note(self) -> Write:
        """Return the change that notes what is written; it belongs into the same transaction."""
        text = json.dumps(self._written, ensure_ascii=False, indent=1, sort_keys=True)
        return Write(path=self._note, content=text.encode(), expected=ANYTHING)

    def _state(self, path: str) -> str:
        try:
            return state_of(layout.inside(self._workspace, path))
        except OSError as error:
            raise cannot_read(error, path) from error


def _noted(workspace: Path, note: str) -> dict[str, str]:
    try:
        known = json.loads(layout.inside(workspace, note).read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise cannot_read(error, note) from error
    except ValueError:  # damaged: then every file is somebody's
        return {}
    return {str(path): str(digest) for path, digest in known.items()} if isinstance(known, dict) else {}
