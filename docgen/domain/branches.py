"""The branches of a template: its conditions, and which ways they went for the clients it was filled for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.errors import Place, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A condition of a template: its tag as written, where it stands, and which ways it went.

    refused: it went the other way, else or past it.
    """

    where: Place
    written: str
    taken: bool
    refused: bool

    @property
    def reached(self) -> bool:
        """True if it went both ways."""
        return self.taken and self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The branches of a template, and what went wrong, by the number (from 0) of the context it went wrong for."""

    branches: tuple[Branch, ...]
    failures: Mapping[int, Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What a template could not print for a client, and how that differs from the client's own profile ("" for not at all)."""

    client: str
    change: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What templates made of a number of clients: all their branches, and all that failed."""

    branches: tuple[Branch, ...]
    failures: tuple[Failure, ...]

    @property
    def unreached(self) -> tuple[Branch, ...]:
        """The branches that never went one of their two ways."""
        return tuple(branch for branch in self.branches if not branch.reached)
