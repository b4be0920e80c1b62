"""Tags in a text: the tags, the escapes (`{_{` prints as two braces), and whatever looks like a tag and is none."""

from __future__ import annotations

import re

from docgen.formats.word.tags import BLOCK_LEVELS, LINE, OBJECT, Fault, Found, Tag
from docgen.messages import Message, message

_MOST_FAULTS = 20  # of one paragraph: enough to show that it is no template
_TAG_OR_SUSPECT = re.compile(
    r"(?P<escape>\{_\{|\{_%|\}_\}|%_\})"
    r"|(?P<open>\{\{|\{%|\{#)"
    r"|(?P<wide>[{｛][｛{%％#＃])"  # at least one is full-width: the pairs of narrow ones are matched above
    r"|(?P<close>\}\}|%\}|[｝}]｝|[%％]｝|｝\}|％\})"
)
_ANY_CLOSING = re.compile(r"[}｝%％#＃][}｝]")
_WIDE_CLOSING = re.compile(r"[}｝%％#＃]｝|[｝％＃]\}")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BODY = r"(?:\"[^\"]*\"|'[^']*'|[^\"'])*?"
_TO_CLOSING = {opening: re.compile(_BODY + re.escape(closing)) for opening, closing in _CLOSING.items()}
_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'|[“”„][^“”]*[“”]|[‘’‚][^‘’]*[‘’]")
_UNTYPICAL = re.compile(f"{_LITERAL.pattern}|[\\s\u3000]+")
_END_OF_RAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_LEVEL = re.compile(r"(tr|tc|p|r)(?=\s|$)")
_WIDE = re.compile(r"[！-～]+")
_KEYWORD = re.compile(r"\w+")
_SPACES = re.compile(r"[\s\u3000]+")


def suspicious(text: str) -> bool:
    """Tell quickly whether `text` may hold a tag, or something like it."""
    return "{" in text or "}" in text or "｛" in text or "｝" in text


def scan(text: str, paragraph: int = -1, where: Message | None = None) -> tuple[list[Found], list[Fault]]:
    """Return the tags in `text`, in order, and what looks like a tag and is none.

    paragraph, where: the place of the text, as a Tag keeps it.
    """
    scanner = _Scanner(text, paragraph, where)
    position = 0
    while (match := _TAG_OR_SUSPECT.search(text, position)) and len(scanner.faults) < _MOST_FAULTS:
        position = scanner.read(match)
    return scanner.found, scanner.faults


