"""What is wrong with a Word template, told without any client's data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from docgen.errors import DocgenError, Problem
from docgen.formats.engine import Limits
from docgen.formats.sandbox import TagError
from docgen.formats.soundness import LEFTOVER
from docgen.formats.word import soundness
from docgen.formats.word.compiling import CompiledTemplate, compiled, fault_of, jinja, sandbox_for
from docgen.formats.word.places import Places
from docgen.messages import message

_ANY_LANGUAGE = "en"
# What filling puts right: tags are filled, and the grid of a table follows its {%tc tags.
_PUT_RIGHT = frozenset({LEFTOVER})
_GRID_PUT_RIGHT = _PUT_RIGHT | {"soundness.narrow-grid"}


def template_faults(template: bytes, vocabulary: Mapping[str, object], limits: Limits) -> tuple[Problem, ...]:
    """Return every fault of `template` that can be told beforehand: tags, names, fields, and what makes the file unsound.

    vocabulary: the kind of each name that the template may say.
    """
    try:
        ready = compiled(template, limits)
    except DocgenError as error:
        return tuple(error.problems)
    put_right = _GRID_PUT_RIGHT if any(part.has_columns for part in ready.parts) else _PUT_RIGHT
    unsound = (fault for fault in soundness.faults(ready.package) if fault.what.key not in put_right)
    return tuple(dict.fromkeys((*unknown_names(ready, vocabulary), *_misuses(ready, vocabulary), *unsound)))


def unknown_names(ready: CompiledTemplate, known: Iterable[str]) -> Iterator[Problem]:
    """Yield the names of all parts that are not among the `known` ones."""
    places, names = Places(ready.package), {*known, "picture"}
    for part in ready.parts:
        for line, name in part.program.names:
            if name not in names:
                nearest = tuple(get_close_matches(name, sorted(names), n=3, cutoff=0.5))
                error = TagError(line, message("tags.unknown-name", name=name), nearest=nearest)
                yield places.problem(part.part, fault_of(part.tags, error))


def _misuses(ready: CompiledTemplate, vocabulary: Mapping[str, object]) -> Iterator[Problem]:
    places = Places(ready.package)
    for part in ready.parts:
        for error in sandbox_for(_ANY_LANGUAGE).misuses(part.texts, [jinja(tag) for tag in part.tags], vocabulary):
            yield places.problem(part.part, fault_of(part.tags, error))
