"""Runs of a source -> runs of Word, with cross references as fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.authoring.blocks import ControlKind, Division, Run, RunKind, Runs
from docgen.authoring.controls import ControlWriter
from docgen.authoring.elements import Element, field, node, run
from docgen.authoring.front_words import WORDS
from docgen.authoring.outline import Branch, Entry, Guards, Outline, Path

_STATEMENT = re.compile(r"\{%.*?%\}")
_EDGES = " \u00a0\u3000:：=()（）"


class RunWriter:
    """Writes runs in one language; a cross reference asks the outline, and the guards around it, for its number."""

    def __init__(self, outline: Outline, language: str) -> None:
        self._outline = outline
        self._words = WORDS[language]
        self._controls = ControlWriter(language)

    def write(
        self, runs: Runs, path: Path, line: int, style: str = "", guards: Guards | None = None, title: str = ""
    ) -> list[Element]:
        """Return Word's runs for `runs`, which stand under the conditions of `path`; `style` is that of runs without one.

        `guards` are the conditions opened by tags before these runs in the same table; tags within `runs` are followed too.
        `title` is what controls among the runs are called, with the words beside each.
        """
        guards = guards or Guards()
        written: list[Element] = []
        for index, part in enumerate(runs):
            if part.control:
                control = self._controls.write(part.control, f"{title} {_beside(runs, index)}".strip())
                written += [control] if control is not None else []
                continue
            written += self._run(part, (*path, *guards.path), line, part.style or style)
            if part.kind is RunKind.TEXT:
                guards.follow_text(part.text)
        return written

    def label(self, entry: Entry, number: str) -> str:
        """Return what a reader calls the entry: "6.3", "附录 A", "表 2", "Figure 1"; its title if it has no number."""
        if entry.kind == "heading" and entry.division is Division.APPENDIX and entry.level == 1:
            return f"{self._words.appendix} {number}"
        if entry.kind == "heading":
            return number or entry.title
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
                    switches = r"\r \h" if entry.kind == "heading" and number else r"\h"
                    yield from field(f"REF {entry.bookmark} {switches}", run(self.label(entry, number), style), style)
            case _:
                yield run(part.text, style)


def _beside(runs: Runs, index: int) -> str:
    """Return the words that say what the control at `index` is for: those behind a box, those before anything else."""
    control = runs[index].control
    box = control is not None and control.kind is ControlKind.CHECK
    beside = index + 1 if box else index - 1
    if not 0 <= beside < len(runs) or runs[beside].kind is not RunKind.TEXT:
        return ""
    pieces = [piece.strip(_EDGES) for piece in _STATEMENT.split(runs[beside].text.replace("\u2003", "{%%}")) if piece.strip(_EDGES)]
    return pieces[0 if box else -1] if pieces else ""


class Bookmarks:
    """Wraps runs in bookmarks, numbered from 1."""

    def __init__(self) -> None:
        self._last = 0

    def around(self, name: str, content: list[Element]) -> list[Element]:
        """Return `content` inside the bookmark `name`."""
        self._last += 1
        start = node("w:bookmarkStart", id=self._last, name=name)
        return [start, *content, node("w:bookmarkEnd", id=self._last)]
