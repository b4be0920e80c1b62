"""What in a profile contradicts something else in it: every case, as problems that name the field.

A contradiction is never resolved silently: each problem says the two values and what to do. Places name fields only; the
reader of the file adds line and column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from docgen.domain.catalogue import Catalogue
from docgen.domain.contradiction import contradiction
from docgen.domain.date_checks import date_contradictions
from docgen.domain.facts import denied_facts
from docgen.domain.operations import Priority
from docgen.domain.profile import Profile
from docgen.domain.revision import RevisionError, RevisionScheme
from docgen.domain.service_checks import service_contradictions
from docgen.domain.text import Text
from docgen.errors import Problem
from docgen.messages import Message, message


def contradictions(
    profile: Profile, roles_needed: Mapping[str, tuple[object, ...]], catalogue: Catalogue | None = None
) -> tuple[Problem, ...]:
    """Return everything in the profile that contradicts something else in it.

    Args:   profile:      with its defaults filled in, so that a default that does not fit is found too.
            roles_needed: by role id, what needs the role held: titles or codes (str or Message) of documents.
            catalogue:    knows which role ids, document ids and measures there are; None leaves them unchecked.
    """
    return (
        *_needed_roles(profile, roles_needed),
        *(_unknown_names(profile, catalogue) if catalogue else ()),
        *_role_holders(profile),
        *_role_references(profile),
        *_people(profile),
        *_facts(profile),
        *_document_control(profile),
        *_risk(profile),
        *service_contradictions(profile),
        *date_contradictions(profile),
    )


def _needed_roles(profile: Profile, needed: Mapping[str, tuple[object, ...]]) -> Iterator[Problem]:
    for role, documents in needed.items():
        if role not in profile.roles:
            yield contradiction("roles", "role-not-held", role=role, documents=_some(documents))


def _some(documents: tuple[object, ...]) -> object:
    """Return up to three of the documents, and how many more there are."""
    if len(documents) <= 3:
        return documents
    return message("profile.and-more", names=documents[:3], more=len(documents) - 3)


def _unknown_names(profile: Profile, catalogue: Catalogue) -> Iterator[Problem]:
    documents = {document.id for document in catalogue.documents}
    measures = {kpi.id for document in catalogue.documents for kpi in document.kpis}
    yield from _unknown("roles", profile.roles, catalogue.roles, "role")
    yield from _unknown("retention", profile.retention, documents, "document")
    yield from _unknown("targets", profile.targets, measures, "measure")
    special = {"default", "1", "2", "3", "4"}
    yield from _unknown("document_control.classifications", profile.document_control.classifications, documents | special, "document")


def _unknown(field: str, names: Collection[str], known: Collection[str], kind: str) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield contradiction(f"{field}.{name}", f"unknown-{kind}", found=name, nearest=nearest(name, known), name=name)


def nearest(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the known names that `name` may be meant for."""
    return tuple(get_close_matches(name, sorted(known), n=3, cutoff=0.6))


def _role_holders(profile: Profile) -> Iterator[Problem]:
    departments = {department.id for department in profile.departments}
    for role, holder in profile.roles.items():
        field = f"roles.{role}"
        if holder.department is not None and holder.department not in departments:
            near = nearest(holder.department, departments)
            yield contradiction(f"{field}.department", "unknown-department", found=holder.department, nearest=near, name=holder.department)
        if holder.deputy == holder.person:
            yield contradiction(f"{field}.deputy", "own-deputy", person=_named(holder.person), role=role)


def _role_references(profile: Profile) -> Iterator[Problem]:
    for field, role in roles_named(profile):
        if role not in profile.roles:
            yield contradiction(field, "role-without-holder", found=role, nearest=nearest(role, profile.roles), role=role)
    for index, entry in enumerate(profile.call_tree):
        field = f"call_tree[{index}]"
        holder = profile.roles.get(entry.role or "")
        if entry.role is None and entry.post is None:
            yield contradiction(field, "call-tree-nobody")
        elif holder and entry.person and entry.person not in (holder.person, holder.deputy):
            yield contradiction(
                f"{field}.person", "call-tree-other-person", person=_named(entry.person), holder=_named(holder.person), role=entry.role
            )


