"""Formulas of a template with tags in them, and formulas that follow moved cells and renamed sheets.

A formula's references are picked out in the template, before any value is put in: a value can be no reference. In the
program's output a reference stands as its number between two control characters.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

from docgen.errors import Place, Problem
from docgen.formats.excel import references
from docgen.formats.excel.grid import HOME, Grid, Round
from docgen.formats.excel.references import Pieces, Reference
from docgen.formats.excel.tags import Kind, Part, Program, split
from docgen.formats.excel.values import LONGEST_CONSTANT, LONGEST_FORMULA
from docgen.messages import Message, message

_FIRST_TAG = 0xE000
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NUMBERED = re.compile("\x10([0-9]+)\x11")
scan = lru_cache(maxsize=8192)(references.scan)


def compile_formula(formula: str, program: Program, spot: Message, sheets: Container[str]) -> tuple[Reference, ...]:
    """Append a formula with tags to `program`; return its references by number. `sheets` are the template's sheet names."""
    parts = split(formula)
    tags = [part for part in parts if part.kind != "text"]
    text = "".join(_PRIVATE.sub("", part.body) if part.kind == "text" else chr(_FIRST_TAG + tags.index(part)) for part in parts)
    found: list[Reference] = []
    state = Kind.OPERAND
    for piece in references.scan(text):
        if isinstance(piece, str):
            state = _text(piece, tags, program, spot, state)
            continue
        sheet = _PRIVATE.sub(lambda tag: tags[ord(tag[0]) - _FIRST_TAG].shown, piece.sheet)
        if sheet == piece.sheet or all(name in sheets for name in sheet.split(":")):
            program.cut(f"\x10{len(found)}\x11")
            found.append(Reference(sheet, piece.start, piece.end))
        else:  # a sheet named by a value: nobody can tell which, so its rows stay as they are written
            _text(references.plain(piece), tags, program, spot, Kind.OPERAND)
    return tuple(found)


def rendered_pieces(output: str, known: Sequence[Reference]) -> Pieces:
    """Return the pieces of a formula that the program printed (unescaped), with its references in place."""
    cut = _NUMBERED.split(output)
    cut = cut if all(int(number) < len(known) for number in cut[1::2]) else [output]
    return tuple(known[int(piece)] if number % 2 else piece for number, piece in enumerate(cut) if number % 2 or piece)


def formula_faults(formula: str, spot: Message) -> list[Problem]:
    """Return what Excel would refuse of a formula: its length, or that of a text constant in it."""
    if len(formula) > LONGEST_FORMULA:
        what = message("excel.formula-too-long", length=len(formula), limit=LONGEST_FORMULA)
        return [Problem(where=Place(spot=spot), what=what, remedy=message("excel.formula-too-long-remedy"))]
    longest = max((len(text) for text in formula.replace('""', "'").split('"')[1::2]), default=0)
    if longest > LONGEST_CONSTANT:
        what = message("excel.constant-too-long", length=longest, limit=LONGEST_CONSTANT)
        return [Problem(where=Place(spot=spot), what=what, remedy=message("excel.constant-too-long-remedy"))]
    return []


