"""Where the columns of a table stand on their sheet, for formulas, names, checks and conditional formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.worksheet import Worksheet

from docgen.authoring.excel_formula import translated
from docgen.authoring.excel_source import Highlight
from docgen.authoring.excel_style import tinted

HEADS = "heads"
"""The name of the first head of the register: the row above its rows."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns of a register stand: letters by column id, and its first and last row."""

    letters: dict[str, str]
    first: int
    last: int

    def cell(self, column: str) -> str:
        """Return the cell of a column in the first row, fixed to the column."""
        return f"${self.letters[column]}{self.first}"

    def here(self, column: str) -> str:
        """Return a column's cell in the formula's own row, said by the column's name: the same words in every row.

        A name tells a reader more than a letter, and programs that follow each reference of a formula to its cell, one by one,
        are spared hundreds of thousands of them.
        """
        return f"INDEX({column},ROW()-ROW({HEADS}))"

    def area(self, column: str) -> str:
        """Return the rows of a column."""
        letter = self.letters[column]
        return f"{letter}{self.first}:{letter}{self.last}"

    def shortened(self, rows: int) -> Grid:
        """Return the grid with only its first `rows` rows."""
        return replace(self, last=self.first + rows - 1)

    def fixed(self, column: str) -> str:
        """Return the rows of a column as names and formulas fix them."""
        letter = self.letters[column]
        return f"${letter}${self.first}:${letter}${self.last}"


def highlight(sheet: Worksheet, highlights: Iterable[Highlight], grid: Grid) -> None:
    """Add conditional formats to the rows of `grid`; what is named first wins."""
    for item in highlights:
        areas = " ".join(grid.area(column) for column in item.columns or grid.letters)
        formula = translated(item.when.removeprefix("="), grid.cell)
        sheet.conditional_formatting.add(areas, Rule(type="expression", formula=[formula], dxf=tinted(item.tint)))
