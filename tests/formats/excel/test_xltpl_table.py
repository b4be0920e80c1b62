"""docs/xltpl.md claims nothing without a test."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
TABLE = (ROOT / "docs/xltpl.md").read_text(encoding="utf-8").partition("## Rules")[0]
LINES = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in TABLE.splitlines() if line.startswith("| ")][1:]
ROWS = [line for line in LINES if not line[0].startswith("**")]
TESTS = {name for path in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M)}


def test_each_test_that_the_table_names_exists() -> None:
    named = {name for line in ROWS for name in re.findall(r"test_\w+", line[-1])}
    assert len(ROWS) > 40
    assert named - TESTS == set()


def test_a_row_without_a_test_says_why_docgen_does_not_offer_it() -> None:
    for feature, *_, ours, test in ROWS:
        assert "test_" in test or ours.startswith("not offered: "), feature
