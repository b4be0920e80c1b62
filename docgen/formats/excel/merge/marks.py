"""What a mark says: what the new generation says at its cell, why, and what to do. And the marks that are still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.formats.engine import Cause, Reviser
from docgen.formats.excel.merge.held import NewValue
from docgen.formats.excel.merge.notes import Address, marks_in
from docgen.formats.excel.merge.stylesheet import shows_date
from docgen.formats.excel.parts import workbook_part, worksheets
from docgen.formats.excel.references import column_letters
from docgen.formats.ooxml import open_package, parse
from docgen.formats.relations import related
from docgen.messages import Message, message, say

_MOST_CAUSES = 4
_LONGEST = 600
_PERCENT = frozenset({"9", "10"})
_BEGINNING = date(1899, 12, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A conflict at a cell of the merged workbook.

    what: what the mark says.   todo: what to do.   before, after: what base and theirs say there, to find the cause.
    filled: whether the cell itself is in conflict, and shows it.   value: the new value that it can take, None if there is none.
    """

    sheet: str
    place: Address
    what: Message
    todo: Message
    before: str = ""
    after: str = ""
    filled: bool = False
    value: NewValue | None = None

    def text(self, by: Reviser) -> str:
        """Return the text of the mark in the language of `by`."""
        causes = _causes(by.causes, self.before, self.after)
        why = [message("merge.cell-why", causes=("；" if by.language == "zh" else "; ").join(causes))] if causes else []
        return "\n".join(say(line, by.language) for line in (self.what, *why, self.todo))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMark:
    """A mark that nobody has removed yet: the sheet, the cell ("B7"), and what it says."""

    sheet: str
    cell: str
    text: str


def open_conflicts(file: bytes) -> tuple[OpenMark, ...]:
    """Return the conflicts of a workbook that are not solved yet, in the order of its sheets and cells. Raises: DocumentError."""
    package = open_package(file)
    part = workbook_part(package)
    return tuple(
        OpenMark(sheet=entry.name, cell=f"{column_letters(place[1])}{place[0]}", text=mark.text)
        for entry in worksheets(package, part, parse(package.read(part), part))
        for comments in related(package, entry.part, "comments")
        for place, mark in sorted(marks_in(parse(package.read(comments), comments)), key=lambda found: found[0])
    )


def shown(text: str, number_format: str, code: str) -> str:
    """Return a value as people read it. text: in its normal form.   number_format, code: of the cell's format."""
    text = text.removeprefix("'")
    try:
        value = float(text)
    except ValueError:
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if number_format in _PERCENT or "%" in code:
        return f"{value * 100:.10g}%"
    if shows_date(code or number_format) and 0 < value < 2_958_466:
        return (_BEGINNING + timedelta(days=int(value))).isoformat()
    return text


def _causes(causes: Sequence[Cause], before: str, after: str) -> list[str]:
    """Return why a place differs: the causes whose values stand there, all if none does."""
    fitting = [cause for cause in causes if _stands(cause.before, before) or _stands(cause.after, after)]
    return [cause.sentence for cause in (fitting or causes)[:_MOST_CAUSES]]


def _stands(spellings: Sequence[str], text: str) -> bool:
    return any(spelling and spelling in text for spelling in spellings)
