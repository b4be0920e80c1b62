"""How the services are run, as the profile says it: priorities, escalation, major incidents, changes, audits and the rest.

Every record here is optional in the profile. Attribute names are the profile's keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from docgen.domain.quantities import Duration, Hours, Percentage, Target
from docgen.domain.shapes import ClockSpan, ControlNumber, Count, Email, Id, Name, Several
from docgen.domain.text import Text


class Priority(StrEnum):
    """The priority of an incident; P1 is the most urgent."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Degree(StrEnum):
    """A degree of impact or urgency."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Degrees:
    """What high, medium and low mean, by facts: share of users, a service or site, work stopped."""

    high: Text
    medium: Text
    low: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The priority by impact (first letter) and urgency (second letter): HM is high impact, medium urgency."""

    HH: Priority
    HM: Priority
    HL: Priority
    MH: Priority
    MM: Priority
    ML: Priority
    LH: Priority
    LM: Priority
    LL: Priority

    def priority(self, impact: Degree, urgency: Degree) -> Priority:
        """Return the priority that the matrix gives."""
        found: Priority = getattr(self, impact.name[0] + urgency.name[0])
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityExample:
    """A worked example of this client. `priority` follows from the matrix; said in the profile, it must agree."""

    symptom: Text
    impact: Degree
    urgency: Degree
    priority: Priority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Priorities:
    """How an incident gets its priority."""

    impact: Degrees | None = None
    urgency: Degrees | None = None
    matrix: Matrix | None = None
    examples: tuple[PriorityExample, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep:
    """Who is told when the share `at` of the resolution target is used up. A role id stands for the role's title."""

    at: Percentage
    P1: Text | None = None
    P2: Text | None = None
    P3: Text | None = None
    P4: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationsByPriority:
    """One duration for each priority."""

    P1: Duration | None = None
    P2: Duration | None = None
    P3: Duration | None = None
    P4: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Escalation steps; how often the reporter hears from us; the longest first-line attempt before the second line."""

    steps: tuple[EscalationStep, ...] = ()
    updates: DurationsByPriority | None = None
    first_line: DurationsByPriority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MajorIncidents:
    """What makes an incident a major one, and its times."""

    criteria: tuple[Text, ...] = ()
    declare_within: Duration | None = None
    update_every: Duration | None = None
    report_within: Duration | None = None
    drill_interval: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTreeEntry:
    """Who is called in a major incident, `within` what time of its logging: a role of the profile, or a post outside it."""

    role: Id | None = None
    post: Text | None = None
    person: Name | None = None
    phone: str | None = None
    within: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How an incident is closed: confirmation asked, silence taken as consent, reopening."""

    confirm_within: Duration | None = None
    silent_after: Duration | None = None
    reminders: Count | None = None
    reopen_within: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """On-call duty: how soon it answers, its rota, what holds outside service hours."""

    answer_within: Duration | None = None
    rota: Text | None = None
    outside_hours: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A shift: its clock span ("20:00-08:00" runs past midnight) and the people on it."""

    name: Text
    hours: ClockSpan
    people: Several


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDesk:
    """The service desk. `operated_by` is the supplier that runs it, absent when we do; a call it has not answered
    after `answer_within` goes on to our own people."""

    name: Text | None = None
    phone: str | None = None
    email: Email | None = None
    portal: str | None = None
    hours: Hours | None = None
    operated_by: Id | None = None
    answer_within: Duration | None = None
    after_hours: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeType:
    """A type of change: what makes it one, and the role that approves it."""

    name: Text
    criteria: Text
    approver: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTimes:
    """How long before its window a change is handed in."""

    standard: Duration | None = None
    normal: Duration | None = None
    major: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBoard:
    """The change advisory board: chair and members (role ids), quorum, when it meets."""

    chair: Id | None = None
    members: tuple[Id, ...] = ()
    quorum: Several | None = None
    meets: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Shares of a capacity at which it is watched, an extension is planned, and action is taken."""

    watch: Percentage
    plan: Percentage
    act: Percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Capacity management."""

    thresholds: Thresholds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """An exercise that is held every `interval`, for the services named."""

    name: Text
    interval: Duration
    services: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditor:
    """An internal auditor and the departments (ids) that he or she audits."""

    person: Name
    departments: tuple[Id, ...] = ()
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Internal audits and management reviews a year, and the auditors."""

    audits_per_year: Several | None = None
    reviews_per_year: Several | None = None
    auditors: tuple[Auditor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAcceptance:
    """The role that may accept a risk up to this score."""

    up_to: Several
    role: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The risk method: a scale of likelihood x impact (5 is 5 x 5), the score accepted without treatment, who accepts more."""

    scale: Several | None = None
    accept_up_to: Several | None = None
    acceptance: tuple[RiskAcceptance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Days without service, both included."""

    name: Text
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWindow:
    """When changes to something may be made."""

    what: Text
    hours: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardChange:
    """A change approved in advance: what it is, the conditions of the approval, who makes it."""

    what: Text
    conditions: Text
    by: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRisk:
    """Who decides by risk score (impact 1-4 x likelihood 1-4): the change manager up to `manager_up_to`, top management from `top_from`."""

    manager_up_to: Several | None = None
    top_from: Several | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How changes are run.

    emergency_board: role ids, two or more; each is reached within `emergency_answer`.
    freeze: days without changes.   rollback_at: share of the window after which what is not verified is rolled back.
    review_within: of a major, failed or emergency change.   record_within: an emergency change is recorded in full.
    """

    types: tuple[ChangeType, ...] = ()
    lead_time: LeadTimes | None = None
    cab: ChangeBoard | None = None
    emergency_board: tuple[Id, ...] = ()
    emergency_answer: Duration | None = None
    freeze: tuple[Holiday, ...] = ()
    windows: tuple[ChangeWindow, ...] = ()
    standard: tuple[StandardChange, ...] = ()
    risk: ChangeRisk | None = None
    rollback_at: Percentage | None = None
    review_within: Duration | None = None
    record_within: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The service budget of a year: amounts by the client's own headings."""

    year: Several
    currency: str
    amounts: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """Personal information that the services process."""

    categories: tuple[Text, ...] = ()
    subjects: tuple[Text, ...] = ()
    transfer_abroad: bool | None = None
    breach_notice_within: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """The client's own software development."""

    people: Several | None = None
    products: tuple[Text, ...] = ()
    cadence: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Rules of access, and how often rights are reviewed."""

    review_interval: Duration | None = None
    rules: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vulnerabilities:
    """Time limits for removing a vulnerability, by grade."""

    critical: Duration | None = None
    high: Duration | None = None
    medium: Duration | None = None
    low: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Who is told of an event, within what time."""

    event: Text
    to: Text
    within: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKpi:
    """A measure of the client beside those of the catalogue."""

    name: Text
    formula: Text
    target: Target
    period: Text
    source: Text
    owner: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOfApplicability:
    """Controls of Annex A that do not apply, each with the reason."""

    exclusions: Mapping[ControlNumber, Text]
