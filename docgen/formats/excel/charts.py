"""Charts: their ranges follow the cells, and what they remember of the values is forgotten, for it is no longer true.

Source: ECMA-376 part 1, 21.2 (charts); [MS-ODRAWXML] 2.24.3 (chartEx).
"""

from __future__ import annotations

from lxml import etree

from docgen.formats.excel.formulas import Movement
from docgen.formats.excel.loose import Texts
from docgen.formats.excel.parts import find, local
from docgen.formats.ooxml import detach

_REMEMBERED = ("numCache", "strCache", "multiLvlStrCache", "lvl")


def forget_values(root: etree._Element) -> None:
    """Take the values that a chart remembers out of it: over the rows of a template they are tags."""
    for element in list(find(root, *_REMEMBERED)):
        detach(element)


def move_ranges(root: etree._Element, movement: Movement, texts: Texts) -> None:
    """Move the ranges of a chart; a range of one cell grows with its copies, but the name of a series stays one cell."""
    for element in find(root, "f", "sqref"):
        pieces = texts.pieces(element.text or "")
        of_name = any(local(around) == "tx" for around in element.iterancestors())
        element.text = movement.formula(pieces, "") if of_name else movement.ranges(pieces)
