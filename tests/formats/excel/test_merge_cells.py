"""Merging cells: what theirs changed comes in, what people changed stays, what both changed is shown and stays."""

from __future__ import annotations

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from docgen.formats.engine import Cause, Reviser
from tests.formats.excel.books import book, changed, opened, part_of
from tests.formats.excel.merges import AMBER, BY, at, by_hand, conflicts, content, merge, merged

FORM = {"A1": "Limits", "A2": "P1", "B2": 15, "A3": "P2", "B3": 30, "C3": "=B3*2"}


def test_a_value_that_only_theirs_changed_is_theirs() -> None:
    sheet = merged(book(FORM), by_hand(book(FORM), {"D2": "note"}), book(FORM | {"B3": 25})).worksheets[0]
    assert (sheet["B3"].value, sheet["D2"].value) == (25, "note")


def test_a_value_that_only_people_changed_is_theirs_to_keep() -> None:
    sheet = merged(book(FORM), by_hand(book(FORM), {"B3": 45}), book(FORM | {"B2": 10})).worksheets[0]
    assert (sheet["B2"].value, sheet["B3"].value) == (10, 45)


def test_a_change_that_both_made_alike_is_no_conflict() -> None:
    assert merged(book(FORM), by_hand(book(FORM), {"B3": 25}), book(FORM | {"B3": 25})).worksheets[0]["B3"].value == 25


def test_a_new_formula_replaces_an_untouched_one_and_not_one_that_was_overtyped() -> None:
    theirs = book(FORM | {"C3": "=B3*3"})
    assert merged(book(FORM), by_hand(book(FORM), {"D2": "x"}), theirs).worksheets[0]["C3"].value == "=B3*3"
    assert at(merge(book(FORM), by_hand(book(FORM), {"C3": 60}), theirs).file) == [("Register", "C3")]


def test_a_cell_that_theirs_emptied_is_emptied() -> None:
    theirs = {address: value for address, value in FORM.items() if address != "B2"}
    assert merged(book(FORM), by_hand(book(FORM), {"D2": "x"}), book(theirs)).worksheets[0]["B2"].value is None


def test_a_text_that_looks_like_a_number_and_a_truth_value_come_in_as_they_are() -> None:
    sheet = merged(book(FORM), by_hand(book(FORM), {"D2": "x"}), book(FORM | {"B2": "15", "B3": True})).worksheets[0]
    assert (sheet["B2"].value, sheet["B3"].value) == ("15", True)


def test_both_changed_a_cell_the_hand_value_stays_with_a_mark_that_says_the_new_one_and_why() -> None:
    causes = (
        Cause(sentence="Service desk, response P2: 30 -> 25", before=("30",), after=("25",)),
        Cause(sentence="Name of the organisation", before=("Old Ltd",), after=("New Ltd",)),
    )
    by = Reviser(name="docgen", date="2026-03-01", causes=causes)
    file = merge(book(FORM), by_hand(book(FORM), {"B3": 45}), book(FORM | {"B3": 25}), by).file
    cell = opened(file).worksheets[0]["B3"]
    assert cell.value == 45
    assert cell.fill.fgColor.rgb == AMBER
    assert cell.comment.author == "docgen"
    assert [conflict.text for conflict in conflicts(file)] == [
        "The new generation says here: 25\nWhy: Service desk, response P2: 30 -> 25\n"
        "Type the new value if it is right. Delete this comment in any case."
    ]


def test_a_mark_in_a_chinese_document_is_chinese_and_without_a_fitting_cause_names_all() -> None:
    by = Reviser(name="docgen", date="2026-03-01", language="zh", causes=tuple(Cause(sentence=f"原因{number}") for number in range(6)))
    (conflict,) = conflicts(merge(book(FORM), by_hand(book(FORM), {"B3": 45}), book(FORM | {"B3": 25}), by).file)
    assert conflict.text.startswith("新版文档此处为：25\n原因：原因0；原因1；原因2；原因3\n")


