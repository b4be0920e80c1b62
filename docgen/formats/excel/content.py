"""A workbook as a tree of blocks: what a reader sees, in a normal form that merely saving it again does not change.

LibreOffice rewrites much of a workbook: where strings lie, how formulas are spelled, the order of names and merged cells,
heights, panes, styles. What stays is compared: values, formulas, merged cells, validations, conditional formats, comments,
links, pictures, charts, tables, headers, names, and in cells with a value bold, italics, strike-through and fill.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from lxml import etree

from docgen.formats.excel import references
from docgen.formats.excel.looks import Looks
from docgen.formats.excel.parts import SheetEntry, child, find, local, workbook_part, worksheets
from docgen.formats.excel.references import Reference
from docgen.formats.excel.strings import text_of, unescaped
from docgen.formats.ooxml import Package, parse
from docgen.formats.relations import related, relations
from docgen.merge.content import Block

_TWO_SIDED = frozenset({"between", "notBetween"})
_ONE_FORMULA = frozenset({"list", "custom"})
_TEXTS = ("promptTitle", "prompt", "errorTitle", "error")
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
HEADER_FORMAT = re.compile(r'&(?:"[^"]*"|[0-9]+ ?|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[BIUEXYSOH](?![A-Za-z]))')
_SECTION = re.compile(r"(&[LCR])\s+")  # LibreOffice sets a blank after the code, lest a digit be taken for a size
_TRUTH = re.compile(r"\b(TRUE|FALSE)\b(?!\()")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])")
_STRINGS = re.compile(r'("(?:[^"]|"")*")')
_BY_DIGITS = re.compile(r"[0-9][eE][+-]?[0-9]|1048576")
_COMPATIBILITY = re.compile(r"_XLFN\.|_XLWS\.|_XLUDF\.")


def content_of(package: Package) -> Block:
    """Return the tree of a workbook. Raises: DocumentError: no workbook, or a damaged part."""
    part = workbook_part(package)
    workbook = parse(package.read(part), part)
    strings = [unescaped(text_of(item)) for item in string_items(package, part)]
    styles = [parse(package.read(name), name) for name in related(package, part, "styles")]
    themes = [parse(package.read(name), name) for name in related(package, part, "theme")]
    looks = Looks(styles[0] if styles else None, themes[0] if themes else None)
    sheets = [_Sheet(package, entry, strings, looks).block() for entry in worksheets(package, part, workbook)]
    return Block(kind="workbook", children=(*sheets, *_names(workbook)))


def string_items(package: Package, workbook: str) -> list[etree._Element]:
    """Return the shared strings of a workbook, by number."""
    parts = related(package, workbook, "sharedStrings")
    return [item for name in parts for item in parse(package.read(name), name) if local(item) == "si"]


def normal_formula(formula: str, row: int = 0) -> str:
    """Return a formula in one spelling: no blanks, capitals, TRUE() for TRUE, sheet names quoted where they must be.

    row: the row it stands in, to be held open (`\\0`) where the formula refers to it alone.
    """
    pieces = references.scan(formula.removeprefix("=").strip())
    return "".join(_normal_text(piece) if isinstance(piece, str) else references.spelled(_whole_columns(piece), row) for piece in pieces)


class _Sheet:
    """One sheet being read."""

    def __init__(self, package: Package, entry: SheetEntry, strings: list[str], looks: Looks) -> None:
        self._package = package
        self._entry = entry
        self._strings = strings
        self._looks = looks
        self._root = parse(package.read(entry.part), entry.part)
        self._shapes: dict[str, str] = {}

    def block(self) -> Block:
        parts = (self._rows(), self._areas(), self._validations(), self._formats(), self._comments(), self._links(), self._headers())
        return Block(
            kind="sheet",
            key=self._entry.name,
            text=self._entry.name,
            style="" if self._entry.state == "visible" else "hidden",
            children=tuple(block for found in (*parts, self._drawings(), self._tables()) for block in found),
        )

    def _rows(self) -> Iterator[Block]:
        row_number, shared = 0, dict[str, _Master]()
        for row in find(self._root, "row"):
            row_number = int(row.get("r") or row_number + 1)
            cells, column = [], 0
            for cell in (item for item in row if local(item) == "c"):
                letters = (cell.get("r") or "").rstrip("0123456789")
                column = references.column_number(letters) if letters else column + 1
                text = self._value(cell, row_number, column, shared)
                if text:
                    key = f"{references.column_letters(column)}{row_number}"
                    cells.append(Block(kind="cell", key=key, text=text, style=self._looks.of(int(cell.get("s") or 0))))
            if cells:
                yield Block(kind="row", key=str(row_number), children=tuple(cells))

    def _value(self, cell: etree._Element, row: int, column: int, shared: Shared) -> str:
        formula = child(cell, "f")
        if formula is not None:
            return _formula(formula, row, column, shared, self._shapes)
        return value_of(cell, self._strings)

    def _areas(self) -> Iterator[Block]:
        merged = sorted(str(item.get("ref")) for item in find(self._root, "mergeCell"))
        yield from (Block(kind="merged", text=area) for area in merged)

    def _validations(self) -> Iterator[Block]:
        yield from _sorted(block for item in find(self._root, "dataValidation") if (block := validation_of(item)) is not None)

    def _formats(self) -> Iterator[Block]:
        yield from _sorted(format_of(item, rule) for item in find(self._root, "conditionalFormatting") for rule in find(item, "cfRule"))

    def _comments(self) -> Iterator[Block]:
        for part in related(self._package, self._entry.part, "comments"):
            found = []
            for item in find(parse(self._package.read(part), part), "comment"):
                text = child(item, "text")
                found.append(Block(kind="comment", key=str(item.get("ref")), text=folded(text_of(text)) if text is not None else ""))
            yield from _sorted(found)

    def _links(self) -> Iterator[Block]:
        known = relations(self._package, self._entry.part)
        found = []
        for item in find(self._root, "hyperlink"):
            identity = next((str(value) for name, value in item.attrib.items() if str(name).endswith("}id")), "")
            target = known[identity].target if identity in known else "#" + normal_formula(item.get("location") or "")
            found.append(Block(kind="link", key=str(item.get("ref")), text=target))
        yield from _sorted(found)

    def _headers(self) -> Iterator[Block]:
        container = child(self._root, "headerFooter")
        for item in container if container is not None else ():
            text = folded(_SECTION.sub(r"\1", HEADER_FORMAT.sub("", item.text or "")))
            if text and local(item) in _HEADERS and _in_use(local(item), container):
                yield Block(kind="header", key=local(item), text=text)

    def _drawings(self) -> Iterator[Block]:
        for part in related(self._package, self._entry.part, "drawing"):
            root = parse(self._package.read(part), part)
            known = relations(self._package, part)
            used = [str(value) for item in find(root, "blip") for value in item.attrib.values()]
            pictures = [known[identity].target for identity in used if identity in known]
            hashes = [blake2b(self._package.read(name), digest_size=16).hexdigest() for name in pictures if name in self._package]
            yield from (Block(kind="picture", text=text) for text in sorted(hashes))
            texts = sorted(folded("".join(text.text or "" for text in find(body, "t"))) for body in find(root, "txBody"))
            yield from (Block(kind="shape", text=text) for text in texts if text)
            for chart in related(self._package, part, "chart"):
                yield chart_of(parse(self._package.read(chart), chart))

    def _tables(self) -> Iterator[Block]:
        found = []
        for part in related(self._package, self._entry.part, "table"):
            root = parse(self._package.read(part), part)
            found.append(Block(kind="table", key=str(root.get("displayName")), text=str(root.get("ref"))))
        yield from _sorted(found)


def value_of(cell: etree._Element, strings: Sequence[str]) -> str:
    """Return what a cell without a formula holds, in its normal form; "" for nothing. strings: the shared ones."""
    value, kind = child(cell, "v"), cell.get("t")
    if kind == "inlineStr":
        item = child(cell, "is")
        return plain_text(unescaped(text_of(item))) if item is not None else ""
    content = (value.text or "") if value is not None else ""
    if kind == "s":
        number = int(content) if content.isdecimal() else -1
        return plain_text(strings[number]) if 0 <= number < len(strings) else ""
    if kind == "str":
        return plain_text(unescaped(content))
    if kind == "b":
        return "=TRUE()" if content in ("1", "true") else "=FALSE()"
    if kind == "e":
        return f"={content}"
    return plain_number(content)


@dataclass(frozen=True, slots=True)
class _Master:
    """A formula that other cells share: where it stands, and its text with its own row held open, if only that row moves."""

    pieces: references.Pieces
    row: int
    column: int
    shape: str | None

    @classmethod
    def of(cls, formula: str, row: int, column: int) -> _Master:
        pieces, own = references.scan(formula), own_row(row)
        texts = [piece for piece in pieces if isinstance(piece, str)]
        corners = [corner for piece in pieces if not isinstance(piece, str) for corner in (piece.start, piece.end) if corner is not None]
        follows = all(corner.fixed_row or corner.row in (0, row) for corner in corners) and not any(own.search(text) for text in texts)
        return cls(pieces, row, column, own.sub("\0", formula) if follows else None)

    def text(self, row: int, column: int) -> str:
        """Return the formula as the cell at `row`, `column` has it."""
        if self.shape is not None and column == self.column:
            return self.shape.replace("\0", str(row))
        return references.written(references.translated(self.pieces, row - self.row, column - self.column))


Shared = dict[str, _Master]


def _formula(element: etree._Element, row: int, column: int, shared: Shared, shapes: dict[str, str]) -> str:
    """Return the formula of a cell in its normal form, a shared one written out."""
    text, kind, number = element.text or "", element.get("t"), element.get("si")
    if kind == "shared" and number is not None:
        if text:
            shared[number] = _Master.of(text, row, column)
        elif number in shared:
            text = shared[number].text(row, column)
    normal = "=" + normal_in_row(text, row, shapes)
    return f"{{{normal}}} {element.get('ref')}" if kind == "array" else normal


def normal_in_row(formula: str, row: int, shapes: dict[str, str]) -> str:
    """Return the normal form of a formula that stands in `row`; formulas that differ only in their own row are read once.

    shapes: normal forms found so far, by the formula with its own row held open: `=A6*2` in row 6 is `=A\\0*2`. What means
    something by its digits is read each time: 1E6, A1:A1048576.
    """
    if _BY_DIGITS.search(formula):
        return normal_formula(formula)
    own = own_row(row)
    shape = own.sub("\0", formula)
    if shape not in shapes:
        shapes[shape] = own.sub("\0", normal_formula(formula))
    return shapes[shape].replace("\0", str(row))


@lru_cache(maxsize=2048)
def own_row(row: int) -> re.Pattern[str]:
    return re.compile(rf"(?<=[A-Za-z$]){row}(?![0-9])")


def _whole_columns(reference: Reference) -> Reference:
    """Return A:A for A1:A1048576."""
    if reference.end is None or (reference.start.row, reference.end.row) != (1, references.LAST_ROW):
        return reference
    return replace(reference, start=replace(reference.start, row=0), end=replace(reference.end, row=0))


def _normal_text(piece: str) -> str:
    parts = _STRINGS.split(piece)
    return "".join(part if number % 2 else _outside_strings(part) for number, part in enumerate(parts))


def _outside_strings(text: str) -> str:
    bare = _COMPATIBILITY.sub("", "".join(text.split()).upper()).replace("~", ",")  # LibreOffice's union of areas
    return _NUMBER.sub(lambda match: plain_number(match[0]), _TRUTH.sub(r"\1()", bare))


def rule_formula(formula: str) -> str:
    """Return the formula of a validation or format, where LibreOffice writes 1 for TRUE."""
    return normal_formula(formula).replace("TRUE()", "1").replace("FALSE()", "0")


def validation_of(item: etree._Element) -> Block | None:
    """Return a validation; None for one that neither checks nor says anything."""
    kind, operator = item.get("type") or "none", item.get("operator") or "between"
    formulas = [rule_formula("".join(map(str, formula.itertext()))) for formula in item if local(formula) in ("formula1", "formula2")]
    if kind == "none":
        formulas = []
    elif kind in _ONE_FORMULA or operator not in _TWO_SIDED:
        formulas = formulas[:1]
    texts = [folded(unescaped(item.get(name) or "")) for name in _TEXTS]
    if kind == "none" and not any(texts):
        return None
    rule = kind if kind in _ONE_FORMULA or kind == "none" else f"{kind} {operator}"
    return Block(kind="validation", key=areas_of(item), text=" | ".join([rule, *formulas, *texts]))


def format_of(item: etree._Element, rule: etree._Element) -> Block:
    """Return one rule of a conditional format `item`."""
    formulas = [rule_formula(formula.text or "") for formula in find(rule, "formula", "f")]
    return Block(kind="format", key=areas_of(item), text=" ".join([str(rule.get("type")), *formulas]))


def areas_of(item: etree._Element) -> str:
    """Return the areas of a validation or conditional format, in order."""
    inner = child(item, "sqref")
    return " ".join(sorted(str(item.get("sqref") or (inner.text if inner is not None else "")).split()))


def chart_of(root: etree._Element) -> Block:
    ranges = sorted({normal_formula(item.text or "").replace("$", "") for item in find(root, "f")})
    titles = [folded("".join(text.text or "" for text in find(title, "t"))) for title in find(root, "title")]
    return Block(kind="chart", text=" | ".join([*(title for title in titles if title), *ranges]))


def _names(workbook: etree._Element) -> Iterator[Block]:
    """Yield the defined names; the filter's is Excel's own."""
    found = []
    for item in find(workbook, "definedName"):
        name, scope = str(item.get("name")), item.get("localSheetId") or ""
        if name != "_xlnm._FilterDatabase":
            found.append(Block(kind="name", key=f"{name} {scope}".strip(), text=normal_formula(item.text or "")))
    yield from _sorted(found)


def _in_use(name: str, container: etree._Element | None) -> bool:
    """Tell whether a header is printed at all: those of even and first pages only if the sheet says so."""
    if container is None or name.startswith("odd"):
        return True
    return container.get("differentOddEven" if name.startswith("even") else "differentFirst") in ("1", "true")


def _sorted(blocks: Iterable[Block]) -> list[Block]:
    return sorted(blocks, key=lambda block: (block.key, block.text))


def plain_text(text: str) -> str:
    """Return a text; one that reads like a number is told from it by the apostrophe that Excel shows."""
    said = folded(text)
    return "'" + said if _NUMBER.fullmatch(said) else said


def plain_number(text: str) -> str:
    """Return a number in its shortest spelling, 15 digits at most, as Excel keeps them."""
    try:
        return f"{float(text) + 0.0:.15g}"  # + 0.0: there is no -0 in a cell
    except ValueError:
        return text


def folded(text: str) -> str:
    return " ".join(text.split())
