"""The text of a paragraph in a redline: new words marked as inserted where they stand, old ones as deleted in front of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.formats.word import names
from docgen.formats.word.apart import set_apart
from docgen.formats.word.importing import Importer
from docgen.formats.word.placing import tail
from docgen.formats.word.sentences import Sentence
from docgen.formats.word.tracing import Traced
from docgen.formats.word.tracked import Tracker
from docgen.merge.words import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A paragraph in both revisions, and the parts the two stand in; that of `after` is changed."""

    before: Traced
    after: Traced
    old_part: str
    part: str


class Texts:
    """Marks what changed in paragraphs."""

    def __init__(self, importer: Importer, tracker: Tracker) -> None:
        self._importer, self._tracker = importer, tracker

    def mark(self, pair: Pair, edits: Sequence[Edit]) -> None:
        """Mark `edits`, which lead from the new text back to the old one. A field that goes on in other paragraphs stays as it is."""
        if tail(pair.after.element) is not pair.after.element or tail(pair.before.element) is not pair.before.element:
            return
        new, old = Sentence(set_apart(pair.after)), Sentence(set_apart(pair.before))
        for edit in reversed(edits):
            pieces = old.pieces(edit.new_start, edit.new_end)
            brought = [self._importer.bring(piece, pair.old_part, pair.part) for piece in pieces]
            self._tracker.runs(new.runs(edit.start, edit.end), names.INSERTED)
            new.put_before(edit.start, self._tracker.deleted(brought))
