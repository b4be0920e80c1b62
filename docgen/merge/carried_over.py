"""Whether an edit made in one document is said by others by now: of sentences, for the text around them is another."""

from __future__ import annotations

import re

from docgen.merge.comparison import Difference

_LEAST = 12  # characters of a sentence
_SENTENCE = re.compile(r"[^.。！？!?；;]+[.。！？!?；;]?")


def is_carried_over(edit: Difference, said: str) -> bool:
    """Tell whether `said`, folded, has the sentences that the edit wrote, and no longer those that it only took out.

    What is too short to be told from another's words, a time in a cell, counts as carried over by nobody.
    """
    before, after = _sentences(edit.before), _sentences(edit.after)
    written = [sentence for sentence in after if sentence not in before]
    taken = [] if written else [sentence for sentence in before if sentence not in after]
    return (
        all(len(sentence) >= _LEAST for sentence in (*written, *taken))
        and all(sentence in said for sentence in written)
        and not any(sentence in said for sentence in taken)
    )


def folded(text: str) -> str:
    """Return `text` without its white space."""
    return "".join(text.split())


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(folded(sentence) for sentence in _SENTENCE.findall(text) if sentence.strip())
