"""Everything on a sheet that depends on rows and columns besides the cells: moved by the sheet's grid.

Source: ECMA-376 part 1, 18.3.1 (worksheets): column widths, merged cells, validations, conditional formats, filter,
links, breaks, views.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from docgen.formats.excel import references
from docgen.formats.excel.columns import Strip
from docgen.formats.excel.drawings import move_controls
from docgen.formats.excel.formulas import Movement
from docgen.formats.excel.grid import HOME, Grid, Round
from docgen.formats.excel.layout import Layout
from docgen.formats.excel.loose import Texts
from docgen.formats.excel.parts import child, find, local
from docgen.formats.excel.references import LAST_COLUMN

_CONTAINERS = frozenset(
    ("protectedRanges", "ignoredErrors", "cellWatches", "dataValidations", "conditionalFormattings",
     "sparklines", "sparklineGroups", "ext", "extLst")
)  # fmt: skip
_FORMULAS = ("f", "formula", "formula1", "formula2")


class SheetMover:
    """Moves what depends on the rows and columns of one sheet. `sheet` is its name in the template."""

    def __init__(self, sheet: str, grid: Grid, movement: Movement, texts: Texts) -> None:
        self._sheet = sheet
        self._grid = grid
        self._movement = movement
        self._texts = texts

    def move(self, root: etree._Element, strips: Sequence[Strip] = ()) -> None:
        """Move everything in `root`, a worksheet without its rows; `strips` are its columns where they moved."""
        if self._grid.unmoved:
            for element in find(root, "hyperlink"):
                if location := element.get("location"):
                    element.set("location", self._formula(location))
        else:
            self._views(root)
            self._areas(root)
            self._copied(root, "mergeCells", "mergeCell", lambda item: _is_area(str(item.get("ref"))))
            self._copied(root, "hyperlinks", "hyperlink", lambda item: True)
            move_controls(root, self._grid)
            self._breaks(root, "rowBreaks", self._grid.rows)
            if self._grid.columns is not None:
                self._breaks(root, "colBreaks", self._grid.columns)
                _widths(root, strips)
        self._rules(root)
        self._sparklines(root)

    def hull(self, text: str) -> str | None:
        """Return the one area that an area of the template has become; None if nothing is left of it."""
        area = references.area(text)
        moved = self._grid.hull(area)
        return None if moved is None else area.spanning(*moved)

    def table(self, root: etree._Element) -> None:
        """Move a table; Excel wants one row below its heads, though it be blank."""
        heads = int(root.get("headerRowCount") or 1) + int(root.get("totalsRowCount") or 0)
        for element in find(root, "table", "autoFilter", "sortState", "sortCondition"):
            if (text := element.get("ref")) and (moved := self.hull(text)):
                found = references.area(moved)
                if local(element) == "table" and found.rows[1] - found.rows[0] < heads:
                    moved = found.text((found.rows[0], found.rows[0] + heads), found.columns)
                element.set("ref", moved)
        for element in find(root, "calculatedColumnFormula", "totalsRowFormula"):
            element.text = self._formula(element.text or "")

    def _views(self, root: etree._Element) -> None:
        rows, columns = self._grid.rows, self._grid.columns
        for element in find(root, "sheetView", "pane", "selection"):
            for name in ("topLeftCell", "activeCell"):
                if text := element.get(name):
                    cell = references.area(text)
                    row, column = self._grid.first(cell.start.row, cell.start.column)
                    element.set(name, cell.text((row, row), (column, column)))
            if local(element) == "selection" and (areas := element.get("sqref")):
                moved = [area for text in areas.split() if (area := self.hull(text))]
                element.set("sqref", " ".join(moved) or element.get("activeCell") or "A1")
            if local(element) == "pane" and element.get("state") in ("frozen", "frozenSplit"):
                _split(element, "ySplit", rows)
                if columns is not None:
                    _split(element, "xSplit", columns)

    def _areas(self, root: etree._Element) -> None:
        """Move what lies on one area: it grows and shrinks with its rows and columns."""
        for element in find(root, "autoFilter"):
            self._filter_columns(element)
        for element in list(find(root, "dimension", "autoFilter", "sortState", "sortCondition", "cellWatch", "inputCells")):
            name = "r" if local(element) in ("cellWatch", "inputCells") else "ref"
            moved = self.hull(str(element.get(name)))
            if moved is not None:
                element.set(name, moved)
            elif local(element) == "dimension":
                element.set("ref", "A1")
            else:
                _remove(element)
        for element in list(find(root, "protectedRange", "ignoredError")):
            if moved := self._spread(str(element.get("sqref")))[0]:
                element.set("sqref", moved)
            else:
                _remove(element)

    def _filter_columns(self, element: etree._Element) -> None:
        """Move the criteria of a filter, which name their columns by number from the filter's first."""
        columns, area = self._grid.columns, references.area(str(element.get("ref")))
        moved = self._grid.hull(area)
        if columns is None or moved is None:
            return
        for item in [item for item in element if local(item) == "filterColumn"]:
            column = area.start.column + int(item.get("colId") or 0)
            for now, _, _ in columns.copies(column, column):
                copy = deepcopy(item)
                copy.set("colId", str(now - moved[1][0]))
                item.addprevious(copy)
            element.remove(item)

    def _copied(self, root: etree._Element, group: str, name: str, keep: Callable[[etree._Element], bool]) -> None:
        """Copy merged cells and links with their cells."""
        for container in list(find(root, group)):
            for element in [item for item in container if local(item) == name]:
                area = references.area(str(element.get("ref")))
                for place in self._grid.copies(area):
                    copy = deepcopy(element)
                    copy.set("ref", area.spanning(place.rows, place.columns))
                    if location := element.get("location"):
                        copy.set("location", self._formula(location, place.within))
                    if keep(copy):
                        element.addprevious(copy)
                container.remove(element)
            _counted(container)

    def _breaks(self, root: etree._Element, group: str, layout: Layout) -> None:
        """Move manual page breaks, which name the row above them, or the column to their left."""
        for container in list(find(root, group)):
            for element in list(container):
                line = int(element.get("id") or 0)
                for _, last, _ in layout.copies(line, line) if line else ():
                    copy = deepcopy(element)
                    copy.set("id", str(last))
                    element.addprevious(copy)
                container.remove(element)
            _counted(container)
            if container.getparent() is not None:
                container.set("manualBreakCount", str(sum(item.get("man") in ("1", "true") for item in container)))

    def _rules(self, root: etree._Element) -> None:
        """Move validations and conditional formats; their formulas are written as the first cell of their area sees them."""
        for element in list(find(root, "dataValidation", "conditionalFormatting")):
            inner = child(element, "sqref")
            areas = element.get("sqref") or (inner.text if inner is not None else None)
            if not areas:
                continue
            moved, within, skipped = self._spread(areas)
            container = element.getparent()
            if not moved:
                _remove(element)
                if container is not None:
                    _counted(container)
                continue
            if inner is not None:
                inner.text = moved
            else:
                element.set("sqref", moved)
            for formula in find(element, *_FORMULAS):
                if formula.text:  # an x14 formula1 holds its formula in an f
                    formula.text = self._formula(formula.text, within, skipped)
            for value in find(element, "cfvo"):
                if value.get("type") == "formula" and (text := value.get("val")):
                    value.set("val", self._formula(text, within, skipped))

    def _sparklines(self, root: etree._Element) -> None:
        for element in list(find(root, "sparkline")):
            source, place = child(element, "f"), child(element, "sqref")
            if place is None or not place.text:
                continue
            area = references.area(place.text)
            for found in self._grid.copies(area):
                copy = deepcopy(element)
                for part in copy:
                    if local(part) == "sqref":
                        part.text = area.spanning(found.rows, found.columns)
                    elif source is not None and source.text:
                        part.text = self._formula(source.text, found.within)
                element.addprevious(copy)
            _remove(element)
        for group in list(find(root, "sparklineGroup")):
            if child(group, "sparklines") is None:
                _remove(group)

    def _spread(self, areas: str) -> tuple[str, Round, tuple[int, int]]:
        """Return what a list of areas has become, the round of its first copy, and the rows and columns lost at its beginning."""
        moved: list[str] = []
        within, skipped = HOME, (0, 0)
        for text in areas.split():
            area = references.area(text)
            spread, first = self._grid.spread(area)
            if spread and not moved:
                within, skipped = first, self._grid.skipped(area)
            moved += [area.spanning(*spans) for spans in spread]
        return " ".join(moved), within, skipped

    def _formula(self, text: str, within: Round = HOME, skipped: tuple[int, int] = (0, 0)) -> str:
        pieces = self._texts.pieces(text)
        return self._movement.formula(references.translated(pieces, *skipped) if any(skipped) else pieces, self._sheet, within)


