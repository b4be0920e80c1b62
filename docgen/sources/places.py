"""YAML text -> plain data with every scalar as it is written, and the place of every field.

Scalars stay text (`1.0`, `A/0`, `no`, `2026-02-16`), so that nothing is lost to YAML's guesses; what they mean is decided
by the type they are read into. The text is untrusted: it is read event by event, with bounds on size, depth and nodes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from docgen.errors import Place, Problem
from docgen.messages import Message, message

MAX_CHARACTERS = 2_000_000
MAX_NODES = 50_000
MAX_DEPTH = 40
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")) | {"!"}
# What YAML 1.1 calls not printable; a lone surrogate is among it.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What the parser says, in words of its own -> our text about it.
_SYNTAX = {
    "quoted scalar": "quote-not-closed",
    "flow": "bracket-not-closed",
    "mapping values are not allowed": "colon-misplaced",
    "cannot start any token": "character-needs-quotes",
    "did not find expected key": "key-expected",
    "did not find expected '-'": "key-expected",
    "could not find expected ':'": "key-expected",
}
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Plain(str):
    """A scalar written without quotes, which may mean a number or a yes/no."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands: 1-based line and column, and for a scalar the characters it takes, from `start` to before `end`."""

    line: int
    column: int
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The spots of one file by field path: `services[0].targets.P1.response`, or `services[ops].…` by the member's id."""

    file: str
    spots: Mapping[str, Spot] = field(default_factory=dict)
    by_id: Mapping[str, str] = field(default_factory=dict)

    def place(self, path: str) -> Place:
        """Return the place of a field; of one that is not written, the place of what it would stand in."""
        spot = self.spot(path) or Spot(1, 1)
        return Place(file=self.file, line=spot.line, column=spot.column, field=path)

    def spot(self, path: str) -> Spot | None:
        """Return the spot of a field, or of the nearest field around it that is written."""
        inner = self.numbered(path)
        while inner and inner not in self.spots:
            inner = inner[: max(inner.rfind("."), inner.rfind("["), 0)]
        return self.spots.get(inner)

    def numbered(self, path: str) -> str:
        """Return the path with members named by id replaced by their numbers."""
        done = ""
        for part in re.findall(r"\[[^\]]*\]|\.?[^.\[]+", path):
            done += part
            done = self.by_id.get(done, done)
        return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A YAML file as written: data (dict, list, str, Plain or None), places, and what is wrong with the YAML itself."""

    data: object
    places: Places
    problems: tuple[Problem, ...]


def read_yaml(text: str, file: str) -> Written:
    """Read YAML text. Never raises on content: what is wrong stands in `problems`; after a syntax error `data` is None."""
    if len(text) > MAX_CHARACTERS:
        return _unreadable(file, message("profile.file-too-large", limit=MAX_CHARACTERS // 1_000_000))
    if unprintable := _UNPRINTABLE.search(text):
        return _unreadable(
            file, message("profile.control-character", code=f"U+{ord(unprintable[0]):04X}"), mark=_mark(text, unprintable.start())
        )
    builder = _Builder()
    try:
        parser = _Parser(text)
        while parser.check_event():
            builder.take(parser.get_event())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what, remedy, opened = _syntax(error, text, mark.line if mark else 0)
        return _unreadable(file, what, remedy, mark=error.context_mark if opened and error.context_mark else mark)
    except _TooMuchError as error:
        return _unreadable(file, message("profile.too-deep-or-many", nodes=MAX_NODES, depth=MAX_DEPTH), mark=error.mark)
    places = Places(file=file, spots=builder.spots, by_id=builder.by_id)
    problems = tuple(
        Problem(where=Place(file=file, line=spot.line, column=spot.column, field=path), what=what) for path, spot, what in builder.faults
    )
    return Written(data=builder.root, places=places, problems=problems)


def decoded(raw: bytes, file: str) -> str | Problem:
    """Return the text of a UTF-8 file, with or without a byte order mark; or, for any other encoding, what to do."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Problem(where=Place(file=file, line=line), what=message("profile.not-utf8"), remedy=message("profile.not-utf8-remedy"))


