"""The numbers of headings, tables and figures, also where a condition decides at filling time whether they are there.

Word counts headings and captions itself, but what it has not yet counted must be right as well: the entries of the
contents, a caption's number, a cross reference. A number after something that stands under `{% if c %}` is therefore
written as a tag: `{{ 3 + (1 if c else 0) }}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from docgen.authoring.blocks import Block, Chart, Diagram, Division, Heading, Item, Table, Text, Turn, plain
from docgen.authoring.source import Faults, Statement

_CONTENTS_LEVELS = 2
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PARTS = {"zh": "一二三四五六七八九十", "en": ""}
_NAME = re.compile(r"[a-z][a-z0-9-]{0,29}")  # Word's bookmarks have up to 40 letters, digits and underscores
_TAG = re.compile(r"\{%(?:p|tr|tc|r)?-?\s*(\w+)\s*(.*?)\s*-?%\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One branch of an open condition: the condition's number in the source, the branch's, and when it is taken."""

    condition: int
    branch: int
    expression: str


Path = tuple[Branch, ...]


@dataclass(slots=True, kw_only=True)
class _Open:
    line: int
    loop: bool
    branches: list[str] = field(default_factory=list)
    number: int = 0


class Guards:
    """Follows the conditions and loops that are open while a source is read from top to bottom."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._conditions = 0

    @property
    def path(self) -> Path:
        """The branches open here, outermost first."""
        return tuple(
            Branch(condition=opened.number, branch=len(opened.branches) - 1, expression=_taken(opened.branches))
            for opened in self._open
            if not opened.loop
        )

    @property
    def in_loop(self) -> bool:
        """Whether a `{% for %}` is open here."""
        return any(opened.loop for opened in self._open)

    @property
    def open_lines(self) -> list[int]:
        """The lines of what is still open."""
        return [opened.line for opened in self._open]

    def follow(self, keyword: str, expression: str, line: int = 0) -> bool:
        """Take note of a statement. Returns False if it closes or continues what is not open."""
        match keyword:
            case "if" | "for":
                self._conditions += 1
                opened = _Open(line=line, loop=keyword == "for", branches=[expression], number=self._conditions)
                self._open.append(opened)
            case "elif" | "else":
                if not self._open:
                    return False
                if not self._open[-1].loop:
                    self._open[-1].branches.append(expression)
            case "endif" | "endfor":
                if not self._open or self._open[-1].loop != (keyword == "endfor"):
                    return False
                self._open.pop()
        return True

    def follow_text(self, text: str) -> None:
        """Take note of all statements inside `text`."""
        for keyword, expression in _TAG.findall(text):
            self.follow(keyword, expression)


def _taken(branches: list[str]) -> str:
    """Return when the last of `branches` is taken: none of those before it, and its own condition (an else has none)."""
    refused = [f"not ({branch})" for branch in branches[:-1]]
    return " and ".join([*refused, *([f"({branches[-1]})"] if branches[-1] else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading, captioned table or chart: what is counted, and what a cross reference may name.

    kind: heading, table or figure.   division, title: of a heading.   bookmark: the name Word knows it by.
    parent: index of the heading above, or None.
    """

    kind: str
    division: Division
    title: str
    level: int
    name: str
    path: Path
    looped: bool
    parent: int | None
    line: int
    bookmark: str


