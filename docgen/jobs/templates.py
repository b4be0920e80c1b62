"""Templates before any client: what is wrong with them, and which of their branches the example clients never reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.domain.branches import Failure, Tried
from docgen.domain.consistency import roles_named
from docgen.domain.context import Context
from docgen.domain.document_context import SetContexts
from docgen.domain.standing import Issue
from docgen.errors import DocgenError, Place, Problem
from docgen.formats.registry import engine_for
from docgen.jobs.client import Client, roles_needed, variants_of
from docgen.messages import message
from docgen.sources.shipped import examples
from docgen.sources.templates import Template


def faults_of(files: Sequence[str | Path]) -> tuple[Problem, ...]:
    """Return every fault of the template files that can be told without any client's data, each placed in its file."""
    return tuple(problem.in_file(str(file)) for file in files for problem in _faults_of(Path(file)))


def tried(documents: Sequence[str] = (), folders: Sequence[str | Path] = (), templates: Sequence[str] = ()) -> Tried:
    """Fill templates for a number of clients and their variants (docgen.domain.variants), and return what came of it.

    Each document also stands alone, without any other of its set and any role it does not need, and as the draft after its first
    issue. Lists that docgen keeps from a client's register are left out.

    documents: ids of those whose templates are meant, all if empty.   folders: the clients; the shipped examples if empty.
    templates: overlay folders.
    Raises: DocgenError: a client's profile is faulty, or a template in itself.
    """
    wanted: dict[str, _Wanted] = {}
    for folder in map(Path, folders or _examples()):
        for change, client in variants_of(folder, templates):
            for (document, language), template in client.templates.items():
                if (not documents or document in documents) and not client.whole.members[language][document].type.is_list:
                    own = wanted.setdefault(template.name, _Wanted(template))
                    own.add(folder.name, change, client.contexts.context(document, language, client.first_standing))
                    for context in _otherwise(client, document, language) if not change else ():
                        own.add(folder.name, change, context)
    found = [one for _, one in sorted(wanted.items())]
    results = [(one, engine_for(one.template.name).reached(one.template.content, one.contexts)) for one in found]
    return Tried(
        branches=tuple(
            replace(branch, where=replace(branch.where, file=one.template.name)) for one, reached in results for branch in reached.branches
        ),
        failures=tuple(
            Failure(client=one.clients[number][0], change=one.clients[number][1], problem=problem.in_file(one.template.name))
            for one, reached in results
            for number, problem in sorted(reached.failures.items())
        ),
    )


class _Wanted:
    """A template with the contexts it is to be filled for, and the clients these belong to, each with its change."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.contexts: list[Context] = []
        self.clients: list[tuple[str, str]] = []

    def add(self, client: str, change: str, context: Context) -> None:
        self.contexts.append(context)
        self.clients.append((client, change))


def _otherwise(client: Client, document: str, language: str) -> Iterator[Context]:
    """Yield what the template of a document sees in a set that has no other, there also without roles it does not need, and as a
    draft after its first issue.
    """
    members = {language: {document: client.whole.members[language][document]}}
    alone = replace(client.whole, members=members)
    own = {(document, language): client.templates[document, language]}
    needed = {*roles_needed(alone, own), *(role for _, role in roles_named(alone.profile))}
    held = {role: holder for role, holder in alone.profile.roles.items() if role in needed}
    for profile in (alone.profile, replace(alone.profile, roles=held)):
        contexts = SetContexts(replace(alone, profile=profile), client.contexts.pictures)
        yield contexts.context(document, language, client.first_standing)
    first = Issue(by="-", on=client.whole.profile.dates.documents_issued)
    issued = client.first_standing.issued(first, client.scheme, author="-", summary="-")
    yield client.contexts.context(document, language, issued.drafted(client.scheme, "-"))


def _examples() -> list[Path]:
    return [Path(str(folder)) for folder in examples().values()]


def _faults_of(path: Path) -> Iterator[Problem]:
    try:
        yield from engine_for(path.name).template_faults(path.read_bytes())
    except OSError as error:
        yield Problem(where=Place(), what=message("formats.unreadable", detail=error.strerror or str(error)))
    except DocgenError as error:
        yield from error.problems
