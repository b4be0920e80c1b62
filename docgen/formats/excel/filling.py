"""Printing a compiled template's program and laying out the rows it prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from docgen.domain.context import Context
from docgen.errors import Problem, TemplateError
from docgen.formats.engine import Limits
from docgen.formats.excel.layout import ROOT, Layout
from docgen.formats.excel.loose import Texts
from docgen.formats.excel.tags import CELL, CLOSE_ROUND, OPEN_ROUND, RECORD, TEXT_RECORD, Program
from docgen.formats.excel.template import MOST_PROBLEMS, SHEET_RECORD, Template, mute, problem_of, sandbox
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
    """One sheet as the program laid it out."""

    layout: Layout
    segments: list[Put] = field(default_factory=list)


def laid_out(template: Template, context: Context, limits: Limits) -> tuple[list[LaidOut], Texts]:
    """Print `template` for `context`; return the sheets' rows in their places, and the texts outside the cells.

    Raises: TemplateError: every tag that could not be printed.
    """
    output = _printed(template, context, limits)
    sheets: list[LaidOut] = []
    texts: list[str] = []
    rounds = [ROOT]
    for record in output.split(RECORD)[1:]:
        head, *printed = record.split(CELL)
        if head == SHEET_RECORD:
            compiled = template.sheets[len(sheets)].rows
            sheets.append(LaidOut(Layout(compiled.segments, compiled.used)))
        elif head == TEXT_RECORD:
            texts += printed
        elif head.startswith(OPEN_ROUND):
            rounds.append(sheets[-1].layout.open_round(rounds[-1], int(head[1:])))
        elif head.startswith(CLOSE_ROUND):
            rounds.pop()
        else:
            index, within = int(head), rounds[-1]
            if len(printed) != compiled.texts(index):
                raise AssertionError("a tag printed what cuts the output; literal() lets nothing such pass")
            sheets[-1].segments.append(Put(index, sheets[-1].layout.put(index, within), within, tuple(printed)))
    return sheets, Texts(template.texts, texts)


def _printed(template: Template, context: Context, limits: Limits) -> str:
    """Print the program. A tag that fails is muted and the rest tried, so that all faults are told at once."""
    assert template.jinja is not None  # a template without tags is not printed
    jinja, program = sandbox(context.language), template.program
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
    return problems
