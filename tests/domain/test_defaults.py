"""What the house says where the profile is silent: by size, within what is said, and naming only roles that somebody holds."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.domain.consistency import contradictions
from docgen.domain.defaults import Size, size_of, with_defaults
from docgen.domain.operations import Priority
from docgen.domain.profile import Role
from docgen.domain.quantities import Duration, Hours
from docgen.domain.services import PriorityTarget, Service, Targets
from docgen.domain.text import Text
from tests.build import profile

TITLES = {"incident-manager": Text("事件经理", "Incident Manager"), "top-management": Text("最高管理者", "Top management")}
SILENT: dict[str, Any] = {"escalation": {}, "call_tree": [], "services[ops].targets": {}, "suppliers": []}
ALL_ROLES = ("incident-manager", "service-desk-manager", "operations-manager", "service-delivery-manager", "top-management")


def said(targets: Service) -> dict[str, tuple[str, str]]:
    pairs = {name: targets.targets.of(name) for name in targets.priorities}
    return {name: (str(target.response), str(target.resolution)) for name, target in pairs.items() if target}


@pytest.mark.parametrize(("people", "size"), [(3, Size.SMALL), (15, Size.SMALL), (16, Size.MEDIUM), (100, Size.MEDIUM), (101, Size.LARGE)])
def test_the_size_goes_by_the_people_in_scope(people: int, size: Size) -> None:
    assert size_of(profile(organisation__headcount=people)) is size


@pytest.mark.parametrize(
    ("people", "hours", "targets"),
    [
        (9, "5x8", {"P1": ("30 min", "8 h"), "P2": ("1 h", "1 working day"), "P3": ("4 h", "3 working days"), "P4": ("1 working day", "5 working days")}),
        (42, "5x8", {"P1": ("15 min", "4 h"), "P2": ("30 min", "8 h"), "P3": ("2 h", "2 working days"), "P4": ("8 h", "5 working days")}),
        (42, "24x7", {"P1": ("15 min", "4 h"), "P2": ("30 min", "8 h"), "P3": ("2 h", "24 h"), "P4": ("8 h", "72 h")}),
        (9, "24x7", {"P1": ("15 min", "4 h"), "P2": ("30 min", "8 h"), "P3": ("2 h", "24 h"), "P4": ("8 h", "72 h")}),
    ],
)
def test_a_service_without_targets_has_those_of_the_house(people: int, hours: str, targets: dict[str, tuple[str, str]]) -> None:
    client = with_defaults(profile({**SILENT, "services[desk].hours": hours}, organisation__headcount=people, departments=[]))
    assert said(client.services[1]) == targets


def test_targets_that_are_said_stay_and_get_the_clock_of_the_service() -> None:
    before, after = profile().services[0], with_defaults(profile()).services[0]
    assert said(after) == said(before)
    assert [str(target.hours) for name in after.priorities if (target := after.targets.of(name))] == ["24x7", *["Mon-Fri 09:00-18:00"] * 3]
    assert after.targets["satisfaction"] == before.targets["satisfaction"]


def test_a_client_with_three_priorities_gets_no_fourth() -> None:
    targets = {"P1": {"response": "1 h", "resolution": "4 h"}, "P2": {"response": "2 h", "resolution": "8 h"}, "P3": {"response": "4 h", "resolution": "2 days"}}
    client = with_defaults(profile({**SILENT, "services[ops].targets": targets}))
    assert client.services[1].priorities == ("P1", "P2", "P3")
    assert client.priorities is not None
    assert client.priorities.matrix is not None
    assert {getattr(client.priorities.matrix, cell.name) for cell in fields(client.priorities.matrix)} == {"P1", "P2", "P3"}
    assert contradictions(client, {}) == ()


def test_the_matrix_of_the_house() -> None:
    priorities = with_defaults(profile()).priorities
    assert priorities is not None
    assert priorities.matrix is not None
    cells = {cell.name: getattr(priorities.matrix, cell.name).value for cell in fields(priorities.matrix)}
    assert cells == {"HH": "P1", "HM": "P2", "HL": "P3", "MH": "P2", "MM": "P3", "ML": "P4", "LH": "P3", "LM": "P4", "LL": "P4"}


def test_an_example_gets_its_priority_from_the_matrix() -> None:
    client = with_defaults(profile(priorities={"examples": [{"symptom": "VPN", "impact": "high", "urgency": "medium"}]}))
    assert client.priorities is not None
    assert client.priorities.examples[0].priority is Priority.P2


def test_a_client_with_one_site_reads_nothing_of_sites() -> None:
    one = with_defaults(profile({"services[ops].sites": ["hq"]}, sites=[{"id": "hq", "name": "HQ"}]))
    several = with_defaults(profile())
    assert one.priorities is not None
    assert several.priorities is not None
    assert one.priorities.impact is not None
    assert several.priorities.impact is not None
    assert "场所" in (several.priorities.impact.high.zh or "")
    assert "场所" not in (one.priorities.impact.high.zh or "")
    assert one.services[1].sites == ("hq",)


def test_escalation_climbs_the_roles_that_are_held_each_by_another_person() -> None:
    client = with_defaults(profile(SILENT), TITLES)
    assert client.escalation is not None
    steps = [(str(step.at), *(getattr(step, name).en for name in Priority)) for step in client.escalation.steps]
    assert steps == [
        ("50 %", "Incident Lead", "Incident Lead", "the second-line engineer", "the second-line engineer"),
        ("80 %", "service-delivery-manager", "service-delivery-manager", "Incident Lead", "Incident Lead"),
        ("100 %", "Top management", "Top management", "service-delivery-manager", "service-delivery-manager"),
    ]
    assert [(entry.role, str(entry.within)) for entry in client.call_tree] == [
        ("incident-manager", "5 min"), ("service-delivery-manager", "15 min"), ("top-management", "30 min"), (None, "30 min"),
    ]  # fmt: skip
    assert client.call_tree[0].person == Text("韩磊", "韩磊")
    assert client.call_tree[0].post == Text("事件主管", "Incident Lead")


def test_updates_come_at_least_twice_before_an_incident_must_be_resolved() -> None:
    quick = {name: {"response": "5 min", "resolution": "40 min"} for name in map(str, Priority)}
    client = with_defaults(profile({**SILENT, "services[ops].targets": quick}))
    assert client.escalation is not None
    assert client.escalation.updates is not None
    assert str(client.escalation.updates.P1) == "20 min"
    assert client.major_incidents is not None
    assert "20分钟" in (client.major_incidents.criteria[0].zh or "")


def test_what_is_said_in_part_is_completed() -> None:
    client = with_defaults(profile(closing={"reminders": 3}, major_incidents={"update_every": "1 h"}, document_control={"classifications": {"2": "X"}}))
    assert client.closing is not None
    assert (client.closing.reminders, str(client.closing.silent_after)) == (3, "3 working days")
    assert client.major_incidents is not None
    assert (str(client.major_incidents.update_every), len(client.major_incidents.criteria)) == ("1 h", 5)
    assert set(client.document_control.classifications) == {"default", "2"}
    assert str(client.document_control.review_interval) == "12 months"
    assert client.document_control.reviewer == "management-representative"


def test_channels_follow_from_what_the_desk_has() -> None:
    assert with_defaults(profile()).services[1].channels == ("phone", "email", "monitoring")


def test_a_change_board_is_made_of_those_who_hold_a_role_each_person_once() -> None:
    changes = with_defaults(profile(SILENT), TITLES).changes
    assert changes is not None
    assert changes.cab is not None
    holders = [profile(SILENT).roles[role].person for role in changes.cab.members]
    assert len(set(holders)) == len(holders)
    assert (changes.cab.quorum or 0) <= len(holders)


def test_filling_in_twice_changes_nothing() -> None:
    once = with_defaults(profile(SILENT), TITLES)
    assert with_defaults(once, TITLES) == once


def texts(value: Any) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    return [text for item in value.values() for text in texts(item)] if hasattr(value, "values") else []


def test_every_default_text_is_in_both_languages() -> None:
    for text in texts(with_defaults(profile(SILENT), TITLES)):
        assert text.zh
        assert text.en


SILENT_CLIENT = profile(SILENT, departments=[])
DURATIONS = ("5 min", "20 min", "45 min", "2 h", "4 h", "8 h", "3 working days", "8 working days", "20 working days", "60 working days")


@settings(max_examples=200, deadline=None)
@given(
    people=st.integers(1, 300),
    roles=st.sets(st.sampled_from(ALL_ROLES)),
    persons=st.lists(st.sampled_from(["甲", "乙", "丙"]), min_size=5, max_size=5),
    count=st.integers(0, 4),
    times=st.lists(st.integers(0, len(DURATIONS) - 1), min_size=8, max_size=8),
    hours=st.sampled_from(["24x7", "5x8", "Mon-Fri 09:00-18:00"]),
)
def test_no_default_contradicts_what_is_said(people: int, roles: set[str], persons: list[str], count: int, times: list[int], hours: str) -> None:
    order = [Duration.parse(DURATIONS[index]) for index in sorted(times)]
    targets = {
        name: PriorityTarget(response=order[index], resolution=max(order[index], order[index + 4]))
        for index, name in enumerate([*map(str, Priority)][:count])
    }
    held = {role: person for role, person in zip(ALL_ROLES, persons, strict=True) if role in roles}
    client = replace(
        SILENT_CLIENT,
        organisation=replace(SILENT_CLIENT.organisation, headcount=people, it_headcount=None),
        services=tuple(replace(service, owner="owner", hours=Hours.parse(hours), targets=Targets(targets)) for service in SILENT_CLIENT.services),
        roles={role: Role(person=Text.of(person)) for role, person in {**held, "owner": "丁", "approver": "戊"}.items()},
        document_control=replace(SILENT_CLIENT.document_control, approver="approver"),
    )
    assert contradictions(with_defaults(client), {}) == contradictions(client, {}) == ()
