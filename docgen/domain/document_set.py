"""One client's document set: which documents are in it, what each is called, and how documents name roles and one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from docgen.domain.catalogue import Catalogue, DocumentType, Level
from docgen.domain.distribution import Reader, readers_of
from docgen.domain.external import ExternalDocument
from docgen.domain.profile import DocumentControl, Profile
from docgen.domain.quantities import Duration, Target, Unit
from docgen.domain.revision import Status
from docgen.domain.standards import Standard
from docgen.domain.standing import Standing
from docgen.domain.telephone import number_of
from docgen.domain.text import Text

_SYSTEM_NAMES = {
    "ITSM": Text("IT 服务管理体系", "IT Service Management System"),
    "ISMS": Text("信息安全管理体系", "Information Security Management System"),
    "IMS": Text("服务与信息安全一体化管理体系", "Integrated Service and Information Security Management System"),
}
_LEVEL_NAMES = {
    Level.MANUAL: Text("一级文件 · 手册与方针", "Manual and policies"),
    Level.PROCEDURE: Text("二级文件 · 程序", "Procedure"),
    Level.INSTRUCTION: Text("三级文件 · 作业指导书", "Work instruction"),
    Level.FORM: Text("四级文件 · 记录表单", "Record form"),
}
_STATUS = {Status.DRAFT: Text("草稿", "Draft"), Status.ISSUED: Text("受控", "Controlled")}
FIRST_ISSUE = Text("首次发布", "First issue")
_ELECTRONIC = Text("电子表格", "Spreadsheet")
_PAPER = Text("电子文档", "Electronic document")
# What a document's own data rest on: so that a plan can name the profile field behind a changed cover.
SOURCES = {
    "document.code": ("organisation.code", "document_control.code_pattern", "standards"),
    "document.system_name": ("standards",),
    "document.revision": ("document_control.revision_scheme",),
    "document.classification": ("document_control.classifications.default",),
    "document.issued_on": ("dates.documents_issued",),
    "document.effective_on": ("dates.documents_effective", "dates.trial_start"),
    "document.readers": ("departments", "service_desk.operated_by"),
    "document.next_review": ("dates.documents_issued", "document_control.review_interval"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document of the set: its catalogue entry, its code and title here."""

    type: DocumentType
    code: str

    @property
    def title(self) -> Text:
        """The title in both languages."""
        return self.type.title


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSet:
    """A client's set: profile (defaults filled in), facts, catalogue, standards targeted, and the members by id and language.

    members:  the applicable documents that have a template, by language; what has none counts as absent everywhere.
    external: laws and standards of others that may bind an organisation.
    """

    profile: Profile
    facts: Mapping[str, object]
    catalogue: Catalogue
    standards: tuple[Standard, ...]
    system: str
    members: Mapping[str, Mapping[str, Member]]
    external: tuple[ExternalDocument, ...] = ()

    def member(self, language: str, identity: str) -> Member | None:
        """Return the document `identity`, or the one that stands for it, or None where the set has neither."""
        members = self.members[language]
        return members.get(identity) or next((member for member in members.values() if identity in member.type.stands_for), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """A role as a document names it: its title, who holds it, who stands in, in which department, and the numbers of the two."""

    id: str
    title: Text
    person: Text | None
    deputy: Text | None
    department: Text | None
    phone: str | None
    deputy_phone: str | None

    def spelled(self, language: str) -> str:
        """A role prints as its title."""
        return self.title.in_language(language) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another document of the set, as one document names it: 《变更管理程序》（YL-ITSM-P-15）, Change Management Procedure (…)."""

    id: str
    code: str
    title: Text

    def spelled(self, language: str) -> str:
        """A reference prints title and code in the language's own quotes and brackets."""
        title = self.title.in_language(language)
        return f"《{title}》（{self.code}）" if language == "zh" else f"{title} ({self.code})"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One row of a revision history. `date` is None for a draft that follows an issued revision: nobody has set it yet."""

    revision: str
    date: date | None
    summary: Text | str
    author: Text | str | None
    approver: Text | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """A clause that a document answers."""

    standard: str
    number: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A form of the set that a document's work fills."""

    id: str
    code: str
    title: Text
    keeper: RoleView
    retention: Duration
    medium: Text
    cadence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """A measure of a procedure; `source` is the form it is computed from, if that is in the set."""

    id: str
    name: Text
    formula: Text
    target: Target
    period: Text
    source: Reference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """What a template sees as `document`.

    readers:    who works by it.
    undated:    a draft that follows an issued revision, whose dates nobody has set yet; `issued_on` is that of the last issue then.
    stands_for: ids of the documents that it replaces in this set.
    """

    id: str
    code: str
    title: Text
    title_zh: str
    title_en: str
    level: int
    level_name: Text
    kind: str
    system_name: Text
    revision: str
    status: Text
    undated: bool
    classification: Text
    owner: RoleView
    prepared_by: RoleView
    reviewed_by: RoleView
    approved_by: RoleView
    issued_on: date
    effective_on: date
    next_review: date
    history: tuple[HistoryRow, ...]
    readers: tuple[Reader, ...]
    clauses: tuple[ClauseRow, ...]
    records: tuple[RecordRow, ...]
    kpis: tuple[KpiRow, ...]
    keeper: RoleView
    retention: Duration | None
    parent: Reference | None
    stands_for: tuple[str, ...]


def view_of(whole: DocumentSet, member: Member, language: str, standing: Standing) -> DocumentView:
    """Return what a template sees as `document`."""
    profile, kind = whole.profile, member.type
    control, dates = profile.document_control, profile.dates
    prepared, reviewed, approved = (role_view(whole, role) for role in approval_roles(whole, kind))
    issued_on = standing.history[-1].date if standing.history else dates.documents_issued
    planned = dates.documents_effective or dates.trial_start or dates.documents_issued
    members = whole.members[language]
    return DocumentView(
        id=kind.id,
        code=member.code,
        title=kind.title,
        title_zh=kind.title.zh or "",
        title_en=kind.title.en or "",
        level=int(kind.level),
        level_name=level_name(kind.level),
        kind=kind.kind,
        system_name=_SYSTEM_NAMES[whole.system],
        revision=standing.revision,
        status=_STATUS[standing.status],
        undated=standing.status is Status.DRAFT and standing.issued_before,
        classification=_classification(whole, kind),
        owner=role_view(whole, kind.owner),
        prepared_by=prepared,
        reviewed_by=reviewed,
        approved_by=approved,
        issued_on=issued_on,
        effective_on=max(issued_on, planned),
        next_review=next_review(issued_on, control),
        history=_history(standing, dates.documents_issued, prepared, approved),
        readers=readers_of(profile, whole.standards, kind),
        clauses=_clauses(whole, kind),
        records=tuple(record_of(whole, members[form]) for form in kind.produces if form in members),
        kpis=kpi_rows(whole, kind, members),
        keeper=role_view(whole, kind.owner),
        retention=retention_of(whole, kind),
        parent=parent_of(whole, kind, language),
        stands_for=kind.stands_for,
    )


def _history(standing: Standing, planned: date, prepared: RoleView, approved: RoleView) -> tuple[HistoryRow, ...]:
    """Return the issued revisions, and the draft after them; a document that was never issued has its planned first issue."""
    rows = tuple(
        HistoryRow(revision=row.number, date=row.date, summary=row.summary, author=row.author, approver=row.approver)
        for row in standing.history
    )
    if standing.status is Status.ISSUED:
        return rows
    if not rows:
        first = HistoryRow(revision=standing.revision, date=planned, summary=FIRST_ISSUE, author=prepared.person, approver=approved.person)
        return (first,)
    return (*rows, HistoryRow(revision=standing.revision, date=None, summary=standing.summary, author=prepared.person, approver=None))


def level_name(level: Level) -> Text:
    """Return what a level of documents is called."""
    return _LEVEL_NAMES[level]


def approval_roles(whole: DocumentSet, kind: DocumentType) -> tuple[str, str, str]:
    """Return the roles that prepare, review and approve a document: the profile's, else owner, representative, approver."""
    control = whole.profile.document_control
    approver = control.approvers.get(int(kind.level), control.approver)
    return control.author or kind.owner, control.reviewer or "management-representative", approver


def role_view(whole: DocumentSet, identity: str) -> RoleView:
    """Return the role `identity` as documents name it; without a holder its person is None, and so is a number nobody wrote down."""
    holder = whole.profile.roles.get(identity)
    person, deputy = (holder.person, holder.deputy) if holder else (None, None)
    department = next((d.name for d in whole.profile.departments if holder and d.id == holder.department), None)
    return RoleView(
        id=identity,
        title=(holder.title if holder and holder.title else whole.catalogue.roles[identity]),
        person=person,
        deputy=deputy,
        department=department,
        phone=number_of(person, whole.profile) if person else None,
        deputy_phone=number_of(deputy, whole.profile) if deputy else None,
    )


def reference_to(member: Member) -> Reference:
    """Return the reference that other documents print."""
    return Reference(id=member.type.id, code=member.code, title=member.title)


def parent_of(whole: DocumentSet, kind: DocumentType, language: str) -> Reference | None:
    """Return the procedure of the set that a form belongs to; None for other documents, or if that procedure is not in it."""
    parent = whole.catalogue.parent_of(kind) if kind.level is Level.FORM else None
    member = whole.member(language, parent.id) if parent else None
    return reference_to(member) if member else None


def retention_of(whole: DocumentSet, kind: DocumentType) -> Duration | None:
    """Return how long the records of a form are kept: as the profile says, else as the catalogue does."""
    said = whole.profile.retention.get(kind.id)
    return said or (Duration.parse(f"{kind.retention} years") if kind.retention else None)


def next_review(issued_on: date, control: DocumentControl) -> date:
    """Return the day by which a document of that day of issue is to be reviewed."""
    return later(issued_on, control.review_interval or Duration.parse("12 months"))


def later(start: date, interval: Duration) -> date:
    """Return the date `interval` (months or years; else days) after `start`; 31 January + 1 month is the month's last day."""
    months = int(interval.amount) * {Unit.MONTH: 1, Unit.YEAR: 12}.get(interval.unit, 0)
    if not months:
        return date.fromordinal(start.toordinal() + interval.minutes // 1_440)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(start.day, last))


def _classification(whole: DocumentSet, kind: DocumentType) -> Text:
    """Return the classification of a document: its own, its level's, or the default."""
    said = whole.profile.document_control.classifications
    return said.get(kind.id) or said.get(str(int(kind.level))) or said["default"]


def _clauses(whole: DocumentSet, kind: DocumentType) -> tuple[ClauseRow, ...]:
    return tuple(
        ClauseRow(standard=standard.name, number=number, title=clause.title)
        for standard in whole.standards
        for number in kind.clauses.get(standard.id, ())
        if (clause := standard.clause(number)) is not None
    )


def record_of(whole: DocumentSet, member: Member) -> RecordRow:
    """Return a form as the documents that fill it name it."""
    kind = member.type
    return RecordRow(
        id=kind.id,
        code=member.code,
        title=member.title,
        keeper=role_view(whole, kind.owner),
        retention=retention_of(whole, kind) or Duration.parse("3 years"),
        medium=_ELECTRONIC if kind.format == "xlsx" else _PAPER,
        cadence=whole.catalogue.cadences[kind.cadence or "per-event"],
    )


def kpi_rows(whole: DocumentSet, kind: DocumentType, members: Mapping[str, Member]) -> tuple[KpiRow, ...]:
    """Return the measures of a document; of a form, those of the set that are computed from it."""
    said = whole.profile.targets
    computed = (kpi for member in members.values() for kpi in member.type.kpis if kpi.source == kind.id)
    return tuple(
        KpiRow(
            id=kpi.id,
            name=kpi.name,
            formula=kpi.formula,
            target=kpi.target.replaced_by(said[kpi.id]) if kpi.id in said else kpi.target,
            period=whole.catalogue.cadences[kpi.period],
            source=reference_to(members[kpi.source]) if kpi.source in members else None,
        )
        for kpi in kind.kpis or computed
    )
