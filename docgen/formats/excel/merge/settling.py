"""Open conflicts settled for one side, by what their marks hold. What cannot be settled exactly stays, with its mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.formats.engine import Reviser
from docgen.formats.excel.merge import held
from docgen.formats.excel.merge.book import Book, Sheet, formula_of
from docgen.formats.excel.merge.canvas import Canvas
from docgen.formats.excel.merge.held import Held, NewValue
from docgen.formats.excel.merge.notes import Address, Mark, Notes
from docgen.formats.excel.merge.output import Output
from docgen.formats.excel.merge.stylesheet import Stylesheet, shows_date
from docgen.formats.excel.merge.workbook import Workbook
from docgen.formats.ooxml import open_package
from docgen.formats.properties import with_texts


def settled(file: bytes, by: Reviser) -> bytes:
    """Return `file` with the open conflicts settled for `by.side` that can be: "mine" keeps the cells, "theirs" takes the new values.

    Raises: DocumentError.
    """
    settling = _Settling(Book(open_package(file)))
    return settling.file() if settling.settle(by.side) else file


class _Settling:
    """A workbook whose conflicts are being settled."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._output = Output(book)
        self._styles = Stylesheet(book.styles)
        self._notes = {name: Notes(self._output, sheet) for name, sheet in book.sheets.items()}
        self._marks = {name: notes.marks() for name, notes in self._notes.items()}
        self._left = {mark.number: name for name, marks in self._marks.items() for mark in marks.values() if mark.number}
        self._held = self._told()

    def settle(self, side: str) -> bool:
        """Settle what can be; return whether there was any."""
        done = False
        for name, marks in self._marks.items():
            canvas = Canvas(self._book.sheets[name])
            places = {place: mark for place, mark in marks.items() if self._can_be(side, self._book.sheets[name], place, mark)}
            for place, mark in places.items():
                self._settle_cell(canvas, place, self._held.get(mark.number, Held()), side)
                self._left.pop(mark.number, None)
            self._notes[name].lift(places)
            canvas.finish()
            done = done or bool(places)
        return done

    def file(self) -> bytes:
        """Return the workbook as a file, to be computed anew when it is opened."""
        left = {number: (self._held[number], name) for number, name in self._left.items() if number in self._held}
        held.put_names(self._book.workbook, left)
        Workbook(self._output, ()).settle()
        file = self._output.file()
        return with_texts(open_package(file), {held.PREFIX: held.texts({number: one for number, (one, _) in left.items()})})

    def _told(self) -> Mapping[int, Held]:
        """Return what the marks hold, by their numbers."""
        numbered = [(mark.number, name, place[0]) for name, marks in self._marks.items() for place, mark in marks.items()]
        return held.followed(held.read(self._book.package), self._book.workbook, numbered)

    def _can_be(self, side: str, sheet: Sheet, place: Address, mark: Mark) -> bool:
        holds = self._held.get(mark.number, Held())
        cell = dict(sheet.styled(place[0])).get(place[1])
        if cell is not None and self._styles.is_marked(int(cell.get("s") or 0)) and holds.fill is None:
            return False
        return side == "mine" or (holds.value is not None and not _is_part_of_an_array(cell))

    def _settle_cell(self, canvas: Canvas, place: Address, holds: Held, side: str) -> None:
        cell = canvas.made(*place)
        number = int(cell.get("s") or 0)
        if self._styles.is_marked(number):
            number = self._styles.unmarked(number, held.fill_of(holds))
        if side == "theirs" and holds.value is not None:
            canvas.clear(*place)
            _put(cell, holds.value)
            number = self._dated(number, holds.value)
        if number or cell.get("s"):
            cell.set("s", str(number))

    def _dated(self, number: int, value: NewValue) -> int:
        """Return a cell format that shows a date as a date and a number as a number, whatever people had typed there."""
        found = self._styles.format(number)
        if found is None or not value.format or shows_date(found.number_format) == shows_date(value.format):
            return number
        return self._styles.formatted(number, value.format)


def _is_part_of_an_array(cell: etree._Element | None) -> bool:
    formula = formula_of(cell) if cell is not None else None
    return formula is not None and formula.get("t") in ("array", "dataTable")


def _put(cell: etree._Element, value: NewValue) -> None:
    """Put a value into an empty cell."""
    cell.extend(_said(value, str(cell.tag)[:-1]))
    if value.kind in (held.TEXT, held.RICH):
        cell.set("t", "inlineStr")
    elif value.kind not in (held.EMPTY, held.FORMULA):
        cell.set("t", value.kind)


def _said(value: NewValue, namespace: str) -> Iterator[etree._Element]:
    if value.kind in (held.TEXT, held.RICH):
        item = etree.Element(f"{namespace}is")
        item.extend(held.string_item(value))
        yield item
    elif value.kind != held.EMPTY:
        element = etree.Element(f"{namespace}{'f' if value.kind == held.FORMULA else 'v'}")
        element.text = value.text
        yield element
