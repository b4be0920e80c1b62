"""The life of a document set, told once from beginning to end on real files.

Generate, edit by hand, issue, change the scope twice, merge, issue again, withdraw a document, restore it, change the code pattern: at each
step master list, revision history, headers, references and register agree.

python -m tests.jobs.life_of_a_set FOLDER leaves the documents as they stand after each step in FOLDER, one folder a step: for a checker.
With --whole the set is the example's whole one; else it has the documents that the story is about and those that name them.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import openpyxl

from docgen.domain.revision import Status
from docgen.jobs.conflicts import conflicts
from docgen.jobs.issue import issue
from docgen.workspace import register_file
from tests.client import FEW, IN_SET, PROCEDURE, Client

CHANGES, LIST, LOG = "change-management", "document-record-master-list", "document-change-log"
DOCUMENTS = FEW | {
    "service-management-manual", "document-record-control", "corrective-action", "nonconformity-register", "change-schedule-log",
    "service-request-management", "service-request-record", "problem-management", "problem-record", "major-incident-report",
}  # fmt: skip
NAME = "Helen Marsden"


def entry(client: Client, document: str) -> Any:
    return register_file.read(client.folder).entry(document, "en")


def history(client: Client, document: str) -> list[list[str]]:
    """The rows of a document's revision history."""
    for table in docx.Document(str(client.path(document))).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0][0] == "Revision":
            return rows[1:]
    raise AssertionError("no revision history")


def rows_of(client: Client, document: str) -> Iterator[tuple[str, list[str]]]:
    """Each row of a list, with the name of its sheet."""
    for sheet in openpyxl.load_workbook(client.path(document)):
        for row in sheet.iter_rows(values_only=True):
            yield sheet.title, [str(value) for value in row if value is not None]


def listed(client: Client, code: str) -> list[tuple[str, list[str]]]:
    return [(sheet, row) for sheet, row in rows_of(client, LIST) if code in row]


def agree(client: Client, document: str, revision: str, status: Status) -> None:
    """Register, history, header and master list say the same of a document."""
    known = entry(client, document)
    assert (known.revision, known.status) == (revision, status)
    assert history(client, document)[-1][0] == revision
    said = client.furniture(document)
    assert known.code in said
    assert f"Revision {revision}" in said
    assert ("Draft" if status is Status.DRAFT else "Controlled") in said
    (row,) = [row for sheet, row in listed(client, known.code) if sheet == listed(client, known.code)[0][0]]
    assert revision in row
    logged = {value for _, row in rows_of(client, LOG) if known.code in row for value in row}
    assert {row.number for row in known.history} <= logged


def life(folder: Path, documents: Collection[str] = DOCUMENTS) -> Iterator[tuple[str, Client]]:
    """Yield each step and the client, in `folder`, as it stands after the step. Raises: AssertionError: its papers do not agree."""
    client = Client(folder, example="harbourline", keep=documents)
    for steps in (issued_edited_and_issued_again(client), withdrawn_and_restored(client, documents), renamed(client)):
        for step in steps:
            yield step, client


def issued_edited_and_issued_again(client: Client) -> Iterator[str]:
    # Generated: everything is a draft of the first revision.
    client.build()
    agree(client, PROCEDURE, "1.0", Status.DRAFT)
    yield "generated"

    # Edited by hand and issued: the edit is part of revision 1.0.
    client.edit(PROCEDURE, lambda document: document.add_paragraph("Call Ms Li first."))
    issue(client.folder, by=NAME, on=date(2026, 2, 16))
    agree(client, PROCEDURE, "1.0", Status.ISSUED)
    assert "Call Ms Li first." in client.text(PROCEDURE)
    assert "16 February 2026" in history(client, PROCEDURE)[0]
    yield "issued"

    # The scope changes twice: one draft of revision 1.1 gathers both, merged with the edit.
    client.change_field("escalation.first_line.P2", "12 min")
    assert client.actions(client.build())[PROCEDURE, "en"] == "merge"
    client.change_field("escalation.first_line.P3", "40 min")
    client.build()
    agree(client, PROCEDURE, "1.1", Status.DRAFT)
    agree(client, CHANGES, "1.0", Status.ISSUED)
    assert conflicts(client.folder) == ()
    assert "Call Ms Li first." in client.text(PROCEDURE)
    summary = history(client, PROCEDURE)[-1][2]
    assert "12 minutes" in summary
    assert "40 minutes" in summary
    yield "changed"

    # Issued again.
    issue(client.folder, by=NAME, on=date(2026, 5, 11))
    agree(client, PROCEDURE, "1.1", Status.ISSUED)
    assert [row[0] for row in history(client, PROCEDURE)] == ["1.0", "1.1"]
    yield "issued-again"


def withdrawn_and_restored(client: Client, documents: Collection[str]) -> Iterator[str]:
    reference = entry(client, CHANGES).code
    assert f"({reference})" in client.text(PROCEDURE)

    # One document leaves the set: withdrawn with a banner, out of the list of those in force, no longer referred to.
    client.keep_only(set(documents) - {CHANGES})
    assert client.actions(client.build())[CHANGES, "en"] == "withdraw"
    withdrawn = entry(client, CHANGES)
    assert withdrawn.withdrawn
    assert "/withdrawn/" in client.path(CHANGES).as_posix()
    assert "WITHDRAWN" in client.text(CHANGES)
    assert [sheet for sheet, _ in listed(client, reference)] == ["Withdrawn"]
    assert f"({reference})" not in client.text(PROCEDURE)
    agree(client, PROCEDURE, "1.2", Status.DRAFT)
    yield "withdrawn"

    # It comes back at the revision it had, without the banner.
    client.keep_only(documents)
    assert client.actions(client.build())[CHANGES, "en"] == "restore"
    assert "WITHDRAWN" not in client.text(CHANGES)
    assert f"({reference})" in client.text(PROCEDURE)
    assert "Withdrawn" not in [sheet for sheet, _ in listed(client, reference)]
    yield "restored"


def renamed(client: Client) -> Iterator[str]:
    # Another code pattern: files and references follow, and the list remembers the old codes.
    old = entry(client, PROCEDURE).code
    client.change_field("document_control.code_pattern", "{org}-{system}-{code}")
    client.build()
    new = entry(client, PROCEDURE).code
    assert new != old
    assert new in client.path(PROCEDURE).name
    assert new in client.furniture(PROCEDURE)
    assert new in client.text(CHANGES)
    assert any(new in row for sheet, row in listed(client, old))
    assert register_file.read(client.folder).owner_of(old) == PROCEDURE
    assert "Call Ms Li first." in client.text(PROCEDURE)
    assert set(client.actions(client.build()).values()) == {"keep"}
    yield "renamed"


def main() -> None:
    """Leave the documents after each step in the folder named on the command line."""
    target, documents = Path(sys.argv[1]), IN_SET if "--whole" in sys.argv else DOCUMENTS
    with TemporaryDirectory() as temporary:
        for step, client in life(Path(temporary) / "client", documents):
            shutil.copytree(client.folder / "documents", target / step)


if __name__ == "__main__":
    main()
