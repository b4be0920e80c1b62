"""What makes a Word file sound: the rules whose breach makes Word repair or refuse a file, or lose part of it.

Questions asked of each part, most of them once for all elements that are written alike; not a validator of the whole schema.
Source: ECMA-376 part 1, 17 (WordprocessingML) and annex A; [MS-DOCX] 2.2 (paragraph ids).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast
from xml.sax.saxutils import unescape

from lxml import etree

from docgen.errors import Problem
from docgen.formats.ooxml import Package
from docgen.formats.relations import related
from docgen.formats.soundness import package_faults, relation_faults, unsound
from docgen.formats.word import names
from docgen.formats.word.names import Element, qualified
from docgen.formats.word.parts import parsed, read_part, text_parts
from docgen.formats.word.schema import ATTRIBUTES, FIRST, FREE, ORDERS, VALUES

_STORIES = frozenset(qualified(f"w:{name}") for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments"))
_ARRANGED = tuple({**ORDERS, **FIRST})
_GRID, _GRID_COLUMN = qualified("w:tblGrid"), qualified("w:gridCol")
_PARAGRAPH_ID = re.compile(rb' w14:paraId="([^"]*)"')
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
_LEFTOVER = re.compile(r"\{\{|\{%|\{#|｛｛")
_BRACES = tuple(brace.encode() for brace in ("{{", "{%", "{#", "｛｛"))
# In the bytes, where a document says the same thing a thousand times: every program writes w: and w14:.
_OPENING_TAG = re.compile(rb"<w:(\w+)( [^>]*)>")
_ATTRIBUTE = re.compile(r' w:(\w+)="([^"]*)"')
_STYLES = frozenset({"pStyle", "rStyle", "tblStyle"})
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "tblPrChange"})
_WORD = f"{{{names.NAMESPACES['w']}}}"


def _xpath(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=names.NAMESPACES, smart_strings=False)


# What no sound document holds, and the fault that it is.
_NEVER = (
    ("not-first", _xpath("//w:r/w:rPr[preceding-sibling::*]")),
    ("nested-paragraph", _xpath("//w:p[parent::w:p or parent::w:r]")),
    ("cell-without-end", _xpath("//w:tc[not((w:p | w:tbl | w:sdt | w:customXml | w:altChunk)[last()][not(self::w:tbl)])]")),
    ("empty-row", _xpath("//w:tr[not(.//w:tc)]")),
    ("section-not-last", _xpath("/*/w:body/w:sectPr[following-sibling::*]")),
)
_STRAY_TEXTS = _xpath("//text()[../* or parent::w:p or parent::w:r]")  # what has children has no text of its own
_ROWS = _xpath("w:tr | w:sdt/w:sdtContent/w:tr")
# Columns that the cells of a row take: one each, more where they span, and those that the row leaves out at its ends.
_CELLS = "(w:tc | w:sdt/w:sdtContent/w:tc)"
_WIDTH = _xpath(
    f"count({_CELLS}[not(w:tcPr/w:gridSpan)]) + sum({_CELLS}/w:tcPr/w:gridSpan/@w:val) + sum(w:trPr/w:gridBefore/@w:val) "
    "+ sum(w:trPr/w:gridAfter/@w:val)"
)


def faults(package: Package) -> Iterator[Problem]:
    """Yield what is wrong with a Word file that could be opened. Raises: DocumentError: a part is not well-formed."""
    yield from package_faults(package)
    parts = text_parts(package)
    known = _Known.of(package, parts[0].name)
    for part in parts:
        yield from relation_faults(package, part.name)
        if part.is_story:
            yield from _Story(part.name, package.read(part.name), known).faults()
        else:
            read_part(package, part.name)
    for kind in ("settings", "styles", "numbering"):
        for name in related(package, parts[0].name, kind):
            yield from _faults_of_definitions(name, package.read(name), known.styles, known.numbers)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the document defines, and how often its parts have used an id so far, by kind and id."""

    styles: frozenset[str]
    numbers: frozenset[str]
    notes: Mapping[str, frozenset[str]]
    used: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, package: Package, document: str) -> _Known:
        def defined(kind: str, tag: str, attribute: str) -> frozenset[str]:
            files = (package.read(name) for name in related(package, document, kind))
            return frozenset().union(*(_ids(xml, tag, attribute) for xml in files))

        return cls(
            styles=defined("styles", qualified("w:style"), qualified("w:styleId")),
            numbers=defined("numbering", qualified("w:num"), qualified("w:numId")) | {"0"},
            notes={kind: defined(kind, tag, names.ID) for kind, tag in _REFERENCES.values()},
        )


# The documents of a set share their styles and numberings.
@lru_cache(maxsize=64)
def _ids(xml: bytes, tag: str, attribute: str) -> frozenset[str]:
    return frozenset(str(element.get(attribute)) for element in parsed(xml, "").iter(tag))


@lru_cache(maxsize=64)
def _faults_of_definitions(part: str, xml: bytes, styles: frozenset[str], numbers: frozenset[str]) -> tuple[Problem, ...]:
    return tuple(_Story(part, xml, _Known(styles, numbers, {})).faults_of_properties())


