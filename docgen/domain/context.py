"""What a template may see, and a note of what it looked at.

Templates speak the profile's own names. Each value is handed out behind a read-only `Field`, which resolves texts to the
document's language and notes the dotted path of everything a template asks, with what it saw:

    services[ops].targets.P1.response     a value: its text, or its kind and its text
    services*                             the members of a list or mapping
    services[ops]?                        whether something is there, and of what kind
    role(incident-manager)=               the hash of a record that was taken as a whole

Members of a list that have an `id` are named by it, so the path survives a reordering. Since a template learns nothing in
any other way, one whose every question has the same answer today makes the same document (`Context.answers`); and two notes of
the same document, compared, say why its text changed (`Context.used`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from keyword import iskeyword
from typing import TypeVar

from docgen.domain.quantities import LEAVES, IsoDate
from docgen.domain.text import Text

_ABSENT = "absent"
_MARK = "\0"  # no text of a profile holds it
_THERE, _MEMBERS, _WHOLE = "?", "*", "="
_ROOT = re.compile(r"(?P<name>[^.\[\]()]+)(?:\((?P<identity>[^()]*)\))?")
_STEP = re.compile(r"(?P<before>.+)(?:\.(?P<name>[^.\[\]()]+)|\[(?P<member>[^\[\]]*)\])")
_TOLD = re.compile(r"^(role|ref|applies)\((.*?)\)")  # questions that functions ask, by the names that people know
_TELLING = {"role": "roles", "ref": "documents", "applies": "documents"}

F = TypeVar("F", bound=Callable[..., object])
R = TypeVar("R")


def _once_a_kind(function: Callable[[type], R]) -> Callable[[type], R]:
    """Ask `function` once for each class: its answer for a class stays the same."""
    return cache(function)


def template_function(function: F) -> F:
    """Mark `function` as one that templates may call."""
    function.for_templates = True  # type: ignore[attr-defined]
    return function


class Context:
    """The names a template may say, in one language, with the note of what it asked.

    language:  "zh" or "en": the document's.
    names:     top-level names (organisation, services, document …) to plain frozen values.
    functions: the callables a template may call: ref, applies, role.
    sources:   what those functions draw on, each by its own name: an id -> a plain value; see `ask`.
    iso_dates: print dates as 2026-03-01 everywhere.
    pictures:  a picture's name in the profile (`logo.png`) to the file's content; an SVG's PNG under its own name.
    seen:      fills up while a template is rendered: each question to its answer, as described above.
    """

    def __init__(
        self,
        *,
        language: str,
        names: Mapping[str, object],
        functions: Mapping[str, Callable[..., object]] | None = None,
        sources: Mapping[str, Callable[[str], object]] | None = None,
        pictures: Mapping[str, bytes] | None = None,
        iso_dates: bool = False,
    ) -> None:
        self.language = language
        self.iso_dates = iso_dates
        self.functions = dict(functions or {})
        self.pictures = dict(pictures or {})
        self.seen: dict[str, str] = {}
        self._names = names
        self._sources = dict(sources or {})
        self._noted: dict[str, str] = {}
        self._places: dict[str, object] = {}

    @property
    def used(self) -> dict[str, str]:
        """The fields a template read, by dotted path, each with the value it saw as the profile spells it."""
        told = {
            _told(question): answer.rpartition(_MARK)[2]
            for question, answer in self.seen.items()
            if not question.endswith((_THERE, _WHOLE))
        }
        return told | self._noted

    def root(self) -> dict[str, object]:
        """Return the top-level names, each behind a Field, and the functions: what rendering starts from."""
        self.seen[_THERE] = ", ".join(self._names)
        return {name: self.hand_out(value, name) for name, value in self._names.items()} | self.functions

    def known(self) -> tuple[str, ...]:
        """Return all top-level names, for a did-you-mean."""
        return (*self._names, *self.functions)

    def ask(self, source: str, identity: str) -> object:
        """Return what `source` says of `identity`, as a template may have it."""
        plainly = str(identity)  # a text that a template put together comes as Markup
        return self.hand_out(self._sources[source](plainly), f"{source}({plainly})")

    def hand_out(self, value: object, path: str) -> object:
        """Return `value` as a template may have it: a leaf as it is (noted), a text in the language, else a Field."""
        if type(value) is str:  # nearly always, so it comes first
            self.seen[path] = value
            return value
        if isinstance(value, Text):
            value = value.in_language(self.language)
        if is_leaf(value):
            self.seen[path] = _leaf(value)
            return IsoDate(value.year, value.month, value.day) if self.iso_dates and isinstance(value, date) else value
        self.seen[path + _THERE] = value.__class__.__name__
        return Field(value, path, self)

    def note(self, path: str, value: object) -> None:
        """Note for people that a document shows `path` with `value`, which it saw by way of something else."""
        self._noted[path] = _spelled(value)

    def note_whole(self, path: str, value: object) -> None:
        """Note that a template took the record at `path` as a whole."""
        self.seen[path + _WHOLE] = _hash(value)

    def answers(self, question: str) -> str:
        """Return what `seen` would note for a question today; for one that can no longer be asked, what is no answer to any.

        Raises: whatever a source raises for an id that it does not know.
        """
        if question == _THERE:
            return ", ".join(self._names)
        kind = question[-1] if question[-1] in (_THERE, _MEMBERS, _WHOLE) else ""
        value = self._found(question.removesuffix(kind))
        if kind == _THERE:
            return _ABSENT if value is _nothing else value.__class__.__name__
        if value is _nothing:
            return _ABSENT + _MARK
        if kind:
            return _hash(value) if kind == _WHOLE else _members(value)
        return _leaf(value.in_language(self.language) if isinstance(value, Text) else value)

    def steps_to(self, path: str) -> tuple[tuple[str, object], ...]:
        """Return the way to `path`: itself with the value that holds it, before that each path above it with what stands there.

        From the outermost: ("services[ops]", the service), …; the last is (path, what holds it). Of a top-level name only itself.
        """
        above, step = [], _STEP.fullmatch(path)
        while step is not None:
            above.append(step["before"])
            step = _STEP.fullmatch(step["before"])
        way = [(name, self._found(name)) for name in reversed(above)]
        return (*way, (path, way[-1][1] if way else None))

    def _found(self, path: str) -> object:
        """Return the plain value at `path`, or that there is nothing."""
        if path not in self._places:
            self._places[path] = self._looked_up(path)
        return self._places[path]

    def _looked_up(self, path: str) -> object:
        step = _STEP.fullmatch(path)
        if step is not None:
            return _below(self._found(step["before"]), step["name"], step["member"])
        root = _ROOT.fullmatch(path)
        if root is None:
            return _nothing
        return self._names.get(path, _nothing) if root["identity"] is None else self._sources[root["name"]](root["identity"])


_nothing = object()  # what is at a path where there is nothing


def _below(value: object, name: str | None, member: str | None) -> object:
    """Return what stands under the name, or is the member, of `value`."""
    if name is not None:
        return _named(value, name)
    if not isinstance(value, tuple):
        return _nothing
    wanted = f"[{member}]"
    found = [item for index, item in enumerate(value) if member_path("", index, item) == wanted]
    return found[0] if len(found) == 1 else _nothing


def _named(value: object, name: str) -> object:
    attribute = known_fields(value.__class__).get(name)
    if attribute is not None:
        found: object = getattr(value, attribute)
        return found
    return _entry(value, name) if isinstance(value, Mapping) else _nothing


def _entry(value: Mapping[object, object], name: str) -> object:
    """Return what a mapping has under a name; one whose keys are numbers, such as levels, is asked by the number's digits."""
    key: object = int(name) if name not in value and name.isdecimal() else name
    return value.get(key, _nothing)


