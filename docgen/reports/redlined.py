"""What a comparison found, document by document: as text, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.merge.comparison import Difference
from docgen.messages import message, say
from docgen.reports.changes import changes_json, changes_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Redlined:
    """One document in one language.

    earlier, later: the two states compared, as a reader calls them: "A/0", "A/1".
    path, page: the redline and the page of changes, relative to the workspace; None where none was written.
    """

    document: str
    code: str
    title: str
    language: str
    earlier: str
    later: str
    path: str | None
    page: str | None
    changes: tuple[Difference, ...]


def redlined_text(redlined: Sequence[Redlined], language: str) -> str:
    """Return the changes under their documents, and where the redlines lie."""
    return "\n\n".join(_text(item, language) for item in redlined)


def redlined_json(redlined: Sequence[Redlined]) -> dict[str, object]:
    """Return the documents in their JSON shape."""
    return {
        "documents": [
            {
                "id": item.document,
                "code": item.code,
                "title": item.title,
                "language": item.language,
                "from": item.earlier,
                "to": item.later,
                "path": item.path,
                "page": item.page,
                "changes": changes_json(item.changes),
            }
            for item in redlined
        ]
    }


def _text(item: Redlined, language: str) -> str:
    head = f"{item.code} {item.title}: {item.earlier} → {item.later}"
    written = [say(message("diff.written", path=path), language) for path in (item.path, item.page) if path is not None]
    return "\n".join((head, changes_text(item.changes, language), *written))
