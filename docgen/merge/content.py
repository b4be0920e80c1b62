"""A document as a tree of blocks: what comparing and merging see of a file, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a document and the pieces inside it.

    kind:     document, part, heading, paragraph, table, row, cell, picture, sheet …
    key:      what identifies the block among its siblings, if anything (cell "B7", sheet "Register", part "header1"); else "".
    text:     what a reader sees, white space folded.
    style:    what a reader sees of its form, in a normal form (style name, list level, bold …); "" when plain.
    """

    kind: str
    key: str = ""
    text: str = ""
    style: str = ""
    children: tuple[Block, ...] = ()

    def digest(self) -> str:
        """Return a hash of the whole tree: equal for equal content, 32 hexadecimal digits."""
        return blake2b(repr(self).encode(), digest_size=16).hexdigest()

    def walk(self) -> Iterator[Block]:
        """Yield this block and all blocks below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()
