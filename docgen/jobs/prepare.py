"""From what is known of each document to what a build would do: the decision, the change on disk, the register after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from docgen import __version__
from docgen.domain.plan import Action, Plan, Presence, Step, decide
from docgen.domain.register import Entry, Register
from docgen.errors import Place, Problem, ProfileError, WorkspaceError
from docgen.jobs import left_behind
from docgen.jobs.cases import Case, Wanted, count_conflicts, gather, gather_lists
from docgen.jobs.client import Client
from docgen.jobs.executors import Progress
from docgen.jobs.memory import remember
from docgen.jobs.merging import NO_SIDES, Sides, with_merges
from docgen.jobs.page_numbers import with_page_numbers
from docgen.jobs.reasons import reasons
from docgen.jobs.revising import with_revisions
from docgen.jobs.withdrawing import because, with_banner
from docgen.messages import message
from docgen.workspace import layout, pristine, register_file
from docgen.workspace.journal import ABSENT, Change, Move, Write
from docgen.workspace.observe import Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A plan, the changes that carry it out, and the register after them."""

    plan: Plan
    changes: tuple[Change, ...]
    register: Register


def prepare(  # noqa: PLR0913 # what a build is asked, each by its name
    client: Client,
    *,
    only: Sequence[str] = (),
    restore: Sequence[str] = (),
    sides: Sides = NO_SIDES,
    page_numbers: bool = False,
    processes: int = 1,
    progress: Progress | None = None,
) -> Prepared:
    """Return what a build of `client` would do. Reads the folder, writes nothing.

    only, restore: document ids; without `only` the whole set.   sides: whose text wins a conflict.
    page_numbers: have LibreOffice lay out what has no page numbers.
    Raises: DocgenError: an unknown id, a faulty template, a damaged register, a code that belongs to another document;
            LibreOffice is missing or failed.
    """
    before = register_file.read(client.folder)
    refuse_unknown(client, (*only, *restore, *(document for document in sides.by_document if not before.has_left_edits(document))))
    _refuse_given_codes(client, before)
    known = left_behind.settled(before, sides)
    found = gather(client, known, only, processes, progress)
    cases = with_merges(client, with_revisions(client, found.cases, processes), sides, processes)
    documents = _carried_out(client, with_page_numbers(cases, restore) if page_numbers else cases, restore, known)
    lists = prepare_lists(client, documents.register, found.seen, only=only, restore=restore, sides=sides)
    after = lists.register
    return Prepared(
        plan=Plan(steps=(*documents.plan.steps, *lists.plan.steps)),
        changes=(*documents.changes, *lists.changes),
        register=replace(after, docgen=__version__) if after != before else after,
    )


def prepare_lists(
    client: Client, register: Register, seen: Observation, *, only: Sequence[str] = (), restore: Sequence[str] = (), sides: Sides = NO_SIDES
) -> Prepared:
    """Return what happens to the lists of the set once its documents stand as `register` has them; `seen` is the folder before.

    With `only`, lists that stay as they are and were not named are left out.
    """
    cases = with_merges(client, gather_lists(client, register, seen, only), sides)
    done = _carried_out(client, cases, restore, register)
    steps = (step for step in done.plan.steps if not only or step.document in only or step.action is not Action.KEEP)
    return replace(done, plan=Plan(steps=tuple(steps)))


def _carried_out(client: Client, cases: Iterable[Case], restore: Sequence[str], register: Register) -> Prepared:
    """Return what is done in each case, and `register` after it."""
    steps: list[Step] = []
    changes: list[Change] = []
    after = register
    for case in cases:
        if case.wanted is not None:
            remember(case.wanted.task, case.wanted.made, case.wanted.contexts)
        situation = case.situation(asked_to_restore=case.key[0] in restore)
        action = decide(situation)
        target = _target(case, action)
        why = because(client, case.key) if action is Action.WITHDRAW else ""
        successors = left_behind.successors(client.whole, *case.key) if action is Action.WITHDRAW else ()
        left = _edits_left(client, case) if successors else 0
        changes += _changes(case, action, target, why)
        after = _registered(case, action, target, after, why, successors if left else ())
        steps.append(
            Step(
                document=case.key[0],
                code=case.wanted.member.code if case.wanted else case.entry.code if case.entry else "",
                title=case.wanted.title if case.wanted else case.entry.title if case.entry else "",
                language=case.key[1],
                path=f"{layout.DOCUMENTS}/{target}",
                action=action,
                reasons=reasons(client, case, situation, action),
                conflicts=left or _conflicts(case, action),
            )
        )
    return Prepared(plan=Plan(steps=tuple(steps)), changes=tuple(changes), register=after)


