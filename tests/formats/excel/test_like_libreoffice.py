"""References follow moved rows and columns as LibreOffice moves them when a person inserts and deletes them by hand.

Random templates are filled by docgen. In the same templates LibreOffice inserts what the loops add, right behind the repeated
lines, and deletes the lines of the tags. Two things people see differently, and so are not drawn here: LibreOffice does not grow
a range that ends with the repeated lines (docgen does: tests/formats/excel/test_shifting.py), and calls it #REF! where nothing
is left (docgen finds nothing: `test_a_formula_over_nothing_finds_nothing`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from docgen.formats.excel.engine import ExcelEngine
from tests.formats.excel.books import context, saved
from tests.office import Step, handled

LAYOUTS = 60
LINES = 16  # rows and columns that a template uses


@dataclass(frozen=True)
class Block:
    """Lines that a loop repeats: the line of its first tag, how many lines it repeats, how often."""

    tag: int
    body: int
    rounds: int

    @property
    def end(self) -> int:
        return self.tag + self.body + 1


@dataclass
class Axis:
    """The rows or the columns of a template: its loops, and from there which lines stay, and which can be referred to."""

    blocks: list[Block]

    @property
    def free(self) -> list[int]:
        """Lines outside all loops."""
        return [line for line in range(1, LINES + 1) if not any(block.tag <= line <= block.end for block in self.blocks)]

    @property
    def singles(self) -> list[int]:
        """Lines that are there after filling."""
        repeated = [line for block in self.blocks if block.rounds for line in range(block.tag + 1, block.end)]
        return sorted(self.free + repeated)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """First and last lines of areas that keep a line, and do not end within a loop's own lines."""
        inside = {line for block in self.blocks for line in range(block.tag + 1, block.end)}
        ends = [line for line in range(1, LINES + 1) if line not in inside]
        kept = self.singles
        several = [(low, high) for high in ends for low in range(1, high) if any(low <= line <= high for line in kept)]
        return several + [(line, line) for line in self.free]

    def steps(self, axis: str) -> list[Step]:
        """Return what a person would do to get what the loops give, from the last line up."""
        steps = []
        for block in reversed(self.blocks):
            if block.rounds == 0:
                steps.append(Step(action="remove", axis=axis, first=block.tag, count=block.body + 2))
                continue
            added = (block.rounds - 1) * block.body
            if added:
                steps.append(Step(action="insert", axis=axis, first=block.end, count=added))
            steps.append(Step(action="remove", axis=axis, first=block.end + added, count=1))
            steps.append(Step(action="remove", axis=axis, first=block.tag, count=1))
        return steps


@dataclass
class Layout:
    """A template with formulas: on its own sheet by cell, on the other sheet, and as defined names."""

    sheet: str
    rows: Axis
    columns: Axis
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def template(self) -> bytes:
        """Return the template as a file."""
        book = Workbook()
        sheet, other = book.worksheets[0], book.create_sheet("Other")
        sheet.title = self.sheet
        tags(sheet, self.rows.blocks, "tr")
        tags(sheet, self.columns.blocks, "tc")
        for (row, column), formula in self.formulas.items():
            sheet.cell(row, column, formula)
        for row, formula in enumerate(self.elsewhere, start=1):
            other.cell(row, 1, formula)
        for number, formula in enumerate(self.names):
            book.defined_names[f"name_{number}"] = DefinedName(f"name_{number}", attr_text=formula)
        other["C1"] = "{{ document.code }}"  # a workbook without tags is not touched
        return saved(book)


def tags(sheet: Worksheet, blocks: list[Block], kind: str) -> None:
    """Write the tags of the loops into a column, or a row, that nothing else uses."""
    for block in blocks:
        for line, tag in ((block.tag, f"{{%{kind} for _ in range({block.rounds}) %}}"), (block.end, f"{{%{kind} endfor %}}")):
            row, column = (line, LINES + 1) if kind == "tr" else (LINES + 1, line)
            sheet.cell(row, column, tag)


@st.composite
def axes(draw: st.DrawFn) -> Axis:
    blocks, line = [], 1
    while (line := line + draw(st.integers(1, 4))) <= LINES - 4:
        blocks.append(Block(line, draw(st.integers(1, 2)), draw(st.integers(0, 4))))
        line = blocks[-1].end + 1
    return Axis(blocks)


