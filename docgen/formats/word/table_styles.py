"""How a table's style makes its cells look: its heads, bands, first and last columns.

LibreOffice writes this into the cells, so it must be known to see that nothing changed.
Source: ECMA-376 part 1, 17.7.6 (table styles), 17.7.6.6 (order of the conditional formats), 17.4.56 (tblLook).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.formats.word import names
from docgen.formats.word.styles import Look, Styles, look_of

_STYLE = names.qualified("w:tblStyle")
_LOOK = names.qualified("w:tblLook")
_CONDITIONAL = names.qualified("w:tblStylePr")
_TYPE = names.qualified("w:type")
_FILL = names.qualified("w:fill")
_FLAGS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400}
_ON = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands: row and column from 0 (the last column for one that spans several), and how many there are."""

    row: int
    rows: int
    column: int
    last_column: int
    columns: int


class TableStyle:
    """The style of one table, with the parts of it that the table uses."""

    def __init__(self, table: names.Element, styles: Styles) -> None:
        properties = names.child(table, names.TABLE_PROPERTIES)
        style = names.child(properties, _STYLE)
        self._chain = list(reversed(styles.chain(str(style.get(names.VAL))))) if style is not None else []
        self._flags = _flags(names.child(properties, _LOOK))
        self._looks: dict[tuple[str, ...], tuple[Look, str]] = {}

    def cell(self, place: CellPlace) -> tuple[Look, str]:
        """Return how text in a cell looks through the table's style, and the colour the cell is filled with, "" for none."""
        conditions = tuple(self._conditions(place)) if self._chain else ()
        if conditions not in self._looks:
            look: dict[str, str] = {}
            fill = ""
            for holder in self._holders(conditions):
                look |= look_of(names.child(holder, names.RUN_PROPERTIES))
                shading = names.child(holder, names.CELL_PROPERTIES, names.SHADING)
                fill = fill if shading is None else str(shading.get(_FILL) or "").upper()
            self._looks[conditions] = look, fill
        return self._looks[conditions]

    def _holders(self, conditions: tuple[str, ...]) -> Iterator[names.Element]:
        """Yield the styles, then their conditional formats that apply; later ones win."""
        yield from self._chain
        for kind in conditions:
            for style in self._chain:
                yield from (item for item in style.iterchildren(_CONDITIONAL) if item.get(_TYPE) == kind)

    def _conditions(self, place: CellPlace) -> Iterator[str]:
        flags = self._flags
        first_row = "firstRow" in flags and place.row == 0
        last_row = "lastRow" in flags and place.row == place.rows - 1
        first_column = "firstColumn" in flags and place.column == 0
        last_column = "lastColumn" in flags and place.last_column == place.columns - 1
        if "noVBand" not in flags and not first_column and not last_column:
            yield f"band{(place.column - ('firstColumn' in flags)) % 2 + 1}Vert"
        if "noHBand" not in flags and not first_row and not last_row:
            yield f"band{(place.row - ('firstRow' in flags)) % 2 + 1}Horz"
        edges = {"firstRow": first_row, "lastRow": last_row, "firstCol": first_column, "lastCol": last_column}
        yield from (kind for kind, holds in edges.items() if holds)
        corners = {"nwCell": (first_row, first_column), "neCell": (first_row, last_column), "swCell": (last_row, first_column)}
        corners["seCell"] = (last_row, last_column)
        yield from (kind for kind, holds in corners.items() if all(holds))


def _flags(look: names.Element | None) -> frozenset[str]:
    """Return what a table uses of its style; the attributes by name win over the old number."""
    if look is None:
        return frozenset()
    number = str(look.get(names.VAL) or "0")
    bits = int(number, 16) if all(digit in "0123456789abcdefABCDEF" for digit in number) else 0
    named = {flag: look.get(names.qualified(f"w:{flag}")) for flag in _FLAGS}
    return frozenset(flag for flag, bit in _FLAGS.items() if (named[flag] in _ON if named[flag] is not None else bits & bit))
