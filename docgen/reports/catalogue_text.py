"""The catalogue as a table and as JSON; what has no template yet is listed, never hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.domain.catalogue import Catalogue, DocumentType
from docgen.messages import message, say
from docgen.reports.table import table

Missing = Sequence[tuple[DocumentType, tuple[str, ...]]]


def catalogue_text(catalogue: Catalogue, templates: Mapping[str, tuple[str, ...]], language: str) -> str:
    """Return all documents; `templates` are the languages in which each id has a template."""
    head = [say(message(f"report.head-{name}"), language) for name in ("code", "id", "title", "standards", "templates")]
    none = say(message("report.no-template"), language)
    rows = [
        (
            kind.code,
            kind.id,
            kind.title.in_language(language) or "",
            ", ".join(kind.standards),
            ", ".join(templates.get(kind.id, ())) or none,
        )
        for kind in catalogue.documents
    ]
    return table(head, rows) + "\n" + say(message("report.catalogue-sum", count=len(rows), with_template=len(templates)), language)


def missing_text(missing: Missing, language: str) -> str:
    """Return the documents that lack a template, with the languages they lack."""
    head = [say(message(f"report.head-{name}"), language) for name in ("code", "id", "title", "languages")]
    rows = [(kind.code, kind.id, kind.title.in_language(language) or "", ", ".join(languages)) for kind, languages in missing]
    return table(head, rows) + "\n" + say(message("report.missing-sum", count=len(rows)), language)


def catalogue_json(catalogue: Catalogue) -> dict[str, object]:
    """Return the catalogue in its stable JSON shape."""
    return {
        "documents": [
            {
                "id": kind.id,
                "level": int(kind.level),
                "code": kind.code,
                "title": {"zh": kind.title.zh, "en": kind.title.en},
                "standards": list(kind.standards),
                "clauses": {standard: list(numbers) for standard, numbers in kind.clauses.items()},
                "format": kind.format,
                "replaces": list(kind.replaces),
            }
            for kind in catalogue.documents
        ]
    }


def missing_json(missing: Missing) -> dict[str, object]:
    """Return the documents without template in their stable JSON shape: one per id, with the languages it lacks."""
    return {
        "documents": [
            {"id": kind.id, "level": int(kind.level), "code": kind.code, "languages": list(languages)} for kind, languages in missing
        ]
    }
