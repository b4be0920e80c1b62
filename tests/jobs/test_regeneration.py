"""Stories: a client edits its documents, the scope changes, docgen builds again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from docgen.jobs.conflicts import conflicts
from docgen.jobs.issue import issue
from docgen.jobs.new import new
from docgen.messages import say
from tests.client import FEW, PROCEDURE, REGISTER, Client

ADDED = "Call Ms Li first."
FIELD = "services[hosting].targets.P2.response"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clients") / "client"
    Client(folder, keep=FEW).build()
    return folder


@pytest.fixture
def client(built: Path, tmp_path: Path) -> Client:
    """A client with its first documents, for this test alone."""
    return Client.copied(built, tmp_path / "client")


def add_a_sentence(document: Any) -> None:
    document.add_paragraph(ADDED)


def change_the_time(document: Any) -> None:
    """Say 40 minutes where the table of limits says 30 for P2 of hosting."""
    row = next(
        row
        for table in document.tables
        for row in table.rows
        if "Server-room hosting" in row.cells[0].text and "30 minutes" in row.cells[2].text
    )
    run = next(run for run in row.cells[2].paragraphs[0].runs if "30 minutes" in run.text)
    run.text = run.text.replace("30 minutes", "40 minutes")


def entry_of(client: Client, document: str, language: str = "en") -> Any:
    register = json.loads((client.folder / ".docgen/register.json").read_text(encoding="utf-8"))
    return next(entry for entry in register["documents"] if (entry["document"], entry["language"]) == (document, language))


def step_of(result: Any, document: str = PROCEDURE, language: str = "en") -> Any:
    return next(step for step in result.steps if (step.document, step.language) == (document, language))


def rebuild(client: Client, **options: Any) -> Any:
    """Build the procedure alone, in both languages: these stories are about one document."""
    return client.build(only=[PROCEDURE], **options)


def test_an_edited_document_is_brought_up_to_date_with_its_edits(client: Client) -> None:
    client.edit(PROCEDURE, add_a_sentence)
    client.change_field(FIELD, "25 min")
    planned, before = client.plan(), client.snapshot()
    assert step_of(planned).action == "merge"
    assert FIELD in say(step_of(planned).reasons[0], "en")
    assert client.snapshot() == before, "a plan writes nothing"
    rebuild(client)
    text = client.text(PROCEDURE)
    assert ADDED in text
    assert "25 minutes" in text
    assert set(client.actions(rebuild(client)).values()) == {"keep"}, "and a further build has nothing to do"


def test_a_conflict_is_planned_shown_in_the_document_and_listed_until_it_is_settled(client: Client) -> None:
    client.edit(PROCEDURE, change_the_time)
    client.change_field(FIELD, "25 min")
    assert step_of(client.plan()).conflicts == 1
    assert step_of(rebuild(client)).conflicts == 1
    open_now = conflicts(client.folder)
    assert [(conflict.code, conflict.language) for conflict in open_now] == [("YL-ITSM-P-12", "en")]
    assert f"{FIELD}: 30 min → 25 min" in open_now[0].says
    assert step_of(rebuild(client)).conflicts == 1, "a further build still says so"

    def reject(document: Any) -> None:
        for mark in list(document.element.body.iter("{*}ins")):
            mark.getparent().remove(mark)

    client.edit(PROCEDURE, reject)
    assert conflicts(client.folder) == ()
    assert "40 minutes" in client.text(PROCEDURE)


@pytest.mark.parametrize(("side", "says", "not_"), [("keep_mine", "40 minutes", "25 minutes"), ("take_new", "25 minutes", "40 minutes")])
def test_a_side_can_be_given_for_a_document_before_or_after_the_conflict_is_shown(client: Client, side: str, says: str, not_: str) -> None:
    def edits(document: Any) -> None:
        change_the_time(document)
        add_a_sentence(document)

    client.edit(PROCEDURE, edits)
    client.change_field(FIELD, "25 min")
    rebuild(client)
    result = rebuild(client, **{side: [PROCEDURE]})
    assert step_of(result).action == "merge"
    assert conflicts(client.folder) == ()
    row = next(line for line in _rows(client) if line.startswith("Server-room hosting") and "minutes" in line)
    assert says in row
    assert not_ not in row
    assert ADDED in client.text(PROCEDURE)
    assert set(client.actions(rebuild(client)).values()) == {"keep"}


def _rows(client: Client) -> list[str]:
    document = docx.Document(str(client.path(PROCEDURE)))
    return [
        " ".join("".join(t.text or "" for t in cell._tc.iter("{*}t")) for cell in row.cells)
        for table in document.tables
        for row in table.rows
    ]


@pytest.mark.parametrize(("side", "says"), [("keep_mine", 40), ("take_new", 25)])
def test_a_side_settles_the_conflicts_that_stand_in_a_workbook(client: Client, side: str, says: int) -> None:
    client.edit(REGISTER, change_the_limit)
    client.change_field(FIELD, "25 min")
    assert step_of(client.build(only=[REGISTER]), REGISTER).conflicts == 1
    assert FIELD in conflicts(client.folder)[0].says
    result = client.build(only=[REGISTER], **{side: [REGISTER]})
    assert (step_of(result, REGISTER).action, step_of(result, REGISTER).conflicts) == ("merge", 0)
    assert conflicts(client.folder) == ()
    sheet = openpyxl.load_workbook(client.path(REGISTER))["Lists"]
    cell, above = sheet["C16"], sheet["C15"]
    assert (cell.value, cell.comment, sheet["I3"].value) == (says, None, ADDED)
    assert cell.fill.fgColor.rgb == above.fill.fgColor.rgb
    assert set(client.actions(client.build(only=[REGISTER])).values()) == {"keep"}


def change_the_limit(workbook: Any) -> None:
    """Say 40 minutes where the list of limits says 30 for P2 of hosting, and a sentence beside the list."""
    sheet = workbook["Lists"]
    assert [cell.value for cell in sheet[16]][:3] == ["Server-room hosting", "P2", 30]
    sheet["C16"], sheet["I3"] = 40, ADDED


def test_a_document_moved_by_hand_is_merged_where_it_lies(client: Client) -> None:
    client.edit(PROCEDURE, add_a_sentence)
    old = client.path(PROCEDURE)
    new_place = old.parent / "ours" / "incidents.docx"
    new_place.parent.mkdir()
    old.rename(new_place)
    client.change_field(FIELD, "25 min")
    assert step_of(rebuild(client)).action == "merge"
    assert not old.exists()
    assert client.path(PROCEDURE) == new_place
    assert ADDED in client.text(PROCEDURE)
    assert "25 minutes" in client.text(PROCEDURE)


def test_a_new_code_renames_an_edited_document_and_its_references_follow(client: Client) -> None:
    client.edit(PROCEDURE, add_a_sentence)
    client.change_field("document_control.code_pattern", "{org}-{code}")
    rebuild(client)
    assert client.path(PROCEDURE).name.startswith("YL-P-12 ")
    assert ADDED in client.text(PROCEDURE)
    assert "YL-P-12" in client.text(PROCEDURE)
    assert "YL-ITSM-" not in client.text(PROCEDURE)


def test_a_document_that_comes_back_has_its_edits_and_what_is_new(client: Client) -> None:
    client.edit(PROCEDURE, add_a_sentence)
    client.change_field("languages", ["zh"])
    assert step_of(rebuild(client)).action == "withdraw"
    client.change_field("languages", ["zh", "en"])
    client.change_field(FIELD, "25 min")
    assert step_of(rebuild(client)).action == "restore"
    assert ADDED in client.text(PROCEDURE)
    assert "25 minutes" in client.text(PROCEDURE)


def test_a_withdrawn_document_says_so_in_its_language_with_the_reason_and_its_last_revision(client: Client) -> None:
    client.change_field("languages", ["zh"])
    client.build()
    for document in (PROCEDURE, REGISTER):
        text = client.text(document)
        assert "WITHDRAWN" in text
        assert "No longer kept in this language. Never issued; withdrawn as draft A/0." in text
        assert entry_of(client, document)["withdrawn_because"] == "No longer kept in this language"
    client.change_field("standards", ["iso27001"])
    client.build()
    assert "已作废" in client.text(PROCEDURE, "zh")
    assert "所依据的标准已不在认证范围内。从未发布，作废时为 A/0 版草稿。" in client.text(PROCEDURE, "zh")


def test_a_withdrawn_document_that_was_issued_names_the_revision_that_was_last_in_force(client: Client) -> None:
    issue(client.folder, by="Chen Li", on=date(2026, 3, 2), only=[PROCEDURE])
    client.change_field(FIELD, "25 min")
    rebuild(client)
    client.change_field("languages", ["zh"])
    rebuild(client)
    assert "Last issued revision: A/0 (2026-03-02)." in client.text(PROCEDURE)


@pytest.mark.parametrize("document", [PROCEDURE, REGISTER])
def test_a_document_that_comes_back_untouched_is_as_generated(client: Client, document: str) -> None:
    generated = client.path(document).read_bytes()
    client.change_field("languages", ["zh"])
    client.build()
    assert client.path(document).read_bytes() != generated
    assert all(step.action == "keep" for step in client.plan().steps)
    client.change_field("languages", ["zh", "en"])
    assert step_of(client.build(), document).action == "restore"
    assert client.path(document).read_bytes() == generated
    assert entry_of(client, document)["withdrawn_because"] == ""


def test_an_edit_made_in_a_withdrawn_document_comes_back_and_its_banner_goes(client: Client) -> None:
    client.change_field("languages", ["zh"])
    client.build()
    client.edit(PROCEDURE, add_a_sentence)
    client.edit(REGISTER, lambda book: book["Register"].__setitem__("H6", ADDED))
    client.change_field("languages", ["zh", "en"])
    client.build()
    for document in (PROCEDURE, REGISTER):
        assert ADDED in client.text(document)
        assert "WITHDRAWN" not in client.text(document)
    assert {step.action for step in client.build().steps} == {"keep"}


def test_a_banner_deleted_by_hand_is_no_hindrance(client: Client) -> None:
    client.change_field("languages", ["zh"])
    rebuild(client)
    client.edit(PROCEDURE, lambda document: document.element.body.remove(document.element.body[0]))
    client.change_field("languages", ["zh", "en"])
    assert step_of(rebuild(client)).action == "restore"
    assert {step.action for step in rebuild(client).steps} == {"keep"}


def test_a_new_brand_colours_an_edited_document_and_keeps_the_edits(client: Client) -> None:
    client.edit(PROCEDURE, add_a_sentence)
    client.change_field("organisation.brand_colour", "7A2E2E")
    assert step_of(rebuild(client)).action == "merge"
    document = docx.Document(str(client.path(PROCEDURE)))
    assert ADDED in client.text(PROCEDURE)
    assert "1B5E7B" not in "".join(style.element.xml for style in document.styles).upper()


def test_a_lost_or_damaged_pristine_copy_keeps_the_hand_edited_file_and_the_plan_says_so(client: Client) -> None:
    edited = client.edit(PROCEDURE, add_a_sentence)
    client.change_field(FIELD, "25 min")
    for copy in (client.folder / ".docgen/pristine").iterdir():
        copy.write_bytes(b"damaged")
    step = step_of(rebuild(client))
    assert step.action == "skip"
    assert "lost or damaged" in say(step.reasons[0], "en")
    assert client.path(PROCEDURE).read_bytes() == edited


def test_a_document_open_in_a_program_is_not_merged_now(client: Client) -> None:
    edited = client.edit(PROCEDURE, add_a_sentence)
    path = client.path(PROCEDURE)
    (path.parent / f".~lock.{path.name}#").write_text(",,,", encoding="utf-8")
    client.change_field(FIELD, "25 min")
    assert step_of(rebuild(client)).action == "skip"
    assert path.read_bytes() == edited
    (path.parent / f".~lock.{path.name}#").unlink()
    assert step_of(rebuild(client)).action == "merge"


def test_two_scope_changes_in_a_row_keep_the_edits(client: Client) -> None:
    client.edit(PROCEDURE, add_a_sentence)
    for value, said in (("25 min", "25 minutes"), ("20 min", "20 minutes")):
        client.change_field(FIELD, value)
        assert step_of(rebuild(client)).action == "merge"
        assert ADDED in client.text(PROCEDURE)
        assert said in client.text(PROCEDURE)


def test_conflicts_of_a_folder_without_documents_are_none(tmp_path: Path) -> None:
    new(tmp_path / "client", example="cloudridge")
    assert conflicts(tmp_path / "client") == ()
