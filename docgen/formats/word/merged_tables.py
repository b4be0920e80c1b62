"""What a table is beside its cells, after a merge: fills and spans as the new generation has them, a grid that fits its rows."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from docgen.formats.word import names
from docgen.formats.word.setting import set_property

_GRID = names.qualified("w:tblGrid")
_COLUMN = names.qualified("w:gridCol")
_WIDTH = names.qualified("w:w")
_FOLLOWED = (names.SHADING, names.SPAN, names.qualified("w:vMerge"))


def follow_cell(cell: names.Element, new: names.Element) -> None:
    """Give a cell the fill and the span that it has in the new generation."""
    for tag in _FOLLOWED:
        here, there = (names.child(item, names.CELL_PROPERTIES, tag) for item in (cell, new))
        if there is not None:
            set_property(cell, names.CELL_PROPERTIES, tag, {str(key): str(value) for key, value in there.attrib.items()})
        elif here is not None and (holder := here.getparent()) is not None:
            holder.remove(here)


def settle_grid(table: names.Element, new: names.Element) -> None:
    """Make the grid of a table fit its rows: as in `new` where that has as many columns, else columns of one width."""
    grid, theirs = table.find(_GRID), new.find(_GRID)
    columns = max((_columns(row) for row in table.iter(names.ROW)), default=0)
    if grid is None or columns == len(grid):
        return
    total = sum(names.number(column.get(_WIDTH)) for column in grid)
    for column in list(grid):
        grid.remove(column)
    if theirs is not None and len(theirs) == columns:
        grid.extend(deepcopy(column) for column in theirs)
    else:
        grid.extend(etree.Element(_COLUMN, {_WIDTH: str(total // max(columns, 1))}) for _ in range(columns))


def _columns(row: names.Element) -> int:
    spans = (names.child(cell, names.CELL_PROPERTIES, names.SPAN) for cell in row.iter(names.CELL))
    return sum(max(names.number(span.get(names.VAL)), 1) if span is not None else 1 for span in spans)
