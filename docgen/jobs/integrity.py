"""Whether what was issued is still there, byte for byte: the documents in the folder, and the copies that docgen keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.domain.register import Entry
from docgen.domain.revision import Status
from docgen.errors import DocumentError, Place, Problem, WorkspaceError
from docgen.formats.authorship import last_saved
from docgen.formats.registry import digest_of, identify
from docgen.messages import Message, message
from docgen.workspace import issued_copies, layout, register_file
from docgen.workspace.journal import hash_of
from docgen.workspace.observe import Found, Observed, observe


def says_what_was_issued(folder: Path, entry: Entry, content: bytes) -> bool:
    """Tell whether a file says what was issued last of its document, also if it was saved again. Raises: DocumentError."""
    if entry.issued is None or not entry.history:
        return False
    if hash_of(content) == entry.history[-1].sha256:
        return True
    digest = digest_of(entry.path, content)
    if digest == entry.issued.digest:
        return True
    try:  # the digest was noted by an earlier docgen, which may have read documents otherwise
        return digest == digest_of(entry.path, issued_copies.read(folder, entry, entry.history[-1]))
    except WorkspaceError:
        return False


def altered(folder: Path) -> Iterator[Problem]:
    """Yield the issued documents whose files are no longer what was issued, and the issued copies that are lost or altered.

    Raises: WorkspaceError: the register is damaged, or the folder cannot be read.
    """
    for seen in observe(folder, register_file.read(folder).entries.values(), identify).documents.values():
        what = _altered(folder, seen)
        if what is not None:
            copy = issued_copies.path_of(seen.entry, seen.entry.history[-1])
            yield Problem(where=_place(seen), what=what, remedy=message("integrity.remedy", copy=copy))
        yield from _lost_copies(folder, seen.entry)


def _altered(folder: Path, seen: Observed) -> Message | None:
    """Return what became of the file of an issued document; None while it is what was issued, or is not there at all."""
    entry, content = seen.entry, seen.content
    if entry.withdrawn or entry.status is not Status.ISSUED or content is None or seen.sha256 == entry.history[-1].sha256:
        return None
    try:
        same = says_what_was_issued(folder, entry, content)
    except DocumentError:  # damaged: told as such
        return None
    if same and seen.found is Found.SAME:  # docgen itself, which wrote page numbers
        return None
    key = "integrity.saved-again" if same else "integrity.altered"
    return message(key, revision=entry.revision, who=_who(content))


def _who(content: bytes) -> Message:
    by, on = last_saved(content)
    if by and on:
        return message("integrity.by-on", by=by, on=on)
    if by or on:
        return message("integrity.by" if by else "integrity.on", who=by or on)
    return message("integrity.nobody")


def _lost_copies(folder: Path, entry: Entry) -> Iterator[Problem]:
    for revision in entry.history:
        try:
            issued_copies.read(folder, entry, revision)
        except WorkspaceError as error:
            yield from error.problems


def _place(seen: Observed) -> Place:
    return Place(file=f"{layout.DOCUMENTS}/{seen.path}")
