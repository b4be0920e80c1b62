"""What makes a Word file sound: the rules whose breach makes Word repair or refuse a file, or lose part of it.

One pass over each part; not a validator of the whole schema.
Source: ECMA-376 part 1, 17 (WordprocessingML) and annex A; [MS-DOCX] 2.2 (paragraph ids).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from docgen.errors import Problem
from docgen.formats.ooxml import Package
from docgen.formats.relations import related
from docgen.formats.soundness import package_faults, relation_faults, unsound
from docgen.formats.word import names
from docgen.formats.word.names import Element, qualified
from docgen.formats.word.parts import Part, read_part, text_parts
from docgen.formats.word.schema import ATTRIBUTES, FIRST, FREE, ORDERS, VALUES

_STYLES = tuple(qualified(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle"))
_NUMBER = qualified("w:numId")
_GRID, _GRID_COLUMN = qualified("w:tblGrid"), qualified("w:gridCol")
_OUTSIDE_GRID = (qualified("w:gridBefore"), qualified("w:gridAfter"))
_BLOCKS = {names.PARAGRAPH, names.TABLE, names.CONTROL, qualified("w:customXml"), qualified("w:altChunk")}
_REVISIONS = tuple(qualified(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "tblPrChange"))
_AUTHOR = qualified("w:author")
_PARAGRAPH_ID = qualified("w14:paraId")
_RANGES = {
    names.BOOKMARK_START: ("bookmark", 1),
    names.BOOKMARK_END: ("bookmark", -1),
    qualified("w:commentRangeStart"): ("comment", 1),
    qualified("w:commentRangeEnd"): ("comment", -1),
}
_REFERENCES = {
    names.COMMENT_MARK: ("comments", qualified("w:comment")),
    qualified("w:footnoteReference"): ("footnotes", qualified("w:footnote")),
    qualified("w:endnoteReference"): ("endnotes", qualified("w:endnote")),
}
_FIELD_TYPE = qualified("w:fldCharType")
_BODY = qualified("w:body")
_LEFTOVER = re.compile(r"\{\{|\{%|\{#|｛｛")
_BRACES = tuple(brace.encode() for brace in ("{{", "{%", "{#", "｛｛"))
_ATTRIBUTE = re.compile(rb"\sw:([A-Za-z0-9]+)=")
_STRAY_TEXTS = etree.XPath(
    "|".join(f"//w:{holder}/text()" for holder in ("body", "p", "r", "tbl", "tr", "tc")), namespaces=names.NAMESPACES
)
_WORD = f"{{{names.NAMESPACES['w']}}}"


def faults(package: Package) -> Iterator[Problem]:
    """Yield what is wrong with a Word file that could be opened. Raises: DocumentError: a part is not well-formed."""
    yield from package_faults(package)
    parts = text_parts(package)
    known = _Known.of(package, parts[0].name)
    for part in parts:
        root = read_part(package, part.name)
        yield from relation_faults(package, part.name)
        if part.is_story:
            yield from _Story(part.name, root, known).faults(_RULES)
            yield from _faults_of_text(package, part, root)
    for kind in ("settings", "styles", "numbering"):
        for name in related(package, parts[0].name, kind):
            yield from _Story(name, read_part(package, name), known).faults(_PROPERTY_RULES)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the document defines, and how often its parts have used an id so far, by kind and id."""

    styles: frozenset[str]
    numbers: frozenset[str]
    notes: dict[str, frozenset[str]]
    used: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, package: Package, document: str) -> _Known:
        def defined(kind: str, tag: str, attribute: str) -> frozenset[str]:
            roots = (read_part(package, name) for name in related(package, document, kind))
            return frozenset(str(element.get(attribute)) for root in roots for element in root.iter(tag))

        return cls(
            styles=defined("styles", qualified("w:style"), qualified("w:styleId")),
            numbers=defined("numbering", qualified("w:num"), _NUMBER) | {"0"},
            notes={kind: defined(kind, tag, names.ID) for kind, tag in _REFERENCES.values()},
        )


