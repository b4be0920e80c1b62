"""Runs of a source -> runs of Word, with cross references as fields."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.authoring.blocks import Run, RunKind, Runs
from docgen.authoring.elements import Element, field, node, run
from docgen.authoring.front_words import WORDS
from docgen.authoring.outline import Branch, Entry, Guards, Outline, Path


class RunWriter:
    """Writes runs in one language; a cross reference asks the outline, and the guards around it, for its number."""

    def __init__(self, outline: Outline, language: str) -> None:
        self._outline = outline
        self._words = WORDS[language]

    def write(self, runs: Runs, path: Path, line: int, style: str = "", guards: Guards | None = None) -> list[Element]:
        """Return Word's runs for `runs`, which stand under the conditions of `path`; `style` is that of runs without one.

        `guards` are the conditions opened by tags before these runs in the same table; tags within `runs` are followed too.
        """
        guards = guards or Guards()
        written: list[Element] = []
        for part in runs:
            written += self._run(part, (*path, *guards.path), line, part.style or style)
            if part.kind is RunKind.TEXT:
                guards.follow_text(part.text)
        return written

    def label(self, entry: Entry, number: str) -> str:
        """Return what a reader calls the entry: "6.3", "表 2", "Figure 1"."""
        if entry.kind == "heading":
            return number
        return f"{self.noun(entry)} {number}"

    def noun(self, entry: Entry) -> str:
        """Return the word before a caption's number."""
        return self._words.table if entry.kind == "table" else self._words.figure

    def _run(self, part: Run, path: tuple[Branch, ...], line: int, style: str) -> Iterator[Element]:
        match part.kind:
            case RunKind.BREAK:
                yield node("w:r", node("w:br"))
            case RunKind.REFERENCE:
                found = self._outline.reference(part.text, path, line)
                if found is not None:
                    entry, number = found
                    switches = r"\r \h" if entry.kind == "heading" else r"\h"
                    yield from field(f"REF {entry.bookmark} {switches}", run(self.label(entry, number), style), style)
            case _:
                yield run(part.text, style)


class Bookmarks:
    """Wraps runs in bookmarks, numbered from 1."""

    def __init__(self) -> None:
        self._last = 0

    def around(self, name: str, content: list[Element]) -> list[Element]:
        """Return `content` inside the bookmark `name`."""
        self._last += 1
        start = node("w:bookmarkStart", id=self._last, name=name)
        return [start, *content, node("w:bookmarkEnd", id=self._last)]
