"""How much room a text takes in a box, reckoned without its font, on the safe side.

Chinese letters are as wide as the type is high. Latin letters are as wide as those of Arial, the widest of the house's fonts.
Source: the widths of Helvetica in Adobe's font metrics, which Arial shares, in thousandths of the height.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

from docgen.domain.diagram import Line, Piece

_MM = 25.4 / 72  # of a point
_GRID = 0.5  # so that middles, where lines end, lie on quarters of a millimetre
_NARROW, _MEDIUM, _CAPITAL, _WIDE = 0.3, 0.56, 0.7, 0.9
_NARROW_LETTERS = frozenset("iljtfrI.,:;'|!()[]/ -")
_WIDE_LETTERS = frozenset("mwMW@%")
_BOLDER = 1.07
_WORD = re.compile(r"[\u2e80-\uffff][，。、；：）》”]*|[^\s\u2e80-\uffff]+|\s+")
_LINE = {7.0: 3.9, 8.0: 4.15, 9.0: 4.7}  # of both Chinese fonts, the taller one


def width_of(piece: Piece) -> float:
    """Return how wide a piece of text is on one line, in millimetres."""
    letters = sum(_share(letter) for letter in piece.text)
    return letters * piece.look.points * _MM * (_BOLDER if piece.look.bold else 1.0)


def line_width(line: Line) -> float:
    """Return how wide a line is if nothing wraps it."""
    return sum(map(width_of, line))


def widest_word(lines: Iterable[Line]) -> float:
    """Return the width of the longest word, which no line may be narrower than."""
    words = (Piece(word, piece.look) for line in lines for piece in line for word in _WORD.findall(piece.text))
    return max(map(width_of, words), default=0.0)


def wrapped(line: Line, width: float) -> int:
    """Return on how many lines `line` is set in `width`. A word longer than a line goes on in the next one."""
    lines, used = 1, 0.0
    for piece in line:
        for word in _WORD.findall(piece.text):
            length = width_of(Piece(word, piece.look))
            if word.isspace():
                used += length
                continue
            if used and used + length > width:
                lines, used = lines + 1, 0.0
            if length > width:
                lines += math.ceil(length / width) - 1
                length %= width
            used += length
    return lines


def height_of(lines: Iterable[Line], width: float) -> float:
    """Return how high the text is in `width`, on the grid."""
    return on_grid(sum(wrapped(line, width) * _LINE[max(piece.look.points for piece in line)] for line in lines))


def on_grid(length: float) -> float:
    """Return the next step of the grid that is not smaller."""
    return math.ceil(round(length / _GRID, 6)) * _GRID


def _share(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF" or letter in "“”·—…":
        return 1.0
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if letter.isupper() else _MEDIUM
