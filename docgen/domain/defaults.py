"""What holds where the profile is silent: the house's defaults by size, in both languages.

A default never contradicts what the profile says: it keeps within the targets that are said, and it names only roles that
somebody holds. Source: the house defaults of the content guide (chapter 3) and its numbers by process (chapter 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

from docgen.domain import house_texts
from docgen.domain.operations import (
    Audit,
    CallTreeEntry,
    Capacity,
    ChangeBoard,
    ChangeRisk,
    Changes,
    Closing,
    DurationsByPriority,
    Escalation,
    EscalationStep,
    LeadTimes,
    MajorIncidents,
    Matrix,
    Priorities,
    Priority,
    Risk,
    ServiceDesk,
    Thresholds,
)
from docgen.domain.profile import DocumentControl, Profile
from docgen.domain.quantities import Duration, Percentage, Unit
from docgen.domain.services import Channel, PriorityTarget, Service, Targets
from docgen.domain.size import Size, size_of
from docgen.domain.text import Text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")


_Pairs = Mapping[str, tuple[str, str]]
# Priority -> response and resolution: on office hours for small firms and others, and around the clock.
_SMALL: _Pairs = {
    "P1": ("30 min", "8 h"),
    "P2": ("1 h", "1 working day"),
    "P3": ("4 h", "3 working days"),
    "P4": ("1 working day", "5 working days"),
}
_OFFICE_HOURS: _Pairs = {"P1": ("15 min", "4 h"), "P2": ("30 min", "8 h"), "P3": ("2 h", "2 working days"), "P4": ("8 h", "5 working days")}
_AROUND_THE_CLOCK: _Pairs = {"P1": ("15 min", "4 h"), "P2": ("30 min", "8 h"), "P3": ("2 h", "24 h"), "P4": ("8 h", "72 h")}
_MATRIX = {"HH": 1, "HM": 2, "HL": 3, "MH": 2, "MM": 3, "ML": 4, "LH": 3, "LM": 4, "LL": 4}
_UPDATES = {"P1": "30 min", "P2": "2 h", "P3": "1 working day", "P4": "2 working days"}
_FIRST_LINE = {"P1": "10 min", "P2": "20 min", "P3": "1 h", "P4": "1 h"}
# From who runs an incident to who answers for the organisation: those held by different people make the ladder.
_LADDER = ("incident-manager", "service-desk-manager", "operations-manager", "service-delivery-manager", "top-management")
_CALLED_WITHIN = ("5 min", "15 min", "30 min")
_REVIEWERS = ("management-representative", "information-security-manager", "document-controller")
_HALF = Percentage.parse("50 %")
_CLOSING = Closing(
    confirm_within=Duration.parse("30 min"),
    silent_after=Duration.parse("3 working days"),
    reminders=2,
    reopen_within=Duration.parse("5 working days"),
)
_CAPACITY = Capacity(thresholds=Thresholds(watch=Percentage.parse("70 %"), plan=Percentage.parse("80 %"), act=Percentage.parse("90 %")))
_AUDIT = {
    Size.SMALL: Audit(audits_per_year=1, reviews_per_year=1),
    Size.MEDIUM: Audit(audits_per_year=1, reviews_per_year=1),
    Size.LARGE: Audit(audits_per_year=2, reviews_per_year=2),
}
_LEAD_TIME = {
    Size.SMALL: LeadTimes(normal=Duration.parse("2 working days"), major=Duration.parse("5 working days")),
    Size.MEDIUM: LeadTimes(normal=Duration.parse("3 working days"), major=Duration.parse("10 working days")),
    Size.LARGE: LeadTimes(normal=Duration.parse("5 working days"), major=Duration.parse("10 working days")),
}
_BOARD = ("change-manager", "service-delivery-manager", "operations-manager", "service-desk-manager", "configuration-manager",
          "information-security-manager", "service-level-manager")  # fmt: skip
_EMERGENCY_BOARD = ("change-manager", "service-delivery-manager", "operations-manager", "incident-manager", "top-management")
_CHANGE_RISK = ChangeRisk(manager_up_to=6, top_from=12)
_CHANGES = Changes(
    emergency_answer=Duration.parse("30 min"),
    rollback_at=Percentage.parse("70 %"),
    review_within=Duration.parse("5 working days"),
    record_within=Duration.parse("1 working day"),
)
_BOARD_MEETS = {
    Size.SMALL: house_texts.BOARD_BY_MESSAGE,
    Size.MEDIUM: house_texts.BOARD_WEEKLY,
    Size.LARGE: house_texts.BOARD_WEEKLY_WITH_DUTY_LIST,
}


def with_defaults(profile: Profile, role_titles: Mapping[str, Text] | None = None) -> Profile:
    """Return the profile with its silent parts filled in.

    Args:   role_titles: the catalogue's title of each role id. An escalation step that names a role by its id then says
                         the role's title (the client's own, if it has one), and so does the post of a call-tree entry.
    """
    size = size_of(profile)
    served = replace(profile, services=tuple(_service(service, profile) for service in profile.services))
    filled = replace(
        served,
        organisation=replace(profile.organisation, short_name=profile.organisation.short_name or profile.organisation.name),
        document_control=_document_control(profile),
        service_desk=_service_desk(profile),
        priorities=_priorities(served),
        escalation=_escalation(served),
        major_incidents=_filled(profile.major_incidents, _major_incidents(served)),
        call_tree=_call_tree(profile),
        closing=_filled(profile.closing, _CLOSING),
        changes=_changes(profile),
        capacity=_filled(profile.capacity, _CAPACITY),
        audit=_filled(profile.audit, _AUDIT[size]),
        risk=_risk(profile.risk or Risk()),
    )
    return _with_titles(filled, role_titles or {})


def priorities_used(profile: Profile) -> tuple[str, ...]:
    """Return the priorities that any service has targets for, most urgent first."""
    return tuple(name.value for name in Priority if any(service.targets[name] is not None for service in profile.services))


def _filled(said: R | None, default: R) -> R:
    """Return what is said, with what it leaves out taken from `default`."""
    if said is None:
        return default
    silent = (field.name for field in fields(said) if getattr(said, field.name) in (None, ()))
    return replace(said, **{name: getattr(default, name) for name in silent})


def _document_control(profile: Profile) -> DocumentControl:
    said = profile.document_control
    return replace(
        said,
        classifications={**DocumentControl().classifications, **said.classifications},
        review_interval=said.review_interval or Duration.parse("12 months"),
        reviewer=said.reviewer or next((role for role in _REVIEWERS if role in profile.roles), None),
    )


def _service(service: Service, profile: Profile) -> Service:
    desk = profile.service_desk or ServiceDesk()
    ways = (
        (Channel.PHONE, desk.phone),
        (Channel.EMAIL, desk.email),
        (Channel.PORTAL, desk.portal),
        (Channel.MONITORING, profile.tools["monitoring"]),
    )
    return replace(
        service,
        sites=service.sites or (tuple(site.id for site in profile.sites) if len(profile.sites) == 1 else ()),
        targets=_targets(service, profile),
        channels=service.channels or tuple(channel for channel, exists in ways if exists),
    )


def _targets(service: Service, profile: Profile) -> Targets:
    """Return the targets of a service: its own, or the house's for the priorities that the other services use; each with its clock."""
    said: dict[str, PriorityTarget] = {name: target for name in service.priorities if (target := service.targets.of(name))}
    if not said:
        house = _AROUND_THE_CLOCK if service.around_the_clock else _SMALL if size_of(profile) is Size.SMALL else _OFFICE_HOURS
        said = {
            name: PriorityTarget(response=Duration.parse(house[name][0]), resolution=Duration.parse(house[name][1]))
            for name in priorities_used(profile) or house
        }
    clocked = {name: replace(target, hours=target.hours or service.hours) for name, target in said.items()}
    return Targets({**service.targets, **clocked})


