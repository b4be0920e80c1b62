"""Page numbers for the contents lists of a build: one run of LibreOffice lays out the documents that have none.

A document is due when the build writes it, or when it lies in the folder as docgen wrote it, without numbers. One that people
edited is due only when the build merges it, and is measured as it comes out of the merge. Numbers that are right already stay:
the register keeps them, and they hold as long as the document they were measured on is generated again, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from docgen.domain.plan import Action, Presence, decide
from docgen.formats.registry import engine_for
from docgen.jobs.cases import Case
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
    due = {case.key: (file, places) for case in cases if (file := _to_write(case, restore)) is not None and (places := _places(case, file))}
    layouts = libreoffice.pdfs([_measured(case.path_now, *due[case.key]) for case in cases if case.key in due])
    numbers = {
        key: pages.pages_of(layout, places) if layout is not None else None
        for (key, (_, places)), layout in zip(due.items(), layouts, strict=True)
    }
    return tuple(_numbered(case, due[case.key][0], numbers[case.key]) if case.key in numbers else case for case in cases)


def _to_write(case: Case, restore: Sequence[str]) -> bytes | None:
    """Return what is to be laid out: the new generation where its file may be written, or the merged file; None if neither is due."""
    if case.wanted is None:
        return None
    if case.merged is not None:
        return case.merged.file
    if case.presence not in (Presence.ABSENT, Presence.SAME) or case.wanted.made.pages:
        return None
    return case.wanted.file if decide(case.situation(asked_to_restore=case.key[0] in restore)) is not Action.SKIP else None


def _places(case: Case, file: bytes) -> tuple[str, ...]:
    """Return the places that the contents list of a file leads to."""
    return engine_for(case.path_now).contents_places(file)


def _measured(name: str, file: bytes, places: Sequence[str]) -> bytes:
    """Return the file to lay out: with numbers of the usual width, so that the true ones move nothing."""
    return engine_for(name).with_pages(file, dict.fromkeys(places, _TWO_DIGITS))


def _numbered(case: Case, file: bytes, found: Mapping[str, int] | None) -> Case:
    if case.wanted is None or found is None:
        return replace(case, unnumbered=message("plan.no-page-numbers"))
    numbered = engine_for(case.path_now).with_pages(file, found)
    if case.merged is not None:
        return replace(case, merged=replace(case.merged, file=numbered))
    known = case.entry is not None and not case.changed
    return replace(case, wanted=replace(case.wanted, made=case.wanted.made.with_file(numbered, found)), only_numbers=known)
