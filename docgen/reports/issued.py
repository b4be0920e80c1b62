"""What was issued: a table, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from docgen.domain.issuing import IssueStep
from docgen.messages import message, say
from docgen.reports.table import table

_COLUMNS = ("code", "language", "title", "revision", "result", "summary")


def issued_text(steps: Sequence[IssueStep], language: str) -> str:
    """Return a line a document, and how many were issued."""
    head = [say(message(f"issue.head-{column}"), language) for column in _COLUMNS]
    rows = [
        (
            step.code,
            step.language,
            step.title,
            step.revision,
            say(message("issue.issued" if step.issued else "issue.unchanged"), language),
            step.summary,
        )
        for step in steps
    ]
    issued = sum(step.issued for step in steps)
    return f"{table(head, rows)}\n{say(message('issue.done', issued=issued, unchanged=len(steps) - issued), language)}"


def issued_json(steps: Sequence[IssueStep]) -> dict[str, object]:
    """Return the documents in their JSON shape."""
    return {"documents": [asdict(step) for step in steps]}