def _service_desk(profile: Profile) -> ServiceDesk:
    said = profile.service_desk or ServiceDesk()
    kept = {service.hours for service in profile.services}
    return replace(said, name=said.name or house_texts.SERVICE_DESK, hours=said.hours or (kept.pop() if len(kept) == 1 else None))


def _priorities(profile: Profile) -> Priorities:
    said = profile.priorities or Priorities()
    used = priorities_used(profile)
    cells = {cell: used[min(number, len(used)) - 1] for cell, number in _MATRIX.items()}
    matrix = said.matrix or Matrix(**{cell: Priority(name) for cell, name in cells.items()})
    impact = house_texts.IMPACT_OF_SEVERAL_SITES if len(profile.sites) > 1 else house_texts.IMPACT_OF_ONE_SITE
    return Priorities(
        impact=said.impact or impact,
        urgency=said.urgency or house_texts.URGENCY,
        matrix=matrix,
        examples=tuple(
            replace(example, priority=example.priority or matrix.priority(example.impact, example.urgency)) for example in said.examples
        ),
    )


def _escalation(profile: Profile) -> Escalation:
    said = profile.escalation or Escalation()
    return Escalation(
        steps=said.steps or _steps(profile),
        updates=said.updates or _within_targets(profile, _UPDATES),
        first_line=said.first_line or _within_targets(profile, _FIRST_LINE),
    )


