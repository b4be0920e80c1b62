"""A client chooses the theme of its documents; a change of theme is a change of scope like another."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from docgen.formats.engine import Reviser
from docgen.formats.registry import engine_for
from tests.authoring.sources import found, part, words
from tests.client import Client
from tests.formats.test_restyling import texts
from tests.jobs.test_regeneration import step_of
from tests.office import schema_faults

PROCEDURE, MANUAL, REGISTER = "problem-management", "service-management-manual", "problem-record"
ADDED, CHANGED = "护士长在场时先问护士长。", "急诊优先："
THEME = "document_control.theme"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hospital with a procedure, the manual and a register in the theme modern."""
    client = Client(tmp_path_factory.mktemp("clients") / "client", "yuehu")
    client.change_field(THEME, "modern")
    client.build(only=[PROCEDURE, MANUAL, REGISTER])
    return client.folder


@pytest.fixture
def client(built: Path, tmp_path: Path) -> Client:
    return Client.copied(built, tmp_path / "client")


def file_of(client: Client, document: str) -> bytes:
    return client.path(document, "zh").read_bytes()


def in_classic(client: Client) -> list[object]:
    client.change_field(THEME, "classic")
    return [step for step in client.build(only=[PROCEDURE, MANUAL, REGISTER]).steps if step.document in (PROCEDURE, MANUAL, REGISTER)]


def after_front_page(file: bytes) -> list[str]:
    """Return the text of the paragraphs of a document from its control page on."""
    said = [words(item) for item in found(part(file), ".//w:p")]
    return said[said.index("文件控制") :]


def test_both_themes_say_the_same(client: Client) -> None:
    modern = {document: file_of(client, document) for document in (PROCEDURE, MANUAL, REGISTER)}
    for step in in_classic(client):
        assert step.action == "update"  # type: ignore[attr-defined]
        assert ("field", THEME) in step.reasons[0].values  # type: ignore[attr-defined]
    for document in (PROCEDURE, MANUAL):
        before, after = modern[document], file_of(client, document)
        assert sorted(texts(before)) == sorted(texts(after))
        assert after_front_page(before) == after_front_page(after)
        assert docx.Document(str(client.path(document, "zh"))).styles["Normal"].element.xpath(".//w:rFonts/@w:eastAsia") == ["宋体"]
    assert [schema_faults(client.path(document, "zh")) for document in (PROCEDURE, MANUAL, REGISTER)] == [[], [], []]
    engine = engine_for(".xlsx")
    said = [difference for difference in engine.differences(modern[REGISTER], file_of(client, REGISTER)) if difference.kind != "form"]
    assert said == []


def test_a_new_theme_keeps_what_people_have_written(client: Client) -> None:
    def edit(document: docx.document.Document) -> None:
        text = next(item for item in document.paragraphs if item.style is not None and item.style.name == "Body Text" and len(item.text) > 30)
        text.runs[0].text = CHANGED + text.runs[0].text
        next(item for item in document.paragraphs if item.text == "问题管理程序").add_run("（试行）")
        document.add_paragraph(ADDED)

    client.edit(PROCEDURE, edit, "zh")
    in_classic(client)
    merged = docx.Document(str(client.path(PROCEDURE, "zh")))
    said = [item.text for item in merged.paragraphs]
    assert ADDED in said and "问题管理程序（试行）" in said and any(item.startswith(CHANGED) for item in said)
    assert merged.styles["Heading 1"].element.xpath(".//w:rFonts/@w:eastAsia") == ["黑体"]
    assert engine_for(".docx").open_conflicts(file_of(client, PROCEDURE)) == ()
    assert said.index("绍兴越湖医院信息中心") < said.index("问题管理程序（试行）")
    assert step_of(client.build(only=[PROCEDURE]), PROCEDURE, "zh").action == "keep"


def test_a_redline_of_a_new_theme_marks_the_front_page_alone(client: Client) -> None:
    modern = file_of(client, PROCEDURE)
    in_classic(client)
    redline = client.folder / "redline.docx"
    redline.write_bytes(engine_for(".docx").redline(modern, file_of(client, PROCEDURE), Reviser(name="docgen", date="2026-01-01T00:00:00Z")))
    body = docx.Document(str(redline)).element.body
    assert len(body.xpath(".//w:ins | .//w:del")) <= 4
