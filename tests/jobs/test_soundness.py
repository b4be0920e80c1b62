"""A file that Word would repair is never written, and one that lies in the folder is told."""

from pathlib import Path

import pytest

from docgen.errors import TemplateError
from docgen.formats.ooxml import open_package
from docgen.jobs.check import check
from tests.client import PROCEDURE, Client

TEMPLATES = Path(__file__).parents[2] / "templates"
DOCUMENT = "word/document.xml"


@pytest.fixture
def client(tmp_path: Path) -> Client:
    client = Client(tmp_path / "client")
    client.change(languages=["en"])
    return client


def without_style(file: bytes) -> bytes:
    """Return a Word file in which a heading asks for a style that is not defined."""
    package = open_package(file)
    spoilt = package.read(DOCUMENT).replace(b'<w:pStyle w:val="Heading1"/>', b'<w:pStyle w:val="Gone"/>', 1)
    return package.write({DOCUMENT: spoilt})


def test_check_names_a_document_that_word_would_not_show_as_meant(client: Client) -> None:
    client.build(only=[PROCEDURE])
    path = client.path(PROCEDURE)
    assert check(client.folder).problems == ()
    path.write_bytes(without_style(path.read_bytes()))
    (problem,) = check(client.folder).problems
    assert problem.where.file.endswith(path.name) and problem.what.key == "soundness.no-style"


def test_a_template_that_would_make_an_unsound_file_stops_the_build_before_anything_is_written(client: Client, tmp_path: Path) -> None:
    overlay = tmp_path / "ours" / "procedures"
    overlay.mkdir(parents=True)
    template = overlay / f"{PROCEDURE}.en.docx"
    template.write_bytes(without_style((TEMPLATES / "procedures" / template.name).read_bytes()))
    with pytest.raises(TemplateError) as raised:
        client.build(templates=[str(overlay.parent)])
    assert [problem.what.key for problem in raised.value.problems] == ["soundness.no-style"]
    assert template.name in raised.value.problems[0].where.file
    assert not list((client.folder / "documents").rglob("*.docx"))
