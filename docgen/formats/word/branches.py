"""Which ways the branches of a Word template go: what no client's profile reaches is text that nobody has ever read."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.domain.branches import Branch, Reached
from docgen.domain.context import Context
from docgen.errors import Place, Problem
from docgen.formats.engine import Limits
from docgen.formats.sandbox import TagError, Ways
from docgen.formats.word.compiling import CompiledPart, compiled, fault_of, jinja, sandbox_for
from docgen.formats.word.filling import Shown
from docgen.formats.word.places import Places


def reached(template: bytes, contexts: Sequence[Context], limits: Limits) -> Reached:
    """Return the branches of `template`, in their order, with their ways for all `contexts`. Raises: TemplateError, DocumentError."""
    ready = compiled(template, limits)
    places = Places(ready.package)
    found: list[Branch] = []
    failures: dict[int, Problem] = {}
    for part in ready.parts:
        watched = sandbox_for("en").compile_watched(part.texts, [jinja(tag) for tag in part.tags])
        ways = Ways()
        for number, context in enumerate(contexts):
            shown = Shown(context)
            shown.album.part = part.part.name
            try:
                sandbox_for(context.language).render(watched.code, context, limits, shown.names | ways.names)
            except TagError as error:
                failures.setdefault(number, places.problem(part.part, fault_of(part.tags, error)))
        for number, line in enumerate(watched.lines):
            found.append(_branch(part, places, line, taken=number in ways.taken, refused=number in ways.refused))
    return Reached(branches=tuple(found), failures=failures)


def _branch(part: CompiledPart, places: Places, line: int, *, taken: bool, refused: bool) -> Branch:
    tag = part.tags[line - 2]
    spot = places.spot(part.part, tag.paragraph, tag.where)
    return Branch(where=Place(spot=spot), written=tag.written, taken=taken, refused=refused)
