"""The life of a document set: every step leaves papers that agree (tests/jobs/life_of_a_set.py tells it)."""

from __future__ import annotations

from pathlib import Path

from tests.jobs.life_of_a_set import life


def test_the_life_of_a_document_set(tmp_path: Path) -> None:
    steps = [step for step, _ in life(tmp_path / "client")]

    assert steps == ["generated", "issued", "changed", "issued-again", "withdrawn", "restored", "renamed"]
