"""A source in the dialect of docs/authoring.md -> blocks. Collects every fault before it raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import yaml
from markdown_it.token import Token

from docgen.authoring.blocks import Block, Chart, Diagram, Division, Heading, Item, Paragraph, Signature, Text, Turn, plain
from docgen.authoring.inline import InlineReader, markdown_parser
from docgen.authoring.markdown_table import TableReader
from docgen.authoring.source import FORM, Attributes, Faults, Source, Statement
from docgen.domain.diagrams.drawn import Kind

_DEEPEST_HEADING = 3
_CHART_KEYS = frozenset({"id", "caption", "alt", "lanes", "nodes", "edges"})
_SIGNATURE_KEYS = frozenset({"company", "signs"})
_DIAGRAM_KEYS = frozenset({"id", "kind", "caption", "alt"})
_DIVISIONS = frozenset({Division.LETTER.value, Division.PREFACE.value, Division.APPENDIX.value})
_FOLLOWS = "follows"
_MAY_FOLLOW = (Division.CHAPTER, Division.APPENDIX)
_TURN = re.compile(r"---\s+(?P<way>[A-Za-z]+)\s*")
_WAYS = ("landscape", "portrait")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    """Lines of Markdown between two tags or attribute lists; `line` is the number of the first."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _PageBreak:
    """A `---`: the heading or paragraph that follows begins a page."""

    line: int


def read_text(source: str, language: str, faults: Faults) -> Text:
    """Return the blocks of `source`, written in `language` ("zh" or "en"). Faults are noted, not raised."""
    shielded = Source(source, faults)
    reader = _Reader(shielded, language)
    blocks = list(_divided(_paged(reader.blocks(), faults), shielded.front.kind == FORM, faults))
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
    """Hand a page break on to the heading or paragraph that follows it."""
    pending: _PageBreak | None = None
    for block in blocks:
        if isinstance(block, _PageBreak):
            pending = block
            continue
        if pending and isinstance(block, Heading | Paragraph):
            yield replace(block, new_page=True)
        elif pending and not isinstance(block, Statement):
            faults.add(pending.line, "markdown.page-break", found="---")
            yield block
        else:
            yield block
            continue
        pending = None


