"""Printing a compiled template's program and laying out the rows and columns it prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from docgen.domain.context import Context
from docgen.errors import Place, Problem, TemplateError
from docgen.formats.engine import Limits
from docgen.formats.excel.columns import Strip
from docgen.formats.excel.grid import Grid
from docgen.formats.excel.layout import ROOT, Layout
from docgen.formats.excel.loose import Texts
from docgen.formats.excel.references import LAST_COLUMN, LAST_ROW
from docgen.formats.excel.sheets import COLUMNS_RECORD, ROWS_RECORD, SHEET_RECORD, CompiledRows
from docgen.formats.excel.tags import CELL, CLOSE_ROUND, OPEN_ROUND, RECORD, TEXT_RECORD, Program
from docgen.formats.excel.template import MOST_PROBLEMS, Sheet, Template, mute, problem_of, sandbox
from docgen.formats.sandbox import Compiled, TagError
from docgen.messages import message


@dataclass(frozen=True, slots=True)
class Put:
    """A segment where the program put it: its number, first new row, the round it is in, the texts printed with it."""

    segment: int
    first: int
    within: int
    printed: tuple[str, ...]


@dataclass(slots=True)
class LaidOut:
    """One sheet as the program laid it out: its segments of rows from above, its strips of columns from the left.

    Strips are told on sheets with column tags alone.
    """

    grid: Grid
    segments: list[Put] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)


def laid_out(template: Template, context: Context, limits: Limits) -> tuple[list[LaidOut], Texts]:
    """Print `template` for `context`; return the sheets' rows and columns in their places, and the texts outside the cells.

    Raises: TemplateError: every tag that could not be printed.
    """
    output = _printed(template, context, limits)
    sheets: list[LaidOut] = []
    texts: list[str] = []
    rounds = [ROOT]
    for record in output.split(RECORD)[1:]:
        head, *printed = record.split(CELL)
        if head == SHEET_RECORD:
            sheet, compiled = _begun(template, len(sheets))
            sheets.append(sheet)
            axis = sheet.grid.rows
        elif head == TEXT_RECORD:
            texts += printed
        elif head.startswith(OPEN_ROUND):
            rounds.append(axis.open_round(rounds[-1], int(head[1:])))
        elif head.startswith(CLOSE_ROUND):
            rounds.pop()
        elif head == COLUMNS_RECORD and sheet.grid.columns is not None:
            axis = sheet.grid.columns
        elif head == ROWS_RECORD:
            axis = sheet.grid.rows
        elif axis is sheet.grid.rows:
            index, within = int(head), rounds[-1]
            if compiled.columns is not None and not compiled.agrees(index, printed, sheet.strips):
                raise TemplateError(_other_columns(template.sheets[len(sheets) - 1], index))
            if len(printed) != compiled.texts(index, sheet.strips):
                raise AssertionError("a tag printed what cuts the output; literal() lets nothing such pass")
            sheet.segments.append(Put(index, axis.put(index, within), within, tuple(printed)))
        elif compiled.columns is not None:
            segment = compiled.columns.segments[int(head)]
            shift = axis.put(int(head), rounds[-1]) - segment.first
            sheet.strips.append(Strip(int(head), segment.first, segment.last, shift, rounds[-1]))
    return sheets, Texts(template.texts, texts)


def _other_columns(sheet: Sheet, index: int) -> Problem:
    """Return the problem of a row whose column tags come to other columns than the sheet has."""
    spot = message("excel.spot-row", sheet=sheet.entry.shown, row=sheet.rows.segments[index].first)
    return Problem(where=Place(spot=spot), what=message("excel.other-columns"), remedy=message("excel.other-columns-remedy"))


def _begun(template: Template, number: int) -> tuple[LaidOut, CompiledRows]:
    """Return sheet `number` with nothing on it yet."""
    compiled = template.sheets[number].rows
    columns = compiled.columns
    across = Layout(columns.segments, columns.used, LAST_COLUMN) if columns is not None else None
    return LaidOut(Grid(Layout(compiled.segments, compiled.used, LAST_ROW), across)), compiled


def _printed(template: Template, context: Context, limits: Limits) -> str:
    """Print the program. A tag that fails is muted and the rest tried, so that all faults are told at once."""
    jinja, program = sandbox(context.language), template.program
    if template.jinja is None:  # all its tags stood on a sheet that was dropped
        return "".join(program.texts)
    problems, sources, code = unknown_names(template.jinja, program, context.known()), list(program.sources), template.jinja.code
    while True:
        try:
            output = jinja.render(code, context, limits)
        except TagError as error:
            problem = problem_of(error, program)
            if all((known.where, known.found) != (problem.where, problem.found) for known in problems):
                problems.append(problem)
            if len(problems) < MOST_PROBLEMS and mute(sources, error, program):
                code = jinja.compile_pieces(program.texts, sources).code
                continue
            raise TemplateError(*problems) from error
        if problems:
            raise TemplateError(*problems)
        return output


def unknown_names(jinja: Compiled, program: Program, known: Iterable[str]) -> list[Problem]:
    """Return a problem for each name that is not `known`, also where this document does not come to the tag."""
    names, problems = frozenset(known), []
    for line, name in jinja.names:
        if name not in names:
            nearest = tuple(get_close_matches(name, sorted(names), n=3, cutoff=0.5))
            problems.append(problem_of(TagError(line, message("tags.unknown-name", name=name), nearest=nearest), program))
    return list(dict.fromkeys(problems))  # a column tag is run through in many rows
