"""Stories: the size of the set changes, and documents merge into one or part again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from docgen.errors import WorkspaceError
from docgen.jobs.conflicts import conflicts
from docgen.jobs.issue import issue
from tests.client import FEW, SHIPPED, Client, left_out

DAY = date(2026, 3, 2)
MERGED, PARTS = "incident-change-management", ("incident-management", "change-management")
ADDED = "The engineer on call also phones Ms Li, who opens the server room."
CATALOGUE = """
version: 1
documents:
  - id: incident-change-management
    level: 2
    kind: procedure
    code: P-90
    format: docx
    title: {zh: "事件与变更管理程序", en: "Incident and Change Procedure"}
    standards: [iso20000-1]
    clauses: {}
    owner: incident-manager
    applies: small_set
    replaces: [incident-management, change-management]
"""
TEXT = (
    "Records: {% for row in document.records %}{{ row.code }} {% endfor %}"
    "Measures: {% for row in document.kpis %}{{ row.id }} {% endfor %}"
    "Clauses: {% for row in document.clauses %}{{ row.number }} {% endfor %}"
    "Itself: {{ 'yes' if applies('change-management') else 'no' }}. For: {{ document.stands_for|join(', ') }}."
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    client = Client(tmp_path_factory.mktemp("sizes") / "client", "harbourline")
    ours = client.folder / "ours"
    (ours / "procedures").mkdir(parents=True)
    (ours / "catalogue.yaml").write_text(CATALOGUE + left_out(SHIPPED - FEW), encoding="utf-8")
    template = docx.Document()
    template.add_paragraph(TEXT)
    template.save(str(ours / "procedures" / f"{MERGED}.en.docx"))
    client.change_field("templates", ["ours"])
    client.build()
    return client.folder


@pytest.fixture
def client(built: Path, tmp_path: Path) -> Client:
    return Client.copied(built, tmp_path / "client")


def shrink(client: Client) -> Any:
    client.change_field("document_control.set_size", "small")
    return client.build()


def add_a_sentence(document: Any) -> None:
    document.add_paragraph(ADDED)


def test_a_small_set_has_the_merged_document_in_place_of_its_parts(client: Client) -> None:
    actions = client.actions(shrink(client))
    assert {document: action for (document, _), action in actions.items() if document in (MERGED, *PARTS)} == {
        MERGED: "create",
        **dict.fromkeys(PARTS, "withdraw"),
    }
    assert "Merged into “Incident and Change Procedure”" in client.text(PARTS[0])


def test_what_the_parts_answered_filled_and_measured_follows(client: Client) -> None:
    shrink(client)
    said = client.text(MERGED)
    for expected in ("FM-12-01", "FM-15-01", "resolution_within_target", "unauthorised_changes", "8.6.1", "8.5.1.3"):
        assert expected in said, expected
    assert "For: incident-management, change-management." in said


def test_a_document_does_not_refer_to_itself_by_the_name_of_a_part(client: Client) -> None:
    shrink(client)
    assert "Itself: no." in client.text(MERGED)


def test_texts_and_forms_that_named_a_part_name_the_merged_document(client: Client) -> None:
    shrink(client)
    assert "HLN-PR-90" in client.text("itsm-tool-guide")
    assert "HLN-PR-12" not in client.text("itsm-tool-guide")
    assert "HLN-PR-90" in client.text("incident-record")


def test_each_edit_of_a_part_is_an_open_conflict_with_its_place_until_the_merged_document_says_it(client: Client) -> None:
    client.edit("incident-management", add_a_sentence)
    client.edit("change-management", add_a_sentence)
    result = shrink(client)
    assert {s.document: s.conflicts for s in result.steps if s.document in PARTS} == dict.fromkeys(PARTS, 1)
    found = conflicts(client.folder)
    assert [conflict.path.split("/")[-2] for conflict in found] == ["withdrawn", "withdrawn"]
    assert all(ADDED in conflict.says for conflict in found)
    client.edit(MERGED, add_a_sentence)
    assert conflicts(client.folder) == ()


def test_an_edit_of_a_part_is_let_go_when_the_new_text_is_taken_or_the_file_deleted(client: Client) -> None:
    for part in PARTS:
        client.edit(part, add_a_sentence)
    shrink(client)
    client.build(take_new=["incident-management"])
    assert len(conflicts(client.folder)) == 1
    client.path("change-management").unlink()
    assert conflicts(client.folder) == ()


def test_the_merged_document_is_not_issued_while_edits_of_its_parts_wait(client: Client) -> None:
    client.edit("incident-management", add_a_sentence)
    shrink(client)
    with pytest.raises(WorkspaceError, match="conflict"):
        issue(client.folder, by="Helen Marsden", on=DAY)
    client.build(take_new=["incident-management"])
    assert issue(client.folder, by="Helen Marsden", on=DAY)


def test_growing_again_brings_the_parts_back_with_their_edits_and_tells_those_of_the_merged_document(client: Client) -> None:
    client.edit("incident-management", add_a_sentence)
    shrink(client)
    client.edit(MERGED, lambda document: document.add_paragraph("Nobody carries out a change alone at night."))
    client.change_field("document_control.set_size", "standard")
    actions = client.actions(client.build())
    assert actions["incident-management", "en"] == "restore"
    assert actions[MERGED, "en"] == "withdraw"
    assert ADDED in client.text("incident-management")
    assert ["Nobody carries out" in conflict.says for conflict in conflicts(client.folder)] == [True]
    assert "Divided into Incident Management Procedure and Change Management Procedure" in client.text(MERGED)
