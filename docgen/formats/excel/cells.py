"""Reading the cells of a template sheet and compiling a row of them: plain text, formulas, and room for what tags print."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from docgen.errors import Place, Problem
from docgen.formats.excel import references
from docgen.formats.excel.columns import ColumnTag
from docgen.formats.excel.formulas import compile_formula, scan
from docgen.formats.excel.parts import child, local
from docgen.formats.excel.references import Reference
from docgen.formats.excel.rows import COLUMN, ROW, Chunk, Formula, FormulaSlot, Row, Slot
from docgen.formats.excel.scopes import SCOPE, SHEET_TAG, Scope, original_name
from docgen.formats.excel.strings import Run, SharedStrings, fragment, runs_of, text_of
from docgen.formats.excel.styles import Shows, Styles
from docgen.formats.excel.tags import CELL, RUN, Kind, Part, Program, has_tags
from docgen.messages import Message, message

_XML = "http://www.w3.org/XML/1998/namespace"
_ADDRESS = frozenset({"r"})
_MEASURED = frozenset({"ht", "r"})  # the height that fitted the template's text need not fit the value's
_QUOTE = {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;", '"': "&quot;"}
_UNSPANNED = frozenset({"spans"})  # a hint which columns the row fills
_KINDS = {Shows.TEXT: Kind.TEXT, Shows.TIME: Kind.TIME}
_ROW_TAG = re.compile(r"\{%-?\s*tr\s")
_COLUMN_TAG = re.compile(r"\{%-?\s*tc\s")
_ROW_NUMBER = re.compile(r' r="[0-9]+"')
_CELL_NUMBER = re.compile(r'(<(?:\w+:)?c [^>]*?\br="[A-Z]+)[0-9]+"')


@dataclass(frozen=True, slots=True)
class Common:
    """What a sheet is compiled with, shared by all sheets of the workbook; `sheets` are their names."""

    program: Program
    strings: SharedStrings
    styles: Styles
    sheets: Container[str]
    problems: list[Problem]


@dataclass(slots=True)
class Cell:
    """A cell of the template: its text as runs if that has tags, its formula if it has one."""

    element: etree._Element
    column: int
    row: int
    spot: Message
    runs: tuple[Run, ...] = ()
    formula: str = ""

    @property
    def parts(self) -> list[Part]:
        """The pieces of the cell's text, over all runs."""
        return [part for run in self.runs for part in run.parts]

    @property
    def tagged(self) -> bool:
        """True if the cell's text or formula has tags."""
        return bool(self.runs) or "{{" in self.formula or "{%" in self.formula

    @property
    def says_something(self) -> bool:
        """True if the cell holds a value or a formula."""
        return any(local(item) in ("v", "is", "f") and "".join(map(str, item.itertext())).strip() for item in self.element)


@dataclass(slots=True)
class _Group:
    """Cells that share a formula: the cell it is written in, and the rows they lie in."""

    formula: str
    row: int
    column: int
    first: int
    last: int


@dataclass(slots=True)
class Survey:
    """What is known of a sheet before its rows are compiled: rows with row tags, whether any cell has a column or sheet tag,
    and formulas that several cells share."""

    row_tags: list[int] = field(default_factory=list)
    column_tags: bool = False
    sheet_tags: bool = False
    groups: dict[str, _Group] = field(default_factory=dict)

    def stays_together(self, number: str, sheet_moves: bool) -> bool:
        """Tell whether the cells of a shared formula, and the rows they refer to, move as one.

        They do unless a row tag stands among them; then a shared formula can stay shared.
        sheet_moves: whether they stand in a loop, or formulas of the sheet may see other sheets' cells move.
        """
        group = self.groups[number]
        found = [piece for piece in scan(group.formula) if isinstance(piece, Reference)]
        if sheet_moves or self.column_tags or any(reference.sheet and _is_relative(reference) for reference in found):
            return False
        corners = [corner for item in found for corner in (item.start, item.end) if corner and corner.row and not corner.fixed_row]
        first = group.first + min([0, *(corner.row - group.row for corner in corners)])
        last = group.last + max([0, *(corner.row - group.row for corner in corners)])
        return not any(first <= row <= last for row in self.row_tags)


