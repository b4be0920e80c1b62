"""Generations remembered: a document whose template would learn nothing new today is not filled again.

The note of what a template asked stands on the shelf (docgen.formats.shelf), by the file it made and by all else that went into
it; docgen's own version is part of the shelf. Where there is no note, the document is filled: slower, and the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b

from docgen.domain.document_context import SetContexts
from docgen.formats import shelf
from docgen.jobs.one_document import Made, Task

_KIND = "note"


def recall(task: Task, contexts: SetContexts, used: Mapping[str, str]) -> Made | None:
    """Return the last generation if `task` would make it once more, byte for byte; None if that is not known.

    used: the fields it read, with their values, as the register has them.
    """
    note = shelf.find(_KIND, _key(task, task.pristine, task.pages, contexts)) if task.pristine else None
    if note is None:
        return None
    alike = contexts.answers_alike(task.document, task.language, task.standing, json.loads(note))
    return Made(file=None, digest=task.pristine, content=task.content, used=used, pages=task.pages) if alike else None


def remember(task: Task, made: Made, contexts: SetContexts) -> None:
    """Keep the note of a document that was filled."""
    if made.seen:
        shelf.put(_KIND, _key(task, made.digest, made.pages, contexts), json.dumps(made.seen, ensure_ascii=False).encode())


def _key(task: Task, digest: str, pages: Mapping[str, int], contexts: SetContexts) -> bytes:
    """Return all that makes a file beside what its template asks; what it says of its own standing, that asks."""
    whole = contexts.whole
    code = whole.members[task.language][task.document].code
    dates = str(whole.profile.document_control.date_format)
    pictures = [f"{name} {blake2b(content).hexdigest()}" for name, content in sorted(contexts.pictures.items())]
    numbers = [f"{place} {page}" for place, page in sorted(pages.items())]
    return "\0".join((digest, task.document, task.language, code, task.template.digest, dates, *pictures, *numbers)).encode()
