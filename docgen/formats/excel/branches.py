"""Which ways the branches of an Excel template go: what no client's profile reaches is text that nobody has ever read."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.domain.branches import Branch, Reached
from docgen.domain.context import Context
from docgen.errors import Place, Problem
from docgen.formats.engine import Limits
from docgen.formats.excel.tags import Tag
from docgen.formats.excel.template import compiled, problem_of, sandbox
from docgen.formats.sandbox import TagError, Ways


def reached(template: bytes, contexts: Sequence[Context], limits: Limits) -> Reached:
    """Return the branches of `template`, in their order, with their ways for all `contexts`. Raises: TemplateError, DocumentError."""
    program = compiled(template, limits).program
    watched = sandbox("en").compile_watched(program.texts, program.sources)
    ways = Ways()
    failures: dict[int, Problem] = {}
    for number, context in enumerate(contexts):
        try:
            sandbox(context.language).render(watched.code, context, limits, ways.names)
        except TagError as error:
            failures[number] = problem_of(error, program)
    found = (
        _branch(program.tags[line - 2], taken=number in ways.taken, refused=number in ways.refused)
        for number, line in enumerate(watched.lines)
    )
    return Reached(branches=tuple(found), failures=failures)


def _branch(tag: Tag, *, taken: bool, refused: bool) -> Branch:
    return Branch(where=Place(spot=tag.spot), written=tag.shown, taken=taken, refused=refused)
