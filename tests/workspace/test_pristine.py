"""Pristine copies are kept by content and verified when read."""

from __future__ import annotations

from pathlib import Path

from docgen.domain.register import Register
from docgen.workspace import pristine
from docgen.workspace.files import write_all
from tests.workspace.makers import INCIDENT, NEW, OLD_REGISTER, entry, files, old_workspace, refusal, times


def test_the_copy_of_a_document_is_read_back(tmp_path: Path) -> None:
    workspace = old_workspace(tmp_path)
    assert pristine.read(workspace, OLD_REGISTER.entries["incident", "zh"]) == b"incident, response 30 min"


def test_a_damaged_copy_is_told_and_mended_by_keeping_it_again(tmp_path: Path) -> None:
    workspace = old_workspace(tmp_path)
    item = OLD_REGISTER.entries["incident", "zh"]
    (workspace / f".docgen/pristine/{item.pristine}.docx").write_bytes(b"something else")
    assert refusal(lambda: pristine.read(workspace, item)) == "workspace.pristine-damaged"
    write_all(workspace, [pristine.keep(b"incident, response 30 min", ".docx")])
    assert pristine.read(workspace, item) == b"incident, response 30 min"


def test_a_missing_copy_is_told(tmp_path: Path) -> None:
    item = entry("incident", INCIDENT, NEW["incident"])
    assert refusal(lambda: pristine.read(tmp_path, item)) == "workspace.pristine-missing"


def test_a_copy_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    workspace = old_workspace(tmp_path)
    before = times(workspace)
    write_all(workspace, [pristine.keep(b"incident, response 30 min", ".docx")])
    assert times(workspace) == before


def test_only_copies_go_that_no_entry_names_and_foreign_files_stay(tmp_path: Path) -> None:
    workspace = old_workspace(tmp_path)
    (workspace / ".docgen/pristine/README").write_bytes(b"not a copy")
    write_all(workspace, [], Register().generated(OLD_REGISTER.entries["incident", "zh"]))
    left = [path for path in files(workspace) if path.startswith(".docgen/pristine/")]
    assert left == [f".docgen/pristine/{OLD_REGISTER.entries['incident', 'zh'].pristine}.docx", ".docgen/pristine/README"]
