"""Merging whole documents: the rule for an engine that does not merge their blocks. The same for every format."""

from __future__ import annotations

from collections.abc import Callable

from docgen.formats.engine import Merged
from docgen.merge.content import Block


def merge_whole(content: Callable[[bytes], Block], base: bytes, mine: bytes, theirs: bytes) -> Merged:
    """Return the one of three files that keeps every change; mine with a conflict where both sides changed something.

    content: what a reader sees of a file; files of equal content are the same file.   Raises: what `content` raises.
    """
    before, by_hand, generated = content(base), content(mine), content(theirs)
    if by_hand == before:
        return Merged(file=theirs, conflicts=0)
    return Merged(file=mine, conflicts=0 if generated in (before, by_hand) else 1)
