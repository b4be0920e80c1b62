"""How much room a text takes, reckoned without its font: Chinese letters are as wide as the type is high, Latin about half."""

from __future__ import annotations

import re
import unicodedata

_LATIN = 0.52
_TAG_LENGTH = 4
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_WORD = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s")


def lines_of(text: str, width: float, letter: float) -> int:
    """Return on how many lines `text` is set in `width` mm, where a Chinese letter is `letter` mm wide.

    Chinese breaks anywhere, Latin at blanks. A tag counts as four Chinese letters, whatever it will print.
    """
    return sum(_lines(part, width / letter) for part in _TAG.sub("\u6c49" * _TAG_LENGTH, text).split("\n"))


def _lines(text: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in _WORD.findall(text):
        length = sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else _LATIN for letter in word)
        if used + length > room and used and not word.isspace():
            lines, used = lines + 1, 0.0
        used += length
    return lines