class RowCompiler:
    """Compiles the rows of one sheet into a program."""

    def __init__(self, name: str, common: Common, data: etree._Element) -> None:
        self._name = original_name(name)
        self._program = common.program
        self._common = common
        self._prefix = f"{data.prefix}:" if data.prefix else ""
        declared = data.getroottree().getroot().nsmap
        self._prefixes = {uri: f"{prefix}:" for prefix, uri in declared.items() if prefix} | {_XML: "xml:"}
        self._survey = self._surveyed(data)
        self.wide = self._survey.column_tags
        self._kept: dict[str, bool] = {}
        self.formulas = False

    def plain(self, row: etree._Element, looping: bool) -> Row | None:
        """Return a row that has neither tags nor formulas of its own; None for any other, and where columns move."""
        if self.wide or any(not self._is_follower(item, looping) for item in row.iter("{*}f")):
            return None
        if any(has_tags(item.text) for item in row.iter("{*}t", "{*}v")):
            return None
        if any(cell.get("r") is None or self._tagged_string(cell) is not None for cell in row.iterchildren("{*}c")):
            return None
        self.formulas = _forget_results(row) or self.formulas
        start, end, cells = fragment(row).partition(">")
        start = _ROW_NUMBER.sub("", start).replace("row", f'row r="{ROW}"', 1)
        cut = _CELL_NUMBER.split(cells)  # every second piece is a cell up to its row number
        cut[1::2] = [f'{piece}{ROW}"' for piece in cut[1::2]]
        return Row((start + end + "".join(cut),), 0)

    def cells(self, row: etree._Element, number: int, looping: bool) -> list[Cell]:
        """Return the cells of a row."""
        cells = []
        for element, column in _placed(row):
            address = f"{references.column_letters(column)}{number}"
            cell = Cell(element, column, number, message("excel.spot-cell", sheet=self._name, cell=address))
            formula = child(element, "f")
            if formula is not None:
                cell.formula = self._written_out(formula, cell, looping)
            item = self._string(element) if formula is None else None
            if item is not None and has_tags(text_of(item)):
                cell.runs = runs_of(item)
            cells.append(cell)
        return cells

    def scope(self, data: etree._Element) -> Scope | None:
        """Return the scope that a sheet tag in cell A1 opens; faults of sheet tags are added to the problems."""
        if not self._survey.sheet_tags:
            return None
        cells = [cell for row, number in numbered(data) for cell in self.cells(row, number, True)]
        found = [(cell, part) for cell in cells for part in cell.parts if part.scope == SCOPE]
        for cell, part in found:
            if (cell.row, cell.column) != (1, 1) or not part.opens or part.word not in ("for", "if") or len(found) > 1:
                what, remedy = message("excel.sheet-tag-place"), message("excel.sheet-tag-place-remedy")
                self._common.problems.append(Problem(where=Place(spot=cell.spot), what=what, found=part.shown, remedy=remedy))
        return next((Scope.of(part, cell.spot) for cell, part in found), None)

    def column_tags(self, data: etree._Element) -> tuple[list[ColumnTag], int]:
        """Return the column tags of the sheet, and its last column that has a cell."""
        cells = [cell for row, number in numbered(data) for cell in self.cells(row, number, True)]
        found = [ColumnTag(cell.column, cell.row, part, cell.spot) for cell in cells for part in cell.parts if part.scope == "tc"]
        return found, max((cell.column for cell in cells), default=0)

    def compiled(self, row: etree._Element, cells: Sequence[Cell], looping: bool) -> Row:
        """Return the compiled row; the texts of its cells are appended to the program."""
        head, tail = self.around(row, cells)
        chunks: list[Chunk] = [head]
        texts = 0
        for cell in cells:
            chunks.append(f'<{self._prefix}c r="{references.column_letters(cell.column)}{ROW}"')
            texts += self._content(cell, chunks, texts, looping)
        return Row.of([*chunks, tail], texts)

    def around(self, row: etree._Element, cells: Sequence[Cell]) -> tuple[str, str]:
        """Return the row before and after its cells."""
        measured = any(cell.runs for cell in cells) and row.get("customHeight") not in ("1", "true")
        omitted = (_MEASURED if measured else _ADDRESS) | (_UNSPANNED if self.wide else frozenset())
        head = f'<{self._prefix}row r="{ROW}"{self._attributes(row, omitted)}>'
        return head, "".join([fragment(item) for item in row if local(item) != "c"]) + f"</{self._prefix}row>"

    def piece(self, cell: Cell) -> Row:
        """Return a compiled cell whose column is left open; its text is appended to the program."""
        chunks: list[Chunk] = [f'<{self._prefix}c r="{COLUMN}{ROW}"']
        texts = self._content(cell, chunks, 0, True)
        return Row.of(chunks, texts)

    def _content(self, cell: Cell, chunks: list[Chunk], number: int, looping: bool) -> int:
        """Append a cell from after its address on; return how many texts it prints."""
        if cell.formula:
            return self._formula(cell, chunks, number, looping)
        if cell.runs:
            chunks.append(self._text(cell, number))
            return 1
        _forget_results(cell.element)
        chunks.append(self._attributes(cell.element, _ADDRESS) + ">")
        chunks += [fragment(item) for item in cell.element]
        chunks.append(f"</{self._prefix}c>")
        return 0

    def runs(self, runs: Sequence[Run], spot: Message) -> None:
        """Append the runs of a text to the program."""
        for number, run in enumerate(runs):
            if number:
                self._program.cut(RUN)
            self._program.text(run.parts, spot)

    def _text(self, cell: Cell, number: int) -> Slot:
        """Append a cell's text to the program; return the room for it."""
        kept = tuple(Run(run.properties, tuple(part for part in run.parts if not part.scope)) for run in cell.runs)
        parts = tuple(part for run in kept for part in run.parts)
        says = [part for part in parts if part.kind != "text" or part.body.strip()]
        rich = tuple(run.properties for run in kept) if any(run.properties for run in kept) else ()
        style = int(cell.element.get("s") or -1)
        self._program.cut(CELL)
        if len(says) == 1 and says[0].kind == "expression":
            rich = ()
            kind = _KINDS.get(self._common.styles.shows(max(style, 0)), Kind.VALUE)
            self._program.expression(says[0], cell.spot, kind)
        else:
            self.runs(kept if rich else (Run("", parts),), cell.spot)
        lead = (f' s="{style}"' if style >= 0 else "") + f' t="s"><{self._prefix}v>'
        return Slot(number, cell.spot, style if style >= 0 else None, lead, rich)

    def _formula(self, cell: Cell, chunks: list[Chunk], number: int, looping: bool) -> int:
        """Append a cell with a formula; what Excel last made of it is left out. Return how many texts it prints."""
        self.formulas = True
        element = child(cell.element, "f")
        assert element is not None  # the cell has a formula
        shared = element.get("t") == "shared" and self._stays_shared(str(element.get("si")), looping)
        areas = ("ref", "r1", "r2") if shared or element.get("t") in ("array", "dataTable") else ()
        omitted = frozenset(areas) if areas else frozenset({"t", "si", "ref"})
        chunks.append(self._attributes(cell.element, frozenset({"r", "t"})) + f"><{self._prefix}f" + self._attributes(element, omitted))
        for name in areas:
            if area := element.get(name):
                chunks += [f' {name}="', Formula(scan(area)), '"']
        chunks.append(">")
        if cell.tagged:
            self._program.cut(CELL)
            known = compile_formula(cell.formula, self._program, cell.spot, self._common.sheets)
            chunks.append(FormulaSlot(number, cell.spot, known))
        else:
            chunks += [Formula(scan(cell.formula))] if self.wide else _following(scan(cell.formula), cell.row)
        chunks.append(f"</{self._prefix}f></{self._prefix}c>")
        return int(cell.tagged)

    def _written_out(self, element: etree._Element, cell: Cell, looping: bool) -> str:
        """Return the formula of a cell; one that shares another's is written out unless it can go on sharing it."""
        text = element.text or ""
        group = self._survey.groups.get(str(element.get("si"))) if element.get("t") == "shared" else None
        if text or group is None or self._stays_shared(str(element.get("si")), looping):
            return text
        moved = references.translated(scan(group.formula), cell.row - group.row, cell.column - group.column)
        return references.written(moved)

    def _is_follower(self, formula: etree._Element, looping: bool) -> bool:
        number = str(formula.get("si"))
        return formula.get("t") == "shared" and not formula.text and number in self._survey.groups and self._stays_shared(number, looping)

    def _stays_shared(self, number: str, looping: bool) -> bool:
        if number not in self._kept:
            self._kept[number] = number in self._survey.groups and self._survey.stays_together(number, looping)
        return self._kept[number]

    def _surveyed(self, data: etree._Element) -> Survey:
        survey = Survey()
        for row, number in numbered(data):
            texts = list(self._texts(row))
            if any(_ROW_TAG.search(text) or SHEET_TAG.search(text) for text in texts):
                survey.row_tags.append(number)
            survey.column_tags = survey.column_tags or any(_COLUMN_TAG.search(text) for text in texts)
            survey.sheet_tags = survey.sheet_tags or any(SHEET_TAG.search(text) for text in texts)
            for formula in row.iter("{*}f"):
                identity = str(formula.get("si")) if formula.get("t") == "shared" else ""
                if identity in survey.groups:
                    survey.groups[identity].last = number
                elif identity and formula.text:
                    column = next(column for cell, column in _placed(row) if cell is formula.getparent())
                    survey.groups[identity] = _Group(formula.text, number, column, number, number)
        return survey

    def _texts(self, row: etree._Element) -> Iterator[str]:
        """Yield the texts of a row that may have tags."""
        yield from (item.text for item in row.iter("{*}v") if item.text and "{" in item.text)
        yield from (text_of(item) for item in row.iter("{*}is"))
        if self._common.strings.tagged:
            yield from (text_of(item) for cell in row if (item := self._tagged_string(cell)) is not None)

    def _string(self, cell: etree._Element) -> etree._Element | None:
        """Return the string item of a cell, None for any other cell."""
        value = child(cell, "v")
        if cell.get("t") == "inlineStr":
            return child(cell, "is")
        if cell.get("t") == "str" and value is not None and has_tags(value.text):
            item = etree.Element("is")
            etree.SubElement(item, "t").text = value.text
            return item
        return self._tagged_string(cell)

    def _tagged_string(self, cell: etree._Element) -> etree._Element | None:
        """Return the shared string of a cell if it has tags."""
        strings = self._common.strings
        value = child(cell, "v") if strings.tagged and cell.get("t") == "s" else None
        number = int(value.text) if value is not None and (value.text or "").isdecimal() else -1  # type: ignore[arg-type]
        return strings.items[number] if number in strings.tagged else None

    def _attributes(self, element: etree._Element, omitted: frozenset[str]) -> str:
        kept = [(self._prefixed(str(name)), str(value)) for name, value in element.attrib.items() if name not in omitted]
        return "".join(f" {name}={quoteattr(value, _QUOTE)}" for name, value in kept)

    def _prefixed(self, name: str) -> str:
        uri, _, bare = name.rpartition("}")
        return self._prefixes.get(uri[1:], "") + bare if uri else bare


