"""The last paragraph of a cell, header, note or document in a redline: its end cannot be inserted or deleted.

So what comes last is marked as Word does it when people type: the end of the paragraph before is marked instead, and the last
paragraph keeps, or gets back, the form of that one.
Source: ECMA-376 part 1, 17.13.5.15 and 17.13.5.20 (deleted, inserted paragraph), 17.13.5.29 (changed paragraph properties).
"""

from __future__ import annotations

from docgen.formats.word import names
from docgen.formats.word.tracked import Tracker


def settle_ends(root: names.Element, tracker: Tracker) -> None:
    """Put the marks at the ends of all stories below `root`, those of its cells too, in order."""
