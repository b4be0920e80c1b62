"""The text of a template before Markdown sees it: front matter apart, and every tag shielded.

A tag (`{{ … }}`, `{% … %}`), a cross reference (`{ref:name}`) or an attribute list (`{: … }`) is replaced by one private
character, so that neither Markdown nor YAML reads a `|`, `*` or `:` inside it; `Source.restored` puts the words back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from docgen.errors import Place, Problem, TemplateError
from docgen.messages import message

FORM = "form"
KINDS = ("manual", "policy", "procedure", "instruction", FORM)
_WITH_COVER = frozenset({"manual", "procedure"})
_SHIELDED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{ref:[\w-]+\}")
# Controls such as `{text: prompt}`, with tags inside, and what looks like one. Not in blocks: there YAML has such braces.
_WITH_CONTROLS = re.compile(
    _SHIELDED.pattern
    + r"|(?<!\\)\{(?:(?:text|date|choice|check|sign|number|period|site)\b|[a-z]+(?: \d+)?:)"
    + r"(?:\{\{.*?\}\}|\{%.*?%\}|[^{}])*\}"
)
_FENCE = "```"
_ATTRIBUTES = re.compile(r'\{:((?:"[^"]*"|[^"}])*)\}')
_ATTRIBUTE = re.compile(r'\s*(?:#(?P<name>[\w-]+)|(?P<key>[a-z]+)="(?P<value>[^"]*)"|(?P<flag>[a-z]+))(?=\s|$)')
_STATEMENT = re.compile(r"\{%p?-?\s*(?P<keyword>\w+)\s*(?P<expression>.*?)\s*-?%\}")
_UNCLOSED = re.compile(r"\{\{|\{%|\}\}|%\}")
_FIRST_SHIELD = 0xF0000
_SHIELD = re.compile("[\U000f0000-\U000ffffd]")


class Faults:
    """Collects what is wrong with one source, and raises it all at once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._problems: list[Problem] = []

    def add(self, line: int | None, key: str, *, found: str = "", nearest: tuple[str, ...] = (), **values: object) -> None:
        """Note the fault `key` at `line`; the text says what is wrong and what to do, with `values`."""
        self._problems.append(
            Problem(
                where=Place(file=self._name, line=line),
                what=message(key, **values),
                found=found,
                nearest=nearest,
            )
        )

    def raise_any(self) -> None:
        """Raises: TemplateError: with every fault noted so far, if there is one."""
        if self._problems:
            raise TemplateError(*self._problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a source says about itself. `answers`: clause number to the place in the document that answers it."""

    kind: str
    cover: bool
    contents: bool
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A block tag that governs whole blocks: `keyword` is if, elif, else, endif, for, endfor or set."""

    keyword: str
    expression: str
    line: int

    @property
    def words(self) -> str:
        """The statement as it stands between the percent signs."""
        return f"{self.keyword} {self.expression}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """An attribute list: the name after #, key="value" pairs, and single words."""

    name: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    line: int = 0


class Source:
    """A source with its tags shielded: `front`, and `lines`, numbered from `first_line`."""

    def __init__(self, text: str, faults: Faults) -> None:
        self.faults = faults
        self._words: list[str] = []
        lines, fenced = [], False
        for number, line in enumerate(text.splitlines(), 1):
            fenced ^= line.lstrip().startswith(_FENCE)
            lines.append(self._shielded(line, number, _SHIELDED if fenced else _WITH_CONTROLS))
        end = _front_end(lines)
        self.front = _front_matter("\n".join(lines[1:end]), faults)
        self.first_line = end + 2
        self.lines = lines[end + 1 :]

    def restored(self, text: str) -> str:
        """Return `text` with the words of every shielded tag back in place."""
        return _SHIELD.sub(lambda match: self._words[ord(match.group()) - _FIRST_SHIELD], text)

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """Return `text` in pieces. True: a cross reference, a rich tag or a control; False: text, other tags restored within it."""
        pieces = [("", False)]
        for part in re.split(f"({_SHIELD.pattern})", text):
            words = self.restored(part)
            if words != part and (words.startswith("{{r ") or words[1] not in "{%#:"):
                pieces += [(words, True), ("", False)]
            else:
                pieces[-1] = (pieces[-1][0] + words, False)
        return [piece for piece in pieces if piece[0]]

    def statements(self, line: str, number: int) -> list[Statement] | None:
        """Return the block tags of a line that holds nothing else, or None if it is other text. Comments are dropped."""
        words = line.strip()
        if not words or _SHIELD.sub("", words).strip():
            return None
        found = []
        for shield in words:
            tag = self.restored(shield)
            if tag.startswith("{#"):
                continue
            match = None if tag.startswith(("{%tr", "{%tc", "{%r")) else _STATEMENT.fullmatch(tag)
            if match is None:
                return None
            found.append(Statement(keyword=match["keyword"], expression=match["expression"], line=number))
        return found

    def attributes(self, text: str, line: int) -> tuple[str, Attributes | None]:
        """Return `text` without the attribute list at its end, and the list, if there is one."""
        stripped = text.rstrip()
        if not stripped or not self.restored(stripped[-1]).startswith("{:"):
            return text, None
        inner = _ATTRIBUTES.fullmatch(self._words[ord(stripped[-1]) - _FIRST_SHIELD])
        return stripped[:-1].rstrip(), self._attributes(inner[1] if inner else "", line)

    def _attributes(self, words: str, line: int) -> Attributes:
        name, values, flags, at = "", {}, set(), 0
        while at < len(words.rstrip()):
            match = _ATTRIBUTE.match(words, at)
            if match is None:
                self.faults.add(line, "markdown.attributes", found=self.restored(words.strip()))
                break
            at = match.end()
            if match["key"]:
                values[match["key"]] = match["value"]
            elif match["flag"]:
                flags.add(match["flag"])
            else:
                name = match["name"]
        return Attributes(name=name, values=values, flags=frozenset(flags), line=line)

    def _shielded(self, line: str, number: int, pattern: re.Pattern[str]) -> str:
        shielded = pattern.sub(self._shield, line)
        if _UNCLOSED.search(shielded):
            self.faults.add(number, "markdown.tag-open", found=line.strip())
        return _ATTRIBUTES.sub(self._shield, shielded)

    def _shield(self, match: re.Match[str]) -> str:
        self._words.append(match.group())
        return chr(_FIRST_SHIELD + len(self._words) - 1)


def _front_end(lines: list[str]) -> int:
    """Return the index of the line that closes the front matter, or -1 if there is none."""
    if not lines or lines[0].rstrip() != "---":
        return -1
    return next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), -1)


def _front_matter(text: str, faults: Faults) -> FrontMatter:
    try:
        data = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        faults.add(2, "markdown.front-yaml", detail=str(error).replace("\n", " "))
        data = {"kind": "procedure"}
    if not isinstance(data, dict):
        data = {}
    for key in data.keys() - {"kind", "cover", "contents", "answers"}:
        faults.add(1, "markdown.front-key", name=str(key), found=str(key))
    kind = str(data.get("kind", ""))
    if kind not in KINDS:
        faults.add(1, "markdown.front-kind", kinds=KINDS, found=kind)
    answers = data.get("answers") or {}
    if not isinstance(answers, dict):
        faults.add(1, "markdown.front-answers", found=str(answers))
        answers = {}
    return FrontMatter(
        kind=kind,
        cover=bool(data.get("cover", kind in _WITH_COVER)) and kind != FORM,
        contents=bool(data.get("contents", kind in _WITH_COVER)) and kind != FORM,
        answers={str(clause): str(place) for clause, place in answers.items()},
    )
