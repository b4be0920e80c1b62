"""catalogue.yaml -> Catalogue: the shipped one, and the overlays' entries merged into it by id, field by field.

The shipped catalogue is read fast; an overlay, which people write, is read with the place of every field, so that a fault
in it names its line. Both are checked by the same rules, all faults at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from docgen.domain.catalogue import Catalogue, DocumentType, Kpi, Level
from docgen.domain.condition import Condition, ConditionError
from docgen.domain.facts import FACTS
from docgen.domain.quantities import QuantityError, Target
from docgen.domain.standards import Standard
from docgen.domain.text import Text
from docgen.errors import CatalogueError, Place, Problem
from docgen.messages import Message, message
from docgen.sources.places import Places, decoded, read_yaml
from docgen.sources.standards_file import read_standard
from docgen.sources.templates import Root

FILE = "catalogue.yaml"
STANDARDS = ("iso20000-1", "iso27001")
_REQUIRED = ("id", "level", "kind", "code", "format", "title", "standards", "clauses", "owner", "applies")
_OPTIONAL = ("basis", "produces", "cadence", "renewed", "retention", "kpis", "replaces", "replaces_when", "omit")
_RENEWED = ("monthly", "quarterly", "yearly", "never")
_LETTERS = {Level.MANUAL: "M", Level.PROCEDURE: "P", Level.INSTRUCTION: "W", Level.FORM: "F"}


def read_catalogue(roots: Sequence[Root]) -> Catalogue:
    """Return the catalogue of the last root (the shipped one) with the entries of the other roots merged in.

    Raises: CatalogueError: every fault of every catalogue.yaml, with its line in an overlay.
    """
    shipped = _load_fast(roots[-1])
    entries: dict[str, dict[str, Any]] = {str(entry["id"]): dict(entry) for entry in shipped["documents"]}
    places: dict[str, tuple[Places, str]] = {}
    problems: list[Problem] = []
    for root in reversed(roots[:-1]):  # the first root wins, so it is merged last
        problems += _merge_overlay(root, entries, places)
    reader = _Reader(roles={role["id"]: Text.of(role["title"]) for role in shipped["roles"]}, entries=entries, places=places)
    documents = tuple(
        document for entry in entries.values() if not _yes(entry.get("omit")) and (document := reader.document(entry)) is not None
    )
    reader.check_together(documents, entries)
    problems += reader.problems
    if problems:
        raise CatalogueError(*problems)
    cadences = {cadence["id"]: Text.of(cadence["title"]) for cadence in shipped["cadences"]}
    omitted = frozenset(identity for identity, entry in entries.items() if _yes(entry.get("omit")))
    return Catalogue(documents=documents, roles=reader.roles, cadences=cadences, omitted=omitted)


def _load_fast(root: Root) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((root.folder / FILE).read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return data


def _merge_overlay(root: Root, entries: dict[str, dict[str, Any]], places: dict[str, tuple[Places, str]]) -> list[Problem]:
    """Merge the catalogue.yaml of `root`, if it has one, into `entries`; return what is wrong with it."""
    file = root.folder / FILE
    if not file.is_file():
        return []
    name = f"{root.name}/{FILE}"
    text = decoded(file.read_bytes(), name)
    if isinstance(text, Problem):
        return [text]
    written = read_yaml(text, name)
    if written.problems:
        return list(written.problems)
    documents = written.data.get("documents") if isinstance(written.data, dict) else None
    if not isinstance(documents, list):
        return [Problem(where=written.places.place(""), what=message("catalogue.not-a-list"))]
    for index, entry in enumerate(documents):
        path = f"documents[{index}]"
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            return [Problem(where=written.places.place(path), what=message("catalogue.missing-field", document=path, field="id"))]
        identity = str(entry["id"])
        entries[identity] = {**entries.get(identity, {}), **entry}
        places[identity] = (written.places, path)
    return []


class _Reader:
    """Reads entries into DocumentTypes and collects what is wrong with them."""

    def __init__(
        self, *, roles: Mapping[str, Text], entries: Mapping[str, Mapping[str, Any]], places: Mapping[str, tuple[Places, str]]
    ) -> None:
        self.roles = roles
        self._entries = entries
        self.problems: list[Problem] = []
        self._places = places
        self._standards: Mapping[str, Standard] = {identity: read_standard(identity) for identity in STANDARDS}

    def document(self, entry: Mapping[str, Any]) -> DocumentType | None:
        """Return the entry as a DocumentType, or None when a fault was found in it."""
        before = len(self.problems)
        identity = str(entry["id"])
        for field in _REQUIRED:
            if entry.get(field) is None:
                self._fault(identity, "", message("catalogue.missing-field", document=identity, field=field))
        for field in entry:
            if field not in (*_REQUIRED, *_OPTIONAL):
                self._fault(identity, field, message("catalogue.unknown-field", document=identity, field=field))
        if len(self.problems) > before:
            return None
        document = self._read(entry, identity)
        return document if len(self.problems) == before else None

    def check_together(self, documents: Sequence[DocumentType], known: Iterable[str]) -> None:
        """Check what only all documents together show: codes given twice, forms and replaced documents that are not there.

        known: the ids of all entries, also of those an overlay leaves out.
        """
        others = frozenset(known)
        forms = {document.id for document in documents if document.level is Level.FORM}
        codes: dict[str, str] = {}
        for document in documents:
            first = codes.setdefault(document.code, document.id)
            if first != document.id:
                written_by_hand = first if first in self._places else document.id
                self._fault(written_by_hand, "code", message("catalogue.code-twice", code=document.code, first=first, second=document.id))
            if document.id in self._places:
                for form in document.produces:
                    if form not in forms:
                        self._fault(document.id, "produces", message("catalogue.unknown-form", document=document.id, form=form))
                for part in document.replaces:
                    if part not in others - {document.id}:
                        self._fault(document.id, "replaces", message("catalogue.unknown-part", document=document.id, part=part))

    def _read(self, entry: Mapping[str, Any], identity: str) -> DocumentType | None:
        level = self._level(entry, identity)
        applies = self._condition(entry, identity, "applies")
        replaces_when = self._condition(entry, identity, "replaces_when") if "replaces_when" in entry else None
        standards = tuple(str(standard) for standard in _items(entry["standards"]))
        clauses = self._clauses(entry, identity)
        kpis = tuple(kpi for item in self._measures(entry) if (kpi := self._kpi(item, identity)) is not None)
        if str(entry["owner"]) not in self.roles:
            self._fault(identity, "owner", message("catalogue.unknown-owner", document=identity, role=entry["owner"]))
        if entry["format"] not in ("docx", "xlsx"):
            self._wrong(identity, "format", message("catalogue.docx-or-xlsx"))
        if entry.get("renewed") not in (None, *_RENEWED):
            self._wrong(identity, "renewed", message("catalogue.known-renewals", renewals=_RENEWED))
        if not standards or not set(standards) <= set(STANDARDS):
            self._wrong(identity, "standards", message("catalogue.known-standards", standards=STANDARDS))
        if not isinstance(entry["title"], dict) or not {"zh", "en"} & set(entry["title"]):
            self._wrong(identity, "title", message("catalogue.title-by-language"))
            return None
        if level is None or applies is None:
            return None
        return DocumentType(
            id=identity,
            level=level,
            kind=str(entry["kind"]),
            code=str(entry["code"]),
            format=str(entry["format"]),
            title=Text.of(entry["title"]),
            standards=standards,
            clauses=clauses,
            owner=str(entry["owner"]),
            applies=applies,
            basis=str(entry.get("basis", "optional")),
            produces=tuple(str(form) for form in _items(entry.get("produces"))),
            cadence=str(entry["cadence"]) if entry.get("cadence") else None,
            renewed=str(entry["renewed"]) if entry.get("renewed") else None,
            retention=int(entry["retention"]) if str(entry.get("retention", "")).isdigit() else None,
            kpis=kpis,
            replaces=tuple(str(replaced) for replaced in _items(entry.get("replaces"))),
            replaces_when=replaces_when,
        )

    def _level(self, entry: Mapping[str, Any], identity: str) -> Level | None:
        if str(entry["level"]) not in {str(level.value) for level in Level}:
            self._wrong(identity, "level", message("catalogue.level-1-to-4"))
            return None
        level = Level(int(entry["level"]))
        letter, *numbers = str(entry["code"]).split("-")
        if letter != _LETTERS[level] or len(numbers) != (2 if level is Level.FORM else 1) or not all(n.isdigit() for n in numbers):
            self._wrong(identity, "code", message("catalogue.code-shape"))
        return level

    def _condition(self, entry: Mapping[str, Any], identity: str, field: str) -> Condition | None:
        try:
            condition = Condition.parse(str(entry[field]))
        except ConditionError as error:
            self._fault(identity, field, error.what)
            return None
        for fact in condition.facts:
            if fact not in FACTS:
                self._fault(identity, field, message("catalogue.unknown-fact", fact=fact))
        return condition

    def _clauses(self, entry: Mapping[str, Any], identity: str) -> dict[str, tuple[str, ...]]:
        said = entry["clauses"] if isinstance(entry["clauses"], dict) else {}
        clauses = {str(standard): tuple(str(number) for number in _items(numbers)) for standard, numbers in said.items()}
        for standard, numbers in clauses.items():
            for number in numbers:
                if standard not in self._standards or self._standards[standard].clause(number) is None:
                    what = message("catalogue.unknown-clause", document=identity, standard=standard, clause=number)
                    self._fault(identity, "clauses", what)
        return clauses

    def _measures(self, entry: Mapping[str, Any]) -> list[Any]:
        """Return the measures of an entry; one named by its id alone is that of a document that the entry replaces."""
        parts = [self._entries.get(str(part), {}) for part in _items(entry.get("replaces"))]
        known = {item.get("id"): item for part in parts for item in _items(part.get("kpis")) if isinstance(item, Mapping)}
        return [known.get(item, item) if isinstance(item, str) else item for item in _items(entry.get("kpis"))]

    def _kpi(self, item: Mapping[str, Any], identity: str) -> Kpi | None:
        try:
            return Kpi(
                id=str(item["id"]),
                name=Text.of(item["name"]),
                formula=Text.of(item["formula"]),
                target=Target.parse(str(item["target"])),
                source=str(item["source"]),
                period=str(item["period"]),
            )
        except (KeyError, TypeError, AttributeError, QuantityError):
            self._wrong(identity, "kpis", message("catalogue.kpi-shape"))
            return None

    def _wrong(self, identity: str, field: str, expected: Message) -> None:
        self._fault(identity, field, message("catalogue.wrong-value", document=identity, field=field, expected=expected))

    def _fault(self, identity: str, field: str, what: Message) -> None:
        if identity in self._places:
            places, path = self._places[identity]
            where = places.place(f"{path}.{field}" if field else path)
        else:
            where = Place(file=FILE)
        self.problems.append(Problem(where=where, what=what))


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()


def _yes(value: object) -> bool:
    return value is True or str(value).lower() in ("true", "yes")