class _Scanner:
    """Reads one text from left to right. Each method takes where a tag begins and returns where to go on."""

    def __init__(self, text: str, paragraph: int, where: Message | None) -> None:
        self.found: list[Found] = []
        self.faults: list[Fault] = []
        self._text = text
        self._paragraph = paragraph
        self._where = where

    def read(self, match: re.Match[str]) -> int:
        start, end = match.span()
        if match["open"]:
            return self._tag(start)
        if match["escape"]:
            return self._verbatim(start, end, match[0].replace("_", ""))
        if match["wide"] or not match[0].isascii():
            return self._wide(start, end)
        self._fault("closing-alone", max(0, start - 30), end)
        return end

    def _fault(self, key: str, start: int, end: int, **values: object) -> None:
        written = _SPACES.sub(" ", self._text[start:end]).strip()
        what, remedy = message(f"word.{key}", **values), message(f"word.{key}-remedy", **values)
        self.faults.append(Fault(written=written, what=what, paragraph=self._paragraph, where=self._where, remedy=remedy))

    def _verbatim(self, start: int, end: int, text: str) -> int:
        tag = Tag(written=self._text[start:end], opening="", code="", paragraph=self._paragraph, where=self._where, verbatim=text)
        self.found.append(Found(start, end, start, tag))
        return end

    def _wide(self, start: int, end: int) -> int:
        """Report braces typed with a Chinese keyboard, up to where the tag was meant to end."""
        closing = _ANY_CLOSING.search(self._text, end)
        end = closing.end() if closing else end
        self._fault("full-width-braces", start, end)
        return end

    def _tag(self, start: int) -> int:
        text, opening = self._text, self._text[start : start + 2]
        match = _TO_CLOSING[opening].match(text, start + 2)
        end = match.end() if match else text.find(_CLOSING[opening], start + 2) + 2
        inner = _LITERAL.sub("", text[start + 2 : end - 2]) if opening != "{#" else ""
        if end < start + 4 or "{{" in inner or "{%" in inner:
            return self._unclosed(start)
        if OBJECT in inner:
            self._fault("interrupted", start, end)
            return end
        if wide := _WIDE.search(inner):
            self._fault("full-width-in-tag", start, end, letters=wide[0])
            return end
        return self._keep(start, end)

    def _unclosed(self, start: int) -> int:
        following = [position for sign in ("{{", "{%") if (position := self._text.find(sign, start + 2)) >= 0]
        limit = min((*following, len(self._text)))
        wide = _WIDE_CLOSING.search(self._text, start, limit)
        if wide:
            self._fault("full-width-braces", start, wide.end())
            return wide.end()
        self._fault("not-closed", start, min(limit, start + 60), closing=_CLOSING[self._text[start : start + 2]])
        return start + 2

    def _keep(self, start: int, end: int) -> int:
        """Keep a sound tag, with the white space that its dashes take away."""
        written = self._text[start:end]
        opening, body = written[:2], written[2:-2]
        before, after = body.startswith("-"), body.endswith("-")
        body = body[body[:1] in ("-", "+") : len(body) - (body[-1:] in ("-", "+"))]
        level = _LEVEL.match(body)
        code = _normal(body[level.end() :] if level else body) if opening != "{#" else ""
        keyword = _KEYWORD.match(code) if opening == "{%" else None
        if keyword and keyword[0] == "raw":
            return self._raw(start, end)
        tag = Tag(
            written=written,
            opening=opening,
            code=code,
            level=level[0] if level else "",
            keyword=keyword[0] if keyword else "",
            paragraph=self._paragraph,
            where=self._where,
        )
        first = self._eaten_before(start) if before else start
        last = self._eaten_after(end) if after else end
        if tag.level not in BLOCK_LEVELS and ((before and first == 0) or (after and last == len(self._text))):
            self._fault("joins-paragraphs", start, end)
        if tag.opens and tag.keyword in ("set", "filter"):  # it would catch runs and paragraphs, not text
            self._fault("text-block", start, end, keyword=tag.keyword)
        self.found.append(Found(first, last, start, tag))
        return last

    def _raw(self, start: int, end: int) -> int:
        """Take what stands between {% raw %} and {% endraw %} as text."""
        closing = _END_OF_RAW.search(self._text, end)
        if closing is None:
            self._fault("raw-not-closed", start, end)
            return end
        self._verbatim(start, end, "")
        for match in re.finditer(r"[{}%#]+", self._text[end : closing.start()]):
            self._verbatim(end + match.start(), end + match.end(), match[0])
        return self._verbatim(*closing.span(), "")

    def _eaten_before(self, start: int) -> int:
        """Return where the white space begins that `{%-` takes away: within the paragraph, up to and with one line break."""
        limit = self.found[-1].end if self.found else 0
        while start > limit and self._text[start - 1].isspace():
            start -= 1
            if self._text[start] == LINE:
                break
        return start

    def _eaten_after(self, end: int) -> int:
        while end < len(self._text) and self._text[end].isspace():
            end += 1
            if self._text[end - 1] == LINE:
                break
        return end


def _normal(code: str) -> str:
    """Return the inside of a tag on one line, with the quotes that Word has curled made straight."""

    def straight(match: re.Match[str]) -> str:
        piece = match[0]
        if piece.isspace():
            return " "
        if piece[0] in "\"'":
            return piece.replace("\n", " ")
        inner = piece[1:-1].replace("\n", " ")
        quote = '"' if '"' not in inner else "'"
        return quote + inner + quote

    return _UNTYPICAL.sub(straight, code).strip()
