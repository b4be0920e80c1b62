"""References through a stack of sheets, 'First:Last'!B2: they take in every copy of a repeated sheet, and end where one is left."""

from __future__ import annotations

import pytest
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from docgen.formats.excel.engine import ExcelEngine
from tests.formats.excel.books import book, changed, context, faults, opened, services

NAME = "{{ s.name }}"
CELLS = {"A1": "{%sheet for s in services %}", "A2": NAME, "B2": "{{ s.users }}"}


def filled(template: bytes, **names: object) -> Workbook:
    """Return the filled workbook, which is sound."""
    file = ExcelEngine().fill(template, context(**names)).file  # type: ignore[arg-type]
    assert ExcelEngine().faults(file) == ()
    return opened(file)


def between(formula: str, *more: tuple[str, dict[str, object]]) -> bytes:
    """Return a workbook: a sheet Register with `formula`, and a repeated sheet between the empty sheets First and Last."""
    return book({"A1": formula}, ("First", {}), (NAME, CELLS), ("Last", {}), *more)


def test_copies_between_the_ends_are_taken_in() -> None:
    result = filled(between("=SUM(First:Last!B2)"))
    assert result.sheetnames == ["Register", "First", "Service 1", "Service 2", "Service 3", "Last"]
    assert result["Register"]["A1"].value == "=SUM(First:Last!B1)"  # row 1 of the repeated sheet has vanished


def test_a_repeated_sheet_at_an_end_is_its_first_copy_there_or_its_last() -> None:
    assert filled(between(f"=SUM('{NAME}:Last'!B2)"))["Register"]["A1"].value == "=SUM('Service 1:Last'!B1)"
    assert filled(between(f"=SUM('First:{NAME}'!B2)"))["Register"]["A1"].value == "=SUM('First:Service 3'!B1)"
    assert filled(between(f"=SUM('{NAME}:{NAME}'!B2)"))["Register"]["A1"].value == "=SUM('Service 1:Service 3'!B1)"


def test_a_stack_ends_with_the_nearest_sheet_that_is_left() -> None:
    rest = ("Rest", {"B2": 5})
    template = between(f"=SUM('{NAME}:Rest'!B2)+SUM('First:{NAME}'!B2)+SUM('{NAME}:{NAME}'!B2)", rest)
    assert filled(template, services=())["Register"]["A1"].value == "=SUM(Last:Rest!B2)+SUM(First:First!B2)+SUM(#REF!)"


def test_ends_may_be_named_in_either_order_and_in_names() -> None:
    def named(workbook: Workbook) -> None:
        workbook.defined_names["all"] = DefinedName("all", attr_text=f"'First:{NAME}'!$B$2")

    result = filled(changed(between("=SUM(Last:First!B2)"), named))
    assert result["Register"]["A1"].value == "=SUM(First:Last!B1)"
    assert result.defined_names["all"].attr_text == "'First:Service 3'!$B$1"


def test_an_area_in_a_stack_grows_with_the_rows_of_its_sheets() -> None:
    loop = {"A1": "{%tr for s in services %}", "B2": "{{ s.users }}", "A3": "{%tr endfor %}", "A4": "End"}
    result = filled(book({"A1": "=SUM(Some:Other!B1:B3)"}, ("Some", loop), ("Other", loop)))
    assert result["Register"]["A1"].value == "=SUM(Some:Other!B1:B3)"
    assert filled(book({"A1": "=SUM(Some:Other!B2:B3)"}, ("Some", loop), ("Other", loop)), services=services(9))["Register"]["A1"].value == (
        "=SUM(Some:Other!B1:B9)"
    )


@pytest.mark.parametrize("count", [0, 5])
def test_cells_that_have_gone_apart_are_told(count: int) -> None:
    loop = {"A1": "{%tr for s in services %}", "B2": "{{ s.users }}", "A3": "{%tr endfor %}", "B4": "=SUM(B2:B2)"}
    template = book({"A1": "=SUM(Some:Other!B4)"}, ("Some", loop), ("Other", {"B4": 7}))
    assert faults(template, services=services(count)) == ["sheet 'Register': Some:Other!B4: excel.stack-torn"]


def test_a_stack_of_sheets_that_are_not_there_stays_as_it_is() -> None:
    result = opened(ExcelEngine().fill(between("=SUM(Gone:Last!B2)"), context()).file)
    assert result["Register"]["A1"].value == "=SUM(Gone:Last!B2)"
