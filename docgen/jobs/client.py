"""A client's folder opened: profile, catalogue, standards and templates read and checked, the document set worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.domain.applicability import Applicable, applicable_documents
from docgen.domain.catalogue import Catalogue, DocumentType
from docgen.domain.consistency import contradictions
from docgen.domain.defaults import with_defaults
from docgen.domain.document_context import SetContexts
from docgen.domain.document_set import DocumentSet, Member, approval_roles
from docgen.domain.facts import facts_of
from docgen.domain.numbering import Numbering, codes, system_of
from docgen.domain.pictures import beside, is_vector
from docgen.domain.profile import Profile
from docgen.domain.revision import RevisionScheme
from docgen.domain.standing import Standing
from docgen.domain.variants import barest, restored, variants
from docgen.errors import DocgenError, Place, Problem, ProfileError, TemplateError
from docgen.formats import shelf
from docgen.formats.registry import engine_for
from docgen.messages import message
from docgen.sources.catalogue_file import read_catalogue
from docgen.sources.external_file import read_external
from docgen.sources.profile_file import Loaded, read_profile
from docgen.sources.standards_file import read_standard
from docgen.sources.templates import Root, Template, find_template, roots
from docgen.workspace import layout
from docgen.workspace.compile_cache import compile_cache

_LARGEST_PICTURE = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client ready for planning.

    applicable: the documents that apply, each with its reason.   templates: by document id and language.
    lacking:    applicable documents without a template, with the languages they lack.
    contexts:   what the templates may see.
    """

    folder: Path
    whole: DocumentSet
    applicable: Mapping[str, Applicable]
    templates: Mapping[tuple[str, str], Template]
    lacking: tuple[tuple[DocumentType, tuple[str, ...]], ...]
    contexts: SetContexts

    @property
    def first_standing(self) -> Standing:
        """How a new document stands: a draft of the first revision."""
        return Standing(revision=self.whole.profile.document_control.revision_scheme)

    @property
    def scheme(self) -> RevisionScheme:
        """How the client numbers revisions."""
        control = self.whole.profile.document_control
        return RevisionScheme.parse(control.revision_scheme, control.revision_limit)


def open_client(folder: Path, overlays: Sequence[str]) -> Client:
    """Return the client in `folder`. `overlays` are template folders given by the caller, before those of the profile.

    Raises: DocgenError: every fault of the profile in one go; else of the catalogue; else of the templates' places.
    """
    shelf.use(compile_cache())
    loaded = read_profile_of(folder)
    catalogue, among = _catalogue(folder, loaded, overlays)
    pictures, missing = _pictures(folder, loaded)
    client, problems = _assembled(folder, loaded, loaded.profile, catalogue, among, pictures)
    if problems or missing:
        raise ProfileError(*problems, *missing)
    return client


def variants_of(folder: Path, overlays: Sequence[str]) -> Iterator[tuple[str, Client]]:
    """Yield the client in `folder` and its variants that can be, each with what differs (docgen.domain.variants); "" for itself.

    One variant has every document of the catalogue that applies, as a client with templates of its own may have.

    Raises: DocgenError, as `open_client` does, of the client itself.
    """
    whole = open_client(folder, overlays)
    loaded = read_profile_of(folder)
    catalogue, among = _catalogue(folder, loaded, overlays)

    def that_can_be(said: Profile) -> Client | None:
        try:
            client, problems = _assembled(folder, loaded, said, catalogue, among, whole.contexts.pictures)
        except ProfileError:  # a pattern of codes without what tells two documents apart
            return None
        return None if problems else client

    least = barest(loaded.profile, lambda said: that_can_be(said) is not None)
    for variant in (*variants(loaded.profile), *restored(least, loaded.profile)):
        client = that_can_be(variant.profile)
        if client is not None:
            yield variant.change, client
    yield "catalogue: complete", _with_every_member(whole, _codes(whole.whole.profile, catalogue, loaded))


def _with_every_member(client: Client, given: Mapping[str, str]) -> Client:
    """Return a client whose set has all that applies, with or without a template; `given`: the codes."""
    every = {identity: Member(type=found.document, code=given[identity]) for identity, found in client.applicable.items()}
    whole = replace(client.whole, members=dict.fromkeys(client.whole.members, every))
    return replace(client, whole=whole, contexts=SetContexts(whole, client.contexts.pictures))


def _catalogue(folder: Path, loaded: Loaded, overlays: Sequence[str]) -> tuple[Catalogue, Sequence[Root]]:
    """Return the catalogue of a client, and the template roots it comes from."""
    among = roots([*((name, Path(name)) for name in overlays), *((name, folder / name) for name in loaded.profile.templates)])
    return read_catalogue(among), among


