"""Templates are checked before any client is at hand: every fault of every file, each with its place."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.client import TEMPLATES, run


@pytest.fixture
def faulty(tmp_path: Path) -> tuple[str, str]:
    document = docx.Document()
    document.add_heading("Contacts", 1)
    document.add_paragraph("{{ organisation.nmae }}")
    table = document.add_table(2, 2)
    table.cell(1, 1).text = "{{ supplier.name }}"
    document.save(str(tmp_path / "policy.docx"))
    workbook = openpyxl.Workbook()
    workbook.active["B3"] = "{{ services.name }}"  # type: ignore[index]
    workbook.save(tmp_path / "register.xlsx")
    return str(tmp_path / "policy.docx"), str(tmp_path / "register.xlsx")


def test_all_faults_of_all_files_are_told_with_their_places(faulty: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("templates", "check", *faulty) == 1
    text = capsys.readouterr().out
    for words in ("policy.docx", "Contacts", "{{ organisation.nmae }}", "name", "table 1, row 2, cell 2", "'supplier'", "register.xlsx", "B3", "list"):
        assert words in text
    assert text.rstrip().splitlines()[-1].startswith("3 ")


def test_the_faults_as_json(faulty: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("templates", "check", *faulty, "--json", lang="zh") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [(Path(problem["file"]).name, problem["found"]) for problem in problems] == [
        ("policy.docx", "{{ supplier.name }}"),
        ("policy.docx", "{{ organisation.nmae }}"),
        ("register.xlsx", "{{ services.name }}"),
    ]


def test_shipped_templates_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("templates", "check", *map(str, sorted(TEMPLATES.glob("*/*.*x")))) == 0
    assert "No problem" in capsys.readouterr().out


def test_a_file_that_is_not_there_or_no_template_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("text", encoding="utf-8")
    (tmp_path / "broken.docx").write_bytes(b"not a zip")
    names = [str(tmp_path / name) for name in ("gone.docx", "notes.txt", "broken.docx")]
    assert run("templates", "check", *names) == 1
    text = capsys.readouterr().out
    assert all(Path(name).name in text for name in names)


def test_branches_tell_the_share_and_what_nobody_reaches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", str(tmp_path / "client"), "--example", "harbourline") == 0
    capsys.readouterr()
    status = run("templates", "check", "--branches", "--only", "service-management-policy", "--client", str(tmp_path / "client"), "--json")
    told = json.loads(capsys.readouterr().out)
    assert status == (1 if told["failures"] else 0)
    assert told["branches"] > told["both_ways"] > 0
    assert len(told["unreached"]) == told["branches"] - told["both_ways"]
    assert {item["file"] for item in told["unreached"]} == {"manual/service-management-policy.en.docx"}


def test_checking_nothing_is_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("templates", "check") == 2
    assert "--branches" in "".join(capsys.readouterr())
