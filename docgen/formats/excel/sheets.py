"""Compiling the rows of a template sheet: tags become program, the rest becomes rows that can be written anywhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.errors import Place, Problem
from docgen.formats.excel import references
from docgen.formats.excel.formulas import compile_formula, scan
from docgen.formats.excel.layout import Segment
from docgen.formats.excel.parts import child, local
from docgen.formats.excel.references import LAST_ROW
from docgen.formats.excel.rows import ROW, Chunk, Formula, FormulaSlot, Row, Slot, attributes
from docgen.formats.excel.strings import Run, SharedStrings, fragment, runs_of, text_of
from docgen.formats.excel.styles import Shows, Styles
from docgen.formats.excel.tags import CELL, CLOSE_ROUND, OPEN_ROUND, RUN, Kind, Part, Program, excerpt, faults, has_tags, unpaired
from docgen.messages import Message, message

_NUMBER = frozenset({"r"})
_MEASURED_HEIGHT = frozenset({"ht", "r"})  # the height that fitted the template's text need not fit the value's


@dataclass(frozen=True, slots=True)
class Common:
    """What a sheet is compiled with, shared by all sheets of the workbook."""

    program: Program
    strings: SharedStrings
    styles: Styles
    sheets: Container[str]
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class CompiledRows:
    """The rows of a sheet.

    segments: all rows, cut as they move.   rows: those that hold anything, by number.   heights: in points, where they say one.
    bound: keys of the texts printed with a row besides its cells (comments), in order.
    formulas, tagged: whether any row has a formula, a tag.
    """

    segments: tuple[Segment, ...]
    rows: Mapping[int, Row]
    heights: Mapping[int, float]
    bound: Mapping[int, tuple[str, ...]]
    formulas: bool
    tagged: bool
    numbers: tuple[tuple[int, ...], ...] = field(init=False)
    sizes: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the rows into their segments, with the size of their XML."""
        ordered, firsts = sorted(self.rows), [segment.first for segment in self.segments]
        cuts = [bisect_left(ordered, first) for first in firsts] + [len(ordered)]
        numbers = tuple(tuple(ordered[start:end]) for start, end in zip(cuts, cuts[1:], strict=False))
        object.__setattr__(self, "numbers", numbers)
        object.__setattr__(self, "sizes", tuple(sum(self.rows[number].size for number in inside) for inside in numbers))

    @property
    def used(self) -> int:
        """The last row that holds anything, 0 on an empty sheet."""
        return max(self.rows, default=0)

    def texts(self, index: int) -> int:
        """Return how many texts the program prints with segment `index`."""
        return sum(self.rows[number].texts + len(self.bound.get(number, ())) for number in self.numbers[index])


@dataclass(frozen=True, slots=True)
class BoundText:
    """A text that is printed with row `row`, as its cells are: a comment."""

    row: int
    key: str
    runs: tuple[Run, ...]
    spot: Message


@dataclass(slots=True)
class _Block:
    """An open block of row tags; `loop` is the loop's number while inside a round of it."""

    word: str
    loop: int | None


@dataclass(slots=True)
class _Cell:
    """A cell of the template as it is read."""

    element: etree._Element
    column: int
    row: int
    runs: tuple[Run, ...] = ()
    formula: str = ""
    spot: Message = field(default_factory=lambda: message("excel.spot-sheet"))

    @property
    def parts(self) -> list[Part]:
        return [part for run in self.runs for part in run.parts]


