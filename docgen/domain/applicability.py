"""Catalogue x scope -> the documents that apply, each with the facts that pull it in."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.domain.catalogue import Catalogue, DocumentType
from docgen.domain.condition import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicable:
    """A document that applies: the standards that ask for it, and the facts of the profile that decided."""

    document: DocumentType
    standards: tuple[str, ...]
    facts: tuple[str, ...]


def applicable_documents(catalogue: Catalogue, standards: tuple[str, ...], facts: Facts) -> tuple[Applicable, ...]:
    """Return the documents that apply, in catalogue order.

    A document applies when one of its standards is targeted and its condition holds over the facts; a document that
    another applicable one replaces (a merged document of a small set) does not.
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
    replaced = {identity for applicable in found for identity in applicable.document.replaces}
    return tuple(applicable for applicable in found if applicable.document.id not in replaced)
