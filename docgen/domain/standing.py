"""Where a controlled document stands in its life: its revision, draft or issued, and what has been issued before.

A document is a draft until it is issued. An issued document whose content changes, by the profile, the template or by hand, is
from then on a draft of the next revision; what that revision changes is summed up until it is issued in its turn.
Source: ISO/IEC 20000-1:2018 and ISO/IEC 27001:2022, 7.5.2 and 7.5.3.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from docgen.domain.revision import Revision, RevisionScheme, Status, next_edition, next_revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What a person decides when issuing documents.

    by: who approved them.   on: the day of issue.   summary: what changed, "" for docgen's own words.   major: a new edition.
    """

    by: str
    on: date
    summary: str = ""
    major: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The standing of one document in one language.

    revision: as printed on it.   history: its issued revisions, oldest first.
    summary:  of a draft that follows an issued revision: what it changes, in the document's language.
    """

    revision: str
    status: Status = Status.DRAFT
    history: tuple[Revision, ...] = ()
    summary: str = ""

    @property
    def issued_before(self) -> bool:
        """True once any revision of it has been issued."""
        return bool(self.history)

    def drafted(self, scheme: RevisionScheme, summary: str) -> Standing:
        """Return the standing of the draft that follows: an issued revision gets the next number, a draft keeps its own.

        Raises: RevisionError: the revision is not written in `scheme`.
        """
        revision = next_revision(self.revision, scheme) if self.status is Status.ISSUED else self.revision
        return replace(self, revision=revision, status=Status.DRAFT, summary=summary)

    def issued(self, issue: Issue, scheme: RevisionScheme, author: str, summary: str) -> Standing:
        """Return the standing after the draft is issued. The first issue of a document keeps its number, also a major one.

        The new row of history has no hash: the file is yet to be made.
        Raises: RevisionError: the revision is not written in `scheme`.
        """
        number = next_edition(self.history[-1].number, scheme) if issue.major and self.history else self.revision
        row = Revision(number=number, date=issue.on, author=author, approver=issue.by, summary=issue.summary or summary, sha256="")
        return Standing(revision=number, status=Status.ISSUED, history=(*self.history, row))
