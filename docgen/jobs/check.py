"""Everything that could be wrong with a client's folder, found in one go: profile, templates, documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from docgen.domain.plan import Action, Plan
from docgen.errors import DocgenError, Place, Problem
from docgen.formats.registry import engine_for
from docgen.formats.soundness import LEFTOVER
from docgen.jobs.client import Client, open_client
from docgen.jobs.integrity import altered
from docgen.jobs.prepare import prepare
from docgen.jobs.recovery import recovered
from docgen.messages import message
from docgen.sources.templates import SHIPPED
from docgen.workspace import layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Faults that stop a build or make a document unfit, and warnings that do not."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def check(workspace: str | Path, templates: Sequence[str] = ()) -> Findings:
    """Return what is wrong with the client in `workspace`; writes nothing.

    A faulty profile hides what depends on it, so its faults come alone. Raises: WorkspaceError: another docgen is at work there.
    """
    folder = Path(workspace)
    recovered(folder)
    try:
        client = open_client(folder, templates)
        plan = prepare(client).plan
    except DocgenError as error:
        return Findings(problems=tuple(error.problems))
    in_documents = _faulty_documents(folder, plan)
    leftovers = tuple(fault for fault in in_documents if fault.what.key == LEFTOVER)
    faulty = (fault for fault in in_documents if fault not in leftovers)
    return Findings(
        problems=(*_unknown_references(client), *_faulty_templates(client), *faulty),
        warnings=(*leftovers, *_withheld(plan), *altered(folder), *_without_template(client)),
    )


def _unknown_references(client: Client) -> tuple[Problem, ...]:
    """Return the documents that templates name and the catalogue does not know, also where this client's text does not come to them."""
    known = [document.id for document in client.whole.catalogue.documents]
    return tuple(
        Problem(
            where=Place(file=template.name),
            what=message("plan.unknown-document", document=reference),
            nearest=tuple(get_close_matches(reference, known, n=3)),
            remedy=message("plan.unknown-document-remedy"),
        )
        for template in client.templates.values()
        for reference in sorted(engine_for(template.name).references_used(template.content))
        if not client.whole.catalogue.knows(reference)
    )


def _faulty_templates(client: Client) -> Iterator[Problem]:
    """Yield what is wrong with the client's own templates, also where this client's text does not come to it."""
    for template in client.templates.values():
        if template.root != SHIPPED:
            yield from (fault.in_file(template.name) for fault in engine_for(template.name).template_faults(template.content))


def _faulty_documents(folder: Path, plan: Plan) -> tuple[Problem, ...]:
    """Return what is wrong with the documents in the folder: damaged, unreadable, or such that Word or Excel would repair them."""
    files = {step.path: path for step in plan.steps if (path := layout.inside(folder, step.path)).is_file()}
    return tuple(fault.in_file(name) for name, path in files.items() for fault in _faults_of(name, path.read_bytes()))


def _faults_of(name: str, file: bytes) -> Sequence[Problem]:
    engine = engine_for(PurePosixPath(name).name)
    try:
        engine.content(file)
    except DocgenError as error:
        return error.problems
    return engine.faults(file)


def _withheld(plan: Plan) -> tuple[Problem, ...]:
    return tuple(
        Problem(where=Place(file=step.path), what=reason) for step in plan.steps if step.action is Action.SKIP for reason in step.reasons
    )


def _without_template(client: Client) -> tuple[Problem, ...]:
    """Return one warning that counts the applicable documents without a template; they are listed by the catalogue."""
    if not client.lacking:
        return ()
    return (Problem(where=Place(), what=message("report.without-template", count=len(client.lacking))),)
