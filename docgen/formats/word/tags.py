"""Tags in the text of a paragraph: found in its joined text, wherever Word has split it over runs.

A paragraph is read as a row of `Atom`s, the smallest pieces of text on the tree. `scan` finds in their joined text the
tags, the escapes (`{_{` prints as two braces) and whatever looks like a tag and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docgen.formats.word import names
from docgen.messages import Message, message

OBJECT = "￼"  # stands for whatever is no text: a picture, a footnote mark, a field code
LINE = "\n"
BLOCK_LEVELS = ("p", "tr", "tc")
_MOST_FAULTS = 20  # of one paragraph: enough to show that it is no template
_PAGE_BREAKS = frozenset({"page", "column"})
_BREAK_TYPE = names.qualified("w:type")

_TAG_OR_SUSPECT = re.compile(
    r"(?P<escape>\{_\{|\{_%|\}_\}|%_\})"
    r"|(?P<open>\{\{|\{%|\{#)"
    r"|(?P<wide>[{｛][｛{%％#＃])"  # at least one is full-width: the pairs of narrow ones are matched above
    r"|(?P<close>\}\}|%\}|[｝}]｝|[%％]｝|｝\}|％\})"
)
_WIDE_CLOSING = re.compile(r"[}｝%％#＃]｝|[｝％＃]\}")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BODY = r"(?:\"[^\"]*\"|'[^']*'|[^\"'])*?"
_TO_CLOSING = {opening: re.compile(_BODY + re.escape(closing)) for opening, closing in _CLOSING.items()}
_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'|[“”„][^“”]*[“”]|[‘’‚][^‘’]*[‘’]")
_LEVEL = re.compile(r"(tr|tc|p|r)(?=\s|$)")
_WIDE = re.compile(r"[！-～]+")
_KEYWORD = re.compile(r"\s*(\w+)")
_SPACES = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a paragraph's text: the element that holds it, its text, and where it starts in the joined text."""

    element: names.Element
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One tag of a template.

    written:   as it stands in Word.   opening: "{{", "{%" or "{#".   code: what stands inside, for the sandbox.
    level:     "" in the text, "p" paragraph, "tr" row, "tc" cell, "r" rich.   keyword: of a statement, e.g. "for".
    paragraph: number of its paragraph in the part, from 0; -1 for a tag outside paragraphs.
    where:     what it stands in when that is no running text (an alternative text, a property); else None.
    verbatim:  the text to print, for an escape; code is empty then.
    """

    written: str
    opening: str
    code: str
    level: str = ""
    keyword: str = ""
    paragraph: int = -1
    where: Message | None = None
    verbatim: str | None = None

    @property
    def is_comment(self) -> bool:
        return self.opening == "{#"

    @property
    def opens(self) -> bool:
        """Tell whether the tag opens a block that another tag must close."""
        return self.keyword in ("if", "for", "with", "filter") or (self.keyword == "set" and "=" not in self.code)

    @property
    def continues(self) -> bool:
        return self.keyword in ("elif", "else")

    @property
    def closes(self) -> str:
        """Return the keyword whose block the tag closes, or ""."""
        return self.keyword[3:] if self.keyword in ("endif", "endfor", "endwith", "endfilter", "endset") else ""

    @property
    def is_structure(self) -> bool:
        return self.opens or self.continues or bool(self.closes)


@dataclass(frozen=True, slots=True)
class Found:
    """A tag in a text: it begins at `at`; text[start:end] is to be replaced by it (more than the tag with `{%-`)."""

    start: int
    end: int
    at: int
    tag: Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that looks like a tag and is none, or a tag at a place where it cannot stand."""

    written: str
    what: Message
    paragraph: int = -1
    where: Message | None = None
    remedy: Message | None = None
    nearest: tuple[str, ...] = ()


def fault(tag: Tag, key: str, **values: object) -> Fault:
    """Return the fault `word.<key>`: `tag` cannot stand where it stands."""
    what, remedy = message(f"word.{key}", **values), message(f"word.{key}-remedy")
    return Fault(written=tag.written, what=what, paragraph=tag.paragraph, where=tag.where, remedy=remedy)


def atoms(paragraph: names.Element) -> list[Atom]:
    """Return the text of `paragraph` in reading order; text boxes inside it are paragraphs of their own."""
    pieces: list[Atom] = []
    start = 0
    for element, text in _walk(paragraph):
        pieces.append(Atom(element, text, start))
        start += len(text)
    return pieces


def _walk(element: names.Element) -> Iterator[tuple[names.Element, str]]:
    for child in element:
        name = child.tag
        if name == names.RUN:
            yield from _walk_run(child)
        elif name in names.TRANSPARENT:
            yield from _walk(child)
        elif name not in names.NOISE and name not in (names.DELETED, names.MOVED_AWAY):
            yield child, OBJECT


def _walk_run(run: names.Element) -> Iterator[tuple[names.Element, str]]:
    for child in run:
        match child.tag:
            case names.TEXT:
                yield child, child.text or ""
            case names.TAB:
                yield child, "\t"
            case names.BREAK | names.RETURN:
                yield child, OBJECT if child.get(_BREAK_TYPE) in _PAGE_BREAKS else LINE
            case names.NO_BREAK_HYPHEN:
                yield child, "-"
            case name if name not in names.NOISE and name != names.DELETED_TEXT:
                yield child, OBJECT


