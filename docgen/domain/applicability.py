"""Catalogue x scope -> the documents that apply, each with the facts that pull it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from docgen.domain.catalogue import Catalogue, DocumentType
from docgen.domain.condition import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicable:
    """A document that applies: the standards that ask for it, and the facts of the profile that decided."""

    document: DocumentType
    standards: tuple[str, ...]
    facts: tuple[str, ...]


def applicable_documents(
    catalogue: Catalogue, standards: tuple[str, ...], facts: Facts, *, has_templates: Callable[[DocumentType], bool] = lambda _: True
) -> tuple[Applicable, ...]:
    """Return the documents that apply, in catalogue order.

    A document applies when one of its standards is targeted and its condition holds over the facts; one that another applicable
    one replaces (a merged document of a small set) does not: that one stands for it, if it can be made.

    has_templates: whether there is a template for each language of the client.
    """
    found = tuple(
        Applicable(
            document=document,
            standards=tuple(standard for standard in document.standards if standard in standards),
            facts=document.applies.reasons(facts),
        )
        for document in catalogue.documents
        if set(document.standards) & set(standards) and document.applies.holds(facts)
    )
    by_id = {applicable.document.id: applicable for applicable in found}
    parts = {
        applicable.document.id: [by_id[part].document for part in applicable.document.replaces if part in by_id]
        for applicable in found
        if _replaces_here(applicable.document, facts) and has_templates(applicable.document)
    }
    replaced = {part.id for merged in parts.values() for part in merged}
    return tuple(
        replace(applicable, document=applicable.document.standing_for(parts.get(applicable.document.id, ())))
        for applicable in found
        if applicable.document.id not in replaced
    )


def _replaces_here(document: DocumentType, facts: Facts) -> bool:
    """Tell whether an applicable document replaces those that the catalogue says it may."""
    return bool(document.replaces) and (document.replaces_when is None or document.replaces_when.holds(facts))
