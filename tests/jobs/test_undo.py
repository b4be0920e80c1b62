"""Taking a build back: byte for byte while nobody has edited since; else nothing happens and what differs is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.errors import WorkspaceError
from docgen.jobs.undo import undo_build
from docgen.messages import say
from tests.client import FEW, PROCEDURE, Client, run
from tests.scope_changes import changed


def files(client: Client) -> dict[str, bytes]:
    """Every file of the folder but the lock and what was kept for the way back."""
    return {
        str(path.relative_to(client.folder)): path.read_bytes()
        for path in sorted(client.folder.rglob("*"))
        if path.is_file() and path.name != "lock" and "undo" not in path.parts and path.name != "profile.yaml"
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clients") / "client"
    Client(folder, example="harbourline", keep=FEW).build()
    return folder


@pytest.fixture
def client(built: Path, tmp_path: Path) -> Client:
    return Client.copied(built, tmp_path / "client")


def change(client: Client) -> None:
    changed(client.folder, "role moved")
    changed(client.folder, "supplier replaced")


def test_a_build_over_hand_edits_is_taken_back_byte_for_byte(client: Client) -> None:
    client.edit(PROCEDURE, lambda document: document.add_paragraph("Call Ms Li first."))
    before = files(client)
    change(client)
    built = client.build()
    assert {"merge", "update"} <= set(client.actions(built).values())
    assert files(client) != before
    undone = undo_build(client.folder)
    assert files(client) == before
    assert len(undone) == sum(step.action.value != "keep" for step in built.steps)
    assert client.actions(client.build()) == client.actions(built), "and it can be built again"


def test_the_first_build_leaves_nothing_behind(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", example="harbourline")
    before = files(client)
    client.build(only=[PROCEDURE])
    undo_build(client.folder)
    assert files(client) == before
    assert not (client.folder / "documents").exists()


def test_documents_that_were_renamed_go_back_to_their_names(client: Client) -> None:
    before = files(client)
    client.change_field("document_control.code_pattern", "{org}-{system}-{code}")
    assert set(client.actions(client.build()).values()) == {"update"}
    undo_build(client.folder)
    assert files(client) == before


def test_withdrawn_documents_come_back_with_their_edits(client: Client) -> None:
    client.edit(PROCEDURE, lambda document: document.add_paragraph("Call Ms Li first."))
    before = files(client)
    client.change_field("standards", ["iso27001"])
    assert "withdraw" in set(client.actions(client.build()).values())
    undo_build(client.folder)
    assert files(client) == before


def test_after_an_edit_nothing_is_taken_back_and_every_difference_is_told(client: Client) -> None:
    change(client)
    other = next(step for step in client.build().steps if step.action.value == "update" and step.document != PROCEDURE)
    edited, gone = client.path(PROCEDURE), client.path(other.document)
    client.edit(PROCEDURE, lambda document: document.add_paragraph("Call Ms Li first."))
    gone.unlink()
    before = files(client)
    with pytest.raises(WorkspaceError) as caught:
        undo_build(client.folder)
    told = {problem.where.file: say(problem.what, "en") for problem in caught.value.problems}
    assert set(told) == {str(path.relative_to(client.folder)) for path in (edited, gone)}
    assert "edited since" in told[str(edited.relative_to(client.folder))]
    assert "deleted or moved" in told[str(gone.relative_to(client.folder))]
    assert files(client) == before


def test_a_file_open_in_word_keeps_the_build(client: Client) -> None:
    change(client)
    client.build()
    path = client.path(PROCEDURE)
    path.with_name(f"~${path.name[2:]}").touch()
    before = files(client)
    with pytest.raises(WorkspaceError, match=r"plan\.open-elsewhere"):
        undo_build(client.folder)
    assert files(client) == before


def test_a_build_is_taken_back_once(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    change(client)
    client.build()
    assert run("undo", str(client.folder)) == 0
    assert "as they were" in capsys.readouterr().out
    assert run("undo", str(client.folder)) == 1
    assert "no build to take back" in capsys.readouterr().err


def test_a_build_that_changed_nothing_keeps_the_way_back_from_the_one_before(client: Client) -> None:
    before = files(client)
    change(client)
    client.build()
    client.build()
    undo_build(client.folder)
    assert files(client) == before


def test_a_damaged_way_back_is_refused_and_the_next_build_keeps_another(client: Client) -> None:
    change(client)
    client.build()
    (client.folder / ".docgen/undo/undo.json").write_text("{", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="undo-unreadable"):
        undo_build(client.folder)
    before = files(client)
    changed(client.folder, "site added")
    client.build()
    undo_build(client.folder)
    assert {name: content for name, content in files(client).items() if "pristine" not in name} == {
        name: content for name, content in before.items() if "pristine" not in name
    }
