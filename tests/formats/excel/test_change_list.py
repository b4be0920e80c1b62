"""What changed in a workbook, as a list that an approver reads, filters and prints."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from docgen.formats.engine import Reviser
from docgen.formats.registry import engine_for
from tests import office
from tests.formats.excel.books import book, changed, opened

ENGINE = engine_for("a.xlsx")
BY = Reviser(name="docgen", date="2026-02-16T00:00:00Z")
REGISTER = {"A1": "Id", "B1": "Hours", "C1": "Twice", "A2": "one", "B2": 1, "C2": "=B2*2", "A3": "two", "B3": 2, "C3": "=B3*2",
            "A4": "three", "B4": 3, "C4": "=B4*2", "A5": "Sum", "B5": "=SUM(B2:B4)"}  # fmt: skip


def told(before: bytes, after: bytes) -> list[tuple[str, str, str, str, str]]:
    """Return the differences: kind, what, where, before, after."""
    return [
        (found.kind.value, found.what, "!".join(spot.name for spot in found.where), found.before, found.after)
        for found in ENGINE.differences(before, after)
    ]


def listed(before: bytes, after: bytes, by: Reviser = BY) -> list[list[object]]:
    """Return the rows of the change list, head first."""
    file = ENGINE.redline(before, after, by)
    assert ENGINE.faults(file) == ()
    return [[cell.value for cell in row] for row in opened(file).active.iter_rows()]


def on_sheet(change: Callable[[object], object]) -> Callable[[Workbook], object]:
    return lambda workbook: change(workbook.active)


def test_a_changed_value_and_a_changed_formula_are_told_with_their_cells() -> None:
    after = book({**REGISTER, "B3": 5, "C4": "=B4*3"})
    assert told(book(REGISTER), after) == [("changed", "cell", "Register!B3", "2", "5"), ("changed", "formula", "Register!C4", "=B4*2", "=B4*3")]


def test_a_workbook_that_did_not_change_has_an_empty_list() -> None:
    assert told(book(REGISTER), book(REGISTER)) == []
    assert listed(book(REGISTER), book(REGISTER))[1][3] == "Nothing changed."


def test_a_row_that_came_in_changes_nothing_but_itself() -> None:
    grown = book({"A1": "Id", "B1": "Hours", "C1": "Twice", "A2": "one", "B2": 1, "C2": "=B2*2", "A3": "new", "B3": 9, "C3": "=B3*2",
                  "A4": "two", "B4": 2, "C4": "=B4*2", "A5": "three", "B5": 3, "C5": "=B5*2", "A6": "Sum", "B6": "=SUM(B2:B5)"})  # fmt: skip
    assert told(book(REGISTER), grown) == [("added", "row", "Register!3", "", "new | 9 | =B3*2")]
    assert told(grown, book(REGISTER)) == [("removed", "row", "Register!3", "new | 9 | =B3*2", "")]


def test_a_formula_that_did_not_follow_its_row_is_a_change() -> None:
    before = book({"A1": "head", "A2": "a", "A3": "total", "B3": "=A2"})
    after = book({"A1": "head", "A2": "came in between", "A3": "a", "A4": "total", "B4": "=A2"})
    assert ("changed", "formula", "Register!B4", "=A2", "=A2") in told(before, after)


def test_a_new_column_is_told_once() -> None:
    before = book({"A1": "Id", "B1": "Hours", "A2": "one", "B2": 1, "A3": "two", "B3": 2})
    after = book({"A1": "Id", "B1": "Owner", "C1": "Hours", "A2": "one", "B2": "Li", "C2": 1, "A3": "two", "B3": "Wu", "C3": 2})
    assert told(before, after) == [("added", "column", "Register!B", "", "Owner | Li | Wu")]


def test_sheets_come_and_go() -> None:
    assert told(book(REGISTER), book(REGISTER, ("More", {"A1": "x"}))) == [("added", "sheet", "More", "", "More")]
    assert told(book(REGISTER, ("More", {"A1": "x"})), book(REGISTER)) == [("removed", "sheet", "More", "More", "")]


def test_what_hangs_on_cells_is_told() -> None:
    def add(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        rule = DataValidation(type="list", formula1='"open,closed"', allow_blank=True)
        rule.add("A2:A4")
        sheet.add_data_validation(rule)
        sheet["A1"].comment = Comment("Say which.", "Li")
        sheet.merge_cells("E1:F1")

    found = told(book(REGISTER), changed(book(REGISTER), on_sheet(add)))
    assert [(kind, what, where) for kind, what, where, _, _ in found] == [
        ("added", "merged", "Register"),
        ("added", "validation", "Register!A2:A4"),
        ("added", "comment", "Register!A1"),
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    file = ENGINE.redline(book(REGISTER), book({**REGISTER, "C4": "=B4*3"}), BY)
    cell = opened(file).active["F2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=B4*3", "s", True)


@pytest.mark.parametrize(("language", "head"), [("en", "Before"), ("zh", "变更前")])
def test_the_list_speaks_the_language_of_the_document_and_is_ready_to_print(tmp_path: Path, language: str, head: str) -> None:
    file = ENGINE.redline(book(REGISTER), book({**REGISTER, "B3": 5}), Reviser(name="Li & Wu", date=BY.date, language=language))
    sheet = opened(file).active
    assert sheet["E1"].value == head
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:F2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    path = tmp_path / "list.xlsx"
    path.write_bytes(file)
    # The validator asks for a theme; Excel and the standard do not.
    assert [fault for fault in office.schema_faults(path) if "relationships/theme" not in fault] == []


def test_the_same_revisions_give_the_same_bytes() -> None:
    before, after = book(REGISTER), book({**REGISTER, "B3": 5})
    assert ENGINE.redline(before, after, BY) == ENGINE.redline(before, after, BY)


def test_new_looks_are_counted_not_listed() -> None:
    def bold(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for name in ("A2", "A3"):
            sheet[name].font = openpyxl.styles.Font(bold=True)

    rows = listed(book(REGISTER), changed(book(REGISTER), on_sheet(bold)))
    assert [row[3] for row in rows[1:]] == ["Besides, the look of 2 texts or cells changed, not what they say."]
    assert BytesIO(ENGINE.redline(book(REGISTER), book(REGISTER), BY)).getvalue()
