"""What docgen has generated in a workspace, as a value: each document with its origin, its revision and its pristine copy.

On disk it is `.docgen/register.json`, UTF-8, keys sorted, documents in the order of id and language:

    {"format": 4,                                  version of this shape
     "docgen": "0.1.0",                            version that last changed it
     "codes": {"YL-ITSM-P-12": "incident-management", …},      every code ever given, to whom
     "documents": [
       {"document": "incident-management", "language": "zh", "code": "YL-ITSM-P-12", "title": "事件管理程序",
        "path": "zh/2-procedures/YL-ITSM-P-12 事件管理程序.docx",       below documents/, with forward slashes
        "template": {"root": "shipped", "sha256": …},             where the template came from, and its content
        "pristine": …,                             SHA-256 of the file as docgen generated it
        "digest": …,                               of the pristine content as a reader sees it (Block.digest)
        "used": {"organisation.name.zh": "上海云岭", …},    profile fields the template read, and what they said
        "pages": {"_Toc00000003": 5, …},           page numbers in its contents list
        "revision": "A/0", "status": "draft",      draft or issued
        "history": [{"number", "date", "author", "approver", "summary", "sha256"}, …],   issued revisions, oldest first
        "summary": "",                             what the draft changes since the last of them
        "issued": {"pristine", "digest", "used", "template"},  the last issue: its content, fields and template; null before the first
        "withdrawn": false, "withdrawn_on": null, "withdrawn_because": "",
        "successors": []}, …]}                     ids of documents that took its place and do not say its edits yet
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from docgen.domain.revision import Revision, Status
from docgen.domain.standing import Standing

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What the last issue of a document was made of.

    pristine: SHA-256 of the file as docgen generated it, without the edits that were issued with it.   digest: of the issued content as a
    reader sees it.   used: the fields it read, with their values.   template: SHA-256 of its template.
    """

    pristine: str
    digest: str
    used: Mapping[str, str]
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One generated document in one language.

    document:  catalogue id.   code, title: as printed on it.   path: below documents/, with forward slashes.
    template_root, template_hash: where its template was found, and the SHA-256 of it.
    pristine:  SHA-256 of the file as docgen generated it, and the name of the copy that merging needs.
    digest:    hash of the pristine content as a reader sees it: equal for a file that was merely saved again.
    used:      dotted paths of the profile fields the template read, with the values it saw.
    pages:     the page numbers in its contents list, by the place that an entry leads to; empty when it was generated without.
    revision:  as printed on it.   history: its issued revisions, oldest first.
    summary:   of a draft that follows an issued revision: what it changes.   issued: what its last issue was made of.
    withdrawn: no longer applicable and moved aside; `withdrawn_on` says when, where the caller knew, `withdrawn_because` why, in
               the document's language.   successors: ids of the documents that took its place, if it had edits that they are to say.

    A document deleted by hand needs no mark: its entry stays and its file is absent.
    """

    document: str
    language: str
    code: str
    title: str
    path: str
    template_root: str
    template_hash: str
    pristine: str
    digest: str
    used: Mapping[str, str]
    revision: str
    pages: Mapping[str, int] = field(default_factory=dict)
    status: Status = Status.DRAFT
    history: tuple[Revision, ...] = ()
    summary: str = ""
    issued: Issued | None = None
    withdrawn: bool = False
    withdrawn_on: date | None = None
    withdrawn_because: str = ""
    successors: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Document id and language: what an entry is known by."""
        return self.document, self.language

    @property
    def generations(self) -> frozenset[str]:
        """The files of docgen's own that are still needed, by SHA-256: to merge, and to tell edits since the last issue from it."""
        return frozenset({self.pristine} if self.issued is None else {self.pristine, self.issued.pristine})

    @property
    def standing(self) -> Standing:
        """Where the document stands in its life."""
        return Standing(revision=self.revision, status=self.status, history=self.history, summary=self.summary)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All entries by document id and language, and every code ever given.

    docgen:  version that last changed the register.
    codes:   code -> document id, for life: also codes that a document no longer carries.
    """

    docgen: str = ""
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    def entry(self, document: str, language: str) -> Entry | None:
        """Return the entry of a document in a language, or None if it was never generated."""
        return self.entries.get((document, language))

    def owner_of(self, code: str) -> str | None:
        """Return the id of the document that `code` was given to, now or ever, or None if it is free."""
        return self.codes.get(code)

    def has_left_edits(self, document: str) -> bool:
        """Tell whether `document` was withdrawn with edits that the documents in its place are still to say."""
        return any(entry.successors for entry in self.entries.values() if entry.document == document)

    def generated(self, *entries: Entry) -> Register:
        """Return the register with `entries` in place of what was known of these documents, and their codes given for life.

        Raises: ValueError: a code belongs to another document; callers settle that before, with `owner_of`.
        """
        codes = dict(self.codes)
        for entry in entries:
            if codes.setdefault(entry.code, entry.document) != entry.document:
                raise ValueError(f"the code {entry.code} belongs to {codes[entry.code]}, not to {entry.document}")
        return replace(self, entries={**self.entries, **{entry.key: entry for entry in entries}}, codes=codes)

    def withdrawn(
        self, document: str, language: str, *, path: str, because: str = "", on: date | None = None, successors: tuple[str, ...] = ()
    ) -> Register:
        """Return the register with a document withdrawn to `path`; its revision and history stay. Raises: KeyError."""
        entry = self.entries[document, language]
        gone = replace(entry, path=path, withdrawn=True, withdrawn_on=on, withdrawn_because=because, successors=successors)
        return self._with(gone)

    def approved_withdrawals(self, on: date) -> Register:
        """Return the register with the date `on` for withdrawals that have none yet: the next issue of the set approves them."""
        dated = {
            key: replace(entry, withdrawn_on=on) for key, entry in self.entries.items() if entry.withdrawn and entry.withdrawn_on is None
        }
        return replace(self, entries={**self.entries, **dated})

    def restored(self, document: str, language: str, *, path: str) -> Register:
        """Return the register with a document in force again at `path`, at the revision it had. Raises: KeyError."""
        entry = self.entries[document, language]
        return self._with(replace(entry, path=path, withdrawn=False, withdrawn_on=None, withdrawn_because="", successors=()))

    def keeping(self, previous: Register, stays: Mapping[str, str]) -> Register:
        """Return the register with the documents that could not be written as `previous` knew them.

        stays: path that a document was to have -> path where its file stays. Both below documents/.
        """
        entries = {
            key: entry if entry.path not in stays else replace(previous.entries[key], path=stays[entry.path])
            for key, entry in self.entries.items()
            if entry.path not in stays or key in previous.entries
        }
        return replace(self, entries=entries)

    def _with(self, entry: Entry) -> Register:
        return replace(self, entries={**self.entries, entry.key: entry})
