"""Why a document is no longer in the set, in the words of its banner and of the list of withdrawn documents."""

from __future__ import annotations

from docgen.domain.catalogue import DocumentType
from docgen.domain.document_set import DocumentSet
from docgen.domain.wording import listed
from docgen.messages import Message, message, say


def reason_of(whole: DocumentSet, identity: str, language: str) -> str:
    """Return why the document `identity` is not in the set under the profile of today."""
    kind = whole.catalogue.document(identity)
    return say(message("lists.no-catalogue") if kind is None else _reason(whole, kind, language), language)


def _reason(whole: DocumentSet, kind: DocumentType, language: str) -> Message:
    if not _is_aimed_at(whole, kind):
        return message("lists.no-standard")
    if not kind.applies.holds(whole.facts):
        parts = [whole.members[language][part].title for part in kind.replaces if part in whole.members[language]]
        if parts:
            return message("lists.split", titles=listed([part.in_language(language) or "" for part in parts], language))
        conditions = [say(_condition(leaf, language), language) for leaf in kind.applies.reasons(whole.facts)]
        return message("lists.no-condition", conditions=listed(conditions, language))
    if (instead := whole.member(language, kind.id)) is not None:
        return message("lists.merged", title=instead.title.in_language(language))
    return message("lists.no-template")


def _is_aimed_at(whole: DocumentSet, kind: DocumentType) -> bool:
    return not {standard.id for standard in whole.standards}.isdisjoint(kind.standards)


def _condition(leaf: str, language: str) -> Message:
    """Return in words the part of a catalogue condition that decides: `has_suppliers`, `not uses_cloud`, `headcount >= 5`."""
    fact = leaf.removeprefix("not ")
    try:
        words = say(message(f"schema.SaidFacts.{fact}"), language).replace("；", ";").partition(";")[0]
    except KeyError:  # a number, or a kind of service
        words = fact
    return message("lists.no-longer" if leaf == fact else "lists.by-now", fact=words)
