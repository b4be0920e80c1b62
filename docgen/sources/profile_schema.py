"""The JSON Schema of profile.yaml, for editors: generated from the profile's types, so that it cannot say anything else.

Every key is described in both languages; what the types allow is what `typed` reads.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from docgen.domain.profile import Profile
from docgen.domain.quantities import Duration, Hours, Percentage, Target
from docgen.domain.shapes import Names, ProperName, Spelling, Within
from docgen.domain.text import Text
from docgen.messages import Message, message, say
from docgen.sources.scalars import expected_number
from docgen.sources.typed import hints_of, yaml_name

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# A value that YAML takes for a number when it stands without quotes: a phone number, 1.0, a target of 90.
_WRITTEN = ["string", "number"]
_TEXT: Schema = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
_LEAVES: dict[Any, tuple[Schema, str]] = {
    str: ({"type": _WRITTEN, "minLength": 1}, ""),
    bool: ({"type": "boolean"}, "profile.expected-yes-no"),
    date: ({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-03-01"]}, "profile.expected-date"),
    Decimal: ({"type": "number", "minimum": 0}, "profile.expected-amount"),
    Duration: (
        {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*\S.*$", "examples": ["15 min", "4 h", "2 working days", "12 months"]},
        "profile.expected-duration",
    ),
    Percentage: ({"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*[%％]\s*$", "examples": ["99.5 %"]}, "profile.expected-percentage"),
    Hours: ({"type": "string", "examples": ["24x7", "5x8", "Mon-Fri 09:00-18:00"]}, "profile.expected-hours"),
    Target: (
        {"type": _WRITTEN, "pattern": r"^\s*(>=|<=|=|>|<|≥|≤)?\s*\d+(\.\d+)?\s*[%％]?\s*$", "examples": ["95 %", "<= 5 %"]},
        "profile.expected-target",
    ),
    Text: (_TEXT, ""),
}


def schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a profile."""
    definitions: Schema = {}
    _record(Profile, definitions)
    whole = definitions.pop("Profile")
    return {"$schema": _DRAFT, "title": _bilingual(message("schema.title")), **whole, "$defs": dict(sorted(definitions.items()))}


def _record(kind: Any, definitions: Schema) -> Schema:
    """Return a reference to the definition of a dataclass or of a mapping with known names, which is made when first asked for."""
    reference = {"$ref": f"#/$defs/{kind.__name__}"}
    if kind.__name__ in definitions:
        return reference
    definitions[kind.__name__] = {}
    if issubclass(kind, Names):
        properties = {name: _described(inner, kind, name, definitions) for name, inner in kind.KNOWN.items()}
        definitions[kind.__name__] = {
            "type": "object",
            "properties": properties,
            "additionalProperties": _schema_of(kind.OTHER, definitions),
        }
        return reference
    hints = hints_of(kind)
    required = [field for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING]
    properties = {yaml_name(field.name): _described(hints[field.name], kind, yaml_name(field.name), definitions) for field in fields(kind)}
    for field in required:
        if properties[yaml_name(field.name)].get("type") == "array":
            properties[yaml_name(field.name)]["minItems"] = 1
    definitions[kind.__name__] = {
        "type": "object",
        "properties": properties,
        "required": [yaml_name(field.name) for field in required],
        "additionalProperties": False,
    }
    return reference


def _described(kind: Any, record: Any, name: str, definitions: Schema) -> Schema:
    """Return the schema of a key: its meaning as title, and what a value looks like as description."""
    title = _bilingual(message(f"schema.{record.__name__}.{name}"))
    inner = _schema_of(kind, definitions)
    return {"title": title, "description": title, **inner}


def _schema_of(kind: Any, definitions: Schema) -> Schema:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _annotated(arguments[0], arguments[1])
    if origin in (Union, UnionType):
        return _schema_of(next(argument for argument in arguments if argument is not NoneType), definitions)
    if origin is tuple:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    if origin is not None:
        return _mapping(arguments[0], arguments[1], definitions)
    if kind in _LEAVES:
        shape, expectation = _LEAVES[kind]
        return {**shape, "description": _bilingual(message(expectation))} if expectation else dict(shape)
    if kind is object:
        return {}
    if issubclass(kind, StrEnum):
        return {"enum": [choice.value for choice in kind]}
    if is_dataclass(kind) or issubclass(kind, Names):
        return _record(kind, definitions)
    raise TypeError(kind)


def _annotated(kind: Any, rule: object) -> Schema:
    match rule:
        case Spelling():
            description = _bilingual(message(f"profile.expected-{rule.name}"))
            return {"type": _WRITTEN, "pattern": f"^({rule.pattern})$", "description": description}
        case Within():
            bounds = {"minimum": rule.least} | ({"maximum": rule.most} if rule.most is not None else {})
            return {"type": "integer", **bounds, "description": _bilingual(expected_number(rule))}
        case ProperName():
            return dict(_TEXT)
        case _:
            raise TypeError(kind)


def _mapping(key: Any, value: Any, definitions: Schema) -> Schema:
    names: Schema = {}
    if get_origin(key) is Annotated:
        rule = get_args(key)[1]
        pattern = f"[{rule.least}-{rule.most}]" if isinstance(rule, Within) else rule.pattern
        names = {"propertyNames": {"pattern": f"^({pattern})$"}}
    return {"type": "object", **names, "additionalProperties": _schema_of(value, definitions)}


def _bilingual(text: Message) -> str:
    return f"{say(text, 'zh')} / {say(text, 'en')}"
