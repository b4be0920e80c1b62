"""The Word engine: the methods of the protocol for .docx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.domain.branches import Reached
from docgen.domain.context import Context
from docgen.domain.vocabulary import FUNCTIONS, vocabulary
from docgen.errors import DocumentError, Problem
from docgen.formats import shelf
from docgen.formats.engine import Filled, Limits, Merged, Notice, Reviser, Stamp
from docgen.formats.handing_out import Heading
from docgen.formats.ooxml import open_package
from docgen.formats.restyling import Restyling
from docgen.formats.stamping import with_stamp
from docgen.formats.word import checking, contents, filling, handing_out, merging, redlining, soundness, withdrawal
from docgen.formats.word.branches import reached
from docgen.formats.word.compiling import compiled
from docgen.formats.word.content import content_of
from docgen.formats.word.restyling import restyled
from docgen.merge.comparison import Difference, compare
from docgen.merge.content import Block


class WordEngine:
    """Fills, reads, stamps and merges .docx files."""

    def fill(self, template: bytes, context: Context, limits: Limits | None = None) -> Filled:
        """Fill `template` from `context`. The same input gives the same bytes.

        Raises: TemplateError: every fault that can be found, with its place.   DocumentError: no sound Word file.
        """
        return filling.fill(template, context, limits or Limits())

    def restyled(self, template: bytes, theme: Restyling, language: str) -> bytes:
        """Return `template`, of documents in `language`, in `theme`: no word changes. Remembered. Raises: DocumentError."""
        return shelf.kept(f"{theme.name}-{language}", template, lambda: restyled(template, theme, language))

    def content(self, file: bytes) -> Block:
        """Return what a reader sees of `file`: equal for a document that was merely saved again. Raises: DocumentError."""
        return content_of(open_package(file))

    def stamp(self, file: bytes, stamp: Stamp) -> bytes:
        """Return `file` carrying `stamp`; its other parts as they are. Raises: DocumentError."""
        return with_stamp(open_package(file), stamp)

    def merge(self, base: bytes, mine: bytes, theirs: bytes, by: Reviser) -> Merged:
        """Return `mine` with what changed from `base` to `theirs`; where people changed the same, marks. Raises: DocumentError."""
        return merging.merge_files(base, mine, theirs, by)

    def redline(self, before: bytes, after: bytes, by: Reviser) -> bytes:
        """Return `after` with what changed since `before` as tracked changes; `after` itself if nothing did. Raises: DocumentError."""
        return redlining.redline(before, after, by)

    def differences(self, before: bytes, after: bytes) -> tuple[Difference, ...]:
        """Return what changed from `before` to `after`, in its order. Raises: DocumentError."""
        return compare(self.content(before), self.content(after))

    def open_conflicts(self, file: bytes) -> tuple[str, ...]:
        """Return what the open marks of conflicts in `file` say, in their order. Raises: DocumentError."""
        return merging.conflicts_in(file)

    def settled(self, file: bytes, by: Reviser) -> bytes:
        """Return `file` with its open conflicts settled for `by.side`. Raises: DocumentError."""
        return merging.settled(file, by)

    def contents_places(self, file: bytes) -> tuple[str, ...]:
        """Return the bookmarks that the contents list of `file` leads to, in its order; none without one. Raises: DocumentError."""
        return contents.places_of(open_package(file))

    def with_pages(self, file: bytes, pages: Mapping[str, int]) -> bytes:
        """Return `file` with `pages` (bookmark -> page) in its contents list. Raises: DocumentError."""
        return contents.with_pages(open_package(file), pages)

    def withdrawn(self, file: bytes, notice: Notice) -> bytes:
        """Return `file` with a banner that says `notice`, on its first page and in its headers. Raises: DocumentError."""
        return withdrawal.withdrawn(file, notice)

    def in_force(self, file: bytes) -> bytes:
        """Return `file` without the banner of `withdrawn`; itself if it has none. Raises: DocumentError."""
        return withdrawal.in_force(file)

    def number_prefix(self, file: bytes) -> str:
        """Return what the record number of a form begins with; "" for a form without one. Raises: DocumentError."""
        return handing_out.number_prefix(file)

    def handed_out(self, file: bytes, heading: Heading) -> bytes:
        """Return the form with what `heading` says in its places. Raises: DocumentError."""
        return handing_out.handed_out(file, heading)

    def faults(self, file: bytes) -> tuple[Problem, ...]:
        """Return what makes `file` unsound: what Word would repair, refuse, or lose."""
        try:
            return tuple(soundness.faults(open_package(file)))
        except DocumentError as error:
            return tuple(error.problems)

    def template_faults(self, template: bytes) -> tuple[Problem, ...]:
        """Return every fault of `template` that can be told without any client's data."""
        return checking.template_faults(template, {**vocabulary(), **FUNCTIONS}, Limits())

    def reached(self, template: bytes, contexts: Sequence[Context]) -> Reached:
        """Return the branches of `template`, with the ways that they go for `contexts`. Raises: TemplateError, DocumentError."""
        return reached(template, contexts, Limits())

    def roles_used(self, template: bytes) -> frozenset[str]:
        """Return the ids of the roles that `template` names: role('…'). Raises: TemplateError, DocumentError."""
        return _arguments(template, "role")

    def references_used(self, template: bytes) -> frozenset[str]:
        """Return the ids of the documents that `template` names: ref('…'), applies('…'). Raises: TemplateError, DocumentError."""
        return _arguments(template, "ref", "applies")


def _arguments(template: bytes, *functions: str) -> frozenset[str]:
    def calls() -> tuple[tuple[int, str, str], ...]:
        return tuple(call for part in compiled(template, Limits()).parts for call in part.program.calls)

    return frozenset(argument for _, function, argument in shelf.kept("word-calls", template, calls) if function in functions)
