"""The regeneration table of DESIGN, row by row."""

import itertools

import pytest

from docgen.domain.plan import Action, Plan, Presence, Situation, Step, decide


def situation(**what: object) -> Situation:
    return Situation(**{"applies": True, "registered": True, "presence": Presence.SAME, **what})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "action"),
    [
        ({"registered": False, "presence": Presence.ABSENT}, Action.CREATE),
        ({"registered": False, "presence": Presence.EDITED}, Action.SKIP),
        ({}, Action.KEEP),
        ({"changed": True}, Action.UPDATE),
        ({"renamed": True}, Action.MOVE),
        ({"presence": Presence.EDITED}, Action.KEEP),
        ({"presence": Presence.EDITED, "changed": True}, Action.SKIP),
        ({"presence": Presence.EDITED, "changed": True, "mine_is_theirs": True}, Action.KEEP),
        ({"presence": Presence.EDITED, "renamed": True}, Action.MOVE),
        ({"presence": Presence.ABSENT}, Action.SKIP),
        ({"presence": Presence.ABSENT, "changed": True}, Action.SKIP),
        ({"presence": Presence.ABSENT, "wanted": True}, Action.RESTORE),
        ({"presence": Presence.BLOCKED}, Action.KEEP),
        ({"presence": Presence.BLOCKED, "changed": True}, Action.SKIP),
        ({"applies": False}, Action.WITHDRAW),
        ({"applies": False, "presence": Presence.EDITED}, Action.WITHDRAW),
        ({"applies": False, "presence": Presence.BLOCKED}, Action.SKIP),
        ({"applies": False, "presence": Presence.ABSENT}, Action.KEEP),
        ({"applies": False, "withdrawn": True}, Action.KEEP),
        ({"withdrawn": True}, Action.RESTORE),
    ],
)
def test_each_row_of_the_table(what: dict[str, object], action: Action) -> None:
    assert decide(situation(**what)) is action


def test_an_edited_file_that_does_not_say_the_new_text_is_never_replaced() -> None:
    flags = ("registered", "changed", "renamed", "wanted", "withdrawn")
    for values in itertools.product((True, False), repeat=len(flags)):
        edited = situation(presence=Presence.EDITED, **dict(zip(flags, values, strict=True)))
        assert decide(edited) not in (Action.CREATE, Action.UPDATE, Action.MERGE)


def test_the_summary_counts_by_action_in_a_fixed_order() -> None:
    def step(action: Action) -> Step:
        return Step(document="a", code="A", title="a", language="zh", path="a", action=action, reasons=())

    assert Plan(steps=(step(Action.KEEP), step(Action.CREATE), step(Action.KEEP))).summary() == {"create": 1, "keep": 2}
