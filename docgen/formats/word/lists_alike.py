"""Which list of one document is which of another: paragraphs that are one tell."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.formats.word import names
from docgen.formats.word.importing import Importer
from docgen.formats.word.tracing import TracedDocument
from docgen.merge.content import Block
from docgen.merge.three_way import TEXTS, Decision

_NUMBERING = names.qualified("w:numPr")
_NUMBER = names.qualified("w:numId")


def learn_lists(importer: Importer, theirs: TracedDocument, mine: TracedDocument, decisions: Sequence[Decision]) -> None:
    """Tell `importer`, which brings elements of `theirs` into `mine`, which lists the two share. decisions: on their blocks."""
    _learn(importer, (theirs, theirs.block.children), (mine, mine.block.children), decisions)


def _learn(
    importer: Importer,
    theirs: tuple[TracedDocument, Sequence[Block]],
    mine: tuple[TracedDocument, Sequence[Block]],
    decisions: Sequence[Decision],
) -> None:
    for decision in decisions:
        if decision.mine is None or decision.theirs is None:
            continue
        there, here = theirs[1][decision.theirs], mine[1][decision.mine]
        if here.kind in TEXTS and there.kind in TEXTS:
            numbers = [_list_number(document.of(block).element) for document, block in ((theirs[0], there), (mine[0], here))]
            if all(numbers):
                importer.same_list(*numbers)
        _learn(importer, (theirs[0], there.children), (mine[0], here.children), decision.inner)


def _list_number(paragraph: names.Element) -> str:
    number = names.child(paragraph, names.PARAGRAPH_PROPERTIES, _NUMBERING, _NUMBER)
    return str(number.get(names.VAL)) if number is not None else ""
