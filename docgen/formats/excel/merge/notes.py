"""The comments of one sheet of mine, and docgen's marks among them.

A mark is a comment by docgen, or a section that it added to somebody's comment. It begins with a line of its own and ends
with a sign that nobody types, so that what people wrote before and behind it is theirs. Its number leads to what it holds.
Source: ECMA-376 part 1, 18.7 (comments); part 4, 19.4.2 (spreadsheet VML).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.formats.excel import references
from docgen.formats.excel.comments import move_comments, move_shapes, move_threads
from docgen.formats.excel.grid import Grid
from docgen.formats.excel.merge.book import Sheet
from docgen.formats.excel.merge.output import Output, insert
from docgen.formats.excel.parts import MAIN, RELATION_IDS, child, find, local
from docgen.formats.excel.references import column_letters
from docgen.formats.excel.strings import text_elements, text_of
from docgen.formats.ooxml import detach
from docgen.formats.relations import relations

AUTHOR = "docgen"
Address = tuple[int, int]
_END = "\u2060"
_MARK = re.compile(rf"(?:\n\n|\A){AUTHOR}(?: ([0-9]+))?:\s*\n(.*?)(?:{_END}|\Z)", re.DOTALL)
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_V, _O, _X = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office", "urn:schemas-microsoft-com:office:excel"
_SHAPES = f"""<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">\
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>\
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>"""
_SHAPE = """<v:shape xmlns:v="{v}" xmlns:o="{o}" xmlns:x="{x}" id="_x0000_s{number}" type="#_x0000_t202" \
style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:120pt;z-index:1;visibility:hidden" fillcolor="#fff2cc" \
o:insetmode="auto"><v:fill color2="#fff2cc"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>\
<x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
</x:ClientData></v:shape>"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: what it says, and its number, 0 for one that holds nothing."""

    text: str
    number: int = 0

    def written(self) -> str:
        """Return the mark as it stands in a comment."""
        return f"{AUTHOR}{f' {self.number}' if self.number else ''}:\n{self.text}{_END}"


