"""How much room a text takes, reckoned without its font: Chinese letters are as wide as the type is high, Latin about half."""

from __future__ import annotations

import re
import unicodedata

_LATIN = 0.52
_TAG_LENGTH = 4
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_NUMBER_TAG = re.compile(r"\{\{ (?:\d|'ABC).*?\}\}")  # of a heading, table or figure: see outline
_WORD = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s")


def lines_of(text: str, width: float, letter: float) -> int:
    """Return on how many lines `text` is set in `width` mm, where a Chinese letter is `letter` mm wide.

    Chinese breaks anywhere, Latin at blanks. A tag counts as four Chinese letters, whatever it will print; a number as two digits.
    """
    plain = _TAG.sub("\u6c49" * _TAG_LENGTH, _NUMBER_TAG.sub("00", text))
    return sum(_lines(part, width / letter) for part in plain.split("\n"))


def has_value(text: str) -> bool:
    """Whether `text` holds a tag that prints a value, whose length nobody knows here."""
    return "{{" in _NUMBER_TAG.sub("", text)


def _lines(text: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in _WORD.findall(text):
        length = sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else _LATIN for letter in word)
        if used + length > room and used and not word.isspace():
            lines, used = lines + 1, 0.0
        used += length
    return lines
