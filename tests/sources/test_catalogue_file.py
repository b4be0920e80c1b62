"""The catalogue: sound as shipped, mergeable, and its faults told with their lines."""

from pathlib import Path

import pytest

from docgen.domain.applicability import applicable_documents
from docgen.domain.catalogue import Level
from docgen.domain.facts import FACTS
from docgen.errors import CatalogueError
from docgen.sources.catalogue_file import read_catalogue
from docgen.sources.standards_file import read_standard
from docgen.sources.templates import roots

SHIPPED = read_catalogue(roots([]))


def overlaid(folder: Path, text: str):  # type: ignore[no-untyped-def]
    folder.mkdir(exist_ok=True)
    (folder / "catalogue.yaml").write_text(text, encoding="utf-8")
    return read_catalogue(roots([("own", folder)]))


def test_the_shipped_catalogue_has_all_225_documents_on_four_levels() -> None:
    count = {level: sum(document.level is level for document in SHIPPED.documents) for level in Level}
    assert sum(count.values()) == 225
    assert count == {Level.MANUAL: 19, Level.PROCEDURE: 53, Level.INSTRUCTION: 30, Level.FORM: 123}


def test_ids_codes_and_titles_are_unique() -> None:
    for values in (
        [document.id for document in SHIPPED.documents],
        [document.code for document in SHIPPED.documents],
        [document.title.zh for document in SHIPPED.documents],
        [document.title.en for document in SHIPPED.documents],
    ):
        assert len(set(values)) == 225


def test_every_form_belongs_to_a_procedure_and_is_produced_by_a_document() -> None:
    produced = {form for document in SHIPPED.documents for form in document.produces}
    forms = {document.id for document in SHIPPED.documents if document.level is Level.FORM}
    assert produced == forms
    assert all(SHIPPED.parent_of(form) is not None for form in SHIPPED.documents if form.level is Level.FORM)


def test_every_measure_is_computed_from_a_document_of_the_catalogue() -> None:
    known = {document.id for document in SHIPPED.documents}
    assert all(kpi.source in known for document in SHIPPED.documents for kpi in document.kpis)


@pytest.mark.parametrize("standard", ["iso20000-1", "iso27001"])
def test_every_clause_and_control_is_answered_by_a_document(standard: str) -> None:
    """A heading of the standard (8.6) is answered through the clauses below it."""
    known = read_standard(standard)
    answered = {number for document in SHIPPED.documents for number in document.clauses.get(standard, ())}
    numbers = [clause.number for clause in (*known.clauses, *known.controls)]
    unanswered = [n for n in numbers if n not in answered and not any(a.startswith(f"{n}.") for a in answered)]
    assert unanswered == []


def test_the_93_controls_are_all_there() -> None:
    assert len(read_standard("iso27001").controls) == 93


def test_every_condition_asks_for_known_facts() -> None:
    assert {fact for document in SHIPPED.documents for fact in document.applies.facts} <= set(FACTS)


def test_scope_decides_what_applies() -> None:
    facts = {"has_data_center": True, "it_headcount": 4, "targets_iso20000": True}
    applicable = {found.document.id: found for found in applicable_documents(SHIPPED, ("iso20000-1",), facts)}
    assert "service-management-manual" in applicable
    assert "integrated-management-manual" not in applicable
    assert applicable["incident-management"].standards == ("iso20000-1",)
    without = {found.document.id for found in applicable_documents(SHIPPED, ("iso20000-1",), {**facts, "has_data_center": False})}
    assert set(applicable) > without


def test_an_overlay_changes_a_field_adds_a_document_and_leaves_one_out(tmp_path: Path) -> None:
    own = overlaid(
        tmp_path / "own",
        """
documents:
  - id: incident-management
    owner: service-desk-manager
  - id: problem-management
    omit: true
  - id: remote-hands
    level: 2
    kind: procedure
    code: P-90
    format: docx
    title: {zh: 远程代操作程序, en: Remote Hands Procedure}
    standards: [iso20000-1]
    clauses: {iso20000-1: ["8.6.2"]}
    owner: operations-manager
    applies: has_data_center
""",
    )
    incident = own.document("incident-management")
    assert incident is not None
    assert (incident.owner, incident.code) == ("service-desk-manager", "P-12")
    assert own.document("problem-management") is None
    added = own.document("remote-hands")
    assert added is not None
    assert added.applies.facts == ("has_data_center",)


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("- id: x\n    level: 2", "catalogue.missing-field"),
        ("- id: incident-management\n    onwer: incident-manager", "catalogue.unknown-field"),
        ("- id: incident-management\n    owner: nobody", "catalogue.unknown-owner"),
        ("- id: incident-management\n    applies: has_data_centre", "catalogue.unknown-fact"),
        ("- id: incident-management\n    applies: has_data_center and", "catalogue.condition-unreadable"),
        ("- id: incident-management\n    applies: __import__('os').system('x')", "catalogue.condition-unreadable"),
        ("- id: incident-management\n    clauses: {iso20000-1: ['8.99']}", "catalogue.unknown-clause"),
        ("- id: incident-management\n    format: pdf", "catalogue.wrong-value"),
        ("- id: incident-management\n    level: 7", "catalogue.wrong-value"),
        ("- id: incident-management\n    code: P-13", "catalogue.code-twice"),
        ("- id: incident-management\n    produces: [no-such-form]", "catalogue.unknown-form"),
        ("- id: incident-management\n    replaces: [problem-managment]", "catalogue.unknown-part"),
        ("- id: incident-management\n    replaces: [incident-management]", "catalogue.unknown-part"),
        ("- nonsense", "catalogue.missing-field"),
    ],
)
def test_a_fault_of_an_overlay_is_told_with_its_line(tmp_path: Path, entry: str, key: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        overlaid(tmp_path / "own", f"documents:\n  {entry}\n")
    assert key in {problem.what.key for problem in caught.value.problems}
    assert all(problem.where.file == "own/catalogue.yaml" and problem.where.line for problem in caught.value.problems)


def test_a_merged_document_may_keep_some_measures_of_its_parts_by_their_ids(tmp_path: Path) -> None:
    own = overlaid(tmp_path / "own", "documents:\n  - {id: incident-request-problem-management, kpis: [first_line_resolution]}\n")
    merged, part = own.document("incident-request-problem-management"), own.document("incident-management")
    assert merged is not None
    assert part is not None
    assert merged.kpis == tuple(kpi for kpi in part.kpis if kpi.id == "first_line_resolution")
    assert merged.standing_for([part]).kpis == merged.kpis


def test_the_id_of_no_measure_of_a_part_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        overlaid(tmp_path / "own", "documents:\n  - {id: incident-request-problem-management, kpis: [change_success]}\n")
    assert [problem.what.key for problem in caught.value.problems] == ["catalogue.wrong-value"]


def test_a_merged_document_counts_only_when_it_can_be_made() -> None:
    facts = {"small_set": True}

    def in_the_set(ready: bool) -> set[str]:
        found = applicable_documents(SHIPPED, ("iso20000-1",), facts, has_templates=lambda _: ready)
        return {applicable.document.id for applicable in found}

    assert "problem-management" not in in_the_set(True)
    assert "problem-management" in in_the_set(False)
