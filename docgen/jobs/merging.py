"""A hand-edited document and its new generation, merged: what a build writes in place of the file in the folder."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from docgen.domain.changes import Change, changed_fields
from docgen.domain.plan import Presence
from docgen.domain.spelling import spellings
from docgen.errors import WorkspaceError
from docgen.formats.engine import Cause, Engine, Merged, Reviser
from docgen.formats.registry import engine_for
from docgen.jobs.cases import Case, Wanted
from docgen.jobs.client import Client
from docgen.messages import message, say
from docgen.workspace import pristine

_AUTHOR = "docgen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Whose text wins where people and docgen changed the same: by document id, "mine" or "theirs"; others get marks."""

    by_document: Mapping[str, str]

    def of(self, document: str) -> str:
        """Return the side that wins in a document, "" for marks."""
        return self.by_document.get(document, "")


NO_SIDES = Sides(by_document={})


def with_merge(client: Client, case: Case, sides: Sides) -> Case:
    """Return `case` with the merged file, if people edited the document and docgen has something new for it, or is to settle conflicts.

    Without the pristine copy nothing can be merged: the hand-edited file stays.
    """
    if case.presence is not Presence.EDITED or case.wanted is None or case.entry is None or case.observed is None:
        return case
    mine, side = case.observed.content, sides.of(case.key[0])
    if mine is None or not (case.changed or side):
        return case
    engine = engine_for(case.path_now)
    by = _reviser(client, case, case.wanted, side)
    if side:
        mine = engine.settled(mine, by)
    merged = (
        _merge(engine, client, case, case.wanted, mine, by)
        if case.changed
        else Merged(file=mine, conflicts=len(engine.open_conflicts(mine)))
    )
    if merged is None or merged.file == case.observed.content:
        return case
    return replace(case, merged=merged)


def _merge(engine: Engine, client: Client, case: Case, wanted: Wanted, mine: bytes, by: Reviser) -> Merged | None:
    with suppress(WorkspaceError):  # lost or damaged: said in the plan
        if case.entry is not None:
            return engine.merge(pristine.read(client.folder, case.entry), mine, wanted.made.file, by)
    return None


def _reviser(client: Client, case: Case, wanted: Wanted, side: str) -> Reviser:
    language = case.key[1]
    date = client.whole.profile.dates.documents_issued
    changes = changed_fields(case.entry.used if case.entry is not None else {}, wanted.made.used)
    causes = tuple(_cause(change, language) for change in changes)
    return Reviser(name=_AUTHOR, date=f"{date.isoformat()}T00:00:00Z", language=language, causes=causes, side=side)


def _cause(change: Change, language: str) -> Cause:
    before, after = change.before or "", change.after or ""
    unsaid = message("plan.unsaid")
    sentence = say(message("plan.field-changed", field=change.field, before=before or unsaid, after=after or unsaid), language)
    return Cause(sentence=sentence, before=spellings(before, language), after=spellings(after, language))