def _told(question: str) -> str:
    """Return the path by which people know what a question asks."""
    return _TOLD.sub(lambda match: f"{_TELLING[match[1]]}.{match[2]}", question.removesuffix(_MEMBERS))


def _leaf(value: object) -> str:
    """Return the note of a leaf: two that print alike but are of different kinds differ."""
    return value if type(value) is str else f"{value.__class__.__name__}{_MARK}{_spelled(value)}"


def _spelled(value: object) -> str:
    return "" if value is None else str(value)


def _members(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) if is_leaf(item) else member_path("", index, item).strip("[]") for index, item in enumerate(value))
    return ", ".join(known_names(value))


def _hash(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=16).hexdigest()


def is_leaf(value: object) -> bool:
    """Tell whether `value` is printed whole, rather than looked into."""
    return _printed_whole(value.__class__)


@_once_a_kind
def _printed_whole(kind: type) -> bool:
    return issubclass(kind, LEAVES) or not (is_dataclass(kind) or issubclass(kind, (tuple, Mapping)))


class Field:
    """A read-only view on one record, list or mapping of the profile, for templates."""

    __slots__ = ("_context", "_path", "_value")

    def __init__(self, value: object, path: str, context: Context) -> None:
        self._value = value
        self._path = path
        self._context = context

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        found = _named(self._value, name)
        if found is _nothing:
            self._context.seen[f"{self._path}.{name}{_THERE}"] = _ABSENT
            raise AttributeError(name)
        return self._context.hand_out(found, f"{self._path}.{name}")

    def __getitem__(self, key: object) -> object:
        if isinstance(self._value, tuple) and isinstance(key, int):
            self._note_members()
            return self._context.hand_out(self._value[key], member_path(self._path, key, self._value[key]))
        if isinstance(key, str) or (isinstance(key, int) and isinstance(self._value, Mapping)):
            try:
                return self.__getattr__(str(key))
            except AttributeError:
                raise KeyError(key) from None
        raise KeyError(key)

    def __iter__(self) -> Iterator[object]:
        self._note_members()
        if isinstance(self._value, tuple):
            for index, item in enumerate(self._value):
                yield self._context.hand_out(item, member_path(self._path, index, item))
        else:
            yield from known_names(self._value)

    def __len__(self) -> int:
        self._note_members()
        return len(self._value) if isinstance(self._value, (tuple, Mapping)) else len(known_names(self._value))

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, item: object) -> bool:
        self._note_whole()
        self._note_members()
        wanted = plain(item)
        return wanted in (self._value if isinstance(self._value, (tuple, Mapping)) else known_names(self._value))

    def _note_members(self) -> None:
        """Note which members a list or mapping has: its text may depend on a member coming or going."""
        self._context.seen[self._path + _MEMBERS] = _members(self._value)

    def _note_whole(self) -> None:
        self._context.note_whole(self._path, self._value)

    def __eq__(self, other: object) -> bool:
        self._note_whole()
        return bool(self._value == plain(other))

    def __hash__(self) -> int:
        return hash((type(self._value), self._path))