class SheetCompiler:
    """Compiles one sheet's rows into a program."""

    def __init__(self, name: str, common: Common, bound: Sequence[BoundText]) -> None:
        self._name = name
        self._common = common
        self._program = common.program
        self._segments: list[Segment] = []
        self._rows: dict[int, Row] = {}
        self._heights: dict[int, float] = {}
        self._blocks: list[_Block] = []
        self._statements: list[tuple[Part, Message]] = []
        self._cursor = 1
        self._loops = 0
        self._formulas = self._tagged = False
        self._masters: dict[str, _Cell] = {}
        self._bound: dict[int, list[BoundText]] = {}
        for text in bound:
            self._bound.setdefault(text.row, []).append(text)

    def compile(self, data: etree._Element) -> CompiledRows:
        """Return the rows of `data`, the sheetData element."""
        self._prefix = f"{data.prefix}:" if data.prefix else ""
        inherited = data.getroottree().getroot().nsmap
        self._prefixes = {uri: f"{prefix}:" for prefix, uri in inherited.items() if prefix} | {"http://www.w3.org/XML/1998/namespace": "xml:"}
        last = 0
        for element in (item for item in data if local(item) == "row"):
            last = int(element.get("r") or last + 1)
            if height := element.get("ht"):
                self._heights[last] = float(height)
            self._row(element, last)
        for number in sorted(set(self._bound) - set(self._rows)):
            lost = message("excel.tag-without-row")
            self._common.problems.extend(Problem(where=Place(spot=text.spot), what=lost) for text in self._bound[number])
        self._flush(LAST_ROW)
        self._common.problems.extend(unpaired(self._statements, "excel.row-blocks-remedy"))
        bound = {row: tuple(text.key for text in texts) for row, texts in self._bound.items()}
        return CompiledRows(tuple(self._segments), self._rows, self._heights, bound, self._formulas, self._tagged)

    def _row(self, element: etree._Element, number: int) -> None:
        cells = self._cells(element, number)
        tagged = [cell for cell in cells if cell.runs]
        if not tagged and number not in self._bound and not any(has_tags(cell.formula) for cell in cells):
            self._rows[number] = self._compiled(element, cells, number)
            return
        self._tagged = True
        self._flush(number - 1)
        for cell in tagged:
            self._common.problems.extend(faults(cell.parts, cell.spot))
        scoped = [(part, cell.spot) for cell in tagged for part in cell.parts if part.scope == "tr"]
        self._statements += scoped
        if not scoped:
            self._emit(element, cells, number)
        elif any(part.opens for part, _ in scoped) and not any(True for _ in unpaired(scoped, "excel.row-blocks-remedy")):
            self._loop_of_one_row(element, cells, number, scoped)
        else:
            self._marker(cells, number, scoped)
        self._cursor = number + 1

    def _loop_of_one_row(self, element: etree._Element, cells: list[_Cell], number: int, scoped: list[tuple[Part, Message]]) -> None:
        """A row whose first and last cells hold the marks: it is repeated itself."""
        for part, spot in scoped:
            if part.opens:
                self._statement(part, spot)
        self._emit(element, cells, number)
        for part, spot in scoped:
            if not part.opens:
                self._statement(part, spot)

    def _marker(self, cells: list[_Cell], number: int, scoped: list[tuple[Part, Message]]) -> None:
        """A row of marks, which vanishes."""
        for cell in cells:
            beside = any(part.scope != "tr" and part.body.strip() for part in cell.parts)
            if beside or cell.formula or (not cell.runs and _says_something(cell.element)):
                self._common.problems.append(
                    Problem(
                        where=Place(spot=cell.spot),
                        what=message("excel.beside-row-tag", tag=excerpt(scoped[0][0].shown)),
                        remedy=message("excel.beside-row-tag-remedy"),
                    )
                )
        self._segments.append(Segment(number, number, self._inside()))
        for part, spot in scoped:
            self._statement(part, spot)

    def _statement(self, part: Part, spot: Message) -> None:
        """Append a row tag to the program, with the rounds it opens and closes."""
        top = self._blocks[-1] if self._blocks else None
        if top and top.loop is not None and (part.closes or part.word == "else"):
            self._program.record(CLOSE_ROUND)
            top.loop = None
        if part.closes and top:
            self._blocks.pop()
        self._program.statement(part, spot)
        if part.opens:
            self._loops += part.word == "for"
            self._blocks.append(_Block(part.word, self._loops if part.word == "for" else None))
            if part.word == "for":
                self._program.record(f"{OPEN_ROUND}{self._loops}")

    def _emit(self, element: etree._Element, cells: list[_Cell], number: int) -> None:
        """Append a row with tags to the program."""
        self._program.record(str(len(self._segments)))
        self._segments.append(Segment(number, number, self._inside()))
        self._rows[number] = self._compiled(element, cells, number)
        for text in self._bound.get(number, ()):
            self._program.cut(CELL)
            self._runs(text.runs, text.spot)

    def _flush(self, last: int) -> None:
        """Append the rows without tags up to `last` to the program, as one segment."""
        if self._cursor <= last:
            self._program.record(str(len(self._segments)))
            self._segments.append(Segment(self._cursor, last, self._inside()))
        self._cursor = last + 1

    def _inside(self) -> tuple[int, ...]:
        return tuple(block.loop for block in self._blocks if block.loop is not None)

    def _compiled(self, element: etree._Element, cells: list[_Cell], number: int) -> Row:
        """Return the compiled row; the texts of its cells are appended to the program."""
        measured = bool(cells) and any(cell.runs for cell in cells) and element.get("customHeight") not in ("1", "true")
        omitted = _MEASURED_HEIGHT if measured else _NUMBER
        chunks: list[Chunk] = [f'<{self._prefix}row r="{ROW}"{self._attributes(element, omitted)}>']
        texts = 0
        for cell in cells:
            if cell.formula:
                texts += self._formula(cell, chunks, texts)
            elif cell.runs:
                texts += self._text(cell, chunks, texts)
            else:
                chunks.append(self._address(cell) + self._attributes(cell.element, frozenset({"r"})) + ">")
                chunks += [fragment(item) for item in cell.element]
                chunks.append(f"</{self._prefix}c>")
        chunks += [fragment(item) for item in element if local(item) != "c"]
        return Row.of([*chunks, f"</{self._prefix}row>"], texts)

    def _text(self, cell: _Cell, chunks: list[Chunk], number: int) -> int:
        """Append a cell whose text has tags."""
        kept = tuple(Run(run.properties, tuple(part for part in run.parts if part.scope != "tr")) for run in cell.runs)
        parts = [part for run in kept for part in run.parts]
        style = int(cell.element.get("s") or -1)
        rich: tuple[str, ...] = ()
        says = [part for part in parts if part.kind != "text" or part.body.strip()]
        chunks.append(self._address(cell))
        self._program.cut(CELL)
        if len(says) == 1 and says[0].kind == "expression":
            as_text = self._common.styles.shows(max(style, 0)) is Shows.TEXT
            self._program.expression(says[0], cell.spot, Kind.TEXT if as_text else Kind.VALUE)
        else:
            rich = tuple(run.properties for run in kept) if any(run.properties for run in kept) else ()
            self._runs(kept if rich else (Run("", tuple(parts)),), cell.spot)
        lead = (f' s="{style}"' if style >= 0 else "") + f' t="s"><{self._prefix}v>'
        chunks.append(Slot(number, cell.spot, style if style >= 0 else None, lead, rich))
        return 1

    def _formula(self, cell: _Cell, chunks: list[Chunk], number: int) -> int:
        """Append a cell with a formula; what Excel last made of it is left out."""
        self._formulas = True
        element = child(cell.element, "f")
        assert element is not None
        kind = element.get("t")
        chunks.append(self._address(cell) + self._attributes(cell.element, frozenset({"r", "t"})) + f"><{self._prefix}f")
        omitted = frozenset({"si", "ref", "t"}) if kind in (None, "normal", "shared") else frozenset({"ref", "r1", "r2"})
        chunks.append(self._attributes(element, omitted))
        for name in ("ref", "r1", "r2") if kind in ("array", "dataTable") else ():
            if area := element.get(name):
                chunks += [f' {name}="', Formula(area, scan(area)), '"']
        chunks.append(">")
        tagged = has_tags(cell.formula) and "{{" in cell.formula or "{%" in cell.formula
        if tagged:
            self._program.cut(CELL)
            known = compile_formula(cell.formula, self._program, cell.spot, self._common.sheets)
            chunks.append(FormulaSlot(number, cell.spot, known))
        else:
            chunks.append(Formula(cell.formula, scan(cell.formula)))
        chunks.append(f"</{self._prefix}f></{self._prefix}c>")
        return int(tagged)

    def _runs(self, runs: Sequence[Run], spot: Message) -> None:
        for number, run in enumerate(runs):
            if number:
                self._program.cut(RUN)
            self._program.text(run.parts, spot)

    def _cells(self, row: etree._Element, number: int) -> list[_Cell]:
        cells, column = [], 0
        for element in (item for item in row if local(item) == "c"):
            letters = (element.get("r") or "").rstrip("0123456789")
            column = references.column_number(letters) if letters else column + 1
            address = f"{references.column_letters(column)}{number}"
            cell = _Cell(element, column, number, spot=message("excel.spot-cell", sheet=self._name, cell=address))
            formula = child(element, "f")
            if formula is not None:
                cell.formula = self._formula_text(formula, cell)
            item = self._string(element) if formula is None else None
            if item is not None and has_tags(text_of(item)):
                cell.runs = runs_of(item)
            cells.append(cell)
        return cells

    def _string(self, element: etree._Element) -> etree._Element | None:
        """Return the string item of a cell, None for any other cell."""
        if element.get("t") == "inlineStr":
            return child(element, "is")
        value = child(element, "v")
        if element.get("t") == "s" and value is not None and (value.text or "").isdecimal():
            number = int(value.text or 0)
            if number in self._common.strings.tagged:
                return self._common.strings.items[number]
        if element.get("t") == "str" and value is not None and has_tags(value.text):
            item = etree.Element("is")
            etree.SubElement(item, "t").text = value.text
            return item
        return None

    def _formula_text(self, element: etree._Element, cell: _Cell) -> str:
        """Return the formula of a cell; a shared one is written out."""
        text, shared = element.text or "", element.get("si")
        if element.get("t") != "shared" or shared is None:
            return text or "0"
        if text:
            cell.formula = text
            self._masters[shared] = cell
            return text
        master = self._masters.get(shared)
        if master is None:
            return "0"
        moved = references.translated(scan(master.formula), cell.row - master.row, cell.column - master.column)
        return references.written(moved)

    def _address(self, cell: _Cell) -> str:
        return f'<{self._prefix}c r="{references.column_letters(cell.column)}{ROW}"'

    def _attributes(self, element: etree._Element, omitted: frozenset[str]) -> str:
        kept = [(str(name), str(value)) for name, value in element.attrib.items() if name not in omitted]
        return attributes(kept, self._prefixed)

    def _prefixed(self, name: str) -> str:
        uri, _, bare = name.rpartition("}")
        return self._prefixes.get(uri[1:], "") + bare if uri else bare


def _says_something(element: etree._Element) -> bool:
    """Tell whether a cell without tags holds a value."""
    return any(local(item) in ("v", "is", "f") and "".join(map(str, item.itertext())).strip() for item in element)