class _Story:
    """One part with paragraphs, looked through once; each rule adds what it finds."""

    def __init__(self, part: str, root: Element, known: _Known) -> None:
        self._part = part
        self._root = root
        self._known = known
        self._found: list[Problem] = []
        self._open: Counter[tuple[str, str]] = Counter()
        self._fields: list[str] = []

    def faults(self, rules: Mapping[str, tuple[Rule, ...]]) -> list[Problem]:
        """Return what the elements break of their `rules`, by tag."""
        for element in self._root.iter(*rules):
            for rule in rules[element.tag]:
                rule(self, element)
        for (kind, identity), number in self._open.items():
            if number:
                self._found.append(unsound(f"unpaired-{kind}", self._part, identity))
        if self._fields:
            self._found.append(unsound("unclosed-field", self._part))
        return self._found

    def _add(self, key: str, element: Element, found: str = "", **values: object) -> None:
        """Note a fault, quoting the paragraph around it."""
        self._found.append(unsound(key, self._part, found or _words_around(element), **values))

    def order(self, element: Element) -> None:
        ranks, last = ORDERS[str(element.tag)], -1
        for child in element:
            rank = ranks.get(child.tag)
            if rank is None:
                if str(child.tag).startswith(_WORD):
                    self._add("no-place", element, child=_local(child), parent=_local(element))
            elif child.tag in FREE:
                continue
            elif rank < last:
                self._add("order", element, child=_local(child), parent=_local(element))
            else:
                last = rank

    def first(self, element: Element) -> None:
        before = element.getprevious()
        if before is not None and before.tag not in FIRST[str(element.tag)]:
            self._add("not-first", element, child=_local(element))

    def run_properties(self, element: Element) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag == names.RUN and element.getprevious() is not None:
            self._add("not-first", element, child=_local(element))

    def paragraph(self, element: Element) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag in (names.PARAGRAPH, names.RUN):
            self._add("nested-paragraph", element)
        if identity := element.get(_PARAGRAPH_ID):
            self._once("paragraph", identity, element)

    def cell(self, element: Element) -> None:
        blocks = [child.tag for child in element if child.tag in _BLOCKS]
        if not blocks or blocks[-1] == names.TABLE:
            self._add("cell-without-end", element)

    def row(self, element: Element) -> None:
        if next(element.iter(names.CELL), None) is None:
            self._add("empty-row", element)

    def table(self, element: Element) -> None:
        rows = [row for row in element.iter(names.ROW) if next(row.iterancestors(names.TABLE)) is element]
        grid = names.child(element, _GRID)
        if not rows:
            self._add("empty-table", element)
        if grid is None:
            self._add("no-grid", element)
        elif (widest := max(map(_width, rows), default=0)) > (columns := len(grid.findall(_GRID_COLUMN))):
            self._add("narrow-grid", element, columns=columns, cells=widest)

    def section(self, element: Element) -> None:
        parent, after = element.getparent(), element.getnext()
        if parent is not None and parent.tag == _BODY and after is not None:
            self._add("section-not-last", element)

    def style(self, element: Element) -> None:
        if str(element.get(names.VAL)) not in self._known.styles:
            self._add("no-style", element, style=element.get(names.VAL))

    def number(self, element: Element) -> None:
        if str(element.get(names.VAL)) not in self._known.numbers:
            self._add("no-numbering", element, number=element.get(names.VAL))

    def value(self, element: Element) -> None:
        attribute, pattern = VALUES[str(element.tag)]
        value = element.get(attribute)
        if value is not None and not pattern.fullmatch(value):
            self._add("bad-value", element, name=_local(element), value=value)

    def revision(self, element: Element) -> None:
        if not element.get(_AUTHOR):
            self._add("no-author", element)

    def range(self, element: Element) -> None:
        kind, step = _RANGES[str(element.tag)]
        self._open[kind, str(element.get(names.ID))] += step
        if step > 0 and kind == "bookmark":
            self._once("bookmark", str(element.get(names.ID)), element)
            self._once("bookmark-name", str(element.get(names.NAME)).lower(), element)

    def reference(self, element: Element) -> None:
        kind, _ = _REFERENCES[str(element.tag)]
        if str(element.get(names.ID)) not in self._known.notes[kind]:
            self._add("no-note", element, kind=kind, number=element.get(names.ID))

    def drawing(self, element: Element) -> None:
        self._once("drawing", str(element.get("id")), element)

    def control(self, element: Element) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag == names.CONTROL_PROPERTIES:
            self._once("control", str(element.get(names.VAL)), element)

    def field(self, element: Element) -> None:
        kind = element.get(_FIELD_TYPE)
        if kind == "begin":
            self._fields.append("begin")
        elif not self._fields:
            self._add("stray-field", element)
        elif kind == "end":
            self._fields.pop()

    def _once(self, kind: str, identity: str, element: Element) -> None:
        if any(True for _ in element.iterancestors(names.FALLBACK)):  # a copy for old readers, of which Word reads one
            return
        self._known.used[kind, identity] += 1
        if self._known.used[kind, identity] == 2:
            self._add(f"same-{kind}", element, identity)


