"""Promise 1: what people wrote into a document survives a scope change: twenty seeds of random hand edits."""

from collections import Counter

import pytest

from benchmarks.regeneration import TOOL, late, once

pytestmark = pytest.mark.skipif(not TOOL.is_file(), reason="the hand-edit maker does not lie beside this checkout")

# A site added, a response time changed, a brand changed, a template upgraded, a code pattern changed: four documents of each.
SEEDS = [change + 20 * document for change in (0, 5, 12, 17, 18) for document in range(4)]


def test_twenty_seeds_of_hand_edits_survive_a_scope_change_and_leave_sound_files() -> None:
    counted = sum((once(seed, resave=False, whole=False) for seed in SEEDS[1:]), once(SEEDS[0], resave=False, whole=False))
    assert counted["documents"] == len(SEEDS)
    assert counted["edits"] > 5 * len(SEEDS)
    assert (counted["lost"], counted["late"], counted["unsound"]) == (0, 0, 0)


def test_an_old_text_that_nobody_touched_and_a_new_one_that_is_missing_are_late() -> None:
    old, new = Counter(["Report within 30 min.", "Call the desk."]), Counter(["Report within 15 min.", "Call the desk."])
    assert late(old, old, new, new) == []
    assert late(old, old, new, old) == ["Report within 30 min.", "Report within 15 min."]


def test_a_new_value_within_a_text_that_people_had_touched_is_not_late() -> None:
    old, new = Counter(["Report within 30 min."]), Counter(["Report within 15 min."])
    mine = Counter(["Report at once, within 30 min."])
    assert late(old, mine, new, Counter(["Report at once, within 15 min."])) == []
    assert late(old, mine, new, mine) == ["Report within 15 min."]
