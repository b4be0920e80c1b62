"""The cells of tables after filling: what tags ask of them, what they are merged into, and the grid that follows.

`{% colspan n %}`, `{% cellbg colour %}`, `{% hm %}` and `{% vm %}` print a sign, a processing instruction, in the text of
their cell; where a part merges cells, each of its loops over rows or cells prints one before its rounds and one behind them.
What is merged follows from the signs on the finished tree, so a condition around such a tag works like any other.
Source: ECMA-376 part 1, 17.4 (tables): 17.4.17 (gridSpan), 17.4.84 (vMerge), 17.4.32 (shd), 17.4.48 (tblGrid).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from docgen.domain.context import plain
from docgen.domain.wording import WordingError
from docgen.formats.word import names
from docgen.formats.word.marks import CELL_MARK, ROW_MARK, cell_around, cell_width
from docgen.formats.word.setting import set_property
from docgen.messages import message

_MOST_COLUMNS = 63  # Word takes no more
_COLOUR = re.compile("#?([0-9A-Fa-f]{6})")
_SKIPPED = (names.qualified("w:gridBefore"), names.qualified("w:gridAfter"))
_GRID = names.qualified("w:tblGrid")
_COLUMN = names.qualified("w:gridCol")
_WIDTH = names.qualified("w:w")
_WIDTH_TYPE = names.qualified("w:type")
_CELL_WIDTH = names.qualified("w:tcW")
_MERGED_DOWN = names.qualified("w:vMerge")
_FILL = {names.VAL: "clear", names.qualified("w:color"): "auto"}
_SIGN = "docgen-"


def sign(kind: str, value: object = "") -> str:
    """Return a sign as XML: "loop" and "end" around the rounds of a loop, else what a tag asks of its cell."""
    return f"<?{_SIGN}{kind} {value}?>"


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign on its way into the text."""

    kind: str
    value: object

    def __html__(self) -> str:
        return sign(self.kind, self.value)


def _colspan(value: object) -> _Sign:
    columns = plain(value)
    if not isinstance(columns, int) or isinstance(columns, bool) or not 1 <= columns <= _MOST_COLUMNS:
        raise WordingError(message("word.bad-colspan", found=_said(columns), most=_MOST_COLUMNS))
    return _Sign("colspan", columns)


def _cellbg(value: object) -> _Sign:
    colour = plain(value)
    match = _COLOUR.fullmatch(colour) if isinstance(colour, str) else None
    if match is None:
        raise WordingError(message("word.bad-cellbg", found=_said(colour)))
    return _Sign("cellbg", match[1].upper())


def _said(value: object) -> str:
    return str(value) if isinstance(value, (str, int, float)) else "…"


