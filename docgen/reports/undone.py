"""A build taken back: what became of each file, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from docgen.domain.undone import Undone
from docgen.messages import Message, message, say


def undone_text(undone: Sequence[Undone], language: str) -> str:
    """Return a line a file, and how many they are."""
    lines = [say(_line(item), language) for item in undone]
    back = sum(item.back_to is not None for item in undone)
    return "\n".join((*lines, say(message("report.undone", back=back, gone=len(undone) - back), language)))


def undone_json(undone: Sequence[Undone]) -> dict[str, object]:
    """Return the files in their JSON shape."""
    return {"documents": [asdict(item) for item in undone]}


def _line(item: Undone) -> Message:
    if item.back_to is None:
        return message("report.undone-gone", path=item.path)
    if item.back_to != item.path:
        return message("report.undone-moved", path=item.path, back=item.back_to)
    return message("report.undone-back", path=item.path)
