"""The one room that knows Jinja: a sandboxed environment whose templates can neither reach Python nor run away.

Templates come by e-mail. They see the names of a `Context` and nothing else; values are data and always escaped; an
unknown name is an error, never a blank; loops, concatenation and output are bounded. Statements that load or define
templates (include, import, extends, macro, call, block) are refused.
Engines number the tags of a template by putting one line break into each, behind its opening braces, where it prints
nothing: a `TagError` then names the tag by its `line`, which is the tag's number, from 1, and one more.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import CodeType
from typing import Any

from jinja2 import TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.runtime import Undefined

from docgen.domain import wording
from docgen.domain.context import Context, Field, known_names, plain, template_function
from docgen.formats.dialect import (
    BOUNDED_FILTERS,
    STATEMENTS,
    BoundReachedError,
    Environment,
    UnknownName,
    UnknownNameError,
    bounded_range,
)
from docgen.formats.engine import Limits
from docgen.formats.inference import misuses
from docgen.messages import Message, message

# Filters of Jinja that neither grow text nor reach into objects; those that do are bounded below, docgen's own stand in wording.
_JINJA_FILTERS = (
    "abs", "count", "default", "d", "first", "groupby", "int", "last", "length", "list", "map", "max", "min", "reject", "rejectattr",
    "reverse", "select", "selectattr", "sort", "sum", "unique",
)  # fmt: skip
_GUARDS = frozenset({"defined", "undefined", "default", "d"})  # tests and filters that an unknown name may stand before
_LONGEST_TEXT = 1_000_000
_WAY = "_went"  # the name by which a watched template tells its conditions' ways


class TagError(Exception):
    """A tag that cannot be compiled or rendered: its line (0 when unknown), what is wrong, known names near it."""

    def __init__(self, line: int, what: Message, *, remedy: Message | None = None, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(what.key)
        self.line = line
        self.what = what
        self.remedy = remedy
        self.nearest = nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A compiled template.

    names: the top-level names that it needs, with their lines.   calls: its calls with a constant first argument, as
    (line, function, argument), e.g. (3, "role", "incident-manager").
    """

    code: CodeType
    names: tuple[tuple[int, str], ...]
    calls: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A template compiled so that it tells which way each of its conditions went. lines: of the conditions, in their order."""

    code: CodeType
    lines: tuple[int, ...]


class Ways:
    """Which ways the conditions of a watched template went: `taken` and `refused` hold their numbers, from 0."""

    def __init__(self) -> None:
        self.taken: set[int] = set()
        self.refused: set[int] = set()

    @property
    def names(self) -> dict[str, object]:
        """What a watched template calls, to be given to `Sandbox.render`."""
        return {_WAY: self._went}

    @template_function
    def _went(self, number: int, value: object) -> object:
        (self.taken if value else self.refused).add(number)
        return value


class Sandbox:
    """Compiles and renders template source for one language and one kind of document.

    literal: turns a spelled value into what the document's format writes: escapes it, turns line breaks into the format's.
    extras:  further globals of the engine (each a callable marked with `template_function`).
    filters: further filters of the engine: of its format, or for its own use: what a tag is wrapped in.
    statements: further statements of the engine, for a did-you-mean.
    """

    def __init__(
        self,
        language: str,
        literal: Callable[[str], str],
        extras: Mapping[str, Callable[..., object]] | None = None,
        filters: Mapping[str, Callable[..., object]] | None = None,
        statements: Sequence[str] = (),
    ) -> None:
        self.language = language
        self._statements = (*STATEMENTS, *statements)
        environment = Environment(
            undefined=UnknownName, autoescape=True, finalize=self._finalize, keep_trailing_newline=True, optimized=False
        )
        environment.filters = {name: environment.filters[name] for name in _JINJA_FILTERS}
        environment.filters |= self._text_filters(environment) | BOUNDED_FILTERS | wording.filters(language) | dict(filters or {})
        environment.globals = {"range": bounded_range, "_joined": self._joined, **(extras or {})}
        self._literal = literal
        self._environment = environment

    def compile(self, source: str) -> CodeType:
        """Return the compiled template. Raises: TagError: a tag that is not well-formed, unknown, or refused."""
        return self._compiled(self._parsed(source))

    def compile_pieces(self, texts: Sequence[str], tags: Sequence[str]) -> Compiled:
        """Return a template given as texts with tags between them, compiled. The code serves every language.

        texts: one more than tags.   tags: each with one line break behind its opening braces, and no other.
        Raises: TagError, as `compile` does; it means the tag number line - 1, from 1.
        """
        tree = self._guarded(lambda: self._environment.parse_pieces(texts, tags))
        found = _nodes_of(tree)
        self._refuse_unknown(found)
        return Compiled(code=self._compiled(tree), names=self._names_among(found), calls=_calls_among(found))

    def compile_watched(self, texts: Sequence[str], tags: Sequence[str]) -> Watched:
        """Return a template, given as for `compile_pieces`, whose conditions (if, elif, x if y else z) tell which way they go."""
        tree = self._guarded(lambda: self._environment.parse_pieces(texts, tags))
        lines: list[int] = []
        for node in _conditions_among(tree):
            call = nodes.Call(nodes.Name(_WAY, "load"), [nodes.Const(len(lines)), node.test], [], None, None, lineno=node.test.lineno)
            lines.append(node.lineno)
            node.test = call
        return Watched(code=self._compiled(tree), lines=tuple(lines))

    def misuses(self, texts: Sequence[str], tags: Sequence[str], vocabulary: Mapping[str, object]) -> tuple[TagError, ...]:
        """Return what a template, given as for `compile_pieces`, asks of its values that no profile can give."""
        tree = self._guarded(lambda: self._environment.parse_pieces(texts, tags))
        return tuple(TagError(found.line, found.what, nearest=found.nearest) for found in misuses(tree, vocabulary))

    def _parsed(self, source: str) -> nodes.Template:
        return self._guarded(lambda: self._environment.parse(source))

    def _refuse_unknown(self, found: Iterable[nodes.Node]) -> None:
        """Raise for a filter or test that there is not; Jinja itself finds those under a condition only when it comes there."""
        for node in found:
            if isinstance(node, nodes.Filter) and node.name not in self._environment.filters:
                raise self._unknown_in("filter", node.name, node.lineno)
            if isinstance(node, nodes.Test) and node.name not in self._environment.tests:
                raise self._unknown_in("test", node.name, node.lineno)

    def _unknown_in(self, kind: str, name: str, line: int) -> TagError:
        known = self._environment.filters if kind == "filter" else self._environment.tests
        return TagError(line, message(f"tags.unknown-{kind}", name=name), nearest=tuple(get_close_matches(name, known, n=3)))

    def _guarded(self, parse: Callable[[], nodes.Template]) -> nodes.Template:
        try:
            return parse()
        except TemplateSyntaxError as error:
            if error.name == "refused":
                raise TagError(error.lineno, message("tags.refused", statement=str(error.message))) from error
            raise self._explained(error) from error
        except (RecursionError, MemoryError) as error:
            raise TagError(0, message("tags.bound-reached")) from error

    def _compiled(self, tree: nodes.Template) -> CodeType:
        try:
            code: CodeType = self._environment.compile(tree)
        except TemplateSyntaxError as error:
            raise self._explained(error) from error
        except (RecursionError, MemoryError, SyntaxError) as error:  # Python nests no more than 20 blocks
            raise TagError(0, message("tags.bound-reached")) from error
        return code

    def render(self, code: CodeType, context: Context, limits: Limits, names: Mapping[str, object] | None = None) -> str:
        """Return the rendered text. `names` are the engine's own, beside those of `context`.

        Raises: TagError: an unknown name, nothing to print, a wrong type, or a bound reached.
        """
        budget = _Budget(limits)
        template = self._environment.template_class.from_code(self._environment, code, dict(self._environment.globals))
        root = {**context.root(), **(names or {}), "_counted": budget.counted}
        pieces, size, most = [], 0, limits.output_chars
        try:
            for piece in template.root_render_func(template.new_context(root)):
                size += len(piece)
                if size > most:
                    raise BoundReachedError
                pieces.append(piece)
        except Exception as error:  # Jinja raises whatever a template's expression raises
            raise self._located(error, template, context) from error
        return "".join(pieces)

    def _names_among(self, found: Iterable[nodes.Node]) -> tuple[tuple[int, str], ...]:
        """Return the top-level names that a template needs: not set in it, not docgen's own functions, and nowhere guarded."""
        names = [node for node in found if isinstance(node, nodes.Name)]
        guards = [node.node for node in found if isinstance(node, (nodes.Test, nodes.Filter)) and node.name in _GUARDS]
        free = {node.name for node in guards if isinstance(node, nodes.Name)} | {node.name for node in names if node.ctx != "load"}
        free |= {*self._environment.globals, "loop"}
        return tuple((node.lineno, node.name) for node in names if node.name not in free and not node.name.startswith("_"))

    @template_function
    def _joined(self, parts: Iterable[object], separator: str = "") -> str:
        """Join texts, each spelled as it would be printed: the operands of `~`, or a list in `join`."""
        texts = [self._spelled(part) for part in parts]
        if sum(map(len, texts)) + len(texts) * len(separator) > _LONGEST_TEXT:
            raise BoundReachedError
        return separator.join(texts)

    def _spelled(self, value: object) -> str:
        inner = plain(value)
        if inner is None:
            raise _NothingToPrint
        return wording.spell(inner, self.language)

    def _text_filters(self, environment: Environment) -> dict[str, Callable[..., str]]:
        """Return the filters that work on text: they take a value as it would be printed."""

        def replace(text: object, old: object, new: object) -> str:
            content, out, into = self._spelled(text), self._spelled(old), self._spelled(new)
            if len(content) + (content.count(out) if out else len(content) + 1) * len(into) > _LONGEST_TEXT:
                raise BoundReachedError
            return content.replace(out, into)

        def join(values: Iterable[object], separator: object = "", attribute: str | None = None) -> str:
            items = values if attribute is None else map(make_attrgetter(environment, attribute), values)
            return self._joined(items, self._spelled(separator))

        return {
            "replace": replace,
            "join": join,
            "string": self._spelled,
            "upper": lambda text: self._spelled(text).upper(),
            "lower": lambda text: self._spelled(text).lower(),
            "capitalize": lambda text: self._spelled(text).capitalize(),
            "trim": lambda text: self._spelled(text).strip(),
        }

    def _finalize(self, value: object) -> str:
        """Return a value as the document's format writes it."""
        if type(value) is str:
            return self._literal(value)
        if isinstance(value, Undefined):
            return str(value)  # fails, with its place
        if hasattr(value, "__html__"):  # the engine's own: a picture, or text that is escaped already
            return str(value.__html__())
        return self._literal(self._spelled(value))

    def _located(self, error: Exception, template: Any, context: Context) -> TagError:
        line = _line_of(error, template)
        match error:
            case _NothingToPrint():
                return TagError(line, message("tags.nothing-to-print"), remedy=message("tags.nothing-to-print-remedy"))
            case BoundReachedError() | MemoryError() | RecursionError():
                return TagError(line, message("tags.bound-reached"))
            case UndefinedError():
                return self._unknown(error, line, context)
            case SecurityError():
                return TagError(line, message(str(error) if str(error).startswith("tags.") else "tags.forbidden"))
            case _ if isinstance(what := getattr(error, "what", None), Message):  # the domain's own words: wording, ref(), role()
                return TagError(line, what, remedy=getattr(error, "remedy", None), nearest=getattr(error, "nearest", ()))
            case _:
                return TagError(line, message("tags.cannot-evaluate", detail=str(error)))

    def _unknown(self, error: UndefinedError, line: int, context: Context) -> TagError:
        if not isinstance(error, UnknownNameError):
            return TagError(line, message("tags.cannot-evaluate", detail=str(error)))
        if error.name is None:  # first, last … of a list that is empty
            return TagError(line, message("tags.empty-list"), remedy=message("tags.empty-list-remedy"))
        inside = isinstance(error.owner, Field)
        known = known_names(error.owner) if inside else (*context.known(), "range")
        nearest = tuple(get_close_matches(error.name, known, n=3, cutoff=0.5)) or (known[:8] if inside else ())
        return TagError(line, message("tags.unknown-name", name=error.name), nearest=nearest)

    def _explained(self, error: TemplateSyntaxError) -> TagError:
        text = str(error.message)
        if unknown_word := re.match(r"No (filter|test) named '(.+?)'", text):
            return self._unknown_in(unknown_word[1], unknown_word[2], error.lineno)
        if "Unexpected end of template" in text:
            return TagError(error.lineno, message("tags.block-not-closed"), remedy=message("tags.block-not-closed-remedy"))
        unknown = re.match(r"Encountered unknown tag '(\w+)'", text)
        if unknown and not unknown[1].startswith("end") and unknown[1] not in ("elif", "else"):
            nearest = tuple(get_close_matches(unknown[1], self._statements, n=3))
            return TagError(error.lineno, message("tags.unknown-statement", name=unknown[1]), nearest=nearest)
        if unknown:
            return TagError(error.lineno, message("tags.block-not-opened"))
        return TagError(error.lineno, message("tags.not-well-formed", detail=text))