VALUE_FILTERS: dict[str, Callable[..., object]] = {"_colspan": _colspan, "_cellbg": _cellbg}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the tags of a part ask of its cells.

    spanned: cells whose number of columns a tag says.   across, down: cells to be merged, with the number of their tag.
    loops:   rows and cells that loops have made: the same number for all rounds of one run of a loop.
    """

    spanned: set[names.Element] = field(default_factory=set)
    across: dict[names.Element, str] = field(default_factory=dict)
    down: dict[names.Element, str] = field(default_factory=dict)
    loops: dict[names.Element, int] = field(default_factory=dict)


def read_asked(root: names.Element) -> Asked:
    """Return what the signs in `root` ask, taking them out; colours and spans are set at once."""
    asked = Asked(loops=_loops(root))
    for node in root.iter(etree.ProcessingInstruction):
        kind, value = _kind(node), str(node.text or "").strip()
        cell = cell_around(node)
        if cell is None:
            continue
        if kind == "colspan":
            asked.spanned.add(cell)
            set_property(cell, names.CELL_PROPERTIES, names.SPAN, {names.VAL: value})
        elif kind == "cellbg":
            set_property(cell, names.CELL_PROPERTIES, names.SHADING, {**_FILL, names.qualified("w:fill"): value})
        elif kind == "hm":
            asked.across[cell] = value
        elif kind == "vm":
            asked.down[cell] = value
    etree.strip_elements(root, etree.ProcessingInstruction, with_tail=False)
    return asked


def settle_cells(root: names.Element, asked: Asked) -> None:
    """Merge the cells of each table as asked and make its grid agree with them."""
    for table in list(root.iter(names.TABLE)):
        rows = _rows(table)
        for row in rows if asked.across else ():
            _merge_across(row, asked)
        varying = [row for row in rows if row.attrib.has_key(ROW_MARK)]
        spanned = [row for row in rows if any(cell in asked.spanned for cell in _cells(row))] if asked.spanned else []
        if varying or spanned:
            _fit_grid(table, varying, spanned, asked)
        if asked.down:
            _merge_down(rows, asked)


def _kind(node: names.Element) -> str:
    """Return the kind of a sign, "" for anything else."""
    return str(node.target).removeprefix(_SIGN) if isinstance(node, etree._ProcessingInstruction) else ""


def _loops(root: names.Element) -> dict[names.Element, int]:
    """Return the run of the innermost loop around each row and cell. For what a loop has made, that is the loop it was made by."""
    found: dict[names.Element, int] = {}
    running: list[int] = []
    runs = 0
    for node in root.iter():
        kind = _kind(node)
        if kind == "loop":
            runs += 1
            running.append(runs)
        elif kind == "end":
            running.pop()
        elif running and node.tag in (names.ROW, names.CELL):
            found[node] = running[-1]
    return found


def _merge_across(row: names.Element, asked: Asked) -> None:
    """Merge the cells that one run of a loop has made of a cell into the first."""
    firsts: dict[tuple[str, int | None], names.Element] = {}
    for cell in _cells(row):
        if cell not in asked.across:
            continue
        first = firsts.setdefault((asked.across[cell], asked.loops.get(cell)), cell)
        parent = cell.getparent()
        if first is not cell and parent is not None:
            set_property(first, names.CELL_PROPERTIES, names.SPAN, {names.VAL: str(_span(first) + _span(cell))})
            parent.remove(cell)


def _merge_down(rows: list[names.Element], asked: Asked) -> None:
    """Merge cells of one tag and one run of a loop as far as they stand directly below one another, text of the first kept.

    A cell that the template itself merges with the one above belongs to that one.
    """
    above: dict[int, tuple[names.Element, object]] = {}  # at each column: the first cell of the merge, and what it merges with
    for row in rows:
        current: dict[int, tuple[names.Element, object]] = {}
        for cell, column in _placed(row):
            key = (asked.down[cell], asked.loops.get(row), _span(cell)) if cell in asked.down else None
            first, merges_with = above.get(column, (cell, None))
            if key is None:
                if merges_with is not None and _is_merged_up(cell):
                    current[column] = (first, merges_with)
            elif key == merges_with:
                if names.child(first, names.CELL_PROPERTIES, _MERGED_DOWN) is None:
                    set_property(first, names.CELL_PROPERTIES, _MERGED_DOWN, {names.VAL: "restart"})
                set_property(cell, names.CELL_PROPERTIES, _MERGED_DOWN, {names.VAL: "continue"})
                _empty(cell)
                current[column] = (first, key)
            else:
                current[column] = (cell, key)
        above = current


def _is_merged_up(cell: names.Element) -> bool:
    merge = names.child(cell, names.CELL_PROPERTIES, _MERGED_DOWN)
    return merge is not None and merge.get(names.VAL) != "restart"


def _empty(cell: names.Element) -> None:
    """Leave one empty paragraph in a cell, formatted as its first was."""
    first = next(cell.iter(names.PARAGRAPH), None)
    properties = names.child(first, names.PARAGRAPH_PROPERTIES)
    for child in [child for child in cell if child.tag != names.CELL_PROPERTIES]:
        cell.remove(child)
    paragraph = etree.SubElement(cell, names.PARAGRAPH)
    if properties is not None:
        paragraph.append(properties)


def _fit_grid(table: names.Element, varying: list[names.Element], spanned: list[names.Element], asked: Asked) -> None:
    """Make the grid of a table agree with the cells that the tags of its `varying` and `spanned` rows have left."""
    rows = _rows(table)
    shares = {cell: str(cell.attrib.pop(CELL_MARK)) for row in varying for cell in _cells(row) if cell.attrib.has_key(CELL_MARK)}
    for row in varying:
        del row.attrib[ROW_MARK]
    if varying:
        columns = max(map(_columns, varying))
        for row in rows:
            _stretch(row, columns - _columns(row), asked)
    grid = table.find(_GRID)
    if grid is None:
        return
    columns = max(map(_columns, rows))
    before = [names.number(column.get(_WIDTH)) for column in grid]
    if not shares and (len(grid) == columns or (len(grid) > columns and not varying)):
        for row in spanned if all(before) else ():
            _set_widths(row, before)
        return
    finest = max((row for row in rows if _columns(row) == columns), key=lambda row: len(_cells(row)))
    natural = list(_natural_widths(finest, shares)) or [1] * columns
    widths = _shared(sum(before) or sum(natural), natural)
    grid[:] = [etree.Element(_COLUMN, {_WIDTH: str(width)}) for width in widths]
    for row in rows:
        _set_widths(row, widths)


def _rows(table: names.Element) -> list[names.Element]:
    """Return the rows of a table itself, also those inside content controls, without those of tables inside it."""
    return [row for row in table.iter(names.ROW) if next(row.iterancestors(names.TABLE)) is table]


def _cells(row: names.Element) -> list[names.Element]:
    return [cell for cell in row.iter(names.CELL) if next(cell.iterancestors(names.ROW)) is row]


def _placed(row: names.Element) -> Iterator[tuple[names.Element, int]]:
    """Yield the cells of a row, each with the column of the grid that it begins at."""
    before = row.find("w:trPr/w:gridBefore", names.NAMESPACES)
    column = names.number(before.get(names.VAL)) if before is not None else 0
    for cell in _cells(row):
        yield cell, column
        column += _span(cell)


def _columns(row: names.Element) -> int:
    skipped = sum(names.number(item.get(names.VAL)) for item in row.iterfind("w:trPr/*", names.NAMESPACES) if item.tag in _SKIPPED)
    return skipped + sum(_span(cell) for cell in _cells(row))


def _span(cell: names.Element) -> int:
    span = names.child(cell, names.CELL_PROPERTIES, names.SPAN)
    return max(names.number(span.get(names.VAL)), 1) if span is not None else 1


def _stretch(row: names.Element, by: int, asked: Asked) -> None:
    """Widen or narrow the last spanning cell of a row by so many columns, unless a tag says its span; else the row stays."""
    own = [cell for cell in _cells(row) if cell not in asked.spanned and cell not in asked.across]
    spans = [span for cell in own if (span := names.child(cell, names.CELL_PROPERTIES, names.SPAN)) is not None]
    if by and spans:
        spans[-1].set(names.VAL, str(max(names.number(spans[-1].get(names.VAL)) + by, 1)))


def _natural_widths(row: names.Element, shares: Mapping[names.Element, str]) -> Iterator[int]:
    """Yield the widths of a row's columns: those that a loop has repeated share the width that stood there for one round."""
    for share, group in groupby(_cells(row), key=lambda cell: shares.get(cell, "")):
        widths = [max(cell_width(cell) // _span(cell), 1) for cell in group for _ in range(_span(cell))]
        total = names.number(share.partition(" ")[2])
        yield from _shared(total, widths) if total else widths


def _shared(total: int, widths: list[int]) -> list[int]:
    """Return `widths` scaled so that they add up to `total`."""
    before = sum(widths)
    edges = [total * sum(widths[:index]) // before for index in range(len(widths) + 1)]
    return [right - left for left, right in zip(edges, edges[1:], strict=False)]


def _set_widths(row: names.Element, widths: list[int]) -> None:
    for cell, column in _placed(row):
        width = names.child(cell, names.CELL_PROPERTIES, _CELL_WIDTH)
        if width is not None and width.get(_WIDTH_TYPE) == "dxa":
            width.set(_WIDTH, str(sum(widths[column : column + _span(cell)])))
