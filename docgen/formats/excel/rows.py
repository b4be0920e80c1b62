"""The rows of a template sheet, compiled: what the program has to print of them, and writing them anywhere on the sheet.

A compiled row is text with its own row number left open, and what differs from copy to copy: formulas, whose references
follow, and slots for what the program prints. On a sheet with column tags it is cut into cells, whose columns are open too.
Source: ECMA-376 part 1, 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.40 (f).
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docgen.errors import Place, Problem
from docgen.formats.excel.columns import Strip
from docgen.formats.excel.formulas import Movement, formula_faults, rendered_pieces
from docgen.formats.excel.grid import Round
from docgen.formats.excel.layout import ROOT
from docgen.formats.excel.references import Pieces, Reference, column_letters
from docgen.formats.excel.strings import StringTable
from docgen.formats.excel.styles import StyleTable
from docgen.formats.excel.tags import RUN
from docgen.formats.excel.values import (
    DATE,
    FINE_PERCENT,
    LONGEST_CELL,
    NUMBER,
    PERCENT,
    PICTURE,
    TYPED,
    YES_NO,
    in_1904,
)
from docgen.messages import Message, message

ROW, COLUMN = "\0", "\x01"  # stand for the row's own number, and for the letters of the cell's own column
STRIP = "\x12"  # begins what a row prints for a strip of columns, whose number follows
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t")
_NEEDS_CARE = TYPED | {"", *_LIKE_A_FORMULA}
_FORMATS = {PERCENT: "0%", FINE_PERCENT: "0.00%", DATE: "yyyy-mm-dd"}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without tags."""

    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for what the program prints into a cell: the rest of the cell element after its address.

    number: which of the row's texts.   style: the cell's style, None without one.   lead: what comes before a string's number.
    runs: formatting of the runs of a rich text.
    """

    number: int
    spot: Message
    style: int | None
    lead: str
    runs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormulaSlot:
    """Room for a formula that the program prints, with the references that stand in it by number."""

    number: int
    spot: Message
    references: tuple[Reference, ...]


Chunk = str | Formula | Slot | FormulaSlot


@dataclass(frozen=True, slots=True)
class Row:
    """A compiled row; `texts` is how many texts the program prints for its cells."""

    chunks: tuple[Chunk, ...]
    texts: int

    @property
    def size(self) -> int:
        """Characters of XML, without what is printed."""
        return sum(len(chunk) if isinstance(chunk, str) else 0 for chunk in self.chunks)

    @classmethod
    def of(cls, chunks: Sequence[Chunk], texts: int) -> Row:
        """Return the row of `chunks`, neighbouring text joined."""
        joined: list[Chunk] = []
        for chunk in chunks:
            if isinstance(chunk, str) and joined and isinstance(joined[-1], str):
                joined[-1] += chunk
            else:
                joined.append(chunk)
        return cls(tuple(joined), texts)


@dataclass(frozen=True, slots=True)
class WideCell:
    """A compiled cell of a sheet with column tags, as a piece of its row; `bound` if a comment is printed after it."""

    column: int
    piece: Row
    bound: bool

    @property
    def texts(self) -> int:
        """How many texts the program prints for one copy of it."""
        return self.piece.texts + self.bound


@dataclass(frozen=True, slots=True)
class WideRow:
    """A compiled row of a sheet with column tags.

    head, tail: the row around its cells.   cells: by the number of their segment of columns.
    marked: whether the program runs through the column tags in this row, and so says which strip it is in.
    """

    head: str
    cells: Mapping[int, Sequence[WideCell]]
    tail: str
    marked: bool

    def placed(self, strips: Sequence[Strip]) -> Iterator[tuple[Strip, WideCell, int]]:
        """Yield the cells from left to right, each with its strip and the number of its first text."""
        at = 0
        for strip in strips:
            at += self.marked
            for cell in self.cells.get(strip.segment, ()):
                yield strip, cell, at
                at += cell.texts

    def texts(self, strips: Sequence[Strip]) -> int:
        """Return how many texts the program prints for the row."""
        return sum(cell.texts for _, cell, _ in self.placed(strips)) + self.marked * len(strips)

    def comments(self, printed: Sequence[str], strips: Sequence[Strip]) -> Iterator[tuple[int, str]]:
        """Yield the comments that were printed with the row: the new column of the cell, and the text."""
        for strip, cell, at in self.placed(strips):
            if cell.bound:
                yield cell.column + strip.shift, printed[at + cell.piece.texts]

    def agrees(self, printed: Sequence[str], strips: Sequence[Strip]) -> bool:
        """Tell whether the program ran through the column tags in this row as it did for the sheet."""
        return not self.marked or [text[1:] for text in printed if text[:1] == STRIP] == [str(strip.segment) for strip in strips]

    def size(self, strips: Sequence[Strip]) -> int:
        """Return the characters of XML, without what is printed."""
        return len(self.head) + len(self.tail) + sum(cell.piece.size for _, cell, _ in self.placed(strips))


@dataclass(frozen=True, slots=True)
class Tables:
    """What all sheets of a filled workbook write into: strings, styles, faults; and whether its dates count from 1904."""

    strings: StringTable
    styles: StyleTable
    from_1904: bool
    problems: list[Problem]


class RowWriter:
    """Writes compiled rows of one sheet. Faults are added to the tables' problems; the cell is then left empty."""

    def __init__(self, sheet: str, prefix: str, movement: Movement, tables: Tables) -> None:
        self._sheet = sheet
        self._prefix = prefix
        self._end = f"</{prefix}v></{prefix}c>"
        self._movement = movement
        self._strings = tables.strings
        self._styles = tables.styles
        self._from_1904 = tables.from_1904
        self._problems = tables.problems

    def row(self, row: Row, number: int, within: int, texts: Sequence[str]) -> str:
        """Return `row` as row `number`, in round `within` of its loops, with what the program printed for it."""
        return self._written(row, (within, ROOT), texts).replace(ROW, str(number))

    def wide(self, row: WideRow, number: int, within: int, texts: Sequence[str], strips: Sequence[Strip]) -> str:
        """Return `row`, cut up by columns, as row `number`, with its cells on all `strips`."""
        written = [row.head]
        for strip, cell, at in row.placed(strips):
            xml = self._written(cell.piece, (within, strip.within), texts[at : at + cell.piece.texts])
            written.append(xml.replace(COLUMN, column_letters(cell.column + strip.shift)))
        return "".join([*written, row.tail]).replace(ROW, str(number))

    def _written(self, row: Row, within: Round, texts: Sequence[str]) -> str:
        written = []
        for chunk in row.chunks:
            if isinstance(chunk, str):
                written.append(chunk)
            elif isinstance(chunk, Slot):
                written.append(self._cell(chunk, texts[chunk.number]))
            elif isinstance(chunk, Formula):
                written.append(escape(self._movement.formula(chunk.pieces, self._sheet, within)))
            else:
                written.append(self._formula(chunk, texts[chunk.number], within))
        return "".join(written)

    def _cell(self, slot: Slot, text: str) -> str:
        """Return the cell from after its address on."""
        kind = text[:1]
        if kind not in _NEEDS_CARE and not slot.runs and len(text) <= LONGEST_CELL and PICTURE not in text:
            return f"{slot.lead}{self._strings.text(text)}{self._end}"
        if kind in TYPED and len(text) > 1:
            return self._number(slot, kind, text[1:])
        if slot.runs:
            return self._rich(slot, text.split(RUN))
        if not self._fits(slot, text) or not text:
            return self._style(slot.style) + "/>"
        style = self._styles.quoted(slot.style or 0) if kind in _LIKE_A_FORMULA else slot.style
        return f'{self._style(style)} t="s"><{self._prefix}v>{self._strings.text(text)}{self._end}'

    def _number(self, slot: Slot, kind: str, number: str) -> str:
        if kind == YES_NO:
            return f'{self._style(slot.style)} t="b"><{self._prefix}v>{number}{self._end}'
        style = slot.style if kind == NUMBER else self._styles.showing(slot.style or 0, _FORMATS[kind])
        if kind == DATE and self._from_1904:
            number = in_1904(number)
        return f"{self._style(style)}><{self._prefix}v>{number}{self._end}"

    def _rich(self, slot: Slot, texts: Sequence[str]) -> str:
        if not self._fits(slot, "".join(texts)) or len(texts) != len(slot.runs):
            return self._style(slot.style) + "/>"
        runs = [run for run in zip(slot.runs, texts, strict=True) if run[1]]
        if not runs:
            return self._style(slot.style) + "/>"
        return f'{self._style(slot.style)} t="s"><{self._prefix}v>{self._strings.rich(runs)}{self._end}'

    def _formula(self, slot: FormulaSlot, output: str, within: Round) -> str:
        pieces = rendered_pieces(html.unescape(output), slot.references)
        formula = self._movement.formula(pieces, self._sheet, within)
        self._problems += formula_faults(formula, slot.spot)
        return escape(formula)

    def _fits(self, slot: Slot, text: str) -> bool:
        if PICTURE in text:
            self._problem(slot, message("excel.picture-in-text"), message("excel.picture-in-text-remedy"))
            return False
        if len(text) > LONGEST_CELL and (length := len(html.unescape(text))) > LONGEST_CELL:
            self._problem(slot, message("excel.cell-too-long", length=length, limit=LONGEST_CELL), message("excel.cell-too-long-remedy"))
            return False
        return True

    def _problem(self, slot: Slot, what: Message, remedy: Message) -> None:
        self._problems.append(Problem(where=Place(spot=slot.spot), what=what, remedy=remedy))

    @staticmethod
    def _style(style: int | None) -> str:
        return "" if style is None else f' s="{style}"'