def plain(value: object) -> object:
    """Return the value behind a Field, which is noted as taken whole; anything else as it is."""
    if not isinstance(value, Field):
        return value
    value._note_whole()
    return value._value


def known_names(value: object) -> tuple[str, ...]:
    """Return what a template may say after the dot of `value`: record fields and properties, or a mapping's keys."""
    inner = value._value if isinstance(value, Field) else value
    if isinstance(inner, Mapping):
        return tuple(str(key) for key in inner)
    return tuple(known_fields(inner.__class__))


@_once_a_kind
def known_fields(kind: type) -> dict[str, str]:
    """Return what a template may say after the dot of a kind of value, in order: a record's fields and properties, of others nothing.

    Each has the name of the attribute with it: `from` is read from `from_`, which Python asks for.
    """
    if not is_dataclass(kind):
        return {}
    properties = (name for name, member in vars(kind).items() if isinstance(member, property))
    names = (*(field.name.removesuffix("_") for field in fields(kind)), *(name for name in properties if not name.startswith("_")))
    return {name: f"{name}_" if iskeyword(name) else name for name in names}


def member_path(path: str, index: int, item: object) -> str:
    """Return the path of a list's member: by its id where it has one, else by its place (from 0)."""
    identity = getattr(item, "id", None)
    return f"{path}[{identity}]" if isinstance(identity, str) and identity else f"{path}[{index}]"