@st.composite
def references(draw: st.DrawFn, rows: Axis, columns: Axis, fixed: bool = False) -> str:
    """Return a cell, an area, whole rows or whole columns, with $ anywhere, or everywhere if `fixed`."""

    def line(letters: str) -> str:
        return ("$" if fixed or draw(st.booleans()) else "") + letters

    kind = draw(st.sampled_from(["cell", "area", "area", "rows", "columns"]))
    if kind == "cell":
        return line(get_column_letter(draw(st.sampled_from(columns.singles)))) + line(str(draw(st.sampled_from(rows.singles))))
    top, bottom = draw(st.sampled_from(rows.spans))
    left, right = draw(st.sampled_from(columns.spans))
    if kind == "rows":
        return f"{line(str(top))}:{line(str(bottom))}"
    if kind == "columns":
        return f"{line(get_column_letter(left))}:{line(get_column_letter(right))}"
    if (top, left) == (bottom, right):
        right += 1 if right + 1 in columns.free else 0
    return f"{line(get_column_letter(left))}{line(str(top))}:{line(get_column_letter(right))}{line(str(bottom))}"


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    sheet = draw(st.sampled_from(["Data", "My data", "O'Neill & Co", "登记 表"]))
    layout = Layout(sheet, draw(axes()), draw(axes()))
    before = "'" + sheet.replace("'", "''") + "'!"
    plain = references(layout.rows, layout.columns)
    for _ in range(draw(st.integers(2, 6))):
        place = (draw(st.sampled_from(layout.rows.free)), draw(st.sampled_from(layout.columns.free)))
        layout.formulas[place] = f"=SUM({draw(plain)})+COUNTA({before}{draw(plain)},{draw(plain)})"
    layout.elsewhere = [f"=SUM({before}{draw(plain)})&\"A1\"" for _ in range(draw(st.integers(1, 4)))]
    layout.names = [before + draw(references(layout.rows, layout.columns, fixed=True)) for _ in range(draw(st.integers(0, 3)))]
    return layout


def drawn(count: int) -> list[Layout]:
    """Return the same random layouts each time."""
    found: list[Layout] = []

    @seed(2_000)
    @settings(max_examples=count, database=None, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(layouts())
    def draw(layout: Layout) -> None:
        found.append(layout)

    draw()
    return found


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Layout, Path]]:
    """Return layouts, each with the workbook that LibreOffice made of its template."""
    folder, found = tmp_path_factory.mktemp("by-hand"), drawn(LAYOUTS)
    paths = [folder / f"{number}.xlsx" for number in range(len(found))]
    for layout, path in zip(found, paths, strict=True):
        path.write_bytes(layout.template())
    handled(paths, [layout.rows.steps("Rows") + layout.columns.steps("Columns") for layout in found])
    return list(zip(found, paths, strict=True))


def formulas(path: Path) -> dict[str, str]:
    """Return all formulas and names of a workbook by their places, with sheet names unquoted."""
    book = load_workbook(path)
    cells = {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    }
    return {place: formula.replace("'", "") for place, formula in (cells | {name: item.attr_text for name, item in book.defined_names.items()}).items()}


def test_formulas_and_names_are_those_that_libreoffice_makes(by_hand: list[tuple[Layout, Path]], tmp_path: Path) -> None:
    differences = []
    for layout, path in by_hand:
        filled = tmp_path / "filled.xlsx"
        filled.write_bytes(ExcelEngine().fill(layout.template(), context()).file)
        ours, theirs = formulas(filled), formulas(path)
        differences += [(layout, place, ours.get(place), theirs.get(place)) for place in ours.keys() | theirs.keys() if ours.get(place) != theirs.get(place)]
    assert differences == []


def test_the_layouts_have_everything_that_moves(by_hand: list[tuple[Layout, Path]]) -> None:
    """What is not drawn is not tested: loops that add, stay and vanish on both axes, and each kind of reference."""
    texts = " ".join(text for layout, _ in by_hand for text in [*layout.formulas.values(), *layout.elsewhere, *layout.names])
    for axis in ("rows", "columns"):
        blocks = [block for layout, _ in by_hand for block in getattr(layout, axis).blocks]
        assert {block.rounds for block in blocks} == {0, 1, 2, 3, 4}
        assert {block.body for block in blocks} == {1, 2}
        assert max(len(getattr(layout, axis).blocks) for layout, _ in by_hand) >= 3
    assert all(part in texts for part in ("SUM($", ":$", "'O''Neill & Co'!$", "'登记 表'!"))
    assert len({layout.sheet for layout, _ in by_hand}) == 4
    assert sum(len(layout.formulas) + len(layout.elsewhere) + len(layout.names) for layout, _ in by_hand) > 300
