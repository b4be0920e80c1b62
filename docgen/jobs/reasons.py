"""Why something happens to a document: the words of a plan."""

from __future__ import annotations

from docgen.domain.applicability import Applicable
from docgen.domain.change_words import is_of_content
from docgen.domain.changes import Change, changed_fields
from docgen.domain.plan import Action, Presence, Situation
from docgen.domain.register import Entry
from docgen.jobs.cases import Case, Wanted
from docgen.jobs.client import Client
from docgen.jobs.withdrawing import language_dropped
from docgen.messages import Message, message

_FIELDS_TOLD = 4
_LONGEST_VALUE = 60


def reasons(client: Client, case: Case, situation: Situation, action: Action) -> tuple[Message, ...]:
    """Return why `action` is what happens to the document of `case`."""
    if action is Action.SKIP and case.blocked_by is not None:
        return (case.blocked_by,)
    if case.wanted is None:
        dropped = language_dropped(client, case.key)
        return (message("plan.language-dropped" if dropped else "plan.not-applicable"),)
    applicable = client.applicable[case.key[0]]
    unnumbered = (case.unnumbered,) if case.unnumbered is not None else ()
    if case.entry is None:
        return (message("plan.not-ours") if situation.presence is Presence.EDITED else _why_in_the_set(client, applicable), *unnumbered)
    changes = _why_changed(case, case.entry, case.wanted) if situation.changed else ()
    moved = (message("plan.moved-by-hand", path=case.path_now),) if case.moved_by_hand else ()
    return (*_of_known(client, case, situation, action, applicable, changes), *moved, *unnumbered)


def _of_known(
    client: Client, case: Case, situation: Situation, action: Action, applicable: Applicable, changes: tuple[Message, ...]
) -> tuple[Message, ...]:
    match action:
        case Action.UPDATE:
            return changes
        case Action.MOVE:
            return (message("plan.renamed", before=case.path_now.rpartition("/")[2]),)
        case Action.RESTORE if situation.withdrawn:
            return (message("plan.applies-again", facts=_why_in_the_set(client, applicable)),)
        case Action.RESTORE:
            return (message("plan.restored"),)
        case Action.SKIP if situation.presence is Presence.ABSENT:
            return (message("plan.deleted", document=case.key[0]),)
        case Action.MERGE:
            return (message("plan.merged", changes=changes) if changes else message("plan.settled"),)
        case Action.SKIP:
            return (message("plan.no-pristine", changes=changes),)
        case _ if situation.mine_is_theirs:
            return (message("plan.same-as-new"),)
        case _:
            return (message("plan.unchanged-edited" if situation.presence is Presence.EDITED else "plan.unchanged"),)


def _why_in_the_set(client: Client, applicable: Applicable) -> Message:
    if applicable.facts:
        return message("plan.new-document", facts=applicable.facts)
    names = tuple(standard.name for standard in client.whole.standards if standard.id in applicable.standards)
    return message("plan.always-applies", standards=names)


def _why_changed(case: Case, entry: Entry, wanted: Wanted) -> tuple[Message, ...]:
    """Name the fields whose values changed; else the template, else docgen itself. Page numbers alone are no change of the text."""
    if case.only_numbers:
        return (message("plan.page-numbers"),)
    template = wanted.task.template
    changes = _changed_fields(entry, wanted)
    told = [_told(change) for change in changes if not _is_of_the_register(change)]
    if len(told) < len(changes):
        told.append(message("lists.follows"))
    if template.digest != entry.template_hash:
        told.append(message("plan.template-changed", template=template.name))
    if len(told) > _FIELDS_TOLD:
        told = [*told[:_FIELDS_TOLD], message("plan.more-fields", count=len(told) - _FIELDS_TOLD)]
    standing = wanted.task.standing
    if standing.summary != entry.summary:
        told.append(message("plan.next-revision", revision=standing.revision, summary=standing.summary))
    return tuple(told) or (message("plan.docgen-changed"),)


def _changed_fields(entry: Entry, wanted: Wanted) -> tuple[Change, ...]:
    """Return the changed fields, but for what a document says of its own standing, unless nothing else changed."""
    before, after = ({field: value for field, value in note.items() if is_of_content(field)} for note in (entry.used, wanted.made.used))
    if entry.standing != wanted.task.standing and before == after:
        return ()
    return changed_fields(entry.used, wanted.made.used) if entry.standing == wanted.task.standing else changed_fields(before, after)


def _is_of_the_register(change: Change) -> bool:
    """Tell whether a list of the set has changed because the set did."""
    return change.field.startswith("register.")


def _told(change: Change) -> Message:
    return message("plan.field-changed", field=change.field, before=_short(change.before), after=_short(change.after))


def _short(value: str | None) -> Message | str:
    if value is None or value == "":
        return message("plan.unsaid")
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_VALUE else line[: _LONGEST_VALUE - 1] + "…"