def roles_named(profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield every role id that the profile names somewhere, with the field that names it."""
    control, changes = profile.document_control, profile.changes
    for name in ("author", "reviewer", "approver"):
        role = getattr(control, name)
        if role is not None:
            yield f"document_control.{name}", role
    yield from ((f"document_control.approvers.{level}", role) for level, role in control.approvers.items())
    yield from ((f"document_control.countersign[{index}]", role) for index, role in enumerate(control.countersign))
    yield from ((f"services[{index}].owner", service.owner) for index, service in enumerate(profile.services))
    yield from ((f"call_tree[{index}].role", entry.role) for index, entry in enumerate(profile.call_tree) if entry.role)
    yield from ((f"kpis[{index}].owner", kpi.owner) for index, kpi in enumerate(profile.kpis) if kpi.owner)
    if changes:
        yield from ((f"changes.types[{index}].approver", kind.approver) for index, kind in enumerate(changes.types))
        yield from ((f"changes.emergency_board[{index}]", role) for index, role in enumerate(changes.emergency_board))
    if changes and changes.cab:
        if changes.cab.chair:
            yield "changes.cab.chair", changes.cab.chair
        yield from ((f"changes.cab.members[{index}]", role) for index, role in enumerate(changes.cab.members))
    if profile.risk:
        yield from ((f"risk.acceptance[{index}].role", entry.role) for index, entry in enumerate(profile.risk.acceptance))
    yield from _escalation_references(profile)


def _escalation_references(profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield what the escalation steps say that is spelled like a role id: one word with hyphens, the same in both languages."""
    for index, step in enumerate(profile.escalation.steps if profile.escalation else ()):
        for name in Priority:
            text: Text | None = getattr(step, name)
            if text and text.en and text.zh == text.en and "-" in text.en and text.en.replace("-", "").isalpha() and text.en.islower():
                yield f"escalation.steps[{index}].{name}", text.en


def _people(profile: Profile) -> Iterator[Problem]:
    organisation = profile.organisation
    if organisation.it_headcount and organisation.it_headcount > organisation.headcount:
        yield contradiction(
            "organisation.it_headcount", "more-it-than-people", part=organisation.it_headcount, whole=organisation.headcount
        )
    together = sum(department.headcount or 0 for department in profile.departments)
    if together > organisation.headcount:
        yield contradiction("organisation.headcount", "departments-exceed-headcount", part=together, whole=organisation.headcount)
    departments = {department.id for department in profile.departments}
    for index, auditor in enumerate(profile.audit.auditors if profile.audit else ()):
        own = {role.department for role in profile.roles.values() if role.person == auditor.person}
        own |= {department.id for department in profile.departments if department.head == auditor.person}
        for place, audited in enumerate(auditor.departments):
            field = f"audit.auditors[{index}].departments[{place}]"
            if audited not in departments:
                yield contradiction(field, "unknown-department", found=audited, nearest=nearest(audited, departments), name=audited)
            elif audited in own and not auditor.external:
                yield contradiction(field, "audits-own-work", person=_named(auditor.person), department=audited)


def _facts(profile: Profile) -> Iterator[Problem]:
    for denied in denied_facts(profile):
        name = "fact-without-list" if denied.said and denied.source in ("suppliers", "internal_suppliers") else "fact-denied"
        said = "true" if denied.said else "false"
        yield contradiction(f"facts.{denied.fact}", name, fact=denied.fact, said=said, source=denied.source)


def _document_control(profile: Profile) -> Iterator[Problem]:
    control = profile.document_control
    try:
        RevisionScheme.parse(control.revision_scheme, control.revision_limit)
    except RevisionError:
        yield contradiction(
            "document_control.revision_limit", "first-revision-past-limit", first=control.revision_scheme, limit=control.revision_limit
        )


def _risk(profile: Profile) -> Iterator[Problem]:
    risk, thresholds = profile.risk, profile.capacity.thresholds if profile.capacity else None
    highest = (risk.scale or 5) ** 2 if risk else 25
    if risk and risk.accept_up_to and risk.accept_up_to >= highest:
        yield contradiction("risk.accept_up_to", "accepts-every-risk", accepted=risk.accept_up_to, highest=highest)
    if thresholds and not thresholds.watch < thresholds.plan < thresholds.act:
        yield contradiction(
            "capacity.thresholds", "thresholds-not-rising", watch=thresholds.watch, plan=thresholds.plan, act=thresholds.act
        )


def _named(text: Text) -> Message:
    """Return a name in both languages, for a message in either."""
    return message("profile.named", zh=text.zh or text.en, en=text.en or text.zh)
