"""Problems as sentences: where, what is wrong, what was found and expected, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.errors import Place, Problem
from docgen.messages import message, say


def problems_text(problems: Sequence[Problem], language: str) -> str:
    """Return all problems as text, one paragraph each, and their number at the end."""
    count = say(message("report.one-problem" if len(problems) == 1 else "report.problems", count=len(problems)), language)
    return "\n".join((*(problem_text(problem, language) for problem in problems), count))


def warnings_text(warnings: Sequence[Problem], language: str) -> str:
    """Return all warnings as text under a heading."""
    return "\n".join((say(message("report.warnings"), language), *(problem_text(warning, language) for warning in warnings)))


def problem_text(problem: Problem, language: str) -> str:
    """Return one problem: its place on the first line, the sentences below, indented."""
    lines = [say(problem.what, language)]
    if problem.found:
        lines.append(say(message("report.found", found=problem.found), language))
    if problem.expected is not None:
        lines.append(say(message("report.expected", expected=problem.expected), language))
    if problem.nearest:
        lines.append(say(message("report.nearest", names=problem.nearest), language))
    if problem.remedy is not None:
        lines.append(say(problem.remedy, language))
    head = place_text(problem.where, language)
    return "\n".join((*([head] if head else []), *(f"  {line}" for line in lines)))


def place_text(place: Place, language: str) -> str:
    """Return a place as "file:line:column field, spot", as much of it as is known."""
    position = ":".join(str(part) for part in (place.file, place.line, place.column) if part not in (None, ""))
    spot = say(place.spot, language) if place.spot is not None else ""
    words = [word for word in (position, place.field, spot) if word]
    return ("，" if language == "zh" else ", ").join(words)


def problems_json(problems: Sequence[Problem], language: str) -> list[dict[str, object]]:
    """Return the problems as JSON data: file, line, column, field, spot, what, found, expected, remedy, nearest."""

    def spelled(text: object) -> str | None:
        return say(text, language) if text is not None else None  # type: ignore[arg-type]

    return [
        {
            "file": problem.where.file,
            "line": problem.where.line,
            "column": problem.where.column,
            "field": problem.where.field,
            "spot": spelled(problem.where.spot),
            "what": say(problem.what, language),
            "found": problem.found,
            "expected": spelled(problem.expected),
            "remedy": spelled(problem.remedy),
            "nearest": list(problem.nearest),
        }
        for problem in problems
    ]
