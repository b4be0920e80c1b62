"""Everything on a sheet that depends on rows besides the cells: moved by the sheet's layout.

Source: ECMA-376 part 1, 18.3.1 (worksheets): merged cells, validations, conditional formats, filter, links, breaks, views.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from docgen.formats.excel import references
from docgen.formats.excel.formulas import Movement
from docgen.formats.excel.layout import ROOT, Layout
from docgen.formats.excel.loose import Texts
from docgen.formats.excel.parts import child, find, local
from docgen.formats.excel.references import LAST_ROW, Reference

_FORMULAS = ("f", "formula", "formula1", "formula2")


class SheetMover:
    """Moves what depends on the rows of one sheet. `sheet` is its name in the template."""

    def __init__(self, sheet: str, layout: Layout, movement: Movement, texts: Texts) -> None:
        self._sheet = sheet
        self._layout = layout
        self._movement = movement
        self._texts = texts

    def move(self, root: etree._Element) -> None:
        """Move everything in `root`, a worksheet without its rows."""
        for element in find(root, "hyperlink"):
            if location := element.get("location"):
                element.set("location", self._formula(location))
        if not self._layout.unmoved:
            self._views(root)
            self._areas(root)
            self._copied(root, "mergeCells", "mergeCell", lambda item: _is_area(str(item.get("ref"))))
            self._copied(root, "hyperlinks", "hyperlink", lambda item: True)
            self._breaks(root)
        self._rules(root)
        self._sparklines(root)

    def hull(self, text: str) -> str | None:
        """Return the one area that an area of the template has become; None if nothing is left of it."""
        area = references.area(text)
        if not area.start.row:
            return text
        rows = self._layout.rows(area.start.row, area.last_row)
        return None if rows is None else area.spanning(*rows)

    def anchor_rows(self, first: int, last: int) -> tuple[int, int] | None:
        """Return where the rows that a drawing covers are now, from its first copy on."""
        return self._layout.rows(first, last)

    def _views(self, root: etree._Element) -> None:
        for element in find(root, "sheetView", "pane", "selection"):
            for name in ("topLeftCell", "activeCell"):
                if text := element.get(name):
                    cell = references.area(text)
                    rows = self._layout.rows(cell.start.row, LAST_ROW)
                    element.set(name, cell.text(rows[0] if rows else 1, 0, ""))
            if local(element) == "selection" and (areas := element.get("sqref")):
                moved = [area for text in areas.split() if (area := self.hull(text))]
                element.set("sqref", " ".join(moved) or element.get("activeCell") or "A1")
            if local(element) == "pane" and element.get("state") in ("frozen", "frozenSplit") and (split := element.get("ySplit")):
                rows = self._layout.rows(1, max(int(float(split)), 1))
                element.set("ySplit", str(rows[1] if rows else 1))

    def _areas(self, root: etree._Element) -> None:
        """Move what lies on one area: it grows and shrinks with its rows."""
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
            moved, _, _ = self._spread(str(element.get("sqref")))
            if moved:
                element.set("sqref", moved)
            else:
                _remove(element)

    def _copied(self, root: etree._Element, group: str, name: str, keep: Callable[[etree._Element], bool]) -> None:
        """Copy merged cells and links with their rows."""
        for container in list(find(root, group)):
            for element in [item for item in container if local(item) == name]:
                area = references.area(str(element.get("ref")))
                if not area.start.row:
                    continue
                for first, last, within in self._layout.copies(area.start.row, area.last_row):
                    copy = deepcopy(element)
                    copy.set("ref", area.spanning(first, last))
                    if within != ROOT and (location := element.get("location")):
                        copy.set("location", self._formula(location, within))
                    if keep(copy):
                        element.addprevious(copy)
                container.remove(element)
            _counted(container)

    def _breaks(self, root: etree._Element) -> None:
        """Move manual page breaks, which name the row above them."""
        for container in list(find(root, "rowBreaks")):
            for element in list(container):
                row = int(element.get("id") or 0)
                for _, last, _ in self._layout.copies(row, row) if row else ():
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
            for first, last, within in self._layout.copies(area.start.row, area.last_row):
                copy = deepcopy(element)
                for part in copy:
                    if local(part) == "sqref":
                        part.text = area.spanning(first, last)
                    elif source is not None and source.text:
                        part.text = self._formula(source.text, within)
                element.addprevious(copy)
            _remove(element)

    def _spread(self, areas: str) -> tuple[str, int, int]:
        """Return what a list of areas has become, the round of its first copy, and how many rows it lost at its top."""
        moved: list[str] = []
        within, skipped = ROOT, 0
        for text in areas.split():
            area = references.area(text)
            if not area.start.row:
                moved.append(text)
                continue
            copies = self._layout.copies(area.start.row, area.last_row)
            if copies and not moved:
                within, skipped = copies[0][2], self._layout.survivor(area.start.row, area.last_row) - area.start.row
            moved += [area.spanning(first, last) for first, last in _joined(copies)]
        return " ".join(moved), within, skipped

    def _formula(self, text: str, within: int = ROOT, skipped: int = 0) -> str:
        pieces = self._texts.pieces(text)
        return self._movement.formula(references.translated(pieces, skipped, 0) if skipped else pieces, self._sheet, within)


def _joined(copies: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the rows of the copies, those that touch each other as one."""
    pending: tuple[int, int] | None = None
    for first, last, _ in copies:
        if pending is not None and first <= pending[1] + 1:
            pending = (pending[0], max(last, pending[1]))
            continue
        if pending is not None:
            yield pending
        pending = (first, last)
    if pending is not None:
        yield pending


def _is_area(text: str) -> bool:
    """Tell whether an area has more than one cell: a merge of one cell is none."""
    area: Reference = references.area(text)
    return area.end is not None and (area.start.row, area.start.column) != (area.end.row, area.end.column)


def _counted(container: etree._Element) -> None:
    """Set the container's count; an empty one is taken away, for none may be empty."""
    if len(container) == 0:
        _remove(container)
    elif container.get("count") is not None:
        container.set("count", str(len(container)))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
