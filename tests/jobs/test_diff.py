"""What changed between revisions: a redline for the approver, a page, a list; the day of issue on it, never the clock's."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from docgen.errors import WorkspaceError
from docgen.jobs.diff import diff
from docgen.messages import say
from tests.client import PROCEDURE, REGISTER, Client, run
from tests.jobs.controlled import add, controlled, issue_again, save_again

ADDED = "Call Ms Li first."
REDLINES = "report/redline"


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return controlled(tmp_path / "client")


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The procedure issued as 1.0, and with an added sentence as 1.1; then edited once more."""
    client = controlled(tmp_path_factory.mktemp("twice") / "client")
    add(client, ADDED)
    issue_again(client, date(2026, 6, 1))
    add(client, "Then Mr Hale.")
    return client


def refused(client: Client, **asked: str) -> str:
    before = client.snapshot()
    with pytest.raises(WorkspaceError) as caught:
        diff(client.folder, only=[PROCEDURE], **asked)
    assert client.snapshot() == before
    return " ".join(say(problem.what, "en") for problem in caught.value.problems)


def marks(path: Path, kind: str) -> list[tuple[str, str, str]]:
    """Author, date and text of the tracked changes of one kind."""
    marked = docx.Document(str(path)).element.body.iter(f"{{*}}{kind}")
    attribute = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [
        (str(mark.get(f"{attribute}author")), str(mark.get(f"{attribute}date")), "".join(text.text or "" for text in mark.iter("{*}t")))
        for mark in marked
    ]


def test_an_edit_since_the_last_issue_is_a_tracked_change_of_the_day_of_issue(client: Client) -> None:
    add(client, ADDED)
    (found,) = diff(client.folder, only=[PROCEDURE])
    assert (found.earlier, found.later) == ("1.0", "now")
    assert found.path == f"{REDLINES}/HLN-PR-12 Incident Management Procedure 1.0 → now.docx"
    assert ("docgen", "2026-03-01T00:00:00Z", ADDED) in marks(client.folder / found.path, "ins")
    assert [change.after for change in found.changes] == [ADDED]
    assert found.page is None


def test_two_issued_revisions_are_compared_whatever_lies_in_the_folder(twice: Client) -> None:
    (found,) = diff(twice.folder, only=[PROCEDURE], earlier="1.0", later="1.1")
    assert found.path == f"{REDLINES}/HLN-PR-12 Incident Management Procedure 1.0 → 1.1.docx"
    added = marks(twice.folder / found.path, "ins")
    assert ("docgen", "2026-06-01T00:00:00Z", ADDED) in added
    assert not any("Mr Hale" in text for _, _, text in added)


def test_a_later_revision_alone_is_compared_with_the_one_before(twice: Client) -> None:
    (found,) = diff(twice.folder, only=[PROCEDURE], later="1.1")
    assert (found.earlier, found.later) == ("1.0", "1.1")


def test_an_earlier_revision_alone_is_compared_with_the_folder(twice: Client) -> None:
    (found,) = diff(twice.folder, only=[PROCEDURE], earlier="1.0")
    assert {ADDED, "Then Mr Hale."} <= {change.after for change in found.changes}


def test_the_draft_that_follows_an_issue_is_called_by_its_revision(client: Client) -> None:
    add(client, ADDED)
    client.build(only=[PROCEDURE])
    (found,) = diff(client.folder, only=[PROCEDURE])
    assert (found.earlier, found.later) == ("1.0", "1.1")
    (same,) = diff(client.folder, only=[PROCEDURE], later="1.1")
    assert same == found


def test_of_a_document_that_was_never_issued_the_edits_by_hand_are_shown_as_a_list_for_a_workbook(client: Client) -> None:
    client.edit(REGISTER, lambda book: setattr(book.worksheets[0]["A1"], "value", "Ours"))
    (found,) = diff(client.folder, only=[REGISTER])
    assert (found.earlier, found.later) == ("as generated", "now")
    assert found.path is not None
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(client.folder / found.path).active.iter_rows()]
    assert any("Ours" in row for row in rows)


