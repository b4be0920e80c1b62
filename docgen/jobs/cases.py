"""What is known of each document before anything is decided: what it should be, what it was, what lies in the folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.domain.document_context import SetContexts
from docgen.domain.document_set import Member
from docgen.domain.plan import Presence, Situation
from docgen.domain.register import Entry, Key, Register
from docgen.errors import DocumentError, WorkspaceError
from docgen.formats import shelf
from docgen.formats.engine import Merged
from docgen.formats.registry import digest_of, engine_for, identify
from docgen.jobs.client import Client
from docgen.jobs.executors import Progress, make_all
from docgen.jobs.memory import recall
from docgen.jobs.one_document import Made, Task, make
from docgen.jobs.withdrawing import without_banner
from docgen.messages import Message, message
from docgen.workspace import layout, pristine
from docgen.workspace.observe import Found, Observation, Observed, observe


@dataclass(frozen=True, kw_only=True)  # no slots: it keeps its file once made
class Wanted:
    """A document as the set of today wants it: its place in the set, how it was made, and the result."""

    member: Member
    task: Task
    made: Made
    contexts: SetContexts

    @cached_property
    def file(self) -> bytes:
        """The generated file; filled now, if that was not needed so far."""
        file = self.made.file or make(self.task, self.contexts).file
        assert file is not None
        return file

    @property
    def title(self) -> str:
        """The title in the document's language."""
        return self.member.title.in_language(self.task.language) or self.member.type.id

    @property
    def path(self) -> str:
        """Where docgen puts it, below documents/."""
        kind = self.member.type
        return layout.document_path(self.task.language, kind.level, self.member.code, self.title, f".{kind.format}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document in one language.

    wanted:   as the set of today wants it; None when it no longer belongs to the set.
    entry:    as the register knows it; None when it is new.
    observed: as it lies in the folder, a withdrawn one without its banner; None when it is new.
    blocked_by: why the file cannot be touched now, where presence is BLOCKED.
    merged:   the edited file merged with the new generation; None where there is nothing to merge, or no pristine copy to do it with.
    only_numbers: the page numbers of its contents list are all that is new.   unnumbered: why it got none, though they were asked for.
    """

    key: Key
    wanted: Wanted | None
    entry: Entry | None
    observed: Observed | None
    presence: Presence
    blocked_by: Message | None = None
    merged: Merged | None = None
    only_numbers: bool = False
    unnumbered: Message | None = None

    @property
    def path_now(self) -> str:
        """Where the file lies, or is to lie, below documents/."""
        if self.observed is not None:
            return self.observed.path
        return self.wanted.path if self.wanted is not None else ""

    @property
    def moved_by_hand(self) -> bool:
        """True if a person renamed or moved the file."""
        return self.observed is not None and self.observed.found is not Found.ABSENT and self.observed.moved

    @property
    def changed(self) -> bool:
        """True if the new generation differs from the pristine last one."""
        return self.wanted is not None and self.entry is not None and self.wanted.made.digest != self.entry.pristine

    def situation(self, *, asked_to_restore: bool) -> Situation:
        """Return the facts that decide about this document."""
        renamed = self.wanted is not None and self.entry is not None and not self.moved_by_hand and self.wanted.path != self.entry.path
        return Situation(
            applies=self.wanted is not None,
            registered=self.entry is not None,
            presence=self.presence,
            withdrawn=self.entry is not None and self.entry.withdrawn,
            changed=self.changed,
            renamed=renamed,
            wanted=asked_to_restore,
            mine_is_theirs=self.changed and self.presence is Presence.EDITED and self.merged is None and self._says_the_same(),
            mergeable=self.merged is not None,
        )

    def _says_the_same(self) -> bool:
        """Tell whether the edited file already says what the new generation says."""
        if self.observed is None or self.observed.content is None or self.wanted is None:
            return False
        return digest_of(self.wanted.path, self.observed.content) == self.wanted.made.content


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The cases of the documents, and what was seen in the folder, where the lists of the set are to be looked up."""

    cases: tuple[Case, ...]
    seen: Observation


def gather(client: Client, register: Register, only: Sequence[str], processes: int = 1, progress: Progress | None = None) -> Gathered:
    """Return the cases of all documents of the set (or of `only`) but its lists, then of those that no longer belong to it.

    Raises: DocgenError: a template is faulty, or the folder cannot be read.
    """
    seen = observe(client.folder, register.entries.values(), identify)
    tasks = _tasks(client, register, lambda member: not member.type.is_list and (not only or member.type.id in only))
    current = _current(client, client.contexts, register, seen, _made(client.contexts, register, tasks, processes, progress))
    former = [
        _case(client.folder, key, None, entry, seen)
        for key, entry in register.entries.items()
        if not _belongs(client.whole.members, key) and not entry.withdrawn and (not only or key[0] in only)
    ]
    return Gathered(cases=(*current, *former), seen=seen)


def gather_lists(client: Client, register: Register, seen: Observation, only: Sequence[str]) -> tuple[Case, ...]:
    """Return the cases of the lists of the set, which tell of the documents as `register` has them.

    With `only`, those it names and those that exist already: they follow whatever is done to others.
    Raises: DocgenError: a template is faulty.
    """
    contexts = SetContexts(client.whole, client.contexts.pictures, register)
    known = {document for document, _ in register.entries}
    tasks = _tasks(client, register, lambda member: member.type.is_list and (not only or member.type.id in {*only, *known}))
    return tuple(_current(client, contexts, register, seen, _made(contexts, register, tasks)))


def _current(
    client: Client, contexts: SetContexts, register: Register, seen: Observation, made: Iterable[tuple[Task, Made]]
) -> Iterator[Case]:
    """Yield the case of each document made."""
    for task, document in made:
        key = task.document, task.language
        wanted = Wanted(member=client.whole.members[task.language][task.document], task=task, made=document, contexts=contexts)
        yield _case(client.folder, key, wanted, register.entries.get(key), seen)


def _made(
    contexts: SetContexts, register: Register, tasks: Sequence[Task], processes: int = 1, progress: Progress | None = None
) -> Iterator[tuple[Task, Made]]:
    """Yield each task with its document, in their order: remembered, or filled. Raises: TemplateError."""
    known = {}
    for task in tasks:
        entry = register.entry(task.document, task.language)
        if entry is not None and (made := recall(task, contexts, entry.used)) is not None:
            known[task.document, task.language] = made
    new = [task for task in tasks if (task.document, task.language) not in known]
    filled = make_all(new, contexts, processes, progress)
    known |= {(task.document, task.language): made for task, made in zip(new, filled, strict=True)}
    for task in tasks:
        yield task, known[task.document, task.language]


def _belongs(members: Mapping[str, Mapping[str, Member]], key: Key) -> bool:
    document, language = key
    return document in members.get(language, {})


def _tasks(client: Client, register: Register, asked: Callable[[Member], bool]) -> list[Task]:
    """Return what is to be filled of the documents asked for: one keeps its revision, a new one gets the first."""
    return [
        Task(
            document=identity,
            language=language,
            standing=entry.standing if (entry := register.entry(identity, language)) else client.first_standing,
            template=client.templates[identity, language],
            pages=entry.pages if entry else {},
            pristine=entry.pristine if entry else "",
            content=entry.digest if entry else "",
        )
        for language, members in client.whole.members.items()
        for identity, member in members.items()
        if asked(member)
    ]


def _case(folder: Path, key: Key, wanted: Wanted | None, entry: Entry | None, seen: Observation) -> Case:
    observed = seen.documents.get(key)
    if observed is None:
        in_the_way = wanted is not None and seen.is_taken(wanted.path)
        presence, blocked_by = (Presence.EDITED if in_the_way else Presence.ABSENT), None
    else:
        observed, presence, blocked_by = _presence(folder, observed)
    return Case(key=key, wanted=wanted, entry=entry, observed=observed, presence=presence, blocked_by=blocked_by)


def count_conflicts(name: str, content: bytes) -> int:
    """Return the number of conflicts that stand open in a file; remembered too. Raises: DocumentError."""
    engine = engine_for(name)
    return shelf.kept("conflicts", content, lambda: len(engine.open_conflicts(content)))


def _presence(folder: Path, observed: Observed) -> tuple[Observed, Presence, Message | None]:
    """Return what lies in the folder without docgen's banner, judged on content: a file that was merely saved again is the same."""
    if observed.found is Found.ABSENT:
        return observed, Presence.ABSENT, None
    blocked_by = _blocked_by(observed)
    if blocked_by is not None or observed.found is Found.SAME:
        return observed, (Presence.SAME if blocked_by is None else Presence.BLOCKED), blocked_by
    try:
        bare = without_banner(observed)
        assert bare.content is not None  # or it were blocked
        same = _is_pristine(folder, observed.entry, bare.content)
    except DocumentError as error:
        return observed, Presence.BLOCKED, message("plan.damaged", detail=error.problems[0].what)
    return bare, (Presence.SAME if same else Presence.EDITED), None


def _blocked_by(observed: Observed) -> Message | None:
    """Return why a file cannot be touched now; None for one that can."""
    if observed.content is None:
        return message("plan.damaged", detail=observed.detail or "")
    if observed.open_in is not None:
        return message("plan.open-elsewhere", program=observed.open_in.program, marker=observed.open_in.marker)
    return None if observed.writable else message("plan.read-only")


def _is_pristine(folder: Path, entry: Entry, content: bytes) -> bool:
    """Tell whether a file says what docgen generated. Raises: DocumentError: it cannot be read."""
    digest = digest_of(entry.path, content)
    if digest == entry.digest:
        return True
    try:  # the digest was noted by an earlier docgen, which may have read documents otherwise
        return digest == digest_of(entry.path, pristine.read(folder, entry))
    except WorkspaceError:
        return False
