"""A source in the dialect of docs/authoring.md -> blocks. Collects every fault before it raises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import yaml
from markdown_it.token import Token

from docgen.authoring.blocks import Block, Chart, Heading, Item, Paragraph, Text
from docgen.authoring.inline import InlineReader, markdown_parser
from docgen.authoring.markdown_table import TableReader
from docgen.authoring.source import Attributes, Faults, Source, Statement

_DEEPEST_HEADING = 3
_CHART_KEYS = frozenset({"id", "caption", "alt", "lanes", "nodes", "edges"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    """Lines of Markdown between two tags or attribute lists; `line` is the number of the first."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _PageBreak:
    """A `---`: what follows begins a page."""

    line: int


def read_text(source: str, language: str, faults: Faults) -> Text:
    """Return the blocks of `source`, written in `language` ("zh" or "en"). Faults are noted, not raised."""
    shielded = Source(source, faults)
    reader = _Reader(shielded, language)
    blocks = list(_paged(reader.blocks(), faults))
    first = next((index for index, block in enumerate(blocks) if not _is_setting(block)), len(blocks))
    answers = {clause: reader.inline.runs(place, 1) for clause, place in shielded.front.answers.items()}
    return Text(
        language=language,
        front=shielded.front,
        answers=answers,
        settings=tuple(block for block in blocks[:first] if isinstance(block, Statement)),
        blocks=tuple(_listed(blocks[first:])),
    )


def _is_setting(block: Block) -> bool:
    return isinstance(block, Statement) and block.keyword == "set"


def _paged(blocks: Iterator[Block | _PageBreak], faults: Faults) -> Iterator[Block]:
    """Hand a page break on to the heading that follows it."""
    pending: _PageBreak | None = None
    for block in blocks:
        if isinstance(block, _PageBreak):
            pending = block
            continue
        if pending and isinstance(block, Heading):
            yield replace(block, new_page=True)
        elif pending and not isinstance(block, Statement):
            faults.add(pending.line, "markdown.page-break", found="---")
            yield block
        else:
            yield block
            continue
        pending = None


def _listed(blocks: list[Block]) -> Iterator[Block]:
    """Number the numbered lists: a list goes on over tags and deeper items, and ends at any other block."""
    number, is_open = -1, False
    for block in blocks:
        if isinstance(block, Item):
            if block.ordered and block.level == 0 and not is_open:
                number, is_open = number + 1, True
            yield replace(block, list_number=max(number, 0))
            continue
        if not isinstance(block, Statement):
            is_open = False
        yield block


