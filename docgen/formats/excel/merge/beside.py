"""What lies beside a sheet in parts of its own, in three states: tables, charts, pictures, texts of shapes, comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from hashlib import blake2b

from lxml import etree

from docgen.formats.excel.columns import Strip
from docgen.formats.excel.content import chart_of, folded
from docgen.formats.excel.dependents import SheetMover
from docgen.formats.excel.drawings import move_anchors
from docgen.formats.excel.formulas import Movement, scan
from docgen.formats.excel.grid import Grid
from docgen.formats.excel.merge.book import Book, Sheet
from docgen.formats.excel.merge.incoming import Incoming
from docgen.formats.excel.merge.output import Output, insert
from docgen.formats.excel.merge.stylesheet import spelled
from docgen.formats.excel.merge.things import Refused
from docgen.formats.excel.parts import RELATION_IDS, child, find, local
from docgen.formats.ooxml import detach
from docgen.formats.relations import related, relations

_EMBED = f"{{{RELATION_IDS}}}embed"
_CACHES = ("numCache", "strCache", "multiLvlStrCache")
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet of one of the workbooks, and how its cells and all references move."""

    book: Book
    sheet: Sheet
    mover: SheetMover
    movement: Movement
    grid: Grid | None  # None where nothing of the sheet moves

    def parts(self, kind: str) -> tuple[str, ...]:
        """Return the parts of one kind that the sheet leads to."""
        return related(self.book.package, self.sheet.entry.part, kind)

    def drawings(self) -> list[etree._Element]:
        """Return the drawings of the sheet."""
        return [self.book.root(part) for part in self.parts("drawing")]

    def charts(self) -> list[tuple[str, etree._Element]]:
        """Return the charts of the sheet by part, in the order in which the drawing leads to them."""
        parts = [chart for drawing in self.parts("drawing") for chart in related(self.book.package, drawing, "chart")]
        return [(part, self.book.root(part)) for part in parts]

    def tables(self) -> dict[str, tuple[str, etree._Element]]:
        """Return the tables of the sheet by name: part and root."""
        found = ((part, self.book.root(part)) for part in self.parts("table"))
        return {str(root.get("displayName")).casefold(): (part, root) for part, root in found}

    def move(self, strips: Sequence[Strip]) -> None:
        """Move what hangs on the sheet and lies beside it with the cells. Comments are moved elsewhere.

        strips: the columns of the sheet as they moved.
        """
        if not self.movement.needed:
            return
        self.mover.move(self.sheet.root, strips)
        for _, table in self.tables().values():
            self.mover.table(table)
        for _, chart in self.charts():
            for element in find(chart, "f"):
                element.text = self.movement.formula(scan(element.text or ""), "")
        if self.grid is not None:
            for drawing in self.drawings():
                move_anchors(drawing, self.grid)


