"""When a document applies: a plain expression over facts of the profile, parsed here and never evaluated as code.

    always | FACT | not X | X and Y | X or Y | FACT >= N | services includes VALUE | ( X )

`or` binds weaker than `and`, `and` weaker than `not`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docgen.messages import Message, message

Facts = Mapping[str, object]
_TOKEN = re.compile(r"\s*(?:(>=|\(|\))|([A-Za-z][A-Za-z0-9_-]*)|(\d+))")


class ConditionError(ValueError):
    """An expression that cannot be read; `what` says why."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.key)
        self.what = what


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed expression. `text` is as written; `facts` are the names it asks for."""

    text: str
    facts: tuple[str, ...]
    _tree: tuple[object, ...]

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read an expression. Raises: ConditionError."""
        reader = _Reader(text)
        tree = reader.any_of()
        reader.end()
        return cls(text, tuple(dict.fromkeys(reader.facts)), tree)

    def holds(self, facts: Facts) -> bool:
        """Tell whether the condition holds over `facts` (bool, int, or tuple of str by name)."""
        return _holds(self._tree, facts)

    def reasons(self, facts: Facts) -> tuple[str, ...]:
        """Return the facts that decide, as written: `has_data_center`, `not uses_cloud`, `headcount >= 5`."""
        return tuple(_spelled(leaf) for leaf in _leaves(self._tree) if _holds(leaf, facts) == self.holds(facts))


class _Reader:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self.facts: list[str] = []
        self._text = text
        self._tokens = self._split(text)
        self._at = 0

    def any_of(self) -> tuple[object, ...]:
        parts = [self.all_of()]
        while self._take("or"):
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else ("or", *parts)

    def all_of(self) -> tuple[object, ...]:
        parts = [self.one()]
        while self._take("and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else ("and", *parts)

    def one(self) -> tuple[object, ...]:
        if self._take("not"):
            return ("not", self.one())
        if self._take("("):
            inner = self.any_of()
            if not self._take(")"):
                raise self._wrong()
            return inner
        if self._take("always"):
            return ("always",)
        fact = self._name()
        self.facts.append(fact)
        if self._take(">="):
            return ("at-least", fact, self._number())
        if self._take("includes"):
            return ("includes", fact, self._name())
        return ("fact", fact)

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise self._wrong()

    def _split(self, text: str) -> list[str]:
        tokens, at = [], 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if match is None:
                raise ConditionError(message("catalogue.condition-unreadable", condition=text, at=text[at:].strip()))
            tokens.append(match[0].strip())
            at = match.end()
        return tokens

    def _take(self, token: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at] == token:
            self._at += 1
            return True
        return False

    def _name(self) -> str:
        token = self._next()
        if not token[0].isalpha() or token in ("and", "or", "not", "includes", "always"):
            raise self._wrong()
        return token

    def _number(self) -> int:
        token = self._next()
        if not token.isdigit():
            raise self._wrong()
        return int(token)

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise self._wrong()
        self._at += 1
        return self._tokens[self._at - 1]

    def _wrong(self) -> ConditionError:
        rest = " ".join(self._tokens[max(self._at - 1, 0) :])
        return ConditionError(message("catalogue.condition-unreadable", condition=self._text, at=rest))


def _holds(tree: tuple[object, ...], facts: Facts) -> bool:
    match tree:
        case ("always",):
            return True
        case ("not", tuple() as inner):
            return not _holds(inner, facts)
        case ("and", *parts):
            return all(_holds(part, facts) for part in parts if isinstance(part, tuple))
        case ("or", *parts):
            return any(_holds(part, facts) for part in parts if isinstance(part, tuple))
        case ("at-least", str() as name, int() as bound):
            value = facts.get(name, 0)
            return isinstance(value, int) and value >= bound
        case ("includes", str() as name, str() as wanted):
            values = facts.get(name, ())
            return isinstance(values, tuple) and wanted in values
        case (_, str() as name):
            return bool(facts.get(name, False))
        case _:
            raise AssertionError(tree)


def _leaves(tree: tuple[object, ...]) -> list[tuple[object, ...]]:
    if tree[0] in ("and", "or"):
        return [leaf for part in tree[1:] if isinstance(part, tuple) for leaf in _leaves(part)]
    return [] if tree == ("always",) else [tree]


def _spelled(tree: tuple[object, ...]) -> str:
    match tree:
        case ("not", tuple() as inner):
            return f"not {_spelled(inner)}"
        case ("at-least", name, bound):
            return f"{name} >= {bound}"
        case ("includes", name, wanted):
            return f"{name} includes {wanted}"
        case ("and" | "or" as word, *parts):
            return f" {word} ".join(_spelled(part) for part in parts if isinstance(part, tuple))
        case _:
            return str(tree[1])
