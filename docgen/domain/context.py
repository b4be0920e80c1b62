"""What a template may see, and a note of what it looked at.

Templates speak the profile's own names. Each value is handed out behind a read-only `Field`, which resolves texts to the
document's language and notes the dotted path of every leaf a template reads, with the value it saw:
`services[ops].targets.P1.response` = `15 min`. Two notes of the same document, compared, say why its text changed.
Members of a list that have an `id` are named by it, so the path survives a reordering.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from keyword import iskeyword
from typing import TypeVar

from docgen.domain.quantities import LEAVES, IsoDate
from docgen.domain.text import Text

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
    """The names a template may say, in one language, with the note of the profile fields it used.

    language:  "zh" or "en": the document's.
    names:     top-level names (organisation, services, document …) to plain frozen values.
    functions: the callables a template may call: ref, applies, role.
    iso_dates: print dates as 2026-03-01 everywhere.
    pictures:  a picture's name in the profile (`logo.png`) to the file's content; an SVG's PNG under its own name.
    used:      fills up while a template is rendered: dotted path to the value seen, spelled as the profile spells it.
    """

    def __init__(
        self,
        *,
        language: str,
        names: Mapping[str, object],
        functions: Mapping[str, Callable[..., object]] | None = None,
        pictures: Mapping[str, bytes] | None = None,
        iso_dates: bool = False,
    ) -> None:
        self.language = language
        self.iso_dates = iso_dates
        self.functions = dict(functions or {})
        self.pictures = dict(pictures or {})
        self.used: dict[str, str] = {}
        self._names = names

    def root(self) -> dict[str, object]:
        """Return the top-level names, each behind a Field, and the functions: what rendering starts from."""
        return {name: self.hand_out(value, name) for name, value in self._names.items()} | self.functions

    def known(self) -> tuple[str, ...]:
        """Return all top-level names, for a did-you-mean."""
        return (*self._names, *self.functions)

    def hand_out(self, value: object, path: str) -> object:
        """Return `value` as a template may have it: a leaf as it is (noted), a text in the language, else a Field."""
        if type(value) is str:  # nearly always, so it comes first
            self.used[path] = value
            return value
        if isinstance(value, Text):
            text = value.in_language(self.language)
            self.note(path, text)
            return text
        if is_leaf(value):
            self.note(path, value)
            return IsoDate(value.year, value.month, value.day) if self.iso_dates and isinstance(value, date) else value
        return Field(value, path, self)

    def note(self, path: str, value: object) -> None:
        """Note that a template read `path` and saw `value`."""
        self.used[path] = "" if value is None else str(value)


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
        attribute = known_fields(self._value.__class__).get(name)
        if attribute is not None:
            found = getattr(self._value, attribute)
        elif isinstance(self._value, Mapping) and name in self._value:
            found = self._value[name]
        else:
            raise AttributeError(name)
        return self._context.hand_out(found, f"{self._path}.{name}")

    def __getitem__(self, key: object) -> object:
        if isinstance(self._value, tuple) and isinstance(key, int):
            return self._context.hand_out(self._value[key], member_path(self._path, key, self._value[key]))
        if isinstance(key, str):
            try:
                return self.__getattr__(key)
            except AttributeError:
                raise KeyError(key) from None
        raise KeyError(key)

    def __iter__(self) -> Iterator[object]:
        self._note_members()
        if isinstance(self._value, tuple):
            for index, item in enumerate(self._value):
                yield self._context.hand_out(item, member_path(self._path, index, item))
        else:
            yield from known_names(self)

    def __len__(self) -> int:
        self._note_members()
        return len(self._value) if isinstance(self._value, (tuple, Mapping)) else len(known_names(self))

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, item: object) -> bool:
        self._note_members()
        wanted = plain(item)
        return wanted in (self._value if isinstance(self._value, (tuple, Mapping)) else known_names(self))

    def _note_members(self) -> None:
        """Note which members a list or mapping has: its text may depend on a member coming or going."""
        if isinstance(self._value, tuple):
            members = [str(item) if is_leaf(item) else member_path("", index, item).strip("[]") for index, item in enumerate(self._value)]
        else:
            members = list(known_names(self))
        self._context.note(self._path, ", ".join(members))

    def __eq__(self, other: object) -> bool:
        return bool(self._value == plain(other))

    def __hash__(self) -> int:
        return hash((type(self._value), self._path))


def plain(value: object) -> object:
    """Return the value behind a Field; anything else as it is."""
    return value._value if isinstance(value, Field) else value


def known_names(value: object) -> tuple[str, ...]:
    """Return what a template may say after the dot of `value`: record fields and properties, or a mapping's keys."""
    inner = plain(value)
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
