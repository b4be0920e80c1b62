"""Generate or update a client's documents: prepare, then write everything in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.domain.plan import Action, Plan, Step
from docgen.jobs.client import open_client
from docgen.jobs.executors import Progress
from docgen.jobs.merging import Sides
from docgen.jobs.page_numbers import refuse_unless_ready
from docgen.jobs.prepare import prepare
from docgen.messages import Message
from docgen.workspace.files import recover, write_all
from docgen.workspace.lock import locked


def build(  # noqa: PLR0913 # the options of the command, each called by its name
    workspace: str | Path,
    templates: Sequence[str] = (),
    *,
    only: Sequence[str] = (),
    restore: Sequence[str] = (),
    keep_mine: Sequence[str] = (),
    take_new: Sequence[str] = (),
    page_numbers: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Plan:
    """Build the client in `workspace` and return what was done.

    templates: overlay folders.   only, restore: document ids.   keep_mine, take_new: ids of documents in which the hand text,
    or the new one, wins every conflict.   page_numbers: write them into contents lists that have none.
    jobs: number of processes.   progress: called after each filled document.
    Raises: DocgenError: as for plan; or another docgen is at work there, or the disk refuses, or what page numbers need is missing.
            Nothing was changed then.
    """
    if page_numbers:
        refuse_unless_ready()
    folder = Path(workspace)
    sides = Sides(by_document=dict.fromkeys(keep_mine, "mine") | dict.fromkeys(take_new, "theirs"))
    client = open_client(folder, templates)
    with locked(folder):
        recover(folder)
        prepared = prepare(client, only=only, restore=restore, sides=sides, page_numbers=page_numbers, processes=jobs, progress=progress)
        written = write_all(folder, prepared.changes, prepared.register, undoable=True)
    kept = {keep.path: keep.reason for keep in written.kept}
    return Plan(steps=tuple(_settled(step, kept) for step in prepared.plan.steps))


def _settled(step: Step, kept: Mapping[str, Message]) -> Step:
    """A file that a person saved between planning and writing was left to that person: say so."""
    return replace(step, action=Action.SKIP, reasons=(kept[step.path],)) if step.path in kept else step
