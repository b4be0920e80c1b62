"""A transaction as a value: the changes a caller wants, the steps that make them visible, the journal that survives a crash.

The journal is a folder with the new content of each file under a number, and `journal.json`, whose appearance commits:

    {"version": 1, "register": true, "steps": [{"path", "source", "staged", "expected", "sha256", "read_only"}, …]}

A step whose staged file is gone has been done.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import sha256

from docgen.messages import Message
from docgen.workspace import layout
from docgen.workspace.faults import refusal

VERSION = 1
ABSENT = "absent"
ANYTHING = "anything"
_COMMIT = f"{layout.JOURNAL}/journal.json"
_OWN = (layout.JOURNAL, layout.LOCK, layout.REGISTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Write a file.

    path:     relative to the workspace, with forward slashes.
    expected: what lies there now: ABSENT, the SHA-256 of the file, or ANYTHING where no person writes.
    read_only: nobody is to change the file; docgen replaces it all the same where it expects ANYTHING.
    """

    path: str
    content: bytes
    expected: str = ABSENT
    read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Move the file at `path` to `to`, where nothing lies; with `content`, that takes its place there.

    expected: the SHA-256 of the file at `path`. A file that merely moves takes along what a person saved meanwhile.
    """

    path: str
    to: str
    expected: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Take away the file at `path`, whose SHA-256 is `expected`."""

    path: str
    expected: str


Change = Write | Move | Remove


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change as the journal keeps it: where the file is to lie, whence it comes, where its new content is staged.

    With neither source nor new content the file goes.
    """

    path: str
    source: str | None
    staged: str | None
    expected: str
    sha256: str | None
    read_only: bool = False

    @property
    def removes(self) -> bool:
        """True if the file is to go."""
        return self.source is None and self.staged is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that was left to the person who changed it meanwhile.

    path: where docgen meant to write.   stays: where the file is, or was before it was deleted.   Both relative to the workspace.
    """

    path: str
    stays: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a transaction did: the paths it wrote, and the files it left to a person, whose entries stay as they were."""

    paths: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of `content`, 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def staged(changes: Iterable[Change]) -> tuple[tuple[Step, ...], dict[str, bytes]]:
    """Return the steps of `changes`, and the new content of their files by the number under which it is staged."""
    steps, contents = [], {}
    for number, change in enumerate(changes):
        content = None if isinstance(change, Remove) else change.content
        if content is not None:
            contents[str(number)] = content
        steps.append(
            Step(
                path=change.to if isinstance(change, Move) else change.path,
                source=change.path if isinstance(change, Move) else None,
                staged=None if content is None else str(number),
                expected=change.expected,
                sha256=None if content is None else hash_of(content),
                read_only=isinstance(change, Write) and change.read_only,
            )
        )
    return tuple(steps), contents


def refuse_unsafe(steps: Sequence[Step]) -> None:
    """Refuse what no transaction may do.

    Raises: WorkspaceError: a step writes into records/ or over docgen's own files, or two end at one file name.
    """
    ends: dict[str, str] = {}
    for step in steps:
        for path in (step.path, step.source):
            if path is not None and is_below(path, layout.RECORDS):
                raise refusal(path, "records-untouched", "leaves-workspace-remedy")
            if path is not None and any(is_below(path, own) for own in _OWN) and not (step.removes and path == layout.REGISTER):
                raise refusal(path, "own-file", "leaves-workspace-remedy")
        if step.removes:
            continue
        name = layout.same_file_name(step.path)
        if name in ends:
            raise refusal(step.path, "same-name", "same-name-remedy", first=ends[name], second=step.path)
        ends[name] = step.path


def encode(steps: Sequence[Step], *, register: bool) -> bytes:
    """Return the text of the journal; `register` says whether a new register is staged too."""
    journal = {"version": VERSION, "register": register, "steps": [asdict(step) for step in steps]}
    return json.dumps(journal, ensure_ascii=False).encode()


def decode(content: bytes) -> tuple[tuple[Step, ...], bool]:
    """Return the steps of a journal, and whether a register is staged.

    Raises: WorkspaceError: damaged, or of a newer version.
    """
    try:
        journal = json.loads(content)
        version = journal["version"]
        if version == VERSION:
            steps = tuple(Step(**step) for step in journal["steps"])
            if not all(_sound(step) for step in steps):
                raise ValueError("a step is not as docgen writes it")
            return steps, bool(journal["register"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise refusal(_COMMIT, "journal-unreadable", "restore-backup-remedy", detail=str(error)) from error
    raise refusal(_COMMIT, "journal-newer", "journal-newer-remedy", found=version, known=VERSION)


def _sound(step: Step) -> bool:
    texts = [getattr(step, field.name) for field in fields(step) if field.name != "read_only"]
    sound = all(text is None or isinstance(text, str) for text in texts) and isinstance(step.read_only, bool)
    return sound and (step.staged is None or step.staged.isdecimal())


def is_below(path: str, folder: str) -> bool:
    """Tell whether `path` is `folder` or lies in it, as systems compare names that take no notice of case."""
    folded = layout.same_file_name(path)
    return folded == folder or folded.startswith(f"{folder}/")
