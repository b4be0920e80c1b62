"""Plain data and a type -> a value of that type, or every fault in the data, each with its place.

The types are those of the kernel's frozen dataclasses; the dataclass is the schema. A reader of a type is built once from
its hints and kept. Scalars come as written (see `places`), so each reader knows the spelling that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from docgen.domain.quantities import Duration, Hours, Percentage, QuantityError, Target
from docgen.domain.shapes import Names, ProperName, Spelling, Within
from docgen.domain.text import Text
from docgen.errors import Problem
from docgen.messages import Message, message
from docgen.sources.places import Places, Plain, member

_QUANTITIES = {Duration: "duration", Percentage: "percentage", Hours: "hours", Target: "target"}
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}
_CJK = re.compile(r"[㐀-鿿豈-﫿]")
_MEMBER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class Fault:
    """Stands for a value that could not be read; the reading has noted why."""


FAULT = Fault()


class Reading:
    """One pass over the data of a file: what is being read, and the faults found so far.

    languages: those that every text must be said in.
    """

    def __init__(self, places: Places, languages: tuple[str, ...]) -> None:
        self.places = places
        self.languages = languages
        self.problems: list[Problem] = []

    def read(self, kind: Any, data: object, path: str = "") -> object:
        """Return `data` as a value of type `kind`, or FAULT after noting what is wrong with it."""
        return reader_of(kind)(self, data, path)

    def fault(
        self,
        path: str,
        what: Message,
        *,
        found: object = "",
        expected: Message | None = None,
        remedy: Message | None = None,
        nearest: tuple[str, ...] = (),
    ) -> Fault:
        """Note a fault of the field at `path`."""
        shown = _shown(found)
        where = self.places.place(path)
        self.problems.append(Problem(where=where, what=what, found=shown, expected=expected, remedy=remedy, nearest=nearest))
        return FAULT


Reader = Callable[[Reading, object, str], object]


@cache
def reader_of(kind: Any) -> Reader:
    """Return the reader of a type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _annotated(arguments[0], arguments[1])
    if origin in (Union, UnionType):
        return reader_of(next(argument for argument in arguments if argument is not NoneType))
    if origin is tuple:
        return _list_reader(arguments[0])
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_reader(*arguments)
    if kind in _QUANTITIES:
        return _quantity_reader(kind, f"profile.expected-{_QUANTITIES[kind]}")
    if kind is Text:
        return _text_reader(proper_name=False)
    if kind in _SCALARS:
        return _SCALARS[kind]
    if kind is object:
        return _read_free
    if issubclass(kind, StrEnum):
        return _choice_reader(kind)
    if issubclass(kind, Names):
        return _names_reader(kind)
    if is_dataclass(kind):
        return _record_reader(kind)
    raise TypeError(kind)


def yaml_name(attribute: str) -> str:
    """Return the key in YAML of an attribute in Python: `class_` is `class`."""
    return attribute.removesuffix("_")


@cache
def hints_of(kind: Any) -> Mapping[str, Any]:
    """Return the type of each attribute of a dataclass."""
    return get_type_hints(kind, include_extras=True)


def _annotated(kind: Any, rule: object) -> Reader:
    if isinstance(rule, ProperName):
        return _text_reader(proper_name=True)
    if isinstance(rule, Spelling):
        return _spelling_reader(re.compile(rule.pattern), message(f"profile.expected-{rule.name}"))
    if isinstance(rule, Within):
        return _number_reader(rule)
    return reader_of(kind)


def _record_reader(kind: Any) -> Reader:
    hints = hints_of(kind)
    names = {yaml_name(field.name): field.name for field in fields(kind)}
    required = tuple(yaml_name(field.name) for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING)

    def read(reading: Reading, data: object, path: str) -> object:
        if not isinstance(data, dict):
            return _not(reading, "mapping", data, path)
        values: dict[str, object] = {}
        meant: set[str] = set()
        for key, item in data.items():
            inside = member(path, key)
            if key not in names:
                meant |= {*_unknown(reading, key, tuple(names), inside)}
            elif item is None:
                values[names[key]] = reading.fault(inside, message("profile.empty-value", name=key))
            else:
                values[names[key]] = reader_of(hints[names[key]])(reading, item, inside)
                if key in required and not item:
                    values[names[key]] = reading.fault(inside, message("profile.empty-list", name=key))
        missing = [key for key in required if key not in data]
        for key in missing:
            if key not in meant:
                reading.fault(member(path, key), message("profile.missing-key", name=key), expected=_expected(hints[names[key]]))
        if missing or FAULT in values.values():
            return FAULT
        return kind(**values)

    return read