@dataclass(slots=True)
class Beside:
    """The merge of what lies beside one sheet. All three have been moved."""

    base: Place
    mine: Place
    theirs: Place
    output: Output
    incoming: Incoming

    def merge(self) -> Iterator[Refused]:
        """Put what theirs changed into mine; yield what could not be put there."""
        yield from self._tables()
        if not self.base.drawings() and not self.mine.drawings() and self.theirs.drawings():
            self._bring_drawing()
            return
        yield from self._charts()
        self._pictures()
        self._texts()

    def _tables(self) -> Iterator[Refused]:
        base, mine, theirs = self.base.tables(), self.mine.tables(), self.theirs.tables()
        for name, (part, root) in theirs.items():
            before, own = base.get(name), mine.get(name)
            if before is not None and spelled(before[1]) == spelled(root):
                continue
            if before is None and own is None:
                self._bring_table(part)
            elif own is not None and before is not None and _table(own[1]) == _table(before[1]):
                own[1][:] = [deepcopy(item) for item in root]
                for key in ("ref", "totalsRowCount", "headerRowCount", "totalsRowShown"):
                    _follow(own[1], root, key)
            elif own is None or _table(own[1]) != _table(root):
                yield Refused("table", str(root.get("ref")), str(root.get("displayName")))

    def _bring_table(self, part: str) -> None:
        name = self.incoming.part(part, self.theirs.sheet.name)
        root = self.mine.sheet.root
        identity = self.output.register.refer(self.mine.sheet.entry.part, "table", f"/{name}")
        container = child(root, "tableParts")
        if container is None:
            container = etree.Element(str(root.tag).replace("worksheet", "tableParts"))
            insert(root, container)
        etree.SubElement(container, str(root.tag).replace("worksheet", "tablePart"), {f"{{{RELATION_IDS}}}id": identity})
        container.set("count", str(len(container)))

    def _bring_drawing(self) -> None:
        part = self.theirs.parts("drawing")[0]
        identity = self.output.register.refer(self.mine.sheet.entry.part, "drawing", f"/{self.incoming.part(part, self.theirs.sheet.name)}")
        drawing = etree.Element(str(self.mine.sheet.root.tag).replace("worksheet", "drawing"), nsmap={"r": RELATION_IDS})
        drawing.set(f"{{{RELATION_IDS}}}id", identity)
        insert(self.mine.sheet.root, drawing)

    def _charts(self) -> Iterator[Refused]:
        base, mine, theirs = self.base.charts(), self.mine.charts(), self.theirs.charts()
        for number, (_, root) in enumerate(theirs):
            before = base[number][1] if number < len(base) else None
            if before is not None and chart_of(before) == chart_of(root):
                continue
            same = [place for place, (_, chart) in enumerate(mine) if before is not None and chart_of(chart) == chart_of(before)]
            if same:
                own = mine[min(same, key=lambda place: abs(place - number))][1]
                if not _patched(own, root):
                    yield Refused("chart", "A1", chart_of(root).text)
            elif not any(chart_of(chart) == chart_of(root) for _, chart in mine):
                yield Refused("chart", "A1", chart_of(root).text)

    def _pictures(self) -> None:
        """Put the pictures of theirs where mine still has those of base: a new logo."""
        base, mine, theirs = (list(_pictures(place)) for place in (self.base, self.mine, self.theirs))
        if len(base) != len(theirs):
            return
        for (_, before, _), (there, content, suffix) in zip(base, theirs, strict=True):
            if content == before:
                continue
            for own, found, _ in mine:
                if found == before:
                    self._put_picture(own, there, content, suffix)

    def _put_picture(self, own: etree._Element, theirs: etree._Element, content: bytes, suffix: str) -> None:
        drawing = self.mine.parts("drawing")[0]
        part = f"xl/media/picture-{blake2b(content, digest_size=8).hexdigest()}.{suffix}"
        self.output.add(part, content)
        kind = "jpeg" if suffix == "jpg" else suffix
        own.set(_EMBED, self.output.register.add(drawing, "image", part, f"image/{kind}"))
        size = next(((item.get("cx"), item.get("cy")) for item in find(_anchor(theirs), "ext") if item.get("cx")), None)
        if size is not None and local(_anchor(own)) == "oneCellAnchor":
            for item in [item for item in find(_anchor(own), "ext") if item.get("cx")]:
                item.set("cx", str(size[0]))
                item.set("cy", str(size[1]))

    def _texts(self) -> None:
        """Follow theirs in the texts of shapes that people left as they were."""
        base, mine, theirs = ([body for drawing in place.drawings() for body in find(drawing, "txBody")]
                              for place in (self.base, self.mine, self.theirs))  # fmt: skip
        if not len(base) == len(mine) == len(theirs):
            return
        for before, own, there in zip(base, mine, theirs, strict=True):
            if _text(before) != _text(there) and _text(own) == _text(before):
                _put_texts(list(find(own, "t")), [item.text or "" for item in find(there, "t")])


def _pictures(place: Place) -> Iterator[tuple[etree._Element, bytes, str]]:
    """Yield the pictures of a sheet: the element that names each, what it holds, and the ending of its part."""
    for part in place.parts("drawing"):
        known: Mapping[str, str] = {identity: relation.target for identity, relation in relations(place.book.package, part).items()}
        for blip in find(place.book.root(part), "blip"):
            target = known.get(str(blip.get(_EMBED)), "")
            if target in place.book.package:
                yield blip, place.book.package.read(target), target.rpartition(".")[2].lower()


def _anchor(element: etree._Element) -> etree._Element:
    return next(item for item in (element, *element.iterancestors()) if local(item) in _ANCHORS or item.getparent() is None)


def _patched(own: etree._Element, theirs: etree._Element) -> bool:
    """Put the ranges and titles of theirs into a chart of mine; False if the two are not built alike."""
    for name in ("f", "t"):
        before, new = list(find(own, name)), [item.text or "" for item in find(theirs, name)]
        if name == "f" and len(before) != len(new):
            return False
        _put_texts(before, new)
    for cache in list(find(own, *_CACHES)):
        detach(cache)
    return True


def _put_texts(elements: Sequence[etree._Element], texts: Sequence[str]) -> None:
    """Put texts into elements in order; the last one takes what is left."""
    for number, element in enumerate(elements):
        last = number == len(elements) - 1
        element.text = "".join(texts[number:]) if last else "".join(texts[number : number + 1])


def _text(body: etree._Element) -> str:
    return folded("".join(item.text or "" for item in find(body, "t")))


def _table(root: etree._Element) -> tuple[str, ...]:
    """Return what a table is: its area and the names of its columns."""
    return (str(root.get("ref")), *(str(item.get("name")) for item in find(root, "tableColumn")))


def _follow(own: etree._Element, theirs: etree._Element, name: str) -> None:
    if (value := theirs.get(name)) is not None:
        own.set(name, value)
    else:
        own.attrib.pop(name, "")
