"""The columns of a template sheet, cut into segments at the column tags: {%tc for … %}, {%tc if … %}.

Which columns there are is settled once for a sheet, before its rows. Every row that prints something between column tags
runs through the same tags again, so that its cells see the names of the column loops beside those of the row loops.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from docgen.errors import Problem
from docgen.formats.excel.cutting import Cutter
from docgen.formats.excel.layout import Segment
from docgen.formats.excel.references import LAST_COLUMN
from docgen.formats.excel.tags import Part, Program, excerpt, unpaired
from docgen.messages import Message

BLOCKS_REMEDY = "excel.column-blocks-remedy"

Step = int | tuple[Part, Message]  # a segment to put, or a tag


@dataclass(frozen=True, slots=True)
class ColumnTag:
    """A column tag: the column and the row of its cell, the tag, and where that is."""

    column: int
    row: int
    part: Part
    spot: Message


@dataclass(frozen=True, slots=True)
class Strip:
    """Columns where the program put them: their segment, its first and last column in the template, how many columns it
    moved to the right, and the round it is in."""

    segment: int
    first: int
    last: int
    shift: int
    within: int


@dataclass(frozen=True, slots=True)
class CompiledColumns:
    """The columns of a sheet that has column tags.

    segments: all columns, cut as they move.   steps: what happens from left to right.   used: the last column with a cell.
    marks: the tag of each column that vanishes.   varying: segments that may be repeated or left out.
    """

    segments: tuple[Segment, ...]
    steps: tuple[Step, ...]
    used: int
    marks: Mapping[int, str]
    varying: frozenset[int]

    def segment(self, column: int) -> int:
        """Return the number of the segment that holds template column `column`."""
        return bisect_right(self.segments, column, key=lambda segment: segment.first) - 1

    def keeps(self, first: int, last: int) -> bool:
        """Tell whether the columns `first` to `last` stay side by side, once, whatever the tags say."""
        return self.segment(first) == self.segment(last) and self.segment(first) not in self.varying


def compile_columns(tags: Sequence[ColumnTag], used: int, program: Program, problems: list[Problem]) -> CompiledColumns:
    """Append the columns of a sheet to `program`, cut at `tags`; faults of the tags are added to `problems`."""
    cutter, steps, marks, varying = Cutter(program), list[Step](), dict[int, str](), set[int]()

    def put(index: int) -> None:
        steps.append(index)
        if cutter.in_block:
            varying.add(index)

    def say(found: Sequence[ColumnTag]) -> None:
        for tag in found:
            steps.append((tag.part, tag.spot))
            cutter.statement(tag.part, tag.spot)

    for column, group in groupby(sorted(tags, key=lambda tag: (tag.column, tag.row)), key=lambda tag: tag.column):
        inside = list(group)
        if cutter.up_to(column - 1):
            put(len(cutter.segments) - 1)
        openers = [tag for tag in inside if tag.part.opens]
        if openers and not any(True for _ in unpaired([(tag.part, tag.spot) for tag in inside], BLOCKS_REMEDY)):
            say(openers)  # a column that holds a whole loop or condition is its body
            cutter.line(column)
            put(len(cutter.segments) - 1)
            say([tag for tag in inside if not tag.part.opens])
        else:
            marks[column] = excerpt(inside[0].part.shown)
            varying.add(len(cutter.segments))
            cutter.mark(column)
            say(inside)
    if cutter.up_to(LAST_COLUMN):
        put(len(cutter.segments) - 1)
    problems.extend(unpaired(cutter.statements, BLOCKS_REMEDY))
    return CompiledColumns(tuple(cutter.segments), tuple(steps), used, marks, frozenset(varying))