def _assembled(  # what a client is made of, each by its name
    folder: Path, loaded: Loaded, said: Profile, catalogue: Catalogue, among: Sequence[Root], pictures: Mapping[str, bytes]
) -> tuple[Client, list[Problem]]:
    """Return the client whose profile is `said`, and what contradicts itself in that."""
    profile = with_defaults(said, catalogue.roles)
    facts = facts_of(profile)
    applicable = applicable_documents(
        catalogue,
        profile.standards,
        facts,
        has_templates=lambda document: all(find_template(document, language, among) is not None for language in profile.languages),
    )
    templates = dict(_templates(applicable, profile, among))
    given = _codes(profile, catalogue, loaded)
    members = {
        str(language): {
            found.document.id: Member(type=found.document, code=given[found.document.id])
            for found in applicable
            if (found.document.id, language) in templates
        }
        for language in profile.languages
    }
    whole = DocumentSet(
        profile=profile,
        facts=facts,
        catalogue=catalogue,
        standards=tuple(read_standard(standard) for standard in profile.standards),
        system=system_of(profile.standards),
        members=members,
        external=read_external(),
    )
    client = Client(
        folder=folder,
        whole=whole,
        applicable={found.document.id: found for found in applicable},
        templates=templates,
        lacking=lacking(tuple(found.document for found in applicable), profile.languages, templates),
        contexts=SetContexts(whole, pictures),
    )
    return client, [loaded.placed(problem) for problem in contradictions(profile, roles_needed(whole, templates), catalogue)]


def read_profile_of(folder: Path) -> Loaded:
    """Return the profile of the client in `folder`. Raises: ProfileError: there is none, or it is faulty: every fault in one go."""
    path = folder / layout.PROFILE
    if not path.is_file():
        what = message("profile.no-profile", folder=str(folder))
        raise ProfileError(Problem(where=Place(file=str(path)), what=what, remedy=message("profile.no-profile-remedy", folder=str(folder))))
    return read_profile(path.read_bytes(), layout.PROFILE)


def lacking(
    documents: Sequence[DocumentType], languages: Sequence[str], templates: Mapping[tuple[str, str], object]
) -> tuple[tuple[DocumentType, tuple[str, ...]], ...]:
    """Return the documents that lack a template in some of `languages`, each with those languages."""
    missing = ((document, tuple(language for language in languages if (document.id, language) not in templates)) for document in documents)
    return tuple((document, absent) for document, absent in missing if absent)


def roles_needed(whole: DocumentSet, templates: Mapping[tuple[str, str], Template]) -> dict[str, tuple[str, ...]]:
    """Return the role ids that documents of the set name as owner, in approval or in their text, with the codes of those documents.

    Raises: TemplateError: the faults of all templates that cannot be read, each placed in its template.
    """
    needed: dict[str, dict[str, None]] = {}
    problems: list[Problem] = []
    for (identity, language), template in templates.items():
        member = whole.members[language][identity]
        try:
            in_text = sorted(engine_for(template.name).roles_used(template.content))
        except DocgenError as error:
            problems += error.in_file(template.name).problems
            continue
        for role in (member.type.owner, *approval_roles(whole, member.type), *in_text):
            needed.setdefault(role, {})[member.code] = None
    if problems:
        raise TemplateError(*problems)
    return {role: tuple(documents) for role, documents in needed.items()}


def _templates(applicable: Sequence[Applicable], profile: Profile, among: Sequence[Root]) -> Iterator[tuple[tuple[str, str], Template]]:
    for found in applicable:
        for language in profile.languages:
            template = find_template(found.document, language, among)
            if template is not None:
                yield (found.document.id, language), template


def _codes(profile: Profile, catalogue: Catalogue, loaded: Loaded) -> dict[str, str]:
    """Number the whole catalogue, so that a document's code does not depend on which others apply today."""
    control = profile.document_control
    numbering = Numbering(
        pattern=control.code_pattern,
        organisation=profile.organisation.code,
        system=system_of(profile.standards),
        letters=control.letters,
        digits=control.number_digits,
        year=str(profile.dates.documents_issued.year),
    )
    try:
        return codes(numbering, catalogue.documents)
    except DocgenError as error:
        raise ProfileError(*(loaded.placed(problem) for problem in error.problems)) from error


def _pictures(folder: Path, loaded: Loaded) -> tuple[dict[str, bytes], list[Problem]]:
    """Read the pictures that the profile names; what cannot be read is a fault of the profile."""
    logo = loaded.profile.organisation.logo
    if logo is None:
        return {}, []
    names = [logo, beside(logo)] if is_vector(logo) else [logo]
    paths = {name: path for name in names if (path := layout.inside(folder, name)).is_file()}
    too_large = [name for name, path in paths.items() if path.stat().st_size > _LARGEST_PICTURE]
    if logo not in paths:
        what = message("profile.picture-missing", file=logo)
    elif too_large:
        what = message("profile.picture-too-large", file=too_large[0], limit=_LARGEST_PICTURE // (1024 * 1024))
    else:
        return {name: path.read_bytes() for name, path in paths.items()}, []
    return {}, [loaded.placed(Problem(where=Place(field="organisation.logo"), what=what, found=logo))]
