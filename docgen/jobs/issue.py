"""Issue documents: freeze their revision, hand edits included, keep the issued copy, note it in history and register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from docgen.domain.document_set import FIRST_ISSUE
from docgen.domain.issuing import IssueStep
from docgen.domain.plan import Presence
from docgen.domain.register import Entry, Issued
from docgen.domain.revision import Status
from docgen.domain.standing import Issue, Standing
from docgen.errors import Place, Problem, WorkspaceError
from docgen.formats.engine import Reviser
from docgen.formats.registry import digest_of, engine_for
from docgen.jobs.cases import Case, count_conflicts, gather
from docgen.jobs.client import Client, open_client
from docgen.jobs.left_behind import edits_left_behind
from docgen.jobs.memory import remember
from docgen.jobs.one_document import Made, make
from docgen.jobs.prepare import prepare_lists, refuse_unknown
from docgen.jobs.revising import with_revisions
from docgen.messages import Message, message
from docgen.workspace import issued_copies, layout, pristine, register_file
from docgen.workspace.files import recover, write_all
from docgen.workspace.journal import Change, Write, hash_of
from docgen.workspace.lock import locked
from docgen.workspace.observe import Observation


def issue(  # noqa: PLR0913 # the options of the command, each called by its name
    workspace: str | Path,
    *,
    by: str,
    on: date,
    summary: str = "",
    major: bool = False,
    only: Sequence[str] = (),
    templates: Sequence[str] = (),
) -> tuple[IssueStep, ...]:
    """Issue the documents of the client in `workspace`, those of `only` or all, and return what was done to each.

    All or none: what stands in the way of one keeps all as they are. One that has not changed since its last issue stays.
    The lists of the set follow. An issue of all documents also dates the withdrawals since the last one.
    by: who approved them.   on: the day of issue.   summary: what changed, "" for docgen's own words.   major: a new edition.
    templates: overlay folders.
    Raises: DocgenError: open conflicts; changes that were not built yet; a file deleted, open elsewhere or damaged (all are told).
    """
    decided = Issue(by=by, on=on, summary=summary, major=major)
    folder = Path(workspace)
    client = open_client(folder, templates)
    with locked(folder):
        recover(folder)
        refuse_unknown(client, only)
        _refuse_lists(client, only)
        register = register_file.read(folder)
        found = gather(client, register, only)
        cases = [case for case in found.cases if case.wanted is not None]
        revised = with_revisions(client, cases)
        problems = tuple(_problems(folder, cases, found.seen))
        if problems:
            raise WorkspaceError(*problems)
        changes: list[Change] = []
        steps: list[IssueStep] = []
        for case, drafted in zip(cases, revised, strict=True):
            if case.entry is None or drafted.wanted is None or _stands(drafted):
                steps += [_step(case.entry, case.path_now, issued=False)] if case.entry is not None else []
                continue
            entry, own = _issued(client, drafted, case.entry, decided)
            changes += own
            register = register.generated(entry)
            steps.append(_step(entry, case.path_now, issued=True))
        if not only:
            register = register.approved_withdrawals(decided.on)
        lists = prepare_lists(client, register, found.seen, only=[case.key[0] for case in cases])
        kept = {keep.path for keep in write_all(folder, (*changes, *lists.changes), lists.register, undoable=True).kept}
    return tuple(step for step in steps if step.path not in kept)


def _refuse_lists(client: Client, only: Sequence[str]) -> None:
    """Raises: WorkspaceError: a list of the set is named, which follows the others and has no issue of its own."""
    lists = {identity for members in client.whole.members.values() for identity, member in members.items() if member.type.is_list}
    problems = [Problem(where=Place(), what=message("lists.not-issued", document=identity)) for identity in only if identity in lists]
    if problems:
        raise WorkspaceError(*problems)


def _problems(folder: Path, cases: Sequence[Case], seen: Observation) -> Iterator[Problem]:
    """Yield what stands in the way; edits that wait in a withdrawn document are open conflicts of the one that took its place."""
    left = Counter((name, gone.entry.language) for gone, _ in edits_left_behind(folder, seen.documents) for name in gone.entry.successors)
    for case in cases:
        why = _why_not(case, left[case.key])
        if why is not None:
            yield Problem(where=Place(file=f"{layout.DOCUMENTS}/{case.path_now}"), what=why, remedy=message("issue.remedy"))


def _why_not(case: Case, left_behind: int) -> Message | None:
    if case.presence is Presence.BLOCKED and case.blocked_by is not None:
        return case.blocked_by
    if case.entry is None or case.entry.withdrawn:
        return message("issue.not-built")
    if case.observed is None or case.observed.content is None or case.presence is Presence.ABSENT:
        return message("issue.absent")
    if case.changed or case.situation(asked_to_restore=False).renamed:
        return message("issue.not-up-to-date")
    conflicts = left_behind + (count_conflicts(case.path_now, case.observed.content) if case.presence is Presence.EDITED else 0)
    return message("issue.conflicts", count=conflicts) if conflicts else None


def _stands(drafted: Case) -> bool:
    """Tell whether a document is issued and has not changed since."""
    return drafted.wanted is not None and drafted.wanted.task.standing.status is Status.ISSUED


def _issued(client: Client, case: Case, entry: Entry, decided: Issue) -> tuple[Entry, list[Change]]:
    """Return the entry of a document after its issue, and the changes on disk that issue it."""
    assert case.wanted is not None
    assert case.observed is not None
    assert case.observed.content is not None
    draft = case.wanted.task.standing
    named = replace(decided, by=_named(client, decided.by, entry.language))
    standing = draft.issued(named, client.scheme, _author(client, case), draft.summary or FIRST_ISSUE.in_language(entry.language) or "")
    made = _made(client, case, standing)
    assert made.file is not None
    file = made.file if case.presence is Presence.SAME else _merged(client, entry, case, made.file, decided)
    row = replace(standing.history[-1], sha256=hash_of(file))
    after = replace(
        entry,
        revision=standing.revision,
        status=standing.status,
        history=(*standing.history[:-1], row),
        summary="",
        template_hash=case.wanted.task.template.digest,
        pristine=made.digest,
        digest=made.content,
        used=made.used,
        pages=made.pages,
        path=case.path_now,
        issued=Issued(pristine=made.digest, digest=digest_of(entry.path, file), used=made.used, template=case.wanted.task.template.digest),
    )
    expected = hash_of(case.observed.content)
    return after, [
        pristine.keep(made.file, PurePosixPath(entry.path).suffix),
        issued_copies.keep(after, row, file),
        Write(path=f"{layout.DOCUMENTS}/{case.path_now}", content=file, expected=expected),
    ]


def _made(client: Client, case: Case, standing: Standing) -> Made:
    """Return the document as it is issued; it keeps the page numbers of its contents list, since only front pages change."""
    assert case.wanted is not None
    task = replace(case.wanted.task, standing=standing)
    made = make(task, client.contexts)
    if task.pages and made.file is not None:
        engine = engine_for(task.template.name)
        pages = {place: page for place, page in task.pages.items() if place in engine.contents_places(made.file)}
        made = made.with_file(engine.with_pages(made.file, pages), pages)
    remember(task, made, client.contexts)
    return made


def _merged(client: Client, entry: Entry, case: Case, theirs: bytes, decided: Issue) -> bytes:
    """Return the hand-edited file with what the issue changes in it.

    Raises: WorkspaceError: docgen's own copy is lost, or what the issue changes was edited by hand.
    """
    assert case.observed is not None
    assert case.observed.content is not None
    engine = engine_for(case.path_now)
    by = Reviser.docgen(decided.on, entry.language)
    merged = engine.merge(pristine.read(client.folder, entry), case.observed.content, theirs, by)
    if merged.conflicts:
        where = Place(file=f"{layout.DOCUMENTS}/{case.path_now}")
        raise WorkspaceError(Problem(where=where, what=message("issue.front-edited"), remedy=message("issue.front-edited-remedy")))
    return merged.file


def _author(client: Client, case: Case) -> str:
    """Return who prepared a document, by name."""
    assert case.wanted is not None
    task = case.wanted.task
    view = client.contexts.view(task.document, task.language, task.standing)
    person = view.prepared_by.person
    return (person.in_language(task.language) if person is not None else None) or ""


def _named(client: Client, name: str, language: str) -> str:
    """Return somebody's name as a document of that language writes it, where the profile has it in both."""
    people = (person for holder in client.whole.profile.roles.values() for person in (holder.person, holder.deputy) if person is not None)
    found = next((person for person in people if name in (person.zh, person.en)), None)
    return (found.in_language(language) if found is not None else None) or name


def _step(entry: Entry, path: str, *, issued: bool) -> IssueStep:
    return IssueStep(
        document=entry.document,
        code=entry.code,
        title=entry.title,
        language=entry.language,
        path=f"{layout.DOCUMENTS}/{path}",
        revision=entry.revision,
        issued=issued,
        summary=entry.history[-1].summary if entry.history else "",
    )
