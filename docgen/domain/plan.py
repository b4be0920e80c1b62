"""What a build would do to each document, and why: the regeneration table as pure functions.

base = the pristine last generation, mine = the file in the folder, theirs = the new generation.
Source: DESIGN, "Regeneration in one table".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from docgen.messages import Message


class Action(StrEnum):
    """What happens to a document."""

    CREATE = "create"
    UPDATE = "update"
    MERGE = "merge"
    MOVE = "move"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    KEEP = "keep"
    SKIP = "skip"


class Presence(StrEnum):
    """What lies in the folder where a document was written, or to where a person moved it."""

    ABSENT = "absent"
    SAME = "same"  # what docgen wrote, byte for byte, or merely saved again
    EDITED = "edited"
    BLOCKED = "blocked"  # open elsewhere, read-only or damaged: cannot be done now


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that decides about one document.

    applies:    it belongs to the set under the profile of today.
    registered: docgen has generated it before.     withdrawn: the register says it is withdrawn.
    changed:    the new generation says something else than the pristine last one.
    renamed:    the file name that docgen gives it changed (code or title).
    wanted:     the user asked to restore it.
    mine_is_theirs: the edited file already says what the new generation says.
    mergeable: the edited file and the new generation were merged, or its conflicts settled as asked.
    """

    applies: bool
    registered: bool
    presence: Presence
    withdrawn: bool = False
    changed: bool = False
    renamed: bool = False
    wanted: bool = False
    mine_is_theirs: bool = False
    mergeable: bool = False


def decide(situation: Situation) -> Action:
    """Return the action for one document."""
    if not situation.applies:
        return _decide_withdrawal(situation)
    if not situation.registered:
        return Action.CREATE if situation.presence is Presence.ABSENT else Action.SKIP
    if situation.withdrawn:
        return Action.SKIP if situation.presence is Presence.BLOCKED else Action.RESTORE
    if situation.presence is Presence.ABSENT:
        return Action.RESTORE if situation.wanted else Action.SKIP
    if not (situation.changed or situation.renamed or situation.mergeable):
        return Action.KEEP
    if situation.presence is Presence.BLOCKED:
        return Action.SKIP
    if situation.presence is Presence.EDITED:
        return _decide_edited(situation)
    return Action.UPDATE if situation.changed else Action.MOVE


def _decide_withdrawal(situation: Situation) -> Action:
    if not situation.registered or situation.withdrawn or situation.presence is Presence.ABSENT:
        return Action.KEEP
    return Action.SKIP if situation.presence is Presence.BLOCKED else Action.WITHDRAW


def _decide_edited(situation: Situation) -> Action:
    """An edited file is never overwritten: it is merged with what is new, stays, or only moves to its new name."""
    if situation.mergeable:
        return Action.MERGE
    if not situation.changed or situation.mine_is_theirs:
        return Action.MOVE if situation.renamed else Action.KEEP
    return Action.SKIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happens to one document in one language. `path` is relative to the workspace, with forward slashes."""

    document: str
    code: str
    title: str
    language: str
    path: str
    action: Action
    reasons: tuple[Message, ...]
    conflicts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps of a build in the order of the catalogue, the lists of the set last."""

    steps: tuple[Step, ...]

    def summary(self) -> dict[str, int]:
        """Return the number of documents by action, only actions that occur, in the order of Action."""
        counts = Counter(step.action for step in self.steps)
        return {action.value: counts[action] for action in Action if counts[action]}
