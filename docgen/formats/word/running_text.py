"""The text of a paragraph as it is put together from runs: what is said, and how it looks where."""

from __future__ import annotations

from docgen.merge.content import Block

OBJECT = "￼"
PAGE_BREAK = "\f"


class RunningText:
    """Text with looks. White space is folded, and looks like what stands before it: nobody sees a bold space.

    children: what hangs below the paragraph, in reading order.
    """

    def __init__(self) -> None:
        self.children: list[Block] = []
        self._letters: list[str] = []
        self._looks: list[str | None] = []

    def add(self, text: str, look: str | None) -> None:
        """Append `text`; `look` is None for what has none of its own, such as a picture."""
        for letter in text:
            if letter == " " and (not self._letters or self._letters[-1] == " "):
                continue
            self._letters.append(letter)
            self._looks.append(None if letter.isspace() else look)

    def parted(self) -> tuple[int, str, int]:
        """Return the number of page breaks before the text, the text, and the number of those behind it."""
        text = "".join(self._letters)
        content = text.strip(f"{PAGE_BREAK} ")
        if not content:
            return text.count(PAGE_BREAK), "", 0
        start = text.index(content)
        return text[:start].count(PAGE_BREAK), content, text[start + len(content) :].count(PAGE_BREAK)

    def looks(self) -> list[str]:
        """Return how the text looks: from which letter on, and how; nothing for plain text."""
        text = "".join(self._letters)
        start = len(text) - len(text.lstrip(f"{PAGE_BREAK} "))
        spans: list[str] = []
        before = ""
        for position, look in enumerate(self._looks):
            if look is not None and look != before:
                spans.append(f"{position - start}: {look}")
                before = look
        return spans
