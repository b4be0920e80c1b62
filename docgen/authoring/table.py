"""A table -> w:tbl: exactly as wide as the text, head repeated, rows whole, tints by meaning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.authoring import theme
from docgen.authoring.blocks import Cell, Row, Table, plain
from docgen.authoring.elements import Element, node, paragraph, run
from docgen.authoring.measure import lines_of
from docgen.authoring.outline import Guards, Path
from docgen.authoring.runs import RunWriter

_WHOLE_ROWS = 9
_WHOLE_LINES = 16
_TWIPS_PER_MM = 1440 / 25.4
_CELL_SIDES_MM, _CELL_CHARACTER_MM = 3.5, 3.18
_MATRIX_ROW = theme.twips(8.5)


def grid(style: str, widths: Iterable[int], *rows: Element, headed: bool = True) -> Element:
    """Return a table in a table style of the theme; its width is the sum of `widths` (twips); `headed`: the first row is a head."""
    widths = tuple(widths)
    look = {"firstRow": int(headed), "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    return node(
        "w:tbl",
        node(
            "w:tblPr",
            node("w:tblStyle", val=style),
            node("w:tblW", w=sum(widths), type="dxa"),
            node("w:tblInd", w=0, type="dxa"),
            node("w:tblLayout", type="fixed"),
            node("w:tblLook", val="0620" if headed else "0600", **look),
        ),
        node("w:tblGrid", *(node("w:gridCol", w=width) for width in widths)),
        *rows,
    )


def cell(width: int, *content: Element, fill: str = "", middle: bool = False) -> Element:
    """Return a table cell of `width` twips holding paragraphs."""
    return node(
        "w:tc",
        node(
            "w:tcPr",
            node("w:tcW", w=width, type="dxa"),
            node("w:shd", val="clear", color="auto", fill=fill) if fill else None,
            node("w:vAlign", val="center") if middle else None,
        ),
        *content,
    )


def row(*cells: Element, head: bool = False, height: int = 0) -> Element:
    """Return a table row that stays whole; `head` repeats it on each page; `height` is the least, in twips."""
    return node(
        "w:tr",
        node(
            "w:trPr",
            node("w:cantSplit"),
            node("w:trHeight", val=height, hRule="atLeast") if height else None,
            node("w:tblHeader") if head else None,
        ),
        *cells,
    )


def tag_row(tag: str, widths: Iterable[int]) -> Element:
    """Return the marker row of a `{%tr … %}` tag: one cell over all columns, which filling removes."""
    widths = tuple(widths)
    properties = node("w:tcPr", node("w:tcW", w=sum(widths), type="dxa"), node("w:gridSpan", val=len(widths)))
    return node("w:tr", node("w:tc", properties, paragraph("TableText", run(tag))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """What the cells of one row share: the conditions around them, their line in the source, how they are set."""

    path: Path
    guards: Guards
    line: int
    keep: bool
    middle: bool


class TableWriter:
    """Writes the tables of one text."""

    def __init__(self, runs: RunWriter) -> None:
        self._runs = runs

    def write(self, table: Table, path: Path) -> Element:
        """Return the table, which stands under the conditions of `path`."""
        guards = Guards()
        whole = table.keep or _is_short(table)
        last = max((index for index, content in enumerate(table.rows) if content.cells), default=0)
        rows = [self._head(table, path)]
        for index, content in enumerate(table.rows):
            if content.tag:
                guards.follow_text(content.tag)
                rows.append(tag_row(content.tag, table.widths))
                continue
            together = whole or index in (0, last - 1)  # no single row alone on a page
            keep = (together and index < last) or (bool(table.caption) and index == last)
            spot = _Spot(path=path, guards=guards, line=content.line, keep=keep, middle=table.style == "matrix")
            rows.append(self._row(table, content, spot))
        return grid("HouseGrid" if table.style == "matrix" else "HouseTable", table.widths, *rows)

    def _head(self, table: Table, path: Path) -> Element:
        cells: list[Element] = []
        for index, (content, width) in enumerate(zip(table.head.cells, table.widths, strict=True)):
            style = "TableHeadCentre" if _centred(table, index) else "TableHead"
            words = self._runs.write(content.runs, path, table.head.line)
            cells.append(cell(width, paragraph(style, *words), fill=theme.BRAND_FILL, middle=True))
        return row(*cells, head=True, height=_MATRIX_ROW if table.style == "matrix" else 0)

    def _row(self, table: Table, content: Row, spot: _Spot) -> Element:
        cells: list[Element] = []
        for index, (part, width) in enumerate(zip(content.cells, table.widths, strict=True)):
            base = _base_tint(table, content, index)
            style = "TableTextCentre" if _centred(table, index) else "TableText"
            if part.mark_value:
                cells += self._by_value(part, width, style, base, spot)
            else:
                cells.append(self._cell(part, width, style, theme.MARKS.get(part.mark, base), spot))
        return row(*cells, height=_MATRIX_ROW if table.style == "matrix" else 0)

    def _cell(self, part: Cell, width: int, style: str, tint: theme.Tint, spot: _Spot) -> Element:
        words = self._runs.write(part.runs, spot.path, spot.line, tint.style, spot.guards)
        kept = [node("w:keepNext")] if spot.keep else []
        return cell(width, paragraph(style, *words, properties=kept), fill=tint.fill, middle=spot.middle)

    def _by_value(self, part: Cell, width: int, style: str, base: theme.Tint, spot: _Spot) -> list[Element]:
        """Return one cell for each priority the value may have, and one for any other, behind `{%tc if … %}` tags."""
        cells: list[Element] = []
        for priority, tint in theme.PRIORITIES.items():
            test = f"{'elif' if cells else 'if'} {part.mark_value} == '{priority}'"
            cells += [_tag_cell(test), self._cell(part, width, style, tint, spot)]
        return [*cells, _tag_cell("else"), self._cell(part, width, style, base, spot), _tag_cell("endif")]


def _base_tint(table: Table, content: Row, index: int) -> theme.Tint:
    """Return the tint of a cell without a mark: plain, bold where it names the row, red in an exceptional row."""
    names_row = index == 0 and table.style in ("terms", "steps", "matrix")
    label = index == 0 and table.style == "matrix"
    fill = theme.EXCEPTION if content.exception else theme.BRAND_WASH if label else ""
    return theme.Tint(style="Strong" if names_row else "", text=theme.TEXT, fill=fill)


def _centred(table: Table, index: int) -> bool:
    return table.centred[index] or table.style == "matrix" or (table.style == "steps" and index == 0)


def _is_short(table: Table) -> bool:
    """Whether a table is to stay on one page without being told to: few rows, none repeated, not taller than a third of a page."""
    if len(table.rows) > _WHOLE_ROWS or any("for" in content.tag.split() for content in table.rows):
        return False
    lines = (
        max((lines_of(plain(part.runs), width / _TWIPS_PER_MM - _CELL_SIDES_MM, _CELL_CHARACTER_MM) for part, width in cells), default=0)
        for cells in (tuple(zip(content.cells, table.widths, strict=False)) for content in table.rows)
    )
    return sum(lines) <= _WHOLE_LINES


def _tag_cell(statement: str) -> Element:
    properties = node("w:tcPr", node("w:tcW", w=0, type="dxa"))
    return node("w:tc", properties, paragraph("TableText", run(f"{{%tc {statement} %}}")))


def steps_of(table: Table) -> dict[str, str]:
    """Return number -> title of the rows of a step table: its first two columns."""
    return {plain(content.cells[0].runs): plain(content.cells[1].runs) for content in table.rows if len(content.cells) > 1}
