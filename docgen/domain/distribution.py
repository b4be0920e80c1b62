"""Who holds which documents of the set: departments, the operator of the service desk, numbered paper copies.

Source: ISO/IEC 20000-1:2018 and ISO/IEC 27001:2022, 7.5.3 (distribution, access, retrieval and use).
"""

from __future__ import annotations

from dataclasses import dataclass

from docgen.domain.catalogue import DocumentType, Level
from docgen.domain.document_set import DocumentSet
from docgen.domain.text import Text

_ELECTRONIC = Text("电子", "electronic")
_PAPER = Text("纸质", "paper")
_DESK_CLAUSES = ("8.6.1", "8.6.2")  # incidents and service requests: what the operator of a service desk works by
_OPERATION = "8."
_DESK_LEVELS = (Level.PROCEDURE, Level.INSTRUCTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody to whom documents are given.

    person: the head of a department.   copy: the number of a paper copy, "" for electronic access.   count: how many documents.
    """

    id: str
    name: Text
    person: Text | None = None
    copy: str = ""
    medium: Text
    count: int


def readers_of(whole: DocumentSet, kind: DocumentType) -> tuple[Text, ...]:
    """Return who works by a document: departments in their order, then the operator of the service desk.

    Level 1 is for all. Of other documents: the owner's department, those that lead or support the clauses it answers, and for the
    operation of services those of the services' owners.
    """
    departments = {department.id for department in whole.profile.departments} if kind.level is Level.MANUAL else _departments(whole, kind)
    names = [department.name for department in whole.profile.departments if department.id in departments]
    operator = _operator(whole)
    if operator is not None and kind.level in _DESK_LEVELS and not {*_DESK_CLAUSES}.isdisjoint(kind.clauses.get("iso20000-1", ())):
        names.append(operator)
    return tuple(names)


def holders_of(whole: DocumentSet, readers: tuple[tuple[Text, ...], ...]) -> tuple[Holder, ...]:
    """Return the holders of the documents whose readers are given, one tuple a document; a paper copy is of the whole set."""
    profile = whole.profile
    found = [
        Holder(id=department.id, name=department.name, person=department.head, medium=_ELECTRONIC, count=_count(readers, department.name))
        for department in profile.departments
    ]
    operator = _operator(whole)
    if operator is not None:
        found.append(Holder(id="service-desk-operator", name=operator, medium=_ELECTRONIC, count=_count(readers, operator)))
    found += [
        Holder(id=f"copy-{copy.number}", name=copy.holder, copy=copy.number, medium=_PAPER, count=len(readers))
        for copy in profile.document_control.paper_copies
    ]
    return tuple(holder for holder in found if holder.count)


def _departments(whole: DocumentSet, kind: DocumentType) -> set[str | None]:
    numbers = {(standard, number) for standard, numbers in kind.clauses.items() for number in numbers}
    clauses = (clause for standard in whole.standards for clause in standard.clauses if (standard.id, clause.number) in numbers)
    roles = {kind.owner, *(role for clause in clauses for role in (clause.lead, *clause.supported_by) if role)}
    if any(number.startswith(_OPERATION) for number in kind.clauses.get("iso20000-1", ())):
        roles |= {service.owner for service in whole.profile.services}
    return {whole.profile.roles[role].department for role in roles if role in whole.profile.roles}


def _operator(whole: DocumentSet) -> Text | None:
    desk = whole.profile.service_desk
    supplier = desk.operated_by if desk is not None else None
    return next((found.name for found in whole.profile.suppliers if found.id == supplier), None)


def _count(readers: tuple[tuple[Text, ...], ...], name: Text) -> int:
    return sum(name in names for names in readers)
