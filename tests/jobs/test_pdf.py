"""The documents of the folder as PDFs: one run of LibreOffice, read-only where issued, the same for the same document."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.domain.document_status import State
from docgen.errors import Place, Problem, RenderingError, WorkspaceError
from docgen.jobs.pdf import pdf
from docgen.messages import message
from docgen.rendering import libreoffice
from tests.client import PROCEDURE, REGISTER, Client, run
from tests.jobs.controlled import add, controlled

PDF = "report/pdf/en/HLN-PR-12 Incident Management Procedure.pdf"
SHEET = "report/pdf/en/HLN-FM-12-01 Incident Record.pdf"


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return controlled(tmp_path / "client")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stand in for LibreOffice where its layout is not the point: a PDF is the file it is made of. Returns the suffixes of each run."""
    runs: list[list[str]] = []

    def pdfs(files: list[bytes], suffixes: list[str]) -> tuple[bytes, ...]:
        runs.append(list(suffixes))
        return tuple(b"%PDF " + file for file in files)

    monkeypatch.setattr(libreoffice, "pdfs", pdfs)
    return runs


def writable(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def test_word_and_excel_come_out_tagged_with_bookmarks_title_and_the_day_of_issue(client: Client) -> None:
    add(client, "Call Ms Li first.")
    exported = pdf(client.folder)
    assert [item.path for item in exported] == [PDF, SHEET]
    reader = PdfReader(client.folder / PDF)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata["/CreationDate"]) == ("Incident Management Procedure", "D:20260301000000Z'")
    assert any("Purpose" in str(item) for item in reader.outline)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Call Ms Li first." in " ".join(page.extract_text() for page in reader.pages)
    assert len(PdfReader(client.folder / SHEET).pages) > 0
    before = client.snapshot()
    pdf(client.folder, only=[REGISTER])
    assert client.snapshot() == before, "the same document gives the same PDF"


def test_one_run_makes_them_all(client: Client, printed: list[list[str]]) -> None:
    pdf(client.folder)
    assert printed == [[".docx", ".xlsx"]]


def test_the_pdf_of_an_issued_document_is_read_only_and_replaced_when_the_document_changes(
    client: Client, printed: list[list[str]]
) -> None:
    issued, draft = pdf(client.folder)
    assert (issued.state, issued.read_only, draft.state, draft.read_only) == (State.ISSUED, True, State.DRAFT, False)
    assert not writable(client.folder / PDF)
    assert writable(client.folder / SHEET)
    before = client.snapshot()
    pdf(client.folder)
    assert client.snapshot() == before
    add(client, "Call Ms Li first.")
    edited, _ = pdf(client.folder)
    assert (edited.state, edited.read_only, edited.path) == (State.EDITED, False, PDF)
    assert writable(client.folder / PDF)
    assert client.snapshot() != before


def test_only_issued_documents_when_asked(client: Client, printed: list[list[str]]) -> None:
    assert [item.document for item in pdf(client.folder, issued=True)] == [PROCEDURE]
    add(client, "Call Ms Li first.")
    assert pdf(client.folder, issued=True) == ()
    assert printed[1:] in ([], [[]])


def test_only_the_documents_that_were_named(client: Client, printed: list[list[str]]) -> None:
    assert [item.document for item in pdf(client.folder, only=[REGISTER], language="en")] == [REGISTER]
    assert not (client.folder / PDF).exists()
    with pytest.raises(WorkspaceError, match=r"control\.not-built"):
        pdf(client.folder, only=["incident-managment"])


def test_a_damaged_or_deleted_document_is_told_and_the_others_are_written(
    client: Client, printed: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    client.path(PROCEDURE).write_bytes(b"no document")
    assert run("pdf", str(client.folder)) == 1
    assert "cannot be read" in capsys.readouterr().out
    assert (client.folder / SHEET).exists()
    assert not (client.folder / PDF).exists()
    client.path(PROCEDURE).unlink()
    assert run("pdf", str(client.folder), lang="zh") == 1
    assert "已被人工删除" in capsys.readouterr().out


def test_a_document_that_stops_libreoffice_is_told_and_those_after_it_are_laid_out_by_themselves(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pdfs(files: list[bytes], suffixes: list[str]) -> tuple[bytes | None, ...]:
        if suffixes == [".docx"]:
            raise RenderingError(Problem(where=Place(), what=message("rendering.failed", detail="")))
        return (b"%PDF",) if suffixes == [".xlsx"] else (None, None)

    monkeypatch.setattr(libreoffice, "pdfs", pdfs)
    failed, made = pdf(client.folder)
    assert failed.path is None
    assert failed.problem is not None
    assert failed.problem.key == "pdf.not-laid-out"
    assert made.path == SHEET


def test_without_libreoffice_a_sentence_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert run("pdf", str(client.folder)) == 1
    assert "need LibreOffice" in capsys.readouterr().err
    assert not (client.folder / "report").exists()


def test_json_has_the_documented_shape(client: Client, printed: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("pdf", str(client.folder), "--only", PROCEDURE, "--json") == 0
    assert json.loads(capsys.readouterr().out)["documents"] == [
        {
            "id": PROCEDURE,
            "code": "HLN-PR-12",
            "title": "Incident Management Procedure",
            "language": "en",
            "revision": "1.0",
            "state": "issued",
            "path": PDF,
            "read_only": True,
            "problem": None,
        }
    ]
