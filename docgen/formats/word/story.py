"""One part with paragraphs (the body, a header, the footnotes …) read into blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Protocol
from urllib.parse import unquote

from lxml import etree

from docgen.formats.ooxml import Package
from docgen.formats.relations import related, relations
from docgen.formats.word import names
from docgen.formats.word.drawings import drawing_blocks, object_block
from docgen.formats.word.fields import FieldReader, normal_code
from docgen.formats.word.parts import read_part, text_parts
from docgen.formats.word.running_text import RunningText
from docgen.formats.word.styles import Form, Look, Styles
from docgen.formats.word.table_styles import CellPlace, TableStyle
from docgen.merge.content import Block
from docgen.merge.words import OBJECT

_WRAPPERS = frozenset(map(names.qualified, ("w:sdtContent", "w:customXml", "w:smartTag", "w:dir", "w:bdo")))
_MARKS = {names.INSERTED: "inserted", names.MOVED_HERE: "inserted", names.DELETED: "deleted", names.MOVED_AWAY: "deleted"}
_DRAWINGS = frozenset(map(names.qualified, ("w:drawing", "w:pict", "w:object")))
_EMBEDDED_TEXT = names.qualified("w:altChunk")
_NOTES = {names.qualified("w:footnoteReference"): "footnotes", names.qualified("w:endnoteReference"): "endnotes"}
_CHARACTERS = {
    names.TAB: "\t",
    names.BREAK: "\n",
    names.RETURN: "\n",
    names.NO_BREAK_HYPHEN: "\u2011",
    names.qualified("w:softHyphen"): "\u00ad",
    names.qualified("w:ptab"): "\t",
}
_SYMBOL = names.qualified("w:sym")
_SYMBOL_CODE = names.qualified("w:char")
_RUBY_BASE = names.qualified("w:rubyBase")
_RUBY = names.qualified("w:ruby")
_MATH = frozenset(map(names.qualified, ("m:oMath", "m:oMathPara")))
_MATH_TEXT = names.qualified("m:t")
_MERGED = names.qualified("w:vMerge")
_BREAK_TYPE = names.qualified("w:type")
_FIELD_STEP = names.qualified("w:fldCharType")
_INSTRUCTION = names.qualified("w:instr")
_TARGET = names.qualified("r:id")
_ANCHOR = names.qualified("w:anchor")
_FILL = names.qualified("w:fill")
_LINK_LOOKS = ("u", "color")  # LibreOffice gives links its own


class Trace(Protocol):
    """Learns where blocks were read from. A story with a trace sees a document as a merge does: without page breaks, and without
    the tracked changes that the trace passes over."""

    def root(self, part: str) -> names.Element:
        """Return the root of a part, the same each time."""

    def note(self, block: Block, element: names.Element, text: RunningText | None = None) -> None:
        """Take down that `block` was read from `element`, and what it says as `text` tells."""

    def unread_name(self, element: names.Element) -> str | None:
        """Return the name of what is not to be read, because another document has its like; None for the rest."""

    def is_unread_part(self, name: str) -> bool:
        """Tell whether a header or footer is not to be read."""

    def passes_over(self, mark: names.Element, *, deleted: bool) -> bool:
        """Tell whether what stands in a tracked change is not seen: what people deleted, and what docgen proposes."""

    def is_own_comment(self, number: str) -> bool:
        """Tell whether a comment is docgen's."""


