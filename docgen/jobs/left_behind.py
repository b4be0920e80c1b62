"""Edits that people made in a document whose place others have taken: a merged one in a small set, its parts in a larger one.

Nothing can merge them by itself, for the text around them is another. Each is an open conflict until a document that took the
place says the same, the withdrawn file is deleted, or a build is told to take the new text of the withdrawn document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from docgen.domain.document_set import DocumentSet
from docgen.domain.register import Entry, Key, Register
from docgen.errors import DocumentError, WorkspaceError
from docgen.formats.registry import engine_for
from docgen.jobs.merging import Sides
from docgen.merge.carried_over import folded, is_carried_over
from docgen.merge.comparison import Difference, Kind, told
from docgen.messages import Message, message
from docgen.workspace import pristine
from docgen.workspace.observe import Observed


def successors(whole: DocumentSet, document: str, language: str) -> tuple[str, ...]:
    """Return the ids of the documents that have taken the place of one that is not in the set: nothing where it has none."""
    if language not in whole.members:
        return ()
    instead = whole.member(language, document)
    if instead is not None:
        return (instead.type.id,)
    kind = whole.catalogue.document(document)
    return tuple(part for part in kind.replaces if part in whole.members[language]) if kind else ()


def edits(folder: Path, entry: Entry, content: bytes) -> tuple[Difference, ...]:
    """Return what people wrote into a document or took out of it since docgen generated it; nothing if docgen's copy is lost.

    Raises: DocumentError: the file is damaged.
    """
    engine = engine_for(entry.path)
    try:
        generated = pristine.read(folder, entry)
    except WorkspaceError:  # check says so
        return ()
    return tuple(change for change in engine.differences(generated, engine.in_force(content)) if change.kind is not Kind.FORM)


def edits_left_behind(folder: Path, seen: Mapping[Key, Observed]) -> Iterator[tuple[Observed, Difference]]:
    """Yield the edits of withdrawn documents that none of those that took their place says yet, in the order of `seen`."""
    for document in seen.values():
        if not document.entry.successors or document.content is None:
            continue
        try:
            found = edits(folder, document.entry, document.content)
        except DocumentError:  # check and plan say so
            continue
        said = _texts(seen[key] for name in document.entry.successors if (key := (name, document.entry.language)) in seen) if found else ""
        yield from ((document, change) for change in found if not is_carried_over(change, said))


def in_words(change: Difference) -> Message:
    """Return an edit with its place, as a list of open conflicts says it."""
    where = tuple(spot.name for spot in change.where if spot.name)
    return message("plan.left-behind", where=" › ".join(where), change=told(change), text=change.after or change.before)


def settled(register: Register, sides: Sides) -> Register:
    """Return the register without the edits left behind in documents of which the new text is to be taken."""
    return replace(
        register,
        entries={
            key: replace(entry, successors=()) if entry.successors and sides.of(entry.document) == "theirs" else entry
            for key, entry in register.entries.items()
        },
    )


def _texts(documents: Iterator[Observed]) -> str:
    """Return what documents say, white space left out; those that cannot be read say nothing."""
    found = []
    for document in documents:
        try:
            content = engine_for(document.path).content(document.content) if document.content is not None else None
        except DocumentError:
            continue
        found += [folded(block.text) for block in content.walk()] if content else []
    return "\n".join(found)