Rule = Callable[[_Story, Element], None]


def _rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules of each element."""
    groups: tuple[tuple[Rule, tuple[str, ...]], ...] = (
        (_Story.order, tuple(ORDERS)),
        (_Story.first, tuple(FIRST)),
        (_Story.run_properties, (names.RUN_PROPERTIES,)),
        (_Story.paragraph, (names.PARAGRAPH,)),
        (_Story.cell, (names.CELL,)),
        (_Story.row, (names.ROW,)),
        (_Story.table, (names.TABLE,)),
        (_Story.section, (names.SECTION,)),
        (_Story.style, _STYLES),
        (_Story.number, (_NUMBER,)),
        (_Story.value, tuple(VALUES)),
        (_Story.revision, _REVISIONS),
        (_Story.range, tuple(_RANGES)),
        (_Story.reference, tuple(_REFERENCES)),
        (_Story.drawing, (names.DRAWING_PROPERTIES,)),
        (_Story.control, (names.ID,)),
        (_Story.field, (names.FIELD_CHARACTER,)),
    )
    rules: dict[str, tuple[Rule, ...]] = {}
    for rule, tags in groups:
        for tag in tags:
            rules[tag] = (*rules.get(tag, ()), rule)
    return rules


_RULES = _rules()
# What is looked at in styles, settings and numbering.
_PROPERTY_RULES: dict[str, tuple[Rule, ...]] = {_NUMBER: (_Story.number,), **{tag: (_Story.order,) for tag in ORDERS}}


def _faults_of_text(package: Package, part: Part, root: Element) -> Iterator[Problem]:
    """Yield what is found without a walk: tags left over, text where none may stand, attributes that do not exist."""
    xml = package.read(part.name)
    if any(brace in xml for brace in _BRACES):
        for paragraph in root.iter(names.PARAGRAPH):
            words = "".join(text.text or "" for text in paragraph.iter(names.TEXT))
            if _LEFTOVER.search(words):
                yield unsound("leftover-tag", part.name, _short(words))
    for text in cast("list[str]", _STRAY_TEXTS(root)):
        if not text.isspace():
            yield unsound("stray-text", part.name, _short(text))
    for name in sorted({match.decode() for match in _ATTRIBUTE.findall(xml)} - ATTRIBUTES):
        attribute = _WORD + name
        if any(element.get(attribute) is not None for element in root.iter("*")):
            yield unsound("no-attribute", part.name, name)


def _width(row: Element) -> int:
    """Return how many columns of the grid the cells of a row take."""
    properties = names.child(row, names.ROW_PROPERTIES)
    outside = sum(names.number(item.get(names.VAL)) for item in properties.iter(*_OUTSIDE_GRID)) if properties is not None else 0
    for cell in row.iter(names.CELL):
        if next(cell.iterancestors(names.ROW)) is row:
            span = names.child(cell, names.CELL_PROPERTIES, names.SPAN)
            outside += names.number(span.get(names.VAL)) if span is not None else 1
    return outside


def _words_around(element: Element) -> str:
    """Return the words of the paragraph that an element is in, or of its first one."""
    paragraph = next(element.iterancestors(names.PARAGRAPH), None)
    inside = element if paragraph is None else paragraph
    return _short("".join(text.text or "" for text in inside.iter(names.TEXT)))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:59] + "…"


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
