"""A hand-edited document and its new generation, merged: what a build writes in place of the file in the folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docgen.domain.changes import Change, changed_fields
from docgen.domain.plan import Presence
from docgen.domain.spelling import spellings
from docgen.errors import WorkspaceError
from docgen.formats.engine import Cause, Merged, Reviser
from docgen.formats.registry import engine_for
from docgen.jobs.cases import Case, Wanted
from docgen.jobs.client import Client
from docgen.jobs.executors import in_processes
from docgen.messages import message, say
from docgen.workspace import pristine


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Whose text wins where people and docgen changed the same: by document id, "mine" or "theirs"; others get marks."""

    by_document: Mapping[str, str]

    def of(self, document: str) -> str:
        """Return the side that wins in a document, "" for marks."""
        return self.by_document.get(document, "")


NO_SIDES = Sides(by_document={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """A merge to be done, bytes only: what a worker process runs.

    name: of the file, which tells its format.   base: None where there is nothing new, and only marks are to be settled.
    """

    name: str
    base: bytes | None
    mine: bytes
    theirs: bytes
    by: Reviser

    def done(self) -> Merged:
        """Return the merged file."""
        engine = engine_for(self.name)
        mine = engine.settled(self.mine, self.by) if self.by.side else self.mine
        if self.base is not None:
            return engine.merge(self.base, mine, self.theirs, self.by)
        return Merged(file=mine, conflicts=len(engine.open_conflicts(mine)))


def with_merges(client: Client, cases: Sequence[Case], sides: Sides, processes: int = 1) -> tuple[Case, ...]:
    """Return `cases`, with the merged file where people edited a document and docgen has something new for it, or is to settle conflicts.

    Without the pristine copy nothing can be merged: the hand-edited file stays.
    """
    asked = {case.key: merging for case in cases if (merging := _merging(client, case, sides)) is not None}
    merged = dict(zip(asked, in_processes(Merging.done, tuple(asked.values()), processes), strict=True))
    return tuple(
        replace(case, merged=merged[case.key]) if case.key in merged and merged[case.key].file != asked[case.key].mine else case
        for case in cases
    )


def _merging(client: Client, case: Case, sides: Sides) -> Merging | None:
    """Return the merge that a case asks for."""
    if case.presence is not Presence.EDITED or case.wanted is None or case.entry is None or case.observed is None:
        return None
    mine, side = case.observed.content, sides.of(case.key[0])
    if mine is None or not (case.changed or side):
        return None
    base = None
    if case.changed:
        try:
            base = pristine.read(client.folder, case.entry)
        except WorkspaceError:  # lost or damaged: said in the plan
            return None
    theirs = case.wanted.file if case.changed else b""
    return Merging(name=case.path_now, base=base, mine=mine, theirs=theirs, by=_reviser(client, case, case.wanted, side))


def _reviser(client: Client, case: Case, wanted: Wanted, side: str) -> Reviser:
    language = case.key[1]
    date = client.whole.profile.dates.documents_issued
    changes = changed_fields(case.entry.used if case.entry is not None else {}, wanted.made.used)
    causes = tuple(_cause(change, language) for change in changes)
    return Reviser.docgen(date, language, causes, side)


def _cause(change: Change, language: str) -> Cause:
    before, after = change.before or "", change.after or ""
    unsaid = message("plan.unsaid")
    sentence = say(message("plan.field-changed", field=change.field, before=before or unsaid, after=after or unsaid), language)
    return Cause(sentence=sentence, before=spellings(before, language), after=spellings(after, language))
