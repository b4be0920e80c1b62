"""How the documents of a client stand: a table with its sum, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.domain.document_status import DocumentStatus, State, summary_of
from docgen.messages import Message, message, say
from docgen.reports.table import table

_COLUMNS = ("code", "language", "title", "revision", "review", "state")


def status_text(documents: Sequence[DocumentStatus], language: str) -> str:
    """Return a line a document, and how many are in which state."""
    if not documents:
        return say(message("status.none"), language)
    head = [say(message(f"status.head-{column}"), language) for column in _COLUMNS]
    rows = [
        (
            document.code,
            document.language,
            document.title,
            document.revision,
            document.next_review.isoformat() if document.next_review else "",
            _state(document, language),
        )
        for document in documents
    ]
    return "\n".join((table(head, rows), *(say(line, language) for line in _sums(documents))))


def status_json(documents: Sequence[DocumentStatus]) -> dict[str, object]:
    """Return the documents and their summary in their JSON shape."""
    return {
        "documents": [
            {
                "id": document.document,
                "code": document.code,
                "title": document.title,
                "language": document.language,
                "path": document.path,
                "revision": document.revision,
                "state": document.state.value,
                "conflicts": document.conflicts,
                "issued_on": document.issued_on.isoformat() if document.issued_on else None,
                "next_review": document.next_review.isoformat() if document.next_review else None,
                "overdue": document.overdue,
            }
            for document in documents
        ],
        "summary": summary_of(documents),
    }


def state_text(state: State, conflicts: int) -> Message:
    """Return in words how a document stands."""
    return message(f"status.{state.value}", count=conflicts)


def _state(document: DocumentStatus, language: str) -> str:
    words = [state_text(document.state, document.conflicts), *([message("status.overdue")] if document.overdue else [])]
    return ("；" if language == "zh" else "; ").join(say(word, language) for word in words)


def _sums(documents: Sequence[DocumentStatus]) -> Iterator[Message]:
    sums = summary_of(documents)
    overdue = sums.pop("overdue", 0)
    counts = tuple(message("status.count", count=sums[name], what=_what(name)) for name in sums)
    yield message("status.sum-one" if len(documents) == 1 else "status.sum", count=len(documents), counts=counts)
    if overdue:
        yield message("status.sum-overdue", count=overdue)


def _what(name: str) -> Message:
    return message(f"status.sum-{name}" if name in (State.EDITED, State.CONFLICT) else f"status.{name}")
