"""Who is given which document: one rule for the control page of a document and for the distribution list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.domain.catalogue import DocumentType, Level
from docgen.domain.changes import changed_fields
from docgen.domain.distribution import Holder, Reader, holders_of, readers_of
from docgen.domain.document_set import DocumentSet, view_of
from docgen.domain.profile import Profile
from docgen.domain.standing import Standing
from docgen.domain.text import Text
from docgen.jobs.client import open_client
from tests.client import Client

OPERATOR = "Fernlight Service Desk Ltd"
"""Runs the service desk of the example harbourline."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> DocumentSet:
    return open_client(Client(tmp_path_factory.mktemp("client") / "c", "harbourline").folder, ()).whole


def kind(whole: DocumentSet, identity: str) -> DocumentType:
    found = whole.catalogue.document(identity)
    assert found is not None
    return found


def readers(whole: DocumentSet, identity: str, profile: Profile | None = None) -> list[str]:
    return [reader.name.en or "" for reader in readers_of(profile or whole.profile, whole.standards, kind(whole, identity))]


def departments(whole: DocumentSet) -> list[str]:
    return [department.name.en or "" for department in whole.profile.departments]


def test_manuals_policies_procedures_and_instructions_go_to_every_department(whole: DocumentSet) -> None:
    for document in whole.catalogue.documents:
        if document.level is not Level.FORM:
            assert [name for name in readers(whole, document.id) if name != OPERATOR] == departments(whole), document.id


def test_a_form_goes_to_those_who_answer_for_its_clauses(whole: DocumentSet) -> None:
    own = readers(whole, "document-distribution-list")
    assert own
    assert len(own) < len(departments(whole))
    owner = whole.profile.roles[kind(whole, "document-distribution-list").owner].department
    assert next(found.name.en for found in whole.profile.departments if found.id == owner) in own


@pytest.mark.parametrize("identity", ["incident-management", "service-request-management", "service-desk-guide", "itsm-tool-guide"])
def test_the_operator_of_the_service_desk_has_what_incidents_and_requests_are_handled_by(whole: DocumentSet, identity: str) -> None:
    assert readers(whole, identity)[-1] == OPERATOR


@pytest.mark.parametrize("identity", ["service-management-manual", "service-management-policy", "change-management", "incident-record"])
def test_the_operator_of_the_service_desk_has_nothing_else(whole: DocumentSet, identity: str) -> None:
    assert OPERATOR not in readers(whole, identity)


def test_an_own_service_desk_is_no_further_reader(whole: DocumentSet) -> None:
    assert whole.profile.service_desk is not None
    own = replace(whole.profile, service_desk=replace(whole.profile.service_desk, operated_by=None))
    assert readers(whole, "incident-management", own) == departments(whole)


def test_a_client_that_names_no_departments_has_no_readers_of_its_own(whole: DocumentSet) -> None:
    assert readers(whole, "change-management", replace(whole.profile, departments=())) == []


def test_a_reader_is_named_with_the_head_of_the_department(whole: DocumentSet) -> None:
    found = readers_of(whole.profile, whole.standards, kind(whole, "incident-management"))
    assert [reader.person for reader in found[:-1]] == [department.head for department in whole.profile.departments]
    assert (found[-1].person, found[-1].outside) == (None, True)


def test_a_document_tells_its_readers_by_the_same_rule(whole: DocumentSet) -> None:
    member = whole.members["en"]["itsm-tool-guide"]
    view = view_of(whole, member, "en", Standing(revision=whole.profile.document_control.revision_scheme))
    assert view.readers == readers_of(whole.profile, whole.standards, member.type)


def test_holders_have_as_many_documents_as_they_read_and_a_paper_copy_is_of_the_whole_set(whole: DocumentSet) -> None:
    first, operator = Reader(id=whole.profile.departments[0].id, name=Text("", "")), Reader(id="service-desk-operator", name=Text("", ""), outside=True)
    held = holders_of(whole.profile, [(first,), (first, operator), (first,)])
    assert [(holder.id, holder.count) for holder in held] == [(first.id, 3), (operator.id, 1), *paper(held)]
    assert [count for _, count in paper(held)] == [3] * len(whole.profile.document_control.paper_copies)


def paper(held: tuple[Holder, ...]) -> list[tuple[str, int]]:
    return [(holder.id, holder.count) for holder in held if holder.copy]


@pytest.mark.parametrize(
    ("read", "field"),
    [
        ("document.readers[service].name", "departments[service].name"),
        ("document.readers[service].person", "departments[service].head"),
        ("document.readers[service-desk-operator].name", "service_desk.operated_by"),
        ("document.readers", "departments"),
    ],
)
def test_a_change_of_readers_is_named_by_the_field_of_the_profile(read: str, field: str) -> None:
    assert [change.field for change in changed_fields({read: "one"}, {read: "two"})] == [field]
