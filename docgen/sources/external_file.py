"""Laws and standards of others, from docgen's own data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from docgen.domain.condition import Condition
from docgen.domain.external import ExternalDocument
from docgen.domain.text import Text

_KINDS = {
    "law": Text("法律", "Law"),
    "regulation": Text("法规", "Regulation"),
    "rule": Text("部门规章", "Departmental rule"),
    "standard": Text("标准", "Standard"),
}


@cache
def read_external() -> tuple[ExternalDocument, ...]:
    """Return every external document docgen knows, in its order."""
    data = yaml.load((files("docgen") / "data" / "external.yaml").read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(_document(item) for item in data["documents"])


def _document(data: dict[str, Any]) -> ExternalDocument:
    return ExternalDocument(
        id=data["id"],
        kind=_KINDS[data["kind"]],
        number=Text.of(data.get("number", "")),
        title=Text.of(data["title"]),
        issuer=Text.of(data["issuer"]),
        issued=data.get("issued", ""),
        in_force=data.get("in_force", ""),
        country=data.get("country", ""),
        sectors=tuple(data.get("sectors", ())),
        applies=Condition.parse(data["applies"]),
        subject=Text.of(data["subject"]),
        clauses={standard: tuple(numbers) for standard, numbers in data["clauses"].items()},
        documents=tuple(data.get("documents", ())),
        keeper=data["keeper"],
    )
