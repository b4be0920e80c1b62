"""The text of a paragraph in a redline: new words marked as inserted where they stand, old ones as deleted in front of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.formats.word import names
from docgen.formats.word.apart import set_apart
from docgen.formats.word.importing import Importer
from docgen.formats.word.placing import tail
from docgen.formats.word.sentences import Sentence
from docgen.formats.word.tracing import Traced
from docgen.formats.word.tracked import Tracker
from docgen.merge.words import Edit, words

_LOOK = re.compile(r"(\d+): (.*)")


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

    def mark(self, pair: Pair, edits: Sequence[Edit], *, form: bool) -> None:
        """Mark `edits`, which lead from the new text back to the old one, and if `form` what looks otherwise.

        A field that goes on in other paragraphs stays as it is.
        """
        if tail(pair.after.element) is not pair.after.element or tail(pair.before.element) is not pair.before.element:
            return
        new, old = Sentence(set_apart(pair.after)), Sentence(set_apart(pair.before))
        if form:
            self._mark_form(pair)
            self._mark_looks(pair, new, old, edits)
        for edit in reversed(edits):
            pieces = old.pieces(edit.new_start, edit.new_end)
            brought = [self._importer.bring(piece, pair.old_part, pair.part) for piece in pieces]
            self._tracker.runs(new.runs(edit.start, edit.end), names.INSERTED)
            new.put_before(edit.start, self._tracker.deleted(brought))

    def _mark_form(self, pair: Pair) -> None:
        """Note the style, list and alignment that a paragraph had."""
        old, new = ([piece for piece in traced.block.style.split("; ") if not _LOOK.match(piece)] for traced in (pair.before, pair.after))
        if old != new:
            self._note(pair, pair.after.element, names.child(pair.before.element, names.PARAGRAPH_PROPERTIES), names.PARAGRAPH_PROPERTIES)

    def _mark_looks(self, pair: Pair, new: Sentence, old: Sentence, edits: Sequence[Edit]) -> None:
        """Note how words that stayed looked before, where they look otherwise now."""
        looks_new, looks_old = (_looks(traced) for traced in (pair.after, pair.before))
        for stretch in reversed(list(_unchanged(edits, len(words(pair.after.block.text))))):
            letters = zip(new.letters(*stretch[0]), old.letters(*stretch[1]), strict=False)
            changed = [(here, there) for here, there in letters if looks_new[here] != looks_old[there]]
            for run in reversed(list(_side_by_side(changed, old))):
                before = old.look_of(run[0][1])
                for element in new.runs_of(range(run[0][0], run[-1][0] + 1)):
                    if element.tag == names.RUN:
                        self._note(pair, element, before, names.RUN_PROPERTIES)

    def _note(self, pair: Pair, owner: names.Element, old: names.Element | None, holder: str) -> None:
        brought = self._importer.bring(old, pair.old_part, pair.part) if old is not None else None
        self._tracker.form(owner, holder, brought)


def _looks(traced: Traced) -> list[str]:
    """Return how each letter of a text looks."""
    spans = [found for piece in traced.block.style.split("; ") if (found := _LOOK.match(piece))]
    looks = [""] * len(traced.block.text)
    for span in spans:
        looks[int(span[1]) :] = [span[2]] * (len(looks) - int(span[1]))
    return looks


def _unchanged(edits: Sequence[Edit], count: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the words that stayed: from where to where in the new text, and in the old one."""
    here = there = 0
    for edit in edits:
        yield (here, edit.start), (there, edit.new_start)
        here, there = edit.end, edit.new_end
    yield (here, count), (there, there + count - here)


def _side_by_side(changed: Sequence[tuple[int, int]], old: Sentence) -> Iterator[list[tuple[int, int]]]:
    """Yield the letters in runs: side by side in the new text, and of one run in the old one."""
    run: list[tuple[int, int]] = []
    for pair in changed:
        if run and (pair[0] != run[-1][0] + 1 or old.look_of(pair[1]) is not old.look_of(run[-1][1])):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run
