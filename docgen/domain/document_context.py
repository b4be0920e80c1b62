"""What the template of one document may see: the profile, the document itself, the lists of the set, and the functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from docgen.domain.context import Context, template_function
from docgen.domain.diagram import Diagram, DiagramError
from docgen.domain.diagrams.drawn import drawn
from docgen.domain.document_set import DocumentSet, DocumentView, Member, reference_to, role_view, view_of
from docgen.domain.profile import DateFormat
from docgen.domain.register import Register
from docgen.domain.set_lists import clause_duties, documents_of, external_documents_of, objectives_of
from docgen.domain.set_register import set_register
from docgen.domain.standing import Standing
from docgen.messages import Message, message

_OWN = ("document.", "document?")  # questions that each document answers for itself


class NotInSetError(Exception):
    """A template names a document or role that is not there; `what` and `remedy` say so."""

    def __init__(self, what: Message, remedy: Message | None = None, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(what.key)
        self.what = what
        self.remedy = remedy
        self.nearest = nearest


class SetContexts:
    """The contexts of a set's documents: what they have in common is worked out once for each language.

    pictures: a picture's name in the profile to the file's content.   register: what the lists of the set tell; only they see it.
    """

    def __init__(self, whole: DocumentSet, pictures: Mapping[str, bytes], register: Register | None = None) -> None:
        self.whole = whole
        self.pictures = pictures
        self.register = register
        self._common: dict[str, dict[str, object]] = {}
        self._shared: dict[str, tuple[Context, dict[str, str]]] = {}  # a context that answers for all, and its answers

    def context(self, document: str, language: str, standing: Standing) -> Context:
        """Return what the template of a member of the set may see in `language`."""
        if language not in self._common:
            self._common[language] = _common_names(self.whole, language)
            if self.register is not None:
                self._common[language] |= {"register": set_register(self.whole, self.register, language)}
        names = {**self._common[language], "document": self.view(document, language, standing)}
        return _context(self.whole, names, language, self.pictures)

    def view(self, document: str, language: str, standing: Standing) -> DocumentView:
        """Return what the template of a member of the set sees as `document`."""
        return view_of(self.whole, self.whole.members[language][document], language, standing)

    def answers_alike(self, document: str, language: str, standing: Standing, seen: Mapping[str, str]) -> bool:
        """Tell whether a template of that document that once noted `seen` (Context.seen) would note the same today."""
        own = self.context(document, language, standing)
        shared, known = self._shared.setdefault(language, (own, {}))
        try:
            for question, answer in seen.items():
                if question.startswith(_OWN):
                    alike = own.answers(question) == answer
                else:
                    if question not in known:
                        known[question] = shared.answers(question)
                    alike = known[question] == answer
                if not alike:
                    return False
        except (NotInSetError, DiagramError, KeyError):  # a document or a role that is no more
            return False
        return True


def _common_names(whole: DocumentSet, language: str) -> dict[str, object]:
    profile = whole.profile
    names = {name: getattr(profile, name) for name in profile.__slots__ if getattr(profile, name) is not None}
    names["facts"] = whole.facts
    names["documents"] = documents_of(whole, language)
    names["clauses"] = clause_duties(whole, language)
    names["objectives"] = objectives_of(whole, language)
    names["external_documents"] = external_documents_of(whole, language)
    return names


def _context(whole: DocumentSet, names: Mapping[str, object], language: str, pictures: Mapping[str, bytes]) -> Context:
    own = names["document"]
    assert isinstance(own, DocumentView)

    def named(identity: str) -> Member | None:
        """Return another document of the set, as a text names it: nothing for one that this document stands for itself."""
        return None if identity in own.stands_for else whole.member(language, identity)

    sources: Mapping[str, Callable[[str], object]] = {
        "applies": lambda identity: member.code if (member := named(identity)) else None,
        "ref": lambda identity: reference_to(member) if (member := named(identity)) else None,
        "role": lambda identity: role_view(whole, identity),
        "diagram": lambda kind: drawn(kind, whole, context),
    }
    iso_dates = whole.profile.document_control.date_format is DateFormat.ISO
    context = Context(language=language, names=names, sources=sources, pictures=pictures, iso_dates=iso_dates)

    @template_function
    def applies(identity: str) -> bool:
        code = context.ask("applies", identity)
        if code is None and not whole.catalogue.knows(identity):
            raise NotInSetError(message("plan.unknown-document", document=identity), message("plan.unknown-document-remedy"))
        return code is not None

    @template_function
    def ref(identity: str) -> object:
        if not applies(identity):
            what = message("plan.reference-absent", document=identity)
            raise NotInSetError(what, message("plan.reference-absent-remedy", document=identity))
        return context.ask("ref", identity)

    @template_function
    def role(identity: str) -> object:
        if identity not in whole.catalogue.roles:
            raise NotInSetError(message("plan.unknown-role", role=identity), nearest=tuple(whole.catalogue.roles))
        return context.ask("role", identity)

    @template_function
    def diagram(kind: str, alternative: str = "") -> Diagram:
        found = drawn(kind, whole, context)
        context.note_whole(f"diagram({kind})", found)
        return replace(found, alternative=alternative) if alternative else found

    context.functions.update({"applies": applies, "ref": ref, "role": role, "diagram": diagram})
    return context
