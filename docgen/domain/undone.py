"""What became of a document when a build was taken back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A file that a build had written or moved.

    path:    where the build had put it.   back_to: where it lies again, None for one that was new and is gone.
    Both relative to the workspace.
    """

    path: str
    back_to: str | None