class Movement:
    """Where references lead now: the grids and new names of the sheets, by the names they have in the template, in order of the tabs.

    torn: references through a stack of sheets whose cells went to different places, with the sheet each stands on.
    """

    def __init__(self, grids: Mapping[str, Grid], names: Mapping[str, str]) -> None:
        self._grids = {name.casefold(): grid for name, grid in grids.items()} | dict(grids)
        self._names = {name.casefold(): new for name, new in names.items()}
        self._tabs = list(self._names)
        self.needed = any(name != new for name, new in names.items()) or not all(grid.unmoved for grid in grids.values())
        self.torn: list[tuple[str, Reference]] = []

    def name(self, sheet: str) -> str:
        """Return the new name of a sheet."""
        return self._names.get(sheet.casefold(), sheet)

    def formula(self, pieces: Pieces, sheet: str, within: Round = HOME) -> str:
        """Return a formula that stands on `sheet` (its name in the template), in round `within` of its loops."""
        if not self.needed:
            return references.written(pieces)
        return "".join([piece if isinstance(piece, str) else self.reference(piece, sheet, within) for piece in pieces])

    def ranges(self, pieces: Pieces) -> str:
        """Return the ranges of a chart. One cell that a loop repeats is a range of all its copies, as in no other formula."""
        return "".join([piece if isinstance(piece, str) else self._range(piece) for piece in pieces])

    def reference(self, reference: Reference, sheet: str, within: Round = HOME) -> str:
        """Return a reference that stands on `sheet`, in round `within` of its loops."""
        if ":" in reference.sheet:
            return self._stack(reference, sheet)
        home = reference.sheet or sheet
        name = self.name(home) if reference.sheet else ""
        grid = self._grids.get(home) or self._grids.get(home.casefold())
        if grid is None:
            return reference.text(reference.rows, reference.columns, name)
        if home is not sheet and home.casefold() != sheet.casefold():
            within = HOME
        return reference.text(*grid.seen(reference, within), name)

    def _range(self, reference: Reference) -> str:
        grid = self._grids.get(reference.sheet.casefold())
        spans = grid.hull(reference) if grid is not None and reference.end is None and reference.start.row else None
        if spans is None:
            return self.reference(reference, "")
        rows, (first, last) = spans
        columns = (first, last) if rows[0] == rows[1] else (first, first)  # a series is one row or one column
        return f"{references.quoted(self.name(reference.sheet))}!{reference.spanning(rows, columns)}"

    def _stack(self, reference: Reference, sheet: str) -> str:
        """Return a reference through a stack of sheets; where their cells went apart, it is told and follows the first."""
        first, _, last = reference.sheet.partition(":")
        name = f"{self.name(first)}:{self.name(last)}"
        grids = [grid for tab in self._between(first, last) if (grid := self._grids.get(tab)) is not None]
        seen = [grid.seen(reference, HOME) for grid in grids if reference.start.row <= grid.rows.used]  # there is something to see
        if any(spans != seen[0] for spans in seen):
            self.torn.append((sheet, reference))
        return reference.text(*(seen[0] if seen else (reference.rows, reference.columns)), name)

    def _between(self, first: str, last: str) -> list[str]:
        """Return the sheets from `first` to `last`, folded; none if one of them is not of this workbook."""
        ends = sorted(self._tabs.index(end.casefold()) for end in (first, last) if end.casefold() in self._names)
        return self._tabs[ends[0] : ends[1] + 1] if len(ends) == 2 else []

    def loses(self, pieces: Pieces, sheet: str) -> bool:
        """Tell whether a formula that stands on `sheet` refers to cells of which nothing is left."""
        return any(self._is_lost(piece, sheet) for piece in pieces if not isinstance(piece, str)) if self.needed else False

    def _is_lost(self, reference: Reference, sheet: str) -> bool:
        home = reference.sheet.partition(":")[0] or sheet
        grid = self._grids.get(home.casefold())
        return grid is not None and grid.hull(reference) is None


def _text(piece: str, tags: list[Part], program: Program, spot: Message, state: Kind) -> Kind:
    """Append text of a formula with its tags, each as the quotes around it ask; return the state after it."""
    for run in re.split("([\ue000-\uf8ff])", piece):
        if _PRIVATE.fullmatch(run):
            program.text([tags[ord(run) - _FIRST_TAG]], spot, state)
            continue
        program.text([Part("text", run, 0)], spot)
        for sign in run:
            if sign == '"' and state is not Kind.IN_NAME:
                state = Kind.OPERAND if state is Kind.IN_STRING else Kind.IN_STRING
            elif sign == "'" and state is not Kind.IN_STRING:
                state = Kind.OPERAND if state is Kind.IN_NAME else Kind.IN_NAME
    return state
