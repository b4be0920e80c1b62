"""The one room that knows Jinja: a sandboxed environment whose templates can neither reach Python nor run away.

Templates come by e-mail. They see the names of a `Context` and nothing else; values are data and always escaped; an
unknown name is an error, never a blank; loops, concatenation and output are bounded. Statements that load or define
templates (include, import, extends, macro, call, block) are refused.
Engines number the tags of a template by putting each on a line of its own (a newline inside the tag prints nothing), so
that a `TagError` names the tag: its `line` is the tag's number, from 1.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from docgen.domain import wording
from docgen.domain.context import Context, Field, known_names, plain, template_function
from docgen.formats.engine import Limits
from docgen.messages import Message, message

# Filters of Jinja that neither blow up text nor reach into objects; docgen's own stand in wording.FILTERS.
_JINJA_FILTERS = (
    "abs", "batch", "capitalize", "count", "default", "d", "first", "groupby", "int", "join", "last", "length", "list", "lower",
    "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr", "slice", "sort", "string",
    "sum", "trim", "unique", "upper",
)  # fmt: skip
_REFUSED = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block, nodes.Macro, nodes.CallBlock)
_STRING_METHODS = frozenset({"startswith", "endswith", "upper", "lower", "strip", "split", "isdigit"})
_LONGEST_TEXT = 1_000_000


class TagError(Exception):
    """A tag that cannot be compiled or rendered: its number (from 1; 0 when unknown), what is wrong, known names near it."""

    def __init__(self, line: int, what: Message, *, remedy: Message | None = None, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(what.key)
        self.line = line
        self.what = what
        self.remedy = remedy
        self.nearest = nearest


class _UnknownNameError(UndefinedError):
    """Raised when an unknown name is printed or asked; carries the name and what it was looked for in."""

    def __init__(self, text: str, *, name: str, owner: object) -> None:
        super().__init__(text)
        self.name = name
        self.owner = owner


class _UnknownName(StrictUndefined):
    """A name nobody knows: an error as soon as it is used for anything but `is defined` or `default`."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = UndefinedError) -> None:
        super().__init__(hint, obj, name, partial(_UnknownNameError, name=str(name), owner=obj))


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str):
            return attr in _STRING_METHODS
        return not attr.startswith("_") and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        return getattr(obj, "for_templates", False) is True or getattr(obj, "__name__", "") in _STRING_METHODS

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or (operator == "*" and not (_number(left) and _number(right))):
            raise SecurityError("multiplied text")
        if operator == "%" and not _number(left):
            raise SecurityError("formatted text")
        if operator == "+" and not (_number(left) and _number(right)):
            raise SecurityError("texts are joined with ~")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse, refuse what a document has no use for, and route loops and concatenation through the bounds."""
        tree = super()._parse(source, name, filename)
        for refused in tree.find_all(_REFUSED):
            raise TemplateSyntaxError(type(refused).__name__.lower(), refused.lineno, "refused")
        bounded: nodes.Template = _Bounding().visit(tree)
        return bounded


class Sandbox:
    """Compiles and renders template source for one language and one kind of document.

    literal: turns a spelled value into what the document's format writes: escapes it, turns line breaks into the format's.
    extras:  further globals of the engine (each a callable marked with `template_function`).
    """

    def __init__(self, language: str, literal: Callable[[str], str], extras: Mapping[str, Callable[..., object]] | None = None) -> None:
        self.language = language
        environment = _Environment(undefined=_UnknownName, autoescape=True, finalize=self._finalize, keep_trailing_newline=True)
        environment.filters = {name: environment.filters[name] for name in _JINJA_FILTERS} | wording.filters(language)
        environment.globals = {"range": template_function(_bounded_range), "_joined": self._joined, **(extras or {})}
        self._literal = literal
        self._environment = environment

    def compile(self, source: str) -> CodeType:
        """Return the compiled template. Raises: TagError: a tag that is not well-formed, unknown, or refused."""
        try:
            return self._environment.compile(source)  # type: ignore[return-value]
        except TemplateSyntaxError as error:
            if error.name == "refused":
                raise TagError(error.lineno, message("tags.refused", statement=str(error.message))) from error
            raise self._explained(error) from error

    def render(self, code: CodeType, context: Context, limits: Limits, names: Mapping[str, object] | None = None) -> str:
        """Return the rendered text. `names` are the engine's own, beside those of `context`.

        Raises: TagError: an unknown name, nothing to print, a wrong type, or a bound reached.
        """
        budget = _Budget(limits)
        template = self._environment.template_class.from_code(self._environment, code, dict(self._environment.globals))
        root = {**context.root(), **(names or {}), "_counted": budget.counted}
        pieces, size = [], 0
        try:
            for piece in template.root_render_func(template.new_context(root)):
                size += len(piece)
                if size > limits.output_chars:
                    raise _BoundReached
                pieces.append(piece)
        except Exception as error:  # Jinja raises whatever a template's expression raises
            raise self._located(error, template, context) from error
        return "".join(pieces)

    def names_in(self, source: str) -> tuple[tuple[int, str], ...]:
        """Return the top-level names that `source` reads and does not set itself, each with the tag's number."""
        tree = self._environment.parse(source)
        bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
        loads = [(node.lineno, node.name) for node in tree.find_all(nodes.Name) if node.ctx == "load"]
        return tuple((line, name) for line, name in loads if name not in bound and not name.startswith("_") and name != "loop")

    def calls_in(self, source: str, function: str) -> tuple[tuple[int, str], ...]:
        """Return the constant first arguments of calls of `function` in `source`, e.g. the role ids of role('…')."""
        calls = [
            (node.lineno, node.args[0].value)
            for node in self._environment.parse(source).find_all(nodes.Call)
            if isinstance(node.node, nodes.Name) and node.node.name == function and node.args and isinstance(node.args[0], nodes.Const)
        ]
        return tuple((line, str(value)) for line, value in calls)

    @template_function
    def _joined(self, parts: Iterable[object]) -> str:
        """Join the operands of `~`, each spelled as it would be printed."""
        texts = [wording.spell(plain(part), self.language) for part in parts]
        if sum(map(len, texts)) > _LONGEST_TEXT:
            raise _BoundReached
        return "".join(texts)

    def _finalize(self, value: object) -> object:
        if isinstance(value, Undefined):
            return value  # fails on being printed, with its place
        if isinstance(value, Markup):
            return value
        inner = plain(value)
        if inner is None:
            raise _NothingToPrint
        return Markup(self._literal(wording.spell(inner, self.language)))  # noqa: S704 - literal() escapes

    def _located(self, error: Exception, template: Any, context: Context) -> TagError:
        line = _line_of(error, template)
        match error:
            case _NothingToPrint():
                return TagError(line, message("tags.nothing-to-print"), remedy=message("tags.nothing-to-print-remedy"))
            case _BoundReached() | MemoryError() | RecursionError():
                return TagError(line, message("tags.bound-reached"))
            case UndefinedError():
                return self._unknown(error, line, context)
            case SecurityError():
                return TagError(line, message("tags.forbidden"))
            case _ if isinstance(what := getattr(error, "what", None), Message):  # the domain's own words: wording, ref(), role()
                return TagError(line, what, remedy=getattr(error, "remedy", None), nearest=getattr(error, "nearest", ()))
            case _:
                return TagError(line, message("tags.cannot-evaluate", detail=str(error)))

    def _unknown(self, error: UndefinedError, line: int, context: Context) -> TagError:
        if not isinstance(error, _UnknownNameError):
            return TagError(line, message("tags.cannot-evaluate", detail=str(error)))
        inside = isinstance(error.owner, Field)
        known = known_names(error.owner) if inside else (*context.known(), *self._environment.globals)
        nearest = tuple(get_close_matches(error.name, known, n=3, cutoff=0.5)) or (known[:8] if inside else ())
        return TagError(line, message("tags.unknown-name", name=error.name), nearest=nearest)

    def _explained(self, error: TemplateSyntaxError) -> TagError:
        text = str(error.message)
        for kind, names in (("filter", self._environment.filters), ("test", self._environment.tests)):
            if text.startswith(f"No {kind} named "):
                name = text.split("'")[1]
                return TagError(error.lineno, message(f"tags.unknown-{kind}", name=name), nearest=tuple(get_close_matches(name, names, n=3)))
        if "Unexpected end of template" in text:
            return TagError(error.lineno, message("tags.block-not-closed"), remedy=message("tags.block-not-closed-remedy"))
        if "unknown tag" in text.lower():
            return TagError(error.lineno, message("tags.block-not-opened", detail=text))
        return TagError(error.lineno, message("tags.not-well-formed", detail=text))


