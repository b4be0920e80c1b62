"""Open conflicts as sentences under their documents, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from docgen.domain.conflict import OpenConflict
from docgen.messages import message, say


def conflicts_text(conflicts: Sequence[OpenConflict], language: str) -> str:
    """Return the conflicts document by document, and how many they are."""
    lines: list[str] = []
    for path, found in groupby(conflicts, key=lambda conflict: conflict.path):
        lines.append(path)
        lines += [f"  - {conflict.says or say(message('report.conflict-insertion'), language)}" for conflict in found]
    key = "report.no-conflicts" if not conflicts else "report.one-conflict" if len(conflicts) == 1 else "report.conflicts"
    return "\n".join((*lines, say(message(key, count=len(conflicts)), language)))


def conflicts_json(conflicts: Sequence[OpenConflict]) -> dict[str, object]:
    """Return the conflicts in their JSON shape."""
    return {"conflicts": [asdict(conflict) for conflict in conflicts]}
