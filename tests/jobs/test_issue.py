"""Stories: documents are issued, change, and are issued again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.domain.issuing import IssueStep
from docgen.domain.revision import Status
from docgen.domain.standing import Issue
from docgen.errors import DocgenError, WorkspaceError
from docgen.formats.ooxml import open_package, parse
from docgen.jobs.issue import issue
from docgen.jobs.undo import undo_build
from docgen.messages import say
from docgen.workspace import issued_copies, register_file
from tests.client import PROCEDURE, Client, run

FORM = "change-request"
ONLY = (PROCEDURE, FORM)
FIRST = Issue(by="Helen Marsh", on=date(2026, 2, 16))
SECOND = Issue(by="Helen Marsh", on=date(2026, 5, 11))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clients") / "client"
    Client(folder, example="harbourline").build(only=ONLY)
    return folder


@pytest.fixture
def client(built: Path, tmp_path: Path) -> Client:
    return Client.copied(built, tmp_path / "client")


def issued(client: Client, decided: Issue = FIRST, *only: str) -> dict[str, IssueStep]:
    return {step.document: step for step in issue(client.folder, **asdict(decided), only=only or ONLY)}


def entry(client: Client, document: str = PROCEDURE) -> Any:
    return register_file.read(client.folder).entry(document, "en")


def whole(client: Client) -> str:
    """The text of the procedure with its headers and footers, in which cover and pages say its standing."""
    package = open_package(client.path(PROCEDURE).read_bytes())
    parts = [name for name in package if name.startswith(("word/document", "word/header", "word/footer")) and name.endswith(".xml")]
    return "".join(str(text) for name in parts for text in parse(package.read(name), name).itertext())


def add_a_sentence(document: Any) -> None:
    heading = next(p for p in document.paragraphs if p.text == "Records" and p.style.name.startswith("Heading"))
    heading.insert_paragraph_before("Call Ms Li first.")


def change_a_time(client: Client) -> None:
    client.change_field("escalation.first_line.P2", "12 min")


def test_an_issue_says_so_on_the_document_and_keeps_a_copy(client: Client) -> None:
    assert "Draft" in whole(client)
    step = issued(client)[PROCEDURE]
    assert (step.issued, step.revision, step.summary) == (True, "1.0", "First issue")
    text = whole(client)
    assert "Controlled" in text
    assert "16 February 2026" in text
    assert "Draft" not in text
    known = entry(client)
    assert known.status is Status.ISSUED
    row = known.history[-1]
    assert (row.number, row.date, row.approver) == ("1.0", date(2026, 2, 16), "Helen Marsh")
    assert issued_copies.read(client.folder, known, row) == client.path(PROCEDURE).read_bytes()


def test_nothing_changes_until_something_changes(client: Client) -> None:
    issued(client)
    before = client.snapshot()
    assert set(client.actions(client.build(only=ONLY)).values()) == {"keep"}
    assert client.snapshot() == before
    again = issued(client, SECOND)
    assert [(step.revision, step.issued) for step in again.values()] == [("1.0", False)] * 2
    assert client.snapshot() == before


def test_a_change_of_the_profile_makes_the_next_draft_of_the_documents_that_say_it(client: Client) -> None:
    issued(client)
    change_a_time(client)
    assert client.actions(client.build(only=ONLY)) == {(PROCEDURE, "en"): "update", (FORM, "en"): "keep"}
    known = entry(client)
    assert (known.status, known.revision) == (Status.DRAFT, "1.1")
    assert "12 minutes" in known.summary
    assert known.summary in client.text(PROCEDURE)
    assert entry(client, FORM).status is Status.ISSUED
    assert set(client.actions(client.build(only=ONLY)).values()) == {"keep"}
    steps = issued(client, SECOND)
    assert (steps[PROCEDURE].revision, steps[FORM].revision) == ("1.1", "1.0")
    assert [row.number for row in entry(client).history] == ["1.0", "1.1"]


def test_edits_by_hand_are_part_of_an_issue_and_those_after_it_name_their_chapter(client: Client) -> None:
    client.edit(PROCEDURE, add_a_sentence)
    issued(client)
    assert "Call Ms Li first." in client.text(PROCEDURE)
    assert set(client.actions(client.build(only=ONLY)).values()) == {"keep"}
    client.edit(PROCEDURE, lambda document: document.paragraphs[-1].insert_paragraph_before("And Mr Wu."))
    client.build(only=ONLY)
    assert entry(client).revision == "1.1"
    assert "edited" in entry(client).summary.lower()
    change_a_time(client)
    client.build(only=ONLY)
    told = entry(client).summary
    assert "12 minutes" in told
    assert "edited" in told.lower()
    assert "Records" not in told, "that edit was issued already"
    assert {"Call Ms Li first.", "And Mr Wu."} <= set(client.text(PROCEDURE).splitlines())


def test_a_file_that_was_merely_saved_again_stays_issued(client: Client) -> None:
    issued(client)
    client.edit(PROCEDURE, lambda document: None)
    client.build(only=ONLY)
    assert entry(client).status is Status.ISSUED


def test_a_major_issue_starts_a_new_edition_with_the_words_given(client: Client) -> None:
    issued(client)
    change_a_time(client)
    client.build(only=ONLY)
    step = issued(client, Issue(by="Helen Marsh", on=date(2026, 5, 11), summary="New contract", major=True))[PROCEDURE]
    assert (step.revision, step.summary) == ("2.0", "New contract")
    assert "New contract" in client.text(PROCEDURE)


def refused(client: Client, decided: Issue = FIRST) -> str:
    before = client.snapshot()
    with pytest.raises(DocgenError) as caught:
        issued(client, decided)
    assert client.snapshot() == before
    return " ".join(say(problem.what, "en") for problem in caught.value.problems)


def test_what_is_not_built_yet_is_not_issued(client: Client) -> None:
    change_a_time(client)
    assert "not in the document yet" in refused(client)


def test_open_conflicts_keep_everything_from_being_issued(client: Client) -> None:
    def reword(document: Any) -> None:
        runs = [item for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs for item in p.runs]
        for found in [item for item in runs if "15 minutes" in item.text]:
            found.text = found.text.replace("15 minutes", "40 minutes")

    client.edit(PROCEDURE, reword)
    change_a_time(client)
    assert sum(step.conflicts for step in client.build(only=ONLY).steps) > 0
    assert "Conflicts are open" in refused(client)


def test_a_deleted_document_is_not_issued(client: Client) -> None:
    client.path(FORM).unlink()
    assert "deleted by hand" in refused(client)


def test_an_issue_can_be_taken_back(client: Client) -> None:
    before = {path: path.read_bytes() for path in client.folder.glob("documents/**/*.*x")}
    issued(client)
    undo_build(client.folder)
    assert {path: path.read_bytes() for path in client.folder.glob("documents/**/*.*x")} == before
    assert entry(client).status is Status.DRAFT


def test_the_command_wants_a_name_and_a_date(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("issue", str(client.folder), "--only", FORM, "--by", "Helen Marsh")
    assert run(*words, "--on", "16.2.2026") == 2
    assert "no date" in capsys.readouterr().err
    assert run(*words) == 2
    assert run(*words, "--on", "2026-02-16") == 0
    assert "1.0" in capsys.readouterr().out


def test_a_lost_copy_of_an_issue_is_told(client: Client) -> None:
    issued(client)
    known = entry(client)
    (client.folder / issued_copies.path_of(known, known.history[-1])).unlink()
    with pytest.raises(WorkspaceError, match=r"workspace\.issued-lost"):
        issued_copies.read(client.folder, known, known.history[-1])


def test_two_scope_changes_after_an_issue_make_one_draft_that_tells_both(client: Client) -> None:
    issued(client)
    change_a_time(client)
    client.build(only=ONLY)
    client.change_field("escalation.first_line.P3", "40 min")
    client.build(only=ONLY)
    known = entry(client)
    assert known.revision == "1.1"
    assert "12 minutes" in known.summary
    assert "40 minutes" in known.summary
