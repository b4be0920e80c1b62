"""What filling leaves behind is put in order, so that Word opens the file without a word.

- A line break or tab in a value becomes Word's own.
- A cell, text box, header or note that ends without a paragraph gets an empty one; an emptied content control goes.
- An entry of a drop-down list that comes from values gives an entry for each of its pieces between bars, each once.
- A table left without rows goes, and with it the caption directly above it, or else directly below it.
- Two tables that the values have brought side by side are kept apart by an empty paragraph; Word would join them.
- After `{%tc` the grid has a column for every cell; rows with spanning cells stretch or shrink to it; the width stays, and
  the columns that a loop repeats share the width they had in the template.
- Ids are unique over all parts: a copy made by a loop gets the next free one; a bookmark's copy a name with a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from lxml import etree

from docgen.formats.word import names
from docgen.formats.word.marks import CELL_MARK, LIST_MARK, ROW_MARK, cell_width

_HOLDERS = tuple(
    map(names.qualified, ("w:tc", "w:txbxContent", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment"))
)
_BLOCKS = frozenset(map(names.qualified, ("w:p", "w:tbl", "w:sdt", "w:customXml", "w:altChunk")))
_CAPTION = "caption"
_SPAN = names.qualified("w:gridSpan")
_SKIPPED = (names.qualified("w:gridBefore"), names.qualified("w:gridAfter"))
_GRID = names.qualified("w:tblGrid")
_COLUMN = names.qualified("w:gridCol")
_WIDTH = names.qualified("w:w")
_WIDTH_TYPE = names.qualified("w:type")
_CELL_WIDTH = names.qualified("w:tcW")


def tidy(root: names.Element, *, has_breaks: bool, has_columns: bool) -> None:
    """Put one filled part in order; ids over all parts are the business of `Identities`.

    has_breaks: its texts may hold line breaks or tabs.   has_columns: it had `{%tc` tags.
    """
    if has_breaks:
        for text in [text for text in root.iter(names.TEXT) if text.text and ("\n" in text.text or "\t" in text.text)]:
            _break_lines(text)
    for row in [row for row in root.iter(names.ROW) if next(row.iter(names.CELL), None) is None]:
        _remove(row)
    for table in [table for table in root.iter(names.TABLE) if next(table.iter(names.ROW), None) is None]:
        _remove_with_caption(table)
    for content in reversed([content for content in root.iter(names.CONTROL_CONTENT) if len(content) == 0]):
        _remove_control(content)
    for entry in [entry for entry in root.iter(names.LIST_ENTRY) if entry.attrib.has_key(LIST_MARK)]:
        _part_entries(entry)
    for holder in root.iter(*_HOLDERS):
        last = next((child for child in reversed(holder) if child.tag in _BLOCKS), None)
        if last is None or last.tag == names.TABLE:
            etree.SubElement(holder, names.PARAGRAPH)
    for table in list(root.iter(names.TABLE)) if has_columns else ():
        varying = [row for row in _rows(table) if row.attrib.has_key(ROW_MARK)]
        if varying:
            _fit_grid(table, varying)


def keep_tables_apart(root: names.Element) -> None:
    """Put an empty paragraph between tables that stand side by side."""
    for table in _neighbours(root):
        table.addnext(etree.Element(names.PARAGRAPH))


def has_neighbouring_tables(root: names.Element) -> bool:
    """Tell whether tables stand side by side on purpose."""
    return bool(_neighbours(root))


def _neighbours(root: names.Element) -> list[names.Element]:
    return [table for table in root.iter(names.TABLE) if (after := table.getnext()) is not None and after.tag == names.TABLE]


def _break_lines(text: names.Element) -> None:
    """Replace the line breaks and tabs in a w:t by Word's elements."""
    run = text.getparent()
    if run is None:
        return
    pieces: list[names.Element] = []
    for index, line in enumerate((text.text or "").split("\n")):
        if index:
            pieces.append(etree.Element(names.BREAK))
        for number, piece in enumerate(line.split("\t")):
            if number:
                pieces.append(etree.Element(names.TAB))
            if piece:
                element = etree.Element(names.TEXT, {names.SPACE: "preserve"})
                element.text = piece
                pieces.append(element)
    position = run.index(text)
    run[position : position + 1] = pieces


