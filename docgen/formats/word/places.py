"""Where something stands in a document, in words: "table 3, row 2, cell 4", "header", "paragraph under heading …"."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.errors import Place, Problem
from docgen.formats.ooxml import Package
from docgen.formats.relations import relations
from docgen.formats.word import names
from docgen.formats.word.parts import Part, read_part, text_parts
from docgen.formats.word.styles import Styles, read_styles
from docgen.formats.word.tags import Fault
from docgen.messages import Message, message

_REFERENCES = {names.qualified("w:headerReference"), names.qualified("w:footerReference")}
_TYPE = names.qualified("w:type")
_TARGET = names.qualified("r:id")
_LONGEST_TITLE = 40


class Places:
    """Finds the words for places in one document. Made only when there is something to report."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles: Styles | None = None
        self._roots: dict[str, names.Element] = {}
        self._paragraphs: dict[str, list[names.Element]] = {}

    def problem(self, part: Part, fault: Fault) -> Problem:
        """Return `fault` as a problem with its place in words."""
        return Problem(
            where=Place(spot=self.spot(part, fault.paragraph, fault.where)),
            what=fault.what,
            found=fault.written,
            remedy=fault.remedy,
            nearest=fault.nearest,
        )

    def spot(self, part: Part, paragraph: int, where: Message | None = None) -> Message:
        """Return the place of paragraph number `paragraph` (from 0; -1 when unknown) of `part`; `where` is more exact."""
        steps = [self._part_words(part)] if part.kind != "document" else []
        if paragraph >= 0:
            steps += self._paragraph_words(part, paragraph)
        if where is not None:
            steps.append(where)
        return message("word.spot", steps=tuple(steps or [message("word.spot-body")]))

    def _part_words(self, part: Part) -> Message:
        if part.kind in ("header", "footer"):
            return message(f"word.spot-{self._reference_type(part)}-{part.kind}")
        return message(f"word.spot-{part.kind}")

    def _reference_type(self, part: Part) -> str:
        """Return how the document uses a header or footer: default, first or even."""
        document = text_parts(self._package)[0].name
        ids = {id_ for id_, relation in relations(self._package, document).items() if relation.target == part.name}
        for reference in self._root(document).iter(*_REFERENCES):
            if reference.get(_TARGET) in ids and reference.get(_TYPE) in ("first", "even"):
                return str(reference.get(_TYPE))
        return "default"

    def _paragraph_words(self, part: Part, number: int) -> list[Message]:
        root = self._root(part.name)
        paragraph = self._paragraphs_of(part.name)[number]
        ancestors = [node for node in paragraph.iterancestors() if node.tag in (names.CELL, names.TEXT_BOX)]
        steps = [_cell_words(root, node) if node.tag == names.CELL else _text_box_words(root, node) for node in reversed(ancestors)]
        if ancestors:
            return steps
        before = [node for node in self._paragraphs_of(part.name)[:number] if _is_running_text(node)]
        heading = self._last_heading(before)
        if heading:
            return [message("word.spot-under-heading", heading=heading)]
        return [message("word.spot-paragraph", number=len(before) + 1)]

    def _last_heading(self, paragraphs: Sequence[names.Element]) -> str:
        """Return the text of the last heading among paragraphs of the running text, "" if there is none."""
        if self._styles is None:
            self._styles = read_styles(self._package)
        for node in reversed(paragraphs):
            if self._styles.form(node).level is not None:
                text = "".join(piece.text or "" for piece in node.iter(names.TEXT)).strip()
                if text:
                    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"
        return ""

    def _paragraphs_of(self, name: str) -> list[names.Element]:
        if name not in self._paragraphs:
            self._paragraphs[name] = list(self._root(name).iter(names.PARAGRAPH))
        return self._paragraphs[name]

    def _root(self, name: str) -> names.Element:
        if name not in self._roots:
            self._roots[name] = read_part(self._package, name)
        return self._roots[name]


def _is_running_text(paragraph: names.Element) -> bool:
    return next(paragraph.iterancestors(names.CELL, names.TEXT_BOX), None) is None


def _cell_words(root: names.Element, cell: names.Element) -> Message:
    row = next(cell.iterancestors(names.ROW))
    table = next(cell.iterancestors(names.TABLE))
    outer = next(table.iterancestors(names.CELL, names.TEXT_BOX), root)
    tables = [node for node in outer.iter(names.TABLE) if next(node.iterancestors(names.CELL, names.TEXT_BOX), root) is outer]
    rows = [node for node in table.iter(names.ROW) if next(node.iterancestors(names.TABLE)) is table]
    cells = [node for node in row.iter(names.CELL) if next(node.iterancestors(names.ROW)) is row]
    return message("word.spot-cell", table=tables.index(table) + 1, row=rows.index(row) + 1, cell=cells.index(cell) + 1)


def _text_box_words(root: names.Element, box: names.Element) -> Message:
    """Name a text box by its number; Word keeps a second copy of each for old readers, which counts as the same."""
    fallback = next(box.iterancestors(names.FALLBACK), None)
    if fallback is None:
        return message("word.spot-text-box", number=_boxes_of(root).index(box) + 1)
    choice = fallback.getprevious()
    first = next(iter(_boxes_of(choice)), None) if choice is not None else None
    start = _boxes_of(root).index(first) if first is not None else 0
    return message("word.spot-text-box", number=start + list(fallback.iter(names.TEXT_BOX)).index(box) + 1)


def _boxes_of(root: names.Element) -> list[names.Element]:
    return [box for box in root.iter(names.TEXT_BOX) if next(box.iterancestors(names.FALLBACK), None) is None]
