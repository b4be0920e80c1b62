"""File names that every system takes, and paths that stay in the workspace."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.domain.catalogue import Level
from docgen.workspace import layout
from tests.workspace.makers import refusal

ANY_TEXT = st.text(st.characters(), max_size=200)
CODES = st.builds("{}-ITSM-{}-{:02}".format, st.sampled_from(["YL", "HX", "ABCD"]), st.sampled_from("MPWF"), st.integers(1, 99))


def test_a_document_lies_by_language_and_level() -> None:
    path = layout.document_path("zh", Level.PROCEDURE, "YL-ITSM-P-12", "事件管理程序", ".docx")
    assert path == "zh/2-procedures/YL-ITSM-P-12 事件管理程序.docx"
    assert layout.withdrawn_path(path) == "zh/withdrawn/YL-ITSM-P-12 事件管理程序.docx"


@pytest.mark.parametrize(
    ("code", "title", "name"),
    [
        ("YL/ITSM-P-12", "SoA: ISO/IEC 27001?", "YL-ITSM-P-12 SoA- ISO-IEC 27001-.docx"),
        ("P-12", "title.", "P-12 title.docx"),
        ("P-12", " many\t\n spaces\u3000here ", "P-12 many spaces here.docx"),
        ("P-12", "e\u0301tat", "P-12 \u00e9tat.docx"),
        ("P-12", "in\u200bvis\u202eible", "P-12 invisible.docx"),
        ("CON", "", "CON_.docx"),
        ("nul.1", "x", "nul_.1 x.docx"),
        ("CON", "title", "CON title.docx"),
        (".~lock", "x", "lock x.docx"),
        ("~$P", "x", "$P x.docx"),
        ("", "", "_.docx"),
    ],
)
def test_names_that_some_system_refuses_are_made_plain(code: str, title: str, name: str) -> None:
    assert layout.file_name(code, title, ".docx") == name


@given(code=ANY_TEXT, title=ANY_TEXT, suffix=st.sampled_from([".docx", ".xlsx"]))
def test_any_code_and_title_give_a_name_that_every_system_takes(code: str, title: str, suffix: str) -> None:
    name = layout.file_name(code, title, suffix)
    stem = name.removesuffix(suffix)
    assert name.endswith(suffix)
    assert stem
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
    assert not stem.startswith((" ", ".", "~"))
    assert not stem.endswith((" ", "."))
    assert len(name.encode()) <= 240
    assert unicodedata.is_normalized("NFC", name)
    assert not PureWindowsPath(name).is_reserved()
    assert layout.is_relative(name)
    assert layout.file_name(code, title, suffix) == name


@given(first=CODES, second=CODES, title=ANY_TEXT)
def test_different_codes_give_different_names(first: str, second: str, title: str) -> None:
    names = {layout.same_file_name(layout.file_name(code, title, ".docx")) for code in (first, second)}
    assert len(names) == len({first, second})


@given(title=st.text(st.sampled_from("长 abc"), min_size=150))
def test_a_long_title_is_cut_after_120_characters_at_most(title: str) -> None:
    assert len(layout.file_name("P-12", title, ".docx")) <= len("P-12 .docx") + 120


def test_a_file_with_the_longest_name_can_be_made_and_locked_by_libreoffice(tmp_path: Path) -> None:
    name = layout.file_name("YL-ITSM-P-12", "长" * 300, ".docx")
    (tmp_path / name).touch()
    (tmp_path / f".~lock.{name}#").touch()


@given(name=st.text(st.sampled_from("a./\\: 文\x00"), max_size=12))
def test_a_name_that_is_let_in_never_leaves_the_workspace(name: str) -> None:
    if layout.is_relative(name):
        for flavour in (Path, PureWindowsPath):
            assert not flavour(name).is_absolute()
            assert ".." not in flavour(name).parts
            assert not flavour(name).drive


@pytest.mark.parametrize(
    "name", ["", "/", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/", "C:/x", "C:x", "a\\..\\..\\x", "a\x00b"]
)
def test_names_that_climb_or_are_absolute_are_refused(tmp_path: Path, name: str) -> None:
    assert refusal(lambda: layout.inside(tmp_path, name)) == "workspace.leaves-workspace"


def test_a_link_may_stay_inside_and_not_lead_outside(tmp_path: Path) -> None:
    workspace = tmp_path / "client"
    (workspace / "documents").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (workspace / "inside").symlink_to(workspace / "documents")
    (workspace / "outside").symlink_to(tmp_path / "other")
    (workspace / "file").symlink_to(tmp_path / "other" / "not there yet")
    (workspace / "loop").symlink_to(workspace / "loop")
    assert layout.inside(workspace, "inside/a.docx") == workspace / "inside/a.docx"
    for name in ("outside/a.docx", "outside", "file", "loop/a.docx"):
        assert refusal(lambda name=name: layout.inside(workspace, name)) == "workspace.leaves-workspace"


def test_a_workspace_that_is_itself_reached_by_a_link_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert layout.inside(tmp_path / "link", "profile.yaml") == tmp_path / "link/profile.yaml"
