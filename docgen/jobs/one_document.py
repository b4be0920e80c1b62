"""One document: a task in, a filled and stamped file out. Bytes only, picklable: what a worker process runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from docgen.domain.context import Context
from docgen.domain.document_context import SetContexts
from docgen.domain.palette import brand_colours
from docgen.domain.profile import Theme
from docgen.domain.standing import Standing
from docgen.errors import DocgenError, Problem, TemplateError
from docgen.formats.brand import in_colours
from docgen.formats.classic import CLASSIC
from docgen.formats.engine import Stamp
from docgen.formats.registry import digest_of, engine_for
from docgen.formats.restyling import Restyling
from docgen.formats.soundness import LEFTOVER
from docgen.sources.templates import Template

_THEMES = {Theme.CLASSIC: CLASSIC}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Fill `template` for a document of the set, in a language, as it stands in its life.

    pages, pristine, content: the page numbers that its last generation has in its contents list, the SHA-256 of that file, and the
    digest of its content.
    """

    document: str
    language: str
    standing: Standing
    template: Template
    pages: Mapping[str, int] = field(default_factory=dict)
    pristine: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A generated file, its SHA-256, the fields its template read with the values it saw, and the page numbers it shows.

    file: None for the last generation once more, which need not be filled to know that.   seen: all that its template asked.
    content: the digest of what a reader sees of it (Block.digest).
    """

    file: bytes | None
    digest: str
    content: str
    used: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)

    def with_file(self, file: bytes, pages: Mapping[str, int]) -> Made:
        """Return the same document as `file`, which shows `pages` in its contents list."""
        return replace(self, file=file, digest=sha256(file).hexdigest(), pages=pages)


def make(task: Task, contexts: SetContexts) -> Made:
    """Return the document of `task`.

    Raises: TemplateError: every fault of the template that could be found, placed in it; also where the file it makes would be unsound.
    """
    member = contexts.whole.members[task.language][task.document]
    context = contexts.context(task.document, task.language, task.standing)
    engine = engine_for(task.template.name)
    theme = _theme(context)
    colours = _brand(context) if theme is None else theme.colours
    revision = task.standing.revision
    stamp = Stamp(document=task.document, language=task.language, code=member.code, revision=revision, template=task.template.digest[:32])
    try:
        template = task.template.content if theme is None else engine.restyled(task.template.content, theme, task.language)
        filled = engine.fill(template, context)
        file = engine.stamp(in_colours(filled.file, colours), stamp)
    except DocgenError as error:
        raise TemplateError(*error.in_file(task.template.name).problems) from error
    made = Made(file=file, digest=sha256(file).hexdigest(), content=task.content, used=filled.used, seen=filled.seen)
    if task.pages:
        # Page numbers belong to one layout: they stay where they make of this file, byte for byte, the one they were measured for.
        paged = engine.with_pages(file, task.pages)
        numbered = made.with_file(paged, task.pages)
        file, made = (paged, numbered) if numbered.digest == task.pristine else (file, made)
    if made.digest != task.pristine:  # the last generation was looked at when it was made
        _refuse_unsound(engine.faults(file), task.template.name)
        made = replace(made, content=digest_of(task.template.name, file))
    return made


def _refuse_unsound(faults: Sequence[Problem], template: str) -> None:
    """Raise for a file that Word or Excel would repair. Braces in it are values: a tag that cannot be filled is no template's."""
    unsound = [fault.in_file(template) for fault in faults if fault.what.key != LEFTOVER]
    if unsound:
        raise TemplateError(*unsound)


def _theme(context: Context) -> Restyling | None:
    """Return the client's theme, noting that the document shows it; None for the house's, in which templates are drawn."""
    return _THEMES.get(context.root()["document_control"].theme)  # type: ignore[attr-defined]


def _brand(context: Context) -> Mapping[str, str]:
    """Return the client's colours for the house's, noting that the document shows them."""
    organisation = context.root()["organisation"]
    brand = organisation.brand_colour  # type: ignore[attr-defined]
    return brand_colours(brand) if isinstance(brand, str) else {}