class _Story:
    """One part, looked through rule by rule; each adds what it finds."""

    def __init__(self, part: str, xml: bytes, known: _Known) -> None:
        self._part = part
        self._xml = xml
        self._root = parsed(xml, part)
        self._known = known
        self._found: list[Problem] = []
        self._open: Counter[tuple[str, str]] = Counter()
        self._fields: list[str] = []

    def faults(self) -> list[Problem]:
        """Return what is wrong with a part that holds paragraphs."""
        for key, holders in _NEVER:
            for element in cast("list[Element]", holders(self._root)):
                self._add(key, element, child=_local(element))
        for element in self._root.iter(*_RULES):
            _RULES[str(element.tag)](self, element)
        for (kind, identity), number in self._open.items():
            if number:
                self._found.append(unsound(f"unpaired-{kind}", self._part, identity))
        if self._fields:
            self._found.append(unsound("unclosed-field", self._part))
        for identity in _PARAGRAPH_ID.findall(self._xml):
            self._once("paragraph", identity.decode())
        self._texts()
        return self.faults_of_properties()

    def faults_of_properties(self) -> list[Problem]:
        """Return what is wrong with the looks and settings that a part says, beside what was found before."""
        for (before, parent, *children), element in _arrangements(self._root).items():
            if before and self._root.tag in _STORIES and before not in FIRST[parent]:
                self._add("not-first", element, child=_name(parent))
            if parent in ORDERS:
                self._order(ORDERS[parent], children, element)
        for name, attributes in sorted(set(_OPENING_TAG.findall(self._xml))):
            self._opening_tag(name.decode(), attributes.decode())
        return self._found

    def _add(self, key: str, element: Element | None, found: str = "", **values: object) -> None:
        """Note a fault, quoting the paragraph around it."""
        quoted = found or ("" if element is None else _words_around(element))
        self._found.append(unsound(key, self._part, quoted, **values))

    def _order(self, ranks: Mapping[str, int], children: Sequence[str], element: Element) -> None:
        last = -1
        for child in children:
            rank = ranks.get(child)
            if rank is None:
                if child.startswith(_WORD):
                    self._add("no-place", element, child=_name(child), parent=_local(element))
            elif child in FREE:
                continue
            elif rank < last:
                self._add("order", element, child=_name(child), parent=_local(element))
            else:
                last = rank

    def _opening_tag(self, name: str, written: str) -> None:
        """Look at the attributes of an element as they are written, once for all elements that are written so."""
        attributes = dict(_ATTRIBUTE.findall(written))
        value = unescape(attributes.get("val", ""))
        for unknown in sorted(attributes.keys() - ATTRIBUTES):
            self._add("no-attribute", None, unknown)
        if name in _STYLES and value not in self._known.styles:
            self._add("no-style", self._first(name, value), style=value)
        elif name == "numId" and value not in self._known.numbers:
            self._add("no-numbering", self._first(name, value), number=value)
        elif name in _REVISIONS and not attributes.get("author"):
            self._add("no-author", self._first(name))
        elif name in VALUES:
            attribute, pattern = VALUES[name]
            said = attributes.get(attribute)
            if said is not None and not pattern.fullmatch(said):
                self._add("bad-value", self._first(name, said, attribute), name=name, value=said)

    def _first(self, name: str, value: str | None = None, attribute: str = "val") -> Element | None:
        """Return the first element of a name and value: the place of a fault that may stand in many."""
        elements = self._root.iter(_WORD + name)
        return next((element for element in elements if value is None or element.get(_WORD + attribute) == value), None)

    def _texts(self) -> None:
        """Look for text where Word reads none, and for tags left over."""
        if any(brace in self._xml for brace in _BRACES):
            for paragraph in self._root.iter(names.PARAGRAPH):
                words = "".join(text.text or "" for text in paragraph.iter(names.TEXT))
                if _LEFTOVER.search(words):
                    self._add("leftover-tag", None, _short(words))
        for text in cast("list[str]", _STRAY_TEXTS(self._root)):
            if not text.isspace():
                self._add("stray-text", None, _short(text))

    def table(self, element: Element) -> None:
        if next(element.iter(names.ROW), None) is None:
            self._add("empty-table", element)
        grid = names.child(element, _GRID)
        if grid is None:
            self._add("no-grid", element)
            return
        columns = len(grid.findall(_GRID_COLUMN))
        widest = max((int(cast("float", _WIDTH(row))) for row in cast("list[Element]", _ROWS(element))), default=0)
        if widest > columns:
            self._add("narrow-grid", element, columns=columns, cells=widest)

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

    def _once(self, kind: str, identity: str, element: Element | None = None) -> None:
        if element is not None and next(element.iterancestors(names.FALLBACK), None) is not None:
            return  # a copy for old readers, of which Word reads one
        self._known.used[kind, identity] += 1
        if self._known.used[kind, identity] == 2:
            self._add(f"same-{kind}", element, identity)


_RULES: dict[str, Callable[[_Story, Element], None]] = {
    names.TABLE: _Story.table,
    **dict.fromkeys(_RANGES, _Story.range),
    **dict.fromkeys(_REFERENCES, _Story.reference),
    names.DRAWING_PROPERTIES: _Story.drawing,
    names.ID: _Story.control,
    names.FIELD_CHARACTER: _Story.field,
}


def _arrangements(root: Element) -> dict[tuple[str, ...], Element]:
    """Return how properties stand: what is before them where they come first, themselves, their children; and one that stands so."""
    found: dict[tuple[str, ...], Element] = {}
    for element in root.iter(*_ARRANGED):
        tag = str(element.tag)
        before = element.getprevious() if tag in FIRST else None
        found["" if before is None else str(before.tag), tag, *[str(child.tag) for child in element]] = element
    return found


def _words_around(element: Element) -> str:
    """Return the words of the paragraph that an element is in, or of its first one."""
    paragraph = next(element.iterancestors(names.PARAGRAPH), None)
    inside = element if paragraph is None else paragraph
    return _short("".join(text.text or "" for text in inside.iter(names.TEXT)))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:59] + "…"


def _local(element: Element) -> str:
    return _name(element.tag)


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2]
