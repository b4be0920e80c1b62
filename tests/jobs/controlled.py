"""A client whose incident procedure is issued and whose incident register is a draft: built once a session, copied for each story."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from docgen.jobs.issue import issue
from tests.client import PROCEDURE, REGISTER, Client


@cache
def _built() -> Path:
    folder = Path(mkdtemp()) / "client"
    Client(folder, example="harbourline").build(only=[PROCEDURE, REGISTER])
    issue(folder, by="Margaret Hale", on=date(2026, 3, 1), only=[PROCEDURE])
    return folder


def controlled(folder: Path) -> Client:
    """Return the client, in `folder`."""
    return Client.copied(_built(), folder)


def add(client: Client, text: str, document: str = PROCEDURE, by: str = "", on: datetime | None = None) -> bytes:
    """Add a paragraph to a document as a person does, who may leave a name and a time in it."""

    def change(opened: Any) -> None:
        opened.add_paragraph(text)
        opened.core_properties.last_modified_by = by
        if on is not None:
            opened.core_properties.modified = on

    return client.edit(document, change)


def save_again(client: Client, document: str = PROCEDURE) -> bytes:
    """Save a document without changing what it says."""
    return client.edit(document, lambda opened: setattr(opened.core_properties, "last_modified_by", "Jo Hale"))


def issue_again(client: Client, on: date) -> None:
    """Build the draft of the procedure, and issue it."""
    client.build(only=[PROCEDURE])
    issue(client.folder, by="Margaret Hale", on=on, only=[PROCEDURE])
