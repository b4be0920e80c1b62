"""Promise 1: a build killed at any moment leaves the old state or the new one, and folder and register agree."""

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from docgen.formats.registry import identify
from docgen.workspace import register_file
from docgen.workspace.observe import Found, observe
from tests.client import Client

ROUNDS = 100
FIELD = "services[hosting].targets.P2.response"
VALUES = ("25 min", "20 min")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")


def state(client: Client) -> dict[str, str]:
    """Everything but the profile: documents, register, pristine copies, and whatever a crash left behind."""
    return {name: digest for name, (digest, _) in client.snapshot().items() if name != "profile.yaml"}


def killed_build(client: Client, seconds: float) -> bool:
    """Build in a child process and kill it after `seconds`; tell whether it was still at work."""
    child = os.fork()
    if child == 0:
        client.build()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_build_killed_at_100_random_moments_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    client = Client(tmp_path / "client")
    client.build()
    states, seconds = [], 0.0
    for value in (*VALUES, *VALUES):
        client.change_field(FIELD, value)
        start = time.perf_counter()
        client.build()
        seconds = time.perf_counter() - start
        states.append(state(client))
    new, old = states[-2], states[-1]
    assert new != old
    assert states[1] == states[3], "going back and forth, the states recur"
    chance = random.Random(20260216)
    interrupted, finished_by_recovery = 0, 0
    for number in range(ROUNDS):
        client.change_field(FIELD, VALUES[number % 2])
        # Half of the moments are drawn from the last fifth of a build, where the writing is.
        moment = chance.uniform(0, 1.1) if number % 2 else chance.uniform(0.8, 1.1)
        interrupted += killed_build(client, seconds * moment)
        mid_way = (client.folder / ".docgen/journal/journal.json").exists()
        client.plan()  # the next command
        found = state(client)
        assert found in (old, new), f"round {number}: neither the old state nor the new one"
        finished_by_recovery += mid_way and found == new
        register = register_file.read(client.folder)
        seen = observe(client.folder, register.entries.values(), identify)
        assert {observed.found for observed in seen.documents.values()} == {Found.SAME}
        client.build()
        assert state(client) == new
        old, new = new, old
    assert interrupted > ROUNDS / 4, "the kills came too late to mean anything"
