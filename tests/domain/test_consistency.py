"""What contradicts and what merely looks so. (Each contradiction at its line: tests/sources/test_faulty_profiles.py.)"""

from __future__ import annotations

import pytest

from docgen.domain.consistency import contradictions
from docgen.domain.defaults import with_defaults
from docgen.errors import Problem
from docgen.messages import message, say
from docgen.reports.problems import problem_text
from tests.build import profile

TEXT = {"zh": "甲", "en": "A"}
P3_DAY_P4_TWO_WORKING_DAYS = {
    "P3": {"response": "2 h", "resolution": "24 h", "hours": "24x7"},
    "P4": {"response": "4 h", "resolution": "2 working days"},
}


def found(changes: dict[str, object], needed: dict[str, tuple[object, ...]] | None = None) -> list[Problem]:
    return list(contradictions(with_defaults(profile(changes)), needed or {}))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {f"services[ops].targets.{name}": target for name, target in P3_DAY_P4_TWO_WORKING_DAYS.items()},
        {"services[ops].targets.P1.response": "30 min"},  # as fast as P2
        {"suppliers[carrier].targets.P1": {"response": "15 min", "resolution": "4 h"}},  # as fast as we promise
        {"suppliers[carrier].targets": {"P4": {"resolution": "24 h"}}},
        {"organisation.it_headcount": 42},
        {"departments[delivery].headcount": 40},
        {"audit": {"auditors": [{"person": "林敏", "departments": ["management"]}]}},
        {"audit": {"auditors": [{"person": "外部", "departments": ["delivery"], "external": True}]}},
        {"roles.service-delivery-manager.deputy": "林敏"},
        {"call_tree": [{"role": "incident-manager", "person": "林敏", "within": "5 min"}]},  # the deputy
        {"call_tree": [{"post": TEXT, "within": "5 min"}]},
        {"escalation.steps[0].P1": TEXT},
        {"facts.has_suppliers": True},
        {"service_desk.hours": "5x8", "on_call": {"answer_within": "15 min"}},
        {"service_desk.hours": "5x8", "facts.has_on_call": True},
        {"service_desk.hours": "5x8", "shifts": [{"name": "N", "hours": "20:00-08:00", "people": 1}]},
        {"dates.stage_2": "2026-06-29", "dates.trial_start": "2026-03-29"},  # three months to the day; stages on one day
        {"dates": {"documents_issued": "2026-02-16"}},
        {"dates.documents_issued": "2014-03-18"},
        {"suppliers[carrier].contract_end": "2026-07-13"},
        {"document_control.revision_limit": 9},
        {"services[ops].continuity": {"rto": "8 h", "tolerable_outage": "8 h"}},
    ],
    ids=range(23),
)
def test_what_fits_is_no_contradiction(changes: dict[str, object]) -> None:
    assert [problem_text(problem, "en") for problem in found(changes)] == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"document_control.author": "x"}, "document_control.author"),
        ({"document_control.approvers": {"1": "x"}}, "document_control.approvers.1"),
        ({"document_control.countersign": ["incident-manager", "x"]}, "document_control.countersign[1]"),
        ({"changes": {"types": [{"name": TEXT, "criteria": TEXT, "approver": "x"}]}}, "changes.types[0].approver"),
        ({"changes": {"cab": {"chair": "x", "members": ["incident-manager"]}}}, "changes.cab.chair"),
        ({"changes": {"cab": {"members": ["x"]}}}, "changes.cab.members[0]"),
        ({"risk": {"acceptance": [{"up_to": 9, "role": "x"}]}}, "risk.acceptance[0].role"),
        ({"kpis": [{"name": TEXT, "formula": TEXT, "target": "1", "period": TEXT, "source": TEXT, "owner": "x"}]}, "kpis[0].owner"),
        ({"call_tree": [{"role": "x", "within": "5 min"}]}, "call_tree[0].role"),
        ({"escalation.steps[0].P1": "duty-manager"}, "escalation.steps[0].P1"),
    ],
)
def test_a_role_named_anywhere_must_be_held(changes: dict[str, object], field: str) -> None:
    (problem,) = found(changes)
    assert (problem.where.field, problem.what.key) == (field, "contradiction.role-without-holder")


def test_internal_suppliers_drills_and_customers_are_held_to_the_same_rules() -> None:
    problems = found(
        {
            "internal_suppliers": [{"id": "i", "name": "I", "provides": "X", "services": ["ops"], "targets": {"P1": {"on_site": "9 h", "resolution": "5 h"}}}],
            "services[ops].targets.P1.on_site": "2 h",
            "drills": [{"name": "D", "interval": "12 months", "services": ["oops"]}],
            "customers[herun].sites": ["hqq"],
        }
    )
    assert {(problem.where.field, problem.what.key) for problem in problems} == {
        ("internal_suppliers[0].targets.P1.on_site", "contradiction.supplier-slower-on_site"),
        ("internal_suppliers[0].targets.P1.resolution", "contradiction.supplier-slower-resolution"),
        ("drills[0].services[0]", "contradiction.unknown-service"),
        ("customers[1].sites[0]", "contradiction.unknown-site"),
    }


def test_a_role_that_documents_need_is_told_with_those_documents() -> None:
    (problem,) = found({}, {"change-manager": ("P-15", "P-16", message("contradiction.date-stage-1"), "P-18", "P-19"), "incident-manager": ("P-12",)})
    assert say(problem.what, "en").endswith("P-15, P-16, the stage 1 audit and 2 more.")
    assert "P-15、P-16、一阶段审核，另有 2 份" in say(problem.what, "zh")


def test_a_date_out_of_order_is_told_once_against_the_nearest_earlier_one() -> None:
    problems = found({"dates.stage_2": "2026-01-01"})
    assert [problem.where.field for problem in problems] == ["dates.stage_2"]
    assert "the stage 1 audit (2026-06-29)" in say(problems[0].what, "en")


def test_every_problem_says_two_values_or_a_name_and_what_to_do() -> None:
    for problem in found({"services[ops].targets.P1.response": "9 h", "organisation.it_headcount": 99, "dates.trial_start": "2026-12-01"}):
        for language in ("zh", "en"):
            assert problem.remedy is not None
            assert say(problem.remedy, language)
            assert any(character.isdigit() for character in say(problem.what, language))