class Story:
    """Reads one part. Fields may run over its paragraphs, so its blocks are read in order, once."""

    def __init__(self, package: Package, part: str, styles: Styles, trace: Trace | None = None) -> None:
        self._package = package
        self._trace = trace
        self._part = part
        self._styles = styles
        self._targets = {id_: relation.target for id_, relation in relations(package, part).items()}
        self._fields = FieldReader()
        self._table_look: Look = {}

    def of_part(self, name: str) -> Story:
        """Return the story of another part of the same document."""
        return Story(self._package, name, self._styles, self._trace)

    def blocks(self, holder: Iterable[names.Element]) -> Iterator[Block | names.Element]:
        """Yield the blocks below `holder`; the properties of a section as they are, after the blocks that belong to it."""
        for child in holder:
            name = child.tag
            if (unread := self._unread(child)) is not None:
                yield unread
            elif name == names.PARAGRAPH:
                yield from self._paragraph(child)
                section = names.child(child, names.PARAGRAPH_PROPERTIES, names.SECTION)
                if section is not None:
                    yield section
            elif name == names.TABLE:
                yield self._table(child)
            elif name == names.SECTION:
                yield child
            elif name == names.CONTROL or name in _WRAPPERS or (name in _MARKS and not self._passes_over(child)):
                yield from self.blocks(child)
            elif name == names.ALTERNATIVES:
                yield from self.blocks(_chosen(child))
            elif name == _EMBEDDED_TEXT:
                yield self._noted(object_block(child, self._package, self._targets), child)

    def _inner(self, holder: names.Element) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks(holder) if isinstance(block, Block))

    def _table(self, table: names.Element) -> Block:
        style = TableStyle(table, self._styles)
        rows = [row for row in _own(table, names.ROW) if not self._passes_over_row(row)]
        columns = [[_span(cell) for cell in _own(row, names.CELL)] for row in rows]
        edges = sorted({edge for spans in columns for edge in accumulate(spans)})
        widest = edges[-1] if edges else 0
        read = []
        for number, (row, spans) in enumerate(zip(rows, columns, strict=True)):
            if (unread := self._unread(row, _text(row))) is not None:  # tables are paired by what their rows say
                read.append(unread)
                continue
            places = [CellPlace(number, len(rows), end - span, end - 1, widest) for span, end in zip(spans, accumulate(spans), strict=True)]
            counts = [sum(place.column < edge <= place.last_column + 1 for edge in edges) for place in places]
            told = zip(_own(row, names.CELL), places, counts, strict=True)
            cells = tuple(self._cell(cell, style, place, count) for cell, place, count in told)
            read.append(self._noted(Block(kind="row", style=_row_mark(row), children=cells), row))
        return self._noted(Block(kind="table", children=tuple(read)), table)

    def _cell(self, cell: names.Element, table: TableStyle, place: CellPlace, spans: int) -> Block:
        """Return a cell of the table. spans: the columns it takes, of those that any row has: LibreOffice forgets the others."""
        properties = names.child(cell, names.CELL_PROPERTIES)
        merged = names.child(properties, _MERGED)
        words = [f"spans {spans}"] if spans > 1 else []
        words += [f"merged {merged.get(names.VAL) or 'continue'}"] if merged is not None else []
        look, fill = table.cell(place)
        shading = names.child(properties, names.SHADING)
        fill = fill if shading is None else str(shading.get(_FILL) or "").upper()
        words += [f"filled {fill}"] if fill not in ("", "AUTO") else []
        outer, self._table_look = self._table_look, look
        children = tuple(block for block in self._inner(cell) if block.kind != "break")  # LibreOffice puts the table's break there
        self._table_look = outer
        return self._noted(Block(kind="cell", style=", ".join(words), children=children), cell)

    def _paragraph(self, paragraph: names.Element) -> Iterator[Block]:
        """Yield a paragraph, with page breaks as blocks of their own; an empty one only has those."""
        form = self._styles.form(paragraph)
        texts = [RunningText()]
        self._read(paragraph, texts, form.style, ())
        if form.breaks_page and self._trace is None:
            yield Block(kind="break")
        kind = "paragraph" if form.level is None else "heading"
        for number, text in enumerate(texts):
            if number:
                yield Block(kind="break")
            if text.content or text.children:
                style = "" if text.content.startswith("⟨TOC ") else _style(form, paragraph, text)
                yield self._noted(Block(kind=kind, text=text.content, style=style, children=tuple(text.children)), paragraph, text)

    def _read(self, holder: names.Element, texts: list[RunningText], style: str, marks: tuple[str, ...]) -> None:
        """Read the runs below `holder` into the last of `texts`; a page break begins another."""
        for child in holder:
            name = child.tag
            if name == names.RUN:
                self._run(child, texts, style, marks)
            elif name in _MARKS:
                if not self._passes_over(child):
                    self._read(child, texts, style, (*marks, _MARKS[str(name)]))
            elif name == names.HYPERLINK:
                address, anchor = self._targets.get(str(child.get(_TARGET))), child.get(_ANCHOR)
                self._read(child, texts, style, (*marks, _link("#".join(piece for piece in (address, anchor) if piece))))
            elif name == names.SIMPLE_FIELD:
                self._field(normal_code(str(child.get(_INSTRUCTION))), texts[-1], child)
            elif name == names.CONTROL or name in _WRAPPERS:
                self._read(child, texts, style, marks)
            elif name in _MATH:
                self._add("".join(item.text or "" for item in child.iter(_MATH_TEXT)), texts[-1], "", child)

    def _run(self, run: names.Element, texts: list[RunningText], style: str, marks: tuple[str, ...]) -> None:
        look = self._look(run, style, marks)
        for child in run:
            name = str(child.tag)
            if name in (names.TEXT, names.DELETED_TEXT):
                self._add(_said(child), texts[-1], look, child)
            elif name == names.BREAK and child.get(_BREAK_TYPE) in ("page", "column"):
                if self._trace is None:
                    texts.append(RunningText())
            elif name in _CHARACTERS:
                self._add(_CHARACTERS[name], texts[-1], look, child)
            elif name == _SYMBOL:
                self._add(_symbol(str(child.get(_SYMBOL_CODE))), texts[-1], look, child)
            elif name == names.FIELD_CHARACTER:
                self._field(self._fields.step(str(child.get(_FIELD_STEP))), texts[-1], child)
                look = self._look(run, style, marks)
            elif name == names.FIELD_CODE:
                self._fields.code(child.text or "")
            elif name == _RUBY:
                for base in child.iter(_RUBY_BASE):
                    self._read(base, texts, style, marks)
            elif not self._fields.hides_text:
                self._object(child, texts[-1])

    def _look(self, run: names.Element, style: str, marks: tuple[str, ...]) -> str:
        """Return how a run looks, and what it is marked as: inserted, deleted, a link."""
        link = self._fields.link
        marks = (*marks, _link(link)) if link else marks
        linked = any(mark.startswith("link ") for mark in marks)
        look = self._styles.look(style, names.child(run, names.RUN_PROPERTIES), self._table_look)
        return ", ".join((*marks, *(f"{key} {value}" for key, value in sorted(look.items()) if not (linked and key in _LINK_LOOKS))))

    def _object(self, child: names.Element, text: RunningText) -> None:
        """Read what stands in a run and is no text: drawings, notes, comments."""
        name = str(child.tag)
        if name == names.ALTERNATIVES:
            for chosen in _chosen(child):
                self._object(chosen, text)
        elif name in _DRAWINGS:
            text.add(OBJECT, None, child)
            shown = tuple(drawing_blocks(child, self._package, self._targets, self._inner))
            text.children.append(Block(kind="object", children=shown))
        elif name in _NOTES:
            text.add(OBJECT, None, child)
            text.children.append(Block(kind="object", children=tuple(self._note(_NOTES[name], str(child.get(names.ID))))))
        elif name == names.COMMENT_MARK and not (self._trace and self._trace.is_own_comment(str(child.get(names.ID)))):
            text.children += self._note("comments", str(child.get(names.ID)))

    def _note(self, kind: str, number: str) -> Iterator[Block]:
        """Yield the footnote, endnote or comment with this number."""
        part = next(iter(related(self._package, text_parts(self._package)[0].name, kind)), None)
        for note in self._root(part) if part else ():
            if note.get(names.ID) == number:
                inner = self.of_part(part or "")._inner(note)  # another story of the same class
                words = "\n".join(block.text for block in inner)
                yield Block(kind=kind[:-1], text=words) if kind == "comments" else Block(kind=kind[:-1], children=inner)

    def _root(self, part: str) -> names.Element:
        return self._trace.root(part) if self._trace is not None else read_part(self._package, part)

    def _field(self, code: str, text: RunningText, source: names.Element) -> None:
        if code and not code.startswith("HYPERLINK"):
            text.add(f"⟨{code}⟩", None, source)

    def _add(self, piece: str, text: RunningText, look: str, source: names.Element) -> None:
        if not self._fields.hides_text:
            text.add(piece, look, source)

    def _noted(self, block: Block, element: names.Element, text: RunningText | None = None) -> Block:
        """Return the block, after telling the trace which element it was read from."""
        if self._trace is not None:
            self._trace.note(block, element, text)
        return block

    def _unread(self, element: names.Element, text: str = "") -> Block | None:
        name = self._trace.unread_name(element) if self._trace is not None else None
        return self._noted(Block(kind="unread", key=name, text=text), element) if name is not None else None

    def _passes_over(self, mark: names.Element) -> bool:
        return self._trace is not None and self._trace.passes_over(mark, deleted=_MARKS[str(mark.tag)] == "deleted")

    def _passes_over_row(self, row: names.Element) -> bool:
        marks = (names.child(row, names.ROW_PROPERTIES, mark) for mark in (names.INSERTED, names.DELETED))
        return any(mark is not None and self._passes_over(mark) for mark in marks)