class Outline:
    """All entries of a text by their block's index, and the path at each block."""

    def __init__(self, text: Text, faults: Faults) -> None:
        self._faults = faults
        self._parts = _PARTS[text.language]
        self._entries: list[Entry] = []
        self._by_block: dict[int, int] = {}
        self._by_name: dict[str, int] = {}
        self._turned = 0  # the line where the paper was turned to landscape, 0 while it stands upright
        self._turned_at: Path = ()
        self.paths: list[Path] = []
        self._walk(text.blocks)
        self._check_settings(text.blocks)

    def entry(self, block: int) -> Entry:
        """Return the entry of the block with this index."""
        return self._entries[self._by_block[block]]

    def contents(self, blocks: tuple[Block, ...]) -> Iterator[int]:
        """Yield the indexes of the blocks of the contents: headings of two levels, and the conditions around them."""
        needed = self._conditions_with_headings(blocks)
        guards = Guards()
        for index, block in enumerate(blocks):
            if isinstance(block, Statement):
                number = self._condition(guards, block)
                if number in needed:
                    yield index
            elif isinstance(block, Heading) and block.level <= _CONTENTS_LEVELS:
                yield index

    def number(self, block: int) -> str:
        """Return the number of the entry of this block, as text or with tags: "6.3", "A", "{{ 3 + … }}"; "" if it has none."""
        return self._number(self._by_block[block])

    def reference(self, name: str, path: Path, line: int) -> tuple[Entry, str] | None:
        """Return the entry called `name` and its number, or None (and a fault) if there is none or it may be absent here."""
        index = self._by_name.get(name)
        if index is None:
            nearest = tuple(get_close_matches(name, self._by_name, n=3, cutoff=0.4))
            self._faults.add(line, "markdown.reference", found=f"{{ref:{name}}}", nearest=nearest, name=name)
            return None
        entry = self._entries[index]
        known = {branch.expression for branch in path}
        missing = [branch.expression for branch in entry.path if branch.expression not in known]
        if missing:
            self._faults.add(line, "markdown.reference-guard", found=f"{{ref:{name}}}", name=name, condition=missing[0].strip("()"))
            return None
        return entry, self._number(index)

    def _walk(self, blocks: tuple[Block, ...]) -> None:
        guards = Guards()
        parents: dict[int, int] = {}
        for index, block in enumerate(blocks):
            self.paths.append(guards.path)
            match block:
                case Statement():
                    if not guards.follow(block.keyword, block.expression, block.line):
                        self._faults.add(block.line, "markdown.block-not-opened", found=block.words)
                case Heading():
                    self._add_heading(index, block, guards, parents)
                case Turn():
                    self._follow_turn(block, guards)
                case Table() if block.caption:
                    self._add(index, "table", 0, block, guards, None)
                case Chart() | Diagram():
                    self._add(index, "figure", 0, block, guards, None)
                case _:
                    pass
        for line in guards.open_lines:
            self._faults.add(line, "markdown.block-not-closed")
        if self._turned and self._turned_at:
            self._faults.add(self._turned, "markdown.turn-condition")

    def _follow_turn(self, block: Turn, guards: Guards) -> None:
        """The paper turns there and back in one branch, so that no page keeps a way that nobody chose."""
        if block.landscape == bool(self._turned):
            self._faults.add(block.line, "markdown.turn-again")
        elif block.landscape:
            self._turned, self._turned_at = block.line, guards.path
        elif guards.path != self._turned_at:
            self._faults.add(block.line, "markdown.turn-condition")
        if guards.in_loop:
            self._faults.add(block.line, "markdown.in-loop")
        self._turned = block.line if block.landscape else 0

    def _add_heading(self, index: int, block: Heading, guards: Guards, parents: dict[int, int]) -> None:
        parent = parents.get(block.level - 1)
        above = self._entries[parent] if parent is not None else None
        if block.level > 1 and above is None:
            self._faults.add(block.line, "markdown.heading-jump", found=plain(block.runs), level=block.level)
        elif above and guards.path[: len(above.path)] != above.path:
            self._faults.add(block.line, "markdown.heading-condition", found=plain(block.runs))
        if block.level == 1 and block.division is not Division.APPENDIX and any(e.division is Division.APPENDIX for e in self._entries):
            self._faults.add(block.line, "markdown.appendix-order", found=plain(block.runs))
        if not self._entries and guards.path:
            self._faults.add(block.line, "markdown.first-heading", found=plain(block.runs))
        self._add(index, "heading", block.level, block, guards, parent)
        parents[block.level] = len(self._entries) - 1
        for deeper in range(block.level + 1, 4):
            parents.pop(deeper, None)

    def _add(self, index: int, kind: str, level: int, block: Heading | Table | Chart | Diagram, guards: Guards, parent: int | None) -> None:
        if guards.in_loop and (level <= _CONTENTS_LEVELS or block.name):
            self._faults.add(block.line, "markdown.in-loop", found=block.name)
        if block.name and not _NAME.fullmatch(block.name):
            self._faults.add(block.line, "markdown.name", found=block.name)
        if block.name and block.name in self._by_name:
            self._faults.add(block.line, "markdown.name-twice", found=block.name, name=block.name)
        if block.name:
            self._by_name[block.name] = len(self._entries)
        self._by_block[index] = len(self._entries)
        division, title = (block.division, plain(block.runs)) if isinstance(block, Heading) else (Division.CHAPTER, "")
        self._entries.append(
            Entry(
                kind=kind, division=division, title=title, level=level, name=block.name, path=guards.path, looped=guards.in_loop,
                parent=parent, line=block.line,
                bookmark=f"_Ref_{block.name.replace('-', '_')}" if block.name else f"_Toc{len(self._entries):08d}",
            )
        )  # fmt: skip

    def _number(self, index: int) -> str:
        entry = self._entries[index]
        if entry.kind != "heading":
            return self._count(index, entry.path)
        if entry.division in (Division.LETTER, Division.PREFACE):
            return ""
        chain: list[int] = []
        at: int | None = index
        while at is not None:
            chain.insert(0, at)
            at = self._entries[at].parent
        first, *deeper = (self._count(at, entry.path) for at in chain)
        symbols = {Division.APPENDIX: _LETTERS, Division.PART: self._parts}.get(entry.division, "")
        return ".".join((_spelled(first, symbols) if symbols else first, *deeper))

    def _count(self, index: int, path: Path) -> str:
        """Return how many siblings there are up to and with entry `index`, where the branches of `path` are taken."""
        wanted = self._entries[index]
        fixed, conditions = 0, []
        for entry in self._entries[: index + 1]:
            if _series(entry) != _series(wanted):
                continue
            if any(other.condition == branch.condition and other.branch != branch.branch for other in path for branch in entry.path):
                continue
            unsure = [branch.expression for branch in entry.path if branch not in path]
            if unsure:
                conditions.append(" and ".join(unsure))
            else:
                fixed += 1
        if not conditions:
            return str(fixed)
        return f"{{{{ {fixed} + {' + '.join(f'(1 if {condition} else 0)' for condition in conditions)} }}}}"

    def _conditions_with_headings(self, blocks: tuple[Block, ...]) -> set[int]:
        return {
            branch.condition
            for index, block in enumerate(blocks)
            if isinstance(block, Heading) and block.level <= _CONTENTS_LEVELS
            for branch in self.paths[index]
        }

    @staticmethod
    def _condition(guards: Guards, statement: Statement) -> int:
        """Follow `statement` and return the number of the condition it belongs to; 0 for a loop or a setting."""
        before = guards.path
        guards.follow(statement.keyword, statement.expression, statement.line)
        path = before if statement.keyword == "endif" else guards.path
        return path[-1].condition if path and statement.keyword in ("if", "elif", "else", "endif") else 0

    def _check_settings(self, blocks: tuple[Block, ...]) -> None:
        """A name set after the first heading is not known where numbers are computed."""
        settings = (block for block in blocks if isinstance(block, Statement) and block.keyword == "set")
        late = {block.expression.partition("=")[0].strip(): block for block in settings}
        counted: Mapping[str, int] = {branch.expression: entry.line for entry in self._entries for branch in entry.path}
        for expression, line in counted.items():
            for name in sorted(late):
                if re.search(rf"\b{re.escape(name)}\b", expression):
                    self._faults.add(line, "markdown.late-setting", found=late[name].words, name=name, setting=late[name].line)


def _series(entry: Entry) -> tuple[object, ...]:
    """Return what entries that are counted together have in common."""
    return entry.kind, entry.division, entry.level, entry.parent


def _spelled(number: str, symbols: str) -> str:
    """Return the symbol of a number from 1; one that depends on conditions picks its symbol when it is known."""
    return f"{{{{ '{symbols}'[{number[3:-3]} - 1] }}}}" if number.startswith("{{") else symbols[int(number) - 1]


def check_lists(blocks: tuple[Block, ...], faults: Faults) -> None:
    """A numbered list cannot start again in each round of a loop: note a fault where a loop holds one beside other text."""
    loops: list[tuple[list[Item], bool]] = []
    for block in blocks:
        if isinstance(block, Statement) and block.keyword == "for":
            loops.append(([], False))
        elif isinstance(block, Statement) and block.keyword == "endfor" and loops:
            items, mixed = loops.pop()
            if items and mixed:
                faults.add(items[0].line, "markdown.list-in-loop")
        elif isinstance(block, Item) and block.ordered and loops:
            loops[-1][0].append(block)
        elif loops and not isinstance(block, (Item, Statement)):
            loops[-1] = (loops[-1][0], True)
