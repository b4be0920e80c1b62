"""Filling a Word template: render each compiled part, put the result in order, write what changed."""

from __future__ import annotations

from dataclasses import replace

from docgen.domain.context import Context
from docgen.errors import DocumentError, Problem, TemplateError
from docgen.formats.engine import Filled, Limits
from docgen.formats.ooxml import Package, parse, serialise
from docgen.formats.sandbox import TagError
from docgen.formats.word import names
from docgen.formats.word.breaks import drop_signs, has_breaks, has_signs
from docgen.formats.word.checking import unknown_names
from docgen.formats.word.compiling import CompiledPart, CompiledTemplate, compiled, fault_of, jinja, sandbox_for
from docgen.formats.word.diagrams import Gallery
from docgen.formats.word.identities import Identities
from docgen.formats.word.parts import read_part
from docgen.formats.word.pictures import Album
from docgen.formats.word.places import Places
from docgen.formats.word.tags import Fault
from docgen.formats.word.tidy import keep_tables_apart, tidy
from docgen.messages import message

_MOST_PROBLEMS = 50
_HARMLESS = {"": "''", "if": "if 0", "elif": "elif 0", "for": "for nothing in ()", "colspan": "colspan 1", "cellbg": "cellbg 'FFFFFF'"}


def fill(template: bytes, context: Context, limits: Limits) -> Filled:
    """Return `template` filled from `context`. The same input gives the same bytes.

    Raises: TemplateError: every fault that can be found, each with its place.   DocumentError: it is no sound Word file.
    """
    ready = compiled(template, limits)
    if unknown := tuple(dict.fromkeys(unknown_names(ready, context.known()))):
        raise TemplateError(*unknown)
    shown = Shown(context)
    rendered = {part.part.name: _rendered(part, ready, context, shown, limits) for part in ready.parts}
    roots = {part.part.name: _parsed(part, ready, rendered[part.part.name]) for part in ready.parts}
    identities = Identities(ready.taken)
    for part in ready.parts:
        root, xml = roots[part.part.name], rendered[part.part.name]
        if part.part.is_story:
            tidy(root, has_breaks=has_breaks(xml), has_columns=part.has_columns, asks_cells=part.asks_cells)
            if not part.has_neighbouring_tables:
                keep_tables_apart(root)
            identities.settle(root)
        if has_signs(xml):
            drop_signs(root)
    for name in ready.notes if any(part.part.kind == "document" for part in ready.parts) else ():
        if name not in roots:
            roots[name] = read_part(ready.package, name)
        identities.settle_notes(roots[name])
    replaced = {name: serialise(root) for name, root in roots.items()}
    return Filled(file=ready.package.write(replaced | shown.parts(ready.package)), used=context.used, seen=context.seen)


class Shown:
    """What a document shows beside text: pictures and diagrams. `names` are what its template sees of them."""

    def __init__(self, context: Context) -> None:
        self.album, self._gallery = Album(context.pictures), Gallery(context)
        self.names: dict[str, object] = {"picture": self.album.picture, **self._gallery.functions()}

    def parts(self, package: Package) -> dict[str, bytes]:
        """Return the parts that pictures and diagrams add or change."""
        return self.album.parts(package) | self._gallery.parts(package)


def _rendered(part: CompiledPart, ready: CompiledTemplate, context: Context, shown: Shown, limits: Limits) -> str:
    shown.album.part = part.part.name
    try:
        return sandbox_for(context.language).render(part.program.code, context, limits, shown.names)
    except TagError as error:
        raise TemplateError(*_all_faults(error, ready, context, limits)) from error


def _parsed(part: CompiledPart, ready: CompiledTemplate, xml: str) -> names.Element:
    try:
        return parse(xml.encode(), part.part.name)
    except DocumentError as error:
        fault = Fault(written="", what=message("word.not-filled"))
        raise TemplateError(Places(ready.package).problem(part.part, fault)) from error


def _all_faults(first: TagError, ready: CompiledTemplate, context: Context, limits: Limits) -> list[Problem]:
    """Return what is wrong with every tag, by rendering on with each faulty one made harmless."""
    sandbox, places = sandbox_for(context.language), Places(ready.package)
    shown = Shown(context)
    problems: list[Problem] = []
    for part in ready.parts:
        tags, shown.album.part = list(part.tags), part.part.name
        while len(problems) < _MOST_PROBLEMS:
            try:
                program = sandbox.compile_pieces(part.texts, [jinja(tag) for tag in tags])
                sandbox.render(program.code, context, limits, shown.names)
                break
            except TagError as error:
                problems.append(places.problem(part.part, fault_of(part.tags, error)))
                number = error.line - 2
                if not 0 <= number < len(tags) or tags[number].keyword not in _HARMLESS:
                    break
                tags[number] = replace(tags[number], code=_HARMLESS[tags[number].keyword])
    return list(dict.fromkeys(problems)) or [places.problem(ready.parts[0].part, fault_of(ready.parts[0].tags, first))]
