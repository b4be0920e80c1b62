"""References follow moved rows: the engine against a slow model that knows only lists of rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from docgen.formats.excel.engine import ExcelEngine
from tests.formats.excel.books import context, opened, saved

Path = tuple[tuple[int, int], ...]  # the loops around a row and which round of each: ((loop, round), …)


@dataclass
class Item:
    """Part of a template: a row with a formula, blank rows, a loop or a condition around other parts."""

    kind: str
    number: int = 0  # rounds of a loop, 1 or 0 for a condition, rows of a gap
    body: list[Item] = field(default_factory=list)


def items(depth: int) -> st.SearchStrategy[list[Item]]:
    leaf = st.one_of(st.just(Item("row")), st.builds(Item, st.just("gap"), st.integers(1, 2)))
    if depth == 0:
        return st.lists(leaf, min_size=1, max_size=3).map(list)
    inner = items(depth - 1)
    block = st.one_of(st.builds(Item, st.just("loop"), st.integers(0, 3), inner), st.builds(Item, st.just("if"), st.integers(0, 1), inner))
    return st.lists(st.one_of(leaf, block), min_size=1, max_size=4).map(list)


@dataclass
class Sheet:
    """One axis of a template: its rows (or columns) that hold formulas, its marks, and the loops around each."""

    marks: dict[int, str] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    loops: dict[int, tuple[int, ...]] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    last: int = 0


def number_rows(parts: list[Item], sheet: Sheet, around: tuple[int, ...] = ()) -> None:
    """Give every part its template rows, in order."""
    for part in parts:
        if part.kind == "row":
            sheet.last += 1
            sheet.rows.append(sheet.last)
            sheet.loops[sheet.last] = around
        elif part.kind == "gap":
            for _ in range(part.number):
                sheet.last += 1
                sheet.loops[sheet.last] = around
        else:
            sheet.last += 1
            loop = len(sheet.counts)
            sheet.counts.append(part.number)
            opening = f"{{%tr for x{loop} in counts[{loop}] %}}" if part.kind == "loop" else f"{{%tr if counts[{loop}] %}}"
            sheet.marks[sheet.last] = opening
            number_rows(part.body, sheet, (*around, loop) if part.kind == "loop" else around)
            sheet.last += 1
            sheet.marks[sheet.last] = "{%tr endfor %}" if part.kind == "loop" else "{%tr endif %}"


def expanded(parts: list[Item], start: int, path: Path, numbers: list[int]) -> tuple[list[tuple[int, Path]], int]:
    """Return the filled sheet as (template row, path) in order, and the next template row; `numbers` counts loops."""
    found: list[tuple[int, Path]] = []
    for part in parts:
        if part.kind in ("row", "gap"):
            for _ in range(part.number if part.kind == "gap" else 1):
                found.append((start, path))
                start += 1
            continue
        loop = numbers[0]
        numbers[0] += 1
        after, inner_numbers = start, list(numbers)
        for turn in range(max(part.number, 1)):
            inner = [numbers[0]]
            within = (*path, (loop, turn)) if part.kind == "loop" else path
            rows, after = expanded(part.body, start + 1, within, inner)
            inner_numbers = inner
            if turn < part.number:
                found += rows
        numbers[0] = inner_numbers[0]
        start = after + 1
    return found, start


def visible(row: int, path: Path, filled: list[tuple[int, Path]], everywhere: bool) -> list[int]:
    """Return the places of template row `row` that a formula at `path` sees: those of its own rounds, or all."""
    places = []
    for place, (template_row, own) in enumerate(filled, start=1):
        shared = 0
        while shared < min(len(own), len(path)) and own[shared][0] == path[shared][0]:
            shared += 1
        if template_row == row and (everywhere or own[:shared] == path[:shared]):
            places.append(place)
    return places


def seen(low: int, high: int, fixed: tuple[bool, bool], path: Path, filled: list[tuple[int, Path]], used: int) -> tuple[int, int]:
    """Return what template rows `low` to `high` have become; `fixed` says which of the two has a $."""
    tops = [places for row in range(low, high + 1) if (places := visible(row, path, filled, fixed[0]))]
    bottoms = [places for row in range(high, low - 1, -1) if (places := visible(row, path, filled, fixed[1]))]
    if not tops or not bottoms:
        blank = max((place for place, (row, _) in enumerate(filled, start=1) if row <= used), default=0) + 1
        return blank, blank
    return min(tops[0]), max(bottoms[0])


def expected(first: str, last: str, path: Path, filled: list[tuple[int, Path]], used: int) -> str:
    """Return the area that `first:last` (C5, C$5) has become; both the same means one cell."""
    low, high = int(first.lstrip("C$")), int(last.lstrip("C$"))
    top, bottom = seen(low, high, ("$" in first, "$" in last), path, filled, used)
    return f"{first.rstrip('0123456789')}{top}:{last.rstrip('0123456789')}{bottom}"


@settings(max_examples=80, deadline=None)
@given(items(2), st.data())
def test_every_area_follows_its_rows(parts: list[Item], data: st.DataObject) -> None:
    sheet = Sheet()
    number_rows(parts, sheet)
    book = Workbook()
    worksheet, other = book.worksheets[0], book.create_sheet("Other")
    worksheet.title = "Register"
    for row, mark in sheet.marks.items():
        worksheet.cell(row, 1, mark)
    formulas = {}
    for row in [*sheet.rows, 0]:  # 0: the other sheet, which sees all rounds
        low = data.draw(st.integers(1, sheet.last))
        high = data.draw(st.integers(low, sheet.last))
        first, last = (f"C{data.draw(st.sampled_from(['', '$']))}{number}" for number in (low, high))
        formulas[row] = (first, last)
        (worksheet.cell(row, 2) if row else other.cell(1, 1)).value = f"=SUM({'' if row else 'Register!'}{first}:{last})"
    filled = opened(ExcelEngine().fill(saved(book), context(counts=tuple(tuple(range(count)) for count in sheet.counts))).file)
    entries, _ = expanded(parts, 1, (), [0])
    used = max(sheet.rows, default=0)
    for place, (row, path) in enumerate(entries, start=1):
        if row in formulas:
            wanted = expected(*formulas[row], path, entries, used)
            assert filled["Register"].cell(place, 2).value == f"=SUM({wanted})", (formulas[row], path)
    if sheet.marks:  # a workbook without tags is not touched
        assert filled["Other"]["A1"].value == f"=SUM(Register!{expected(*formulas[0], (), entries, used)})"


@settings(max_examples=80, deadline=None)
@given(items(2), items(1), st.data())
def test_every_area_follows_its_columns_and_its_rows(across: list[Item], down: list[Item], data: st.DataObject) -> None:
    columns, rows = Sheet(), Sheet()
    number_rows(across, columns)
    number_rows(down, rows)
    book = Workbook()
    worksheet, other = book.worksheets[0], book.create_sheet("Other")
    worksheet.title = "Register"
    for column, mark in columns.marks.items():
        worksheet.cell(1, column, mark.replace("%tr", "%tc").replace("counts", "widths"))
    for row, mark in rows.marks.items():
        worksheet.cell(row + 1, columns.last + 1, mark)
    row_counts, column_counts = (tuple(tuple(range(count)) for count in axis.counts) for axis in (rows, columns))
    areas = {}
    for cell in [*((row, column) for row in rows.rows for column in columns.rows), (0, 0)]:
        left = data.draw(st.integers(1, columns.last))
        right = data.draw(st.integers(left, columns.last))
        top = data.draw(st.integers(1, rows.last))
        bottom = data.draw(st.integers(top, rows.last))
        fixed = tuple(data.draw(st.lists(st.booleans(), min_size=4, max_size=4)))
        areas[cell] = (left, right, top, bottom, fixed)
        text = area_of((left, right), (top + 1, bottom + 1), fixed)
        (worksheet.cell(cell[0] + 1, cell[1]) if cell[0] else other.cell(1, 1)).value = f"=SUM({'' if cell[0] else 'Register!'}{text})"
    worksheet.cell(1, columns.last + 2, "{{ 1 }}")  # a workbook without tags is not touched
    filled = opened(ExcelEngine().fill(saved(book), context(counts=row_counts, widths=column_counts)).file)
    new_columns, new_rows = expanded(across, 1, (), [0])[0], expanded(down, 1, (), [0])[0]
    used = columns.last + 2

    def wanted(cell: tuple[int, int], row_path: Path, column_path: Path) -> str:
        left, right, top, bottom, fixed = areas[cell]
        entries = [*new_columns, (columns.last + 1, ()), (columns.last + 2, ())]
        spans = seen(left, right, fixed[:2], column_path, entries, used)
        lines = seen(top, bottom, fixed[2:], row_path, new_rows, max(rows.rows, default=0) if columns.rows else 0)
        return f"=SUM({area_of(spans, (lines[0] + 1, lines[1] + 1), fixed)})"

    for row_place, (row, row_path) in enumerate(new_rows, start=2):
        for column_place, (column, column_path) in enumerate(new_columns, start=1):
            if (row, column) in areas:
                assert filled["Register"].cell(row_place, column_place).value == wanted((row, column), row_path, column_path)
    assert filled["Other"]["A1"].value == wanted((0, 0), (), ()).replace("SUM(", "SUM(Register!")


def area_of(columns: tuple[int, int], rows: tuple[int, int], fixed: tuple[bool, ...]) -> str:
    """Return an area in letters and digits; `fixed` says where a $ stands: left, right, top, bottom."""
    signs = ["$" if dollar else "" for dollar in fixed]
    start = f"{signs[0]}{get_column_letter(columns[0])}{signs[2]}{rows[0]}"
    return f"{start}:{signs[1]}{get_column_letter(columns[1])}{signs[3]}{rows[1]}"
