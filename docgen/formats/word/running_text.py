"""The text of a paragraph as it is put together from runs: what is said, and how it looks where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from docgen.merge.content import Block

# Where a letter stands: the element that says it, and the place of the letter in what that element says.
Letter = tuple[Any, int]
_BLANKS = re.compile("  +")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one element says, as it stands there and with its blanks folded; where that begins in the text."""

    text: str
    said: str
    start: int
    look: str | None
    source: Any


class RunningText:
    """Text with looks, up to the next page break. White space is folded, and looks like nothing: nobody sees a bold space.

    children: what hangs below the paragraph, in reading order.
    """

    def __init__(self) -> None:
        self.children: list[Block] = []
        self._pieces: list[_Piece] = []
        self._length = 0
        self._ends_blank = True  # nor does a text begin with a blank

    def add(self, text: str, look: str | None, source: object = None) -> None:
        """Append `text`; `look` is None for what has none of its own, such as a picture. source: the element that says it."""
        said = _BLANKS.sub(" ", text)
        if self._ends_blank and said.startswith(" "):
            said = said[1:]
        if said:
            self._pieces.append(_Piece(text, said, self._length, look, source))
            self._length += len(said)
            self._ends_blank = said.endswith(" ")

    @property
    def content(self) -> str:
        return "".join(piece.said for piece in self._pieces).rstrip(" ")

    def looks(self) -> list[str]:
        """Return how the text looks: from which letter on, and how; nothing for plain text."""
        spans: list[str] = []
        before = ""
        for piece in self._pieces:
            if piece.look is not None and piece.look != before and (seen := piece.said.lstrip()):
                spans.append(f"{piece.start + len(piece.said) - len(seen)}: {piece.look}")
                before = piece.look
        return spans

    def sources(self) -> list[Letter]:
        """Return where each letter stands; they are many, and only a text that changes is asked for them."""
        return [letter for piece in self._pieces for letter in _letters(piece)]

    def said_by(self, others: Mapping[Any, Any]) -> RunningText:
        """Return the same text, said by `others` in the place of elements that have gone."""
        text = copy(self)
        text._pieces = [replace(piece, source=others.get(piece.source, piece.source)) for piece in self._pieces]
        return text


def _letters(piece: _Piece) -> Iterator[Letter]:
    """Yield the letters of a piece; of blanks side by side the first is the one that is said."""
    was_blank = piece.text.startswith(" ") and not piece.said.startswith(" ")
    for place, letter in enumerate(piece.text):
        if letter != " " or not was_blank:
            yield piece.source, place
        was_blank = letter == " "
