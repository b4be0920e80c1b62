"""One line of a source -> runs: bold, monospaced and muted text, breaks and cross references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from docgen.authoring.blocks import ControlKind, Run, RunKind, Runs
from docgen.authoring.controls import CONTROLS, GAP, read_control
from docgen.authoring.source import Source

_REFERENCE = re.compile(r"\{ref:([\w-]+)\}")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_OPEN_LOOP = re.compile(r"\{%-?\s*for [^%]*%\}\s*$")
_WIDE = re.compile("[\u2014\u2026\u2018\u2019\u201c\u201d\u3000-\u303f\u3400-\u9fff\uff00-\uffef\U000f0000-\U000ffffd]")


def _strong(state: StateInline, silent: bool) -> bool:
    """Read `**bold**`. CommonMark's own rule fails beside Chinese punctuation: there, `**甲。**乙` is no bold."""
    if not state.src.startswith("**", state.pos):
        return False
    end = state.src.find("**", state.pos + 2, state.posMax)
    if end <= state.pos + 2:
        return False
    if not silent:
        start, stop = state.pos + 2, state.posMax
        state.push("strong_open", "strong", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("strong_close", "strong", -1)
        state.posMax = stop
    state.pos = end + 2
    return True


def markdown_parser() -> MarkdownIt:
    """Return the Markdown parser of the dialect: CommonMark's blocks and tables without what a document has no use for."""
    parser = MarkdownIt("zero", {"html": True}).enable(
        ["table", "fence", "blockquote", "hr", "list", "heading", "newline", "escape", "backticks", "html_inline"]
    )
    parser.inline.ruler.before("html_inline", "strong", _strong)
    return parser


class InlineReader:
    """Turns the inline part of blocks into runs, in one language, reporting what the dialect does not know."""

    def __init__(self, source: Source, language: str) -> None:
        self._source = source
        self._language = language
        self._parser = markdown_parser()

    def runs(self, content: str, line: int) -> Runs:
        """Return the runs of `content`, which begins at `line` of the source."""
        tokens = self._parser.parseInline(content)[0].children or []
        return _tidied(list(self._runs(tokens, line)))

    def _runs(self, tokens: list[Token], line: int) -> Iterator[Run]:
        styles = [""]
        for index, token in enumerate(tokens):
            match token.type:
                case "text":
                    yield from self._text(token.content, styles[-1], line)
                case "code_inline":
                    yield from self._text(token.content, "Code", line)
                case "softbreak":
                    yield from self._joint(tokens, index)
                case "hardbreak":
                    yield Run(kind=RunKind.BREAK)
                case "strong_open":
                    styles.append("Strong")
                case "strong_close":
                    styles.pop()
                case "html_inline":
                    yield from self._html(token.content, styles, line)

    def _html(self, tag: str, styles: list[str], line: int) -> Iterator[Run]:
        if tag in ("<br>", "<br/>", "<br />"):
            yield Run(kind=RunKind.BREAK)
        elif tag == "<small>":
            styles.append("Muted")
        elif tag == "</small>" and len(styles) > 1:
            styles.pop()
        else:
            self._source.faults.add(line, "markdown.html", found=tag)

    def _text(self, content: str, style: str, line: int) -> Iterator[Run]:
        for piece, special in self._source.pieces(content):
            if not special:
                yield Run(text=piece, style=style)
            elif reference := _REFERENCE.fullmatch(piece):
                yield Run(kind=RunKind.REFERENCE, text=reference[1], style=style)
            elif piece.startswith("{{r "):
                yield Run(kind=RunKind.RICH, text=piece, style=style)
            elif control := read_control(piece):
                yield Run(kind=RunKind.CONTROL, control=control)
            else:
                said = piece[1:].split(":")[0].split(" ")[0]
                nearest = tuple(get_close_matches(said, [*ControlKind, "ref"], n=1))
                self._source.faults.add(line, "markdown.control", found=piece, nearest=nearest, controls=CONTROLS)

    def _joint(self, tokens: list[Token], index: int) -> Iterator[Run]:
        """A line break in the source is a blank, but not between Chinese characters."""
        before = tokens[index - 1].content[-1:] if index else ""
        after = tokens[index + 1].content[:1] if index + 1 < len(tokens) else ""
        if self._language == "zh" and (_WIDE.match(before) or _WIDE.match(after)):
            return
        yield Run(text=" ")


def _tidied(runs: list[Run]) -> Runs:
    """Join neighbours of one style, and drop the white space at both ends and around line breaks."""
    tidy: list[Run] = []
    for index, run in enumerate(runs):
        text = run.text
        if run.kind is RunKind.TEXT:
            if not tidy or tidy[-1].kind is RunKind.BREAK:
                text = text.lstrip()
            if index + 1 == len(runs) or runs[index + 1].kind is RunKind.BREAK:
                text = text.rstrip()
            if not text:
                continue
            if tidy and tidy[-1].kind is RunKind.TEXT and tidy[-1].style == run.style:
                tidy[-1] = replace(tidy[-1], text=tidy[-1].text + text)
                continue
        tidy.append(replace(run, text=text))
    return tuple(_spaced(tidy))


def _spaced(runs: list[Run]) -> Iterator[Run]:
    """Put the room of a form between a box and its label, and before the next box; in a loop, before each box but the first."""
    first = True
    for index, run in enumerate(runs):
        text = run.text
        if index and _is_box(runs[index - 1]):
            text = f"\u00a0{text.lstrip()}"
        if index + 1 < len(runs) and _is_box(runs[index + 1]) and run.kind is RunKind.TEXT:
            first = first and not _TAG.sub("", text).strip()
            gap = "" if first else GAP
            if first and _OPEN_LOOP.search(text):
                gap = f"{{% if not loop.first %}}{GAP}{{% endif %}}"
            text = text.rstrip() + gap
        first = run.kind is RunKind.BREAK or (first and run.kind is RunKind.TEXT and not _TAG.sub("", text).strip())
        yield replace(run, text=text)


def _is_box(run: Run) -> bool:
    return run.control is not None and run.control.kind is ControlKind.CHECK
