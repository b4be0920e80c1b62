"""Jinja, narrowed to what a document template needs: the environment, the parser and the code generator of the sandbox.

Only `sandbox.py` uses this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import do_batch, sync_do_slice
from jinja2.parser import Parser
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.domain.context import Field, template_function

STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor", "set", "endset", "with", "endwith", "filter", "endfilter", "raw", "endraw")
LONGEST_LIST = 10_000
_REFUSED = frozenset({"include", "import", "from", "extends", "block", "macro", "call", "autoescape", "print"})
_STRING_METHODS = frozenset({"startswith", "endswith", "upper", "lower", "strip", "split", "isdigit"})
_SIGN = "\0"  # no XML and no tag can hold it
_PLAIN_PRINT = re.compile(r"\{\{\n([a-z]\w*(?:\.[a-z]\w*)*) \}\}")
_WORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "true", "false", "none"})


class BoundReachedError(Exception):
    """A template loops, grows or runs longer than the limits allow."""


class UnknownNameError(UndefinedError):
    """Raised when an unknown name is printed or asked; carries the name and what it was looked for in."""

    def __init__(self, text: str, *, name: str | None, owner: object) -> None:
        super().__init__(text)
        self.name = name
        self.owner = owner


class UnknownName(StrictUndefined):
    """A name nobody knows: an error as soon as it is used for anything but `is defined` or `default`."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = UndefinedError) -> None:
        raised = partial(UnknownNameError, name=name if name is None else str(name), owner=obj)
        super().__init__(hint, obj, name, raised)  # type: ignore[arg-type]  # Jinja only calls it


class _Generator(CodeGenerator):
    """Prints every value through `finalize`, constants too, and leaves escaping to it."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class Environment(ImmutableSandboxedEnvironment):
    code_generator_class = _Generator
    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is Field:  # it lets nothing out that begins with _; this is the way of nearly every value, so it is short
            try:
                return obj.__getattr__(attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str):
            return attr in _STRING_METHODS
        return not attr.startswith("_") and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        return getattr(obj, "for_templates", False) is True or getattr(obj, "__name__", "") in _STRING_METHODS

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if not isinstance(left, Undefined) and not isinstance(right, Undefined):  # else: fails as an unknown name
            if operator == "**":
                raise SecurityError("tags.no-powers")
            if not (_number(left) and _number(right)):
                raise SecurityError("tags.no-arithmetic")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _Parser(self, source, ()).parse()

    def parse_pieces(self, texts: Sequence[str], tags: Sequence[str]) -> nodes.Template:
        """Return the tree of a template in pieces: a text, a tag, a text … a text; each tag with one line break.

        What Jinja's lexer reads is short: texts go past it as their numbers, and so do tags that print a plain name, which
        are most of a template; _Parser puts both back. That halves the time of compiling.
        """
        pieces = [f"{_SIGN}{number}{_SIGN}{_plain(tag)}" for number, tag in enumerate(tags)]
        return _Parser(self, "".join((*pieces, f"{_SIGN}{len(tags)}{_SIGN}")), texts).parse()


class _Parser(Parser):
    """Refuses what a document has no use for, and routes every loop and every `~` through the bounds."""

    def __init__(self, environment: Environment, source: str, texts: Sequence[str]) -> None:
        super().__init__(environment, source)
        self._texts = texts

    def subparse(self, end_tokens: tuple[str, ...] | None = None) -> list[nodes.Node]:
        body = super().subparse(end_tokens)
        for node in body:
            if isinstance(node, nodes.Output):
                node.nodes = [piece for child in node.nodes for piece in self._put_back(child)]
        return body

    def _put_back(self, child: nodes.Expr) -> Iterator[nodes.Expr]:
        """Yield what a piece of output stands for: texts, and plain names, each with its line."""
        if not isinstance(child, nodes.TemplateData) or _SIGN not in child.data:
            yield child
            return
        line = child.lineno
        for piece in child.data.split(_SIGN)[1::2]:
            if piece.startswith("\n"):
                line += 1
                yield _name(piece[1:], line)
            elif text := self._texts[int(piece)]:
                yield nodes.TemplateData(text, lineno=line)

    def parse_statement(self) -> Any:
        token = self.stream.current
        if token.value in _REFUSED:
            raise TemplateSyntaxError(token.value, token.lineno, "refused")
        return super().parse_statement()

    def parse_for(self) -> nodes.For:
        loop = super().parse_for()
        loop.iter = _call("_counted", [loop.iter], loop.lineno)
        return loop

    def parse_concat(self) -> nodes.Expr:
        joined = super().parse_concat()
        if not isinstance(joined, nodes.Concat):
            return joined
        return _call("_joined", [nodes.List(joined.nodes, lineno=joined.lineno)], joined.lineno)


def _plain(tag: str) -> str:
    match = _PLAIN_PRINT.fullmatch(tag)
    return f"{_SIGN}\n{match[1]}{_SIGN}" if match and match[1].partition(".")[0] not in _WORDS else tag


def _name(path: str, line: int) -> nodes.Expr:
    root, *attributes = path.split(".")
    value: nodes.Expr = nodes.Name(root, "load", lineno=line)
    for attribute in attributes:
        value = nodes.Getattr(value, attribute, "load", lineno=line)
    return value


def _rows(value: Iterable[object], count: int, fill: object = None) -> Iterator[list[object]]:
    if count > LONGEST_LIST:
        raise BoundReachedError
    return do_batch(value, count, fill)


def _columns(value: Iterable[object], count: int, fill: object = None) -> Iterator[list[object]]:
    if count > LONGEST_LIST:
        raise BoundReachedError
    return sync_do_slice(list(value), count, fill)


def _rounded(value: float, precision: int = 0) -> float:
    return round(value, max(-12, min(int(precision), 12)))


BOUNDED_FILTERS: dict[str, Callable[..., object]] = {"batch": _rows, "slice": _columns, "round": _rounded}


def _call(function: str, arguments: Sequence[nodes.Node], line: int) -> nodes.Call:
    return nodes.Call(nodes.Name(function, "load", lineno=line), list(arguments), [], None, None, lineno=line)


@template_function
def bounded_range(*arguments: int) -> range:
    numbers = range(*arguments)
    if len(numbers) > LONGEST_LIST:
        raise BoundReachedError
    return numbers


def _number(value: object) -> bool:
    return isinstance(value, (int, float))