class _NothingToPrint(Exception):
    """A value that the profile leaves unsaid was to be printed."""


class _BoundReached(Exception):
    """A template loops, grows or runs longer than the limits allow."""


class _Budget:
    """Loop rounds and time left for one rendering."""

    def __init__(self, limits: Limits) -> None:
        self._steps = limits.steps
        self._until = time.monotonic() + limits.seconds

    @template_function
    def counted(self, items: Iterable[object]) -> Iterator[object]:
        for item in items:
            self._steps -= 1
            if self._steps < 0 or (self._steps % 1024 == 0 and time.monotonic() > self._until):
                raise _BoundReached
            yield item


class _Bounding(NodeTransformer):
    """Routes every loop through `_counted` and every `~` through `_joined`, which stop a template that runs away."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        node.iter = _call("_counted", [node.iter], node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Call:
        self.generic_visit(node)
        return _call("_joined", [nodes.List(node.nodes, lineno=node.lineno)], node.lineno)


def _call(function: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    return nodes.Call(nodes.Name(function, "load", lineno=line), arguments, [], None, None, lineno=line)


def _bounded_range(*arguments: int) -> range:
    numbers = range(*arguments)
    if len(numbers) > 10_000:
        raise _BoundReached
    return numbers


def _number(value: object) -> bool:
    return isinstance(value, (int, float))


def _line_of(error: BaseException, template: Any) -> int:
    """Return the template line at which `error` was raised, 0 if it was raised elsewhere."""
    line, traceback = 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_globals.get("debug_info") == template._debug_info:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line