def _names_reader(kind: Any) -> Reader:
    def read(reading: Reading, data: object, path: str) -> object:
        if not isinstance(data, dict):
            return _not(reading, "mapping", data, path)
        values = {}
        for name, item in data.items():
            inside = member(path, name)
            near = () if name in kind.KNOWN else tuple(get_close_matches(name, kind.KNOWN, n=2, cutoff=0.75))
            if item is None:
                values[name] = reading.fault(inside, message("profile.empty-value", name=name))
            elif near or not _MEMBER_NAME.fullmatch(name):
                values[name] = reading.fault(inside, message("profile.unknown-key", name=name), nearest=near)
            else:
                values[name] = reader_of(kind.KNOWN.get(name, kind.OTHER))(reading, item, inside)
        return FAULT if FAULT in values.values() else kind(values)

    return read


def _mapping_reader(key_kind: Any, value_kind: Any) -> Reader:
    def read(reading: Reading, data: object, path: str) -> object:
        if not isinstance(data, dict):
            return _not(reading, "mapping", data, path)
        values: dict[object, object] = {}
        for key, item in data.items():
            inside = member(path, key)
            name = reader_of(key_kind)(reading, Plain(key), inside)
            if item is None:
                values[key] = reading.fault(inside, message("profile.empty-value", name=key))
            else:
                values[name] = reader_of(value_kind)(reading, item, inside)
        return FAULT if FAULT in values or FAULT in values.values() else values

    return read


def _list_reader(kind: Any) -> Reader:
    def read(reading: Reading, data: object, path: str) -> object:
        if not isinstance(data, list):
            return _not(reading, "list", data, path)
        values, seen = [], set()
        for index, item in enumerate(data):
            inside = member(path, index)
            value = reader_of(kind)(reading, item, inside) if item is not None else _empty_member(reading, inside)
            identity = getattr(value, "id", None) or (value if isinstance(value, str) else None)
            if identity in seen:
                where = member(inside, "id") if not isinstance(value, str) else inside
                value = reading.fault(where, message("profile.duplicate-id", id=identity), remedy=message("profile.duplicate-id-remedy"))
            if identity is not None:
                seen.add(identity)
            values.append(value)
        return FAULT if FAULT in values else tuple(values)

    return read


def _text_reader(*, proper_name: bool) -> Reader:
    def read(reading: Reading, data: object, path: str) -> object:
        if isinstance(data, dict):
            return _text_by_language(reading, data, path)
        if not isinstance(data, str):
            return _not(reading, "text", data, path)
        if not data.strip():
            return reading.fault(path, message("profile.blank-text"))
        if not proper_name and (unsaid := _unsaid(str(data), reading.languages)):
            what = message("profile.text-in-one-language", language=message(f"profile.language-{unsaid}"))
            return reading.fault(path, what, found=data, remedy=message("profile.text-in-one-language-remedy"))
        return Text.of(str(data).strip())

    return read


def _unsaid(text: str, languages: tuple[str, ...]) -> str | None:
    """Return the language in which a plain string does not say its text; a single Latin word, such as HQ, serves both."""
    chinese = _CJK.search(text) is not None
    if chinese and "en" in languages:
        return "en"
    if not chinese and set(languages) == {"zh", "en"} and len(text.split()) > 1:
        return "zh"
    return None


def _text_by_language(reading: Reading, data: dict[str, object], path: str) -> object:
    faults = [_unknown(reading, key, ("zh", "en"), member(path, key)) for key in data if key not in ("zh", "en")]
    spoken = {language: data[language] for language in ("zh", "en") if language in data}
    for language, said in spoken.items():
        if not isinstance(said, str) or not said.strip():
            faults.append(())
            reading.fault(member(path, language), message("profile.blank-text"))
    for language in reading.languages:
        if language not in spoken:
            faults.append(())
            reading.fault(path, message("profile.text-missing-language", language=message(f"profile.language-{language}")))
    return FAULT if faults else Text(**{language: str(said).strip() for language, said in spoken.items()})


def _quantity_reader(kind: Any, expectation: str) -> Reader:
    def read(reading: Reading, data: object, path: str) -> object:
        try:
            if isinstance(data, str):
                return kind.parse(str(data))
        except QuantityError:
            pass
        return reading.fault(path, message("profile.unreadable"), found=data, expected=message(expectation))

    return read


def _spelling_reader(pattern: re.Pattern[str], expected: Message) -> Reader:
    def read(reading: Reading, data: object, path: str) -> object:
        if isinstance(data, str) and pattern.fullmatch(data):
            return str(data)
        return reading.fault(path, message("profile.unreadable"), found=data, expected=expected)

    return read


def _number_reader(bounds: Within) -> Reader:
    def read(reading: Reading, data: object, path: str) -> object:
        number = int(data) if isinstance(data, str) and re.fullmatch(r"\d{1,12}", data, re.ASCII) else None
        if number is None or number < bounds.least or (bounds.most is not None and number > bounds.most):
            return reading.fault(path, message("profile.unreadable"), found=data, expected=expected_number(bounds))
        return number

    return read


