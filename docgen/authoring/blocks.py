"""What a source says, block by block: the values between reading Markdown and writing Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from docgen.authoring.source import FrontMatter, Statement


class RunKind(StrEnum):
    """What a run is: text (with its tags), a rich tag `{{r … }}`, a line break, a cross reference to a name, a control."""

    TEXT = "text"
    RICH = "rich"
    BREAK = "break"
    REFERENCE = "reference"
    CONTROL = "control"


class ControlKind(StrEnum):
    """What somebody does in a place of a form: write, pick a date or an entry of a list, tick, or sign by hand.

    NUMBER, PERIOD and SITE are written by docgen when it hands out a blank, otherwise by hand.
    """

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    CHECK = "check"
    SIGN = "sign"
    NUMBER = "number"
    PERIOD = "period"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A place of a form to fill in. `words`: the prompt, or a list's entries with `|` between. `height_mm`: 0 for one line."""

    kind: ControlKind
    words: str = ""
    height_mm: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a line. `style` is a character style of the theme, or empty; a reference's `text` is the name."""

    kind: RunKind = RunKind.TEXT
    text: str = ""
    style: str = ""
    control: Control | None = None


Runs = tuple[Run, ...]


class Division(StrEnum):
    """What a heading of level 1 begins, and the deeper ones stand in: each kind is numbered in its own way, or not at all."""

    CHAPTER = "chapter"
    LETTER = "letter"
    PREFACE = "preface"
    APPENDIX = "appendix"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 to 3; those of a form are its parts. `new_page`: it begins a page; `follows`: it does not."""

    level: int
    runs: Runs
    name: str = ""
    division: Division = Division.CHAPTER
    new_page: bool = False
    follows: bool = False
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text, or a note in small type. `new_page`: it begins a page."""

    runs: Runs
    note: bool = False
    new_page: bool = False
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
    """A cell of a table. `mark` is a key of theme.MARKS; `mark_value` the expression whose value is a priority or a dot.

    column: its place in the table, from 0.   span: how many columns it takes.
    tag: the words of a `{%tc … %}` tag that governs the cells after it.
    """

    runs: Runs = ()
    column: int = 0
    span: int = 1
    tag: str = ""
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
    """A table.

    centred: one truth a column.   widths: twips.   style: plain, terms, steps, matrix, form or rows.   dense: low rows.
    upright: its centred heads are read from below.
    """

    head: Row | None
    rows: tuple[Row, ...]
    centred: tuple[bool, ...]
    widths: tuple[int, ...]
    style: str
    caption: Runs = ()
    name: str = ""
    keep: bool = False
    dense: bool = False
    upright: bool = False
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Where somebody signs: the company, and one line for each post that signs."""

    company: Runs
    signs: tuple[Runs, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where the paper turns: what follows stands on a new page, `landscape` or portrait."""

    landscape: bool
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A flowchart, still as the data of its block; `docgen.authoring.flow` reads it."""

    data: Mapping[str, object]
    caption: Runs
    name: str = ""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A diagram that is drawn from the profile when a document is generated: its kind, and what it shows if the source says that."""

    kind: str
    caption: Runs
    alt: str = ""
    name: str = ""
    line: int


Block = Heading | Paragraph | Item | Table | Signature | Turn | Chart | Diagram | Statement


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
