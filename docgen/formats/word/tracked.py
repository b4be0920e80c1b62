"""Tracked changes: runs, paragraphs, rows and whole blocks marked as inserted or deleted in one person's name.

What somebody else has marked already stays as it is: nobody inserts what is inserted, or deletes what is deleted.
Source: ECMA-376 part 1, 17.13.5 (revisions).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from lxml import etree

from docgen.formats.engine import Reviser
from docgen.formats.word import names
from docgen.formats.word.setting import set_property
from docgen.formats.word.tracing import AUTHOR

_DATE = names.qualified("w:date")
_EXCEPTIONS = names.qualified("w:tblPrEx")
_UNBROKEN = names.qualified("w:cantSplit")
_DELETED_WORDS = {names.TEXT: names.DELETED_TEXT, names.FIELD_CODE: names.qualified("w:delInstrText")}
_SAYING = frozenset({names.RUN, *map(names.qualified, ("m:oMath", "m:oMathPara"))})
_UNNUMBERED = "0"  # a mark that was made just now
_CHANGES = {
    names.PARAGRAPH_PROPERTIES: names.qualified("w:pPrChange"),
    names.RUN_PROPERTIES: names.qualified("w:rPrChange"),
    names.CELL_PROPERTIES: names.qualified("w:tcPrChange"),
}
_NO_FORM = frozenset({names.RUN_PROPERTIES, names.SECTION, *_CHANGES.values(), *map(names.qualified, ("w:ins", "w:del", "w:cnfStyle"))})
_GONE = (names.DELETED, names.MOVED_AWAY)
_COME = (names.INSERTED, names.MOVED_HERE)
_PASSED = names.TRANSPARENT | {*_GONE, *_COME}
REVISIONS = tuple(
    map(
        names.qualified,
        ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange",
         "w:sectPrChange", "w:numberingChange", "w:cellIns", "w:cellDel", "w:cellMerge"),
    )
)  # fmt: skip


class Tracker:
    """Marks changes in the name of `by`. Their ids are set at last, by `number_revisions`.

    ended: the paragraphs whose ends were marked, in turn.
    """

    def __init__(self, by: Reviser) -> None:
        self._by = by
        self.ended: list[names.Element] = []

    def signed(self, tag: str) -> names.Element:
        """Return a mark: w:ins, w:del, w:rPrChange …"""
        return etree.Element(tag, self._signature())

    def runs(self, runs: Iterable[names.Element], tag: str) -> None:
        """Mark runs (and formulas) where they stand; those side by side get one mark."""
        already = _GONE if tag == names.DELETED else (*_GONE, *_COME)
        mark: names.Element | None = None
        for run in runs:
            if next(run.iterancestors(*already, names.PARAGRAPH), run).tag in already:
                continue
            if mark is None or run.getprevious() is not mark:
                mark = self.signed(tag)
                run.addprevious(mark)
            mark.append(run)
            if tag == names.DELETED:
                _strike(run)

    def deleted(self, pieces: Sequence[names.Element]) -> list[names.Element]:
        """Return pieces of text (runs, links) with all they say marked as deleted."""
        holder = etree.Element(names.PARAGRAPH)
        holder.extend(pieces)
        self.runs(list(saying(holder)), names.DELETED)
        return list(holder)

    def paragraph(self, paragraph: names.Element, tag: str) -> None:
        """Mark a whole paragraph, its end included."""
        self.runs(list(saying(paragraph)), tag)
        self.end_of(paragraph, tag)

    def end_of(self, paragraph: names.Element, tag: str) -> None:
        """Mark the end of a paragraph."""
        properties = names.child(paragraph, names.PARAGRAPH_PROPERTIES)
        if properties is None or names.child(properties, names.RUN_PROPERTIES) is None:
            set_property(paragraph, names.PARAGRAPH_PROPERTIES, names.RUN_PROPERTIES)
            properties = names.child(paragraph, names.PARAGRAPH_PROPERTIES)
        self.ended.append(paragraph)
        if properties is not None and names.child(properties, names.RUN_PROPERTIES, tag) is None:
            set_property(properties, names.RUN_PROPERTIES, tag, self._signature())

    def end_mark(self, paragraph: names.Element) -> names.Element | None:
        """Return the mark of this reviser at the end of a paragraph."""
        marks = names.child(paragraph, names.PARAGRAPH_PROPERTIES, names.RUN_PROPERTIES)
        for mark in marks if marks is not None else ():
            if mark.tag in (names.INSERTED, names.DELETED) and mark.get(names.ID) == _UNNUMBERED:
                return mark
        return None

    def form(self, owner: names.Element, holder: str, old: names.Element | None) -> None:
        """Note which properties a paragraph, run or cell had; nothing if they are the same. holder: their tag, such as w:rPr."""
        properties = names.child(owner, holder)
        if properties is None:
            properties = etree.Element(holder)
            owner.insert(0, properties)
        change = self.signed(_CHANGES[holder])
        before = etree.SubElement(change, holder)
        before.extend(deepcopy(item) for item in _lasting(old))
        if names.child(properties, _CHANGES[holder]) is None and _spelled(_lasting(before)) != _spelled(_lasting(properties)):
            properties.append(change)
        elif len(properties) == 0:
            owner.remove(properties)

    def row(self, row: names.Element, tag: str) -> None:
        """Mark a whole row and all it says."""
        properties = names.child(row, names.ROW_PROPERTIES)
        if properties is None:
            properties = etree.Element(names.ROW_PROPERTIES)
            row.insert(sum(1 for child in row if child.tag == _EXCEPTIONS), properties)
        if len(properties) == 0:
            etree.SubElement(properties, _UNBROKEN, {names.VAL: "0"})  # validators want a property beside the mark
        if names.child(properties, tag) is None:
            properties.append(self.signed(tag))
        for cell in row.iter(names.CELL):
            for paragraph in _paragraphs_below(cell):
                self.paragraph(paragraph, tag)

    def block(self, block: names.Element, tag: str) -> None:
        """Mark a paragraph, a table, a row, or what a content control holds."""
        if block.tag == names.PARAGRAPH:
            self.paragraph(block, tag)
        elif block.tag == names.ROW:
            self.row(block, tag)
        else:
            for child in block:
                if child.tag in (names.PARAGRAPH, names.ROW, names.TABLE, names.CONTROL, names.CONTROL_CONTENT):
                    self.block(child, tag)

    def _signature(self) -> dict[str, str]:
        return {names.ID: _UNNUMBERED, AUTHOR: self._by.name, _DATE: self._by.date}


def saying(holder: names.Element) -> Iterator[names.Element]:
    """Yield the runs and formulas of a paragraph, those in links, controls and tracked changes too; not those in its text boxes."""
    for child in holder:
        if child.tag in _SAYING:
            yield child
        elif child.tag in _PASSED:
            yield from saying(child)


def number_revisions(roots: Iterable[names.Element]) -> None:
    """Number all tracked changes of a document through, over all its parts."""
    marks = (mark for root in roots for mark in root.iter(*REVISIONS))
    for number, mark in enumerate(marks, start=1):
        mark.set(names.ID, str(number))


def _lasting(properties: names.Element | None) -> list[names.Element]:
    """Return what a tracked change of form remembers: not the end of the paragraph, its section, or other marks."""
    return [item for item in properties if item.tag not in _NO_FORM] if properties is not None else []


def _spelled(items: Iterable[names.Element]) -> list[tuple[object, ...]]:
    return sorted((str(item.tag), tuple(sorted(map(str, item.attrib.items()))), *_spelled(item)) for item in items)


def _strike(run: names.Element) -> None:
    """Turn what a run says into deleted text; the texts of a text box in it are none of its own."""
    for child in run:
        child.tag = _DELETED_WORDS.get(str(child.tag), str(child.tag))


def _paragraphs_below(holder: names.Element) -> Iterator[names.Element]:
    """Yield the paragraphs right below a cell, through content controls; those of tables in it are marked with their rows."""
    for child in holder:
        if child.tag == names.PARAGRAPH:
            yield child
        elif child.tag in (names.CONTROL, names.CONTROL_CONTENT):
            yield from _paragraphs_below(child)
