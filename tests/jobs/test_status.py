"""Where documents stand: told from register and folder alone, with nothing filled and nothing written."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from docgen.domain.document_status import DocumentStatus, State
from docgen.errors import ProfileError
from docgen.jobs.status import status
from docgen.workspace import register_file
from docgen.workspace.files import write_all
from tests.client import PROCEDURE, REGISTER, Client, run
from tests.jobs.controlled import add, controlled, save_again

REVIEW = date(2027, 3, 1)


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return controlled(tmp_path / "client")


def of(client: Client, document: str = PROCEDURE, today: date | None = None) -> DocumentStatus:
    return next(item for item in status(client.folder, today) if item.document == document)


def forty_minutes(opened: Any) -> None:
    """Say 40 minutes where the procedure says 30 for P2 of the cloud."""
    cells = (row.cells[2] for table in opened.tables for row in table.rows if "Managed Cloud" in row.cells[0].text and len(row.cells) > 2)
    run = next(run for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs if "30 minutes" in run.text)
    run.text = run.text.replace("30 minutes", "40 minutes")


def test_an_issued_document_has_its_revision_its_day_and_its_next_review(client: Client) -> None:
    found = of(client)
    assert (found.state, found.revision, found.issued_on, found.next_review) == (State.ISSUED, "1.0", date(2026, 3, 1), REVIEW)


def test_a_document_that_was_never_issued_is_a_draft_without_a_review(client: Client) -> None:
    found = of(client, REGISTER, date(2099, 1, 1))
    assert (found.state, found.issued_on, found.next_review, found.overdue) == (State.DRAFT, None, None, False)


def test_a_document_is_overdue_the_day_after_its_review_and_only_for_who_says_what_day_it_is(client: Client) -> None:
    assert not of(client).overdue
    assert not of(client, today=REVIEW).overdue
    assert of(client, today=REVIEW + timedelta(days=1)).overdue


def test_the_review_follows_the_interval_of_the_profile(client: Client) -> None:
    client.change_field("document_control.review_interval", "24 months")
    assert of(client).next_review == date(2028, 3, 1)


def test_an_issued_document_that_was_only_saved_again_is_issued_still(client: Client) -> None:
    save_again(client)
    assert of(client).state is State.ISSUED


def test_an_edit_after_the_issue_is_told_and_a_build_makes_it_the_next_draft(client: Client) -> None:
    add(client, "Call Ms Li first.")
    assert (of(client).state, of(client).revision) == (State.EDITED, "1.0")
    client.build(only=[PROCEDURE])
    found = of(client)
    assert (found.state, found.revision, found.next_review) == (State.DRAFT, "1.1", REVIEW)


def test_open_conflicts_are_counted(client: Client) -> None:
    client.edit(PROCEDURE, forty_minutes)
    client.change_field("services[cloud].targets.P2.response", "35 min")
    client.build(only=[PROCEDURE])
    assert (of(client).state, of(client).conflicts) == (State.CONFLICT, 1)


def test_what_is_deleted_or_damaged_is_told_and_not_called_overdue(client: Client) -> None:
    client.path(PROCEDURE).unlink()
    client.path(REGISTER).write_bytes(b"no workbook")
    far = date(2099, 1, 1)
    assert (of(client, today=far).state, of(client, today=far).overdue) == (State.DELETED, False)
    assert of(client, REGISTER).state is State.UNREADABLE


def test_a_withdrawn_document_needs_no_review(client: Client) -> None:
    register = register_file.read(client.folder)
    path = register.entries[PROCEDURE, "en"].path
    write_all(client.folder, [], register.withdrawn(PROCEDURE, "en", path=path))
    found = of(client, today=date(2099, 1, 1))
    assert (found.state, found.next_review, found.overdue) == (State.WITHDRAWN, None, False)


def test_a_document_that_a_person_moved_is_told_where_it_lies(client: Client) -> None:
    path = client.path(PROCEDURE)
    moved = path.with_name("Incidents.docx")
    path.rename(moved)
    assert of(client).path == moved.relative_to(client.folder).as_posix()
    assert of(client).state is State.ISSUED


def test_nothing_is_written(client: Client) -> None:
    before = client.snapshot()
    status(client.folder, date(2027, 1, 1))
    assert client.snapshot() == before


def test_a_folder_without_a_profile_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="no-profile"):
        status(tmp_path)


def test_one_screen_says_it_all(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("status", str(client.folder), "--today", "2028-01-01") == 0
    told = capsys.readouterr().out
    for word in (
        "HLN-PR-12",
        "1.0",
        "2027-03-01",
        "issued; overdue for review",
        "2 documents: 1 issued, 1 draft.",
        "Overdue for review: 1.",
    ):
        assert word in told
    assert run("status", str(client.folder), "--today", "2028-01-01", lang="zh") == 0
    assert "已发布；逾期未复审" in capsys.readouterr().out


def test_json_has_the_documented_shape(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("status", str(client.folder), "--today", "2028-01-01", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["summary"] == {"issued": 1, "draft": 1, "overdue": 1}
    assert data["documents"][1] == {
        "id": PROCEDURE,
        "code": "HLN-PR-12",
        "title": "Incident Management Procedure",
        "language": "en",
        "path": client.path(PROCEDURE).relative_to(client.folder).as_posix(),
        "revision": "1.0",
        "state": "issued",
        "conflicts": 0,
        "issued_on": "2026-03-01",
        "next_review": "2027-03-01",
        "overdue": True,
    }


def test_a_folder_in_which_nothing_was_built_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Client(tmp_path / "client", example="harbourline").folder
    assert run("status", str(folder)) == 0
    assert "docgen build" in capsys.readouterr().out


def test_a_day_that_is_none_is_a_mistyped_command(client: Client) -> None:
    assert run("status", str(client.folder), "--today", "tomorrow") == 2
