"""Blank forms handed out: which, where, with which numbers; never over a file, never a number twice."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from docgen.cli import main
from docgen.errors import DocgenError
from docgen.formats.registry import engine_for
from docgen.jobs.forms import Asked, forms, period_of
from docgen.workspace.handed_out import NOTE
from tests.client import Client

CHANGE, REGISTER = "change-request", "incident-record"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "client"
    Client(folder, example="harbourline").build(only=[CHANGE, REGISTER])
    return folder


@pytest.fixture
def client(built: Path, tmp_path: Path) -> Client:
    return Client.copied(built, tmp_path / "client")


def asked(*only: str, period: str | None = None, **more: object) -> Asked:
    return Asked(only=only, period=period_of(period) if period else None, **more)  # type: ignore[arg-type]


def paths(client: Client, wanted: Asked) -> list[str]:
    """What is handed out, as file names below forms/."""
    return [blank.path.removeprefix("forms/") for blank in forms(client.folder, wanted).blanks if blank.path is not None]


def said(path: Path) -> str:
    document = docx.Document(str(path))
    return "".join(str(text) for text in document.element.body.itertext())


def test_the_whole_trial_run_in_one_command(client: Client) -> None:
    handed = forms(client.folder, asked(CHANGE, REGISTER))
    found = [blank.path for blank in handed.blanks]
    assert str(handed.period).startswith("2026-")
    assert len(found) == len(set(found)) > 4
    assert all(path is not None and (client.folder / path).is_file() for path in found)
    months = {str(blank.month) for blank in handed.blanks if blank.form == CHANGE}
    assert months == {str(month) for month in handed.period}


def test_a_blank_carries_its_number_and_period(client: Client) -> None:
    (blank,) = [blank for blank in forms(client.folder, asked(CHANGE, period="2026-03")).blanks]
    assert blank.path is not None
    assert blank.number in said(client.folder / blank.path)
    assert blank.number.endswith("-2026-0001")
    (register,) = forms(client.folder, asked(REGISTER, period="2026-03")).blanks
    assert register.path is not None
    sheet = openpyxl.load_workbook(client.folder / register.path)["Register"]
    assert "Period: 2026-03 to 2026-05" in [cell.value for cell in sheet[2]]


def test_a_blank_differs_from_the_form_only_in_its_heading(client: Client) -> None:
    (blank,) = forms(client.folder, asked(REGISTER, period="2026-03")).blanks
    assert blank.path is not None
    engine = engine_for(".xlsx")
    changes = engine.differences(client.path(REGISTER).read_bytes(), (client.folder / blank.path).read_bytes())
    assert [change.after for change in changes] == ["Period: 2026-03 to 2026-05"]
    assert engine.faults((client.folder / blank.path).read_bytes()) == ()


def test_numbers_go_on_and_nothing_is_written_over(client: Client) -> None:
    first = paths(client, asked(CHANGE, period="2026-03", copies=2))
    before = {path: path.read_bytes() for path in (client.folder / "forms").rglob("*.docx")}
    second = paths(client, asked(CHANGE, period="2026-03", copies=2))
    assert not set(first) & set(second)
    assert second[-1].endswith("-2026-0004.docx")
    assert all(path.read_bytes() == content for path, content in before.items())


def test_a_number_is_not_given_again_when_its_form_has_been_filed(client: Client) -> None:
    (first,) = paths(client, asked(CHANGE, period="2026-03"))
    (client.folder / "forms" / first).unlink()
    (second,) = paths(client, asked(CHANGE, period="2026-03"))
    assert (first[-9:-5], second[-9:-5]) == ("0001", "0002")


def test_numbers_begin_anew_each_year(client: Client) -> None:
    assert [path[-14:-5] for path in paths(client, asked(CHANGE, period="2026-12..2027-01"))] == ["2026-0001", "2027-0001"]


def test_what_was_handed_out_comes_again_only_when_it_is_named(client: Client) -> None:
    everything = Asked(period=period_of("2026-03"))
    assert any(REGISTER in blank.form for blank in forms(client.folder, everything).blanks)
    assert not any(REGISTER in blank.form for blank in forms(client.folder, everything).blanks)
    (again,) = forms(client.folder, asked(REGISTER, period="2026-03")).blanks
    assert again.path is None and again.problem is not None  # the file is still there


def test_each_site_has_copies_of_its_own(client: Client) -> None:
    (path,) = paths(client, asked(CHANGE, period="2026-03", sites=("bristol",)))
    assert path.startswith("2026-03/bristol/")


def test_forms_are_chosen_by_procedure_and_cadence(client: Client) -> None:
    client.build(only=["change-management", "incident-management"])
    of_changes = forms(client.folder, Asked(processes=("change-management",), period=period_of("2026-03"))).blanks
    assert {blank.form for blank in of_changes if blank.problem is None} == {CHANGE}
    yearly = forms(client.folder, Asked(cadences=("yearly",), period=period_of("2026-03"))).blanks
    assert all(blank.problem is not None for blank in yearly)  # none of them has been built


def test_a_form_edited_by_hand_is_handed_out_as_edited(client: Client) -> None:
    client.edit(CHANGE, lambda document: document.add_paragraph("Ask Ms Li first."))
    (path,) = paths(client, asked(CHANGE, period="2026-03"))
    assert "Ask Ms Li first." in said(client.folder / "forms" / path)


def test_a_form_that_is_not_in_the_folder_is_told(client: Client) -> None:
    client.path(CHANGE).unlink()
    (blank,) = forms(client.folder, asked(CHANGE, period="2026-03")).blanks
    assert blank.path is None
    assert blank.problem is not None and blank.problem.key == "forms.not-built"


def test_the_list_of_due_records_names_day_record_and_person(client: Client) -> None:
    handed = forms(client.folder, asked(REGISTER, CHANGE, period="2026-03"))
    assert handed.due_list is not None and handed.calendar is not None
    sheet = openpyxl.load_workbook(client.folder / handed.due_list).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "Due by"
    assert {row[2] for row in rows[1:]} == {"Incident Record", "Request for Change"}
    assert engine_for(".xlsx").faults((client.folder / handed.due_list).read_bytes()) == ()
    assert (client.folder / handed.calendar).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_list_that_somebody_works_with_stays(client: Client) -> None:
    first = forms(client.folder, asked(REGISTER, period="2026-03"))
    assert first.due_list is not None
    path = client.folder / first.due_list
    book = openpyxl.load_workbook(path)
    book.active["G2"] = date(2026, 3, 30)
    book.save(path)
    worked_in = path.read_bytes()
    second = forms(client.folder, asked(CHANGE, period="2026-03"))
    assert second.due_list not in (None, first.due_list)
    assert path.read_bytes() == worked_in


@pytest.mark.parametrize("folder", ["records", "documents/en", ".docgen/x", "../elsewhere", "/tmp/x", "Records/2026"])
def test_blanks_go_nowhere_but_into_a_folder_of_their_own(client: Client, folder: str) -> None:
    with pytest.raises(DocgenError):
        forms(client.folder, asked(CHANGE, period="2026-03", to=folder))
    assert not (client.folder / "forms").exists()


def test_a_damaged_note_gives_no_number(client: Client) -> None:
    forms(client.folder, asked(CHANGE, period="2026-03"))
    (client.folder / NOTE).write_text("{", encoding="utf-8")
    with pytest.raises(DocgenError) as caught:
        forms(client.folder, asked(CHANGE, period="2026-03"))
    assert caught.value.problems[0].what.key == "forms.note-damaged"


def test_unknown_sites_forms_and_periods_are_refused_in_a_sentence(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    for words, expected in (
        (["--site", "bristle"], "bristol"),
        (["--only", "change-requst"], "change-requst"),
        (["--period", "March"], "2026-03..2026-05"),
    ):
        assert main(["--lang", "en", "forms", str(client.folder), *words]) != 0
        out, err = capsys.readouterr()
        assert expected in out + err
        assert "Traceback" not in out + err


def test_json_tells_what_was_handed_out(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", str(client.folder), "--only", CHANGE, "--period", "2026-03", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["period"] == "2026-03"
    assert [item["id"] for item in told["forms"]] == [CHANGE]
    assert told["forms"][0]["number"].endswith("-2026-0001")
    assert told["due_list"].endswith(".xlsx")
