"""What the text source of an Excel form says: sheets, columns, lists, rules, as values. Attribute names are the keys in YAML.

The dialect is explained in docs/authoring-excel.md. Texts may hold tags; formulas may name columns as `[@id]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from docgen.domain.shapes import Count, Id, Several
from docgen.errors import TemplateError
from docgen.sources.places import Places, read_yaml
from docgen.sources.reading import Reading
from docgen.sources.typed import read

T = TypeVar("T")


class Paper(StrEnum):
    """The paper a sheet is printed on."""

    A4 = "A4"
    A3 = "A3"


class Kind(StrEnum):
    """What a column holds, which decides its format, alignment and check."""

    TEXT = "text"  # one short text, centred
    LONG = "long"  # sentences, left
    CODE = "code"  # an identifier, never twice in the column
    CHOICE = "choice"  # one of a list
    DATE = "date"
    TIME = "time"  # date and time of day
    MONTH = "month"
    WHOLE = "whole"
    NUMBER = "number"
    PERCENT = "percent"


class Tint(StrEnum):
    """A colour with a meaning. It never says anything alone: the cell says it in words too."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """Cells of `columns` (all, if none is named) take a tint where `when`, a formula, is true."""

    columns: tuple[str, ...] = ()
    when: str
    tint: Tint


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """An entry is wrong `when` a formula is true; `says` is what the column of faults then tells."""

    when: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the register.

    head: the label as its head breaks it into lines.   width: in characters.   unit: printed under the label.
    pattern: of a code, `0` for a digit (INC-0000-0000), not asked for where the profile fulfils `unless`.
    list:  the list (id) of a choice; `values` are its own short list instead; `open` lets other entries pass with a warning.
    least, most: bounds of a number; with `below_zero` it may be negative.   most_by: a tag in place of `most`, where the profile sets it.
    after: the time column (id) that this time may not come before.
    past: a time at which something has happened: one that lies more than a day ahead is refused.
    wrong: what else a right entry is not, told by the column of `faults`.
    required: the cell may not stay empty once the row is begun; `required_if` says when, by a formula.
    formula: computes the cell; nobody types there.   missing: the cell names the required cells that are still empty, and what
    the register's column of `faults` found: times and numbers that are text, values outside their list, times out of order.
    format: another number format than that of its type.   hidden: a step of a computation that nobody needs to see.
    """

    id: Id
    label: str
    head: str | None = None
    width: Decimal = Decimal(10)
    type: Kind = Kind.TEXT
    format: str | None = None
    unit: str | None = None
    pattern: str | None = None
    unless: str | None = None
    list: Id | None = None
    values: tuple[str, ...] = ()
    open: bool = False
    below_zero: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    most_by: str | None = None
    after: str | None = None
    past: bool = False
    wrong: tuple[Wrong, ...] = ()
    required: bool = False
    required_if: str | None = None
    prompt: str | None = None
    error: str | None = None
    formula: str | None = None
    missing: bool = False
    faults: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring columns under one band; `by` says who fills them in. On screen only: not printed; such groups come last."""

    title: str
    by: str | None = None
    on_screen_only: bool = False
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The sheet that is filled in, one row an event. `rows` empty ones are ready; `hint` is the one line above the heads."""

    sheet: str | None = None
    hint: str
    blanks: tuple[str, ...] = ()
    rows: Several = 500
    groups: tuple[Group, ...]
    highlights: tuple[Highlight, ...] = ()

    @property
    def frozen(self) -> int:
        """How many columns stay in view: the first, and computed ones beside it."""
        others = self.columns[1:]
        return 1 + next((number for number, column in enumerate(others) if not column.formula), len(others))

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns from left to right."""
        return tuple(column for group in self.groups for column in group.columns)

    @property
    def printed(self) -> tuple[Column, ...]:
        """The columns that are printed."""
        return tuple(column for group in self.groups if not group.on_screen_only for column in group.columns if not column.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandField:
    """A field of the sheet for handwriting: a column of the register (`id`), or one of its own (`label`)."""

    id: Id | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandColumn(HandField):
    """A column of the sheet for handwriting; `below` is the field in the lower line of each entry."""

    width: Decimal
    below: HandField | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FootLine:
    """A line under the empty rows, or one for each round of the loops `for`."""

    for_: tuple[str, ...] = ()
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """A sheet to print and fill in by hand while the program is down: fields of the register, room to write, what to look up."""

    sheet: str | None = None
    hint: str
    rows: Several = 12
    columns: tuple[HandColumn, ...]
    foot: tuple[FootLine, ...] = ()

    @property
    def two_lines(self) -> bool:
        """Whether an entry takes two lines."""
        return any(column.below for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A row of two cells in the guide."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the guide: paragraphs, numbered `steps` or `pairs`, kept only `if` a condition of the profile holds."""

    heading: str
    if_: str | None = None
    text: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The sheet that explains the form. `fields`: the heading over the list of all columns and how to fill them in."""

    sheet: str | None = None
    sections: tuple[Section, ...]
    fields: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Rows of a table: one, or one for each round of the loops `for`, or `repeat` alike; kept only `if` a condition holds.

    cells: by column id; a column without a cell takes its formula, or stays empty for people to fill in.
    lines: how many lines of text the row is high.
    """

    for_: tuple[str, ...] = ()
    if_: str | None = None
    repeat: Several = 1
    lines: Several = 1
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column of a table. `{n}` in its formula is the number of the row, from 1.

    span: how many columns of the sheet it takes.   values: what may be entered.   editable: what it computes or
    is given may be overwritten; other given cells are locked.   below_zero: of a list's number, which may be negative then.
    """

    id: Id
    label: str
    type: Kind = Kind.TEXT
    span: Several = 1
    values: tuple[str, ...] = ()
    formula: str | None = None
    editable: bool = False
    below_zero: bool = False
    prompt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortList:
    """A list of a few fixed values, known to formulas by its id."""

    id: Id
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table on the sheet of lists or of figures. Each of its columns gets a name for formulas: `<table>_<column>`.

    values: the short way to write a list, a table of one column; `spare` empty rows follow for the client's own entries.
    lists:  several short lists side by side, in place of columns and rows.
    new_page: printed at the top of a page.   if: kept only if this condition holds; formulas elsewhere cannot name its columns.
    heads_stay: its heads stay in view and stand on each page; of one table of a sheet, above which there is little.
    """

    id: Id
    title: str
    if_: str | None = None
    note: str | None = None
    columns: tuple[TableColumn, ...] = ()
    values: tuple[str, ...] = ()
    lists: tuple[ShortList, ...] = ()
    rows: tuple[Row, ...] = ()
    spare: Count = 0
    highlights: tuple[Highlight, ...] = ()
    new_page: bool = False
    heads_stay: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Stacked columns below a table: one for each of its rows, one layer for each column of `series`."""

    title: str
    table: Id
    labels: Id
    series: tuple[Id, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of tables, one below the other, on columns of the given widths in characters."""

    sheet: str | None = None
    hint: str
    widths: tuple[Decimal, ...]
    tables: tuple[Table, ...]
    chart: Chart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The whole form. `example` shows rows filled in, by column id, with plainly invented data."""

    paper: Paper = Paper.A4
    guide: Guide
    register: Register
    lists: Sheet
    summary: Sheet | None = None
    by_hand: ByHand | None = None
    example: tuple[Mapping[str, str], ...]


def read_source(source: str, name: str, kind: type[T]) -> tuple[T, Places]:
    """Return what `source` describes as a value of `kind`, a form or a workbook of lists, and the place of each of its fields.

    Raises: TemplateError: every fault of the YAML, or every field that is unknown, missing or unreadable, with its line.
    """
    written = read_yaml(source, name)
    if written.problems:
        raise TemplateError(*written.problems)
    reading = Reading(written.places, ())
    found = read(reading, kind, written.data)
    if reading.problems or not isinstance(found, kind):
        raise TemplateError(*reading.problems)
    return found, written.places
