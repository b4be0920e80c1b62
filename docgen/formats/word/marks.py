"""Tags put on the tree: each is taken out of the text and leaves a mark where its value or its block belongs.

A value leaves a mark in the text of its first run, so that it takes that run's formatting. A statement (if, for …)
leaves a processing instruction: between two runs when it stands in a text, in place of its paragraph, row or cell when
it is a `{%p`, `{%tr` or `{%tc` tag. So does a tag that asks something of its cell (colspan, vm …), where it stood. Since
marks are nodes, what a block repeats or leaves out is always whole nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from docgen.formats.word import names
from docgen.formats.word.blocks import pair
from docgen.formats.word.scanning import scan, suspicious
from docgen.formats.word.setting import set_property
from docgen.formats.word.tags import BLOCK_LEVELS, Atom, Fault, Found, Tag, atoms, fault
from docgen.messages import Message, message

ROW_MARK = "docgen-columns"  # on rows whose number of cells depends on the values
CELL_MARK = "docgen-share"  # on cells that a loop repeats: which loop of the row, and the width that its cells share
LIST_MARK = "docgen-entries"  # on entries of a drop-down list that come from values
_TARGET = "docgen"
_VISIBLE_ATTRIBUTES = {
    names.DRAWING_PROPERTIES: ("descr", "title"),
    names.qualified("pic:cNvPr"): ("descr", "title"),
    names.qualified("wps:cNvPr"): ("descr", "title"),
    names.qualified("wpg:cNvPr"): ("descr", "title"),
    names.qualified("v:shape"): ("alt", "title"),
    names.qualified("v:group"): ("alt", "title"),
    names.qualified("v:rect"): ("alt", "title"),
    names.qualified("w:tblCaption"): (names.VAL,),
    names.qualified("w:tblDescription"): (names.VAL,),
    names.qualified("w:alias"): (names.VAL,),
    names.LIST_ENTRY: (names.DISPLAYED, names.VALUE),
    names.HYPERLINK: (names.qualified("w:tooltip"),),
}
_BREAK_TYPE = names.qualified("w:type")
_BLOCK_TAG = re.compile(r"\s*\{%p\s[^{}]*%\}\s*")
_ALL_TEXT = etree.XPath("string()", smart_strings=False)
_WIDTH = names.qualified("w:w")
_WIDTH_TYPE = names.qualified("w:type")
_BOOKMARKS = (names.BOOKMARK_START, names.BOOKMARK_END)
_OUTER = {"tr": names.ROW, "tc": names.CELL}


class Marks:
    """The tags of one part while it is marked, and what is wrong with them.

    name:    a word that stands nowhere in the part; marks in texts are made of it.
    numbers: the part's paragraphs by number, as they stood before any was taken out.
    widths:  of the cells that `{%tc` tags stood in, by the marks that took their places; in twips.
    touched: the part held a tag, a comment or an escape.
    """

    def __init__(self, name: str) -> None:
        self.tags: list[Tag] = []
        self.faults: list[Fault] = []
        self.numbers: dict[names.Element, int] = {}
        self.widths: dict[names.Element, int] = {}
        self.touched = False
        self._name = name
        self._pattern = re.compile(rf"<\?{_TARGET} (\d+)\?>|{name}(\d+);")

    def text(self, tag: Tag) -> str:
        """Return the mark of `tag` for a text."""
        self.tags.append(tag)
        return f"{self._name}{len(self.tags) - 1};"

    def node(self, tag: Tag) -> names.Element:
        """Return the mark of `tag` as a node."""
        self.tags.append(tag)
        return etree.ProcessingInstruction(_TARGET, str(len(self.tags) - 1))

    def tag_of(self, node: names.Element) -> Tag:
        return self.tags[int(str(node.text))]

    def nodes(self, root: names.Element) -> Iterator[names.Element]:
        """Yield the marks among the nodes of `root`, in reading order."""
        return root.iter(etree.ProcessingInstruction)

    def split(self, xml: str) -> Iterator[str | Tag]:
        """Yield the serialised part in pieces: XML, and the tags between."""
        position = 0
        for match in self._pattern.finditer(xml):
            yield xml[position : match.start()]
            yield self.tags[int(match[1] or match[2])]
            position = match.end()
        yield xml[position:]


def mark_story(root: names.Element, marks: Marks) -> None:
    """Mark all tags in the paragraphs of `root` (a body, header, footnotes …) and in the attributes that people see."""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    marks.numbers = {paragraph: number for number, paragraph in enumerate(root.iter(names.PARAGRAPH))}
    lifted: list[tuple[names.Element, Tag]] = []
    for paragraph, number in marks.numbers.items():
        if not suspicious(str(_ALL_TEXT(paragraph))):
            continue
        pieces = _without_last_page_break(paragraph, atoms(paragraph))
        found, faults = scan("".join([piece.text for piece in pieces]), number)
        marks.faults += faults
        marks.touched |= bool(found)
        blocks = [item for item in found if item.tag.level in BLOCK_LEVELS]
        if blocks:
            lifted += _block_tags(paragraph, pieces, found, blocks, marks)
        else:
            for item in reversed(found):
                _mark_text(pieces, item, marks)
    _mark_attributes(root, marks)
    _lift(lifted, marks)
    marks.faults += _misplaced_in_cells(root, marks)
    for row in {mark.getparent(): None for mark in marks.widths}:
        if row is not None:
            _share_widths(row, marks)


def mark_texts(root: names.Element, marks: Marks) -> None:
    """Mark all tags in the texts of `root`, a part without paragraphs: the document's properties."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.text and "{" in element.text:
            where = message("word.spot-property", name=_property_name(element))
            element.text = _marked(element.text, -1, where, marks)


