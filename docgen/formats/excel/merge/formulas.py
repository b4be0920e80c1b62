"""The formulas of one sheet as they read in the merged workbook.

Thousands of rows have the same formula but for their own row: what becomes of one of them is computed once.
"""

from __future__ import annotations

from lxml import etree

from docgen.formats.excel.content import normal_formula, own_row
from docgen.formats.excel.formulas import Movement, scan
from docgen.formats.excel.merge.book import OPEN, Shapes, Sheet, formula_of
from docgen.formats.excel.references import Pieces, Reference, spelled

Moved = tuple[str, str, bool]  # a formula where it stands now, its normal form, both with its own row open; whether it lost a reference


class Formulas:
    """The formulas of `sheet`, moved. `name` is the sheet's name in its own workbook."""

    def __init__(self, sheet: Sheet, movement: Movement) -> None:
        self._sheet = sheet
        self._movement = movement
        self._alone: dict[str, Moved] = {}  # formulas without a reference
        self._opened = Shapes()
        self._shapes: dict[str, Moved | None] = {}
        self._shared: dict[str, Moved | None] = {}
        self._sharing: dict[str, int] = {}  # the column of a group that goes on sharing

    def key(self, cell: etree._Element, row: int, column: int, now: int) -> str:
        """Return what the cell at `row`, `column` says, in its normal form, when it stands in row `now`; "" for nothing."""
        moved = self._of(cell, row, column, now)
        return self._sheet.value(cell) if moved is None else f"={moved[1]}"

    def text(self, cell: etree._Element, row: int, column: int, now: int) -> str | None:
        """Return the formula of the cell at `row`, `column` when it stands in row `now`; None for a value."""
        moved = self._of(cell, row, column, now)
        return None if moved is None else moved[0].replace(OPEN, str(now))

    def moved(self, cell: etree._Element, row: int, column: int, now: int) -> tuple[str, bool]:
        """Return `text` of a cell with a formula, and whether it refers to cells of which nothing is left."""
        moved = self._of(cell, row, column, now)
        assert moved is not None  # it has a formula
        return moved[0].replace(OPEN, str(now)), moved[2]

    def stays_shared(self, cell: etree._Element, column: int) -> bool:
        """Tell whether a cell can go on sharing its formula: it is that of its group wherever the group stands."""
        formula = formula_of(cell)
        number = str(formula.get("si")) if formula is not None and formula.get("t") == "shared" else ""
        if number not in self._sharing:
            master = self._sheet.masters.get(number)
            self._sharing[number] = master.column if master and self._follows(scan(master.text), master.row) else 0
        return self._sharing[number] == column

    def _of(self, cell: etree._Element, row: int, column: int, now: int) -> Moved | None:
        formula = formula_of(cell)
        if formula is None:
            return None
        if formula.get("t") == "shared" and (found := self._group(str(formula.get("si")), row, column, now)):
            return found
        text = self._sheet.formula(cell, row, column) or ""
        moved = self._alone.get(text) or self._moved_by_shape(text, (row, column), now)
        if formula.get("t") == "array":
            return moved[0], f"{{{moved[1]}}} {self.area(str(formula.get('ref')))}", moved[2]
        return moved

    def _moved_by_shape(self, text: str, old: tuple[int, int], now: int) -> Moved:
        shape = self._opened.of(text, *old)
        if shape not in self._shapes:
            pieces = scan(text)
            if all(isinstance(piece, str) for piece in pieces):
                self._alone[text] = self._moved(text, now)
                return self._alone[text]
            self._shapes[shape] = self._moved(text, now) if self._follows(pieces, old[0]) else None
        return self._shapes[shape] or self._moved(text, now)

    def area(self, area: str) -> str:
        """Return an area of the sheet where it is now."""
        return self._movement.formula(scan(area), self._sheet.name)

    def _group(self, number: str, row: int, column: int, now: int) -> Moved | None:
        """Return the formula of a group, if it is the same for all its cells."""
        if number not in self._shared:
            master = self._sheet.masters.get(number)
            self._shared[number] = None
            if master is not None and self._follows(scan(master.text), master.row):
                opened = "".join(piece if isinstance(piece, str) else spelled(piece, master.row) for piece in scan(master.text))
                self._shared[number] = self._moved(opened.replace(OPEN, str(row)), now)
        found = self._shared[number]
        return found if found is not None and self._sheet.masters[number].column == column else None

    def _moved(self, text: str, now: int) -> Moved:
        pieces = scan(text)
        moved = self._movement.formula(pieces, self._sheet.name)
        opened = "".join(piece if isinstance(piece, str) else spelled(piece, now) for piece in scan(moved))
        return opened, normal_formula(moved, now), self._movement.loses(pieces, self._sheet.name)

    def _follows(self, pieces: Pieces, row: int) -> bool:
        """Tell whether a formula is the same in every row but for its own: it says its row in plain references alone."""
        own = own_row(row)
        return not any(own.search(piece) if isinstance(piece, str) else _half_own(piece, row) for piece in pieces)


def _half_own(reference: Reference, row: int) -> bool:
    """Tell whether a reference names its own row in another way than as all of its rows, unfixed and on its own sheet."""
    corners = [corner for corner in (reference.start, reference.end) if corner is not None]
    named = [corner for corner in corners if corner.row == row]
    return bool(named) and (len(named) < len(corners) or bool(reference.sheet) or any(corner.fixed_row for corner in named))
