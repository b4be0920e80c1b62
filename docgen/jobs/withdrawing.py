"""Documents that are withdrawn: why, what their banner says, and how they read without it once they apply again."""

from __future__ import annotations

from dataclasses import replace

from docgen.domain.register import Entry, Key
from docgen.domain.withdrawal import reason_of
from docgen.formats.engine import Notice
from docgen.formats.registry import engine_for
from docgen.jobs.client import Client
from docgen.messages import message, say
from docgen.workspace.observe import Observed


def language_dropped(client: Client, key: Key) -> bool:
    """Tell whether a document no longer belongs to the set because its language does not."""
    return key[1] not in client.whole.profile.languages


def because(client: Client, key: Key) -> str:
    """Return why a document is withdrawn today, in its language."""
    document, language = key
    if language_dropped(client, key):
        return say(message("withdrawal.language-dropped"), language)
    return reason_of(client.whole, document, language)


def with_banner(seen: Observed, why: str) -> bytes:
    """Return the file of a document with the banner that it is withdrawn, and `why`. Raises: DocumentError."""
    assert seen.content is not None  # what cannot be read is not withdrawn
    return engine_for(seen.path).withdrawn(seen.content, _notice(seen.entry, why))


def without_banner(seen: Observed) -> Observed:
    """Return a document as it reads in force: docgen's own banner is no edit of anybody. Raises: DocumentError."""
    if not seen.entry.withdrawn or seen.content is None:
        return seen
    return replace(seen, content=engine_for(seen.path).in_force(seen.content))


def _notice(entry: Entry, why: str) -> Notice:
    issued = entry.history[-1] if entry.history else None
    if issued is not None:
        last = message("withdrawal.last-issued", revision=issued.number, date=issued.date.isoformat())
    else:
        last = message("withdrawal.never-issued", revision=entry.revision)
    text = say(message("withdrawal.text", because=why, last=last), entry.language)
    return Notice(title=say(message("withdrawal.title"), entry.language), text=text)
