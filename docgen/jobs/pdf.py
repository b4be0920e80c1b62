"""PDFs of the documents as they lie in the folder, laid out by LibreOffice in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from docgen.domain.document_status import State
from docgen.domain.exported import Exported
from docgen.errors import DocumentError, RenderingError
from docgen.formats import shelf
from docgen.formats.registry import digest_of, identify
from docgen.jobs.client import read_profile_of
from docgen.jobs.entries import chosen, day_of
from docgen.jobs.recovery import recovered
from docgen.jobs.status import state_of
from docgen.messages import Message, message
from docgen.rendering import libreoffice
from docgen.rendering.dating import dated
from docgen.workspace import layout, register_file
from docgen.workspace.compile_cache import compile_cache
from docgen.workspace.files import recover, write_all
from docgen.workspace.journal import ANYTHING, Write
from docgen.workspace.lock import locked
from docgen.workspace.observe import Observed, observe

_WHY_NOT = {State.DELETED: "issue.absent", State.UNREADABLE: "pdf.damaged"}


def pdf(workspace: str | Path, *, only: Sequence[str] = (), language: str | None = None, issued: bool = False) -> tuple[Exported, ...]:
    """Write PDFs of the documents in the folder, those of `only` or all, into report/pdf/, and return what became of each.

    language: of the documents, None for all.   issued: only those that lie there as they were issued. Their PDFs are read-only.
    Raises: DocgenError: LibreOffice is missing or made nothing at all; an unknown id; a damaged register.
    """
    folder = Path(workspace)
    read_profile_of(folder)
    recovered(folder)
    shelf.use(compile_cache())
    entries = chosen(register_file.read(folder), only, language)
    found = [(seen, _planned(folder, seen)) for seen in observe(folder, entries, identify).documents.values()]
    asked = [(seen, item) for seen, item in found if not issued or item.state is State.ISSUED]
    files = [seen for seen, item in asked if item.problem is None]
    made = dict(zip((seen.entry.key for seen in files), _laid_out(files), strict=True))
    writes = [
        Write(path=item.path, content=dated(content, day_of(folder, seen.entry), seen.content), expected=ANYTHING, read_only=item.read_only)
        for seen, item in asked
        if item.path is not None and seen.content is not None and (content := made[seen.entry.key]) is not None
    ]
    with locked(folder):
        recover(folder)
        kept = {keep.path: keep.reason for keep in write_all(folder, writes).kept}
    written = {write.path for write in writes}
    return tuple(
        item if item.path is None or item.path in written - set(kept) else _failed(item, kept.get(item.path, message("pdf.not-laid-out")))
        for _, item in asked
    )


def _planned(folder: Path, seen: Observed) -> Exported:
    """Return what is to become of a document: its PDF, or the reason why there is none."""
    entry = seen.entry
    state, conflicts = state_of(folder, seen)
    if state not in _WHY_NOT and seen.content is not None:
        try:  # LibreOffice takes damaged files for texts, and prints them as such
            digest_of(seen.path, seen.content)
        except DocumentError:
            state = State.UNREADABLE
    return Exported(
        document=entry.document,
        code=entry.code,
        title=entry.title,
        language=entry.language,
        revision=entry.revision,
        state=state,
        conflicts=conflicts,
        path=None if state in _WHY_NOT else layout.pdf_path(entry.language, seen.path),
        read_only=state is State.ISSUED,
        problem=message(_WHY_NOT[state]) if state in _WHY_NOT else None,
    )


def _laid_out(seen: Sequence[Observed]) -> list[bytes | None]:
    """Return the PDFs of files. One that stops LibreOffice takes those after it along, so these get a run of their own."""
    made = list(libreoffice.pdfs(_contents(seen), [PurePosixPath(item.path).suffix for item in seen]))
    for place, item in enumerate(seen):
        if made[place] is None:
            try:
                made[place] = libreoffice.pdfs(_contents([item]), [PurePosixPath(item.path).suffix])[0]
            except RenderingError:
                continue
    return made


def _contents(seen: Sequence[Observed]) -> list[bytes]:
    return [item.content or b"" for item in seen]


def _failed(item: Exported, problem: Message) -> Exported:
    return replace(item, path=None, read_only=False, problem=problem)