def _steps(profile: Profile) -> tuple[EscalationStep, ...]:
    """Return the steps at 50, 80 and 100 %: P1 and P2 go up from the first step on, P3 and P4 only after another engineer tried."""
    ladder = _ladder(profile)
    if not ladder:
        return ()
    colleague = house_texts.ANOTHER_ENGINEER if size_of(profile) is Size.SMALL else house_texts.SECOND_LINE
    rungs = [Text.of(ladder[0]), Text.of(ladder[len(ladder) // 2]), Text.of(ladder[-1])]
    urgent, patient = rungs, [colleague, *rungs]
    used = priorities_used(profile)
    return tuple(
        EscalationStep(at=Percentage.parse(share), **{name: (urgent if name in ("P1", "P2") else patient)[index] for name in used})
        for index, share in enumerate(("50 %", "80 %", "100 %"))
    )


def _ladder(profile: Profile) -> tuple[str, ...]:
    """Return the roles to escalate to, upwards, each held by another person."""
    return _held_apart(profile, _LADDER)


def _held_apart(profile: Profile, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the roles `wanted` that are held, the first of each person."""
    by_person: dict[Text, str] = {}
    for role in wanted:
        if role in profile.roles:
            by_person.setdefault(profile.roles[role].person, role)
    return tuple(by_person.values())


def _within_targets(profile: Profile, house: Mapping[str, str]) -> DurationsByPriority:
    """Return the house's times, each at most half of the shortest resolution target of its priority."""
    return DurationsByPriority(
        **{name: _at_most(Duration.parse(house[name]), _half(_shortest(profile, name))) for name in priorities_used(profile)}
    )


def _shortest(profile: Profile, priority: str) -> Duration | None:
    """Return the shortest resolution target of a priority over all services."""
    targets = (service.targets.of(priority) for service in profile.services)
    return min((target.resolution for target in targets if target and target.resolution), default=None)


def _half(duration: Duration | None) -> Duration | None:
    if duration is None:
        return None
    half = duration.times(_HALF)
    return Duration(half.amount / 60, Unit.HOUR) if half.minutes >= 120 and half.minutes % 60 == 0 else half


def _at_most(wanted: Duration, bound: Duration | None) -> Duration:
    return wanted if bound is None or wanted <= bound else bound


def _major_incidents(profile: Profile) -> MajorIncidents:
    down = _at_most(Duration.parse("30 min"), _half(_shortest(profile, "P1")))
    return MajorIncidents(
        criteria=house_texts.major_incident_criteria(down.minutes, several_customers=len(profile.customers) > 1),
        declare_within=Duration.parse("10 min"),
        update_every=Duration.parse("30 min"),
        report_within=Duration.parse("5 working days"),
        drill_interval=Duration.parse("12 months"),
    )


def _call_tree(profile: Profile) -> tuple[CallTreeEntry, ...]:
    """Return the call tree, each role with its holder; without one, the ladder and the customers' contacts."""
    said = profile.call_tree
    if not said:
        ladder = _ladder(profile)
        rungs = dict.fromkeys((ladder[0], ladder[len(ladder) // 2], ladder[-1])) if ladder else {}
        said = tuple(CallTreeEntry(role=role, within=Duration.parse(within)) for role, within in zip(rungs, _CALLED_WITHIN, strict=False))
        if said and profile.customers:
            said = (*said, CallTreeEntry(post=house_texts.CUSTOMER_CONTACT, within=Duration.parse(_CALLED_WITHIN[-1])))
    people = {role: holder.person for role, holder in profile.roles.items()}
    return tuple(replace(entry, person=entry.person or people.get(entry.role or "")) for entry in said)


def _changes(profile: Profile) -> Changes:
    size = size_of(profile)
    said = profile.changes or Changes()
    filled = _filled(said, replace(_CHANGES, emergency_board=_held_apart(profile, _EMERGENCY_BOARD)[:2]))
    return replace(
        filled,
        lead_time=_filled(said.lead_time, _LEAD_TIME[size]),
        cab=_filled(said.cab, _change_board(profile, size)),
        risk=_filled(said.risk, _CHANGE_RISK),
    )


def _change_board(profile: Profile, size: Size) -> ChangeBoard:
    """Return the house's board: in a small firm two people decide by message, elsewhere three of those who sit on it."""
    members = _held_apart(profile, _BOARD)
    return ChangeBoard(
        chair="change-manager" if "change-manager" in profile.roles else None,
        members=members,
        quorum=min(2 if size is Size.SMALL else 3, len(members)) or None,
        meets=_BOARD_MEETS[size],
    )


def _risk(said: Risk) -> Risk:
    """Scores run from 1 to scale x scale; 5 of 25 is accepted untreated. Another scale needs the client's own bound."""
    scale = said.scale or 5
    return replace(said, scale=scale, accept_up_to=said.accept_up_to or (5 if scale == 5 else None))


def _with_titles(profile: Profile, titles: Mapping[str, Text]) -> Profile:
    """Return the profile with role ids in escalation steps and call tree spelled as titles."""
    own = {role: holder.title for role, holder in profile.roles.items() if holder.title}
    by_id = {**titles, **own}

    def title(text: Text | None) -> Text | None:
        return by_id.get(text.en or text.zh or "", text) if text else None

    escalation = profile.escalation or Escalation()
    steps = tuple(replace(step, P1=title(step.P1), P2=title(step.P2), P3=title(step.P3), P4=title(step.P4)) for step in escalation.steps)
    tree = tuple(replace(entry, post=entry.post or by_id.get(entry.role or "")) for entry in profile.call_tree)
    return replace(profile, escalation=replace(escalation, steps=steps), call_tree=tree)
