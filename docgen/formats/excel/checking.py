"""What is wrong with an Excel template, told without any client's data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.errors import DocgenError, Problem
from docgen.formats.engine import Limits
from docgen.formats.excel import soundness
from docgen.formats.excel.filling import unknown_names
from docgen.formats.excel.template import Template, compiled, problem_of, sandbox
from docgen.formats.soundness import LEFTOVER

_ANY_LANGUAGE = "en"


def template_faults(template: bytes, vocabulary: Mapping[str, object], limits: Limits) -> tuple[Problem, ...]:
    """Return every fault of `template` that can be told beforehand: tags, names, fields, and what makes the file unsound.

    vocabulary: the kind of each name that the template may say.
    """
    try:
        workbook = compiled(template, limits)
    except DocgenError as error:
        return tuple(error.problems)
    unsound = (fault for fault in soundness.faults(workbook.package) if fault.what.key != LEFTOVER)
    return tuple(dict.fromkeys((*_in_tags(workbook, vocabulary), *unsound)))


def _in_tags(workbook: Template, vocabulary: Mapping[str, object]) -> Iterator[Problem]:
    jinja, program = workbook.jinja, workbook.program
    if jinja is None:
        return
    yield from unknown_names(jinja, program, {*vocabulary, "picture"})
    for error in sandbox(_ANY_LANGUAGE).misuses(program.texts, program.sources, vocabulary):
        yield problem_of(error, program)
