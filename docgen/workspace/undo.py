"""The way back: what the last build replaced, kept until the next one, so that the folder can be brought back byte for byte.

`.docgen/undo/undo.json` names each file that was written or moved, with its state before and after (SHA-256 or "absent"):

    {"version": 1, "register": {"before", "after"}, "steps": [{"path", "source", "before", "after"}, …]}

Beside it lies what was replaced, and the register of that time, each under its SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from docgen.domain.register import Register
from docgen.errors import Place, Problem
from docgen.messages import Message, message
from docgen.workspace import layout, register_file
from docgen.workspace.faults import refusal
from docgen.workspace.journal import ABSENT, ANYTHING, Change, Move, Remove, Write, hash_of, is_below
from docgen.workspace.journal import Step as JournalStep
from docgen.workspace.observe import open_elsewhere, state_of, writable

VERSION = 1
RECORD = f"{layout.UNDO}/undo.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One file of the last build: where it lies, whence it was moved (or None), what `path` or `source` held before, what it holds now."""

    path: str
    source: str | None
    before: str
    after: str

    def back(self, workspace: Path) -> Change:
        """Return the change that takes the step back."""
        content = _kept(workspace, self.before) if self.before not in (ABSENT, self.after) else None
        if self.source is not None:
            return Move(path=self.path, to=self.source, expected=self.after, content=content)
        if content is None:
            return Remove(path=self.path, expected=self.after)
        return Write(path=self.path, content=content, expected=self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the last build did. register_before, register_after: SHA-256 of the register, or ABSENT."""

    steps: tuple[Step, ...]
    register_before: str
    register_after: str

    def differences(self, workspace: Path) -> Iterator[Problem]:
        """Yield what is not as the build left it, and what cannot be touched now."""
        if state_of(workspace / layout.REGISTER) != self.register_after:
            yield Problem(where=Place(file=layout.REGISTER), what=message("workspace.undo-register"))
        for step in self.steps:
            what = _in_the_way(workspace, step)
            if what is not None:
                yield Problem(where=Place(file=step.path), what=what)

    def changes(self, workspace: Path) -> list[Change]:
        """Return the changes that bring the folder back, the record's own end among them. Raises: WorkspaceError: a copy is lost."""
        gone = self.register_before == ABSENT and self.register_after != ABSENT
        register: list[Change] = [Remove(path=layout.REGISTER, expected=self.register_after)] if gone else []
        own = Remove(path=RECORD, expected=state_of(workspace / RECORD))
        return [*(step.back(workspace) for step in reversed(self.steps)), *register, own]

    def register(self, workspace: Path) -> bytes | None:
        """Return the register of before; None where there was none. Raises: WorkspaceError: the copy is lost."""
        return None if self.register_before == ABSENT else _kept(workspace, self.register_before)


def read(workspace: Path) -> Record | None:
    """Return what the last build did; None if there is nothing to take back.

    Raises: WorkspaceError: the record is damaged, or of a newer docgen.
    """
    file = layout.inside(workspace, RECORD)
    if not file.is_file():
        return None
    try:
        data = json.loads(file.read_bytes())
        if data["version"] != VERSION:
            raise refusal(RECORD, "undo-newer", "journal-newer-remedy", found=data["version"], known=VERSION)
        return Record(
            steps=tuple(Step(**step) for step in data["steps"]),
            register_before=str(data["register"]["before"]),
            register_after=str(data["register"]["after"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise refusal(RECORD, "undo-unreadable", "undo-unreadable-remedy") from error


def record(workspace: Path, steps: Sequence[JournalStep], register: bytes | None) -> list[Change]:
    """Return the changes that keep the way back from a transaction of `steps`; `register` is the new one, None if it stays.

    Copies that docgen keeps for itself need none: the register names those that count.
    """
    before = layout.inside(workspace, layout.REGISTER)
    contents: dict[str, bytes] = {}
    taken = tuple(_step(workspace, step, contents) for step in steps if not is_below(step.path, layout.PRISTINE))
    if before.is_file():
        contents[state_of(before)] = before.read_bytes()
    states = {"before": state_of(before), "after": hash_of(register) if register is not None else state_of(before)}
    data = {"version": VERSION, "register": states, "steps": [asdict(step) for step in taken]}
    text = json.dumps(data, ensure_ascii=False, indent=1).encode()
    return [
        *(Write(path=f"{layout.UNDO}/{name}", content=content, expected=ANYTHING) for name, content in contents.items()),
        Write(path=RECORD, content=text, expected=ANYTHING),
    ]


def names_of_copies(workspace: Path) -> frozenset[str]:
    """Return the SHA-256 of all that the record needs: the contents beside it."""
    found = read(workspace)
    return frozenset() if found is None else frozenset({found.register_before, *(step.before for step in found.steps)})


def register_before(workspace: Path) -> Register:
    """Return the register that the record would bring back, whose pristine copies must stay; an empty one without a record."""
    found = read(workspace)
    content = found.register(workspace) if found is not None else None
    return Register() if content is None else register_file.decode(content)


def _step(workspace: Path, step: JournalStep, contents: dict[str, bytes]) -> Step:
    """Return what a step of a transaction changes, and put what it replaces into `contents`."""
    file = layout.inside(workspace, step.source or step.path)
    before = state_of(file)
    after = ABSENT if step.removes else step.sha256 or before
    if before not in (ABSENT, after):
        contents[before] = file.read_bytes()
    return Step(path=step.path, source=step.source, before=before, after=after)


def _in_the_way(workspace: Path, step: Step) -> Message | None:
    file = layout.inside(workspace, step.path)
    state = state_of(file)
    if state != step.after:
        return message("workspace.undo-gone" if state == ABSENT else "workspace.undo-edited")
    opened = open_elsewhere(file)
    if opened is not None:
        return message("plan.open-elsewhere", program=opened.program, marker=opened.marker)
    if not writable(file):
        return message("plan.read-only")
    if step.source is not None and layout.inside(workspace, step.source).exists():
        return message("workspace.undo-taken", path=step.source)
    return None


def _kept(workspace: Path, digest: str) -> bytes:
    name = f"{layout.UNDO}/{digest}"
    file = layout.inside(workspace, name)
    content = file.read_bytes() if file.is_file() else b""
    if hash_of(content) != digest:
        raise refusal(name, "undo-unreadable", "undo-unreadable-remedy")
    return content