class _Reader:
    """Reads the chunks of one source in order, remembering the attribute list that waits for its table."""

    def __init__(self, source: Source, language: str) -> None:
        self.inline = InlineReader(source, language)
        self._source = source
        self._faults = source.faults
        self._parser = markdown_parser()
        self._tables = TableReader(source, self.inline)
        self._waiting: Attributes | None = None

    def blocks(self) -> Iterator[Block | _PageBreak]:
        for part in self._parts():
            match part:
                case Statement():
                    yield part
                case Attributes():
                    self._drop_waiting()
                    self._waiting = part
                case _Chunk():
                    yield from self._read(part)
        self._drop_waiting()

    def _parts(self) -> Iterator[Statement | Attributes | _Chunk]:
        """Cut the source at lines that hold block tags or an attribute list alone."""
        lines: list[str] = []
        first, fenced = self._source.first_line, False
        for number, line in enumerate(self._source.lines, self._source.first_line):
            statements = None if fenced else self._source.statements(line, number)
            rest, attributes = ("x", None) if fenced else self._source.attributes(line, number)
            if line.lstrip().startswith("```"):
                fenced = not fenced
            if statements is None and (attributes is None or rest):
                first = number if not lines else first
                lines.append(line)
                continue
            if lines:
                yield _Chunk(text="\n".join(lines), line=first)
                lines = []
            yield from statements or ()
            if attributes is not None:
                yield attributes
        if lines:
            yield _Chunk(text="\n".join(lines), line=first)

    def _read(self, chunk: _Chunk) -> Iterator[Block | _PageBreak]:
        tokens = self._parser.parse(chunk.text)
        lists: list[bool] = []
        quoted, index = False, 0
        while index < len(tokens):
            token = tokens[index]
            line = chunk.line + (token.map[0] if token.map else 0)
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    lists.append(token.type == "ordered_list_open")
                case "bullet_list_close" | "ordered_list_close":
                    lists.pop()
                case "blockquote_open" | "blockquote_close":
                    quoted = token.type == "blockquote_open"
                case "paragraph_open":
                    yield self._paragraph(tokens[index + 1], line, chunk, lists, quoted)
                case "heading_open":
                    yield self._heading(tokens[index + 1], int(token.tag[1]), line)
                case "hr":
                    yield _PageBreak(line)
                case "fence":
                    yield from self._fence(token, line)
                case "table_open":
                    end = next(at for at in range(index, len(tokens)) if tokens[at].type == "table_close")
                    lines = chunk.text.splitlines()
                    waiting, self._waiting = self._waiting, None
                    table = self._tables.read(tokens[index:end], lines, chunk.line, waiting or Attributes(line=line))
                    if table is not None:
                        yield table
                    index = end
            index += 1

    def _paragraph(self, token: Token, line: int, chunk: _Chunk, lists: list[bool], quoted: bool) -> Block:
        self._drop_waiting()
        runs = self.inline.runs(token.content, line)
        if not lists:
            return Paragraph(runs=runs, note=quoted, line=line)
        words = chunk.text.splitlines()[line - chunk.line]
        if not words.lstrip().startswith(("-", "*", "+", *"0123456789")):
            self._faults.add(line, "markdown.list-paragraph", found=words.strip())
        return Item(runs=runs, ordered=lists[-1], level=int(len(words) - len(words.lstrip()) > 1), line=line)

    def _heading(self, token: Token, level: int, line: int) -> Heading:
        self._drop_waiting()
        content, attributes = self._source.attributes(token.content, line)
        if level > _DEEPEST_HEADING:
            self._faults.add(line, "markdown.heading-level", found=content)
        if attributes and (attributes.values or attributes.flags):
            self._faults.add(line, "markdown.heading-attributes", found=content)
        return Heading(
            level=min(level, _DEEPEST_HEADING),
            runs=self.inline.runs(content, line),
            name=attributes.name if attributes else "",
            line=line,
        )

    def _fence(self, token: Token, line: int) -> Iterator[Chart]:
        self._drop_waiting()
        if token.info.strip() != "flow":
            self._faults.add(line, "markdown.fence", found=f"```{token.info}")
            return
        try:
            data = yaml.safe_load(token.content)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = line + 1 + (mark.line if mark else 0)
            self._faults.add(at, "flow.yaml", detail=getattr(error, "problem", None) or "YAML")
            return
        if not isinstance(data, dict):
            self._faults.add(line, "flow.yaml", detail="YAML")
            return
        for key in sorted(data.keys() - _CHART_KEYS):
            self._faults.add(line, "flow.key", found=str(key), name=str(key))
        restored = self._restored(data)
        yield Chart(
            data=restored if isinstance(restored, dict) else {},
            caption=self.inline.runs(str(data.get("caption", "")), line),
            name=str(data.get("id", "")),
            line=line,
        )

    def _restored(self, value: object) -> object:
        """Put the words of shielded tags back into the data of a chart."""
        match value:
            case str():
                return self._source.restored(value)
            case list():
                return [self._restored(item) for item in value]
            case dict():
                return {key: self._restored(item) for key, item in value.items()}
            case _:
                return value

    def _drop_waiting(self) -> None:
        if self._waiting is not None:
            self._faults.add(self._waiting.line, "markdown.attributes-alone")
            self._waiting = None
