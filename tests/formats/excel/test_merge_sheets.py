"""Merging whole sheets: those that people added stay, those of theirs come in, go or are renamed."""

from __future__ import annotations

import io

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from docgen.formats.engine import Reviser
from docgen.formats.ooxml import open_package
from tests.formats.excel.books import book, changed, opened, part_of, picture, values
from tests.formats.excel.merges import at, by_hand, conflicts, content, merge, merged

CELLS = {"A1": "Register", "A2": "P1", "B2": 15}
LISTS = ("Lists", {"A1": "Services", "A2": "ops", "A3": "hosting", "B1": "=Register!B2"})
THIRD = ("Guide", {"A1": "How to fill in", "A2": "=Lists!A2"})
BASE = book(CELLS, LISTS)


def test_a_sheet_that_people_added_stays_with_its_formulas() -> None:
    def add(workbook: Workbook) -> None:
        workbook.create_sheet("My notes", 0)["A1"] = "=Lists!A3"

    theirs = book(CELLS, ("Lists", {"A1": "Services", "A2": "ops", "A3": "desk", "A4": "hosting", "B1": "=Register!B2"}))
    workbook = merged(BASE, changed(BASE, add), theirs)
    assert workbook.sheetnames == ["My notes", "Register", "Lists"]
    assert workbook["My notes"]["A1"].value == "=Lists!A4"


def test_a_sheet_of_theirs_comes_in_at_its_place_with_all_that_belongs_to_it() -> None:
    def more(workbook: Workbook) -> None:
        sheet = workbook["Guide"]
        sheet["C1"], sheet["D1"], sheet["C2"], sheet["D2"] = "Month", "Cases", "May", 3
        sheet["A1"].comment = Comment("read this first", "Editor")
        sheet["A1"].hyperlink = "https://example.org/"
        rule = DataValidation(type="list", formula1="Lists!$A$2:$A$3")
        rule.add("A5:A9")
        sheet.add_data_validation(rule)
        sheet.add_table(Table(displayName="Cases", ref="C1:D2"))
        chart = BarChart()
        chart.add_data(Reference(sheet, range_string="Guide!$D$1:$D$2"), titles_from_data=True)
        sheet.add_chart(chart, "F2")
        sheet.add_image(Image(io.BytesIO(picture())), "F20")
        sheet.print_title_rows = "1:1"

    theirs = changed(book(CELLS, THIRD, LISTS), more)
    result = merge(BASE, by_hand(BASE, {"C5": "note"}), theirs)
    workbook = opened(result.file)
    sheet = workbook["Guide"]
    assert workbook.sheetnames == ["Register", "Guide", "Lists"]
    assert (sheet["A2"].value, sheet["A1"].comment.text, len(sheet._charts), len(sheet._images)) == ("=Lists!A2", "read this first", 1, 1)
    assert sheet.tables["Cases"].ref == "C1:D2"
    assert content(by_hand(result.file, {"C5": None})) == content(by_hand(theirs))


def test_a_sheet_that_theirs_dropped_goes_if_nobody_touched_it() -> None:
    base = book(CELLS, LISTS, THIRD)
    assert merged(base, by_hand(base, {"C5": "note"}), book(CELLS, LISTS)).sheetnames == ["Register", "Lists"]


def test_a_sheet_that_theirs_dropped_stays_with_a_mark_if_it_was_edited_or_is_used() -> None:
    base, theirs = book(CELLS, LISTS, THIRD), book(CELLS, LISTS)
    file = merge(base, by_hand(base, change=lambda workbook: workbook["Guide"].__setitem__("A9", "mine")), theirs).file
    assert at(file) == [("Guide", "A1")]
    file = merge(base, by_hand(base, {"C5": "=Guide!A1"}), theirs).file
    assert at(file) == [("Guide", "A1")]
    assert opened(file)["Register"]["C5"].value == "=Guide!A1"


def test_a_renamed_sheet_is_followed_with_all_formulas() -> None:
    theirs = book(CELLS, ("Choices", LISTS[1]))
    workbook = merged(BASE, by_hand(BASE, {"C5": "=Lists!A2"}), theirs)
    assert workbook.sheetnames == ["Register", "Choices"]
    assert workbook["Register"]["C5"].value == "=Choices!A2"


def test_a_sheet_that_people_renamed_keeps_their_name() -> None:
    def rename(workbook: Workbook) -> None:
        workbook["Lists"].title = "Our lists"

    theirs = book(CELLS | {"B2": 10, "A3": "=Lists!A2"}, LISTS)
    workbook = merged(BASE, changed(BASE, rename), theirs)
    assert workbook.sheetnames == ["Register", "Our lists"]
    assert (workbook["Register"]["A3"].value, workbook["Register"]["B2"].value) == ("='Our lists'!A2", 10)
    file = merge(BASE, changed(BASE, rename), book(CELLS, ("Choices", LISTS[1]))).file
    assert [("Choices" in conflict.text, conflict.sheet) for conflict in conflicts(file)] == [(True, "Our lists")]


