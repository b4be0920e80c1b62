"""Merging random edits: what must hold whatever people and the new generation did."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from docgen.formats.excel.merge.marks import open_conflicts
from tests.formats.excel.books import book, changed, opened
from tests.formats.excel.merges import BY, ENGINE, by_hand, content

ROWS, COLUMNS = 7, 4
WORDS = st.sampled_from(["ops", "hosting", "backup", "P1", "P2", "15 min", "2 h", "=B2*2", "=SUM(A1:A4)", "=Lists!A2", "7", "9.5"])
PLACES = st.tuples(st.integers(1, ROWS), st.integers(1, COLUMNS))
MARKER = st.text(string.ascii_uppercase, min_size=6, max_size=6).map(lambda text: "HE" + text)


@st.composite
def forms(draw: Any) -> dict[str, Any]:
    """The cells of a small form."""
    cells = draw(st.dictionaries(PLACES, WORDS, min_size=3, max_size=16))
    return {f"{get_column_letter(column)}{row}": value for (row, column), value in cells.items()}


@st.composite
def edits(draw: Any, values: Any = WORDS) -> list[tuple[str, int, int, Any]]:
    """What was done to a form, in order: a cell typed, a row or column inserted or deleted."""
    kind = st.sampled_from(["type", "type", "type", "insert row", "insert column", "delete row", "delete column"])
    return draw(st.lists(st.tuples(kind, st.integers(1, ROWS + 2), st.integers(1, COLUMNS + 1), values), max_size=4))


def after(file: bytes, done: list[tuple[str, int, int, Any]]) -> bytes:
    def change(workbook: Workbook) -> None:
        sheet = workbook.worksheets[0]
        for kind, row, column, value in done:
            match kind:
                case "type":
                    sheet.cell(row, column, value)
                case "insert row":
                    sheet.insert_rows(row)
                case "insert column":
                    sheet.insert_cols(column)
                case "delete row":
                    sheet.delete_rows(row)
                case _:
                    sheet.delete_cols(column)

    return changed(file, change)


def form(cells: dict[str, Any]) -> bytes:
    return book(cells, ("Lists", {"A1": "Services", "A2": "ops"}))


SLOWLY = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(forms(), edits())
@example(cells={"A1": "=B2*2", "B1": "ops", "A2": "ops"}, done=[("delete row", 2, 1, "ops")])
@SLOWLY
def test_an_untouched_workbook_becomes_theirs(cells: dict[str, Any], done: list[tuple[str, int, int, Any]]) -> None:
    base = form(cells)
    theirs = after(base, done)
    mine = by_hand(base, change=lambda workbook: workbook["Lists"].__setitem__("C9", "touched"))
    result = ENGINE.merge(base, mine, theirs, BY)
    assert result.conflicts == 0
    clean = by_hand(result.file, change=lambda workbook: workbook["Lists"].__setitem__("C9", None))
    assert content(clean) == content(by_hand(theirs))


@given(forms(), edits())
@SLOWLY
def test_what_theirs_did_not_change_stays_as_mine_has_it(cells: dict[str, Any], done: list[tuple[str, int, int, Any]]) -> None:
    base = form(cells)
    mine = after(base, done)
    theirs = changed(base, lambda workbook: workbook["Lists"].__setitem__("C9", "changed"))
    result = ENGINE.merge(base, mine, theirs, BY)
    assert result.conflicts == 0
    clean = by_hand(result.file, change=lambda workbook: workbook["Lists"].__setitem__("C9", None))
    assert content(clean) == content(by_hand(mine))


@given(forms(), st.lists(st.tuples(PLACES, MARKER), min_size=1, max_size=5, unique_by=lambda item: item[0]), edits(), edits())
@SLOWLY
def test_every_marker_that_people_typed_is_there(
    cells: dict[str, Any],
    typed: list[tuple[tuple[int, int], str]],
    lines: list[tuple[str, int, int, Any]],
    done: list[tuple[str, int, int, Any]],
) -> None:
    base = form(cells)
    inserted = [edit for edit in lines if edit[0].startswith("insert")]
    mine = after(base, [*inserted, *(("type", row, column, marker) for (row, column), marker in typed)])
    theirs = after(base, done)
    result = ENGINE.merge(base, mine, theirs, BY)
    said = {cell.value for sheet in opened(result.file) for row in sheet.iter_rows() for cell in row}
    assert {marker for _, marker in typed} <= said
    assert ENGINE.faults(result.file) == ()
    assert result.conflicts == len(open_conflicts(result.file))


@given(forms(), st.sets(PLACES, min_size=1, max_size=5), st.sets(PLACES, min_size=1, max_size=5))
@SLOWLY
def test_there_are_as_many_conflicts_as_cells_that_both_changed(
    cells: dict[str, Any], by_people: set[tuple[int, int]], generated: set[tuple[int, int]]
) -> None:
    full = {f"{get_column_letter(column)}{row}": f"w{row} x{column}" for row in range(1, ROWS + 1) for column in range(1, COLUMNS + 1)}
    base = form(full | cells)
    mine = after(base, [("type", row, column, f"HE {row} {column}") for row, column in by_people])
    theirs = after(base, [("type", row, column, f"NEW {row} {column}") for row, column in generated])
    assert ENGINE.merge(base, mine, theirs, BY).conflicts == len(by_people & generated)


@given(st.permutations(range(6)), st.dictionaries(st.integers(0, 5), st.integers(100, 999)), st.dictionaries(st.integers(0, 5), MARKER))
@example(order=[2, 1, 4, 3, 0, 5], generated={0: 100, 1: 100}, typed={1: "HEABCDEF", 3: "HEABCDEF"})
@SLOWLY
def test_each_row_has_its_new_value_and_what_people_typed_wherever_they_put_it(
    order: list[int], generated: dict[int, int], typed: dict[int, str]
) -> None:
    def rows(places: list[int], limits: dict[int, int], notes: dict[int, str]) -> bytes:
        cells: dict[str, object] = {"A1": "Service", "B1": "Limit", "C1": "Note", "A9": "Total", "B9": "=SUM(B2:B7)"}
        for row, place in enumerate(places, start=2):
            cells |= {f"A{row}": f"service {place}", f"B{row}": limits.get(place, place)}
            cells |= {f"C{row}": notes[place]} if place in notes else {}
        return book(cells)

    base, theirs = rows(list(range(6)), {}, {}), rows(list(range(6)), generated, {})
    untyped = {place: note for place, note in typed.items() if order.index(place) == place}
    result = ENGINE.merge(base, rows(order, {}, untyped), theirs, BY)
    sheet = opened(result.file)["Register"]
    found = {str(sheet[f"A{row}"].value): (sheet[f"B{row}"].value, sheet[f"C{row}"].value) for row in range(2, 8)}
    assert result.conflicts == 0
    assert found == {f"service {place}": (generated.get(place, place), untyped.get(place)) for place in range(6)}
