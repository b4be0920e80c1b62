"""Applicability: plain expressions over facts, parsed and never evaluated as code."""

import pytest

from docgen.domain.condition import Condition, ConditionError

FACTS = {"uses_cloud": True, "has_data_center": False, "headcount": 42, "services": ("cloud-hosting", "network-operations")}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("always", True),
        ("uses_cloud", True),
        ("not uses_cloud", False),
        ("has_data_center or uses_cloud", True),
        ("has_data_center and uses_cloud", False),
        ("not has_data_center and not (uses_cloud and has_data_center)", True),
        ("has_data_center or uses_cloud and has_data_center", False),
        ("headcount >= 42", True),
        ("headcount >= 43", False),
        ("services includes cloud-hosting", True),
        ("services includes desktop-support", False),
        ("never_said", False),
    ],
)
def test_an_expression_holds_over_the_facts(text: str, holds: bool) -> None:
    assert Condition.parse(text).holds(FACTS) is holds


@pytest.mark.parametrize(
    "text", ["", "and", "uses_cloud and", "(uses_cloud", "headcount >= many", "headcount > 4", "services includes", "a b", "__import__('os')", "x == 1"]
)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        Condition.parse(text)


def test_the_facts_that_decided_are_told() -> None:
    assert Condition.parse("has_data_center or uses_cloud").reasons(FACTS) == ("uses_cloud",)
    assert Condition.parse("not has_data_center and headcount >= 16").reasons(FACTS) == ("not has_data_center", "headcount >= 16")
    assert Condition.parse("always").reasons(FACTS) == ()
