"""The life of a conflict: it stays until somebody solves it, says what is new, and goes when both agree."""

from __future__ import annotations

from pathlib import Path

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from tests.formats.excel.books import book, changed, opened
from tests.formats.excel.merges import AMBER, at, by_hand, conflicts, merge
from tests.office import resaved

FORM = {"A1": "Limits", "A2": "P1", "B2": 15, "A3": "P2", "B3": 30}
BASE, FIRST, SECOND = (book(FORM | {"B3": limit}) for limit in (30, 25, 20))
UNRELATED = book(FORM | {"B3": 25, "B2": 10})


def in_conflict() -> bytes:
    """A workbook in which people typed 45 where theirs says 25."""
    return merge(BASE, by_hand(BASE, {"B3": 45}), FIRST).file


def test_a_mark_stays_while_it_is_not_solved() -> None:
    file = merge(FIRST, by_hand(in_conflict(), {"D1": "later"}), UNRELATED).file
    assert [conflict.text.splitlines()[0] for conflict in conflicts(file)] == ["The new generation says here: 25"]
    cell = opened(file).worksheets[0]["B3"]
    assert (cell.value, cell.fill.fgColor.rgb) == (45, AMBER)


def test_a_mark_is_replaced_when_theirs_says_something_new() -> None:
    file = merge(FIRST, by_hand(in_conflict()), SECOND).file
    assert [conflict.text.splitlines()[0] for conflict in conflicts(file)] == ["The new generation says here: 20"]


def test_a_mark_goes_with_its_fill_when_the_new_value_was_typed() -> None:
    mine = by_hand(in_conflict(), {"B3": 25})
    file = merge(FIRST, mine, UNRELATED).file
    cell = opened(file).worksheets[0]["B3"]
    assert conflicts(file) == ()
    assert (cell.value, cell.comment) == (25, None)
    assert cell.fill.fill_type is None


def test_a_mark_goes_when_the_new_value_was_typed_and_theirs_is_another_now() -> None:
    file = merge(FIRST, by_hand(in_conflict(), {"B3": 25}), SECOND).file
    assert conflicts(file) == ()
    assert opened(file).worksheets[0]["B3"].value == 20


def test_a_mark_goes_when_theirs_comes_round_to_the_hand_value() -> None:
    file = merge(FIRST, by_hand(in_conflict()), book(FORM | {"B3": 45})).file
    assert conflicts(file) == ()
    assert opened(file).worksheets[0]["B3"].fill.fill_type is None


def test_a_conflict_is_solved_by_removing_the_comment() -> None:
    def solve(workbook: Workbook) -> None:
        workbook.worksheets[0]["B3"].comment = None

    file = merge(FIRST, changed(in_conflict(), solve), UNRELATED).file
    assert conflicts(file) == ()
    assert opened(file).worksheets[0]["B3"].value == 45


def test_a_mark_moves_with_its_cell() -> None:
    theirs = book({"A1": "Limits", "A2": "P1", "B2": 15, "A3": "P1b", "B3": 17, "A4": "P2", "B4": 25})
    assert at(merge(FIRST, by_hand(in_conflict()), theirs).file) == [("Register", "B4")]


def test_a_mark_is_added_to_the_comment_that_people_wrote_and_leaves_it_when_it_goes() -> None:
    def note(workbook: Workbook) -> None:
        workbook.worksheets[0]["B3"].value = 45
        workbook.worksheets[0]["B3"].comment = Comment("agreed with the customer", "Li")

    file = merge(BASE, changed(BASE, note), FIRST).file
    text = opened(file).worksheets[0]["B3"].comment.text
    assert text.startswith("agreed with the customer\n\ndocgen 1:\nThe new generation says here: 25")
    assert [conflict.text.splitlines()[0] for conflict in conflicts(file)] == ["The new generation says here: 25"]
    again = merge(FIRST, by_hand(file, {"B3": 25}), UNRELATED).file
    assert opened(again).worksheets[0]["B3"].comment.text == "agreed with the customer"


def test_what_people_wrote_behind_a_mark_is_kept_when_it_is_replaced() -> None:
    def answer(workbook: Workbook) -> None:
        comment = workbook.worksheets[0]["B3"].comment
        comment.text = comment.text + "\nLi: I shall ask."

    file = merge(FIRST, changed(in_conflict(), answer), SECOND).file
    text = opened(file).worksheets[0]["B3"].comment.text
    assert "Li: I shall ask." in text
    assert text.count("The new generation says here") == 1


def test_a_fill_that_people_gave_is_not_covered() -> None:
    def green(workbook: Workbook) -> None:
        workbook.worksheets[0]["B3"].value = 45
        workbook.worksheets[0]["B3"].fill = PatternFill("solid", fgColor="FFC6EFCE")

    file = merge(BASE, changed(BASE, green), FIRST).file
    assert at(file) == [("Register", "B3")]
    assert opened(file).worksheets[0]["B3"].fill.fgColor.rgb == "FFC6EFCE"


def test_marks_survive_libreoffice_and_go_as_always(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(in_conflict())
    resaved([path])
    assert at(path.read_bytes()) == [("Register", "B3")]
    assert at(merge(FIRST, path.read_bytes(), UNRELATED).file) == [("Register", "B3")]
    path.write_bytes(by_hand(path.read_bytes(), {"B3": 25}))
    resaved([path])
    file = merge(FIRST, path.read_bytes(), UNRELATED).file
    assert conflicts(file) == ()
    assert opened(file).worksheets[0]["B3"].fill.fill_type is None


def test_marks_in_many_cells_are_counted_one_by_one() -> None:
    cells = {f"A{row}": row for row in range(1, 31)}
    result = merge(book(cells), by_hand(book(cells), {address: value + 100 for address, value in cells.items()}), book({a: v + 200 for a, v in cells.items()}))
    assert result.conflicts == 30
