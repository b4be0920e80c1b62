"""Check tells which issued documents are no longer what was issued, who saved them by their own word, and which copies are lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from docgen.errors import Problem
from docgen.jobs.integrity import altered
from docgen.messages import say
from tests.client import PROCEDURE, REGISTER, Client, run
from tests.jobs.controlled import add, controlled, issue_again, save_again

COPY = ".docgen/issued/incident-management.en/1.0.docx"


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return controlled(tmp_path / "client")


def told(client: Client) -> list[Problem]:
    return list(altered(client.folder))


def test_what_lies_there_as_it_was_issued_is_not_told(client: Client) -> None:
    assert told(client) == []


def test_an_altered_file_is_named_with_who_saved_it_when_and_where_the_issued_one_lies(client: Client) -> None:
    add(client, "Call Ms Li first.", by="Jo Hale", on=datetime(2026, 3, 5, 10, tzinfo=UTC))
    (problem,) = told(client)
    assert problem.where.file == client.path(PROCEDURE).relative_to(client.folder).as_posix()
    said = say(problem.what, "en")
    for word in ("1.0", "something else", "Jo Hale", "2026-03-05T10:00:00Z"):
        assert word in said
    assert problem.remedy is not None
    assert COPY in say(problem.remedy, "zh")


def test_a_file_that_was_only_saved_again_is_told_as_such(client: Client) -> None:
    save_again(client)
    (problem,) = told(client)
    assert "says the same" in say(problem.what, "en")
    assert "Jo Hale" in say(problem.what, "en")


def test_a_draft_may_be_edited_as_people_like(client: Client) -> None:
    client.edit(REGISTER, lambda book: setattr(book.worksheets[0]["A1"], "value", "Ours"))
    assert told(client) == []
    add(client, "Call Ms Li first.")
    client.build(only=[PROCEDURE])
    assert told(client) == [], "the draft of the next revision"


def test_a_deleted_or_damaged_file_is_told_elsewhere(client: Client) -> None:
    client.path(PROCEDURE).write_bytes(b"no document")
    assert told(client) == []
    client.path(PROCEDURE).unlink()
    assert told(client) == []


def test_an_issued_copy_that_is_altered_or_lost_is_told_for_every_revision(client: Client) -> None:
    add(client, "Call Ms Li first.")
    issue_again(client, date(2026, 6, 1))
    (client.folder / COPY).write_bytes(b"another")
    (client.folder / COPY).with_name("1.1.docx").unlink()
    assert [problem.where.file for problem in told(client)] == [COPY, COPY.replace("1.0", "1.1")]
    assert all("HLN-PR-12" in say(problem.what, "en") for problem in told(client))


def test_check_warns_and_is_strict_when_asked(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    add(client, "Call Ms Li first.", by="Jo Hale")
    assert run("check", str(client.folder)) == 0
    assert "Jo Hale" in capsys.readouterr().out
    assert run("check", str(client.folder), "--strict") == 1
