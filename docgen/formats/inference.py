"""What a template asks for in vain, found without any client's data: the kinds of its values are followed through its tags.

What cannot be known (a value of several kinds, the result of most filters) is anything, and nothing is said about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import cast

from jinja2 import nodes

from docgen.domain.vocabulary import ANYTHING, FUNCTIONS, field_of, is_list, is_printable, member_of, names_after
from docgen.messages import Message, message

_SAME = frozenset({"default", "d", "list", "sort", "unique", "reverse", "select", "reject", "selectattr", "rejectattr"})
_ONE_OF = frozenset({"first", "last", "min", "max"})
_BY_ATTRIBUTE = frozenset({"selectattr", "rejectattr", "groupby"})
_GUARDS = frozenset({"defined", "undefined"})
_MOST_NAMES = 8

Kinds = dict[str, object]


@dataclass(frozen=True, slots=True)
class Misuse:
    """A tag that asks for a field that no profile can have, or prints what cannot be printed: its line, what is wrong, known names."""

    line: int
    what: Message
    nearest: tuple[str, ...] = ()


def misuses(tree: nodes.Template, vocabulary: Mapping[str, object]) -> tuple[Misuse, ...]:
    """Return what a template asks of its values that they cannot give, in reading order. `vocabulary`: the kinds of its names."""
    reader = _Reader()
    reader.statements(tree.body, dict(vocabulary))
    return tuple(dict.fromkeys(reader.found))


class _Reader:
    """Goes through a template and notes what it cannot find."""

    def __init__(self) -> None:
        self.found: list[Misuse] = []

    def statements(self, body: Iterable[nodes.Node], kinds: Kinds) -> None:
        """Read statements one after the other; `kinds` are those of the names that they may say."""
        for node in body:
            self._statement(node, kinds)

    def _statement(self, node: nodes.Node, kinds: Kinds) -> None:
        match node:
            case nodes.For():
                self._loop(node, kinds)
            case nodes.Assign():
                _learn(kinds, node.target, self.kind(cast("nodes.Expr", node.node), kinds))
            case nodes.If():
                self.kind(cast("nodes.Expr", node.test), kinds)
                for body in (node.body, node.elif_, node.else_):
                    self.statements(body, kinds)
            case nodes.With():
                inner = dict(kinds)
                for target, value in zip(node.targets, node.values, strict=True):
                    _learn(inner, target, self.kind(value, kinds), new=True)
                self.statements(node.body, inner)
            case nodes.Output():
                for value in node.nodes:
                    self._printed(value, self.kind(value, kinds))
            case nodes.Expr():
                self.kind(node, kinds)
            case _:  # FilterBlock, AssignBlock …: whatever they hold
                self.statements(node.iter_child_nodes(), kinds)

    def _loop(self, loop: nodes.For, kinds: Kinds) -> None:
        items: nodes.Expr = cast("nodes.Call", loop.iter).args[0]  # the parser has put it into a call that counts the rounds
        inner = {**kinds, "loop": ANYTHING}
        _learn(inner, loop.target, member_of(self.kind(items, kinds)), new=True)
        if loop.test is not None:
            self.kind(cast("nodes.Expr", loop.test), inner)
        self.statements(loop.body, inner)
        self.statements(loop.else_, dict(kinds))

    def kind(self, node: nodes.Expr, kinds: Kinds) -> object:
        """Return the kind of an expression, noting what it asks for in vain."""
        match node:
            case nodes.Name():
                return kinds.get(node.name, ANYTHING)
            case nodes.Const():
                return type(node.value)
            case nodes.Getattr():
                return self._field(node, self.kind(node.node, kinds), node.attr)
            case nodes.Getitem():
                return self._item(node, kinds)
            case nodes.Filter():
                return self._filtered(node, kinds)
            case nodes.Test(name=name) if name in _GUARDS and isinstance(node.node, (nodes.Getattr, nodes.Getitem)):
                self.kind(node.node.node, kinds)
                return bool
            case nodes.CondExpr():
                self.kind(node.test, kinds)
                return _either(*(self.kind(part, kinds) for part in (node.expr1, node.expr2) if part is not None))
            case nodes.And() | nodes.Or():
                return _either(self.kind(node.left, kinds), self.kind(node.right, kinds))
            case nodes.Call():
                self._children(node, kinds)
                return FUNCTIONS.get(node.node.name, ANYTHING) if isinstance(node.node, nodes.Name) else ANYTHING
            case _:
                self._children(node, kinds)
                return ANYTHING

    def _children(self, node: nodes.Node, kinds: Kinds) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.kind(child, kinds)
            else:
                self._children(child, kinds)

    def _printed(self, value: nodes.Expr, kind: object) -> None:
        if not is_printable(kind):
            key = "tags.prints-yes-no" if kind is bool else "tags.prints-record"
            self.found.append(Misuse(value.lineno, message(key), names_after(kind)[:_MOST_NAMES]))

    def _field(self, node: nodes.Expr, owner: object, name: str) -> object:
        found = field_of(owner, name)
        if found is not None:
            return found
        known = names_after(owner)
        nearest = tuple(get_close_matches(name, known, n=3, cutoff=0.5)) or known[:_MOST_NAMES]
        key = "tags.field-of-list" if is_list(owner) else "tags.unknown-name"
        self.found.append(Misuse(node.lineno, message(key, name=name), nearest))
        return ANYTHING

    def _item(self, node: nodes.Getitem, kinds: Kinds) -> object:
        owner = self.kind(node.node, kinds)
        self.kind(node.arg, kinds)
        if isinstance(node.arg, nodes.Const):
            return self._field(node, owner, node.arg.value) if isinstance(node.arg.value, str) else member_of(owner)
        return ANYTHING

    def _filtered(self, node: nodes.Filter, kinds: Kinds) -> object:
        value = ANYTHING if node.node is None else self._asked(node, kinds)
        for part in (*node.args, *(pair.value for pair in node.kwargs)):
            self.kind(part, kinds)
        path = next((pair.value for pair in node.kwargs if pair.key == "attribute"), None)
        if node.name in _BY_ATTRIBUTE and node.args:
            path = node.args[0]
        reached = member_of(value)
        if isinstance(path, nodes.Const) and isinstance(path.value, str):
            for name in path.value.split("."):
                reached = self._field(node, reached, name)
        elif path is not None:  # put together as the template is filled
            reached = ANYTHING
        if node.name == "map":
            return tuple[reached, ...] if path is not None else ANYTHING  # type: ignore[valid-type] # a kind is a value here
        return value if node.name in _SAME or node.name.startswith("_") else member_of(value) if node.name in _ONE_OF else ANYTHING

    def _asked(self, node: nodes.Filter, kinds: Kinds) -> object:
        """Return the kind of what a filter is put on; `x.y|default(…)` may ask for what is not there."""
        guarded = node.name in ("default", "d") and isinstance(node.node, (nodes.Getattr, nodes.Getitem))
        inner = cast("nodes.Getattr", node.node).node if guarded else node.node
        kind = self.kind(cast("nodes.Expr", inner), kinds)
        return ANYTHING if guarded else kind


def _learn(kinds: Kinds, target: nodes.Node, kind: object, *, new: bool = False) -> None:
    """Note the kind of a name that is set; of a name that is set twice, only what both have in common."""
    if isinstance(target, nodes.Name):
        kinds[target.name] = kind if new or target.name not in kinds else _either(kinds[target.name], kind)
    else:
        for name in target.find_all(nodes.Name):
            kinds[name.name] = ANYTHING


def _either(*kinds: object) -> object:
    return kinds[0] if all(kind == kinds[0] for kind in kinds) else ANYTHING
