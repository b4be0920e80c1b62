"""Merging rows and columns: what theirs adds goes in between, what people added and filled in stays whole, and all that refers to it follows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from docgen.formats.engine import Reviser
from docgen.formats.excel.engine import ExcelEngine
from tests.formats.excel.books import book, changed, context, opened, register, services, values
from tests.formats.excel.merges import BY, at, by_hand, conflicts, content, merge, merged

SERVICES = ("ops", "hosting", "backup")


def listed(names: tuple[str, ...], limit: int = 15) -> bytes:
    """A list of services with limits, its sum below, and on another sheet what refers to it."""
    cells: dict[str, object] = {"A1": "Service", "B1": "Limit", "C1": "Twice"}
    for row, name in enumerate(names, start=2):
        cells |= {f"A{row}": name, f"B{row}": limit + row, f"C{row}": f"=B{row}*2"}
    end = len(names) + 1
    cells |= {f"A{end + 1}": "Total", f"B{end + 1}": f"=SUM(B2:B{end})"}

    def more(workbook: Workbook) -> None:
        workbook.defined_names["names"] = DefinedName("names", attr_text=f"Register!$A$2:$A${end}")
        sheet = workbook.worksheets[0]
        rule = DataValidation(type="whole", operator="between", formula1="1", formula2="999")
        rule.add(f"B2:B{end}")
        sheet.add_data_validation(rule)
        sheet.conditional_formatting.add(f"B2:B{end}", FormulaRule(formula=[f"$B2>$B${end + 1}/2"]))
        sheet.print_area = f"A1:C{end + 1}"
        sheet.merge_cells(f"A{end + 3}:C{end + 3}")
        sheet[f"A{end + 3}"] = "Kept by the service desk"

    return changed(book(cells, ("Figures", {"A1": f"=Register!B{end + 1}", "A2": "=COUNTA(names)"})), more)


def prepared(columns: tuple[str, ...], rows: int = 50) -> bytes:
    """A register: a head, and prepared rows that hold a formula and otherwise nothing yet."""
    cells: dict[str, object] = {f"{'ABCDEFGH'[place]}1": name for place, name in enumerate(columns)}
    last = "ABCDEFGH"[len(columns)]
    cells[f"{last}1"] = "Done"
    return book(cells | {f"{last}{row}": f'=IF(A{row}="","",1)' for row in range(2, rows + 2)})


def typed(file: bytes, count: int = 20) -> bytes:
    """The register after people filled in rows."""
    return by_hand(file, {f"{column}{row}": f"{column}-{row}" for row in range(2, count + 2) for column in "ABC"})


def test_a_service_added_in_the_middle_moves_all_that_stands_below_and_all_that_refers_to_it() -> None:
    base, theirs = listed(SERVICES), listed(("ops", "desk", "hosting", "backup"))
    result = merge(base, by_hand(base, {"E2": "note"}, lambda workbook: workbook["Figures"].__setitem__("C1", "=Register!A3")), theirs)
    workbook = opened(result.file)
    sheet = workbook["Register"]
    assert [row[0].value for row in sheet["A2:A6"]] == ["ops", "desk", "hosting", "backup", "Total"]
    assert (sheet["B6"].value, sheet["C4"].value, sheet["E2"].value) == ("=SUM(B2:B5)", "=B4*2", "note")
    assert [workbook["Figures"][cell].value for cell in ("A1", "C1")] == ["=Register!B6", "=Register!A4"], "the hand formula follows its cell"
    assert workbook.defined_names["names"].attr_text == "Register!$A$2:$A$5"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A8:C8"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "B2:B5"
    assert sheet.print_area == "'Register'!$A$1:$C$6"


def test_a_service_that_theirs_dropped_goes_if_nobody_edited_its_row() -> None:
    base, theirs = listed(SERVICES), listed(("ops", "backup"))
    workbook = merged(base, by_hand(base, {"E2": "note"}), theirs)
    assert [row[0].value for row in workbook["Register"]["A2:A4"]] == ["ops", "backup", "Total"]
    assert workbook["Register"]["B4"].value == "=SUM(B2:B3)"


def test_a_hand_formula_that_loses_what_it_refers_to_is_marked() -> None:
    base, theirs = listed(SERVICES), listed(("ops", "backup"))
    file = merge(base, by_hand(base, {"E2": "=B3*60", "E4": "=SUM(B2:B4)"}, lambda workbook: workbook.create_sheet("Own").__setitem__("A1", "=Register!B3")), theirs).file
    assert at(file) == [("Register", "E2"), ("Own", "A1")]
    assert opened(file)["Register"]["E3"].value == "=SUM(B2:B3)"


def test_a_row_that_theirs_dropped_and_people_edited_stays_with_a_mark() -> None:
    base, theirs = listed(SERVICES), listed(("ops", "backup"))
    file = merge(base, by_hand(base, {"B3": 99}), theirs).file
    assert at(file) == [("Register", "A3")]
    sheet = opened(file)["Register"]
    assert [row[0].value for row in sheet["A2:A5"]] == ["ops", "hosting", "backup", "Total"]
    assert sheet["B3"].value == 99


def test_a_row_deleted_by_hand_stays_deleted_and_is_told_only_if_theirs_changed_it() -> None:
    base = listed(SERVICES)
    mine = by_hand(base, change=lambda workbook: workbook["Register"].delete_rows(3))
    theirs = changed(base, lambda workbook: workbook["Register"].__setitem__("A2", "operations"))
    file = merge(base, mine, theirs).file
    assert at(file) == []
    assert opened(file)["Register"]["A2"].value == "operations"
    theirs = changed(base, lambda workbook: workbook["Register"].__setitem__("A3", "hosting and housing"))
    file = merge(base, mine, theirs).file
    assert [(conflict.cell, "hosting and housing" in conflict.text) for conflict in conflicts(file)] == [("A2", True)]


def test_prepared_rows_deleted_by_hand_are_not_told_when_the_formula_of_all_of_them_changes() -> None:
    def done(sign: str, last: int = 51) -> Callable[[Workbook], None]:
        def change(workbook: Workbook) -> None:
            sheet = workbook["Register"]
            sheet.delete_rows(last + 1, 51 - last)
            for row in range(2, last + 1):
                sheet[f"D{row}"] = f'=IF(A{row}="","",{sign})'

        return change

    base, theirs = (changed(prepared(("Number", "Title", "Who")), done(sign)) for sign in ("1", "2"))
    result = merge(base, changed(typed(base), done("1", 41)), theirs)
    assert result.conflicts == 0
    assert opened(result.file)["Register"]["D30"].value == '=IF(A30="","",2)'
    assert opened(result.file)["Register"].max_row == 41


def test_a_renamed_service_is_renamed_in_place() -> None:
    base, theirs = listed(SERVICES), listed(("ops", "hosting and housing", "backup"))
    sheet = merged(base, by_hand(base, {"E3": "note on hosting"}), theirs)["Register"]
    assert (sheet["A3"].value, sheet["E3"].value) == ("hosting and housing", "note on hosting")


def test_rows_that_people_added_stay_where_they_put_them() -> None:
    base, theirs = listed(SERVICES), listed((*SERVICES, "desk"))

    def add(workbook: Workbook) -> None:
        workbook["Register"].insert_rows(3)
        workbook["Register"]["A3"] = "by hand"
        workbook["Register"]["A20"] = "far below"

    column = [row[0] if row else None for row in values(opened(merge(base, changed(base, add), theirs).file)["Register"])]
    assert column[:6] == ["Service", "ops", "by hand", "hosting", "backup", "desk"]
    assert "far below" in column


@pytest.mark.parametrize(
    ("columns", "rows"),
    [(("Number", "Title", "Extra", "Who"), 50), (("Extra", "Number", "Title", "Who"), 50), (("Number", "Title", "Who"), 80), (("Number", "Title", "Who"), 30),
     (("Number", "Headline", "Who"), 50), (("Number", "Title", "Extra", "Who"), 70)],
)  # fmt: skip
def test_filled_in_records_survive_whatever_the_template_does(columns: tuple[str, ...], rows: int) -> None:
    base = prepared(("Number", "Title", "Who"))
    result = merge(base, typed(base), prepared(columns, rows))
    sheet = opened(result.file).worksheets[0]
    places = {"A": columns.index("Number"), "B": 1 if "Headline" in columns else columns.index("Title"), "C": columns.index("Who")}
    for row in range(2, 22):
        cells = [cell.value for cell in sheet[row]]
        assert {column: cells[place] for column, place in places.items()} == {column: f"{column}-{row}" for column in places}
        assert str(cells[len(columns)]).startswith('=IF('), "each record has its formula"
    assert result.conflicts == 0


def test_records_in_rows_that_theirs_no_longer_prepares_stay() -> None:
    base = prepared(("Number", "Title", "Who"), 50)
    file = merge(base, typed(base, 40), prepared(("Number", "Title", "Who"), 30)).file
    column = [cell.value for cell in opened(file).worksheets[0]["A"]]
    assert [text for text in column if str(text).startswith("A-")] == [f"A-{row}" for row in range(2, 42)]
    assert at(file) == [("Register", f"A{row}") for row in range(32, 42)]


def test_a_column_that_theirs_dropped_goes_unless_it_was_filled_in() -> None:
    base, theirs = prepared(("Number", "Title", "Who")), prepared(("Number", "Who"))
    assert values(merged(base, by_hand(base, {"A2": "n"}), theirs).worksheets[0])[0] == ["Number", "Who", "Done"]
    file = merge(base, typed(base), theirs).file
    assert values(opened(file).worksheets[0])[:2] == [["Number", "Title", "Who", "Done"], ["A-2", "B-2", "C-2", '=IF(A2="","",1)']]
    assert at(file) == [("Register", "B1")]


def test_a_column_that_people_inserted_stays_and_its_neighbours_follow_theirs() -> None:
    base, theirs = listed(SERVICES), listed(SERVICES, limit=30)

    def add(workbook: Workbook) -> None:
        sheet = workbook["Register"]
        sheet.insert_cols(2)
        for row in range(2, 5):
            sheet.cell(row, 2, f"remark {row}")
            sheet.cell(row, 4, f"=C{row}*2")
        sheet["C5"] = "=SUM(C2:C4)"

    sheet = opened(merge(base, changed(base, add), theirs).file)["Register"]
    assert [[cell.value for cell in row] for row in sheet["A2:D3"]] == [["ops", "remark 2", 32, "=C2*2"], ["hosting", "remark 3", 33, "=C3*2"]]


def test_an_untouched_register_of_every_kind_becomes_theirs_when_a_service_is_added() -> None:
    base, theirs = (ExcelEngine().fill(register(), context(services=services(count))).file for count in (3, 5))
    mine = by_hand(base, {"H30": "touched"})
    result = merge(base, mine, theirs)
    assert result.conflicts == 0
    assert content(by_hand(result.file, {"H32": None})) == content(by_hand(theirs, {"H32": None}))


def test_where_theirs_wins_its_rows_come_back_and_go_without_a_mark() -> None:
    by = Reviser(name="docgen", date="2026-03-01", side="theirs")
    base, theirs = listed(SERVICES), listed(("ops", "backup"))
    assert values(merged(base, by_hand(base, {"B3": 99}), theirs, by)["Register"]) == values(opened(theirs)["Register"])
    mine = by_hand(base, change=lambda workbook: workbook["Register"].delete_rows(3))
    theirs = changed(base, lambda workbook: workbook["Register"].__setitem__("A3", "hosting and housing"))
    assert merged(base, mine, theirs, by)["Register"]["A3"].value == "hosting and housing"


def test_a_merge_may_be_made_again() -> None:
    base, theirs = listed(SERVICES), listed(("ops", "desk", "hosting", "backup"))
    once = merge(base, by_hand(base, {"E2": "note"}), theirs, BY).file
    assert content(merge(base, once, theirs, BY).file) == content(once)


LISTED = ("ops", "hosting", "backup", "desk", "cloud")


def in_order(file: bytes, order: tuple[str, ...]) -> bytes:
    """The list after people sorted it: what a row says goes with it, its formula reads its own row."""

    def sort(workbook: Workbook) -> None:
        sheet = workbook["Register"]
        rows = {row[0].value: [cell.value for cell in row] for row in sheet["A2:D6"]}
        for number, name in enumerate(order, start=2):
            for column, value in enumerate(rows[name], start=1):
                sheet.cell(number, column, f"=B{number}*2" if column == 3 else value)

    return changed(file, sort)


ORDERS = [tuple(sorted(LISTED)), tuple(reversed(LISTED)), ("cloud", "hosting", "backup", "desk", "ops"), ("hosting", "backup", "desk", "cloud", "ops")]


@pytest.mark.parametrize("order", ORDERS)
def test_rows_that_people_sorted_take_the_new_values_where_they_stand(order: tuple[str, ...]) -> None:
    base = listed(LISTED)
    theirs = changed(base, lambda workbook: [workbook["Register"].__setitem__(f"B{row}", 100 + row) for row in range(2, 7)])
    result = merge(base, in_order(base, order), theirs)
    assert result.conflicts == 0
    sheet = opened(result.file)["Register"]
    assert [[cell.value for cell in row] for row in sheet["A2:C6"]] == [
        [name, 102 + LISTED.index(name), f"=B{row}*2"] for row, name in enumerate(order, start=2)
    ]
    assert sheet["B7"].value == "=SUM(B2:B6)"


@pytest.mark.parametrize("order", ORDERS)
def test_a_row_that_theirs_adds_to_sorted_ones_comes_in_once(order: tuple[str, ...]) -> None:
    base = listed(LISTED)
    result = merge(base, in_order(base, order), listed(("ops", "hosting", "new", "backup", "desk", "cloud")))
    names = [row[0].value for row in opened(result.file)["Register"]["A2:A7"]]
    assert sorted(names) == sorted((*LISTED, "new"))
    assert [name for name in names if name != "new"] == list(order)


def test_a_value_of_a_moved_row_that_both_changed_is_a_conflict_where_the_row_stands() -> None:
    base = changed(listed(LISTED), lambda workbook: workbook["Register"].__setitem__("D6", "by day"))
    theirs = changed(base, lambda workbook: workbook["Register"].__setitem__("C6", "=B6*3"))
    order = ("cloud", "ops", "hosting", "backup", "desk")
    file = merge(base, in_order(base, order), theirs).file
    assert [(conflict.cell, "B" in conflict.text) for conflict in conflicts(file)] == [("C2", True)]
    assert opened(file)["Register"]["C2"].value == "=B2*2"


def test_a_moved_row_that_theirs_left_out_stays_with_a_mark() -> None:
    base, theirs = listed(LISTED), listed(("ops", "hosting", "backup", "desk"))
    file = merge(base, in_order(base, ("cloud", "ops", "hosting", "backup", "desk")), theirs).file
    assert at(file) == [("Register", "A2")]