class Notes:
    """The comments of one sheet of the output."""

    def __init__(self, output: Output, sheet: Sheet) -> None:
        self._output = output
        self._sheet = sheet
        self._part = sheet.entry.part

    def texts(self) -> dict[Address, str]:
        """Return what the comments say, by the cell."""
        return {_address(comment): _said(comment) for comment in self._comments()}

    def marks(self) -> dict[Address, Mark]:
        """Return the marks, by the cell."""
        return {place: mark for part in self._output.targets(self._part, "comments") for place, mark in marks_in(self._output.root(part))}

    def lift(self, places: Container[Address]) -> None:
        """Take out the marks of some cells; what people wrote beside them stays."""
        for comment in [comment for comment in self._comments() if _address(comment) in places]:
            text = child(comment, "text")
            kept = _MARK.sub("", _said(comment)).strip()
            if text is None or not kept:
                self._remove(comment)
            else:
                _keep(text, kept)

    def move(self, grid: Grid) -> None:
        """Move the comments with their cells."""
        for part in self._output.targets(self._part, "comments"):
            move_comments(self._output.root(part), grid, {})
        for part in self._output.targets(self._part, "threadedComment"):
            move_threads(self._output.root(part), grid)
        for shapes in self._all_shapes():
            move_shapes(shapes, grid)

    def mark(self, place: Address, mark: Mark) -> None:
        """Add a mark to a cell; to one that has a comment, below what it says; beside one with a conversation, which hides it."""
        threads = {_address(item) for part in self._output.targets(self._part, "threadedComment")
                   for item in find(self._output.root(part), "threadedComment")}  # fmt: skip
        while place in threads:
            place = (place[0], place[1] + 1)
        self._write(place, mark.written(), AUTHOR, behind=True)

    def put(self, place: Address, text: str, author: str) -> None:
        """Give a cell a comment in place of the one that it has; none for an empty text."""
        for comment in [comment for comment in self._comments() if _address(comment) == place]:
            self._remove(comment)
        if text:
            self._write(place, text, author)

    def author(self, place: Address) -> str:
        """Return who wrote the comment of a cell."""
        for part in self._output.targets(self._part, "comments"):
            root = self._output.root(part)
            authors = [item.text or "" for item in find(root, "author")]
            for comment in find(root, "comment"):
                number = int(comment.get("authorId") or 0)
                if _address(comment) == place and number < len(authors):
                    return authors[number]
        return ""

    def _write(self, place: Address, text: str, author: str, behind: bool = False) -> None:
        own = next((comment for comment in self._comments() if _address(comment) == place), None)
        if own is not None and behind:
            said = child(own, "text")
            if said is not None and text_of(said).strip():
                _append_run(said, f"\n\n{text}")
                return
            self._remove(own)
        root = self._root()
        comments = next(find(root, "commentList"))
        attributes = {"ref": f"{column_letters(place[1])}{place[0]}", "authorId": str(self._author_number(root, author))}
        comment = etree.SubElement(comments, f"{_namespace(root)}comment", attributes)
        _append_run(etree.SubElement(comment, f"{_namespace(root)}text"), text)
        self._add_shape(place)

    def _comments(self) -> Iterator[etree._Element]:
        for part in self._output.targets(self._part, "comments"):
            yield from find(self._output.root(part), "comment")

    def _remove(self, comment: etree._Element) -> None:
        place = _address(comment)
        detach(comment)
        for shapes in self._all_shapes():
            for shape in [shape for shape in find(shapes, "shape") if _place_of(shape) == place]:
                detach(shape)

    def _root(self) -> etree._Element:
        """Return the comments part of the sheet, made if there is none."""
        for part in self._output.targets(self._part, "comments"):
            root = self._output.root(part)
            if next(find(root, "commentList"), None) is None:
                etree.SubElement(root, f"{_namespace(root)}commentList")
            return root
        root = etree.fromstring(f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>')
        part = self._output.free_name("xl/comments.xml")
        self._output.register.add(self._part, "comments", part, _COMMENTS_TYPE)
        self._output.add(part, root)
        return root

    def _author_number(self, root: etree._Element, author: str) -> int:
        authors = child(root, "authors")
        if authors is None:
            authors = etree.Element(f"{_namespace(root)}authors")
            root.insert(0, authors)
        names = [item.text or "" for item in authors if local(item) == "author"]
        if author not in names:
            etree.SubElement(authors, f"{_namespace(root)}author").text = author
            return len(names)
        return names.index(author)

    def _all_shapes(self) -> Iterator[etree._Element]:
        for part in self._output.targets(self._part, "vmlDrawing"):
            yield self._output.root(part)

    def _add_shape(self, place: Address) -> None:
        shapes = self._shapes()
        digits = [str(shape.get("id")).rpartition("_s")[2] for shape in find(shapes, "shape")]
        number = max([1024, *(int(text) for text in digits if text.isdecimal())]) + 1
        row, column = place[0] - 1, place[1] - 1
        anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 5}, 15, {row + 7}, 4"
        shape = _SHAPE.format(v=_V, o=_O, x=_X, number=number, anchor=anchor, row=row, column=column)
        shapes.append(etree.fromstring(shape))

    def _shapes(self) -> etree._Element:
        """Return the shapes of the sheet's comments, made if there are none."""
        legacy = child(self._sheet.root, "legacyDrawing")
        identity = str(legacy.get(f"{{{RELATION_IDS}}}id")) if legacy is not None else ""
        known = relations(self._output.package, self._part).get(identity)
        if known is not None and known.target in self._output.package:
            return self._output.root(known.target)
        if legacy is not None and (made := self._output.targets(self._part, "vmlDrawing")):
            return self._output.root(made[-1])
        root = etree.fromstring(_SHAPES)
        part = self._output.free_name("xl/drawings/comments.vml")
        identity = self._output.register.add(self._part, "vmlDrawing", part, _SHAPES_TYPE)
        self._output.add(part, root)
        if legacy is None:
            legacy = etree.Element(f"{_namespace(self._sheet.root)}legacyDrawing", nsmap={"r": RELATION_IDS})
            insert(self._sheet.root, legacy)
        legacy.set(f"{{{RELATION_IDS}}}id", identity)
        return root


def marks_in(root: etree._Element) -> Iterator[tuple[Address, Mark]]:
    """Yield the marks of a comments part, each with its cell."""
    for comment in find(root, "comment"):
        if found := _MARK.search(_said(comment)):
            yield _address(comment), Mark(found[2].strip(), int(found[1] or 0))


def _said(comment: etree._Element) -> str:
    text = child(comment, "text")
    return text_of(text) if text is not None else ""


def _address(comment: etree._Element) -> Address:
    corner = references.area(str(comment.get("ref"))).start
    return corner.row, corner.column


def _place_of(shape: etree._Element) -> Address:
    row, column = next(find(shape, "Row"), None), next(find(shape, "Column"), None)
    return (int(row.text or 0) + 1, int(column.text or 0) + 1) if row is not None and column is not None else (0, 0)


def _keep(text: etree._Element, kept: str) -> None:
    """Leave of a comment what people wrote: its beginning as it looks, or, where a mark stood in between, the whole as plain text."""
    elements = text_elements(text)
    if not "".join(element.text or "" for element in elements).startswith(kept):
        text[:] = []
        _append_run(text, kept)
        return
    left = len(kept)
    for element in elements:
        own = element.text or ""
        element.text, left = own[:left], max(left - len(own), 0)
        element.set(_SPACE, "preserve")


def _append_run(text: etree._Element, said: str) -> None:
    namespace = _namespace(text)
    plain = child(text, "t")
    if plain is not None:  # a plain text beside runs has no place
        run = etree.Element(f"{namespace}r")
        plain.addprevious(run)
        run.append(plain)
    run = etree.SubElement(text, f"{namespace}r")
    element = etree.SubElement(run, f"{namespace}t")
    element.text = said
    element.set(_SPACE, "preserve")


def _namespace(element: etree._Element) -> str:
    return str(element.tag)[: -len(local(element))]
