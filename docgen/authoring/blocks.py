"""What a source says, block by block: the values between reading Markdown and writing Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from docgen.authoring.source import FrontMatter, Statement


class RunKind(StrEnum):
    """What a run is: text (with its tags), a rich tag `{{r … }}`, a line break, or a cross reference to a name."""

    TEXT = "text"
    RICH = "rich"
    BREAK = "break"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a line. `style` is a character style of the theme, or empty; a reference's `text` is the name."""

    kind: RunKind = RunKind.TEXT
    text: str = ""
    style: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 to 3. `new_page`: it begins a page."""

    level: int
    runs: Runs
    name: str = ""
    new_page: bool = False
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text, or a note in small type."""

    runs: Runs
    note: bool = False
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list; `level` is 0 or 1. Numbered items of the same `list_number` (from 0) are one list."""

    runs: Runs
    ordered: bool
    level: int = 0
    list_number: int = 0
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table. `mark` is a key of theme.MARKS; `mark_value` the expression whose value is a priority."""

    runs: Runs
    mark: str = ""
    mark_value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: cells, or the words of a `{%tr … %}` tag that governs the rows after it."""

    cells: tuple[Cell, ...] = ()
    tag: str = ""
    exception: bool = False
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. `centred`: one truth a column. `widths`: twips. `style`: plain, terms, steps or matrix."""

    head: Row
    rows: tuple[Row, ...]
    centred: tuple[bool, ...]
    widths: tuple[int, ...]
    style: str
    caption: Runs = ()
    name: str = ""
    keep: bool = False
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A flowchart, still as the data of its block; `docgen.authoring.flow` reads it."""

    data: Mapping[str, object]
    caption: Runs
    name: str = ""
    line: int


Block = Heading | Paragraph | Item | Table | Chart | Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A whole source: front matter, `answers` of its front matter as runs, the `set` statements before its first block, the rest."""

    language: str
    front: FrontMatter
    answers: Mapping[str, Runs]
    settings: tuple[Statement, ...]
    blocks: tuple[Block, ...]


def plain(runs: Runs) -> str:
    """Return what the runs say, without their form; tags and names of references as they are written."""
    return "".join("\n" if run.kind is RunKind.BREAK else run.text for run in runs)
