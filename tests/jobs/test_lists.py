"""The lists of the set keep themselves: they show its documents as they stand after the build or issue that writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from docgen.errors import WorkspaceError
from docgen.jobs.issue import issue
from tests.client import FEW, Client

MASTER, CHANGES, DISTRIBUTION, EXTERNAL = (
    "document-record-master-list",
    "document-change-log",
    "document-distribution-list",
    "external-document-list",
)
LISTS = {MASTER, CHANGES, DISTRIBUTION, EXTERNAL}
FIRST_DAY = date(2026, 2, 16)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    client = Client(tmp_path_factory.mktemp("clients") / "client", "harbourline", keep=FEW)
    client.build()
    return client.folder


@pytest.fixture
def client(built: Path, tmp_path: Path) -> Client:
    return Client.copied(built, tmp_path / "client")


def issued(client: Client, on: date = FIRST_DAY, *only: str) -> None:
    issue(client.folder, by="Priya Shah", on=on, only=only)


def rows(client: Client, document: str, sheet: str) -> Iterator[dict[str, object]]:
    """The rows of a list, by the heads of their columns; dates as dates."""
    heads, *lines = openpyxl.load_workbook(client.path(document))[sheet].iter_rows(min_row=5, values_only=True)
    for line in lines:
        yield {str(head): value.date() if isinstance(value, datetime) else value for head, value in zip(heads, line, strict=True)}


def row(client: Client, document: str, sheet: str, code: str) -> dict[str, object]:
    return next(found for found in rows(client, document, sheet) if code in found.values())


def test_a_new_set_is_listed_as_drafts(client: Client) -> None:
    listed = row(client, MASTER, "Controlled documents", "HLN-PR-12")
    assert (listed["In force"], listed["Issued on"], listed["Draft"]) == (None, None, "1.0")
    assert (listed["Title"], listed["Level"], listed["Department"]) == ("Incident Management Procedure", 2, "Service Management")
    assert row(client, CHANGES, "Drafts", "HLN-PR-12")["What changes"] == "First issue"
    assert [found["Title"] for found in rows(client, CHANGES, "Issued")] == ["Nothing has been issued yet."]


def test_a_record_form_is_listed_with_keeper_and_retention(client: Client) -> None:
    listed = row(client, MASTER, "Record forms", "HLN-FM-12-01")
    assert (listed["Keeper"], listed["Kept for"], listed["Medium"]) == ("Incident Manager", "3 years", "Spreadsheet")
    assert listed["Procedure"] == "Incident Management Procedure (HLN-PR-12)"


def test_an_issue_shows_in_the_lists_at_once(client: Client) -> None:
    issued(client)
    listed = row(client, MASTER, "Controlled documents", "HLN-PR-12")
    assert (listed["In force"], listed["Issued on"], listed["Draft"]) == ("1.0", FIRST_DAY, None)
    assert listed["Next review"] == date(2027, 2, 16)
    change = row(client, CHANGES, "Issued", "HLN-PR-12")
    assert (change["Issued on"], change["Revision"], change["Approved by"]) == (FIRST_DAY, "1.0", "Priya Shah")
    assert set(client.actions(client.plan()).values()) == {"keep"}


def test_a_draft_that_follows_stands_beside_the_revision_in_force(client: Client) -> None:
    issued(client)
    client.change_field("services[0].targets.P2.response", "35 min")
    client.build()
    listed = row(client, MASTER, "Controlled documents", "HLN-PR-12")
    assert (listed["In force"], listed["Issued on"], listed["Draft"]) == ("1.0", FIRST_DAY, "1.1")
    assert "35 minutes" in str(row(client, CHANGES, "Drafts", "HLN-PR-12")["What changes"])
    issued(client, date(2026, 5, 4))
    assert row(client, MASTER, "Controlled documents", "HLN-PR-12")["In force"] == "1.1"


def test_codes_that_changed_are_listed_for_life(client: Client) -> None:
    assert [found["Title"] for found in rows(client, MASTER, "Former codes")] == ["No code has changed."]
    client.change(document_control__code_pattern="{org}-{system}-{letter}-{number}")
    client.build()
    listed = row(client, MASTER, "Former codes", "HLN-PR-12")
    assert (listed["Code now"], listed["Title"]) == ("HLN-ITSM-PR-12", "Incident Management Procedure")
    assert row(client, MASTER, "Former codes", "HLN-FM-01-01")["Code now"] == "HLN-ITSM-FM-01-01"


def test_a_withdrawn_document_leaves_the_list_and_the_next_issue_dates_it(client: Client) -> None:
    issued(client)
    client.change_field("facts.has_itsm_tool", False)
    client.build()
    assert all(found["Code"] != "HLN-WI-01" for found in rows(client, MASTER, "Controlled documents"))
    listed = row(client, MASTER, "Withdrawn", "HLN-WI-01")
    assert (listed["Last revision"], listed["Withdrawn on"]) == ("1.0", None)
    assert "keeps tickets in a tool" in str(listed["Reason"])
    issued(client, date(2026, 5, 4))
    assert row(client, MASTER, "Withdrawn", "HLN-WI-01")["Withdrawn on"] == date(2026, 5, 4)


@pytest.mark.parametrize("field", ["services[0].targets.P2.response", "document_control.code_pattern"])
def test_a_further_build_writes_nothing(client: Client, field: str) -> None:
    issued(client)
    client.change_field(field, {"services[0].targets.P2.response": "35 min"}.get(field, "{org}-{system}-{letter}-{number}"))
    client.build()
    before = client.snapshot()
    assert set(client.actions(client.build()).values()) == {"keep"}
    assert client.snapshot() == before


def test_lists_follow_a_build_of_one_document(client: Client) -> None:
    issued(client)
    client.change_field("services[0].targets.P2.response", "35 min")
    done = client.actions(client.build(only=["incident-management"]))
    assert done == {("incident-management", "en"): "update", (MASTER, "en"): "update", (CHANGES, "en"): "update"}
    assert row(client, MASTER, "Controlled documents", "HLN-PR-12")["Draft"] == "1.1"


def test_a_build_of_one_document_makes_no_lists_in_a_new_folder(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "harbourline")
    assert client.actions(client.build(only=["incident-management"])) == {("incident-management", "en"): "create"}


def test_what_people_wrote_into_a_list_stays_when_it_follows(client: Client) -> None:
    client.edit(CHANGES, lambda book: book["Drafts"].__setitem__("G6", "Read, no remarks."))
    client.edit(DISTRIBUTION, lambda book: book["Receipts and returns"].__setitem__("H6", "Mia Lindqvist"))
    client.change(document_control__paper_copies=[{"number": "01", "holder": "Reception"}])
    client.build()
    receipts = list(rows(client, DISTRIBUTION, "Receipts and returns"))
    assert receipts[0]["Signature"] == "Mia Lindqvist"
    assert any((found["Department or holder"], found["Copy no."]) == ("Reception", "01") for found in receipts)
    assert row(client, CHANGES, "Drafts", "Read, no remarks.")["Code"] == "HLN-MN-05"


def test_the_operator_of_the_service_desk_holds_what_it_works_by(client: Client) -> None:
    assert "Fernlight" in str(row(client, DISTRIBUTION, "By document", "HLN-PR-12")["Departments"])
    assert "Fernlight" not in str(row(client, DISTRIBUTION, "By document", "HLN-PR-15")["Departments"])


def test_lists_are_not_issued(client: Client) -> None:
    steps = issue(client.folder, by="Priya Shah", on=FIRST_DAY)
    assert not {step.document for step in steps} & LISTS
    with pytest.raises(WorkspaceError) as caught:
        issued(client, FIRST_DAY, MASTER)
    assert caught.value.problems[0].what.key == "lists.not-issued"


def test_external_documents_are_those_of_the_country(client: Client) -> None:
    def names() -> str:
        return " ".join(str(found["Number and name"]) for found in rows(client, EXTERNAL, "External documents"))

    assert "Data Protection Act 2018" in names()
    assert "People's Republic of China" not in names()
    assert "ISO/IEC 27001:2022" not in names()
    client.change(organisation__country="CN")
    client.build()
    assert "Cybersecurity Law of the People's Republic of China" in names()
    assert "Data Protection Act" not in names()
