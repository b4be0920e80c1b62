"""Plain data and a type -> a value of that type, or every fault in the data, each with its place.

The types are those of the kernel's frozen dataclasses; the dataclass is the schema. A reader of a type is built once from
its hints and kept. Scalars come as written (see `places`), so each reader knows the spelling that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from docgen.domain.quantities import Duration, Hours, Percentage, Target
from docgen.domain.shapes import Names, ProperName, Spelling, Within
from docgen.domain.text import Text
from docgen.messages import Message, message
from docgen.sources.places import Plain, member
from docgen.sources.reading import FAULT, Fault, Reader, Reading
from docgen.sources.scalars import (
    SCALARS,
    choice_reader,
    number_reader,
    quantity_reader,
    spelling_reader,
    text_by_language,
    text_reader,
)

_QUANTITIES = {Duration: "duration", Percentage: "percentage", Hours: "hours", Target: "target"}
_MEMBER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def read(reading: Reading, kind: Any, data: object, path: str = "") -> object:
    """Return `data` as a value of type `kind`, or FAULT after noting in `reading` what is wrong with it."""
    return reader_of(kind)(reading, data, path)


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
        return quantity_reader(kind, f"profile.expected-{_QUANTITIES[kind]}")
    if kind is Text:
        return text_reader(proper_name=False)
    if kind in SCALARS:
        return SCALARS[kind]
    if kind is object:
        return _read_free
    if issubclass(kind, StrEnum):
        return choice_reader(kind)
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
        return text_reader(proper_name=True)
    if isinstance(rule, Spelling):
        return spelling_reader(re.compile(rule.pattern), message(f"profile.expected-{rule.name}"))
    if isinstance(rule, Within):
        return number_reader(rule)
    return reader_of(kind)


def _record_reader(kind: Any) -> Reader:
    hints = hints_of(kind)
    names = {yaml_name(field.name): field.name for field in fields(kind)}
    required = tuple(yaml_name(field.name) for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING)

    def read(reading: Reading, data: object, path: str) -> object:
        if not isinstance(data, dict):
            return reading.misshapen("mapping", data, path)
        values: dict[str, object] = {}
        meant: set[str] = set()
        for key, item in data.items():
            inside = member(path, key)
            if key not in names:
                meant |= {*reading.unknown(key, tuple(names), inside)}
            elif item is None:
                empty = message("profile.empty-required" if key in required else "profile.empty-value", name=key)
                values[names[key]] = reading.fault(inside, empty, expected=_expected(hints[names[key]]))
            elif item in ([], {}) and key in required:
                values[names[key]] = reading.fault(inside, message("profile.empty-list", name=key))
            else:
                values[names[key]] = reader_of(hints[names[key]])(reading, item, inside)
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
            return reading.misshapen("mapping", data, path)
        values: dict[str, object] = {}
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
            return reading.misshapen("mapping", data, path)
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
            return reading.misshapen("list", data, path)
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


def _read_free(reading: Reading, data: object, path: str) -> object:
    """Read a value of `custom`: a text by language, a mapping, a list, a number, a yes/no, or a string."""
    if isinstance(data, dict):
        if data and set(data) <= {"zh", "en"}:
            return text_by_language(reading, data, path)
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


def _empty_member(reading: Reading, path: str) -> Fault:
    return reading.fault(path, message("profile.empty-member"))


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