def _property_name(element: names.Element) -> str:
    """Return the name of a property; a property that people have added stands in one with its name."""
    holder = element.getparent()
    return str((holder.get("name") if holder is not None else None) or etree.QName(element).localname)


def _block_tags(
    paragraph: names.Element, pieces: list[Atom], found: list[Found], blocks: list[Found], marks: Marks
) -> list[tuple[names.Element, Tag]]:
    """Return the block tag of a paragraph, if it stands alone there, as it must."""
    tag = blocks[0].tag
    if tag.asks_cell:
        marks.faults.append(fault(tag, "cell-tag-level", keyword=tag.keyword))
    elif tag.opening == "{{":
        marks.faults.append(fault(tag, "raw-value"))
    elif len(blocks) > 1:
        marks.faults.append(fault(blocks[1].tag, "two-block-tags", first=tag.written))
    elif not tag.is_comment and (len(found) > 1 or _beside(pieces, blocks[0])):
        marks.faults.append(fault(tag, "text-beside"))
    elif tag.level == "p" and any(True for _ in paragraph.iter(names.SECTION)):
        marks.faults.append(fault(tag, "section-break"))
    else:
        return [(paragraph, tag)]
    return []


def _without_last_page_break(paragraph: names.Element, pieces: list[Atom]) -> list[Atom]:
    """Return the pieces without a page break behind a block tag, which begins the next paragraph of text instead.

    LibreOffice keeps a page break before a paragraph as a break at the end of the paragraph above, also where that is a tag.
    """
    if not pieces:
        return pieces
    last = pieces[-1].element
    if last.tag != names.BREAK or last.get(_BREAK_TYPE) != "page" or not _BLOCK_TAG.fullmatch("".join(piece.text for piece in pieces[:-1])):
        return pieces
    following = (sibling for sibling in paragraph.itersiblings() if not _BLOCK_TAG.fullmatch(str(_ALL_TEXT(sibling))))
    heading = next(following, None)
    if heading is None or heading.tag != names.PARAGRAPH:
        return pieces
    set_property(heading, names.PARAGRAPH_PROPERTIES, names.PAGE_BREAK_BEFORE)
    run = last.getparent()
    if run is not None:
        run.remove(last)
    return pieces[:-1]


def _beside(pieces: list[Atom], item: Found) -> bool:
    text = "".join(piece.text for piece in pieces)
    return bool((text[: item.start] + text[item.end :]).strip())


def _mark_text(pieces: list[Atom], item: Found, marks: Marks) -> None:
    """Cut the tag out of the runs and leave its mark where it began."""
    tag = item.tag
    place = next(piece for piece in pieces if piece.start <= item.at < piece.end)
    for piece in pieces:
        if piece.start < item.end and piece.end > item.start and piece is not place:
            _cut(piece, item)
    text = place.element.text or ""
    first = max(item.start - place.start, 0)
    before, after = text[:first], text[max(item.end - place.start, first) :]
    if tag.is_structure or tag.asks_cell:
        place.element.text = before + after
        _split_run(place.element, len(before), marks.node(tag))
        return
    place.element.text = before + ("" if tag.is_comment or tag.verbatim == "" else marks.text(tag)) + after
    place.element.set(names.SPACE, "preserve")
    _drop_if_empty(place.element)


