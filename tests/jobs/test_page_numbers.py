"""Page numbers in the contents: measured by LibreOffice, kept in the register, gone or renewed when the text changes."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest

from docgen.domain.plan import Plan
from docgen.errors import RenderingError
from docgen.workspace.register_file import FORMAT
from tests.client import MAIN_EXAMPLES, PROCEDURE, Client, run
from tests.office import rendered

RESPONSE = "services[cloud].targets.P4.response"


def contents(path: Path) -> list[str]:
    """The entries of a document's contents as a reader sees them."""
    return [p.text for p in docx.Document(str(path)).paragraphs if p.style is not None and p.style.name.startswith("toc ") and p.text]


def numbered(path: Path) -> bool:
    """All entries have a page number, or none has one."""
    having = [bool(re.search(r"\t\d+$", entry)) for entry in contents(path)]
    assert all(having) or not any(having)
    return all(having)


def page_texts(pdf: Path) -> list[str]:
    """The text of each page but for the lines of the contents list, white space left out."""
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return ["".join(re.sub(r".*\.{4,}\s*\d+$", "", page, flags=re.MULTILINE).split()) for page in said.split("\f")[:-1]]


def files(client: Client) -> dict[str, tuple[str, int]]:
    return {name: state for name, state in client.snapshot().items() if not name.endswith("profile.yaml")}


def build(client: Client, **options: Any) -> Plan:
    """Build the one document that these stories are about."""
    return client.build(only=[PROCEDURE], **options)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("built") / "client", "harbourline")
    build(client, page_numbers=True)
    return client


@pytest.fixture
def client(built: Client, tmp_path: Path) -> Client:
    """A client whose documents have page numbers, for the test alone."""
    return Client.copied(built.folder, tmp_path / "client")


@pytest.mark.parametrize("name", MAIN_EXAMPLES)
def test_every_number_is_the_page_on_which_the_heading_is_found(name: str, tmp_path: Path) -> None:
    client = Client(tmp_path / "client", name)
    paths = [client.folder / step.path for step in client.build(page_numbers=True).steps if step.path.endswith(".docx")]
    with_contents = [path for path in paths if contents(path)]
    assert with_contents
    for path, pdf in zip(with_contents, rendered(with_contents, tmp_path / "pdf"), strict=True):
        pages = page_texts(pdf)
        for entry in contents(path):
            *heading, number = entry.split("\t")
            words, page = "".join("".join(heading).split()), int(number)
            found = [n for n, text in enumerate(pages, start=1) if words in text]
            assert page in found, (path.name, entry, found)
            assert numbered(path)


def test_a_further_build_writes_nothing_with_and_without_the_option(client: Client) -> None:
    before = files(client)
    assert client.actions(client.plan())[PROCEDURE, "en"] == "keep"
    for page_numbers in (False, True, False):
        assert set(client.actions(build(client, page_numbers=page_numbers)).values()) == {"keep"}
    assert files(client) == before


