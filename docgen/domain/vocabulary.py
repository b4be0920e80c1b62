"""What a template may say, known without any client: the kind of each name, and of what stands after its dot.

A kind is the annotation of a profile field (`Service`, `tuple[Service, ...]`, `Mapping[str, Duration]`, `Text | None`), so the
profile's own types are the vocabulary and nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypedDict, Union, get_args, get_origin, get_type_hints, is_typeddict

from docgen.domain.context import known_fields
from docgen.domain.document_set import DocumentView, Reference, RoleView
from docgen.domain.facts import FACTS
from docgen.domain.profile import Profile
from docgen.domain.quantities import LEAVES
from docgen.domain.set_lists import ClauseDuty, DocumentRow, ExternalRow, Objective
from docgen.domain.set_register import SetRegister
from docgen.domain.shapes import Names
from docgen.domain.text import Text

ANYTHING: object = object
"""The kind of a value of which nothing is known."""

_FACTS = TypedDict("_FACTS", dict.fromkeys(FACTS, object))  # type: ignore[misc] # the names are data here
FUNCTIONS: Mapping[str, object] = {"applies": bool, "ref": Reference, "role": RoleView, "diagram": ANYTHING}
"""The kind of what each function of a template returns."""


@cache
def vocabulary() -> Mapping[str, object]:
    """Return the kind of every top-level name that a template may say."""
    own = {
        "facts": _FACTS,
        "document": DocumentView,
        "documents": tuple[DocumentRow, ...],
        "clauses": tuple[ClauseDuty, ...],
        "objectives": tuple[Objective, ...],
        "external_documents": tuple[ExternalRow, ...],
        "register": SetRegister,
    }
    return {**get_type_hints(Profile, include_extras=True), **own}


def field_of(kind: object, name: str) -> object | None:
    """Return the kind of what stands after the dot of a value of `kind`; None if nothing of that name can stand there."""
    origin = _origin(kind)
    if origin is ANYTHING:
        return ANYTHING
    if is_leaf_kind(kind):
        return ANYTHING if not name.startswith("_") and hasattr(origin, name) else None
    if issubclass(origin, Names):
        known: Mapping[str, object] = origin.KNOWN
        return known.get(name, origin.OTHER)
    if issubclass(origin, tuple):
        return None
    if name in names_after(kind):
        return _fields_of(origin)[name]  # type: ignore[arg-type] # a class can be hashed
    return None if is_dataclass(origin) or is_typeddict(origin) else _argument(kind, 1)


def member_of(kind: object) -> object:
    """Return the kind of what a loop over a value of `kind` gives."""
    origin = _origin(kind)
    if origin is ANYTHING or is_leaf_kind(kind):
        return ANYTHING
    return _argument(kind, 0) if issubclass(origin, tuple) else str


def names_after(kind: object) -> tuple[str, ...]:
    """Return what may stand after the dot of a value of `kind`, as far as it is known."""
    origin = _origin(kind)
    if origin is ANYTHING or is_leaf_kind(kind):
        return ()
    if issubclass(origin, Names):
        return tuple(origin.KNOWN)
    return tuple(_fields_of(origin)) if is_dataclass(origin) or is_typeddict(origin) else ()  # type: ignore[arg-type] # as above


def is_leaf_kind(kind: object) -> bool:
    """Tell whether a value of `kind` is printed whole, rather than looked into."""
    return issubclass(_origin(kind), LEAVES)


def is_list(kind: object) -> bool:
    """Tell whether a value of `kind` is a list."""
    return issubclass(_origin(kind), tuple)


def is_printable(kind: object) -> bool:
    """Tell whether a value of `kind` may be printed: a text, number, date …; a record only if it has a spelling of its own."""
    origin = _origin(kind)
    return origin is ANYTHING or (is_leaf_kind(kind) and origin is not bool) or hasattr(origin, "spelled") or origin is NoneType


def _origin(kind: object) -> type:
    """Return the class of a kind: that of a list is tuple; ANYTHING where it may be of several."""
    if get_origin(kind) is Annotated:
        return _origin(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        kinds = [part for part in get_args(kind) if part is not NoneType]
        return _origin(kinds[0]) if len(kinds) == 1 else object
    origin = get_origin(kind) or kind
    if not isinstance(origin, type):
        return object
    return str if issubclass(origin, Text) else origin  # a text is handed out in the document's language


def _argument(kind: object, index: int) -> object:
    """Return what a list or mapping is a list or mapping of."""
    if get_origin(kind) in (Union, UnionType, Annotated):
        return next(_argument(part, index) for part in get_args(kind) if part is not NoneType)
    arguments = get_args(kind)
    return arguments[index] if index < len(arguments) else ANYTHING


@cache
def _fields_of(record: Any) -> Mapping[str, object]:
    hints = get_type_hints(record, include_extras=True)
    if is_typeddict(record):
        return hints
    return {name: hints.get(name, hints.get(f"{name}_", _returned(record, name))) for name in known_fields(record)}


def _returned(record: type, name: str) -> object:
    """Return the kind that a property gives."""
    getter = getattr(getattr(record, name, None), "fget", None)
    return get_type_hints(getter).get("return", ANYTHING) if getter is not None else ANYTHING
