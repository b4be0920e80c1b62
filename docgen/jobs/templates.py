"""Templates of a consultancy's own: what is wrong with them, found before any client is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.errors import DocgenError, Place, Problem
from docgen.formats.registry import engine_for
from docgen.messages import message


def faults_of(files: Sequence[str | Path]) -> tuple[Problem, ...]:
    """Return every fault of the template files that can be told without any client's data, each placed in its file."""
    return tuple(problem.in_file(str(file)) for file in files for problem in _faults_of(Path(file)))


def _faults_of(path: Path) -> Iterator[Problem]:
    try:
        yield from engine_for(path.name).template_faults(path.read_bytes())
    except OSError as error:
        yield Problem(where=Place(), what=message("formats.unreadable", detail=error.strerror or str(error)))
    except DocgenError as error:
        yield from error.problems
