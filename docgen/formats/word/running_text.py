"""The text of a paragraph as it is put together from runs: what is said, and how it looks where."""

from __future__ import annotations

from typing import Any

from docgen.merge.content import Block

# Where a letter stands: the element that says it, and the place of the letter in what that element says.
Letter = tuple[Any, int]


class RunningText:
    """Text with looks, up to the next page break. White space is folded, and looks like nothing: nobody sees a bold space.

    children: what hangs below the paragraph, in reading order.   sources: where each letter stands.
    """

    def __init__(self) -> None:
        self.children: list[Block] = []
        self.sources: list[Letter] = []
        self._letters: list[str] = []
        self._looks: list[str | None] = []

    def add(self, text: str, look: str | None, source: object = None) -> None:
        """Append `text`; `look` is None for what has none of its own, such as a picture. source: the element that says it."""
        for place, letter in enumerate(text):
            if letter != " ":
                self._letters.append(letter)
                self._looks.append(None if letter.isspace() else look)
                self.sources.append((source, place))
            elif self._letters and self._letters[-1] != " ":
                self._letters.append(letter)
                self._looks.append(None)
                self.sources.append((source, place))

    @property
    def content(self) -> str:
        return "".join(self._letters).rstrip(" ")

    def looks(self) -> list[str]:
        """Return how the text looks: from which letter on, and how; nothing for plain text."""
        spans: list[str] = []
        before = ""
        for position, look in enumerate(self._looks):
            if look is not None and look != before:
                spans.append(f"{position}: {look}")
                before = look
        return spans
