"""A table -> w:tbl: exactly as wide as the text, head repeated, rows whole, tints by meaning."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.authoring import theme
from docgen.authoring.blocks import Cell, Row, Table, plain
from docgen.authoring.elements import Element, node, paragraph, run
from docgen.authoring.outline import Guards, Path
from docgen.authoring.runs import RunWriter

_WHOLE_ROWS = 9
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


class TableWriter:
    """Writes the tables of one text."""

    def __init__(self, runs: RunWriter) -> None:
        self._runs = runs

    def write(self, table: Table, path: Path) -> Element:
        """Return the table, which stands under the conditions of `path`."""
        guards = Guards()
        loops = any("for" in row.tag.split() for row in table.rows)
        whole = table.keep or (len(table.rows) <= _WHOLE_ROWS and not loops)
        last = max((index for index, content in enumerate(table.rows) if content.cells), default=0)
        rows = [self._head(table, path)]
        for index, content in enumerate(table.rows):
            if content.tag:
                guards.follow_text(content.tag)
                rows.append(tag_row(content.tag, table.widths))
            else:
                keep = (whole and index < last) or (bool(table.caption) and index == last)
                rows.append(self._row(table, content, path, guards, keep))
        return grid("HouseGrid" if table.style == "matrix" else "HouseTable", table.widths, *rows)

    def _head(self, table: Table, path: Path) -> Element:
        cells = []
        for content, width, centred in zip(table.head.cells, table.widths, table.centred, strict=True):
            style = "TableHeadCentre" if self._centred(table, len(cells), centred) else "TableHead"
            words = self._runs.write(content.runs, path, table.head.line)
            cells.append(cell(width, paragraph(style, *words), fill=theme.BRAND_FILL, middle=True))
        return row(*cells, head=True, height=_MATRIX_ROW if table.style == "matrix" else 0)

    def _row(self, table: Table, content: Row, path: Path, guards: Guards, keep: bool) -> Element:
        cells: list[Element] = []
        for index, (part, width) in enumerate(zip(content.cells, table.widths, strict=True)):
            base = self._base_mark(table, content, index)
            centred = self._centred(table, index, table.centred[index])
            style = "TableTextCentre" if centred else "TableText"
            if part.mark_value:
                cells += self._by_value(part, width, style, base, path, content.line, guards, keep, table.style == "matrix")
            else:
                tint = theme.MARKS.get(part.mark, base)
                cells.append(self._cell(part, width, style, tint, path, content.line, guards, keep, table.style == "matrix"))
        return row(*cells, height=_MATRIX_ROW if table.style == "matrix" else 0)

    def _cell(
        self, part: Cell, width: int, style: str, tint: theme.Tint, path: Path, line: int, guards: Guards, keep: bool, middle: bool
    ) -> Element:
        words = self._runs.write(part.runs, path, line, tint.style, guards)
        kept = [node("w:keepNext")] if keep else []
        return cell(width, paragraph(style, *words, properties=kept), fill=tint.fill, middle=middle)

    def _by_value(
        self, part: Cell, width: int, style: str, base: theme.Tint, path: Path, line: int, guards: Guards, keep: bool, middle: bool
    ) -> list[Element]:
        """Return one cell for each priority the value may have, and one for any other, behind `{%tc if … %}` tags."""
        cells: list[Element] = []
        for priority, tint in theme.PRIORITIES.items():
            test = f"{'elif' if cells else 'if'} {part.mark_value} == '{priority}'"
            cells += [_tag_cell(test), self._cell(part, width, style, tint, path, line, guards, keep, middle)]
        plain_cell = self._cell(part, width, style, base, path, line, guards, keep, middle)
        return [*cells, _tag_cell("else"), plain_cell, _tag_cell("endif")]

    @staticmethod
    def _base_mark(table: Table, content: Row, index: int) -> theme.Tint:
        """Return the tint of a cell without a mark: plain, bold in a column that names the row, red in an exceptional row."""
        first = index == 0
        strong = "Strong" if first and table.style in ("terms", "steps", "matrix") else ""
        fill = theme.EXCEPTION if content.exception else theme.BRAND_WASH if first and table.style == "matrix" else ""
        return theme.Tint(style=strong, text=theme.TEXT, fill=fill)

    @staticmethod
    def _centred(table: Table, index: int, centred: bool) -> bool:
        return centred or table.style == "matrix" or (table.style == "steps" and index == 0)


def _tag_cell(statement: str) -> Element:
    properties = node("w:tcPr", node("w:tcW", w=0, type="dxa"))
    return node("w:tc", properties, paragraph("TableText", run(f"{{%tc {statement} %}}")))


def steps_of(table: Table) -> dict[str, str]:
    """Return number -> title of the rows of a step table: its first two columns."""
    return {plain(content.cells[0].runs): plain(content.cells[1].runs) for content in table.rows if len(content.cells) > 1}
