"""What the template of one document may see: the profile, the document itself, the lists of the set, and the functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docgen.domain.context import Context, template_function
from docgen.domain.diagram import Diagram
from docgen.domain.diagrams.drawn import drawn
from docgen.domain.document_set import DocumentSet, Member, reference_to, role_view, view_of
from docgen.domain.profile import DateFormat
from docgen.domain.set_lists import clause_duties, documents_of, objectives_of
from docgen.messages import Message, message


class NotInSetError(Exception):
    """A template names a document or role that is not there; `what` and `remedy` say so."""

    def __init__(self, what: Message, remedy: Message | None = None, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(what.key)
        self.what = what
        self.remedy = remedy
        self.nearest = nearest


def context_for(whole: DocumentSet, member: Member, language: str, pictures: Mapping[str, bytes], revision: str) -> Context:
    """Return what the template of `member` may see in `language`."""
    profile = whole.profile
    names = {name: getattr(profile, name) for name in profile.__slots__ if getattr(profile, name) is not None}
    names["facts"] = whole.facts
    names["document"] = view_of(whole, member, language, revision)
    names["documents"] = documents_of(whole, language)
    names["clauses"] = clause_duties(whole, language)
    names["objectives"] = objectives_of(whole, language)
    iso_dates = profile.document_control.date_format is DateFormat.ISO
    context = Context(language=language, names=names, pictures=pictures, iso_dates=iso_dates)
    members = whole.members[language]

    @template_function
    def applies(identity: str) -> bool:
        context.note(f"documents.{identity}", members[identity].code if identity in members else None)
        if identity not in members and whole.catalogue.document(identity) is None:
            raise NotInSetError(message("plan.unknown-document", document=identity), message("plan.unknown-document-remedy"))
        return identity in members

    @template_function
    def ref(identity: str) -> object:
        if not applies(identity):
            what = message("plan.reference-absent", document=identity)
            raise NotInSetError(what, message("plan.reference-absent-remedy", document=identity))
        return context.hand_out(reference_to(members[identity]), f"documents.{identity}")

    @template_function
    def role(identity: str) -> object:
        if identity not in whole.catalogue.roles:
            raise NotInSetError(message("plan.unknown-role", role=identity), nearest=tuple(whole.catalogue.roles))
        return context.hand_out(role_view(whole, identity), f"roles.{identity}")

    @template_function
    def diagram(kind: str, alternative: str = "") -> Diagram:
        found = drawn(kind, whole, context)
        return replace(found, alternative=alternative) if alternative else found

    context.functions.update({"applies": applies, "ref": ref, "role": role, "diagram": diagram})
    return context