def _remove(element: names.Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _remove_control(content: names.Element) -> None:
    """Take away a content control without content, and those around it that held nothing else."""
    control = content.getparent()
    outer = control.getparent() if control is not None else None
    if control is not None:
        _remove(control)
    if outer is not None and outer.tag == names.CONTROL_CONTENT and len(outer) == 0:
        _remove_control(outer)


def _part_entries(entry: names.Element) -> None:
    """Put an entry for each piece between bars in place of `entry`; Word takes no entry twice and none that is empty."""
    taken = {str(other.get(names.VALUE)) for other in entry.itersiblings(preceding=True)}
    for piece in str(entry.get(names.DISPLAYED)).split("|"):
        words = " ".join(piece.split())
        if words and words not in taken:
            taken.add(words)
            entry.addprevious(etree.Element(names.LIST_ENTRY, {names.DISPLAYED: words, names.VALUE: words}))
    _remove(entry)


def _remove_with_caption(table: names.Element) -> None:
    for neighbour in (table.getprevious(), table.getnext()):
        if neighbour is not None and neighbour.tag == names.PARAGRAPH and _is_caption(neighbour):
            _remove(neighbour)
            break
    _remove(table)


def _is_caption(paragraph: names.Element) -> bool:
    style = paragraph.find(f"{names.PARAGRAPH_PROPERTIES}/{names.PARAGRAPH_STYLE}")
    return style is not None and _CAPTION in str(style.get(names.VAL)).lower()


def _fit_grid(table: names.Element, varying: Iterable[names.Element]) -> None:
    """Make the grid of a table agree with the cells that the `{%tc` tags of its `varying` rows have left."""
    rows = _rows(table)
    shares = {cell: str(cell.attrib.pop(CELL_MARK)) for row in varying for cell in _cells(row) if cell.attrib.has_key(CELL_MARK)}
    for row in varying:
        del row.attrib[ROW_MARK]
    columns = max(map(_columns, varying))
    for row in rows:
        _stretch(row, columns - _columns(row))
    columns = max(map(_columns, rows))
    grid = table.find(_GRID)
    if grid is None or (len(grid) == columns and not shares):
        return
    total = sum(names.number(column.get(_WIDTH)) for column in grid)
    widest = next(row for row in rows if _columns(row) == columns)
    widths = _shared(total, list(_natural_widths(widest, shares)) or [1] * columns)
    grid[:] = [etree.Element(_COLUMN, {_WIDTH: str(width)}) for width in widths]
    for row in rows:
        _set_widths(row, widths)


def _rows(table: names.Element) -> list[names.Element]:
    """Return the rows of a table itself, also those inside content controls, without those of tables inside it."""
    return [row for row in table.iter(names.ROW) if next(row.iterancestors(names.TABLE)) is table]


def _cells(row: names.Element) -> list[names.Element]:
    return [cell for cell in row.iter(names.CELL) if next(cell.iterancestors(names.ROW)) is row]


def _columns(row: names.Element) -> int:
    skipped = sum(names.number(item.get(names.VAL)) for item in row.iterfind("w:trPr/*", names.NAMESPACES) if item.tag in _SKIPPED)
    return skipped + sum(_span(cell) for cell in _cells(row))


def _span(cell: names.Element) -> int:
    span = cell.find(f"{names.CELL_PROPERTIES}/{_SPAN}")
    return max(names.number(span.get(names.VAL)), 1) if span is not None else 1


def _stretch(row: names.Element, by: int) -> None:
    """Widen or narrow the last spanning cell of a row by so many columns; a row without one stays."""
    spans = [span for cell in _cells(row) if (span := cell.find(f"{names.CELL_PROPERTIES}/{_SPAN}")) is not None]
    if by and spans:
        spans[-1].set(names.VAL, str(max(names.number(spans[-1].get(names.VAL)) + by, 1)))


def _natural_widths(row: names.Element, shares: Mapping[names.Element, str]) -> Iterator[int]:
    """Yield the widths of a row's columns: those that a loop has repeated share the width that stood there for one round."""
    for share, group in groupby(_cells(row), key=lambda cell: shares.get(cell, "")):
        widths = [max(cell_width(cell) // _span(cell), 1) for cell in group for _ in range(_span(cell))]
        yield from _shared(names.number(share.partition(" ")[2]), widths) if share else widths


def _shared(total: int, widths: list[int]) -> list[int]:
    """Return `widths` scaled so that they add up to `total`."""
    before = sum(widths)
    edges = [total * sum(widths[:index]) // before for index in range(len(widths) + 1)]
    return [right - left for left, right in zip(edges, edges[1:], strict=False)]


def _set_widths(row: names.Element, widths: list[int]) -> None:
    before = row.find("w:trPr/w:gridBefore", names.NAMESPACES)
    position = names.number(before.get(names.VAL)) if before is not None else 0
    for cell in _cells(row):
        span = _span(cell)
        width = cell.find(f"{names.CELL_PROPERTIES}/{_CELL_WIDTH}")
        if width is not None and width.get(_WIDTH_TYPE) == "dxa":
            width.set(_WIDTH, str(sum(widths[position : position + span])))
        position += span


def drop(elements: Iterable[names.Element]) -> None:
    """Take elements out of the tree, with runs that hold nothing else."""
    for element in list(elements):
        run = element.getparent()
        _remove(element)
        if run is not None and run.tag == names.RUN and all(child.tag in names.NOISE for child in run):
            _remove(run)
