"""Settling the conflicts that stand in a workbook, for one side: values with their type, looks as they were, marks gone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from docgen.formats.engine import Reviser
from tests.formats.excel.books import book, changed, opened
from tests.formats.excel.merges import ENGINE, at, by_hand, conflicts, content, merge, validity
from tests.office import resaved

FORM = {"A1": "Limits", "A2": "P1", "B2": 15, "A3": "P2", "B3": 30, "A4": "P3", "B4": 60}
GREY = PatternFill("solid", fgColor="FFEEEEEE")
NEW = {
    "number": 25.5,
    "text": " 25  minutes",
    "digits": "0025",
    "formula": "=B2*2+Lists!A2",
    "nothing": None,
    "truth": True,
    "date": datetime(2026, 3, 1),  # noqa: DTZ001 - times in a workbook have no zone
    "long": "as agreed, " * 60,
    "rich": CellRichText("at once, ", TextBlock(InlineFont(b=True), "always")),
}


def form(value: object) -> bytes:
    """A form that says `value` for P2, in a grey cell."""
    return changed(book(FORM, ("Lists", {"A2": 5})), lambda workbook: fill(workbook, value))


def fill(workbook: Workbook, value: object) -> None:
    cell = workbook["Register"]["B3"]
    cell.value, cell.fill = value, GREY


def in_conflict(new: object, by_people: object = 45) -> bytes:
    """The form in which people typed 45 where theirs has `new`."""
    file = merge(form(30), by_hand(form(30), {"B3": by_people}), form(new)).file
    assert at(file) == [("Register", "B3")]
    return file


def settled(file: bytes, side: str) -> bytes:
    """Settle, and hold the result against what is true of every workbook."""
    result = ENGINE.settled(file, Reviser(name="docgen", date="2026-03-01", side=side))
    assert ENGINE.faults(result) == ()
    assert set(validity(result)) <= set(validity(file))
    return result


@pytest.mark.parametrize("kind", NEW)
def test_the_new_value_takes_the_cell_with_its_type_and_the_earlier_look(kind: str) -> None:
    file = settled(in_conflict(NEW[kind]), "theirs")
    assert conflicts(file) == ()
    assert content(file) == content(by_hand(form(NEW[kind])))
    cell, there = opened(file)["Register"]["B3"], opened(form(NEW[kind]))["Register"]["B3"]
    assert (cell.value, cell.number_format, cell.fill.fgColor.rgb) == (there.value, there.number_format, "FFEEEEEE")


@pytest.mark.parametrize("kind", NEW)
def test_the_hand_value_stays_and_its_look_comes_back(kind: str) -> None:
    mine = by_hand(form(30), {"B3": 45})
    file = settled(in_conflict(NEW[kind]), "mine")
    assert conflicts(file) == ()
    assert content(file) == content(mine)
    cell = opened(file)["Register"]["B3"]
    assert (cell.value, cell.number_format, cell.fill.fgColor.rgb) == (45, "General", "FFEEEEEE")


@pytest.mark.parametrize("side", ["mine", "theirs"])
@pytest.mark.parametrize("kind", ["number", "text", "formula", "date", "long"])
def test_conflicts_are_settled_after_libreoffice_saved_the_workbook_too(kind: str, side: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(in_conflict(NEW[kind]))
    resaved([path])
    file = settled(path.read_bytes(), side)
    assert conflicts(file) == ()
    cell, there = opened(file)["Register"]["B3"], opened(form(NEW[kind]))["Register"]["B3"]
    expected = there.value if side == "theirs" else 45
    assert (str(cell.value).replace("$Lists.", "Lists!"), cell.fill.fgColor.rgb) == (str(expected), "FFEEEEEE")
    assert cell.comment is None


def test_nothing_of_a_settled_conflict_is_left_in_the_file() -> None:
    for side in ("mine", "theirs"):
        workbook = opened(settled(in_conflict(NEW["formula"]), side))
        assert list(workbook.defined_names) == []
        assert [name for name in workbook.custom_doc_props.names if "conflict" in name] == []


def test_a_date_is_shown_as_one_where_people_had_typed_a_number() -> None:
    base = by_hand(form(30))
    there = changed(form(NEW["date"]), lambda workbook: setattr(workbook["Register"]["B3"], "number_format", "yyyy-mm-dd"))

    def formatted(workbook: Workbook) -> None:
        workbook["Register"]["B3"].number_format = "0.00"

    file = merge(base, by_hand(base, {"B3": 45}, formatted), there).file
    cell = opened(settled(file, "theirs"))["Register"]["B3"]
    assert (cell.value, cell.number_format) == (NEW["date"], "yyyy-mm-dd")


def test_a_formula_follows_the_cells_that_it_refers_to_through_a_later_merge() -> None:
    first = form("=B2*2+Lists!A2")

    def insert(workbook: Workbook) -> None:
        sheet = workbook["Register"]
        for row, (name, limit) in enumerate((("P0", 5), ("P1", 15), ("P2", None), ("P3", 60)), start=2):
            sheet[f"A{row}"], sheet[f"B{row}"] = name, limit
        sheet["B4"] = "=B3*2+Lists!A2"
        sheet["B3"].fill, sheet["B4"].fill = PatternFill(), GREY

    file = merge(first, by_hand(in_conflict(NEW["formula"])), changed(first, insert)).file
    assert at(file) == [("Register", "B4")]
    assert opened(settled(file, "theirs"))["Register"]["B4"].value == "=B3*2+Lists!A2"


def test_a_formula_follows_the_cells_that_people_moved_as_names_do() -> None:
    file = changed(in_conflict(NEW["formula"]), lambda workbook: setattr(workbook.defined_names["docgen_conflict_1"], "attr_text", "Register!$B$4*2+Lists!$A$9"))
    assert opened(settled(file, "theirs"))["Register"]["B3"].value == "=B4*2+Lists!A9"


@pytest.mark.parametrize("name", ["#REF!*2+Lists!$A$2", "7"])
def test_a_formula_that_lost_what_it_refers_to_stays_a_conflict(name: str) -> None:
    file = changed(in_conflict(NEW["formula"]), lambda workbook: setattr(workbook.defined_names["docgen_conflict_1"], "attr_text", name))
    assert ENGINE.settled(file, Reviser(name="docgen", date="", side="theirs")) == file
    assert conflicts(settled(file, "mine")) == ()


def test_a_mark_of_an_earlier_version_stays_since_it_does_not_say_how_the_cell_looked() -> None:
    def older(workbook: Workbook) -> None:
        comment = workbook["Register"]["B3"].comment
        comment.text = comment.text.replace("docgen 1:", "docgen:")

    file = changed(in_conflict(25), older)
    for side in ("mine", "theirs"):
        assert at(settled(file, side)) == [("Register", "B3")]


def test_a_row_that_theirs_left_out_keeps_its_mark_unless_mine_wins() -> None:
    theirs = changed(form(30), lambda workbook: workbook["Register"].delete_rows(3))
    file = merge(form(30), by_hand(form(30), {"B3": 45}), theirs).file
    assert at(file) == [("Register", "A3")]
    assert at(settled(file, "theirs")) == [("Register", "A3")]
    assert conflicts(settled(file, "mine")) == ()
    assert content(settled(file, "mine")) == content(by_hand(form(30), {"B3": 45}))


def test_the_comment_of_people_beside_a_mark_stays() -> None:
    def note(workbook: Workbook) -> None:
        workbook["Register"]["B3"].comment = Comment("agreed with the customer", "Li")

    mine = by_hand(form(30), {"B3": 45}, note)
    file = settled(merge(form(30), mine, form(25)).file, "theirs")
    cell = opened(file)["Register"]["B3"]
    assert (cell.value, cell.comment.text) == (25, "agreed with the customer")


def test_a_cell_copied_with_its_mark_is_not_taken_for_the_one_in_conflict() -> None:
    def copy(workbook: Workbook) -> None:
        sheet = workbook["Register"]
        sheet["D9"], sheet["D9"].comment = 45, Comment(sheet["B3"].comment.text, "docgen")

    file = settled(changed(in_conflict(25), copy), "theirs")
    assert at(file) == [("Register", "B3"), ("Register", "D9")]
    assert conflicts(settled(file, "mine")) == ()


def test_one_mark_of_several_may_be_gone_before() -> None:
    base, theirs = book(FORM), book(FORM | {"B2": 1, "B3": 2, "B4": 3})
    file = merge(base, by_hand(base, {"B2": 11, "B3": 12, "B4": 13}), theirs).file
    file = changed(file, lambda workbook: setattr(workbook["Register"]["B3"], "comment", None))
    sheet = opened(settled(file, "theirs"))["Register"]
    assert [sheet[cell].value for cell in ("B2", "B3", "B4")] == [1, 12, 3]