def numbered(data: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yield the rows of a sheet with their numbers; one without a number follows the one before."""
    last = 0
    for row in data.iterchildren("{*}row"):
        last = int(row.get("r") or last + 1)
        yield row, last


def _placed(row: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yield the cells of a row with their columns; one without an address follows the one before."""
    column = 0
    for cell in row.iterchildren("{*}c"):
        letters = (cell.get("r") or "").rstrip("0123456789")
        column = references.column_number(letters) if letters else column + 1
        yield cell, column


def _forget_results(element: etree._Element) -> bool:
    """Take out what Excel last computed for the formulas in `element`; tell whether there are any."""
    found = False
    for formula in element.iter("{*}f"):
        cell, found = formula.getparent(), True
        for value in [item for item in cell if local(item) == "v"] if cell is not None else ():
            cell.remove(value)  # type: ignore[union-attr]
        if cell is not None:
            cell.attrib.pop("t", "")
    return found


def _following(pieces: references.Pieces, row: int) -> list[Chunk]:
    """Return a formula that stands in `row`: what refers to its own row follows it wherever it goes, the rest needs moving."""
    own = tuple(
        piece.text((ROW, ROW), piece.columns) if isinstance(piece, Reference) and _is_of_row(piece, row) else piece for piece in pieces
    )
    texts = [piece for piece in own if isinstance(piece, str)]
    return [escape("".join(texts))] if len(texts) == len(own) else [Formula(own)]


def _is_of_row(reference: Reference, row: int) -> bool:
    corners = [corner for corner in (reference.start, reference.end) if corner]
    return not reference.sheet and all(corner.row == row and not corner.fixed_row for corner in corners)


def _is_relative(reference: Reference) -> bool:
    corners = [corner for corner in (reference.start, reference.end) if corner]
    return any((corner.row and not corner.fixed_row) or (corner.column and not corner.fixed_column) for corner in corners)
