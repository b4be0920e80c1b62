"""The organisation profile: who the client is, as values. Attribute names are the keys of profile.yaml.

`services[0].targets.P1.response` in YAML is the same path in Python and in templates; a key that is a word of Python gets
an underscore here alone (`class_`). What the profile does not say is None, an empty tuple or an empty mapping; `defaults`
fills in what the house says instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from docgen.domain.operations import (
    Access,
    Audit,
    Budget,
    CallTreeEntry,
    Capacity,
    Changes,
    Closing,
    Development,
    Drill,
    Escalation,
    Holiday,
    MajorIncidents,
    Notice,
    OnCall,
    OwnKpi,
    PersonalData,
    Priorities,
    Risk,
    ServiceDesk,
    Shift,
    StatementOfApplicability,
    Vulnerabilities,
)
from docgen.domain.quantities import Duration, Hours, Target
from docgen.domain.services import Service, Targets
from docgen.domain.shapes import Code, Colour, Count, Country, FileName, Id, Letter, LevelNumber, Name, Names, RevisionMark, Several
from docgen.domain.text import Text


class Language(StrEnum):
    """A language of documents."""

    CHINESE = "zh"
    ENGLISH = "en"


class StandardId(StrEnum):
    """A standard that the organisation applies to be certified for."""

    ISO20000_1 = "iso20000-1"
    ISO27001 = "iso27001"


class Sector(StrEnum):
    """What the organisation does."""

    IT_OUTSOURCING = "it-outsourcing"
    SAAS = "saas"
    FINANCE = "finance"
    HOSPITAL = "hospital"
    EDUCATION = "education"
    DATA_CENTRE = "data-centre"
    GOVERNMENT = "government"
    OTHER = "other"


class SupplierClass(StrEnum):
    """How much the services depend on a supplier; A the most."""

    A = "A"
    B = "B"
    C = "C"


class Theme(StrEnum):
    """The look of the documents."""

    MODERN = "modern"
    CLASSIC = "classic"


class SetSize(StrEnum):
    """How many documents the set has; `auto` follows the headcount."""

    AUTO = "auto"
    SMALL = "small"
    STANDARD = "standard"
    LARGE = "large"


class DateFormat(StrEnum):
    """How dates are printed in running text: 1 March 2026, or 2026-03-01."""

    LONG = "long"
    ISO = "iso"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBody:
    """The legal person that the organisation is a part of."""

    name: Text
    short_name: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who the client is. `headcount` counts the people inside the scope; `country` says whose laws bind it (ISO 3166: CN, GB)."""

    name: Text
    short_name: Text | None = None
    code: Code
    sector: Sector = Sector.OTHER
    country: Country | None = None
    founded: date | None = None
    headcount: Several
    it_headcount: Several | None = None
    outsourced_headcount: Count | None = None
    registration_number: str | None = None
    legal_body: LegalBody | None = None
    logo: FileName | None = None
    brand_colour: Colour | None = None
    introduction: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site inside the scope."""

    id: Id
    name: Text
    address: Text | None = None
    description: Text | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the certificate covers, in the certificate's words."""

    statement: Text
    exclusions: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who gets the services. `internal` is a part of the same organisation; `sites` are ids."""

    id: Id
    name: Text
    internal: bool = False
    users: Several | None = None
    contact: Name | None = None
    sites: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department inside the scope."""

    id: Id
    name: Text
    head: Name | None = None
    headcount: Several | None = None
    duties: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who holds a role. `department` is an id; `title` is the client's own name for the role."""

    person: Name
    department: Id | None = None
    deputy: Name | None = None
    title: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """Another party that contributes to the services named (ids)."""

    id: Id
    name: Text
    class_: SupplierClass
    provides: Text
    services: tuple[Id, ...] = ()
    contract_end: date | None = None
    targets: Targets = field(default_factory=Targets)
    contact: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalSupplier:
    """Another department of the organisation, or a customer, that contributes to the services named (ids)."""

    id: Id
    name: Text
    provides: Text
    services: tuple[Id, ...] = ()
    targets: Targets = field(default_factory=Targets)
    contact: Name | None = None


