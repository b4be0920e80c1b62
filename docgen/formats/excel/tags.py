"""Tags in the texts of a workbook, gathered into one numbered Jinja program.

The program prints XML text, cut up by control characters that XML cannot hold: records (rows, columns, rounds of their loops, texts)
and the dynamic cells in a row. Each tag stands on a line of its own, so that a fault on line n + 1 lies in tag n.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from docgen.errors import Place, Problem
from docgen.messages import Message, message

RECORD, CELL, RUN = "\x01", "\x02", "\x03"
OPEN_ROUND, CLOSE_ROUND, TEXT_RECORD = "(", ")", "="

_STRING = r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^'\\]|\\.)*'"
_TAG = re.compile(
    rf"""
    \{{%-?\s*raw\s*-?%\}} (?P<raw>.*?) \{{%-?\s*endraw\s*-?%\}}
  | \{{\{{ (?P<expression> (?:{_STRING}|(?!\}}\}})[^"'])* ) \}}\}}
  | \{{% (?P<statement> (?:{_STRING}|(?!%\}})[^"'])* ) %\}}
  | \{{\# .*? \#\}}
    """,
    re.VERBOSE | re.DOTALL,
)
_STATEMENT = re.compile(r"(?:(?P<scope>p|tr|tc|sheet)(?:#[0-9]+)?\s+)?(?P<word>\w+)(?P<rest>.*)", re.DOTALL)
_LEFTOVER = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|｛｛|｛%|\{％|｛％|｝｝")
_CURLY_QUOTES = str.maketrans("“”‘’", "\"\"''")
_OPENERS = frozenset({"for", "if", "with", "filter", "autoescape"})
_BETWEEN = frozenset({"else", "elif"})
_STATIC = {ord(sign): f"&#{ord(sign)};" for sign in "&<>{\n\r"}


class Kind(StrEnum):
    """What a text is part of, which decides how a value is put into it."""

    TEXT = ""
    VALUE = "_typed"
    TIME = "_timed"
    OPERAND = "_operand"
    IN_STRING = "_in_string"
    IN_NAME = "_in_name"
    HEADER = "_in_header"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: static text, or a tag.

    kind: "text", "expression" or "statement".   body: the text, or what stands between the delimiters.   at: where it begins.
    scope: "tr", "tc", "sheet" or "p" of a statement, else "".   word: the statement's first word.   shown: the tag as written.
    """

    kind: str
    body: str
    at: int
    shown: str = ""
    scope: str = ""
    word: str = ""

    @property
    def opens(self) -> bool:
        """True for a statement that begins a block; {% set x %} without "=" does so too."""
        return self.kind == "statement" and (self.word in _OPENERS or (self.word == "set" and "=" not in self.body))

    @property
    def closes(self) -> bool:
        """True for a statement that ends a block."""
        return self.kind == "statement" and self.word.startswith("end")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of the program: where it stands, how it is written there, whether it prints or decides."""

    spot: Message
    shown: str
    prints: bool


def has_tags(text: str | None) -> bool:
    """Tell quickly whether `text` may hold a tag, or something meant to be one."""
    return text is not None and ("{" in text or "｛" in text)


def split(text: str) -> list[Part]:
    """Return the pieces of `text`, comments left out, white space beside {%- … -%} taken off."""
    parts: list[Part] = []
    place, strip = 0, False
    for match in _TAG.finditer(text):
        inner = match["expression"] if match["expression"] is not None else match["statement"] or ""
        parts += _static(text[place : match.start()], place, strip, inner.startswith("-"))
        place, strip = match.end(), inner.endswith("-")
        part = _part(match, _straight(inner[inner.startswith("-") : len(inner) - strip].strip()))
        if part is not None:
            parts.append(part)
    return [*parts, *_static(text[place:], place, strip, False)]


def split_over(texts: Sequence[str]) -> list[list[Part]]:
    """Return the pieces of texts that stand side by side; a tag that lies in several belongs to the one it begins in."""
    ends = list(accumulate(map(len, texts)))
    found: list[list[Part]] = [[] for _ in texts]
    for part in split("".join(texts)):
        run = bisect_right(ends, part.at)
        if part.kind != "text" or part.shown:
            found[run].append(part)
            continue
        start, end = part.at, part.at + len(part.body)
        while start < end:
            stop = min(end, ends[run])
            if stop > start:
                found[run].append(Part("text", part.body[start - part.at : stop - part.at], start))
            start, run = stop, run + 1
    return found


def faults(parts: Sequence[Part], spot: Message) -> Iterator[Problem]:
    """Yield what is wrong with the tags of one text: not closed, of Word's kind, or blocks that do not pair within it."""
    where = Place(spot=spot)
    for part in parts:
        if part.kind == "text" and not part.shown and (left := _LEFTOVER.search(part.body)):
            key = "full-width-tag" if set(left[0]) & set("｛｝％") else "tag-not-closed"
            yield Problem(where=where, what=message(f"excel.{key}"), found=excerpt(part.body), remedy=message(f"excel.{key}-remedy"))
        if part.scope == "p":
            remedy = message("excel.scope-p-remedy")
            yield Problem(where=where, what=message("excel.scope-unknown", scope="p"), found=excerpt(part.shown), remedy=remedy)
    inside = [part for part in parts if not part.scope]
    yield from unpaired([(part, spot) for part in inside if part.kind == "statement"], "excel.block-in-cell-remedy")


def unpaired(statements: Sequence[tuple[Part, Message]], remedy: str) -> Iterator[Problem]:
    """Yield a problem for each statement that closes what is not open, or opens what is never closed."""
    open_blocks: list[tuple[Part, Message]] = []
    for part, spot in statements:
        if part.opens:
            open_blocks.append((part, spot))
        elif part.closes or part.word in _BETWEEN:
            if not open_blocks or (part.closes and part.word != f"end{open_blocks[-1][0].word}"):
                what = message("excel.block-not-open")
                yield Problem(where=Place(spot=spot), what=what, found=excerpt(part.shown), remedy=message(remedy))
            if part.closes and open_blocks:
                open_blocks.pop()
    for part, spot in open_blocks:
        yield Problem(where=Place(spot=spot), what=message("excel.block-not-closed"), found=excerpt(part.shown), remedy=message(remedy))


class Program:
    """The Jinja program under construction: texts with tags between them, and where each tag stands."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self.sources: list[str] = []
        self.tags: list[Tag] = []

    def record(self, head: str) -> None:
        """Begin a record of the output."""
        self.texts[-1] += RECORD + head

    def cut(self, mark: str) -> None:
        """Begin a cell or a run in the output."""
        self.texts[-1] += mark

    def text(self, parts: Sequence[Part], spot: Message, kind: Kind = Kind.TEXT) -> None:
        """Append one text; `kind` says what its values are put into."""
        for part in parts:
            if part.kind == "text":
                self.texts[-1] += part.body.translate(_STATIC)
            elif part.kind == "expression":
                self.expression(part, spot, kind)
            else:
                self.statement(part, spot)

    def expression(self, part: Part, spot: Message, kind: Kind) -> None:
        """Append a tag that prints."""
        body = f"({part.body})|{kind.value}" if kind.value else part.body
        self._append(f"{{{{\n{body} }}}}", Tag(spot, excerpt(part.shown), prints=True))

    def statement(self, part: Part, spot: Message) -> None:
        """Append a tag that decides."""
        self._append(f"{{%\n{part.body} %}}", Tag(spot, excerpt(part.shown), prints=False))

    def number_at(self, line: int) -> int | None:
        """Return the number, from 0, of the tag on a line of the program."""
        return line - 2 if 2 <= line < len(self.tags) + 2 else None

    def _append(self, source: str, tag: Tag) -> None:
        self.sources.append(source)
        self.tags.append(tag)
        self.texts.append("")


def _static(text: str, at: int, strip_left: bool, strip_right: bool) -> list[Part]:
    kept = text.rstrip() if strip_right else text
    if strip_left:
        at += len(kept) - len(kept.lstrip())
        kept = kept.lstrip()
    return [Part("text", kept, at)] if kept else []


def _part(match: re.Match[str], body: str) -> Part | None:
    """Return the tag of a match, None for a comment. What stands under raw is text, braces and all."""
    at, shown = match.start(), match[0]
    body = body.replace("\n", " ").replace("\r", " ")
    if match["raw"] is not None:
        return Part("text", match["raw"], at, shown)
    if match["expression"] is not None:
        return Part("expression", body, at, shown)
    if match["statement"] is None:
        return None
    statement = _STATEMENT.fullmatch(body)
    if statement is None:
        return Part("statement", body, at, shown)
    return Part("statement", statement["word"] + statement["rest"], at, shown, statement["scope"] or "", statement["word"])


def _straight(body: str) -> str:
    """Straighten the quotes that Office curls while one types."""
    return body if '"' in body or "'" in body else body.translate(_CURLY_QUOTES)


def excerpt(text: str) -> str:
    """Return `text` on one line, cut where it is long, to be quoted in a problem."""
    folded = " ".join(text.split())
    return folded if len(folded) <= 80 else folded[:79] + "…"