def expected_number(bounds: Within) -> Message:
    """Return what a whole number within `bounds` looks like."""
    if bounds.most is None:
        return message("profile.expected-number", least=bounds.least)
    return message("profile.expected-number-between", least=bounds.least, most=bounds.most)


def _choice_reader(kind: type[StrEnum]) -> Reader:
    choices = tuple(choice.value for choice in kind)

    def read(reading: Reading, data: object, path: str) -> object:
        if data in choices:
            return kind(str(data))
        near = tuple(get_close_matches(str(data), choices, n=2, cutoff=0.6)) if isinstance(data, str) else ()
        expected = message("profile.expected-choice", choices=choices)
        return reading.fault(path, message("profile.not-a-choice"), found=data, expected=expected, nearest=near)

    return read


def _read_string(reading: Reading, data: object, path: str) -> object:
    if not isinstance(data, str):
        return _not(reading, "text", data, path)
    return str(data).strip() or reading.fault(path, message("profile.blank-text"))


def _read_yes_no(reading: Reading, data: object, path: str) -> object:
    if isinstance(data, str) and data.lower() in _YES_NO:
        return _YES_NO[data.lower()]
    return reading.fault(path, message("profile.unreadable"), found=data, expected=message("profile.expected-yes-no"))


def _read_date(reading: Reading, data: object, path: str) -> object:
    try:
        if isinstance(data, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", data, re.ASCII):
            return date.fromisoformat(data)
    except ValueError:
        pass
    return reading.fault(path, message("profile.unreadable"), found=data, expected=message("profile.expected-date"))


def _read_amount(reading: Reading, data: object, path: str) -> object:
    if isinstance(data, str) and re.fullmatch(r"\d{1,15}(\.\d+)?", data, re.ASCII):
        return Decimal(data)
    return reading.fault(path, message("profile.unreadable"), found=data, expected=message("profile.expected-amount"))


_SCALARS: Mapping[Any, Reader] = {str: _read_string, bool: _read_yes_no, date: _read_date, Decimal: _read_amount}


def _read_free(reading: Reading, data: object, path: str) -> object:
    """Read a value of `custom`: a text by language, a mapping, a list, a number, a yes/no, or a string."""
    if isinstance(data, dict):
        if data and set(data) <= {"zh", "en"}:
            return _text_by_language(reading, data, path)
        inner = {key: _read_free(reading, item, member(path, key)) for key, item in data.items()}
        return FAULT if FAULT in inner.values() else inner
    if isinstance(data, list):
        items = tuple(_read_free(reading, item, member(path, index)) for index, item in enumerate(data))
        return FAULT if FAULT in items else items
    if data is None:
        return reading.fault(path, message("profile.empty-value", name=path.rpartition(".")[2]))
    if isinstance(data, Plain):
        if data in ("true", "false"):
            return data == "true"
        if re.fullmatch(r"0|[1-9]\d{0,17}", data, re.ASCII):
            return int(data)
        if re.fullmatch(r"(0|[1-9]\d{0,17})\.\d{1,17}", data, re.ASCII):
            return Decimal(data)
    return str(data)


def _unknown(reading: Reading, key: str, known: tuple[str, ...], path: str) -> tuple[str, ...]:
    """Note an unknown key and return the known ones that it may mean."""
    near = tuple(get_close_matches(key, known, n=2, cutoff=0.6))
    expected = None if near else message("profile.expected-keys", names=known)
    reading.fault(path, message("profile.unknown-key", name=key), expected=expected, nearest=near)
    return near


def _empty_member(reading: Reading, path: str) -> Fault:
    return reading.fault(path, message("profile.empty-member"))


def _not(reading: Reading, wanted: str, data: object, path: str) -> Fault:
    what = message("profile.wrong-shape", found=message(f"profile.shape-{_shape(data)}"))
    return reading.fault(path, what, found=data, expected=message(f"profile.expected-{wanted}"))


def _shape(data: object) -> str:
    return "mapping" if isinstance(data, dict) else "list" if isinstance(data, list) else "empty" if data is None else "text"


def _shown(found: object) -> str:
    """Return a scalar as it is written, cut when long; a mapping or list is not quoted."""
    if not isinstance(found, str):
        return ""
    return found if len(found) <= 80 else f"{found[:77]}…"


def _expected(kind: Any) -> Message | None:
    """Return what a missing value of `kind` would look like, if its spelling asks for an example."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated and isinstance(arguments[1], Spelling):
        return message(f"profile.expected-{arguments[1].name}")
    if kind in _QUANTITIES:
        return message(f"profile.expected-{_QUANTITIES[kind]}")
    if kind is date:
        return message("profile.expected-date")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return message("profile.expected-choice", choices=tuple(choice.value for choice in kind))
    return None