def member(path: str, key: str | int) -> str:
    """Return the path of a key or list position below `path`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


class _TooMuchError(Exception):
    def __init__(self, mark: Any) -> None:
        super().__init__()
        self.mark = mark


class _Open:
    """A mapping or list whose end is still to come."""

    __slots__ = ("anchor", "height", "key", "nodes", "path", "spot", "value")

    def __init__(self, value: dict[str, object] | list[object], path: str, anchor: str | None, nodes: int) -> None:
        self.value = value
        self.path = path
        self.anchor = anchor
        self.nodes = nodes  # counted before it
        self.height = 1  # of the tree below it, so far
        self.key: str | None = None
        self.spot: Spot | None = None


class _Builder:
    """Builds data and places from the events of a YAML parser, without recursion."""

    def __init__(self) -> None:
        self.root: object = None
        self.spots: dict[str, Spot] = {}
        self.by_id: dict[str, str] = {}
        self.faults: list[tuple[str, Spot, Message]] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[object, int, int]] = {}  # value, nodes, height
        self._nodes = 0

    def take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._count(1, event)
                self._check_tag(event)
                if self._expects_key():
                    self._take_key(event)
                else:
                    self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._count(1, event)
                self._check_tag(event)
                self._start(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent() if self.root is not None:
                self._fault(event, message("profile.second-document"))

    def _scalar(self, event: Any) -> None:
        plain = event.style in (None, "")
        value = None if plain and event.value in NULLS and event.tag is None else (Plain(event.value) if plain else str(event.value))
        path = self._place(event, Spot(*_at(event), event.start_mark.index, event.end_mark.index))
        self._put(value, path)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1, 0)

    def _start(self, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _TooMuchError(event.start_mark)
        if self._expects_key():
            self._fault(event, message("profile.key-not-text"))
            self._open[-1].key = ""
        value: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        inside = self._open[-1].spot if self._open else None
        path = self._place(event, inside or Spot(*_at(event)))
        self._put(value, path)
        self._open.append(_Open(value, path, event.anchor, self._nodes))

    def _end(self) -> None:
        done = self._open.pop()
        if done.anchor:
            self._anchors[done.anchor] = (done.value, self._nodes - done.nodes + 1, done.height)
        if self._open:
            self._open[-1].height = max(self._open[-1].height, done.height + 1)
        identity = done.value.get("id") if isinstance(done.value, dict) else None
        if isinstance(identity, str) and done.path.endswith("]"):
            self.by_id.setdefault(f"{done.path[: done.path.rfind('[')]}[{identity}]", done.path)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self._anchors or self._expects_key():
            self._fault(event, message("profile.unknown-alias", name=event.anchor))
            if self._expects_key():
                self._open[-1].key = ""
                return
        value, nodes, height = self._anchors.get(event.anchor, (None, 1, 0))
        self._count(nodes, event)
        if len(self._open) + height > MAX_DEPTH:
            raise _TooMuchError(event.start_mark)
        if self._open:
            self._open[-1].height = max(self._open[-1].height, height + 1)
        self._put(value, self._place(event, Spot(*_at(event))))

    def _take_key(self, event: Any) -> None:
        top = self._open[-1]
        key = str(event.value)
        top.spot = Spot(*_at(event))
        if key in top.value:
            first = self.spots[member(top.path, key)].line
            self._fault(event, message("profile.duplicate-key", name=key, first=first), member(top.path, key))
        top.key = key

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].key is None

    def _place(self, event: Any, spot: Spot) -> str:
        """Note where the value that begins here stands and return its path; the first of two equal keys keeps its place."""
        if not self._open:
            return ""
        top = self._open[-1]
        key = top.key if isinstance(top.value, dict) else len(top.value)
        path = member(top.path, key if key is not None else "")
        self.spots.setdefault(path, spot)
        return path

    def _put(self, value: object, path: str) -> None:
        if not self._open:
            self.root = value if self.root is None else self.root
            return
        top = self._open[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            top.value.setdefault(top.key or "", value)
            top.key = top.spot = None

    def _check_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag not in _CORE_TAGS:
            self._fault(event, message("profile.tag-refused", tag=event.tag))

    def _count(self, nodes: int, event: Any) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise _TooMuchError(event.start_mark)

    def _fault(self, event: Any, what: Message, path: str | None = None) -> None:
        self.faults.append((path if path is not None else (self._open[-1].path if self._open else ""), Spot(*_at(event)), what))


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _unreadable(file: str, what: Message, remedy: Message | None = None, mark: Any = None) -> Written:
    where = Place(file=file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=file)
    return Written(data=None, places=Places(file=file), problems=(Problem(where=where, what=what, remedy=remedy),))


def _syntax(error: yaml.MarkedYAMLError, text: str, line: int) -> tuple[Message, Message, bool]:
    """Return what is wrong with the YAML, what to do, and whether the fault lies where something was opened, not where it was noticed."""
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    detail = f"{error.context or ''} {error.problem or ''}".strip()
    kind = "tab" if "\t" in written[: len(written) - len(written.lstrip())] or "\\t" in detail else _kind(detail)
    what = message("profile.not-yaml", detail=detail) if kind == "not-yaml" else message(f"profile.{kind}")
    return what, message(f"profile.{kind}-remedy"), kind in ("quote-not-closed", "bracket-not-closed")


def _kind(detail: str) -> str:
    """Return which of our texts says what the parser says."""
    return next((kind for words, kind in _SYNTAX.items() if words in detail), "not-yaml")


def _mark(text: str, index: int) -> Spot:
    """Return the place of a character, 0-based as YAML's own marks are."""
    start = text.rfind("\n", 0, index) + 1
    return Spot(text.count("\n", 0, index), index - start)
