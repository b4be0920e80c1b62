"""Promise 1: a build killed at any moment leaves the old state or the new one, and folder and register agree."""

import os
import random
import signal
import sys
import time
from pathlib import Path

import docx
import openpyxl
import pytest

from docgen.formats.registry import identify
from docgen.jobs.plan import plan
from docgen.workspace import register_file
from docgen.workspace.observe import Found, observe
from tests.client import PROCEDURE, REGISTER, SHIPPED, Client, left_out

ROUNDS = 100
FIELD = "major_incidents.report_within"
KEPT = {PROCEDURE, REGISTER, "change-management", "change-request", "document-record-master-list"}
VALUES = ("4 working days", "6 working days")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")


def small_templates(folder: Path) -> str:
    """A template folder whose documents are quickly filled, so that the writing is a large part of a build; most others are left out."""
    folder.mkdir()
    (folder / "catalogue.yaml").write_text(f"version: 1\ndocuments:\n{left_out(SHIPPED - KEPT)}", encoding="utf-8")
    for language in ("zh", "en"):
        word, book = docx.Document(), openpyxl.Workbook()
        word.add_paragraph("{{ document.code }}: {{ major_incidents.report_within }}")
        book.worksheets[0]["A1"] = "{{ document.code }}: {{ major_incidents.report_within }}"
        for document, path in ((word, f"procedures/{PROCEDURE}.{language}.docx"), (book, f"forms/{REGISTER}.{language}.xlsx")):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            document.save(str(folder / path))
    return str(folder)


def state(client: Client) -> dict[str, str]:
    """Everything but the profile: documents, register, pristine copies, and whatever a crash left behind."""
    return {name: digest for name, (digest, _) in client.snapshot().items() if name != "profile.yaml"}


def killed_build(client: Client, templates: str, seconds: float) -> bool:
    """Build in a child process and kill it after `seconds`; tell whether it was still at work."""
    child = os.fork()
    if child == 0:
        client.build(templates=[templates])
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_build_killed_at_100_random_moments_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    client, templates = Client(tmp_path / "client"), small_templates(tmp_path / "templates")
    client.build(templates=[templates])
    states, seconds = [], 0.0
    for value in (*VALUES, *VALUES):
        client.change_field(FIELD, value)
        start = time.perf_counter()
        client.build(templates=[templates])
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
        interrupted += killed_build(client, templates, seconds * moment)
        mid_way = (client.folder / ".docgen/journal/journal.json").exists()
        plan(client.folder, [templates])  # the next command
        found = state(client)
        assert found in (old, new), f"round {number}: neither the old state nor the new one"
        finished_by_recovery += mid_way and found == new
        register = register_file.read(client.folder)
        seen = observe(client.folder, register.entries.values(), identify)
        assert {observed.found for observed in seen.documents.values()} == {Found.SAME}
        client.build(templates=[templates])
        assert state(client) == new
        old, new = new, old
    assert interrupted > ROUNDS / 4, "the kills came too late to mean anything"