def scan(text: str, paragraph: int = -1, where: Message | None = None) -> tuple[list[Found], list[Fault]]:
    """Return the tags in `text`, in order, and what looks like a tag and is none."""
    found: list[Found] = []
    faults: list[Fault] = []
    position = 0
    while (match := _TAG_OR_SUSPECT.search(text, position)) and len(faults) < _MOST_FAULTS:
        start, position = match.span()
        if match["escape"]:
            found.append(Found(start, position, start, _verbatim(match[0], match[0].replace("_", ""))))
        elif match["open"]:
            position = _scan_tag(text, start, found, faults)
        elif match["wide"] or not match[0].isascii():
            position = _scan_wide(text, start, position, faults)
        else:
            faults.append(_fault("closing-alone", text[max(0, start - 20) : position]))
    placed = [Found(item.start, item.end, item.at, replace(item.tag, paragraph=paragraph, where=where)) for item in found]
    return placed, [replace(fault, paragraph=paragraph, where=where) for fault in faults]


def _verbatim(written: str, text: str) -> Tag:
    return Tag(written=written, opening="", code="", verbatim=text)


def _fault(key: str, written: str, **values: object) -> Fault:
    return Fault(written=_SPACES.sub(" ", written).strip(), what=message(f"word.{key}", **values), remedy=message(f"word.{key}-remedy"))


def _scan_wide(text: str, start: int, position: int, faults: list[Fault]) -> int:
    """Report braces typed with a Chinese keyboard, up to where the tag was meant to end."""
    closing = re.compile(r"[}｝%％#＃][}｝]").search(text, position)
    end = closing.end() if closing else position
    faults.append(_fault("full-width-braces", text[start:end]))
    return end


def _scan_tag(text: str, start: int, found: list[Found], faults: list[Fault]) -> int:
    """Read the tag that opens at `start`; return where to go on."""
    opening = text[start : start + 2]
    match = _TO_CLOSING[opening].match(text, start + 2)
    end = match.end() if match else text.find(_CLOSING[opening], start + 2) + 2
    body = text[start + 2 : end - 2]
    inner = _LITERAL.sub("", body) if opening != "{#" else ""
    if end < start + 4 or "{{" in inner or "{%" in inner:
        return _scan_unclosed(text, start, faults)
    written = text[start:end]
    if opening == "{#":
        level = _LEVEL.match(body)
        found.append(Found(start, end, start, Tag(written=written, opening=opening, code="", level=level[0] if level else "")))
        return end
    if OBJECT in inner:
        faults.append(_fault("interrupted", written))
        return end
    if wide := _WIDE.search(inner):
        faults.append(_fault("full-width-in-tag", written, letters=wide[0]))
        return end
    return _keep_tag(text, start, end, found, faults)


def _scan_unclosed(text: str, start: int, faults: list[Fault]) -> int:
    limit = min(position for position in (text.find("{{", start + 2), text.find("{%", start + 2), len(text)) if position >= 0)
    wide = _WIDE_CLOSING.search(text, start, limit)
    if wide:
        faults.append(_fault("full-width-braces", text[start : wide.end()]))
        return wide.end()
    faults.append(_fault("not-closed", text[start : min(limit, start + 60)], closing=_CLOSING[text[start : start + 2]]))
    return start + 2


def _keep_tag(text: str, start: int, end: int, found: list[Found], faults: list[Fault]) -> int:
    written, body = text[start:end], text[start + 2 : end - 2]
    before, after = body.startswith("-"), body.endswith("-")
    tag = _tag(written, written[:2], body[body[:1] in ("-", "+") : len(body) - (body[-1:] in ("-", "+"))])
    if tag.keyword == "raw":
        return _scan_raw(text, start, end, found, faults)
    first = _eaten_before(text, start) if before else start
    last = _eaten_after(text, end) if after else end
    if tag.level not in BLOCK_LEVELS and ((before and first == 0) or (after and last == len(text))):
        faults.append(_fault("joins-paragraphs", written))
    found.append(Found(first, last, start, tag))
    return last


def _tag(written: str, opening: str, body: str) -> Tag:
    level = _LEVEL.match(body)
    code = _plain_quotes(body[level.end() :] if level else body)
    code = _SPACES.sub(" ", code).strip() if not _LITERAL.search(code) else code.replace("\n", " ").replace("\t", " ").strip()
    keyword = _KEYWORD.match(code) if opening == "{%" else None
    return Tag(written=written, opening=opening, code=code, level=level[0] if level else "", keyword=keyword[1] if keyword else "")


def _plain_quotes(code: str) -> str:
    """Return `code` with the quotes that Word has curled made straight; quotes inside straight ones stay as they are."""

    def straight(match: re.Match[str]) -> str:
        literal = match[0]
        if literal[0] in "\"'":
            return literal
        inner = literal[1:-1]
        quote = '"' if '"' not in inner else "'"
        return quote + inner + quote

    return _LITERAL.sub(straight, code.replace("\u00a0", " ").replace("\u3000", " "))


def _scan_raw(text: str, start: int, end: int, found: list[Found], faults: list[Fault]) -> int:
    """Take what stands between {% raw %} and {% endraw %} as text."""
    closing = re.compile(r"\{%-?\s*endraw\s*-?%\}").search(text, end)
    if closing is None:
        faults.append(_fault("raw-not-closed", text[start:end]))
        return end
    found.append(Found(start, end, start, _verbatim(text[start:end], "")))
    for match in re.finditer(r"[{}%#]+", text[end : closing.start()]):
        found.append(Found(end + match.start(), end + match.end(), end + match.start(), _verbatim(match[0], match[0])))
    found.append(Found(*closing.span(), closing.start(), _verbatim(closing[0], "")))
    return closing.end()


def _eaten_before(text: str, start: int) -> int:
    """Return where the white space begins that `{%-` takes away: up to and with one line break, within the paragraph."""
    while start > 0 and text[start - 1].isspace():
        start -= 1
        if text[start] == LINE:
            break
    return start


def _eaten_after(text: str, end: int) -> int:
    while end < len(text) and text[end].isspace():
        end += 1
        if text[end - 1] == LINE:
            break
    return end
