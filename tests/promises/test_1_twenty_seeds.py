"""Promise 1: what people wrote into a document survives a scope change: twenty seeds of random hand edits."""

import pytest

from benchmarks.regeneration import TOOL, once

pytestmark = pytest.mark.skipif(not TOOL.is_file(), reason="the hand-edit maker does not lie beside this checkout")

# A site added, a response time changed, a brand changed, a template upgraded, a code pattern changed: four documents of each.
SEEDS = [change + 20 * document for change in (0, 5, 12, 17, 18) for document in range(4)]


def test_twenty_seeds_of_hand_edits_survive_a_scope_change_and_leave_sound_files() -> None:
    counted = sum((once(seed, resave=False, whole=False) for seed in SEEDS[1:]), once(SEEDS[0], resave=False, whole=False))
    assert counted["documents"] == len(SEEDS)
    assert counted["edits"] > 5 * len(SEEDS)
    assert (counted["lost"], counted["unsound"]) == (0, 0)
