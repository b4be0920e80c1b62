"""The register on disk: the same text every time, read strictly, every fault told with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.domain.register import Register
from docgen.domain.revision import Revision, Status
from docgen.errors import WorkspaceError
from docgen.workspace import register_file
from tests.workspace.makers import INCIDENT, NEW_REGISTER, OLD, edited, entry, refusal

FIRST = Revision(number="A/0", date=date(2026, 2, 16), author="周启明", approver="陈立", summary="首次发布", sha256="0" * 64)
FULL = Register(docgen="0.1.0").generated(
    entry(
        "incident",
        INCIDENT,
        OLD["incident"],
        pages={"_Toc00000001": 4, "_Ref_flow": 6},
        status=Status.ISSUED,
        history=(FIRST,),
        withdrawn=True,
        withdrawn_on=date(2026, 3, 1),
        withdrawn_because="按现行范围不再适用",
    )
)


def changed(change: Callable[[Any], object]) -> bytes:
    """The text of a register after `change` to its data."""
    data = json.loads(register_file.encode(FULL))
    change(data)
    return json.dumps(data).encode()


def faults(content: bytes) -> list[tuple[str, str]]:
    """Field and expectation of each problem that `content` is refused with."""
    with pytest.raises(WorkspaceError) as caught:
        register_file.decode(content)
    return [
        (problem.where.field, problem.expected.key.removeprefix("workspace.") if problem.expected else problem.what.key)
        for problem in caught.value.problems
    ]


@pytest.mark.parametrize("register", [Register(), FULL, NEW_REGISTER])
def test_a_register_comes_back_as_it_was_written(register: Register) -> None:
    assert register_file.decode(register_file.encode(register)) == register


def test_the_same_register_gives_the_same_text_whatever_the_order(tmp_path: Path) -> None:
    turned = Register(
        docgen=NEW_REGISTER.docgen,
        entries=dict(reversed(NEW_REGISTER.entries.items())),
        codes=dict(reversed(NEW_REGISTER.codes.items())),
    )
    assert register_file.encode(turned) == register_file.encode(NEW_REGISTER)
    assert "事件管理程序" in register_file.encode(NEW_REGISTER).decode()


def test_a_workspace_without_register_has_an_empty_one(tmp_path: Path) -> None:
    assert register_file.read(tmp_path) == Register()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"format": true}', b"\xff\xfe", b"[" * 100_000, b'{"format": "1"}', b"<<<<<<< HEAD\n{}"],
)
def test_what_is_no_register_at_all_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".docgen").mkdir()
    (tmp_path / ".docgen/register.json").write_bytes(content)
    assert refusal(lambda: register_file.read(tmp_path)) in ("workspace.register-not-json", "workspace.register-shape")


def test_a_fault_of_the_text_names_line_and_column() -> None:
    with pytest.raises(WorkspaceError) as caught:
        register_file.decode(b'{\n "format": 1,\n "docgen" "0.1.0"\n}')
    where = caught.value.problems[0].where
    assert (where.file, where.line, where.column) == (".docgen/register.json", 3, 11)


def test_all_faults_of_the_shape_are_told_together() -> None:
    def spoil(data: Any) -> None:
        item = data["documents"][0]
        item["path"] = "../../outside.docx"
        item["pristine"] = "abc"
        item["status"] = "final"
        item["withdrawn"] = 1
        item["withdrawn_on"] = "yesterday"
        item["withdrawn_because"] = None
        item["history"][0]["date"] = "2026-13-01"
        item["pages"] = {"_Toc00000001": 0, "_Ref_flow": "6"}
        item["colour"] = "blue"
        del item["title"]
        data["codes"] = ["YL-ITSM-P-12"]
        data["documents"][0]["used"] = {"organisation.headcount": 42}

    assert sorted(faults(changed(spoil))) == [
        ("codes", "expected-mapping"),
        ("documents[0].colour", "register-unknown-key"),
        ("documents[0].history[0].date", "expected-date"),
        ("documents[0].pages[_Ref_flow]", "expected-page"),
        ("documents[0].pages[_Toc00000001]", "expected-page"),
        ("documents[0].path", "expected-path"),
        ("documents[0].pristine", "expected-hash"),
        ("documents[0].status", "expected-status"),
        ("documents[0].title", "register-missing-key"),
        ("documents[0].used[organisation.headcount]", "expected-text"),
        ("documents[0].withdrawn", "expected-yes-no"),
        ("documents[0].withdrawn_because", "expected-text"),
        ("documents[0].withdrawn_on", "expected-date"),
    ]


def test_a_document_named_twice_is_told() -> None:
    assert faults(changed(lambda data: data["documents"].append(data["documents"][0]))) == [("documents[1]", "workspace.register-twice")]


def test_a_code_that_belongs_to_another_document_is_told() -> None:
    spoiled = changed(lambda data: data["codes"].update({"YL-ITSM-P-12": "problem"}))
    assert faults(spoiled) == [("codes[YL-ITSM-P-12]", "workspace.register-code")]


def test_a_register_from_before_page_numbers_is_migrated() -> None:
    def older(data: Any) -> None:
        data["format"] = 1
        for item in data["documents"]:
            del item["pages"], item["withdrawn_because"]

    register = register_file.decode(changed(older))
    assert register == Register(
        docgen=FULL.docgen,
        entries={key: edited(entry, pages={}, withdrawn_because="") for key, entry in FULL.entries.items()},
        codes=FULL.codes,
    )
    assert faults(b'{"format": 1, "docgen": "0.1.0", "codes": {}, "documents": 3}') == [("documents", "expected-list")]


def test_a_register_of_a_newer_docgen_is_refused_with_its_version() -> None:
    with pytest.raises(WorkspaceError) as caught:
        register_file.decode(changed(lambda data: data.update({"format": 9, "docgen": "7.0"})))
    problem = caught.value.problems[0]
    assert problem.what.key == "workspace.register-newer"
    assert problem.remedy is not None
    assert dict(problem.remedy.values)["version"] == "7.0"


def test_a_register_from_elsewhere_cannot_name_a_path_outside() -> None:
    assert register_file.decode(register_file.encode(FULL))
    with pytest.raises(WorkspaceError):
        register_file.decode(register_file.encode(Register().generated(edited(FULL.entries["incident", "zh"], path="/etc/passwd"))))
