"""Promise 7: whatever is wrong, docgen answers with sentences that name the place, exit code 1, and no traceback."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.client import PROCEDURE, Client, run


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path / "client")


def overlay(folder: Path, tag: str) -> Path:
    """A template folder of a consultancy, whose procedure has `tag` in a cell of a nested table."""
    word = docx.Document()
    word.add_heading("Targets", 1)
    word.add_table(1, 1)
    outer = word.add_table(2, 2)
    inner = outer.cell(1, 1).add_table(2, 3)
    inner.cell(1, 2).text = tag
    path = folder / "procedures" / f"{PROCEDURE}.en.docx"
    path.parent.mkdir(parents=True)
    word.save(str(path))
    return folder


def test_a_fault_in_a_table_cell_is_located_to_table_row_and_cell(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = overlay(tmp_path / "own", "{{ organisation.nme }}")
    assert run("build", str(client.folder), "--templates", str(folder)) == 1
    told = capsys.readouterr().err
    for part in (f"procedures/{PROCEDURE}.en.docx", "table 2", "row 2", "cell 2", "cell 3", "{{ organisation.nme }}", "name"):
        assert part in told
    assert not (client.folder / "documents").exists(), "nothing half-done"


def garble(text: str) -> str:
    return text.replace("languages:", "languages: [zh\n :", 1)


def unknown_key(text: str) -> str:
    return text.replace("  headcount:", "  headcont:", 1)


@pytest.mark.parametrize(
    "fault", [garble, unknown_key, lambda text: "", lambda text: "\x00", lambda text: "- a list", lambda text: text * 40]
)
@pytest.mark.parametrize("command", ["check", "plan", "build"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_faulty_profile_is_answered_with_sentences(
    client: Client, fault: Callable[[str], str], command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = client.folder / "profile.yaml"
    profile.write_text(fault(profile.read_text(encoding="utf-8")), encoding="utf-8")
    assert run(command, str(client.folder), lang=lang) == 1
    captured = capsys.readouterr()
    told = captured.err + captured.out
    assert "profile.yaml" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda folder: (folder / "profile.yaml").unlink(), "profile.yaml"),
        (lambda folder: (folder / "logo.png").unlink(), "logo.png"),
        (lambda folder: (folder / ".docgen/register.json").write_text("{"), "register.json"),
        (lambda folder: (folder / ".docgen/register.json").write_text('{"format": 99}'), "register.json"),
    ],
)
def test_a_damaged_folder_is_answered_with_sentences(
    client: Client, damage: Callable[[Path], object], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    client.build()
    damage(client.folder)
    for command in ("check", "plan", "build"):
        assert run(command, str(client.folder)) == 1
        captured = capsys.readouterr()
        assert words in captured.err + captured.out


def test_a_damaged_document_is_named_and_left_alone(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client.build()
    client.path(PROCEDURE).write_bytes(b"PK\x03\x04 not a document")
    assert run("check", str(client.folder)) == 1
    assert client.path(PROCEDURE).name in capsys.readouterr().out
    assert run("build", str(client.folder)) == 0
    assert client.path(PROCEDURE).read_bytes() == b"PK\x03\x04 not a document"


def test_check_finds_a_mistyped_document_also_where_the_text_does_not_come_to_it(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = overlay(tmp_path / "own", "{% if organisation.headcount > 9000 %}{{ ref('chnage-management') }}{% endif %}")
    assert run("check", str(client.folder), "--templates", str(folder)) == 1
    told = capsys.readouterr().out
    assert "chnage-management" in told
    assert "change-management" in told