def _style(form: Form, paragraph: names.Element, text: RunningText) -> str:
    """Return the form of a paragraph in words: style, list, alignment, tracked paragraph mark, and how its text looks."""
    pieces = [form.name, *([f"list {form.list_level}"] if form.list_level else []), *([form.alignment] if form.alignment else [])]
    mark = names.child(paragraph, names.PARAGRAPH_PROPERTIES, names.RUN_PROPERTIES)
    for tracked in (names.INSERTED, names.DELETED):
        pieces += [f"mark {_MARKS[tracked]}"] if names.child(mark, tracked) is not None else []
    return "; ".join((*pieces, *text.looks()))


def _text(row: names.Element) -> str:
    return etree.tostring(row, encoding="unicode", method="text", with_tail=False)


def _said(text: names.Element) -> str:
    """Return what a text element says: without xml:space, white space at its ends is none."""
    said = (text.text or "").replace("\n", " ")
    return said if text.get(names.SPACE) == "preserve" else said.strip(" \t\r\n")


def _symbol(code: str) -> str:
    """Return the character of a w:sym, by its number in hexadecimal."""
    digits = set(code.lower())
    return chr(int(code, 16)) if code and digits <= set("0123456789abcdef") and len(code) <= 4 else OBJECT


def _link(target: str) -> str:
    return f"link {unquote(target).rstrip('/')}"


def _span(cell: names.Element) -> int:
    span = names.child(cell, names.CELL_PROPERTIES, names.SPAN)
    return max(names.number(span.get(names.VAL)), 1) if span is not None else 1


def _own(holder: names.Element, wanted: str) -> Iterator[names.Element]:
    """Yield the rows of a table or the cells of a row, through content controls."""
    for child in holder:
        if child.tag == wanted:
            yield child
        elif child.tag == names.CONTROL or child.tag in _WRAPPERS:
            yield from _own(child, wanted)


def _row_mark(row: names.Element) -> str:
    marks = (_MARKS[mark] for mark in (names.INSERTED, names.DELETED) if names.child(row, names.ROW_PROPERTIES, mark) is not None)
    return " ".join(marks)


def _chosen(alternatives: names.Element) -> names.Element:
    """Return the choice of markup alternatives that current programs take: the first."""
    choice = names.child(alternatives, names.CHOICE)
    return choice if choice is not None else alternatives[-1]
