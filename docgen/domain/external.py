"""Documents of external origin: laws and standards of others, by number and name; their text is never reproduced.

Source: ISO/IEC 20000-1:2018, 7.5.3.2, and ISO/IEC 27001:2022, 7.5.3 (documented information of external origin).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.domain.condition import Condition, Facts
from docgen.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalDocument:
    """A law, regulation or standard.

    number:   official number or citation; a law known by its name has none.   issued, in_force: a date or month (2018-09), "" if not known.
    country:  where it is law (ISO 3166, "CN"), "" for everywhere.   sectors: of the profile, none for all.   applies: over the facts.
    subject:  what it governs.   clauses: by standard id.   documents: ids of the documents that work by it.   keeper: a role id.
    """

    id: str
    kind: Text
    number: Text
    title: Text
    issuer: Text
    issued: str
    in_force: str
    country: str
    sectors: tuple[str, ...]
    applies: Condition
    subject: Text
    clauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    keeper: str

    def binds(self, country: str | None, sector: str, facts: Facts) -> bool:
        """Tell whether it binds an organisation of that country and sector, with these facts."""
        return self.country in ("", country) and (not self.sectors or sector in self.sectors) and self.applies.holds(facts)
