"""An issued document whose content changes becomes the draft of its next revision, with what it changes summed up for the approver."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from docgen.domain.change_words import is_of_content, summary_of
from docgen.domain.changes import changed_fields
from docgen.domain.plan import Presence
from docgen.domain.register import Entry
from docgen.domain.revision import Status
from docgen.domain.standing import Standing
from docgen.errors import WorkspaceError
from docgen.formats import shelf
from docgen.formats.registry import digest_of, engine_for
from docgen.jobs.cases import Case
from docgen.jobs.client import Client
from docgen.jobs.executors import make_all
from docgen.merge.comparison import Difference
from docgen.workspace import issued_copies, pristine


def with_revisions(client: Client, cases: Sequence[Case], processes: int = 1) -> tuple[Case, ...]:
    """Return `cases`; documents that no longer say what was last issued are made as drafts of the revision that follows."""
    asked = {case.key: replace(case.wanted.task, standing=standing) for case in cases if case.wanted and (standing := _next(client, case))}
    made = dict(zip(asked, make_all(tuple(asked.values()), client.contexts, processes), strict=True))
    return tuple(
        replace(case, wanted=replace(case.wanted, task=asked[case.key], made=made[case.key])) if case.wanted and case.key in made else case
        for case in cases
    )


def edited_sections(client: Client, case: Case) -> tuple[str, ...]:
    """Return the headings under which people have edited a document by hand since its last issue, in its order; "" for the front."""
    entry, observed = case.entry, case.observed
    if entry is None or entry.issued is None or observed is None or observed.content is None or case.presence is not Presence.EDITED:
        return ()
    if digest_of(entry.path, observed.content) == entry.issued.digest:
        return ()
    try:
        issued = issued_copies.read(client.folder, entry, entry.history[-1])
        before, after = (pristine.read(client.folder, entry, digest) for digest in (entry.issued.pristine, entry.pristine))
    except WorkspaceError:  # lost: check says so
        return ()
    return _sections(entry.path, (issued, observed.content), (before, after))


def _next(client: Client, case: Case) -> Standing | None:
    """Return the standing a document has from now on; None if it keeps the one it was made with."""
    entry, wanted = case.entry, case.wanted
    if entry is None or wanted is None or entry.issued is None or case.presence in (Presence.ABSENT, Presence.BLOCKED):
        return None
    sections = edited_sections(client, case)
    if not case.changed and not sections and entry.status is Status.ISSUED:
        return None
    standing = wanted.task.standing.drafted(client.scheme, _summary(client, case, entry, sections))
    return standing if standing != wanted.task.standing else None


def _summary(client: Client, case: Case, entry: Entry, sections: Sequence[str]) -> str:
    """Return what the draft changes since the last issue."""
    assert entry.issued is not None
    assert case.wanted is not None
    task, used = case.wanted.task, case.wanted.made.used
    # In the register's order, whether the document was filled now or remembered: the same summary from every build.
    before, after = ({field: note[field] for field in sorted(note) if is_of_content(field)} for note in (entry.issued.used, used))
    changes = changed_fields(before, after) if before != after else ()
    context = client.contexts.context(task.document, task.language, task.standing)
    return summary_of(changes, context, template=task.template.digest != entry.issued.template, sections=sections)


def _sections(name: str, by_hand: tuple[bytes, bytes], generated: tuple[bytes, bytes]) -> tuple[str, ...]:
    """Return the outermost headings (of a workbook the sheets) under which a document changed, but for what docgen changed itself.

    by_hand: the document as issued and as it is now.   generated: docgen's own generations of the same two moments.
    """

    def found() -> str:
        differences = engine_for(name).differences
        own = set() if generated[0] == generated[1] else {_said(item) for item in differences(*generated)}
        outer = (_outer(item) for item in differences(*by_hand) if _said(item) not in own)
        return json.dumps(list(dict.fromkeys(outer)))

    return tuple(json.loads(shelf.kept("sections", b"".join((*by_hand, *generated)), found)))


def _said(difference: Difference) -> tuple[str, str, str]:
    return difference.kind.value, difference.before, difference.after


def _outer(difference: Difference) -> str:
    return next((spot.name for spot in difference.where if spot.kind in ("heading", "sheet")), "")
