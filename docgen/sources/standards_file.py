"""Clauses and controls of the standards, from docgen's own data: numbers and short titles."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from docgen.domain.standards import Clause, Standard
from docgen.domain.text import Text


@cache
def read_standard(identity: str) -> Standard:
    """Return the standard `iso20000-1` or `iso27001`."""
    data = yaml.load((files("docgen") / "data" / f"{identity}.yaml").read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Standard(
        id=data["id"],
        name=data["name"],
        system=data["system"],
        clauses=tuple(_clause(clause) for clause in data["clauses"]),
        controls=tuple(_clause(control) for control in data.get("controls", ())),
    )


def _clause(data: dict[str, Any]) -> Clause:
    return Clause(
        number=str(data["number"]),
        title=Text.of(data["title"]),
        theme=str(data.get("theme", "")),
        lead=data.get("lead"),
        supported_by=tuple(data.get("supported_by", ())),
    )