def _divided(blocks: Iterator[Block], form: bool, faults: Faults) -> Iterator[Block]:
    """Tell deeper headings what they stand in: a chapter, a preface, an appendix; a form has parts only."""
    division = Division.CHAPTER
    for block in blocks:
        if isinstance(block, Heading):
            division = Division.PART if form else block.division if block.level == 1 else division
            if form and (block.level > 1 or block.division is not Division.CHAPTER):
                faults.add(block.line, "markdown.form-heading", found=plain(block.runs))
            yield replace(block, division=division)
            continue
        if form and isinstance(block, Turn):
            faults.add(block.line, "markdown.form-turn")
        yield block


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
        self._landscape = False

    def blocks(self) -> Iterator[Block | _PageBreak]:
        for part in self._parts():
            match part:
                case Statement():
                    yield part
                case Turn():
                    self._drop_waiting()
                    self._landscape = part.landscape
                    yield part
                case Attributes():
                    self._drop_waiting()
                    self._waiting = part
                case _Chunk():
                    yield from self._read(part)
        self._drop_waiting()

    def _parts(self) -> Iterator[Statement | Attributes | Turn | _Chunk]:
        """Cut the source at lines that hold block tags, an attribute list or a turn of the paper alone."""
        lines: list[str] = []
        first, fenced = self._source.first_line, False
        for number, line in enumerate(self._source.lines, self._source.first_line):
            statements = None if fenced else self._source.statements(line, number)
            rest, attributes = ("x", None) if fenced else self._source.attributes(line, number)
            turn = None if fenced else _TURN.fullmatch(line)
            if line.lstrip().startswith("```"):
                fenced = not fenced
            if statements is None and turn is None and (attributes is None or rest):
                first = number if not lines else first
                lines.append(line)
                continue
            if lines:
                yield _Chunk(text="\n".join(lines), line=first)
                lines = []
            yield from statements or ()
            if turn:
                yield self._turn(turn["way"], number)
            if attributes is not None:
                yield attributes
        if lines:
            yield _Chunk(text="\n".join(lines), line=first)

    def _read(self, chunk: _Chunk) -> Iterator[Block | _PageBreak]:
        tokens = self._parser.parse(self._tables.with_marker_columns(chunk.text))
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
                    attributes = waiting or Attributes(line=line)
                    table = self._tables.read(tokens[index:end], lines, chunk.line, attributes, landscape=self._landscape)
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
        flags = attributes.flags if attributes else frozenset()
        division = Division(min(flags & _DIVISIONS, default=Division.CHAPTER))
        unknown = flags - {division} - ({_FOLLOWS} if division in _MAY_FOLLOW else set())
        if attributes and (attributes.values or unknown or (flags and level > 1)):
            self._faults.add(line, "markdown.heading-attributes", found=content)
        return Heading(
            level=min(level, _DEEPEST_HEADING),
            runs=self.inline.runs(content, line),
            name=attributes.name if attributes else "",
            division=division,
            follows=_FOLLOWS in flags,
            line=line,
        )

    def _turn(self, way: str, line: int) -> Turn:
        if way not in _WAYS:
            self._faults.add(line, "markdown.turn", found=f"--- {way}", ways=_WAYS)
        return Turn(landscape=way == "landscape", line=line)

    def _fence(self, token: Token, line: int) -> Iterator[Block]:
        self._drop_waiting()
        match token.info.strip():
            case "flow":
                yield from self._chart(token, line)
            case "diagram":
                yield from self._diagram(token, line)
            case "signature":
                yield from self._signature(token, line)
            case _:
                self._faults.add(line, "markdown.fence", found=f"```{token.info}")

    def _data(self, token: Token, line: int, keys: frozenset[str]) -> dict[str, object] | None:
        """Return the data of a YAML block, None (and a fault) if it is no mapping of `keys`."""
        block = token.info.strip()
        try:
            data = yaml.safe_load(token.content)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = line + 1 + (mark.line if mark else 0)
            self._faults.add(at, "markdown.block-yaml", block=block, detail=getattr(error, "problem", None) or "YAML")
            return None
        if not isinstance(data, dict):
            self._faults.add(line, "markdown.block-yaml", block=block, detail="YAML")
            return None
        for key in sorted(data.keys() - keys):
            self._faults.add(line, "markdown.block-key", found=str(key), block=block, name=str(key), keys=tuple(sorted(keys)))
        return data

    def _signature(self, token: Token, line: int) -> Iterator[Signature]:
        data = self._data(token, line, _SIGNATURE_KEYS)
        if data is None:
            return
        signs = data.get("signs") or ()
        lines = tuple(map(str, signs if isinstance(signs, list) else [signs])) if signs else ()
        if not lines:
            self._faults.add(line, "markdown.signature")
        company = str(data.get("company", "{{ organisation.name }}"))
        yield Signature(company=self.inline.runs(company, line), signs=tuple(self.inline.runs(sign, line) for sign in lines), line=line)

    def _chart(self, token: Token, line: int) -> Iterator[Chart]:
        data = self._data(token, line, _CHART_KEYS)
        if data is None:
            return
        restored = self._restored(data)
        yield Chart(
            data=restored if isinstance(restored, dict) else {},
            caption=self.inline.runs(str(data.get("caption", "")), line),
            name=str(data.get("id", "")),
            line=line,
        )

    def _diagram(self, token: Token, line: int) -> Iterator[Diagram]:
        data = self._data(token, line, _DIAGRAM_KEYS)
        if data is None:
            return
        kind, alt = str(data.get("kind", "")), str(self._restored(data.get("alt", "")))
        if kind not in tuple(Kind):
            self._faults.add(line, "diagram.block-kind", found=kind, nearest=tuple(Kind), kinds=tuple(Kind))
        if not data.get("caption"):
            self._faults.add(line, "diagram.block-caption", found=kind)
        if "{{" in alt or "{%" in alt:
            self._faults.add(line, "diagram.block-alt", found=alt)
        caption = self.inline.runs(str(data.get("caption", "")), line)
        yield Diagram(kind=kind, caption=caption, alt=alt, name=str(data.get("id", "")), line=line)

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
