"""The small shapes profile fields are made of: spellings of plain strings, bounds of numbers, records with open names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeVar

from docgen.domain.text import Text

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a plain string must be spelled: the whole of it matches `pattern`; `name` names its expectation's text."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Within:
    """The bounds of a whole number, both included; no upper bound is None."""

    least: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class ProperName:
    """A text that names a person or product, so one spelling may serve every language."""


Id = Annotated[str, Spelling("id", r"[A-Za-z0-9][A-Za-z0-9_-]*")]
Code = Annotated[str, Spelling("code", r"[A-Za-z0-9]{1,12}")]
Country = Annotated[str, Spelling("country", r"[A-Z]{2}")]
Colour = Annotated[str, Spelling("colour", r"[0-9A-Fa-f]{6}")]
# Relative, without a drive, a leading slash or a step upward: it cannot leave the workspace.
FileName = Annotated[str, Spelling("file-name", r"(?!.*(?:^|[/\\])\.\.(?:[/\\]|$))[^/\\:][^:\\]*")]
ClockSpan = Annotated[str, Spelling("clock-span", r"([01]?\d|2[0-3]):[0-5]\d\s*[-–~]\s*(([01]?\d|2[0-3]):[0-5]\d|24:00)")]
RevisionMark = Annotated[str, Spelling("revision-mark", r"[A-Za-z]*\.?\s?([A-Z]+|\d+)[/.]\d+")]
Letter = Annotated[str, Spelling("letter", r"[A-Za-z]{1,4}")]
ControlNumber = Annotated[str, Spelling("control-number", r"A\.[5-8]\.\d{1,2}")]
Email = Annotated[str, Spelling("email", r"[^@\s]+@[^@\s]+\.[^@\s]+")]

Count = Annotated[int, Within(0)]
Several = Annotated[int, Within(1)]
LevelNumber = Annotated[int, Within(1, 4)]
Name = Annotated[Text, ProperName()]


class Names(Mapping[str, V]):
    """Values by name, read-only: what each known name is (always there, None where the profile does not say it), and any other."""

    KNOWN: ClassVar[Mapping[str, object]] = {}
    OTHER: ClassVar[object] = str
    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, V] | None = None) -> None:
        self._values: dict[str, V | None] = dict.fromkeys(self.KNOWN) | dict(values or {})

    def __getitem__(self, name: str) -> V:
        return self._values[name]  # type: ignore[return-value] # callers of known names expect None; see the subclasses' types

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({ {name: value for name, value in self._values.items() if value is not None} })"
