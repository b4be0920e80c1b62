"""The catalogue: every document docgen can produce, and the roles that own them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from docgen.domain.condition import Condition
from docgen.domain.quantities import Target
from docgen.domain.text import Text

LIST = "list"


class Level(IntEnum):
    """The four levels of a management-system document set."""

    MANUAL = 1
    PROCEDURE = 2
    INSTRUCTION = 3
    FORM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A measure of a procedure: what is counted over what, its target, the form it is computed from, its period."""

    id: str
    name: Text
    formula: Text
    target: Target
    source: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """One document docgen can produce.

    code:      catalogue code (P-12; F-12-01 is form 1 of procedure 12), to which the client's pattern adds its own.
    clauses:   by standard id, the numbers it answers.
    produces:  ids of the forms that its work fills.
    renewed:   how often a register gets a new file (monthly, quarterly, yearly), or "never"; else its cadence tells, of events yearly.
    retention: years a form's records are kept by default; None for levels 1-3.
    replaces:   ids of the documents that this one replaces where `replaces_when` holds: a merged document of a small set.
    stands_for: ids of those that it stands for in the set at hand; then it answers, fills and measures what they would.
    """

    id: str
    level: Level
    kind: str
    code: str
    format: str
    title: Text
    standards: tuple[str, ...]
    clauses: Mapping[str, tuple[str, ...]]
    owner: str
    applies: Condition
    basis: str
    produces: tuple[str, ...] = ()
    cadence: str | None = None
    renewed: str | None = None
    retention: int | None = None
    kpis: tuple[Kpi, ...] = ()
    replaces: tuple[str, ...] = ()
    replaces_when: Condition | None = None
    stands_for: tuple[str, ...] = ()

    def standing_for(self, parts: Sequence[DocumentType]) -> DocumentType:
        """Return the document with the clauses and forms of `parts` besides its own, and their measures unless it names its own."""
        whole = (self, *parts)
        return replace(
            self,
            clauses={standard: _joined(kind.clauses.get(standard, ()) for kind in whole) for kind in whole for standard in kind.clauses},
            produces=_joined(kind.produces for kind in whole),
            kpis=self.kpis or tuple({kpi.id: kpi for part in parts for kpi in part.kpis}.values()),
            stands_for=tuple(part.id for part in parts),
        )

    @property
    def is_list(self) -> bool:
        """True for a list of the set that docgen keeps from the register: made after all others, and never issued."""
        return self.kind == LIST

    @property
    def procedure_number(self) -> str:
        """The number of the procedure a form belongs to ("12" of F-12-01), else of the document itself."""
        return self.code.split("-")[1]


def _joined(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All documents in their order, role titles by role id, cadence titles by id.

    omitted: ids of documents that an overlay leaves out: templates may name them, and no set has them.
    """

    documents: tuple[DocumentType, ...]
    roles: Mapping[str, Text]
    cadences: Mapping[str, Text]
    omitted: frozenset[str] = frozenset()

    def knows(self, identity: str) -> bool:
        """Tell whether there is such a document, left out or not."""
        return identity in self.omitted or self.document(identity) is not None

    def document(self, identity: str) -> DocumentType | None:
        """Return the document with this id, or None."""
        return next((document for document in self.documents if document.id == identity), None)

    def parent_of(self, form: DocumentType) -> DocumentType | None:
        """Return the procedure whose number a form's code carries, or None."""
        wanted = f"P-{form.procedure_number}"
        return next((document for document in self.documents if document.code == wanted), None)
