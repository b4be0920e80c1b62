"""Which diagrams there are, what each is drawn from, and which fields of the profile it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from docgen.domain.context import Context, Field, known_names
from docgen.domain.diagram import Diagram, DiagramError
from docgen.domain.diagrams.calls import call_tree
from docgen.domain.diagrams.organisation import organisation_chart
from docgen.domain.diagrams.processes import process_map
from docgen.domain.document_set import DocumentSet
from docgen.messages import message


class Kind(StrEnum):
    """A kind of diagram, as templates and text sources name it."""

    ORGANISATION = "organisation"
    PROCESSES = "processes"
    CALLS = "calls"


def drawn(kind: str, whole: DocumentSet, context: Context) -> Diagram:
    """Return the diagram `kind` in the language of `context`, which notes the fields that it shows.

    Raises: DiagramError: there is no such diagram, or it cannot be drawn for this profile.
    """
    if kind not in tuple(Kind):
        raise DiagramError(message("diagram.unknown-kind", kind=kind, kinds=tuple(Kind)), nearest=tuple(Kind))
    return _DRAWN[Kind(kind)](whole, context)


def _organisation(whole: DocumentSet, context: Context) -> Diagram:
    _note(context, "organisation.name", "organisation.short_name", "organisation.headcount", "departments", "audit.auditors")
    _note_roles(whole, context, ("top-management", "management-representative", "internal-audit-lead"))
    return organisation_chart(whole.profile, whole.catalogue.roles, context.language)


def _processes(whole: DocumentSet, context: Context) -> Diagram:
    """ISO/IEC 20000-1 names the processes; a set without it has the clauses of its first standard."""
    context.note("standards", ", ".join(whole.profile.standards))
    standard = next((s for s in whole.standards if s.id == "iso20000-1"), whole.standards[0])
    documents = {member.code: member.type for member in whole.members[context.language].values()}
    for code, kind in documents.items():
        if kind.clauses.get(standard.id):
            context.note(f"documents.{kind.id}", code)
    _note(context, "facts.has_external_customers")
    outside = bool(whole.facts.get("has_external_customers"))
    return process_map(standard, documents, context.language, outside=outside)


def _calls(whole: DocumentSet, context: Context) -> Diagram:
    profile, desk = whole.profile, ("name", "phone", "hours", "operated_by")
    _note(context, "call_tree", *(f"service_desk.{name}" for name in desk))
    called = [entry.role for entry in profile.call_tree if entry.role]
    _note_roles(whole, context, called)
    if profile.service_desk and profile.service_desk.operated_by:
        _note(context, "suppliers")
    return call_tree(profile, whole.catalogue.roles, context.language)


_DRAWN: Mapping[Kind, Callable[[DocumentSet, Context], Diagram]] = {
    Kind.ORGANISATION: _organisation,
    Kind.PROCESSES: _processes,
    Kind.CALLS: _calls,
}


def _note_roles(whole: DocumentSet, context: Context, roles: Iterable[str]) -> None:
    """Note roles as documents name them, under the paths and with the values that `role(…)` in a template notes."""
    for role in roles:
        _note_all(context.ask("role", role))


def _note(context: Context, *paths: str) -> None:
    """Note every leaf below each of `paths`, as a template would that printed it; what the profile does not say as nothing."""
    for path in paths:
        first, *rest = path.split(".")
        found = context.root().get(first)
        for name in rest:
            found = getattr(found, name, None)
        if found is None:
            context.note(path, None)
        _note_all(found)


def _note_all(value: object) -> None:
    if isinstance(value, Field):
        names = known_names(value)
        for item in value:
            _note_all(value[item] if names else item)
