"""How a client numbers the revisions of a controlled document, and what one revision is.

The profile gives the first revision as the client writes it, and that says the whole scheme: A/0, 1/0, 1.0, V1.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_MARK = re.compile(r"(?P<prefix>[A-Za-z]*?\.?\s?)(?P<edition>[A-Z]+|\d+)(?P<separator>[/.])(?P<change>\d+)", re.ASCII)
_LIMIT_OF_SLASH = 9  # the state of modification after the slash is one digit: A/9 is followed by B/0


class RevisionError(ValueError):
    """A text that is no revision, or none of the client's scheme."""


class Status(StrEnum):
    """How far a revision has come: a draft changes freely, an issued revision is followed by the next one."""

    DRAFT = "draft"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One issue of a controlled document: a row of its revision history.

    sha256: of the issued file, of which docgen keeps a copy.
    """

    number: str
    date: date
    author: str
    approver: str
    summary: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionScheme:
    """How an organisation numbers revisions.

    first: the first revision, as printed: "A/0", "1.0", "V1.0", "1/0".
    limit: the last change of an edition; None counts on (1.9 -> 1.10).
    """

    first: str
    limit: int | None = None

    @classmethod
    def parse(cls, first: str, limit: int | None = None) -> RevisionScheme:
        """Read the scheme out of its first revision; without a `limit` a scheme with a slash changes edition after 9.

        Raises: RevisionError: `first` is no revision, or lies beyond `limit` already.
        """
        mark = _mark(first)
        if limit is None and mark["separator"] == "/":
            limit = _LIMIT_OF_SLASH
        if limit is not None and int(mark["change"]) > limit:
            raise RevisionError(first)
        return cls(first=first, limit=limit)

    def fits(self, revision: str) -> bool:
        """Tell whether `revision` is written in this scheme."""
        try:
            self._read(revision)
        except RevisionError:
            return False
        return True

    def _read(self, revision: str) -> re.Match[str]:
        first, mark = _mark(self.first), _mark(revision)
        alike = mark["prefix"] == first["prefix"] and mark["separator"] == first["separator"]
        if not alike or mark["edition"].isdigit() != first["edition"].isdigit():
            raise RevisionError(revision)
        return mark


def next_revision(current: str, scheme: RevisionScheme) -> str:
    """Return the revision that follows `current`: "1.0" -> "1.1", "A/0" -> "A/1", "A/9" -> "B/0".

    Args:   current: as printed on the document.   scheme: how the organisation numbers revisions.
    Raises: RevisionError: `current` does not fit `scheme`.
    Source: ISO/IEC 20000-1:2018 and ISO/IEC 27001:2022, 7.5.3 (control of documented information).
    """
    mark = scheme._read(current)
    change = int(mark["change"]) + 1
    if scheme.limit is not None and change > scheme.limit:
        return next_edition(current, scheme)
    return f"{mark['prefix']}{mark['edition']}{mark['separator']}{_padded(change, mark['change'])}"


def next_edition(current: str, scheme: RevisionScheme) -> str:
    """Return the first revision of the next edition, after a major change: "A/3" -> "B/0", "1.3" -> "2.0".

    Raises: RevisionError: `current` does not fit `scheme`.
    """
    mark = scheme._read(current)
    edition = mark["edition"]
    following = _padded(int(edition) + 1, edition) if edition.isdigit() else _next_letters(edition)
    return f"{mark['prefix']}{following}{mark['separator']}{_mark(scheme.first)['change']}"


def _mark(revision: str) -> re.Match[str]:
    mark = _MARK.fullmatch(revision)
    if mark is None:
        raise RevisionError(revision)
    return mark


def _padded(number: int, like: str) -> str:
    """Return `number` with the leading zeros of `like`: 1.00 is followed by 1.01."""
    return str(number).zfill(len(like))


def _next_letters(letters: str) -> str:
    """A -> B, Z -> AA, AZ -> BA."""
    kept = letters.rstrip("Z")
    turned = "A" * (len(letters) - len(kept))
    return f"{kept[:-1]}{chr(ord(kept[-1]) + 1)}{turned}" if kept else f"A{turned}"
