"""Sheets that are repeated or dropped whole: {%sheet for … %} or {%sheet if … %} in their cell A1.

A sheet's name has room for 31 characters, too few for a loop and none of its signs, so the tag stands in A1 and its row vanishes.
The sheet is copied before it is filled, once a value. The tag of a copy says which one it is, {%sheet#2 for … %} the second: what
the program prints for the sheet and all that belongs to it stands inside that round of the loop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.formats.excel.tags import Part, Program
from docgen.messages import Message

SCOPE = "sheet"
SHEET_TAG = re.compile(r"\{%(-?\s*)sheet(?:#([0-9]+))?(?=\s)")
_COPY = re.compile(r" \([0-9]+\)\u2060$")  # ends the name of a copy until it is filled; nobody types a word joiner


def copy_name(name: str, copy: int) -> str:
    """Return what copy number `copy` of the sheet `name` is called until it is filled."""
    return f"{name} ({copy})\u2060"


def original_name(name: str) -> str:
    """Return what the sheet `name`, which may be a copy, is called in the template."""
    return _COPY.sub("", name)


@dataclass(frozen=True, slots=True)
class Scope:
    """The tag around a sheet: for or if, where it stands, and which copy of the sheet it is around, from 1."""

    part: Part
    spot: Message
    copy: int

    @classmethod
    def of(cls, part: Part, spot: Message) -> Scope:
        """Return the scope that a sheet tag opens."""
        found = SHEET_TAG.search(part.shown)
        return cls(part, spot, int(found[2] or 1) if found else 1)

    def begin(self, program: Program, every: bool = False) -> None:
        """Begin what stands on the sheet; `every` for all rounds of the loop, not that of the copy alone."""
        program.statement(self.part, self.spot)
        if self.part.word == "for" and not every:
            self._say(f"if loop.index == {self.copy}", program)

    def close(self, program: Program, every: bool = False) -> None:
        """End what stands on the sheet."""
        if self.part.word == "for" and not every:
            self._say("endif", program)
        self._say(f"end{self.part.word}", program)

    def _say(self, statement: str, program: Program) -> None:
        program.statement(Part("statement", statement, 0, self.part.shown), self.spot)