def test_a_sheet_deleted_by_hand_stays_deleted_and_is_told_if_theirs_changed_it() -> None:
    base = book({"A1": "Register", "A2": "P1", "B2": 15}, THIRD[:1] + ({"A1": "How to fill in"},))
    mine = by_hand(base, change=lambda workbook: workbook.remove(workbook["Guide"]))
    assert merged(base, mine, book({"A1": "Register", "A2": "P1", "B2": 10}, ("Guide", {"A1": "How to fill in"}))).sheetnames == ["Register"]
    file = merge(base, mine, book({"A1": "Register", "A2": "P1", "B2": 10}, ("Guide", {"A1": "How to fill it in"}))).file
    assert at(file) == [("Register", "A1")]


def test_a_formula_that_needs_a_sheet_deleted_by_hand_is_shown_and_not_taken() -> None:
    mine = by_hand(book(CELLS, ("Lists", {"A1": "Services"})), change=lambda workbook: workbook.remove(workbook["Lists"]))
    file = merge(book(CELLS, ("Lists", {"A1": "Services"})), mine, book(CELLS | {"B2": "=Lists!A1"}, ("Lists", {"A1": "Services"}))).file
    assert at(file) == [("Register", "B2")]
    assert opened(file)["Register"]["B2"].value == 15


def test_a_chart_sheet_that_people_added_stays_and_follows() -> None:
    def add(workbook: Workbook) -> None:
        chart = BarChart()
        chart.add_data(Reference(workbook["Lists"], range_string="Lists!$A$2:$A$3"))
        workbook.create_chartsheet("Chart", 0).add_chart(chart)

    theirs = book(CELLS, ("Lists", {"A1": "Services", "A2": "ops", "A3": "desk", "A4": "hosting", "B1": "=Register!B2"}))
    result = merge(BASE, changed(BASE, add), theirs)
    assert opened(result.file).sheetnames == ["Chart", "Register", "Lists"]
    charts = [part for part in open_package(result.file) if "charts/chart" in part and part.endswith(".xml")]
    assert "$A$2:$A$4" in part_of(result.file, charts[0])


def test_a_new_chart_sheet_of_theirs_is_told_since_it_cannot_be_brought_in() -> None:
    def add(workbook: Workbook) -> None:
        workbook.create_chartsheet("Trend").add_chart(BarChart())

    file = merge(BASE, by_hand(BASE, {"D9": "touched"}), changed(BASE, add)).file
    assert opened(file).sheetnames == ["Register", "Lists"]
    assert [(conflict.cell, "“Trend”" in conflict.text) for conflict in conflicts(file)] == [("A1", True)]


def test_a_new_chart_of_theirs_beside_others_is_told_since_it_cannot_be_brought_in() -> None:
    def chart(workbook: Workbook, area: str, place: str) -> None:
        made = BarChart()
        made.add_data(Reference(workbook["Lists"], range_string=area))
        workbook["Lists"].add_chart(made, place)

    base = changed(BASE, lambda workbook: chart(workbook, "Lists!$A$1:$A$2", "D1"))
    theirs = changed(base, lambda workbook: chart(workbook, "Lists!$A$1:$A$3", "D20"))
    file = merge(base, by_hand(base, {"D9": "touched"}), theirs).file
    assert [(conflict.sheet, conflict.cell) for conflict in conflicts(file)] == [("Lists", "A1")]


def test_both_added_a_sheet_of_one_name_and_both_are_there() -> None:
    mine = by_hand(BASE, change=lambda workbook: workbook.create_sheet("Guide").__setitem__("A1", "mine"))
    workbook = merged(BASE, mine, book(CELLS, LISTS, THIRD))
    assert workbook.sheetnames == ["Register", "Lists", "Guide", "Guide (2)"]
    assert (workbook["Guide"]["A1"].value, workbook["Guide (2)"]["A1"].value) == ("mine", "How to fill in")


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_a_side_may_win_over_whole_sheets(side: str) -> None:
    base, theirs = book(CELLS, LISTS, THIRD), book(CELLS, LISTS)
    mine = by_hand(base, change=lambda workbook: workbook["Guide"].__setitem__("A9", "mine"))
    workbook = merged(base, mine, theirs, Reviser(name="docgen", date="2026-03-01", side=side))
    assert ("Guide" in workbook.sheetnames) == (side == "mine")
    assert values(workbook["Register"]) == values(opened(base)["Register"])
