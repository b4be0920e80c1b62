"""A document that was changed in place, as a file: ids settled over all stories, only what was read to be changed written anew."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.formats.ooxml import serialise
from docgen.formats.word import names
from docgen.formats.word.identities import Identities, taken_in
from docgen.formats.word.importing import Importer
from docgen.formats.word.parts import read_part, text_parts
from docgen.formats.word.tidy import keep_tables_apart, tidy
from docgen.formats.word.tracing import TracedDocument


def stories(document: TracedDocument) -> Iterator[names.Element]:
    """Yield the roots of the document and of the headers and footers that were read; the document first."""
    yield document.root(document.part)
    yield from (root for name, root in document.roots.items() if name != document.part and root.tag in names.SIDE_STORIES)


def written(document: TracedDocument, importer: Importer) -> bytes:
    """Return the file of `document`, into which `importer` has brought parts."""
    unread = [part.name for part in text_parts(document.package) if part.is_story and part.name not in document.roots]
    identities = Identities(taken_in((read_part(document.package, name) for name in unread), ()))
    for root in stories(document):
        tidy(root, has_breaks=False, has_columns=False, asks_cells=False)
        keep_tables_apart(root)
        identities.settle(root)
    parts = {name: serialise(root) for name, root in document.roots.items()}
    changed = {name: part for name, part in parts.items() if name not in document.package or document.package.read(name) != part}
    return document.package.write({**changed, **importer.added})
