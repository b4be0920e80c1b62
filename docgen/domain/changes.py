"""Why a document's text changed: the fields it read last time and this time, with the values it saw.

A document's note of its fields (`Context.used`) is kept with it in the register. Two notes, compared, name each field with
its old and new value, also for a document that a build had to leave alone in between.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docgen.domain.distribution import OPERATOR
from docgen.domain.document_set import SOURCES

Note = Mapping[str, str]
_PHONE = re.compile(r"roles\.[^.]+\.(deputy_)?phone")  # worked out from the call tree
_READER = re.compile(r"document\.readers\[(?P<id>[^\]]+)\]\.(?P<field>.+)")
_OF_DEPARTMENT = {"person": "head"}  # a field of a reader, as that of the department


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that a document reads and whose value changed; None where it was not, or is no longer, read."""

    field: str
    before: str | None
    after: str | None


def changed_fields(before: Note, after: Note) -> tuple[Change, ...]:
    """Return what differs between two notes: fields with an old and a new value, then those newly read, then those gone.

    What a document says of itself (its code, its dates, its readers), and a role's telephone number, is named by the profile field
    it rests on.
    """
    both = [path for path in after if path in before and before[path] != after[path]]
    new = [path for path in after if path not in before]
    gone = [path for path in before if path not in after]
    named = {_named(path): Change(field=_named(path), before=before.get(path), after=after.get(path)) for path in (*both, *new, *gone)}
    changed = [change for change in named.values() if change.before is not None and change.after is not None]
    # A changed list brings its members' fields along; those are only worth telling when nothing else explains the text.
    return tuple(changed) or tuple(named.values())


def _named(path: str) -> str:
    if _PHONE.fullmatch(path):
        return "call_tree"
    reader = _READER.fullmatch(path)
    if reader is None:
        return SOURCES.get(path, (path,))[0]
    if reader["id"] == OPERATOR:
        return "service_desk.operated_by"
    return f"departments[{reader['id']}].{_OF_DEPARTMENT.get(reader['field'], reader['field'])}"
