"""The profile as a value: names are the file's names, and nothing can be changed in it."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from docgen.domain import operations, services
from docgen.domain import profile as profiles
from docgen.domain.context import Context, known_names
from docgen.domain.operations import Degree, Matrix, Priority
from docgen.domain.profile import Tools
from docgen.domain.services import PriorityTarget, Targets
from docgen.domain.text import Text
from tests.build import profile

MATRIX = Matrix(
    HH=Priority.P1, HM=Priority.P2, HL=Priority.P3, MH=Priority.P2, MM=Priority.P3, ML=Priority.P4, LH=Priority.P3, LM=Priority.P4, LL=Priority.P4
)  # fmt: skip


def records() -> Iterator[Any]:
    for module in (profiles, services, operations):
        yield from (kind for kind in vars(module).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind))


@pytest.mark.parametrize("kind", sorted(set(records()), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_every_record_is_frozen_slotted_and_named(kind: Any) -> None:
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")
    assert all(field.kw_only for field in dataclasses.fields(kind)) or kind.__module__.endswith("quantities") or kind is Text


def test_known_names_are_always_there_and_others_beside_them() -> None:
    targets = Targets({"P1": PriorityTarget(), "satisfaction": None})
    assert targets["P4"] is None
    assert list(targets) == ["availability", "P1", "P2", "P3", "P4", "satisfaction"]
    assert targets.of("P1") == PriorityTarget()
    assert targets.of("satisfaction") is None
    assert Tools()["ticketing"] is None
    assert pickle.loads(pickle.dumps(targets)) == targets
    with pytest.raises(KeyError):
        targets["P5"]


def test_a_service_knows_its_priorities_and_whether_it_ever_sleeps() -> None:
    ops, desk = profile().services
    assert (ops.priorities, ops.around_the_clock) == (("P1", "P2", "P3", "P4"), False)
    assert (desk.priorities, profile({"services[desk].hours": "24x7"}).services[1].around_the_clock) == ((), True)


@pytest.mark.parametrize(("impact", "urgency", "priority"), [("high", "high", "P1"), ("high", "low", "P3"), ("low", "high", "P3"), ("medium", "low", "P4")])
def test_the_matrix_gives_the_priority(impact: str, urgency: str, priority: str) -> None:
    assert MATRIX.priority(Degree(impact), Degree(urgency)) == priority


def test_templates_name_fields_as_the_file_does() -> None:
    context = Context(language="en", names={"suppliers": profile().suppliers})
    carrier = context.root()["suppliers"][0]  # type: ignore[index]
    assert carrier["class"] == "A"
    assert carrier.targets.P1.response.minutes == 10
    assert "class" in known_names(carrier)
    assert context.used == {"suppliers": "carrier", "suppliers[carrier].class": "A", "suppliers[carrier].targets.P1.response": "10 min"}
