"""What a revision changes, in the words of its revision history: for approvers, who know no field names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docgen.domain.changes import Change
from docgen.domain.context import Context
from docgen.domain.spelling import spellings
from docgen.domain.text import Text
from docgen.domain.wording import listed
from docgen.messages import Message, message, say

_MOST = 4  # changes told one by one
_LONGEST = 40  # characters of a value that is told; a longer one was only reworded
_LONGEST_LABEL = 40
_PRIORITIES = ("P1", "P2", "P3", "P4")
_DOCUMENTS = "documents."
_REFERENCE = re.compile(rf"{re.escape(_DOCUMENTS)}[^.]+")  # whose value is the code of the document that is referred to
# What follows from the profile, the catalogue and the standards: clauses, records, measures, lists of the set.
_FOLLOWING = ("document.", "clauses", "objectives", "documents[")
# What a document says of its own standing changes with every revision, and explains nothing.
_STANDING = (
    "document.revision",
    "document.status",
    "document.history",
    "document.issued_on",
    "document.effective_on",
    "document.next_review",
    "document.undated",
)


def is_of_content(field: str) -> bool:
    """Tell whether a field of a document's note is more than its own standing: revision, status, dates."""
    return not field.startswith(_STANDING)


def summary_of(changes: Sequence[Change], context: Context, *, template: bool, sections: Sequence[str]) -> str:
    """Return what a revision changes, as one text in the document's language.

    changes:  the fields that changed since the last issue.   context: what the document may see, to name them.
    template: its template changed.   sections: the headings under which people edited it by hand, "" for what stands before the first.
    """
    language = context.language
    explained = [change for change in changes if not change.field.startswith(_FOLLOWING)]
    told = [*_fields(explained, context)]
    if changes and not explained:
        told.append(message("history.follows"))
    if template:
        told.append(message("history.template"))
    if sections:
        named = [
            say(message("history.section", name=name), language) if name else say(message("history.front"), language) for name in sections
        ]
        told.append(message("history.by-hand", sections=listed(named, language)))
    separator = "；" if language == "zh" else "; "
    text = separator.join(say(item, language) for item in told or [message("history.wording")])
    return text if language == "zh" else text[:1].upper() + text[1:]


def _fields(changes: Sequence[Change], context: Context) -> list[Message]:
    """Return the changed fields in words; those that changed alike, such as one target of several services, in one."""
    told = [_reference(change) for change in changes if _REFERENCE.fullmatch(change.field)]
    groups: dict[tuple[str, str, str], list[str]] = {}
    for change in (change for change in changes if not change.field.startswith(_DOCUMENTS)):
        subject, label = _names(change.field, context)
        groups.setdefault((label, change.before or "", change.after or ""), []).append(subject)
    told += [_told(label, before, after, subjects, context.language) for (label, before, after), subjects in groups.items()]
    if len(told) > _MOST:
        told = [*told[:_MOST], message("history.more", count=len(told) - _MOST)]
    return told


def _reference(change: Change) -> Message:
    """Tell that a document refers to another one from now on, or no longer, or by another code."""
    if change.before and change.after:
        return message("history.code", before=change.before, after=change.after)
    return message("history.refers" if change.after else "history.refers-no-longer", code=change.after or change.before or "")


def _told(label: str, before: str, after: str, subjects: Iterable[str], language: str) -> Message:
    named = list(dict.fromkeys(subject for subject in subjects if subject))
    what = say(message("history.of", what=label, whose=listed(named, language)), language) if named else label
    old, new = _value(before, language), _value(after, language)
    if max(len(old), len(new)) > _LONGEST or not (old or new):
        return message("history.reworded", what=what)
    if not old or not new:
        return message("history.said" if new else "history.unsaid", what=what, value=new or old)
    return message("history.changed", what=what, before=old, after=new)


def _value(text: str, language: str) -> str:
    """Return a noted value as the document prints it."""
    spelled = spellings(" ".join(text.split()), language)
    return spelled[-1] if spelled else ""


def _names(field: str, context: Context) -> tuple[str, str]:
    """Return whose a field is, by the names of the things on its way, and what it is called."""
    steps = context.steps_to(field)
    named = steps[-1] if steps[-1][0].rpartition(".")[2] not in _PRIORITIES or len(steps) < 3 else (steps[-2][0], steps[-3][1])
    path, owner = named
    name = path.rpartition(".")[2].partition("[")[0]
    label = _label(f"{type(owner).__name__}.{name}" if len(steps) > 1 else f"Profile.{name}", name, context.language)
    subjects = [_subject(item, step, context) for step, item in steps[1:]]
    return (" " if context.language == "zh" else ", ").join(filter(None, subjects)), label


def _subject(item: object, path: str, context: Context) -> str:
    """Return the name of something on the way to a field: a service, a priority, a role."""
    last = path.rpartition(".")[2]
    if last in _PRIORITIES:
        return last
    for attribute in ("name", "title"):
        name = getattr(item, attribute, None)
        if isinstance(name, Text):
            return name.in_language(context.language) or ""
    return ""


def _label(key: str, name: str, language: str) -> str:
    try:
        label = say(message(f"schema.{key}"), language)
    except KeyError:
        label = ""
    short = label.partition("，" if language == "zh" else ",")[0].partition("；" if language == "zh" else ";")[0]
    return short if 0 < len(short) <= _LONGEST_LABEL else name.replace("_", " ")