class Tools(Names[Text | None]):
    """The tools by what they are for."""

    KNOWN: ClassVar[Mapping[str, object]] = dict.fromkeys(
        ("ticketing", "monitoring", "cmdb", "knowledge", "chat", "remote-access", "status-page", "documents"), Name
    )
    OTHER: ClassVar[object] = Name
    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFacts:
    """Facts about the organisation that nothing else in the profile tells; None where not said."""

    has_external_customers: bool | None = None
    has_suppliers: bool | None = None
    outsources_processes: bool | None = None
    has_internal_suppliers: bool | None = None
    has_internal_development: bool | None = None
    outsources_development: bool | None = None
    uses_cloud: bool | None = None
    provides_cloud: bool | None = None
    has_data_center: bool | None = None
    has_office_premises: bool | None = None
    processes_personal_data: bool | None = None
    allows_remote_work: bool | None = None
    allows_byod: bool | None = None
    has_on_call: bool | None = None
    has_itsm_tool: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCopy:
    """A numbered paper copy and who keeps it."""

    number: str
    holder: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentControl:
    """How documents are numbered, revised, approved and reviewed.

    letters, approvers: by level 1-4.   author, reviewer, approver, countersign: role ids.
    classifications:    `default`, and others by level ("1" … "4") or document id.
    revision_limit:     the number of revisions after which the main number rises (5: A/5 is followed by B/0).
    """

    code_pattern: str = "{org}-{system}-{code}"
    letters: Mapping[LevelNumber, Letter] = field(default_factory=lambda: {1: "M", 2: "P", 3: "W", 4: "F"})
    number_digits: Several = 2
    revision_scheme: RevisionMark = "A/0"
    revision_limit: Several | None = None
    classifications: Mapping[str, Text] = field(default_factory=lambda: {"default": Text("内部公开", "Internal")})
    review_interval: Duration | None = None
    author: Id | None = None
    reviewer: Id | None = None
    approver: Id = "top-management"
    approvers: Mapping[LevelNumber, Id] = field(default_factory=dict)
    countersign: tuple[Id, ...] = ()
    paper_copies: tuple[PaperCopy, ...] = ()
    date_format: DateFormat = DateFormat.LONG
    theme: Theme = Theme.MODERN
    set_size: SetSize = SetSize.AUTO


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates of the project, from the start to the certificate; drafts print `documents_issued`."""

    project_start: date | None = None
    documents_issued: date
    documents_effective: date | None = None
    trial_start: date | None = None
    business_impact_analysis: date | None = None
    continuity_test: date | None = None
    internal_audit: date | None = None
    internal_audit_end: date | None = None
    management_review: date | None = None
    stage_1: date | None = None
    stage_1_end: date | None = None
    stage_2: date | None = None
    stage_2_end: date | None = None
    certificate: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One organisation profile. `custom` holds free facts for a consultancy's own templates."""

    organisation: Organisation
    languages: tuple[Language, ...]
    standards: tuple[StandardId, ...]
    sites: tuple[Site, ...]
    scope: Scope
    customers: tuple[Customer, ...] = ()
    services: tuple[Service, ...]
    departments: tuple[Department, ...] = ()
    roles: Mapping[Id, Role]
    suppliers: tuple[Supplier, ...] = ()
    internal_suppliers: tuple[InternalSupplier, ...] = ()
    tools: Tools = field(default_factory=Tools)
    facts: SaidFacts = field(default_factory=SaidFacts)
    targets: Mapping[str, Target] = field(default_factory=dict)
    document_control: DocumentControl = field(default_factory=DocumentControl)
    dates: Dates
    templates: tuple[str, ...] = ()
    service_desk: ServiceDesk | None = None
    priorities: Priorities | None = None
    escalation: Escalation | None = None
    major_incidents: MajorIncidents | None = None
    call_tree: tuple[CallTreeEntry, ...] = ()
    closing: Closing | None = None
    on_call: OnCall | None = None
    shifts: tuple[Shift, ...] = ()
    changes: Changes | None = None
    capacity: Capacity | None = None
    drills: tuple[Drill, ...] = ()
    audit: Audit | None = None
    risk: Risk | None = None
    retention: Mapping[str, Duration] = field(default_factory=dict)
    holidays: tuple[Holiday, ...] = ()
    budget: Budget | None = None
    personal_data: PersonalData | None = None
    development: Development | None = None
    access: Access | None = None
    vulnerabilities: Vulnerabilities | None = None
    notices: tuple[Notice, ...] = ()
    kpis: tuple[OwnKpi, ...] = ()
    soa: StatementOfApplicability | None = None
    custom: Mapping[str, object] = field(default_factory=dict)
