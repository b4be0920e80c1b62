"""The blocks of a source -> the body of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.authoring import theme
from docgen.authoring.blocks import Block, Chart, Heading, Item, Paragraph, Runs, Table, Text
from docgen.authoring.elements import Element, field, node, paragraph, run, tag_paragraph
from docgen.authoring.flow import FlowWriter
from docgen.authoring.front_words import WORDS
from docgen.authoring.outline import Entry, Outline, Path
from docgen.authoring.runs import Bookmarks, RunWriter
from docgen.authoring.source import Faults, Statement
from docgen.authoring.table import TableWriter


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
                case Chart():
                    yield from self._chart(index, block, path)
        if isinstance(self._last_content(len(self._blocks), ()), Table):
            yield paragraph("TableGap")

    def _heading(self, index: int, block: Heading, path: Path) -> Element:
        entry = self._outline.entry(index)
        words = self._runs.write(block.runs, path, block.line)
        new_page = block.new_page or (self._starts_page and self._is_first(index))
        properties = [node("w:pageBreakBefore"), node("w:spacing", before=0)] if new_page else []
        content = words if entry.looped else self._bookmarks.around(entry.bookmark, words)
        return paragraph(f"Heading{block.level}", *content, properties=properties)

    def _paragraph(self, index: int, block: Paragraph, path: Path) -> Element:
        style = "Note" if block.note else "BodyText"
        before = self._last_content(index, path)
        if style == "BodyText" and isinstance(before, Table) and not before.caption:
            style = "BodyTextAfterTable"
        # What introduces a table, a chart or a list stays with it.
        kept = [node("w:keepNext")] if style != "Note" and isinstance(self._next_content(index), (Table, Chart, Item)) else []
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

    def _caption(self, style: str, index: int, caption: Runs, path: Path, line: int) -> Element:
        entry: Entry = self._outline.entry(index)
        noun = self._runs.noun(entry)
        number = field(f"SEQ {noun} \\* ARABIC", run(self._outline.number(index)))
        label = self._bookmarks.around(entry.bookmark, [run(f"{noun} "), *number])
        return paragraph(style, *label, run(self._words.caption_gap), *self._runs.write(caption, path, line))

    def _is_first(self, index: int) -> bool:
        return not any(isinstance(block, Heading) for block in self._blocks[:index])

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


def numbered_lists(blocks: Sequence[Block]) -> int:
    """Return how many numbered lists there are."""
    return max((block.list_number + 1 for block in blocks if isinstance(block, Item) and block.ordered), default=0)
