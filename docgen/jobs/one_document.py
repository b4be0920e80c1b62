"""One document: a task in, a filled and stamped file out. Bytes only, picklable: what a worker process runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from docgen.domain.context import Context
from docgen.domain.document_set import DocumentSet, context_for
from docgen.domain.palette import brand_colours
from docgen.errors import DocgenError, TemplateError
from docgen.formats.brand import in_colours
from docgen.formats.engine import Stamp
from docgen.formats.registry import engine_for
from docgen.sources.templates import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Fill `template` for a document of the set, in a language, at a revision."""

    document: str
    language: str
    revision: str
    template: Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A generated file, its SHA-256, and the fields its template read with the values it saw."""

    file: bytes
    digest: str
    used: Mapping[str, str]


def make(task: Task, whole: DocumentSet, pictures: Mapping[str, bytes]) -> Made:
    """Return the document of `task`.

    Raises: TemplateError: every fault of the template that could be found, placed in it.
    """
    member = whole.members[task.language][task.document]
    context = context_for(whole, member, task.language, pictures, task.revision)
    engine = engine_for(task.template.name)
    colours = _colours(context)
    stamp = Stamp(
        document=task.document, language=task.language, code=member.code, revision=task.revision, template=task.template.digest[:32]
    )
    try:
        filled = engine.fill(task.template.content, context)
        file = engine.stamp(in_colours(filled.file, colours), stamp)
    except DocgenError as error:
        raise TemplateError(*error.in_file(task.template.name).problems) from error
    return Made(file=file, digest=sha256(file).hexdigest(), used=filled.used)


def _colours(context: Context) -> Mapping[str, str]:
    """Return the client's colours for the house's, noting that the document shows them."""
    organisation = context.root()["organisation"]
    brand = organisation.brand_colour  # type: ignore[attr-defined]
    return brand_colours(brand) if isinstance(brand, str) else {}
