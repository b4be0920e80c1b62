"""The blocks of a source -> the body of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.authoring import theme
from docgen.authoring.blocks import Block, Chart, Diagram, Division, Heading, Item, Paragraph, Runs, Signature, Table, Text, Turn
from docgen.authoring.flow import FlowWriter
from docgen.authoring.front_words import WORDS
from docgen.authoring.outline import Entry, Outline, Path
from docgen.authoring.runs import Bookmarks, RunWriter, tag_paragraph
from docgen.authoring.sections import Section
from docgen.authoring.source import FORM, Faults, Statement
from docgen.authoring.table import TableWriter
from docgen.formats.word.elements import Element, field, node, paragraph, run


class BodyWriter:
    """Writes the body of one text."""

    def __init__(self, text: Text, outline: Outline, runs: RunWriter, faults: Faults) -> None:
        self._blocks = text.blocks
        self._outline = outline
        self._runs = runs
        self._words = WORDS[text.language]
        self._bookmarks = Bookmarks()
        self._tables = TableWriter(runs)
        self._flows = FlowWriter(text, outline, runs, faults)
        self._is_form = text.front.kind == FORM
        self._starts_page = text.front.cover or text.front.contents

    def body(self) -> Iterator[Element]:
        """Yield the paragraphs and tables of the body."""
        for index, block in enumerate(self._blocks):
            path = self._outline.paths[index]
            match block:
                case Statement():
                    yield tag_paragraph(block.words)
                case Heading():
                    yield self._heading(index, block, path)
                case Paragraph():
                    yield self._paragraph(index, block, path)
                case Item():
                    yield self._item(block, path)
                case Table():
                    yield from self._table(index, block, path)
                case Signature():
                    yield from self._signature(block, path)
                case Turn():
                    yield Section(landscape=not block.landscape).end()
                case Chart():
                    yield from self._chart(index, block, path)
                case Diagram():
                    yield from self._diagram(index, block, path)
        last = self._last_content(len(self._blocks), ())
        if isinstance(last, Table) and not last.caption:
            yield paragraph("SectionEnd")

    def _heading(self, index: int, block: Heading, path: Path) -> Element:
        entry = self._outline.entry(index)
        words = self._runs.write(_part_notes(block), path, block.line)
        begins_section = self._begins_section(index, path)
        begins_page = self._begins_page(index, block) or begins_section
        properties = [node("w:pageBreakBefore")] if begins_page and not begins_section else []
        if begins_page and block.division is not Division.LETTER:
            properties.append(node("w:spacing", before=0))
        content = words if entry.looped else self._bookmarks.around(entry.bookmark, words)
        return paragraph(_heading_style(block), *content, properties=properties)

    def _begins_page(self, index: int, block: Heading) -> bool:
        """A letter, a preface and an appendix begin a page; so does the first chapter behind the front part, and what follows a letter."""
        if block.level > 1 or block.division is Division.PART or block.follows:
            return block.new_page
        before = self._division_before(index)
        first = self._starts_page and before is not Division.CHAPTER
        return block.new_page or block.division is not Division.CHAPTER or first or before is Division.LETTER

    def _begins_section(self, index: int, path: Path) -> bool:
        """Whether the block is the first of a section, which begins a page of itself."""
        above = next((at for at in range(index - 1, -1, -1) if not isinstance(self._blocks[at], Statement)), None)
        if above is None:
            return self._starts_page and any(isinstance(block, Turn) for block in self._blocks)
        return isinstance(self._blocks[above], Turn) and set(self._outline.paths[above]) <= set(path)

    def _division_before(self, index: int) -> Division | None:
        """Return what the block before `index` belongs to, None before the first heading."""
        return next((block.division for block in reversed(self._blocks[:index]) if isinstance(block, Heading)), None)

    def _signature(self, block: Signature, path: Path) -> Iterator[Element]:
        yield paragraph("SignatureCompany", *self._runs.write(block.company, path, block.line))
        for number, sign in enumerate(block.signs, 1):
            words = self._runs.write(sign, path, block.line)
            yield paragraph("SignatureLine", *words, run(self._words.signs), node("w:r", node("w:tab")))
            dated = [node("w:r", node("w:tab"))] if self._words.signed_on.endswith(":") else []
            last = [node("w:keepNext", val=0)] if number == len(block.signs) else []
            yield paragraph("SignatureLine", run(self._words.signed_on), *dated, properties=last)

    def _paragraph(self, index: int, block: Paragraph, path: Path) -> Element:
        division = self._division_before(index)
        style = "Note" if block.note else "LetterText" if division is Division.LETTER else "BodyText"
        if self._is_form and not block.note:
            style = "FormRecord"
        before = self._last_content(index, path)
        if style == "BodyText" and isinstance(before, Table) and not before.caption:
            style = "BodyTextAfterTable"
        # What introduces a table, a chart or a list stays with it, and a signature with the words above it.
        introduces = isinstance(self._next_content(index), (Table, Chart, Diagram, Item, Signature))
        kept = [node("w:keepNext")] if style != "Note" and introduces else []
        kept += [node("w:pageBreakBefore")] if block.new_page else []
        return paragraph(style, *self._runs.write(block.runs, path, block.line), properties=kept)

    def _item(self, block: Item, path: Path) -> Element:
        style = f"List{'Number' if block.ordered else 'Bullet'}{2 if block.level else ''}"
        number = theme.FIRST_LIST_NUMBERING + block.list_number
        properties = [node("w:numPr", node("w:ilvl", val=block.level), node("w:numId", val=number))] if block.ordered else []
        return paragraph(style, *self._runs.write(block.runs, path, block.line), properties=properties)

    def _table(self, index: int, block: Table, path: Path) -> Iterator[Element]:
        above, before = self._blocks[index - 1] if index else None, self._last_content(index, path)
        begins_loop = isinstance(above, Statement) and above.keyword == "for"
        if (isinstance(before, Table) and not before.caption) or begins_loop:
            yield paragraph("TableGap")
        yield self._tables.write(block, path)
        if block.caption:
            yield self._caption("Caption", index, block.caption, path, block.line)

    def _chart(self, index: int, block: Chart, path: Path) -> Iterator[Element]:
        yield from self._flows.write(index, block, path)
        if block.caption:
            yield self._caption("FigureCaption", index, block.caption, path, block.line)

    def _diagram(self, index: int, block: Diagram, path: Path) -> Iterator[Element]:
        arguments = ", ".join(_quoted(said) for said in (block.kind, block.alt) if said)
        yield paragraph("Figure", run(f"{{{{ diagram({arguments}) }}}}"))
        if block.caption:
            yield self._caption("FigureCaption", index, block.caption, path, block.line)

    def _caption(self, style: str, index: int, caption: Runs, path: Path, line: int) -> Element:
        entry: Entry = self._outline.entry(index)
        noun = self._runs.noun(entry)
        number = field(f"SEQ {noun} \\* ARABIC", run(self._outline.number(index)))
        label = self._bookmarks.around(entry.bookmark, [run(f"{noun} "), *number])
        return paragraph(style, *label, run(self._words.caption_gap), *self._runs.write(caption, path, line))

    def _next_content(self, index: int) -> Block | None:
        """Return the block after `index` that is no tag."""
        return next((block for block in self._blocks[index + 1 :] if not isinstance(block, Statement)), None)

    def _last_content(self, index: int, path: Path) -> Block | None:
        """Return the block before `index` that a reader may see above it: no tag, and not in another branch of an open condition."""
        for before in range(index - 1, -1, -1):
            block = self._blocks[before]
            other = any(
                seen.condition == branch.condition and seen.branch != branch.branch
                for seen in self._outline.paths[before]
                for branch in path
            )
            if not isinstance(block, Statement) and not other:
                return block
        return None


def _quoted(text: str) -> str:
    """Return `text` as a string in a tag."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
    return f"'{escaped}'"


def _heading_style(block: Heading) -> str:
    match block.division:
        case Division.LETTER:
            return "LetterHeading" if block.level == 1 else f"PrefaceHeading{block.level}"
        case Division.PART:
            return "PartHeading"
        case Division.PREFACE | Division.APPENDIX:
            return f"{block.division.capitalize()}Heading{block.level}"
        case _:
            return f"Heading{block.level}"


def _part_notes(block: Heading) -> Runs:
    """Return the runs of a heading; behind the name of a form's part, small text says who fills it in."""
    if block.division is not Division.PART or len(block.runs) < 2:
        return block.runs
    name, *notes = block.runs
    gap = replace(name, text=f"{name.text.rstrip()}\u2003")
    return (gap, *(replace(part, style="PartNote") if part.style == "Muted" else part for part in notes))


def numbered_lists(blocks: Sequence[Block]) -> int:
    """Return how many numbered lists there are."""
    return max((block.list_number + 1 for block in blocks if isinstance(block, Item) and block.ordered), default=0)