class _NothingToPrint(Exception):
    """A value that the profile leaves unsaid was to be printed."""


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
                raise BoundReachedError
            yield item


def _nodes_of(tree: nodes.Template) -> list[nodes.Name | nodes.Test | nodes.Filter | nodes.Call]:
    """Return the names, tests, filters and calls of a template, in reading order, in one walk."""
    found: list[nodes.Name | nodes.Test | nodes.Filter | nodes.Call] = []
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, nodes.Node):
            if isinstance(node, (nodes.Name, nodes.Test, nodes.Filter, nodes.Call)):
                found.append(node)
            waiting += [getattr(node, field) for field in reversed(node.fields)]
    return found


def _conditions_among(tree: nodes.Template) -> Iterator[nodes.If | nodes.CondExpr]:
    """Return the conditions of a template."""
    return tree.find_all((nodes.If, nodes.CondExpr))


def _calls_among(found: Iterable[nodes.Node]) -> tuple[tuple[int, str, str], ...]:
    """Return the calls with a constant first argument: line, function, argument."""
    return tuple(
        (node.lineno, node.node.name, str(node.args[0].value))
        for node in found
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.args and isinstance(node.args[0], nodes.Const)
    )


def _line_of(error: BaseException, template: Any) -> int:
    """Return the template line at which `error` was raised, 0 if it was raised elsewhere."""
    line, traceback = 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_globals.get("debug_info") == template._debug_info:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line
