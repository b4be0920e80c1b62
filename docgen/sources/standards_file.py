"""Clauses and controls of the standards, from docgen's own data: numbers and short titles."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

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


def _clause(data: dict[str, object]) -> Clause:
    title = data["title"]
    assert isinstance(title, dict)
    return Clause(number=str(data["number"]), title=Text.of(title), theme=str(data.get("theme", "")))
