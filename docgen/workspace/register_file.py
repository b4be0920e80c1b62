"""The register on disk: `.docgen/register.json`, read strictly and written the same way every time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docgen.domain.register import Entry, Issued, Register
from docgen.domain.revision import Revision, Status
from docgen.errors import Place, Problem, WorkspaceError
from docgen.messages import message
from docgen.workspace import layout
from docgen.workspace.faults import cannot_read, refusal

FORMAT = 4
Data = dict[str, Any]


def _with_pages(data: Data) -> Data:
    """Format 1 knew no page numbers. What is damaged besides stays as it is, for the shape to be checked."""
    documents = data.get("documents")
    if isinstance(documents, list):
        data = {**data, "documents": [{**item, "pages": {}} if isinstance(item, dict) else item for item in documents]}
    return {**data, "format": 2}


def _with_issues(data: Data) -> Data:
    """Format 2 knew neither issued revisions nor why a document was withdrawn."""
    documents = data.get("documents")
    if isinstance(documents, list):
        new = {"summary": "", "issued": None, "withdrawn_because": ""}
        data = {**data, "documents": [{**item, **new} if isinstance(item, dict) else item for item in documents]}
    return {**data, "format": 3}


def _with_successors(data: Data) -> Data:
    """Format 3 did not know which documents took the place of a withdrawn one."""
    documents = data.get("documents")
    if isinstance(documents, list):
        data = {**data, "documents": [{**item, "successors": []} if isinstance(item, dict) else item for item in documents]}
    return {**data, "format": 4}


# From a format to the next one: register data in, register data out.
_MIGRATIONS: Mapping[int, Callable[[Data], Data]] = {1: _with_pages, 2: _with_issues, 3: _with_successors}


@dataclass(frozen=True, slots=True)
class _Scalar:
    """A shape of one JSON value: a test for it, and the text that names it."""

    name: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class _OrNone:
    """A shape that may be left out: null in its place."""

    shape: Any


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_TEXT = _Scalar("expected-text", lambda value: isinstance(value, str))
_NUMBER = _Scalar("expected-whole-number", lambda value: type(value) is int)
_PAGE = _Scalar("expected-page", lambda value: type(value) is int and value > 0)
_YES_NO = _Scalar("expected-yes-no", lambda value: isinstance(value, bool))
_DATE = _Scalar("expected-date", _is_date)
_DATE_OR_NONE = _Scalar("expected-date", lambda value: value is None or _is_date(value))
_STATUS = _Scalar("expected-status", lambda value: value in tuple(Status))
_HASH = _Scalar("expected-hash", lambda value: isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None)
_PATH = _Scalar("expected-path", lambda value: isinstance(value, str) and layout.is_relative(value))
_NAMES = (_TEXT,)  # a mapping of free names is written (shape,), a list [shape], a record {field: shape}
_REVISION = {"number": _TEXT, "date": _DATE, "author": _TEXT, "approver": _TEXT, "summary": _TEXT, "sha256": _HASH}
_ISSUED = {"pristine": _HASH, "digest": _TEXT, "used": _NAMES, "template": _HASH}
_ENTRY = {
    "document": _TEXT,
    "language": _TEXT,
    "code": _TEXT,
    "title": _TEXT,
    "path": _PATH,
    "template": {"root": _TEXT, "sha256": _TEXT},
    "pristine": _HASH,
    "digest": _TEXT,
    "used": _NAMES,
    "pages": (_PAGE,),
    "revision": _TEXT,
    "status": _STATUS,
    "history": [_REVISION],
    "summary": _TEXT,
    "issued": _OrNone(_ISSUED),
    "withdrawn": _YES_NO,
    "withdrawn_on": _DATE_OR_NONE,
    "withdrawn_because": _TEXT,
    "successors": [_TEXT],
}
_REGISTER = {"format": _NUMBER, "docgen": _TEXT, "codes": _NAMES, "documents": [_ENTRY]}


def read(workspace: Path) -> Register:
    """Return the register of a workspace, an empty one where nothing was generated yet.

    Raises: WorkspaceError: the file cannot be read, is damaged (all faults together), or was written by a newer docgen.
    """
    file = workspace / layout.REGISTER
    try:
        return decode(file.read_bytes()) if file.exists() else Register()
    except OSError as error:
        raise cannot_read(error, layout.REGISTER) from error


def encode(register: Register) -> bytes:
    """Return the text of `register`; the same register gives the same bytes."""
    data = {
        "format": FORMAT,
        "docgen": register.docgen,
        "codes": dict(register.codes),
        "documents": [_entry_data(register.entries[key]) for key in sorted(register.entries)],
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def decode(content: bytes) -> Register:
    """Return the register that `content` spells, migrated from an older format.

    Raises: WorkspaceError: no JSON text, not the documented shape (all faults together), or a newer format.
    """
    data = _migrated(_parsed(content))
    faults = [*_shape_faults(data, _REGISTER, "")]
    if not faults:
        register = Register(
            docgen=data["docgen"],
            entries={(item["document"], item["language"]): _entry(item) for item in data["documents"]},
            codes=data["codes"],
        )
        faults = [*_sense_faults(register, data["documents"])]
    if faults:
        raise WorkspaceError(*faults)
    return register


def _entry_data(entry: Entry) -> Data:
    data = {name: value for name, value in asdict(entry).items() if not name.startswith("template_")}
    return {
        **data,
        "template": {"root": entry.template_root, "sha256": entry.template_hash},
        "history": [{**asdict(revision), "date": revision.date.isoformat()} for revision in entry.history],
        "withdrawn_on": entry.withdrawn_on.isoformat() if entry.withdrawn_on else None,
    }


def _entry(data: Data) -> Entry:
    plain = {name: value for name, value in data.items() if name != "template"}
    return Entry(
        **{
            **plain,
            "template_root": data["template"]["root"],
            "template_hash": data["template"]["sha256"],
            "status": Status(data["status"]),
            "history": tuple(Revision(**{**row, "date": date.fromisoformat(row["date"])}) for row in data["history"]),
            "issued": Issued(**data["issued"]) if data["issued"] else None,
            "withdrawn_on": date.fromisoformat(data["withdrawn_on"]) if data["withdrawn_on"] else None,
            "successors": tuple(data["successors"]),
        }
    )


def _parsed(content: bytes) -> Data:
    try:
        data = json.loads(content.decode())
    except json.JSONDecodeError as error:
        where = Place(file=layout.REGISTER, line=error.lineno, column=error.colno)
        raise WorkspaceError(_problem(where, "register-not-json", detail=error.msg)) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise WorkspaceError(_problem(Place(file=layout.REGISTER), "register-not-json", detail=str(error))) from error
    version = data.get("format") if isinstance(data, dict) else None
    if not _NUMBER.holds(version):
        raise WorkspaceError(_problem(Place(file=layout.REGISTER, field="format"), "register-shape"))
    return data  # type: ignore[no-any-return] # a dict, or `version` would be None


def _migrated(data: Data) -> Data:
    """Return `data` in today's format. Raises: WorkspaceError: no way leads from its format to today's."""
    while (found := data["format"]) != FORMAT:
        if found not in _MIGRATIONS:
            newer = {"found": found, "known": FORMAT, "version": data.get("docgen", "")}
            raise refusal(layout.REGISTER, "register-newer", "register-newer-remedy", **newer)
        data = _MIGRATIONS[found](data)
    return data


def _shape_faults(value: Any, shape: Any, at: str) -> Iterator[Problem]:
    """Yield what in `value` is not of `shape`, with its path `at` in the register."""
    match shape:
        case _Scalar():
            if not shape.holds(value):
                yield _wrong(value, at, shape.name)
        case _OrNone():
            if value is not None:
                yield from _shape_faults(value, shape.shape, at)
        case [inner]:
            container, name = (list, "expected-list") if isinstance(shape, list) else (dict, "expected-mapping")
            if not isinstance(value, container):
                yield _wrong(value, at, name)
            else:
                for key, item in value.items() if isinstance(value, dict) else enumerate(value):
                    yield from _shape_faults(item, inner, f"{at}[{key}]")
        case _:
            if not isinstance(value, dict):
                yield _wrong(value, at, "expected-mapping")
            else:
                yield from _record_faults(value, shape, f"{at}." if at else "")


def _record_faults(value: Data, shape: Mapping[str, Any], prefix: str) -> Iterator[Problem]:
    for name, inner in shape.items():
        if name in value:
            yield from _shape_faults(value[name], inner, f"{prefix}{name}")
        else:
            yield _wrong(None, f"{prefix}{name}", "register-missing-key")
    for name in value:
        if name not in shape:
            yield _wrong(value[name], f"{prefix}{name}", "register-unknown-key")


def _sense_faults(register: Register, documents: list[Data]) -> Iterator[Problem]:
    """Yield what contradicts itself: a document twice, a code that belongs to another document."""
    if len(register.entries) < len(documents):
        seen = set()
        for index, item in enumerate(documents):
            key = (item["document"], item["language"])
            if key in seen:
                yield _problem(Place(file=layout.REGISTER, field=f"documents[{index}]"), "register-twice", found=" ".join(key))
            seen.add(key)
    for entry in register.entries.values():
        owner = register.owner_of(entry.code)
        if owner != entry.document:
            where = Place(file=layout.REGISTER, field=f"codes[{entry.code}]")
            yield _problem(where, "register-code", code=entry.code, owner=owner or "-", document=entry.document)


def _wrong(value: Any, at: str, expected: str) -> Problem:
    found = "" if value is None else json.dumps(value, ensure_ascii=False)[:80]
    where = Place(file=layout.REGISTER, field=at)
    what, remedy = message("workspace.register-shape"), message("workspace.restore-backup-remedy")
    return Problem(where=where, what=what, found=found, expected=message(f"workspace.{expected}"), remedy=remedy)


def _problem(where: Place, name: str, *, found: str = "", **values: object) -> Problem:
    remedy = message("workspace.restore-backup-remedy")
    return Problem(where=where, what=message(f"workspace.{name}", **values), found=found, remedy=remedy)