def refuse_unknown(client: Client, identities: Iterable[str]) -> None:
    """Raises: WorkspaceError: an id that the catalogue does not know, or a document that is not in the client's set."""
    for identity in identities:
        if not client.whole.catalogue.knows(identity):
            what = message("plan.unknown-document", document=identity)
            raise WorkspaceError(Problem(where=Place(), what=what, remedy=message("plan.unknown-document-remedy")))
        if not any(identity in members for members in client.whole.members.values()):
            raise WorkspaceError(Problem(where=Place(), what=message("plan.document-not-in-set", document=identity)))


def _refuse_given_codes(client: Client, register: Register) -> None:
    """Refuse to give a code to another document than the one that had it, ever."""
    problems = {
        member.code: Problem(
            where=Place(file=layout.PROFILE, field="document_control.code_pattern"),
            what=message("plan.code-retired", code=member.code, first=owner, second=identity),
        )
        for members in client.whole.members.values()
        for identity, member in members.items()
        if (owner := register.owner_of(member.code)) not in (None, identity)
    }
    if problems:
        raise ProfileError(*problems.values())


def _target(case: Case, action: Action) -> str:
    """Return where the document lies after `action`, below documents/. What a person moved stays where that person put it."""
    if action is Action.WITHDRAW:
        return layout.withdrawn_path(case.path_now)
    if case.wanted is None or action in (Action.KEEP, Action.SKIP) or (case.moved_by_hand and action in (Action.UPDATE, Action.MERGE)):
        return case.path_now
    return case.wanted.path


def _changes(case: Case, action: Action, target: str, why: str) -> list[Change]:
    """Return the changes on disk that carry out `action`. why: it is withdrawn."""
    if action in (Action.KEEP, Action.SKIP):
        return []
    now, then = f"{layout.DOCUMENTS}/{case.path_now}", f"{layout.DOCUMENTS}/{target}"
    state = (case.observed.sha256 if case.observed is not None else None) or ABSENT
    if case.wanted is None or _only_moves(case, action):
        return [Move(path=now, to=then, expected=state, content=_moved(case, action, why))]
    copy = pristine.keep(case.wanted.file, PurePosixPath(target).suffix)
    content = case.merged.file if case.merged is not None else case.wanted.file
    if state != ABSENT and now != then:
        return [copy, Move(path=now, to=then, expected=state, content=content)]
    return [copy, Write(path=then, content=content, expected=state)]


def _moved(case: Case, action: Action, why: str) -> bytes | None:
    """Return what a moved file says: its banner comes with being withdrawn and goes with coming back; None for what it said."""
    if case.observed is None or action is Action.MOVE:
        return None
    return with_banner(case.observed, why) if action is Action.WITHDRAW else case.observed.content


def _only_moves(case: Case, action: Action) -> bool:
    """Tell whether the file keeps its text: a rename, or an edited document that comes back from withdrawn/."""
    return action is Action.MOVE or (action is Action.RESTORE and case.presence is Presence.EDITED and case.merged is None)


def _edits_left(client: Client, case: Case) -> int:
    """Return the number of edits in a document to be withdrawn that the documents taking its place do not know."""
    if case.presence is not Presence.EDITED or case.entry is None or case.observed is None or case.observed.content is None:
        return 0
    return len(left_behind.edits(client.folder, case.entry, case.observed.content))


def _conflicts(case: Case, action: Action) -> int:
    """Return the number of conflicts that stand in the document after `action`."""
    if case.merged is not None and action in (Action.MERGE, Action.RESTORE):
        return case.merged.conflicts
    mine = case.observed.content if case.observed is not None and case.presence is Presence.EDITED else None
    return count_conflicts(case.path_now, mine) if mine is not None else 0


def _registered(case: Case, action: Action, target: str, register: Register, why: str, successors: tuple[str, ...]) -> Register:
    """Return the register after `action`. why: it is withdrawn.   successors: the documents that are to say its edits."""
    document, language = case.key
    if action is Action.WITHDRAW:
        return register.withdrawn(document, language, path=target, because=why, successors=successors)
    if case.wanted is None or action in (Action.KEEP, Action.SKIP):
        return register
    if _only_moves(case, action) and case.entry is not None:
        moved = replace(case.entry, code=case.wanted.member.code, title=case.wanted.title)
        return register.generated(moved).restored(document, language, path=target)
    return register.generated(_entry(case, case.wanted, target))


def _entry(case: Case, wanted: Wanted, target: str) -> Entry:
    """Return the entry of a freshly generated file; revision and history stay with the document."""
    task, made = wanted.task, wanted.made
    fresh = Entry(
        document=task.document,
        language=task.language,
        code=wanted.member.code,
        title=wanted.title,
        path=target,
        template_root=task.template.root,
        template_hash=task.template.digest,
        pristine=made.digest,
        digest=made.content,
        used=made.used,
        pages=made.pages,
        revision=task.standing.revision,
        status=task.standing.status,
        history=task.standing.history,
        summary=task.standing.summary,
    )
    return fresh if case.entry is None else replace(fresh, issued=case.entry.issued)
