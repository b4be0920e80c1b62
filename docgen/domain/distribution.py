"""Who holds which documents of the set: departments, the operator of the service desk, numbered paper copies.

Source: ISO/IEC 20000-1:2018 and ISO/IEC 27001:2022, 7.5.3 (distribution, access, retrieval and use).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.domain.catalogue import DocumentType, Level
from docgen.domain.profile import Profile
from docgen.domain.standards import Standard
from docgen.domain.text import Text

OPERATOR = "service-desk-operator"
_ELECTRONIC = Text("电子", "electronic")
_PAPER = Text("纸质", "paper")
# Incidents and service requests: what the operator of a service desk works by.
_DESK_CLAUSES = frozenset({"8.6.1", "8.6.2"})
_DESK_RECORDS = frozenset({"incident-record", "service-request-record"})
_DESK_LEVELS = (Level.PROCEDURE, Level.INSTRUCTION)
_OPERATION = "8."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who works by a document: a department with its head, or the operator of the service desk, who is `outside`."""

    id: str
    name: Text
    person: Text | None = None
    outside: bool = False

    def spelled(self, language: str) -> str:
        """A reader prints as its name."""
        return self.name.in_language(language) or ""


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


def readers_of(profile: Profile, standards: Sequence[Standard], kind: DocumentType) -> tuple[Reader, ...]:
    """Return who works by a document: departments in their order, then the operator of the service desk.

    Manuals, policies, procedures and instructions are for every department; the operator has the procedures and instructions of
    incidents and service requests. A form is for the owner's department, those that lead or support the clauses it answers, and
    for the operation of services those of the services' owners.
    """
    among = _departments(profile, standards, kind) if kind.level is Level.FORM else {found.id for found in profile.departments}
    for_the_desk = _is_for_the_desk(kind)
    return tuple(reader for reader in _everybody(profile) if (for_the_desk if reader.outside else reader.id in among))


def holders_of(profile: Profile, readers: Sequence[Sequence[Reader]]) -> tuple[Holder, ...]:
    """Return the holders of the documents whose readers are given, one sequence a document; a paper copy is of the whole set."""
    found = [
        Holder(id=reader.id, name=reader.name, person=reader.person, medium=_ELECTRONIC, count=_count(readers, reader.id))
        for reader in _everybody(profile)
    ]
    found += [
        Holder(id=f"copy-{copy.number}", name=copy.holder, copy=copy.number, medium=_PAPER, count=len(readers))
        for copy in profile.document_control.paper_copies
    ]
    return tuple(holder for holder in found if holder.count)


def _departments(profile: Profile, standards: Sequence[Standard], kind: DocumentType) -> set[str | None]:
    numbers = {(standard, number) for standard, numbers in kind.clauses.items() for number in numbers}
    clauses = (clause for standard in standards for clause in standard.clauses if (standard.id, clause.number) in numbers)
    roles = {kind.owner, *(role for clause in clauses for role in (clause.lead, *clause.supported_by) if role)}
    if any(number.startswith(_OPERATION) for number in kind.clauses.get("iso20000-1", ())):
        roles |= {service.owner for service in profile.services}
    return {profile.roles[role].department for role in roles if role in profile.roles}


def _is_for_the_desk(kind: DocumentType) -> bool:
    """Tell whether a service desk works by a document: it answers for incidents or requests, or their records are filled by it."""
    answered = {*kind.clauses.get("iso20000-1", ())}
    return kind.level in _DESK_LEVELS and bool(_DESK_CLAUSES & answered or _DESK_RECORDS & {*kind.produces})


def _everybody(profile: Profile) -> tuple[Reader, ...]:
    """Return all who can be readers: the departments, and who runs the service desk for us."""
    desk = profile.service_desk
    departments = [Reader(id=department.id, name=department.name, person=department.head) for department in profile.departments]
    operators = [supplier for supplier in profile.suppliers if desk is not None and supplier.id == desk.operated_by]
    return (*departments, *(Reader(id=OPERATOR, name=operator.name, outside=True) for operator in operators))


def _count(readers: Sequence[Sequence[Reader]], identity: str) -> int:
    return sum(any(reader.id == identity for reader in of_one) for of_one in readers)
