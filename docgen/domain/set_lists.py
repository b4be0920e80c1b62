"""What a document tells of the whole set: its documents, who answers for which clause, its measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from docgen.domain.catalogue import DocumentType, Level
from docgen.domain.document_set import (
    DocumentSet,
    KpiRow,
    Member,
    Reference,
    RoleView,
    kpi_rows,
    level_name,
    parent_of,
    reference_to,
    retention_of,
    role_view,
)
from docgen.domain.quantities import Duration
from docgen.domain.standards import Clause
from docgen.domain.text import Text

LEAD, TAKES_PART, NO_PART = "●", "○", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document of the set in a list. `parent` is the procedure that a form belongs to; `retention`, `cadence` are of a form's records."""

    id: str
    code: str
    title: Text
    level: int
    level_name: Text
    kind: str
    owner: RoleView
    retention: Duration | None
    cadence: Text | None
    parent: Reference | None
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseDuty:
    """A row of the responsibility matrix. `marks`: "●" leads, "○" takes part, "" neither; one for each department, in their order."""

    id: str
    number: str
    title: Text
    lead: RoleView
    documents: tuple[Reference, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(KpiRow):
    """A measure of the set, with the role that answers for it and the document that defines it."""

    owner: RoleView
    document: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalRow:
    """A law or standard of others: its facts, the clauses it bears on, the documents of the set that work by it, and who keeps it."""

    id: str
    kind: Text
    number: Text
    title: Text
    issuer: Text
    issued: str
    in_force: str
    subject: Text
    clauses: tuple[str, ...]
    documents: tuple[Reference, ...]
    keeper: RoleView


def documents_of(whole: DocumentSet, language: str) -> tuple[DocumentRow, ...]:
    """Return every document of the set in `language`, by level and code."""
    return tuple(_document(whole, member, language) for member in _in_order(whole.members[language]))


def clause_duties(whole: DocumentSet, language: str) -> tuple[ClauseDuty, ...]:
    """Return the rows of the responsibility matrix, in the order of the standards: exactly one lead a row.

    A clause whose leading role nobody holds is led by the department of top management.
    """
    answers = _answers(whole, language)
    return tuple(
        ClauseDuty(
            id=f"{standard.id}-{clause.number}",
            number=clause.number,
            title=clause.title,
            lead=role_view(whole, _held(whole, clause.lead)),
            documents=tuple(answers[clause.number]),
            marks=_marks(whole, clause),
        )
        for standard in whole.standards
        for clause in standard.clauses
        if clause.lead
    )


def objectives_of(whole: DocumentSet, language: str) -> tuple[Objective, ...]:
    """Return the measures of all procedures of the set, in its order."""
    members = whole.members[language]
    return tuple(
        Objective(
            id=kpi.id,
            name=kpi.name,
            formula=kpi.formula,
            target=kpi.target,
            period=kpi.period,
            source=kpi.source,
            owner=role_view(whole, _answers_for(whole, member.type, kpi.id)),
            document=reference_to(member),
        )
        for member in _in_order(members)
        if member.type.kpis
        for kpi in kpi_rows(whole, member.type, members)
    )


def _answers_for(whole: DocumentSet, kind: DocumentType, kpi: str) -> str:
    """Return the role that answers for a measure: of a merged document, the owner of the process that the measure is of."""
    owners = (part.owner for part in whole.catalogue.documents if part.id in kind.stands_for and kpi in {each.id for each in part.kpis})
    return next((owner for owner in owners if owner in whole.profile.roles), kind.owner)


def external_documents_of(whole: DocumentSet, language: str) -> tuple[ExternalRow, ...]:
    """Return the laws and standards that bind the client by country, sector and facts, in the order of docgen's list."""
    organisation = whole.profile.organisation
    return tuple(
        ExternalRow(
            id=item.id,
            kind=item.kind,
            number=item.number,
            title=item.title,
            issuer=item.issuer,
            issued=item.issued,
            in_force=item.in_force,
            subject=item.subject,
            clauses=tuple(dict.fromkeys(number for standard in whole.standards for number in item.clauses.get(standard.id, ()))),
            documents=_references(whole, item.documents, language),
            keeper=role_view(whole, _held(whole, item.keeper)),
        )
        for item in whole.external
        if item.binds(organisation.country, organisation.sector, whole.facts)
    )


def _references(whole: DocumentSet, documents: Iterable[str], language: str) -> tuple[Reference, ...]:
    """Return the documents of the set among `documents`, each once: one may stand for several."""
    found = (whole.member(language, identity) for identity in documents)
    return tuple({member.type.id: reference_to(member) for member in found if member}.values())


def _in_order(members: Mapping[str, Member]) -> list[Member]:
    return sorted(members.values(), key=lambda member: (member.type.level, member.code))


def _document(whole: DocumentSet, member: Member, language: str) -> DocumentRow:
    kind = member.type
    return DocumentRow(
        id=kind.id,
        code=member.code,
        title=kind.title,
        level=int(kind.level),
        level_name=level_name(kind.level),
        kind=kind.kind,
        owner=role_view(whole, kind.owner),
        retention=retention_of(whole, kind),
        cadence=whole.catalogue.cadences[kind.cadence or "per-event"] if kind.level is Level.FORM else None,
        parent=parent_of(whole, kind, language),
        clauses=tuple(number for standard in whole.standards for number in kind.clauses.get(standard.id, ())),
    )


def _answers(whole: DocumentSet, language: str) -> Mapping[str, list[Reference]]:
    """Return the documents of levels 1 to 3 that answer each row of the matrix, itself or a clause below it."""
    rows = {clause.number for standard in whole.standards for clause in standard.clauses if clause.lead}
    found: dict[str, list[Reference]] = defaultdict(list)
    for member in _in_order(whole.members[language]):
        if member.type.level is Level.FORM:
            continue
        numbers = {number for standard in whole.standards for number in member.type.clauses.get(standard.id, ())}
        for row in sorted({row for number in numbers if (row := _row_of(number, rows))}):
            found[row].append(reference_to(member))
    return found


def _row_of(number: str, rows: set[str]) -> str | None:
    """Return the row that holds clause `number`: the clause itself, or the nearest one above it."""
    while number and number not in rows:
        number = number.rpartition(".")[0]
    return number or None


def _held(whole: DocumentSet, role: str | None) -> str:
    return role if role is not None and role in whole.profile.roles else "top-management"


def _marks(whole: DocumentSet, clause: Clause) -> tuple[str, ...]:
    lead = _department(whole, _held(whole, clause.lead)) or _department(whole, "top-management")
    part = {_department(whole, role) for role in clause.supported_by}
    return tuple(
        LEAD if department.id == lead else TAKES_PART if department.id in part else NO_PART for department in whole.profile.departments
    )


def _department(whole: DocumentSet, role: str) -> str | None:
    holder = whole.profile.roles.get(role)
    return holder.department if holder else None
