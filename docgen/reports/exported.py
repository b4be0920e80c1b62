"""PDFs that were written: a table, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.domain.exported import Exported
from docgen.messages import message, say
from docgen.reports.status import state_text
from docgen.reports.table import table

_COLUMNS = ("code", "language", "title", "revision", "state")


def exported_text(exported: Sequence[Exported], language: str) -> str:
    """Return a line a document, with its PDF or why there is none, and how many were written."""
    head = [*(say(message(f"status.head-{column}"), language) for column in _COLUMNS), say(message("pdf.head-result"), language)]
    rows = [
        (
            item.code,
            item.language,
            item.title,
            item.revision,
            say(state_text(item.state, item.conflicts), language),
            _result(item, language),
        )
        for item in exported
    ]
    written = sum(item.path is not None for item in exported)
    total = say(message("pdf.done", written=written, failed=len(exported) - written), language)
    return "\n".join((*([table(head, rows)] if rows else []), total))


def exported_json(exported: Sequence[Exported], language: str) -> dict[str, object]:
    """Return the documents in their JSON shape."""
    return {
        "documents": [
            {
                "id": item.document,
                "code": item.code,
                "title": item.title,
                "language": item.language,
                "revision": item.revision,
                "state": item.state.value,
                "path": item.path,
                "read_only": item.read_only,
                "problem": say(item.problem, language) if item.problem is not None else None,
            }
            for item in exported
        ]
    }


def _result(item: Exported, language: str) -> str:
    return say(item.problem, language) if item.problem is not None else item.path or ""