def _cut(piece: Atom, item: Found) -> None:
    element = piece.element
    if element.tag == names.TEXT:
        text = element.text or ""
        element.text = text[: max(item.start - piece.start, 0)] + text[item.end - piece.start :]
        element.set(names.SPACE, "preserve")
        _drop_if_empty(element)
    else:
        run = element.getparent()
        if run is not None:
            run.remove(element)


def _drop_if_empty(text: names.Element) -> None:
    """Take away a text that the tag has used up, and its run if that holds nothing else."""
    run = text.getparent()
    if text.text or run is None:
        return
    run.remove(text)
    _drop_run_if_empty(run)


def _drop_run_if_empty(run: names.Element) -> None:
    parent = run.getparent()
    if parent is not None and all(child.tag in names.NOISE for child in run):
        parent.remove(run)


def _split_run(text: names.Element, offset: int, mark: names.Element) -> None:
    """Part the run of `text` at `offset` and put `mark` between the halves; an empty half is left out."""
    run = text.getparent()
    assert run is not None  # every atom was found inside a run
    rest = etree.Element(names.RUN, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(names.RUN_PROPERTIES)
    if properties is not None:
        rest.append(deepcopy(properties))
    content = text.text or ""
    following = list(text.itersiblings())
    if content[offset:]:
        tail = etree.SubElement(rest, names.TEXT, {names.SPACE: "preserve"})
        tail.text = content[offset:]
    rest.extend(following)
    text.text = content[:offset]
    text.set(names.SPACE, "preserve")
    run.addnext(mark)
    mark.addnext(rest)
    _drop_if_empty(text)
    _drop_run_if_empty(rest)


def _mark_attributes(root: names.Element, marks: Marks) -> None:
    for element in root.iter(*_VISIBLE_ATTRIBUTES):
        for attribute in _VISIBLE_ATTRIBUTES[str(element.tag)]:
            value = element.get(attribute)
            if value and "{" in value:
                paragraph = next((marks.numbers[node] for node in element.iterancestors(names.PARAGRAPH)), -1)
                element.set(attribute, _marked(value, paragraph, message("word.spot-attribute"), marks))
                if element.tag == names.LIST_ENTRY:
                    element.set(LIST_MARK, "")


def _marked(text: str, paragraph: int, where: Message, marks: Marks) -> str:
    """Return `text` with marks in place of its tags; blocks open and close within it."""
    found, faults = scan(text, paragraph, where)
    marks.faults += faults
    marks.touched |= bool(found)
    for item in found:
        if item.tag.level:
            marks.faults.append(fault(item.tag, "level-outside-text", level=item.tag.level))
        elif item.tag.asks_cell:
            marks.faults.append(fault(item.tag, "not-in-cell", keyword=item.tag.keyword))
    marks.faults += pair([(item.tag, None) for item in found if item.tag.is_structure])[1]
    pieces, position = [], 0
    for item in found:
        pieces += [text[position : item.start], "" if item.tag.is_comment else marks.text(item.tag)]
        position = item.end
    return "".join((*pieces, text[position:]))


def _lift(lifted: list[tuple[names.Element, Tag]], marks: Marks) -> None:
    """Put marks in place of the paragraphs, rows and cells of block tags."""
    outer: dict[names.Element, list[Tag]] = {}
    for paragraph, tag in lifted:
        element = paragraph if tag.level == "p" else next(paragraph.iterancestors(_OUTER[tag.level]), None)
        if element is None:
            marks.faults.append(fault(tag, "not-in-table", level=tag.level))
        else:
            outer.setdefault(element, []).append(tag)
    for element, tags in outer.items():
        tag = tags[0]
        if len(tags) > 1:
            marks.faults.append(fault(tags[1], "two-block-tags", first=tag.written))
        elif tag.level != "p" and not tag.is_comment and _says_more(element, tag):
            marks.faults.append(fault(tag, "text-beside"))
        else:
            _replace(element, tag, marks)


def _says_more(element: names.Element, tag: Tag) -> bool:
    """Tell whether a row or cell holds more than its block tag."""
    text = "".join(piece.text for paragraph in element.iter(names.PARAGRAPH) for piece in atoms(paragraph))
    marks_inside = any(True for _ in element.iter(etree.ProcessingInstruction))
    return marks_inside or bool(text.replace(tag.written, "", 1).strip())


def _replace(element: names.Element, tag: Tag, marks: Marks) -> None:
    """Replace a paragraph, row or cell by the mark of its tag; the bookmarks in it stay, outside the block."""
    if tag.level == "tc":
        for row in element.iterancestors(names.ROW):
            row.set(ROW_MARK, "")
            break
    bookmarks = list(element.iter(*_BOOKMARKS))
    mark = etree.Comment("") if tag.is_comment else marks.node(tag)
    if tag.level == "tc" and not tag.is_comment:
        marks.widths[mark] = cell_width(element)
    element.addprevious(mark)
    put: Callable[[names.Element], None] = mark.addnext if tag.closes else mark.addprevious
    for bookmark in reversed(bookmarks) if tag.closes else bookmarks:
        bookmark.tail = None
        put(bookmark)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if tag.is_comment:
            parent.remove(mark)


def _misplaced_in_cells(root: names.Element, marks: Marks) -> Iterator[Fault]:
    """Yield the tags that ask something of a cell and stand in none, or merge cells that no loop makes."""
    for mark in list(marks.nodes(root)):
        tag = marks.tag_of(mark)
        if not tag.asks_cell:
            continue
        cell = cell_around(mark)
        row = next(cell.iterancestors(names.ROW), None) if cell is not None else None
        if cell is None or row is None:
            yield fault(tag, "not-in-cell", keyword=tag.keyword)
        elif tag.is_merge and tag.code != tag.keyword:
            yield fault(tag, "merge-with-value", keyword=tag.keyword)
        elif tag.keyword == "hm" and not _is_looped(cell, names.ROW, marks):
            yield fault(tag, "hm-without-loop")
        elif tag.keyword == "vm" and not _is_looped(row, names.TABLE, marks):
            yield fault(tag, "vm-without-loop")


def _is_looped(element: names.Element, holder: str, marks: Marks) -> bool:
    """Tell whether a loop repeats a row within its table, or a cell within its row: the `holder`."""
    node: names.Element | None = element
    while node is not None and node.tag != holder:
        before = [marks.tag_of(mark) for mark in node.itersiblings(etree.ProcessingInstruction, preceding=True)]
        if sum((tag.keyword == "for") - (tag.closes == "for") for tag in before) > 0:
            return True
        node = node.getparent()
    return False


def cell_around(node: names.Element) -> names.Element | None:
    """Return the cell in whose text `node` stands; a text box in a cell is no text of it."""
    holder = next(node.iterancestors(names.CELL, names.TEXT_BOX), None)
    return holder if holder is not None and holder.tag == names.CELL else None


def _share_widths(row: names.Element, marks: Marks) -> None:
    """Note on each cell that a `{%tc for` of `row` repeats the width from that tag to its `{%tc endfor`: the copies share it.

    Of the branches of a condition only the first adds to that width, since only one is ever there.
    """
    loops, loop, past_first = 0, 0, [False]
    shared: list[names.Element] = []
    total = 0
    for node in list(row):
        if node.tag == names.CELL and loop:
            shared.append(node)
            total += 0 if any(past_first) else cell_width(node)
        elif node in marks.widths:
            tag = marks.tag_of(node)
            total += marks.widths[node] if loop or tag.keyword == "for" else 0
            loop += (tag.keyword == "for") - (tag.closes == "for")
            if tag.keyword == "if":
                past_first.append(False)
            elif tag.closes == "if":
                past_first.pop()
            elif tag.continues:
                past_first[-1] = True
            if tag.closes == "for" and not loop:
                loops += 1
                for cell in shared:
                    cell.set(CELL_MARK, f"{loops} {total}")
                shared, total = [], 0


def cell_width(cell: names.Element) -> int:
    """Return the width of a cell in twips, 0 where none is set."""
    width = cell.find("w:tcPr/w:tcW", names.NAMESPACES)
    return names.number(width.get(_WIDTH)) if width is not None and width.get(_WIDTH_TYPE) == "dxa" else 0
