"""The protocol of a document format: a few methods, bytes in and bytes out, never a path."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from docgen.domain.branches import Reached
from docgen.domain.context import Context
from docgen.errors import Problem
from docgen.formats.handing_out import Heading
from docgen.formats.restyling import Restyling
from docgen.merge.comparison import Difference
from docgen.merge.content import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a template or document may cost; templates come by e-mail.

    unpacked_bytes: all members of the package together.   ratio: unpacked to packed size of a member (zip bombs).
    members: number of members.   output_chars: text one part may grow to.   steps: loop rounds of one rendering.
    seconds: time of one rendering.
    """

    unpacked_bytes: int = 200 * 1024 * 1024
    ratio: int = 200
    members: int = 2_000
    output_chars: int = 40_000_000
    steps: int = 200_000
    seconds: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A filled template: the file, the fields it read with the values it saw, and all it asked (Context.used, Context.seen)."""

    file: bytes
    used: Mapping[str, str]
    seen: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What identifies a generated file wherever it is moved: kept as custom document properties.

    document: catalogue id.   code, revision: as printed.   template: content hash of the template it was made from.
    """

    document: str
    language: str
    code: str
    revision: str
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A reason why the new generation differs: `sentence` in the document's language.

    before, after: spellings of the value, by which the conflicts that it explains are found.
    """

    sentence: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviser:
    """Who a merge or a redline is attributed to. `date` is ISO 8601, given by the caller, never the clock's.

    language: of the marks.   causes: why theirs differs.   side: "mine" or "theirs" settles conflicts without a mark.
    """

    name: str
    date: str
    language: str = "en"
    causes: tuple[Cause, ...] = ()
    side: str = ""

    @classmethod
    def docgen(cls, day: datetime.date, language: str, causes: tuple[Cause, ...] = (), side: str = "") -> Reviser:
        """Return docgen itself, as of the beginning of a day."""
        return cls(name="docgen", date=f"{day.isoformat()}T00:00:00Z", language=language, causes=causes, side=side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The result of a merge: the file, and the number of conflicts left in it."""

    file: bytes
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the banner of a withdrawn document says, in its language: `title` in a word, `text` why, and what was its last revision."""

    title: str
    text: str


class Engine(Protocol):
    """One document format. All methods raise TemplateError or DocumentError whose places name no file yet."""

    def fill(self, template: bytes, context: Context, limits: Limits = ...) -> Filled:
        """Fill `template` from `context`. Compiles a template once; the same input gives the same bytes."""
        ...

    def restyled(self, template: bytes, theme: Restyling, language: str) -> bytes:
        """Return `template`, of documents in `language`, in `theme`: no word changes. Itself if docgen has not drawn it."""
        ...

    def content(self, file: bytes) -> Block:
        """Return what a reader sees of `file`, as a tree: equal for a file that was merely saved again."""
        ...

    def stamp(self, file: bytes, stamp: Stamp) -> bytes:
        """Return `file` carrying `stamp`; everything else stays as it is, byte for byte."""
        ...

    def merge(self, base: bytes, mine: bytes, theirs: bytes, by: Reviser) -> Merged:
        """Merge the changes base -> theirs into `mine`; nothing that `mine` says is lost, but for what `by.side` gives up."""
        ...

    def redline(self, before: bytes, after: bytes, by: Reviser) -> bytes:
        """Return what an approver reads: what changed from `before` to `after`, two revisions of one document, in the name of `by`.

        Of a text document: `after`, with the changes as tracked changes; accepting all of them leaves the text of `after`, rejecting
        all of them that of `before`. Of a workbook: a workbook with a list of the changes, in `by.language`. A file that was merely
        saved again has none. The same input gives the same bytes.
        """
        ...

    def differences(self, before: bytes, after: bytes) -> tuple[Difference, ...]:
        """Return what changed from `before` to `after`, in the order of `after`: for lists, pages and the revision history."""
        ...

    def open_conflicts(self, file: bytes) -> tuple[str, ...]:
        """Return what the open marks of conflicts in `file` say, in the order in which they stand there."""
        ...

    def settled(self, file: bytes, by: Reviser) -> bytes:
        """Return `file` with its open conflicts settled for `by.side`, "mine" or "theirs", and their marks gone."""
        ...

    def contents_places(self, file: bytes) -> tuple[str, ...]:
        """Return the names of the places that the contents list of `file` leads to, in its order; none without one."""
        ...

    def with_pages(self, file: bytes, pages: Mapping[str, int]) -> bytes:
        """Return `file` with the page of each place of `pages` in its contents list; `content` does not see the difference."""
        ...

    def withdrawn(self, file: bytes, notice: Notice) -> bytes:
        """Return `file` with a banner that says `notice`, in place of an earlier one; the rest says what it said."""
        ...

    def in_force(self, file: bytes) -> bytes:
        """Return `file` without the banner of `withdrawn`: it says again what it said without it. Itself if it has none."""
        ...

    def number_prefix(self, file: bytes) -> str:
        """Return what the record number of a blank form begins with, "CHG"; "" for a form whose records have none."""
        ...

    def handed_out(self, file: bytes, heading: Heading) -> bytes:
        """Return the blank form `file` with what `heading` says at the places it marks for that; all else as it is."""
        ...

    def faults(self, file: bytes) -> tuple[Problem, ...]:
        """Return what makes `file` unsound: what Word or Excel would repair, refuse, or lose."""
        ...

    def template_faults(self, template: bytes) -> tuple[Problem, ...]:
        """Return every fault of `template` that can be told without any client's data: tags, names, fields, unsound parts."""
        ...

    def reached(self, template: bytes, contexts: Sequence[Context]) -> Reached:
        """Return the branches of `template`, with the ways that they go for `contexts`, all of them together."""
        ...

    def roles_used(self, template: bytes) -> frozenset[str]:
        """Return the ids of the roles that `template` names, role('…'): a set that uses it needs somebody to hold them."""
        ...

    def references_used(self, template: bytes) -> frozenset[str]:
        """Return the ids of the documents that `template` names, ref('…') and applies('…'), taken branch or not."""
        ...
