"""What filling leaves behind is put in order, so that Word opens the file without a word.

- A line break or tab in a value becomes Word's own, what asks for a paragraph or page begins one.
- Cells are spanned, coloured and merged as their tags ask.
- A cell, text box, header or note that ends without a paragraph gets an empty one; an emptied content control goes.
- An entry of a drop-down list that comes from values gives an entry for each of its pieces between bars, each once.
- A table left without rows goes, and with it the caption directly above it, or else directly below it.
- Two tables that the values have brought side by side are kept apart by an empty paragraph; Word would join them.
- After `{%tc` the grid has a column for every cell; rows with spanning cells stretch or shrink to it; the width stays, and
  the columns that a loop repeats share the width they had in the template.
- Ids are unique over all parts: a copy made by a loop gets the next free one; a bookmark's copy a name with a number.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from docgen.formats.ooxml import detach
from docgen.formats.word import names
from docgen.formats.word.breaks import break_texts
from docgen.formats.word.cells import Asked, read_asked, settle_cells
from docgen.formats.word.looks import part_runs
from docgen.formats.word.marks import LIST_MARK

_HOLDERS = tuple(map(names.qualified, ("w:tc", "w:txbxContent", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment")))
_BLOCKS = frozenset(map(names.qualified, ("w:p", "w:tbl", "w:sdt", "w:customXml", "w:altChunk")))
_CAPTION = "caption"


def tidy(root: names.Element, *, has_breaks: bool, has_columns: bool, asks_cells: bool) -> None:
    """Put one filled part in order; ids over all parts are the business of `Identities`.

    has_breaks: its texts may hold line breaks, tabs and the like.   has_columns, asks_cells: as in CompiledPart.
    """
    asked = read_asked(root) if asks_cells else Asked()
    if has_breaks:
        part_runs(root)
        break_texts(root)
    for row in [row for row in root.iter(names.ROW) if next(row.iter(names.CELL), None) is None]:
        detach(row)
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
    if has_columns or asks_cells:
        settle_cells(root, asked)


def keep_tables_apart(root: names.Element) -> None:
    """Put an empty paragraph between tables that stand side by side."""
    for table in _neighbours(root):
        table.addnext(etree.Element(names.PARAGRAPH))


def has_neighbouring_tables(root: names.Element) -> bool:
    """Tell whether tables stand side by side on purpose."""
    return bool(_neighbours(root))


def _neighbours(root: names.Element) -> list[names.Element]:
    return [table for table in root.iter(names.TABLE) if (after := table.getnext()) is not None and after.tag == names.TABLE]


def _remove_control(content: names.Element) -> None:
    """Take away a content control without content, and those around it that held nothing else."""
    control = content.getparent()
    outer = control.getparent() if control is not None else None
    if control is not None:
        detach(control)
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
    detach(entry)


def _remove_with_caption(table: names.Element) -> None:
    for neighbour in (table.getprevious(), table.getnext()):
        if neighbour is not None and neighbour.tag == names.PARAGRAPH and _is_caption(neighbour):
            detach(neighbour)
            break
    detach(table)


def _is_caption(paragraph: names.Element) -> bool:
    style = paragraph.find(f"{names.PARAGRAPH_PROPERTIES}/{names.PARAGRAPH_STYLE}")
    return style is not None and _CAPTION in str(style.get(names.VAL)).lower()


def drop(elements: Iterable[names.Element]) -> None:
    """Take elements out of the tree, with runs that hold nothing else."""
    for element in list(elements):
        run = element.getparent()
        detach(element)
        if run is not None and run.tag == names.RUN and all(child.tag in names.NOISE for child in run):
            detach(run)
