"""The ten files that somebody with Word and WPS opens: sound, the same every time, and as docs/word-check.md says."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from benchmarks.word_check.files import CONFLICTS, ten_files
from docgen.formats.registry import engine_for
from tests.office import schema_faults

PAGE = (Path(__file__).parents[1] / "docs/word-check.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return ten_files(page_numbers=False)


def test_the_page_tells_of_these_ten_files_and_of_no_others(made: dict[str, bytes]) -> None:
    assert len(made) == 10
    assert re.findall(r"^### (\d\d .+?\.(?:docx|xlsx))", PAGE, re.MULTILINE) == list(made)


def test_each_file_is_sound_and_valid(made: dict[str, bytes], tmp_path: Path) -> None:
    for name, file in made.items():
        path = tmp_path / name
        path.write_bytes(file)
        assert engine_for(name).faults(file) == (), name
        assert schema_faults(path) == [], name


def test_as_many_conflicts_are_open_as_the_page_says(made: dict[str, bytes]) -> None:
    said = {name: int(count) for name, count in re.findall(r"^### (\d\d .+?\.\w+), (\d) open conflicts$", PAGE, re.MULTILINE)}
    assert said == CONFLICTS
    assert {name: len(engine_for(name).open_conflicts(file)) for name, file in made.items()} == dict.fromkeys(made, 0) | said


def test_what_people_added_beside_new_text_is_all_there(made: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(made["07 English hand edits.docx"]))
    body = document.element.body
    text = "".join(item.text or "" for item in body.iter(qn("w:t")))
    for words in ("Added by hand: the chair", "A text box that a person put here.", "A standard change added by hand"):
        assert words in text, words
    assert "Meetings: Thursdays at 15:00" in text
    assert "4 working days before the window" in text
    assert [comment.text for comment in document.comments] == ["Is three enough in August?"]
    tracked = {str(mark.get(qn("w:author"))) for mark in body.iter(qn("w:ins"), qn("w:del"))}
    assert tracked == {"Wu Min"}


def _accept(mark: Any) -> None:
    for run in list(mark):
        mark.addprevious(run)
    mark.getparent().remove(mark)


def _reject(mark: Any) -> None:
    mark.getparent().remove(mark)


@pytest.mark.parametrize("name", [name for name in CONFLICTS if name.endswith(".docx")])
@pytest.mark.parametrize("answer", [_accept, _reject])
def test_accepting_and_rejecting_both_settle_a_conflict(made: dict[str, bytes], name: str, answer: Callable[[Any], None]) -> None:
    document = docx.Document(io.BytesIO(made[name]))
    for mark in list(document.element.body.iter(qn("w:ins"))):
        answer(mark)
    saved = io.BytesIO()
    document.save(saved)
    assert engine_for(name).open_conflicts(saved.getvalue()) == ()


def test_the_same_files_are_made_every_time(made: dict[str, bytes]) -> None:
    again = ten_files(page_numbers=False)
    assert [name for name in made if made[name] != again[name]] == []
