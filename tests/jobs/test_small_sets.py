"""Stories: the shipped merged procedures of a small set take the place of their parts, and give it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.jobs.conflicts import conflicts
from tests.client import Client

MERGED = {
    "incident-request-problem-management": ("incident-management", "service-request-management", "problem-management"),
    "configuration-asset-management": ("configuration-management", "asset-management"),
    "availability-capacity-management": ("availability-management", "demand-capacity-management"),
}
FIRST = "incident-request-problem-management"
# Those, and documents and forms that name them.
KEPT = {
    *MERGED, *(part for parts in MERGED.values() for part in parts),
    "service-management-manual", "change-management", "itsm-tool-guide", "major-incident-handling", "document-record-master-list",
    "incident-record", "major-incident-report", "service-request-record", "problem-record", "known-error-database",
}  # fmt: skip
MEDIUM = "standard"
ADDED = "周五下午不查原因，只复核。"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The firm of nine with the set of a larger one, in Chinese."""
    client = Client(tmp_path_factory.mktemp("small") / "client", "jianyue", keep=KEPT)
    client.change_field("languages", ["zh"])
    client.change_field("document_control.set_size", MEDIUM)
    client.build()
    return client.folder


@pytest.fixture
def client(built: Path, tmp_path: Path) -> Client:
    return Client.copied(built, tmp_path / "client")


def sized(client: Client, size: str) -> Client:
    client.change_field("document_control.set_size", size)
    return client


def in_the_set(client: Client) -> set[str]:
    """The documents that a build would leave in the set."""
    return {document for (document, _), action in client.actions(client.plan()).items() if action != "withdraw"}


def add_a_rule(document: Any) -> None:
    chapter = next(p for p in document.paragraphs if p.text == "已知错误" and p.style.name.startswith("Heading"))
    chapter._p.getnext().addprevious(document.add_paragraph(ADDED)._p)


def test_a_firm_of_nine_has_the_merged_procedures_and_not_their_parts(client: Client) -> None:
    found = in_the_set(sized(client, "auto"))
    assert set(MERGED) <= found
    assert not found & {part for parts in MERGED.values() for part in parts}


def test_a_medium_set_has_the_parts_and_not_the_merged_procedures(client: Client) -> None:
    assert not in_the_set(client) & set(MERGED)
    sized(client, "auto").build()
    back = in_the_set(sized(client, MEDIUM))
    assert not back & set(MERGED)
    assert set(MERGED[FIRST]) <= back


def test_forms_and_other_documents_follow(client: Client) -> None:
    sized(client, "auto").build()
    code = "JYS-B-51"
    for document in (
        "service-management-manual",
        "change-management",
        "itsm-tool-guide",
        "major-incident-handling",
        "major-incident-report",
    ):
        said = client.text(document, "zh").replace("‑", "-")
        assert code in said, document
        assert not any(part in said for part in ("JYS-B-12", "JYS-B-13", "JYS-B-14")), document
    merged = client.text(FIRST, "zh")
    for form in ("JYS-D-12-01", "JYS-D-12-02", "JYS-D-13-01", "JYS-D-14-01", "JYS-D-14-02"):
        assert form in merged, form
    assert "并入《事件、请求与问题管理程序》" in client.text("document-record-master-list", "zh")


def test_what_others_name_by_its_heading_is_there(client: Client) -> None:
    """Sections that the tool guide and the instruction for major incidents send their readers to."""
    sized(client, "auto").build()
    merged = client.text(FIRST, "zh").splitlines()
    for heading in (
        "分类和定级",
        "响应时间和解决时间",
        "升级",
        "重大事件",
        "安全嫌疑的移交",
        "请求目录",
        "优先级和时限",
        "到期没有查明",
        "紧急联络树",
    ):
        assert heading in merged, heading


def test_an_edit_in_a_withdrawn_part_is_an_open_conflict_with_its_place(client: Client) -> None:
    client.edit("problem-management", add_a_rule, "zh")
    sized(client, "auto").build()
    (found,) = conflicts(client.folder)
    assert found.path.split("/")[-2] == "withdrawn"
    assert ADDED in found.says
    assert "已知错误" in found.says
