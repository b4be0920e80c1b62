"""A shipped template, edited as a consultant does it in LibreOffice, used in place of ours."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from docgen.formats.registry import engine_for
from tests.client import PROCEDURE, Client
from tests.office import pdf_text, rendered, resaved, schema_faults

ROOT = Path(__file__).parents[2] / "templates"
NAME = "procedures/incident-management.en.docx"
SENTENCE = "Reports by fax are answered by telephone: the desk phones {{ organisation.short_name }} callers back."
CELL = "Fax"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    folder = tmp_path_factory.mktemp("overlay")
    own = folder / "templates" / NAME
    own.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / NAME, own)
    edit(own)
    resaved([own])
    client = Client(folder / "client", "harbourline")
    client.build(templates=[str(folder / "templates")])
    return client


def edit(path: Path) -> None:
    """Add a sentence and a table row, and make the headings larger."""
    document = docx.Document(str(path))
    body = next(paragraph for paragraph in document.paragraphs if paragraph.style.name == "Body Text")
    body.insert_paragraph_before(SENTENCE, style=body.style)
    terms = next(table for table in document.tables if table.cell(0, 0).text == "Term")
    row = copy.deepcopy(terms.rows[1]._tr)
    terms.rows[-1]._tr.addnext(row)
    terms.rows[-1].cells[0].paragraphs[0].runs[0].text = CELL
    document.styles["Heading 1"].font.size = Pt(21)
    document.save(str(path))


def words(path: Path) -> set[str]:
    return {word for block in engine_for(path.name).content(path.read_bytes()).walk() for word in block.text.split()}


def kinds(faults: list[str]) -> set[str]:
    return {fault.rpartition("]: ")[2] for fault in faults}


def test_the_sentence_the_row_and_the_style_are_in_the_document(client: Client) -> None:
    document = docx.Document(str(client.path(PROCEDURE)))
    assert any("the desk phones Harbourline callers back" in paragraph.text for paragraph in document.paragraphs)
    assert any(row.cells[0].text.startswith(CELL) for table in document.tables for row in table.rows)
    assert next(style for style in document.styles if style.name.lower() == "heading 1").font.size == Pt(21)


def test_nothing_that_our_template_says_is_lost(client: Client, tmp_path: Path) -> None:
    ours = Client(tmp_path / "ours", "harbourline")
    ours.build(only=[PROCEDURE])
    assert words(ours.path(PROCEDURE)) - words(client.path(PROCEDURE)) == set()
    assert "{{" not in client.text(PROCEDURE) and "{%" not in client.text(PROCEDURE)
    assert "Harbourline Managed Services Ltd" in pdf_text(rendered([client.path(PROCEDURE)], tmp_path)[0])


def test_filling_adds_no_kind_of_fault_to_what_libreoffice_writes(client: Client) -> None:
    template = client.folder.parent / "templates" / NAME
    assert kinds(schema_faults(client.path(PROCEDURE))) <= kinds(schema_faults(template))