def test_numbers_that_are_right_need_no_libreoffice(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.rendering.libreoffice._run", lambda *_: pytest.fail("LibreOffice was started"))
    assert set(client.actions(build(client, page_numbers=True)).values()) == {"keep"}


def test_without_the_option_entries_have_neither_numbers_nor_leaders(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "harbourline")
    build(client)
    entries = contents(client.path(PROCEDURE))
    assert entries and not any(entry.endswith(("\t", ".")) or re.search(r"\t\d+$", entry) for entry in entries)


def test_numbers_asked_for_later_are_the_only_news(tmp_path: Path, built: Client) -> None:
    client = Client(tmp_path / "client", "harbourline")
    build(client)
    result = build(client, page_numbers=True)
    told = {step.path: [reason.key for reason in step.reasons] for step in result.steps if step.action.value != "keep"}
    assert told
    assert set(map(tuple, told.values())) == {("plan.page-numbers",)}
    assert client.path(PROCEDURE).read_bytes() == built.path(PROCEDURE).read_bytes()


def test_a_changed_text_loses_its_numbers_and_gets_them_back_when_asked(client: Client) -> None:
    client.change_field(RESPONSE, "7 h")
    result = build(client)
    reasons = [reason for step in result.steps if step.document == PROCEDURE for reason in step.reasons]
    assert {reason.key for reason in reasons} == {"plan.field-changed"}
    assert not numbered(client.path(PROCEDURE))
    assert client.actions(build(client, page_numbers=True))[PROCEDURE, "en"] == "update"
    assert numbered(client.path(PROCEDURE))
    assert set(client.actions(build(client)).values()) == {"keep"}


def test_a_changed_text_is_renewed_at_once_with_the_option(client: Client) -> None:
    client.change_field(RESPONSE, "7 h")
    build(client, page_numbers=True)
    assert numbered(client.path(PROCEDURE))
    assert "7 hours" in client.text(PROCEDURE)


def test_a_document_edited_by_hand_gets_page_numbers_only_where_it_is_merged_and_keeps_its_edits(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "harbourline")
    build(client)
    edited = client.edit(PROCEDURE, lambda word: word.add_paragraph("Call Ms Li first."))
    assert client.actions(build(client, page_numbers=True))[PROCEDURE, "en"] == "keep"
    assert client.path(PROCEDURE).read_bytes() == edited
    client.change_field(RESPONSE, "7 h")
    assert client.actions(build(client, page_numbers=True))[PROCEDURE, "en"] == "merge"
    assert "Call Ms Li first." in client.text(PROCEDURE)
    assert numbered(client.path(PROCEDURE))
    assert client.actions(build(client, page_numbers=True))[PROCEDURE, "en"] == "keep"


def test_a_numbered_document_that_was_edited_is_seen_as_edited(client: Client) -> None:
    client.edit(PROCEDURE, lambda word: word.add_paragraph("Call Ms Li first."))
    client.change_field(RESPONSE, "7 h")
    assert client.actions(build(client))[PROCEDURE, "en"] == "merge"
    assert "Call Ms Li first." in client.text(PROCEDURE)


def test_a_deleted_document_comes_back_with_its_numbers(client: Client) -> None:
    before = client.path(PROCEDURE).read_bytes()
    client.path(PROCEDURE).unlink()
    client.build(restore=[PROCEDURE])
    assert client.path(PROCEDURE).read_bytes() == before


def test_a_register_from_before_page_numbers_is_migrated(client: Client) -> None:
    register = client.folder / ".docgen/register.json"
    data = json.loads(register.read_text(encoding="utf-8"))
    for item in data["documents"]:
        del item["pages"]
    register.write_text(json.dumps(data | {"format": 1}), encoding="utf-8")
    assert client.actions(client.plan())[PROCEDURE, "en"] == "update", "without the register's numbers the file is an old generation"
    build(client)
    assert json.loads(register.read_text(encoding="utf-8"))["format"] == FORMAT


@pytest.mark.parametrize("words", [(), ("--lang", "zh")])
def test_without_libreoffice_nothing_is_written_and_a_sentence_says_why(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    client = Client(tmp_path / "client", "harbourline")
    before = client.snapshot()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run("build", str(client.folder), "--page-numbers", *words) == 1
    assert "LibreOffice" in capsys.readouterr().err
    assert client.snapshot() == before
    assert run("build", str(client.folder)) == 0


def test_a_libreoffice_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(tmp_path / "client", "harbourline")
    before = client.snapshot()
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 77\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RenderingError):
        build(client, page_numbers=True)
    assert {name: state for name, state in client.snapshot().items() if not name.startswith(".docgen")} == before


def test_a_document_that_cannot_be_laid_out_is_written_without_numbers_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(tmp_path / "client", "harbourline")
    monkeypatch.setattr("docgen.rendering.libreoffice.pdfs", lambda files: (None,) * len(files))
    step = next(step for step in build(client, page_numbers=True).steps if step.document == PROCEDURE)
    assert (step.action.value, step.reasons[-1].key) == ("create", "plan.no-page-numbers")
    assert not numbered(client.path(PROCEDURE))


def test_the_same_client_gets_the_same_bytes(built: Client, tmp_path: Path) -> None:
    other = Client(tmp_path / "client", "harbourline")
    build(other, page_numbers=True, jobs=2)
    assert {name: digest for name, (digest, _) in files(other).items()} == {name: digest for name, (digest, _) in files(built).items()}
