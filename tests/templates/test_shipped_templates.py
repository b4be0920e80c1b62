"""Every shipped template: compiled from its source, filled for every example, nothing left over, both languages siblings."""

import re
from pathlib import Path

import docx
import openpyxl
import pytest

from docgen.authoring.compiling import difference, templates, without_source
from tests.client import Client
from tests.office import pdf_text, rendered

ROOT = Path(__file__).parents[2] / "templates"
TEMPLATES = tuple(templates(ROOT))
NAMES = [template.target.relative_to(ROOT).as_posix() for template in TEMPLATES]


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_a_template_is_what_its_source_compiles_to(template) -> None:  # type: ignore[no-untyped-def]
    committed, compiled = template.target.read_bytes(), template.compiled()
    assert compiled == committed, difference(compiled, committed)


def test_every_template_has_its_source() -> None:
    assert list(without_source(ROOT)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_stands_in_both_languages(name: str) -> None:
    other = name.replace(".zh.", ".en.") if ".zh." in name else name.replace(".en.", ".zh.")
    assert other in NAMES


def documents(clients: dict[str, Client]) -> list[Path]:
    return [path for client in clients.values() for path in sorted((client.folder / "documents").rglob("*.*x"))]


def words(path: Path) -> str:
    if path.suffix == ".docx":
        parts = docx.Document(str(path)).part.package.iter_parts()
        return "\n".join(part.blob.decode("utf-8", "ignore") for part in parts if str(part.partname).endswith(".xml"))
    return "\n".join(
        str(c.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for c in row if c.value is not None
    )


def test_nothing_of_the_template_language_is_left_over(clients: dict[str, Client]) -> None:
    for path in documents(clients):
        assert not re.search(r"\{\{|\{%|%\}|\}\}|>None<|\bundefined\b", words(path)), path


def test_every_document_renders_and_shows_its_code_and_pages(clients: dict[str, Client], tmp_path: Path) -> None:
    for name, client in clients.items():
        paths = sorted((client.folder / "documents").rglob("*.docx"))
        for path, pdf in zip(paths, rendered(paths, tmp_path / name), strict=True):
            text = pdf_text(pdf)
            assert path.name.split(" ")[0] in text
            assert re.search(r"Page (2 of \d+|1 of 1\b)|第 ?2 ?页|第 ?1 ?页 ?/ ?共 ?1 ?页", text)


def outline(path: Path) -> tuple[list[str], list[tuple[int, int]]]:
    word = docx.Document(str(path))
    headings = [p.style.name for p in word.paragraphs if p.style is not None and p.style.name.startswith("Heading")]
    return headings, [(len(table.rows), len(table.columns)) for table in word.tables]


def test_both_languages_have_the_same_chapters_and_tables(clients: dict[str, Client]) -> None:
    client = clients["cloudridge"]
    chinese, english = (outline(client.path("incident-management", language)) for language in ("zh", "en"))
    assert chinese[0] == english[0]


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?%|\d+(?= ?(?:分钟|小时|个工作日|minutes?|hours?|working days?))", text))


def test_both_languages_say_the_same_numbers(clients: dict[str, Client]) -> None:
    client = clients["cloudridge"]
    chinese, english = (numbers(client.text("incident-management", language)) for language in ("zh", "en"))
    assert chinese == english