@pytest.mark.parametrize(("side", "value"), [("mine", 45), ("theirs", 25)])
def test_a_side_may_win_without_a_mark(side: str, value: int) -> None:
    by = Reviser(name="docgen", date="2026-03-01", side=side)
    assert merged(book(FORM), by_hand(book(FORM), {"B3": 45}), book(FORM | {"B3": 25}), by).worksheets[0]["B3"].value == value


def test_dates_and_shares_are_shown_as_people_read_them() -> None:
    def dated(share: float, day: int) -> bytes:
        def form(workbook: object) -> None:
            sheet = workbook.worksheets[0]  # type: ignore[attr-defined]
            sheet["B2"], sheet["B3"] = share, day
            sheet["B2"].number_format, sheet["B3"].number_format = "0.0%", "yyyy-mm-dd"

        return changed(book(FORM), form)

    file = merge(dated(0.95, 46000), by_hand(dated(0.95, 46000), {"B2": 0.9, "B3": 1}), dated(0.995, 46082)).file
    assert [conflict.text.splitlines()[0] for conflict in conflicts(file)] == [
        "The new generation says here: 99.5%", "The new generation says here: 2026-03-01",
    ]  # fmt: skip


def test_a_format_that_theirs_changed_comes_in_and_one_that_people_gave_stays() -> None:
    def red(address: str) -> object:
        def change(workbook: object) -> None:
            workbook.worksheets[0][address].fill = PatternFill("solid", fgColor="FFFFC7CE")  # type: ignore[attr-defined]

        return change

    def bold(workbook: object) -> None:
        workbook.worksheets[0]["A3"].font = Font(bold=True)  # type: ignore[attr-defined]

    theirs = changed(changed(book(FORM), red("A2")), red("A3"))
    sheet = merged(book(FORM), changed(book(FORM), bold), theirs).worksheets[0]
    assert sheet["A2"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["A3"].font.b
    assert sheet["A3"].fill.fgColor.rgb != "FFFFC7CE"


def test_heights_and_widths_follow_theirs_unless_people_set_them() -> None:
    def sized(height: float, width: float) -> object:
        def change(workbook: object) -> None:
            sheet = workbook.worksheets[0]  # type: ignore[attr-defined]
            sheet.row_dimensions[2].height, sheet.column_dimensions["A"].width = height, width

        return change

    base, theirs = changed(book(FORM), sized(20, 10)), changed(book(FORM), sized(40, 30))
    sheet = merged(base, by_hand(base, {"D2": "x"}), theirs).worksheets[0]
    assert (sheet.row_dimensions[2].height, sheet.column_dimensions["A"].width) == (40, 30)
    sheet = merged(base, changed(base, sized(25, 15)), theirs).worksheets[0]
    assert (sheet.row_dimensions[2].height, sheet.column_dimensions["A"].width) == (25, 15)


def test_comments_of_people_stay_and_those_of_the_template_follow() -> None:
    def noted(address: str, text: str) -> object:
        def change(workbook: object) -> None:
            workbook.worksheets[0][address].comment = Comment(text, "Li")  # type: ignore[attr-defined]

        return change

    base, theirs = changed(book(FORM), noted("B2", "minutes")), changed(book(FORM), noted("B2", "working minutes"))
    sheet = merged(base, changed(base, noted("A3", "please confirm")), theirs).worksheets[0]
    assert (sheet["B2"].comment.text, sheet["A3"].comment.text) == ("working minutes", "please confirm")


def test_what_was_computed_before_is_forgotten() -> None:
    file = merge(book(FORM), by_hand(book(FORM), {"D2": "x"}), book(FORM | {"B3": 25})).file
    assert 'fullCalcOnLoad="1"' in part_of(file, "xl/workbook.xml")


def test_nothing_changed_anywhere_leaves_the_file_as_it_is() -> None:
    mine = by_hand(book(FORM), {"D2": "x"})
    assert merge(book(FORM), mine, book(FORM), BY).file == mine
    assert content(merge(book(FORM), book(FORM), book(FORM | {"B3": 25})).file) == content(book(FORM | {"B3": 25}))
