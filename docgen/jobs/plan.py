"""What a build would do to each document, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.domain.plan import Plan
from docgen.jobs.client import open_client
from docgen.jobs.prepare import prepare
from docgen.jobs.recovery import recovered


def plan(workspace: str | Path, templates: Sequence[str] = (), *, jobs: int = 1) -> Plan:
    """Return the plan for the client in `workspace`; `templates` are overlay folders, `jobs` is the number of processes. Writes nothing.

    Raises: DocgenError: every fault of the profile in one go; else of the catalogue, the templates, the register.
    """
    folder = Path(workspace)
    recovered(folder)
    return prepare(open_client(folder, templates), processes=jobs).plan
