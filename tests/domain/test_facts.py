"""The facts that decide which documents apply: derived where the profile tells, said where it can't."""

from __future__ import annotations

import pytest

from docgen.domain.facts import FACTS, denied_facts, fact_sources, facts_of
from docgen.sources.catalogue_file import read_catalogue
from docgen.sources.templates import roots
from tests.build import profile

CLIENT = {"id": "c", "name": "C"}
SUPPLIER = {"id": "s", "name": "S", "class": "B", "provides": "X"}
TEXT = {"zh": "甲", "en": "A"}


def test_every_fact_that_the_catalogue_asks_for_is_known() -> None:
    asked = {fact for document in read_catalogue(roots(())).documents for fact in document.applies.facts}
    assert asked <= set(FACTS)
    assert set(facts_of(profile())) == set(FACTS) == set(fact_sources(profile()))


@pytest.mark.parametrize(
    ("changes", "fact", "value", "source"),
    [
        ({}, "targets_iso20000", True, "standards"),
        ({}, "targets_iso27001", False, "standards"),
        ({"standards": ["iso27001"]}, "targets_iso27001", True, "standards"),
        ({}, "headcount", 42, "organisation.headcount"),
        ({}, "it_headcount", 30, "organisation.it_headcount"),
        ({}, "services", ("infrastructure-operations", "desktop-support"), "services"),
        ({"services[desk].type": "infrastructure-operations"}, "services", ("infrastructure-operations",), "services"),
        ({}, "has_external_customers", True, "customers"),
        ({"customers": [{**CLIENT, "internal": True}]}, "has_external_customers", False, "customers"),
        ({"customers": []}, "has_external_customers", False, "facts.has_external_customers"),
        ({"customers": [], "facts.has_external_customers": True}, "has_external_customers", True, "facts.has_external_customers"),
        ({}, "has_suppliers", True, "suppliers"),
        ({"suppliers": []}, "has_suppliers", False, "suppliers"),
        ({}, "has_internal_suppliers", False, "internal_suppliers"),
        ({"internal_suppliers": [{"id": "i", "name": "I", "provides": "X"}]}, "has_internal_suppliers", True, "internal_suppliers"),
        ({"service_desk.operated_by": "carrier"}, "outsources_processes", True, "service_desk.operated_by"),
        ({"facts.outsources_processes": True}, "outsources_processes", True, "facts.outsources_processes"),
        ({"services[desk].type": "software-development"}, "has_internal_development", True, "services"),
        ({"development": {"people": 3}}, "has_internal_development", True, "development"),
        ({"facts.has_internal_development": True}, "has_internal_development", True, "facts.has_internal_development"),
        ({}, "uses_cloud", True, "facts.uses_cloud"),
        ({"services[desk].type": "cloud-hosting"}, "provides_cloud", True, "services"),
        ({"services[desk].type": "data-center-hosting"}, "has_data_center", True, "services"),
        ({"organisation.sector": "data-centre"}, "has_data_center", True, "organisation.sector"),
        ({}, "has_data_center", False, "facts.has_data_center"),
        ({}, "has_office_premises", True, "sites"),
        ({"facts.has_office_premises": False}, "has_office_premises", False, "facts.has_office_premises"),
        ({"personal_data": {"categories": [TEXT]}}, "processes_personal_data", True, "personal_data"),
        ({}, "allows_byod", False, "facts.allows_byod"),
        ({"on_call": {"answer_within": "15 min"}}, "has_on_call", True, "on_call"),
        ({"shifts": [{"name": "A", "hours": "08:00-20:00", "people": 2}]}, "has_on_call", True, "shifts"),
        ({}, "has_itsm_tool", True, "tools.ticketing"),
        ({"facts.has_itsm_tool": False}, "has_itsm_tool", False, "facts.has_itsm_tool"),
    ],
)
def test_a_fact_and_the_field_it_rests_on(changes: dict[str, object], fact: str, value: object, source: str) -> None:
    client = profile(changes)
    assert facts_of(client)[fact] == value
    assert fact_sources(client)[fact] == source


def test_it_staff_unsaid_are_everybody() -> None:
    small = profile({"organisation": {"name": "A", "code": "A", "headcount": 9}})
    assert (facts_of(small)["it_headcount"], fact_sources(small)["it_headcount"]) == (9, "organisation.headcount")


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ({"has_suppliers": False}, ["has_suppliers"]),
        ({"has_suppliers": True}, []),
        ({"has_external_customers": False}, ["has_external_customers"]),
        ({"has_internal_suppliers": True}, ["has_internal_suppliers"]),
        ({"has_office_premises": False, "has_itsm_tool": False, "uses_cloud": False}, []),
    ],
)
def test_a_fact_said_against_what_the_profile_tells_is_denied(said: dict[str, bool], denied: list[str]) -> None:
    assert [fact.fact for fact in denied_facts(profile(facts=said))] == denied
