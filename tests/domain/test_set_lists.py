"""What a document tells of the whole set: the responsibility matrix, the list of documents, the measures."""

from collections import Counter
from pathlib import Path

import pytest

from docgen.domain.catalogue import Level
from docgen.domain.document_set import DocumentSet
from docgen.domain.set_lists import LEAD, clause_duties, documents_of, objectives_of
from docgen.jobs.client import open_client
from tests.client import MAIN_EXAMPLES, Client

# Top management answers for these itself; the procedure that describes how is kept by somebody else.
BY_TOP_MANAGEMENT = {"4.3", "7.1"}


@pytest.fixture(scope="module", params=MAIN_EXAMPLES)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> DocumentSet:
    folder: Path = Client(tmp_path_factory.mktemp("client") / "c", request.param).folder
    return open_client(folder, ()).whole


def test_every_clause_has_one_lead_and_every_department_a_part(whole: DocumentSet) -> None:
    duties = clause_duties(whole, "en")
    assert len(duties) == 45
    assert all(Counter(duty.marks)[LEAD] == 1 for duty in duties)
    assert all(any(duty.marks[index] for duty in duties) for index, _ in enumerate(whole.profile.departments))


def test_the_lead_of_a_clause_owns_the_procedure_that_answers_it(whole: DocumentSet) -> None:
    owners = {
        row.number: {
            kind.owner
            for kind in whole.catalogue.documents
            if kind.level is Level.PROCEDURE and any(f"{n}.".startswith(f"{row.number}.") for n in kind.clauses.get("iso20000-1", ()))
        }
        for row in clause_duties(whole, "en")
    }
    leads = {clause.number: clause.lead for standard in whole.standards for clause in standard.clauses if clause.lead}
    astray = {number for number, roles in owners.items() if roles and leads[number] not in roles}
    assert astray == BY_TOP_MANAGEMENT


def test_a_clause_names_the_documents_of_the_set_that_answer_it(whole: DocumentSet) -> None:
    by_number = {duty.number: {reference.id for reference in duty.documents} for duty in clause_duties(whole, "en")}
    assert "incident-management" in by_number["8.6.1"]
    assert by_number["8.4.1"] <= set(whole.members["en"])


def test_the_list_of_documents_is_the_set_by_level_and_code(whole: DocumentSet) -> None:
    rows = documents_of(whole, "en")
    assert {row.id for row in rows} == set(whole.members["en"])
    assert [(row.level, row.code) for row in rows] == sorted((row.level, row.code) for row in rows)
    parents = {row.id: row.parent.id for row in rows if row.parent is not None}
    assert parents["incident-record"] == "incident-management"


def test_an_objective_names_target_owner_and_the_document_that_defines_it(whole: DocumentSet) -> None:
    found = {objective.id: objective for objective in objectives_of(whole, "en")}
    first_line = found["first_line_resolution"]
    assert first_line.document.id == "incident-management"
    assert str(first_line.target) == str(whole.profile.targets["first_line_resolution"])
    assert first_line.owner.id == "incident-manager"


def test_the_measures_of_a_merged_document_stay_with_the_owners_of_their_processes(tmp_path: Path) -> None:
    small = open_client(Client(tmp_path / "c", "jianyue").folder, ()).whole
    found = {objective.id: objective for objective in objectives_of(small, "zh")}
    assert {each.document.id for each in (found["problems_solved_on_time"], found["response_within_target"])} == {
        "incident-request-problem-management"
    }
    owners = {name: found[name].owner.id for name in ("response_within_target", "requests_fulfilled_on_time", "problems_solved_on_time")}
    assert owners == {
        "response_within_target": "incident-manager",
        "requests_fulfilled_on_time": "service-desk-manager",
        "problems_solved_on_time": "problem-manager",
    }
    assert found["asset_register_accuracy"].owner.id == "asset-manager"
