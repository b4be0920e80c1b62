"""Cutting one axis of a template sheet, its rows or its columns, into segments at the tags that repeat or drop them."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.formats.excel.layout import Segment
from docgen.formats.excel.tags import CLOSE_ROUND, OPEN_ROUND, Part, Program
from docgen.messages import Message


@dataclass(slots=True)
class _Block:
    """An open block of tags; `loop` is the loop's number while inside a round of it."""

    word: str
    loop: int | None


class Cutter:
    """Cuts an axis from its first line to its last, and makes the program tell where each segment and each round goes."""

    def __init__(self, program: Program) -> None:
        self.segments: list[Segment] = []
        self.statements: list[tuple[Part, Message]] = []
        self._program = program
        self._blocks: list[_Block] = []
        self._cursor = 1
        self._loops = 0

    @property
    def inside(self) -> tuple[int, ...]:
        """The loops around the next line, outermost first."""
        return tuple(block.loop for block in self._blocks if block.loop is not None)

    @property
    def in_block(self) -> bool:
        """True if the next line may be repeated or left out."""
        return bool(self._blocks)

    def up_to(self, last: int) -> bool:
        """Put the lines up to `last` that are not yet cut, as one segment; tell whether there are any."""
        found = self._cursor <= last
        if found:
            self._put(self._cursor, last)
        self._cursor = last + 1
        return found

    def line(self, number: int) -> None:
        """Put line `number` as a segment of its own; the lines before it are cut."""
        self._put(number, number)
        self._cursor = number + 1

    def mark(self, number: int) -> None:
        """Leave line `number` out, which only holds tags; the lines before it are cut."""
        self.segments.append(Segment(number, number, self.inside))
        self._cursor = number + 1

    def statement(self, part: Part, spot: Message) -> None:
        """Append a tag to the program, with the rounds it opens and closes."""
        self.statements.append((part, spot))
        top = self._blocks[-1] if self._blocks else None
        if top and top.loop is not None and (part.closes or part.word == "else"):
            self._program.record(CLOSE_ROUND)
            top.loop = None
        if part.closes and top:
            self._blocks.pop()
        self._program.statement(part, spot)
        if part.opens:
            self._loops += part.word == "for"
            self._blocks.append(_Block(part.word, self._loops if part.word == "for" else None))
            if part.word == "for":
                self._program.record(f"{OPEN_ROUND}{self._loops}")

    def _put(self, first: int, last: int) -> None:
        self._program.record(str(len(self.segments)))
        self.segments.append(Segment(first, last, self.inside))
