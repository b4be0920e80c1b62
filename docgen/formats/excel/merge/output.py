"""Mine while it is changed: parts added and left out, and what leads to them."""

from __future__ import annotations

from itertools import count

from lxml import etree

from docgen.formats.excel.merge.book import Book
from docgen.formats.excel.parts import Register, local
from docgen.formats.excel.schema import ORDERS
from docgen.formats.ooxml import Package, serialise
from docgen.formats.relations import relations, relations_in, relations_name

_OWN = frozenset({"drawing", "chart", "comments", "vmlDrawing", "threadedComment", "table", "printerSettings"})  # parts of one sheet alone


class Output:
    """The package of mine with its changes. `package` is mine as it was opened."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.register = Register(book.package)
        self._added: dict[str, etree._Element | bytes] = {}
        self._dropped: set[str] = set()
        self._reserved: set[str] = set()

    def free_name(self, like: str) -> str:
        """Return a part name of the form of `like` ("xl/comments.xml") that is not taken, and take it."""
        stem, dot, suffix = like.rpartition(".")
        found = next(name for number in count(1) if not self._taken(name := f"{stem}-{number}{dot}{suffix}"))
        self._reserved.add(found)
        return found

    def names(self) -> list[str]:
        """Return the names of all parts that are there now."""
        return [name for name in dict.fromkeys((*self.book.package, *self._added)) if name not in self._dropped]

    def add(self, part: str, content: etree._Element | bytes) -> None:
        """Add a part, or put another in its place."""
        self._added[part] = content
        self._dropped.discard(part)

    def drop(self, source: str, part: str) -> None:
        """Take out a part that `source` leads to, with its relationships."""
        self.register.drop(source, part)
        self._dropped |= {part, relations_name(part)}

    def drop_whole(self, source: str, part: str) -> None:
        """Take out a part that `source` leads to, with the parts that belong to it alone."""
        for relation in relations(self.package, part).values():
            if relation.kind in _OWN and not relation.external:
                self.drop_whole(part, relation.target)
        self.drop(source, part)

    def root(self, part: str) -> etree._Element:
        """Return a part as a tree, one that was added too; what is changed in it is written."""
        found = self._added.get(part)
        if found is None:
            return self.book.root(part)
        assert not isinstance(found, bytes)  # pictures are not asked for as trees
        return found

    def targets(self, source: str, kind: str) -> tuple[str, ...]:
        """Return the parts of one kind that `source` leads to now."""
        name = relations_name(source)
        if name in self.register.changed():
            found = relations_in(etree.tostring(self.register.changed()[name]), source)
        else:
            found = tuple(relations(self.book.package, source).values())
        return tuple(item.target for item in found if item.kind == kind and not item.external and self._there(item.target))

    def file(self) -> bytes:
        """Return the workbook as a file."""
        parts: dict[str, bytes | None] = {name: serialise(root) for name, root in self.book.roots().items()}
        parts |= {name: serialise(root) for name, root in self.register.changed().items()}
        parts |= {name: part if isinstance(part, bytes) else serialise(part) for name, part in self._added.items()}
        return self.book.package.write(parts | dict.fromkeys(name for name in self._dropped if name in self.book.package))

    @property
    def package(self) -> Package:
        """Mine as it was opened."""
        return self.book.package

    def _taken(self, name: str) -> bool:
        return name in self.book.package or name in self._added or name in self._reserved

    def _there(self, name: str) -> bool:
        return name not in self._dropped and (name in self.book.package or name in self._added)


def insert(root: etree._Element, element: etree._Element) -> None:
    """Insert an element among the children of a worksheet or workbook, where the schema has its place."""
    ranks = ORDERS[local(root)]
    rank = ranks[local(element)]
    later = next((item for item in root if local(item) in ranks and ranks[local(item)] > rank), None)
    if later is not None:
        later.addprevious(element)
    else:
        root.append(element)