def test_what_says_the_same_has_no_redline(client: Client) -> None:
    save_again(client)
    (found,) = diff(client.folder, only=[PROCEDURE], html=True)
    assert (found.path, found.page, found.changes) == (None, None, ())
    assert not (client.folder / "report").exists()


def test_the_list_is_a_page_too_when_asked_and_a_further_run_writes_nothing(client: Client) -> None:
    add(client, ADDED)
    (found,) = diff(client.folder, only=[PROCEDURE], html=True)
    assert found.page is not None
    assert f"<ins>{ADDED}</ins>" in (client.folder / found.page).read_text(encoding="utf-8")
    before = client.snapshot()
    diff(client.folder, only=[PROCEDURE], html=True)
    assert client.snapshot() == before


def test_a_redline_that_somebody_has_worked_in_stays_and_the_new_one_gets_a_number(client: Client) -> None:
    add(client, ADDED)
    (first,) = diff(client.folder, only=[PROCEDURE])
    assert first.path is not None
    worked_in = client.folder / first.path
    docx.Document(str(worked_in)).save(str(worked_in))
    theirs = worked_in.read_bytes()
    for added in ("Then Mr Hale.", "Then nobody."):  # what docgen wrote itself is replaced
        add(client, added)
        (next_one,) = diff(client.folder, only=[PROCEDURE])
        assert next_one.path == f"{REDLINES}/HLN-PR-12 Incident Management Procedure 1.0 → now (2).docx"
        assert any(text == added for _, _, text in marks(client.folder / next_one.path, "ins"))
    assert worked_in.read_bytes() == theirs


def test_a_redline_that_nobody_has_touched_is_replaced(client: Client) -> None:
    add(client, ADDED)
    (first,) = diff(client.folder, only=[PROCEDURE])
    add(client, "Then Mr Hale.")
    (second,) = diff(client.folder, only=[PROCEDURE])
    assert first.path == second.path


def test_an_unknown_revision_is_told_with_the_known_ones(twice: Client) -> None:
    assert "“9.9”; there are: 1.0, 1.1." in refused(twice, later="9.9")
    assert "“9.9”" in refused(twice, earlier="9.9")


def test_a_revision_of_a_document_that_was_never_issued_is_told(client: Client) -> None:
    with pytest.raises(WorkspaceError, match="never-issued"):
        diff(client.folder, only=[REGISTER], earlier="1.0")


def test_the_first_revision_has_none_before_it(client: Client) -> None:
    assert "first issued revision" in refused(client, later="1.0")


def test_a_deleted_document_a_lost_copy_and_an_unknown_id_are_sentences(client: Client) -> None:
    client.path(PROCEDURE).unlink()
    assert "deleted by hand" in refused(client)
    (client.folder / ".docgen/issued/incident-management.en/1.0.docx").unlink()
    assert "HLN-PR-12" in refused(client, earlier="1.0", later="1.0")
    with pytest.raises(WorkspaceError, match=r"control\.not-built"):
        diff(client.folder, only=["incident-managment"])
    with pytest.raises(WorkspaceError, match=r"control\.not-built"):
        diff(client.folder, only=[PROCEDURE], language="zh")


def test_the_command_lists_the_changes_and_says_where_the_redline_lies(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    add(client, ADDED)
    assert run("diff", str(client.folder), "--only", PROCEDURE, "--html") == 0
    told = capsys.readouterr().out
    for word in (
        "HLN-PR-12 Incident Management Procedure: 1.0 → now",
        ADDED,
        "1 change.",
        "now.docx",
        "now.html",
    ):
        assert word in told
    assert run("diff", str(client.folder), "--only", PROCEDURE, "--json") == 0
    (data,) = json.loads(capsys.readouterr().out)["documents"]
    assert set(data) == {"id", "code", "title", "language", "from", "to", "path", "page", "changes"}
    assert (data["id"], data["from"], data["to"], data["changes"][0]["after"]) == (PROCEDURE, "1.0", "now", ADDED)
    assert run("diff", str(client.folder)) == 2, "a document must be named"
