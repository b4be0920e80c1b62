"""Everything at once: the stress template, filled as it is and after LibreOffice has saved it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.formats.soundness import LEFTOVER
from tests.formats.word.documents import ENGINE, cells, every, fill, opened, paragraphs, valid
from tests.formats.word.stress import PICTURES, VALUES, template
from tests.office import resaved


@pytest.fixture(scope="module")
def filled() -> bytes:
    return fill(template(), PICTURES, **VALUES)


def unsound(file: bytes) -> list[str]:
    return [fault.what.key for fault in ENGINE.faults(file) if fault.what.key != LEFTOVER]  # {% raw %} leaves braces on purpose


def test_it_is_sound_and_valid(filled: bytes, tmp_path: Path) -> None:
    assert unsound(filled) == []
    assert valid(filled, tmp_path)


def test_it_says_what_the_values_say(filled: bytes) -> None:
    said = paragraphs(filled)
    assert "To 上海云岭 & Partners <IT>: big, day, night, weekend." in said
    assert "上海云岭 & Partners <IT> beside CR, curled, {{ raw }}." in "\n".join(said)
    assert said[3:6] == ["Note: First line\nsecond line\twith a tab", "A paragraph of its own", "A page of its own"]
    assert [text for text in said if text.startswith("Owned")] == ["Owned by Li.", "Owned by Wu.", "Owned by 周启明."]
    assert cells(filled, 0)[1:] == [["1", "Desk", "Li"], ["2", "Network", "Wu"], ["3", "שלום 👩‍💻", "周启明"]]
    assert [row[1] for row in cells(filled, 1)] == ["8-12", "13-17", "0-24", "9-18"]
    assert cells(filled, 2)[1] == ["Service", "day", "night", "weekend", "Sum"]
    assert len(opened(filled).tables) == 3
    assert len({node.get("id") for node in every(filled, "wp:docPr")}) == len(every(filled, "wp:docPr")) >= 4


def test_it_says_the_same_when_libreoffice_has_saved_the_template(filled: bytes, tmp_path: Path) -> None:
    path = tmp_path / "template.docx"
    path.write_bytes(template())
    resaved([path])
    again = fill(path.read_bytes(), PICTURES, **VALUES)
    assert [text for text in paragraphs(again) if text.strip()] == [text for text in paragraphs(filled) if text.strip()]
    assert [cells(again, table) for table in range(3)] == [cells(filled, table) for table in range(3)]
    assert unsound(again) == []
