"""The standards, their clauses and controls, by number and short title; their text is never reproduced."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A numbered requirement, or a control of Annex A (number "A.5.1", with its theme).

    lead, supported_by: role ids; a clause with a lead is a row of the responsibility matrix.
    """

    number: str
    title: Text
    theme: str = ""
    lead: str | None = None
    supported_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A management-system standard: id as the profile writes it, printed name, clauses and controls in their order."""

    id: str
    name: str
    system: str
    clauses: tuple[Clause, ...]
    controls: tuple[Clause, ...] = ()

    def clause(self, number: str) -> Clause | None:
        """Return the clause or control with `number`, or None."""
        return next((clause for clause in (*self.clauses, *self.controls) if clause.number == number), None)