def _split(pane: etree._Element, name: str, layout: Layout) -> None:
    """Keep frozen what was frozen: the number of rows above the split, or of columns before it."""
    if split := pane.get(name):
        lines = layout.lines(1, max(int(float(split)), 1))
        pane.set(name, str(lines[1] if lines else 1))


def _widths(root: etree._Element, strips: Sequence[Strip]) -> None:
    """Write the widths and styles of columns anew, strip by strip."""
    for container in list(find(root, "cols")):
        elements = [(int(item.get("min") or 0), int(item.get("max") or 0), item) for item in container]
        container[:] = []
        for strip in strips:
            for first, last, element in elements:
                left, right = max(first, strip.first) + strip.shift, min(last, strip.last) + strip.shift
                if left <= right and left <= LAST_COLUMN:
                    copy = deepcopy(element)
                    copy.set("min", str(left))
                    copy.set("max", str(min(right, LAST_COLUMN)))
                    container.append(copy)
        _counted(container)


def _is_area(text: str) -> bool:
    """Tell whether an area has more than one cell: a merge of one cell is none."""
    area = references.area(text)
    return area.rows[0] != area.rows[1] or area.columns[0] != area.columns[1]


def _counted(container: etree._Element) -> None:
    """Set the container's count; an empty one is taken away, for none may be empty."""
    if len(container) == 0:
        _remove(container)
    elif container.get("count") is not None:
        container.set("count", str(len(container)))


def _remove(element: etree._Element) -> None:
    """Take out an element, and what only held it: none of these may be empty."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if len(parent) == 0 and local(parent) in _CONTAINERS:
            _remove(parent)
