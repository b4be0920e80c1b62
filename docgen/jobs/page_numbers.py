"""Page numbers for the contents lists of a build: one run of LibreOffice lays out the documents that have none.

A document is due when the build writes it, or when it lies in the folder as docgen wrote it, without numbers. What a person
edited is not touched, and numbers that are right already stay: the register keeps them, and they hold as long as the
document they were measured on is generated again, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from docgen.domain.plan import Action, Presence, decide
from docgen.formats.registry import engine_for
from docgen.jobs.cases import Case, Wanted
from docgen.messages import message
from docgen.rendering import libreoffice, pages

_TWO_DIGITS = 88


def refuse_unless_ready() -> None:
    """Raises: RenderingError: LibreOffice, or the library that reads its PDFs, is not installed."""
    libreoffice.installed()
    pages.refuse_without_library()


def with_page_numbers(cases: Sequence[Case], restore: Sequence[str]) -> tuple[Case, ...]:
    """Return `cases` with page numbers in the contents lists that had none and may be written.

    restore: document ids that were asked back.
    Raises: RenderingError: LibreOffice is missing or made nothing at all. One document that it cannot lay out only stays without.
    """
    due = {
        case.key: (wanted, places) for case in cases if (wanted := _to_write(case, restore)) is not None and (places := _unnumbered(wanted))
    }
    layouts = libreoffice.pdfs([_measured(wanted, places) for wanted, places in due.values()])
    numbers = {
        key: pages.pages_of(layout, places) if layout is not None else None
        for (key, (_, places)), layout in zip(due.items(), layouts, strict=True)
    }
    return tuple(_numbered(case, numbers[case.key]) if case.key in numbers else case for case in cases)


def _to_write(case: Case, restore: Sequence[str]) -> Wanted | None:
    """Return the new generation of a document if its file may be written: no person's, and not withheld for another reason."""
    if case.presence not in (Presence.ABSENT, Presence.SAME):
        return None
    return case.wanted if decide(case.situation(asked_to_restore=case.key[0] in restore)) is not Action.SKIP else None


def _unnumbered(wanted: Wanted) -> tuple[str, ...]:
    """Return the places that the contents list of a new generation leads to, if it has no page numbers."""
    return () if wanted.made.pages else engine_for(wanted.path).contents_places(wanted.file)


def _measured(wanted: Wanted, places: Sequence[str]) -> bytes:
    """Return the file to lay out: with numbers of the usual width, so that the true ones move nothing."""
    return engine_for(wanted.path).with_pages(wanted.file, dict.fromkeys(places, _TWO_DIGITS))


def _numbered(case: Case, found: Mapping[str, int] | None) -> Case:
    if case.wanted is None or found is None:
        return replace(case, unnumbered=message("plan.no-page-numbers"))
    made = case.wanted.made
    file = engine_for(case.wanted.path).with_pages(case.wanted.file, found)
    known = case.entry is not None and not case.changed
    return replace(case, wanted=replace(case.wanted, made=made.with_file(file, found)), only_numbers=known)
