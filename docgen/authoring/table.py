"""A table -> w:tbl: exactly as wide as the text, head repeated, rows whole, tints by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from docgen.authoring import theme
from docgen.authoring.blocks import Cell, ControlKind, Row, Table, plain
from docgen.authoring.measure import lines_of
from docgen.authoring.outline import Guards, Path
from docgen.authoring.runs import NO_PLACE, Place, RunWriter
from docgen.formats.word.elements import Element, node, paragraph, run

_WHOLE_ROWS = 9
_WHOLE_LINES = 16
_TWIPS_PER_MM = 1440 / 25.4
_CELL_SIDES_MM, _CELL_CHARACTER_MM = 3.5, 3.18
_GRIDS = ("matrix", "form", "rows")
_FORM_ROW_MM, _SIGNATURE_MM = 7.0, 9.0
_MATRIX_ROW, _UPRIGHT_HEAD = theme.twips(8.5), theme.twips(26)


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


def cell(width: int, *content: Element, fill: str = "", middle: bool = False, upright: bool = False, span: int = 1) -> Element:
    """Return a table cell of `width` twips over `span` columns, holding paragraphs; `upright` ones are read from below."""
    return node(
        "w:tc",
        node(
            "w:tcPr",
            node("w:tcW", w=width, type="dxa"),
            node("w:gridSpan", val=span) if span > 1 else None,
            node("w:shd", val="clear", color="auto", fill=fill) if fill else None,
            node("w:textDirection", val="btLr") if upright else None,
            node("w:vAlign", val="center") if middle else None,
        ),
        *content,
    )


def row(*cells: Element, head: bool = False, height: int = 0, whole: bool = True) -> Element:
    """Return a table row, which stays `whole`; `head` repeats it on each page; `height` is the least, in twips."""
    return node(
        "w:tr",
        node(
            "w:trPr",
            node("w:cantSplit") if whole else None,
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
    place: Place = NO_PLACE


class TableWriter:
    """Writes the tables of one text."""

    def __init__(self, runs: RunWriter) -> None:
        self._runs = runs

    def write(self, table: Table, path: Path) -> Element:
        """Return the table, which stands under the conditions of `path`."""
        guards = Guards()
        whole = table.keep or _is_short(table)
        last = max((index for index, content in enumerate(table.rows) if content.cells), default=0)
        rows = [self._head(table, table.head, path)] if table.head else []
        for index, content in enumerate(table.rows):
            if content.tag:
                guards.follow_text(content.tag)
                rows.append(tag_row(content.tag, table.widths))
                continue
            # The last row is not alone on a page. The first one may be, and may break: where a table begins with what has to stay whole
            # near the end of a page, LibreOffice sometimes draws the table to the end of that page and loses the rest.
            together = whole or index == last - 1
            keep = (together and index < last) or (bool(table.caption) and index == last)
            spot = _Spot(path=path, guards=guards, line=content.line, keep=keep, middle=table.style in _GRIDS)
            rows.append(self._row(table, content, spot, whole=whole or index > 0))
        style = f"House{'Grid' if table.style in _GRIDS else 'Table'}{_dense(table)}"
        return grid(style, table.widths, *rows, headed=table.head is not None)

    def _head(self, table: Table, head: Row, path: Path) -> Element:
        cells: list[Element] = []
        for part in head.cells:
            if part.tag:
                cells.append(_tag_cell(part.tag))
                continue
            centred = _centred(table, part.column)
            title = paragraph(f"TableHead{_dense(table)}{'Centre' if centred else ''}", *self._runs.write(part.runs, path, head.line))
            upright = table.upright and centred and part.column > 0
            cells.append(cell(_width(table, part), title, fill=theme.BRAND_FILL, middle=True, upright=upright, span=part.span))
        return row(*cells, head=True, height=_UPRIGHT_HEAD if table.upright else _row_height(table, head))

    def _row(self, table: Table, content: Row, spot: _Spot, *, whole: bool) -> Element:
        cells: list[Element] = []
        for index, part in enumerate(content.cells):
            if part.tag:
                spot.guards.follow_text(part.tag)
                cells.append(_tag_cell(part.tag))
                continue
            base = _base_tint(table, content, index)
            spot = replace(spot, place=_place(table, content, index))
            style = f"TableText{_dense(table)}{'Centre' if _centred(table, part.column) else ''}"
            if part.mark_value:
                cells += self._by_value(part, _width(table, part), style, base, spot)
            else:
                cells.append(self._cell(part, _width(table, part), style, theme.MARKS.get(part.mark, base), spot))
        return row(*cells, height=_row_height(table, content), whole=whole)

    def _cell(self, part: Cell, width: int, style: str, tint: theme.Tint, spot: _Spot) -> Element:
        words = self._runs.write(part.runs, spot.path, spot.line, tint.style, spot.guards, spot.place)
        kept = [node("w:keepNext")] if spot.keep else []
        middle = spot.middle and not _tall(part)
        return cell(width, paragraph(style, *words, properties=kept), fill=tint.fill, middle=middle, span=part.span)

    def _by_value(self, part: Cell, width: int, style: str, base: theme.Tint, spot: _Spot) -> list[Element]:
        """Return one cell for each value with a tint of its own, and one for any other, behind `{%tc if … %}` tags."""
        cells: list[Element] = []
        for value, tint in _tints(part.mark_value).items():
            test = f"{{%tc {'elif' if cells else 'if'} {part.mark_value} == '{value}' %}}"
            cells += [_tag_cell(test), self._cell(part, width, style, tint, spot)]
        return [*cells, _tag_cell("{%tc else %}"), self._cell(part, width, style, base, spot), _tag_cell("{%tc endif %}")]


def _tints(expression: str) -> Mapping[str, theme.Tint]:
    """Return the values that tint a cell: dots where the expression names one, the priorities it names, or all if it names none."""
    if any(dot in expression for dot in theme.DOTS):
        return theme.DOTS
    named = {value: tint for value, tint in theme.PRIORITIES.items() if f"'{value}'" in expression}
    return named or theme.PRIORITIES | theme.DOTS


def _base_tint(table: Table, content: Row, index: int) -> theme.Tint:
    """Return the tint of a cell without a mark: plain, bold where it names the row, red in an exceptional row."""
    if table.style == "form" and index % 2 == 0:
        return theme.FORM_LABEL
    names_row = index == 0 and table.style in ("terms", "steps", "matrix", "rows")
    label = index == 0 and table.style == "matrix"
    fill = theme.EXCEPTION if content.exception else theme.BRAND_WASH if label else ""
    return theme.Tint(style="Strong" if names_row else "", text=theme.TEXT, fill=fill)


def _centred(table: Table, index: int) -> bool:
    return table.centred[index] or (table.style == "steps" and index == 0)


def _is_short(table: Table) -> bool:
    """Whether a table is to stay on one page without being told to: few rows, none repeated, not taller than a third of a page."""
    if len(table.rows) > _WHOLE_ROWS or any("for" in content.tag.split() for content in table.rows):
        return False
    lines = (max((_lines(table, part) for part in content.cells), default=0) for content in table.rows)
    return sum(lines) <= _WHOLE_LINES


def _lines(table: Table, part: Cell) -> int:
    return lines_of(plain(part.runs), _width(table, part) / _TWIPS_PER_MM - _CELL_SIDES_MM, _CELL_CHARACTER_MM)


def _width(table: Table, part: Cell) -> int:
    return sum(table.widths[part.column : part.column + part.span])


def _dense(table: Table) -> str:
    return "Dense" if table.dense else ""


def _row_height(table: Table, content: Row) -> int:
    """Return the least height of a row, in twips: a matrix has room around its signs unless it is long, a form for handwriting."""
    if table.style == "matrix":
        return 0 if table.dense else _MATRIX_ROW
    asked = [max(_tall(part), _SIGNATURE_MM if _is_signed(part) else 0) for part in content.cells]
    return theme.twips(max(_FORM_ROW_MM, *asked)) if table.style in ("form", "rows") and content is not table.head else 0


def _tall(part: Cell) -> int:
    """Return the height in millimetres that the controls of a cell ask for, 0 for one line."""
    return max((piece.control.height_mm for piece in part.runs if piece.control), default=0)


def _is_signed(part: Cell) -> bool:
    return any(piece.control and piece.control.kind is ControlKind.SIGN for piece in part.runs)


def _place(table: Table, content: Row, index: int) -> Place:
    """Return where a cell of a form stands: behind the label at its left, or in a list in its row and under its head."""
    if table.style == "form" and index:
        return Place(row=_words(content.cells[index - 1]))
    if table.style != "rows" or table.head is None or not index:
        return NO_PLACE
    column = content.cells[index].column
    heads = [_words(part) for part in table.head.cells if part.column == column and not part.tag]
    return Place(row=_words(content.cells[0], first_line=True), column=" ".join(heads))


def _words(part: Cell, *, first_line: bool = False) -> str:
    said = plain(part.runs)
    return said.partition("\n")[0] if first_line else said.replace("\n", " ")


def _tag_cell(tag: str) -> Element:
    """Return the marker cell of a `{%tc … %}` tag, which filling removes; it has no width of its own."""
    properties = node("w:tcPr", node("w:tcW", w=0, type="dxa"))
    return node("w:tc", properties, paragraph("TableText", run(tag)))


def steps_of(table: Table) -> dict[str, str]:
    """Return number -> title of the rows of a step table: its first two columns."""
    return {plain(content.cells[0].runs): plain(content.cells[1].runs) for content in table.rows if len(content.cells) > 1}
