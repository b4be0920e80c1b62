"""The Excel engine: the methods of `Engine` for .xlsx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

from docgen.domain.branches import Reached
from docgen.domain.context import Context
from docgen.domain.vocabulary import FUNCTIONS, vocabulary
from docgen.errors import DocumentError, Place, Problem
from docgen.formats import shelf
from docgen.formats.engine import Filled, Limits, Merged, Notice, Reviser, Stamp
from docgen.formats.excel import checking, handing_out, soundness, withdrawal
from docgen.formats.excel.branches import reached
from docgen.formats.excel.change_list import change_list
from docgen.formats.excel.comparing import compare_workbooks
from docgen.formats.excel.content import content_of
from docgen.formats.excel.copies import with_copies
from docgen.formats.excel.filling import laid_out
from docgen.formats.excel.merge.marks import open_conflicts
from docgen.formats.excel.merge.merging import merge_workbooks
from docgen.formats.excel.merge.settling import settled
from docgen.formats.excel.restyling import restyled
from docgen.formats.excel.template import MOST_PROBLEMS, compiled
from docgen.formats.excel.writing import written
from docgen.formats.handing_out import Heading
from docgen.formats.ooxml import open_package
from docgen.formats.restyling import Restyling
from docgen.formats.stamping import with_stamp
from docgen.merge.comparison import Difference
from docgen.merge.content import Block
from docgen.messages import message


class ExcelEngine:
    """Fills, reads, stamps and merges .xlsx files."""

    def fill(self, template: bytes, context: Context, limits: Limits | None = None) -> Filled:
        """Fill `template` from `context`. The same input gives the same bytes.

        A cell that is one tag keeps the value's type; the rows and columns of tags vanish, and what depends on
        rows and columns moves with them.
        Raises: TemplateError: all faults of the template that can be told at once.   DocumentError: no sound workbook.
        """
        limits = limits or Limits()
        with _damage_told():
            file = with_copies(template, context, limits)
            workbook = compiled(file, limits)
            if workbook.jinja is None and file is template:
                return Filled(file=file, used=context.used, seen=context.seen)
            sheets, texts = laid_out(workbook, context, limits)
            return Filled(file=written(workbook, context, sheets, texts, limits), used=context.used, seen=context.seen)

    def restyled(self, template: bytes, theme: Restyling, language: str) -> bytes:
        """Return `template`, of documents in `language`, in `theme`: no word changes. Remembered. Raises: DocumentError."""
        return shelf.kept(f"{theme.name}-{language}", template, lambda: restyled(template, theme, language))

    def content(self, file: bytes) -> Block:
        """Return what a reader sees of `file`: equal for a workbook that was merely saved again. Raises: DocumentError."""
        with _damage_told():
            return content_of(open_package(file))

    def stamp(self, file: bytes, stamp: Stamp) -> bytes:
        """Return `file` carrying `stamp`; its other parts as they are. Raises: DocumentError."""
        return with_stamp(open_package(file), stamp)

    def merge(self, base: bytes, mine: bytes, theirs: bytes, by: Reviser) -> Merged:
        """Return mine, changed in place, with what theirs changed; what both changed stays as mine has it and is marked.

        Raises: DocumentError: a file is no sound workbook.
        """
        with _damage_told():
            return merge_workbooks(base, mine, theirs, by)

    def redline(self, before: bytes, after: bytes, by: Reviser) -> bytes:
        """Return a workbook that lists what changed from `before` to `after`, in `by.language`. Raises: DocumentError."""
        return change_list(self.differences(before, after), by)

    def differences(self, before: bytes, after: bytes) -> tuple[Difference, ...]:
        """Return what changed from `before` to `after`, sheet by sheet. Raises: DocumentError."""
        with _damage_told():
            return compare_workbooks(self.content(before), self.content(after))

    def open_conflicts(self, file: bytes) -> tuple[str, ...]:
        """Return what the open marks of conflicts in `file` say, each after its sheet and cell. Raises: DocumentError."""
        with _damage_told():
            return tuple(f"{found.sheet}!{found.cell}: {found.text}" for found in open_conflicts(file))

    def settled(self, file: bytes, by: Reviser) -> bytes:
        """Return `file` with its open conflicts settled for `by.side`; one that cannot be settled exactly stays. Raises: DocumentError."""
        with _damage_told():
            return settled(file, by)

    def contents_places(self, file: bytes) -> tuple[str, ...]:
        """Return nothing: a workbook has no contents list."""
        return ()

    def with_pages(self, file: bytes, pages: Mapping[str, int]) -> bytes:
        """Return `file` as it is: a workbook has no contents list."""
        return file

    def withdrawn(self, file: bytes, notice: Notice) -> bytes:
        """Return `file` with a first sheet that says `notice`, and its title in the headers of all sheets. Raises: DocumentError."""
        with _damage_told():
            return withdrawal.withdrawn(file, notice)

    def in_force(self, file: bytes) -> bytes:
        """Return `file` without the sheet and the headers of `withdrawn`; itself if it has none. Raises: DocumentError."""
        with _damage_told():
            return withdrawal.in_force(file)

    def number_prefix(self, file: bytes) -> str:
        """Return what the record number of a form begins with; "" for a form without one. Raises: DocumentError."""
        return handing_out.number_prefix(file)

    def handed_out(self, file: bytes, heading: Heading) -> bytes:
        """Return the form with what `heading` says in its places. Raises: DocumentError."""
        return handing_out.handed_out(file, heading)

    def faults(self, file: bytes) -> tuple[Problem, ...]:
        """Return what makes `file` unsound: what Excel would repair, refuse, or lose; the first of them if there are many."""
        try:
            return tuple(islice(soundness.faults(open_package(file)), MOST_PROBLEMS))
        except DocumentError as error:
            return tuple(error.problems)

    def template_faults(self, template: bytes) -> tuple[Problem, ...]:
        """Return every fault of `template` that can be told without any client's data."""
        with _damage_told():
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


@contextmanager
def _damage_told() -> Iterator[None]:
    """Tell in a sentence what a workbook that breaks its own rules makes of the code: an area A0, a style number "x"."""
    try:
        yield
    except (ValueError, LookupError) as error:
        what = message("excel.damaged", detail=str(error))
        raise DocumentError(Problem(where=Place(), what=what, remedy=message("excel.damaged-remedy"))) from error


def _arguments(template: bytes, *functions: str) -> frozenset[str]:
    def calls() -> tuple[tuple[int, str, str], ...]:
        jinja = compiled(template, Limits()).jinja
        return jinja.calls if jinja else ()

    with _damage_told():
        return frozenset(argument for _, function, argument in shelf.kept("excel-calls", template, calls) if function in functions)
