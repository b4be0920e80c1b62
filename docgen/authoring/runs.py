"""Runs of a source -> runs of Word, with cross references as fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.authoring.blocks import ControlKind, Division, Run, RunKind, Runs
from docgen.authoring.controls import GAP, ControlWriter
from docgen.authoring.front_words import WORDS
from docgen.authoring.outline import Branch, Entry, Guards, Outline, Path
from docgen.formats.word.elements import Element, field, node, paragraph, run

_STATEMENT = re.compile(r"\{%.*?%\}")
_EDGES = " \u00a0\u3000:：=＝"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a cell stands in words: what its row is about, and its column where that says more."""

    row: str = ""
    column: str = ""


NO_PLACE = Place()


class RunWriter:
    """Writes runs in one language; a cross reference asks the outline, and the guards around it, for its number."""

    def __init__(self, outline: Outline, language: str) -> None:
        self._outline = outline
        self._words = WORDS[language]
        self._controls = ControlWriter(language)

    def write(
        self, runs: Runs, path: Path, line: int, style: str = "", guards: Guards | None = None, place: Place = NO_PLACE
    ) -> list[Element]:
        """Return Word's runs for `runs`, which stand under the conditions of `path`; `style` is that of runs without one.

        `guards` are the conditions opened by tags before these runs in the same table; tags within `runs` are followed too.
        `place` is where controls among the runs stand; with the words beside each it makes their titles.
        """
        guards = guards or Guards()
        written: list[Element] = []
        for index, part in enumerate(runs):
            if part.control:
                control = self._controls.write(part.control, _title(runs, index, place))
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


def _title(runs: Runs, index: int, place: Place) -> str:
    """Return what the control at `index` is called: a box by the question of its line, or its row, and its label; others by their place."""
    if _is_box(runs[index]):
        words = (_question(runs, index) or place.row, _pieces(runs, index + 1)[:1])
    else:
        words = (" ".join(filter(None, (place.row, place.column))), _pieces(runs, index - 1)[-1:])
    return " ".join(filter(None, (words[0], *words[1])))


def _question(runs: Runs, index: int) -> str:
    """Return the words before the first box of a line, if the line begins with them."""
    start = next((at + 1 for at in range(index - 1, -1, -1) if runs[at].kind is RunKind.BREAK), 0)
    return " ".join(_pieces(runs, start)[:1]) if not _is_box(runs[start]) and _is_box(runs[start + 1]) else ""


def _pieces(runs: Runs, index: int) -> list[str]:
    """Return the words of the run at `index` between tags and gaps; none if it is no text."""
    if not 0 <= index < len(runs) or runs[index].kind is not RunKind.TEXT:
        return []
    pieces = (piece.strip(_EDGES) for piece in _STATEMENT.split(runs[index].text.replace(GAP, "{%%}")))
    return [piece for piece in pieces if piece]


def _is_box(run: Run) -> bool:
    return run.control is not None and run.control.kind is ControlKind.CHECK


class Bookmarks:
    """Wraps runs in bookmarks, numbered from 1."""

    def __init__(self) -> None:
        self._last = 0

    def around(self, name: str, content: list[Element]) -> list[Element]:
        """Return `content` inside the bookmark `name`."""
        self._last += 1
        start = node("w:bookmarkStart", id=self._last, name=name)
        return [start, *content, node("w:bookmarkEnd", id=self._last)]


def tag_paragraph(statement: str, style: str = "BodyText") -> Element:
    """Return the paragraph of a block tag: `if x` becomes a paragraph `{%p if x %}`, which filling removes."""
    return paragraph(style, run(f"{{%p {statement} %}}"))
