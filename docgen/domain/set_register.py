"""What the lists of the set see as `register`: its documents as they stand after the build or issue that writes the lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from docgen.domain.catalogue import Level
from docgen.domain.distribution import Holder, Reader, holders_of
from docgen.domain.document_set import FIRST_ISSUE, DocumentSet, DocumentView, Member, Reference, RoleView, record_of, view_of
from docgen.domain.quantities import Duration
from docgen.domain.register import Entry, Register
from docgen.domain.revision import Status
from docgen.domain.standing import Standing
from docgen.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A document of the set as it stands.

    in_force: its last issued revision, "" before the first issue.   issued_on, next_review: of that revision, None before.
    draft:    the revision of the draft that is in the folder, "" where the issued revision is.
    readers:  who works by it.
    """

    id: str
    code: str
    title: str
    level: int
    level_name: Text
    in_force: str
    issued_on: date | None
    draft: str
    next_review: date | None
    owner: RoleView
    classification: Text
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedForm(ListedDocument):
    """A record form: who keeps its records, how long and on what, and the procedure that fills it. A list is always in force."""

    keeper: RoleView
    retention: Duration | None
    medium: Text
    cadence: Text
    procedure: Reference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnDocument:
    """A document that left the set. `revision`: its last. `withdrawn_on`: None until the next issue approves that."""

    id: str
    code: str
    title: str
    revision: str
    withdrawn_on: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedRevision:
    """A revision of a document that was issued, ever."""

    id: str
    date: date
    code: str
    title: str
    revision: str
    summary: str
    author: str
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft that waits for its issue, and what it changes."""

    id: str
    code: str
    title: str
    revision: str
    in_force: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerCode:
    """A code that a document carried once, and what it has now; no other document is given either."""

    id: str
    former: str
    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRegister:
    """The register of the set in one language.

    documents: levels 1 to 3 by level and code.   forms: level 4 by code, with the lists themselves.   changes: issues, oldest first.
    """

    documents: tuple[ListedDocument, ...]
    forms: tuple[ListedForm, ...]
    withdrawn: tuple[WithdrawnDocument, ...]
    changes: tuple[IssuedRevision, ...]
    drafts: tuple[Draft, ...]
    former_codes: tuple[FormerCode, ...]
    holders: tuple[Holder, ...]


def set_register(whole: DocumentSet, register: Register, language: str) -> SetRegister:
    """Return what lists in `language` see of `register`: the members of the set that have been generated, and the lists themselves."""
    entries = [entry for entry in register.entries.values() if entry.language == language]
    standing = sorted(_in_the_set(whole, register, language), key=lambda found: (found.member.type.level, found.code))
    documents = tuple(_document(whole, found, language) for found in standing if found.member.type.level is not Level.FORM)
    return SetRegister(
        documents=documents,
        forms=tuple(_form(whole, found, language) for found in standing if found.member.type.level is Level.FORM),
        withdrawn=tuple(_withdrawn(entry) for entry in sorted(entries, key=lambda entry: entry.code) if _is_withdrawn(whole, entry)),
        changes=tuple(sorted(_issues(entries), key=lambda issue: (issue.date, issue.code))),
        drafts=tuple(_draft(found, language) for found in standing if _is_draft(found)),
        former_codes=_former_codes(register, standing, entries),
        holders=holders_of(whole.profile, tuple(document.readers for document in documents)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A member of the set with its code, title and standing as its file says them."""

    member: Member
    code: str
    title: str
    standing: Standing


def _in_the_set(whole: DocumentSet, register: Register, language: str) -> Iterator[_Found]:
    """Yield the members that have been generated; a list counts as such, since it is about to be."""
    first = Standing(revision=whole.profile.document_control.revision_scheme)
    for identity, member in whole.members[language].items():
        entry = register.entry(identity, language)
        if member.type.is_list:
            title = member.title.in_language(language) or identity
            yield _Found(member=member, code=member.code, title=title, standing=entry.standing if entry else first)
        elif entry is not None and not entry.withdrawn:
            yield _Found(member=member, code=entry.code, title=entry.title, standing=entry.standing)


def _is_withdrawn(whole: DocumentSet, entry: Entry) -> bool:
    """Tell whether a document has left the set; a list that is about to come back has not."""
    member = whole.members[entry.language].get(entry.document)
    return entry.withdrawn and not (member is not None and member.type.is_list)


def _is_draft(found: _Found) -> bool:
    return found.standing.status is Status.DRAFT and not found.member.type.is_list


def _in_force(found: _Found) -> str:
    """Return the last issued revision; a list, which is not issued, is in force as it is."""
    if found.member.type.is_list:
        return found.standing.revision
    return found.standing.history[-1].number if found.standing.issued_before else ""


def _document(whole: DocumentSet, found: _Found, language: str) -> ListedDocument:
    return ListedDocument(**_stated(whole, found, view_of(whole, found.member, language, found.standing)))


def _form(whole: DocumentSet, found: _Found, language: str) -> ListedForm:
    view, record = view_of(whole, found.member, language, found.standing), record_of(whole, found.member)
    return ListedForm(
        **_stated(whole, found, view),
        keeper=record.keeper,
        retention=view.retention,
        medium=record.medium,
        cadence=record.cadence,
        procedure=view.parent,
    )


def _stated(whole: DocumentSet, found: _Found, view: DocumentView) -> dict[str, Any]:
    """Return what the list says of any document."""
    issued = found.standing.issued_before
    return {
        "id": view.id,
        "code": found.code,
        "title": found.title,
        "level": view.level,
        "level_name": view.level_name,
        "in_force": _in_force(found),
        "issued_on": view.issued_on if issued else None,
        "draft": found.standing.revision if _is_draft(found) else "",
        "next_review": view.next_review if issued else None,
        "owner": view.owner,
        "classification": view.classification,
        "readers": view.readers,
    }


def _withdrawn(entry: Entry) -> WithdrawnDocument:
    return WithdrawnDocument(
        id=entry.document,
        code=entry.code,
        title=entry.title,
        revision=entry.history[-1].number if entry.history else entry.revision,
        withdrawn_on=entry.withdrawn_on,
        reason=entry.withdrawn_because,
    )


def _issues(entries: Iterable[Entry]) -> Iterator[IssuedRevision]:
    for entry in entries:
        for row in entry.history:
            yield IssuedRevision(
                id=f"{entry.document} {row.number}",
                date=row.date,
                code=entry.code,
                title=entry.title,
                revision=row.number,
                summary=row.summary,
                author=row.author,
                approver=row.approver,
            )


def _draft(found: _Found, language: str) -> Draft:
    return Draft(
        id=found.member.type.id,
        code=found.code,
        title=found.title,
        revision=found.standing.revision,
        in_force=_in_force(found),
        summary=found.standing.summary or FIRST_ISSUE.in_language(language) or "",
    )


def _former_codes(register: Register, standing: Iterable[_Found], entries: Iterable[Entry]) -> tuple[FormerCode, ...]:
    """Return the codes that documents of this language no longer carry, in order."""
    now = {entry.document: (entry.code, entry.title) for entry in entries} | {f.member.type.id: (f.code, f.title) for f in standing}
    return tuple(
        FormerCode(id=former, former=former, code=now[identity][0], title=now[identity][1])
        for former, identity in sorted(register.codes.items())
        if identity in now and now[identity][0] != former
    )
