"""One part with paragraphs (the body, a header, the footnotes …) read into blocks."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.formats.ooxml import Package
from docgen.formats.word import names
from docgen.formats.word.drawings import drawing_blocks
from docgen.formats.word.fields import FieldReader, normal_code
from docgen.formats.word.parts import read_part, related, relations, text_parts
from docgen.formats.word.running_text import OBJECT, PAGE_BREAK, RunningText
from docgen.formats.word.styles import Styles
from docgen.merge.content import Block

_WRAPPERS = frozenset(map(names.qualified, ("w:sdtContent", "w:customXml", "w:smartTag", "w:dir", "w:bdo")))
_MARKS = {names.INSERTED: "inserted", names.MOVED_HERE: "inserted", names.DELETED: "deleted", names.MOVED_AWAY: "deleted"}
_DRAWINGS = frozenset(map(names.qualified, ("w:drawing", "w:pict", "w:object")))
_NOTES = {names.qualified("w:footnoteReference"): "footnotes", names.qualified("w:endnoteReference"): "endnotes"}
_CHARACTERS = {
    names.TAB: "\t",
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
_BREAK_TYPE = names.qualified("w:type")
_FIELD_STEP = names.qualified("w:fldCharType")
_INSTRUCTION = names.qualified("w:instr")
_TARGET = names.qualified("r:id")
_ANCHOR = names.qualified("w:anchor")
_FILL = names.qualified("w:fill")
_LINK_LOOKS = ("u", "color")  # LibreOffice gives links its own


class Story:
    """Reads one part. Fields may run over its paragraphs, so its blocks are read in order, once."""

    def __init__(self, package: Package, part: str, styles: Styles) -> None:
        self._package = package
        self._part = part
        self._styles = styles
        self._targets = {id_: target for id_, (_, target) in relations(package, part).items()}
        self._fields = FieldReader()

    def of_part(self, name: str) -> Story:
        """Return the story of another part of the same document."""
        return Story(self._package, name, self._styles)

    def blocks(self, holder: names.Element) -> Iterator[Block | names.Element]:
        """Yield the blocks below `holder`; the properties of a section as they are, after the blocks that belong to it."""
        for child in holder:
            name = child.tag
            if name == names.PARAGRAPH:
                yield from self._paragraph(child)
                section = child.find(f"{names.PARAGRAPH_PROPERTIES}/{names.SECTION}")
                if section is not None:
                    yield section
            elif name == names.TABLE:
                yield self._table(child)
            elif name == names.SECTION:
                yield child
            elif name == names.CONTROL or name in _WRAPPERS or name in _MARKS:
                yield from self.blocks(child)
            elif name == names.ALTERNATIVES:
                yield from self.blocks(_chosen(child))

    def _inner(self, holder: names.Element) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks(holder) if isinstance(block, Block))

    def _table(self, table: names.Element) -> Block:
        rows = [
            Block(kind="row", style=_row_mark(row), children=tuple(self._cell(cell) for cell in _own(row, names.CELL)))
            for row in _own(table, names.ROW)
        ]
        return Block(kind="table", children=tuple(rows))

    def _cell(self, cell: names.Element) -> Block:
        style = []
        for tag, word in (("gridSpan", "spans"), ("vMerge", "merged")):
            found = cell.find(f"w:tcPr/w:{tag}", names.NAMESPACES)
            if found is not None:
                style.append(f"{word} {found.get(names.VAL) or 'continue'}")
        fill = cell.find("w:tcPr/w:shd", names.NAMESPACES)
        if fill is not None and fill.get(_FILL) not in (None, "auto"):
            style.append(f"filled {str(fill.get(_FILL)).upper()}")
        return Block(kind="cell", style=", ".join(style), children=self._inner(cell))

    def _paragraph(self, paragraph: names.Element) -> Iterator[Block]:
        """Yield a paragraph, with the page breaks before and behind it; an empty one only has those."""
        text = RunningText()
        self._read(paragraph, text, self._styles.style_of(paragraph), ())
        before, content, after = text.parted()
        if self._styles.breaks_page(paragraph):
            before += 1
        yield from [Block(kind="break")] * before
        if content or text.children:
            level = self._styles.heading_level(paragraph)
            yield Block(
                kind="paragraph" if level is None else "heading",
                text=content,
                style=self._style(paragraph, text),
                children=tuple(text.children),
            )
        yield from [Block(kind="break")] * after

    def _style(self, paragraph: names.Element, text: RunningText) -> str:
        pieces = [self._styles.name(self._styles.style_of(paragraph))]
        level = self._styles.list_level(paragraph)
        alignment = self._styles.alignment(paragraph)
        pieces += [f"list {level}"] if level else []
        pieces += [alignment] if alignment else []
        for mark in (names.INSERTED, names.DELETED):
            if paragraph.find(f"{names.PARAGRAPH_PROPERTIES}/{names.RUN_PROPERTIES}/{mark}") is not None:
                pieces.append(f"mark {_MARKS[mark]}")
        return "; ".join((*pieces, *text.looks()))

    def _read(self, holder: names.Element, text: RunningText, style: str, marks: tuple[str, ...]) -> None:
        """Read the runs below `holder` into `text`."""
        for child in holder:
            name = child.tag
            if name == names.RUN:
                self._run(child, text, style, marks)
            elif name in _MARKS:
                self._read(child, text, style, (*marks, _MARKS[str(name)]))
            elif name == names.HYPERLINK:
                target = self._targets.get(str(child.get(_TARGET))) or child.get(_ANCHOR)
                self._read(child, text, style, (*marks, f"link {target}"))
            elif name == names.SIMPLE_FIELD:
                self._simple_field(child, text)
            elif name == names.CONTROL or name in _WRAPPERS:
                self._read(child, text, style, marks)
            elif name in _MATH:
                self._add(text, "".join(item.text or "" for item in child.iter(_MATH_TEXT)), "")

    def _run(self, run: names.Element, text: RunningText, style: str, marks: tuple[str, ...]) -> None:
        linked = any(mark.startswith("link ") for mark in marks)
        look = self._styles.look(style, run.find(names.RUN_PROPERTIES))
        items = [f"{key} {value}" for key, value in sorted(look.items()) if not (linked and key in _LINK_LOOKS)]
        self._run_pieces(run, text, ", ".join((*marks, *items)), style)

    def _run_pieces(self, run: names.Element, text: RunningText, look: str, style: str) -> None:
        for child in run:
            name = str(child.tag)
            if name in (names.TEXT, names.DELETED_TEXT):
                self._add(text, (child.text or "").replace("\n", " "), look)
            elif name == names.BREAK:
                if child.get(_BREAK_TYPE) in ("page", "column"):
                    text.add(PAGE_BREAK, "")
                else:
                    self._add(text, "\n", look)
            elif name in _CHARACTERS:
                self._add(text, _CHARACTERS[name], look)
            elif name == _SYMBOL:
                self._add(text, chr(int(str(child.get(_SYMBOL_CODE)), 16)), look)
            elif name == names.FIELD_CHARACTER:
                self._field(self._fields.step(str(child.get(_FIELD_STEP))), text)
            elif name == names.FIELD_CODE:
                self._fields.code(child.text or "")
            elif name == _RUBY:
                for base in child.iter(_RUBY_BASE):
                    self._read(base, text, style, ())
            elif not self._fields.hides_text:
                self._object(child, text)

    def _object(self, child: names.Element, text: RunningText) -> None:
        """Read what stands in a run and is no text: drawings, notes, comments."""
        name = str(child.tag)
        if name == names.ALTERNATIVES:
            for chosen in _chosen(child):
                self._object(chosen, text)
        elif name in _DRAWINGS:
            text.add(OBJECT, None)
            text.children += drawing_blocks(child, self._package, self._targets, self._inner)
        elif name in _NOTES:
            text.add(OBJECT, None)
            text.children += self._note(_NOTES[name], str(child.get(names.ID)))
        elif name == names.COMMENT_MARK:
            text.children += self._note("comments", str(child.get(names.ID)))

    def _note(self, kind: str, number: str) -> Iterator[Block]:
        """Yield the footnote, endnote or comment with this number."""
        part = next(related(self._package, text_parts(self._package)[0].name, kind), None)
        for note in read_part(self._package, part) if part else ():
            if note.get(names.ID) == number:
                inner = self.of_part(part or "")._inner(note)  # another story of the same class
                words = "\n".join(block.text for block in inner)
                yield Block(kind=kind[:-1], text=words) if kind == "comments" else Block(kind=kind[:-1], children=inner)

    def _simple_field(self, field: names.Element, text: RunningText) -> None:
        self._field(normal_code(str(field.get(_INSTRUCTION))), text)

    def _field(self, code: str, text: RunningText) -> None:
        if code and not code.startswith("HYPERLINK"):
            text.add(f"⟨{code}⟩", None)

    def _add(self, text: RunningText, piece: str, look: str) -> None:
        if not self._fields.hides_text:
            text.add(piece, look)


def _own(holder: names.Element, wanted: str) -> Iterator[names.Element]:
    """Yield the rows of a table or the cells of a row, through content controls."""
    for child in holder:
        if child.tag == wanted:
            yield child
        elif child.tag == names.CONTROL or child.tag in _WRAPPERS:
            yield from _own(child, wanted)


def _row_mark(row: names.Element) -> str:
    marks = (_MARKS[mark] for mark in (names.INSERTED, names.DELETED) if row.find(f"w:trPr/{mark}", names.NAMESPACES) is not None)
    return " ".join(marks)


def _chosen(alternatives: names.Element) -> names.Element:
    """Return the choice of markup alternatives that current programs take: the first."""
    choice = alternatives.find(names.CHOICE)
    return choice if choice is not None else alternatives[-1]
