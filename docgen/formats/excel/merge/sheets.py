"""The sheets that not all three workbooks have: those that people added, those that come in, go, or were taken out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.formats.excel.dependents import SheetMover
from docgen.formats.excel.formulas import Movement, scan
from docgen.formats.excel.grid import Grid
from docgen.formats.excel.layout import Layout, Segment
from docgen.formats.excel.loose import Texts
from docgen.formats.excel.merge.axes import Axis, Pairs
from docgen.formats.excel.merge.beside import Place
from docgen.formats.excel.merge.book import Book, Sheet
from docgen.formats.excel.merge.canvas import Canvas
from docgen.formats.excel.merge.formulas import Formulas
from docgen.formats.excel.merge.marks import Conflict
from docgen.formats.excel.merge.notes import Notes
from docgen.formats.excel.merge.output import Output
from docgen.formats.excel.merge.plan import Movements, Trio
from docgen.formats.excel.merge.sheet_merge import Books, lost_reference
from docgen.formats.excel.merge.workbook import Workbook
from docgen.formats.excel.parts import find
from docgen.formats.excel.references import LAST_ROW, Corner, Reference, area
from docgen.formats.excel.schema import sheets_in
from docgen.formats.relations import related
from docgen.messages import Message, message

_TOP = (1, 1)
_FORMULAS = ("f", "formula", "formula1", "formula2")


class OtherSheets:
    """The sheets that are not in all three. dropped: the names of those that went.   present: of those that are there."""

    def __init__(self, books: Books, sheets: Sequence[Trio], moved: Movements, side: str) -> None:
        self._books = books
        self._sheets = sheets
        self._moved = moved
        self._side = side
        self._canvases: dict[str, Canvas] = {}
        self.dropped: set[str] = set()
        self.present = {sheet.name for sheet in sheets if sheet.mine is not None}

    def move(self) -> None:
        """Let the formulas of sheets that stay as they are follow the cells of the others."""
        if not self._moved.mine.needed:
            return
        mine = self._books.all[1]
        still = Axis(Pairs(mine={}, theirs={}, ends=(0, 0, 0)), (), {})
        grid = Grid(Layout([Segment(1, LAST_ROW)], 0, LAST_ROW))
        grid.rows.put_at(0, 1)
        for trio in self._sheets:
            if trio.mine is not None and trio.name not in self._moved.grids:
                sheet = mine.sheets[trio.mine]
                canvas = Canvas(sheet)
                canvas.move(Formulas(sheet, self._moved.mine), still, still)
                self._canvases[trio.name] = canvas
                Place(mine, sheet, SheetMover(sheet.name, grid, self._moved.mine, Texts((), ())), self._moved.mine, None).move(())

        self._move_charts(mine)
        self._move_pivots(mine)

    def _move_charts(self, mine: Book) -> None:
        """Move the ranges of charts that are a sheet of their own."""
        for sheet in related(mine.package, mine.part, "chartsheet"):
            drawings = related(mine.package, sheet, "drawing")
            for chart in [part for drawing in drawings for part in related(mine.package, drawing, "chart")]:
                for element in find(mine.root(chart), "f"):
                    element.text = self._moved.mine.formula(scan(element.text or ""), "")

    def _move_pivots(self, mine: Book) -> None:
        """Move the sources of pivot tables, which are computed anew when the workbook is opened."""
        for part in related(mine.package, mine.part, "pivotCacheDefinition"):
            for source in find(mine.root(part), "worksheetSource"):
                name, text = source.get("sheet"), source.get("ref")
                if name is not None and text:
                    pieces = (Reference(name, *_corners(text)),)
                    source.set("ref", self._moved.mine.formula(pieces, name).rpartition("!")[2])
                    source.set("sheet", self._moved.mine.name(name))
            mine.root(part).set("refreshOnLoad", "1")

    def merge(self, workbook: Workbook) -> Iterator[Conflict]:
        """Bring in and take out sheets; yield the conflicts."""
        for name, canvas in self._canvases.items():
            canvas.finish()
            yield from (lost_reference(name, place) for place in canvas.lost)
        incoming = self._books.incoming(self._moved.theirs)
        for trio in self._sheets:
            if trio.mine is None and trio.theirs is not None and (trio.base is None or self._side == "theirs"):
                sheet = self._books.all[2].sheets[trio.theirs]
                workbook.add(trio.name, incoming.part(sheet.entry.part, sheet.name))
                self.present.add(trio.name)
            elif trio.mine is None and trio.base is not None and trio.theirs is not None and self._changed(trio.base, trio.theirs):
                yield from self._conflict(self._first(), message("merge.cell-sheet-gone", name=trio.name))
            elif trio.mine is not None and trio.base is not None and trio.theirs is None:
                yield from self._left_out(trio, trio.base, trio.mine, workbook)
            elif trio.theirs not in (None, trio.base, trio.name) and trio.base is not None:
                yield from self._conflict(trio.name, message("merge.cell-sheet-renamed", name=trio.theirs))
        yield from self._chart_sheets()

    def _chart_sheets(self) -> Iterator[Conflict]:
        """Yield a conflict for each sheet of theirs that is a chart and nothing else and that is new: it cannot be brought in."""
        base, mine, theirs = self._books.all
        for name in theirs.tabs:
            if name not in theirs.sheets and name not in (*base.tabs, *mine.tabs):
                yield from self._conflict(self._first(), message("merge.cell-chart-sheet", name=name))

    def _left_out(self, trio: Trio, base: str, mine: str, workbook: Workbook) -> Iterator[Conflict]:
        """Take out a sheet that theirs left out, if nobody edited it and nothing refers to it."""
        edited = self._side != "theirs" and not self._untouched(base, mine)
        if edited or len(self.present) == 1 or self._is_used(trio.name, mine):
            yield from self._conflict(trio.name, message("merge.cell-sheet-left-out"))
            return
        output = self._books.output
        output.drop_whole(output.book.part, self._books.all[1].sheets[mine].entry.part)
        workbook.drop(trio.name)
        self.dropped.add(trio.name)
        self.present.discard(trio.name)

    def _is_used(self, name: str, mine: str) -> bool:
        """Tell whether a formula elsewhere in mine names a sheet."""
        book = self._books.all[1]
        others = [sheet for sheet in book.sheets.values() if sheet.name != mine]
        formulas = [item for sheet in others for root in (sheet.root, sheet.data) for item in find(root, *_FORMULAS)]
        formulas += [item for item in find(book.workbook, "definedName") if item.get("localSheetId") is None]
        texts = {item.text for item in formulas if item.text and "!" in item.text}
        return any(name.casefold() in sheets_in(text) for text in texts)

    def _untouched(self, base: str, mine: str) -> bool:
        before, by_hand = self._books.all[0].sheets[base], self._books.all[1].sheets[mine]
        same = _said(before) == _said(by_hand)
        return same and _comments(self._books.all[0], before) == _comments(self._books.all[1], by_hand)

    def _changed(self, base: str, theirs: str) -> bool:
        return _said(self._books.all[0].sheets[base]) != _said(self._books.all[2].sheets[theirs])

    def _first(self) -> str:
        return next(trio.name for trio in self._sheets if trio.mine is not None and trio.name in self.present)

    def _conflict(self, sheet: str, what: Message) -> Iterator[Conflict]:
        if self._side != "mine":
            yield Conflict(sheet=sheet, place=_TOP, what=what, todo=message("merge.cell-seen"))


def _corners(text: str) -> tuple[Corner, Corner | None]:
    found = area(text)
    return found.start, found.end


def _said(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Return what the cells of a sheet say."""
    formulas = Formulas(sheet, Movement({}, {}))
    found = {(row, column): formulas.key(cell, row, column, row) for row, cells in sheet.cells.items() for column, cell in cells.items()}
    return {place: said for place, said in found.items() if said}


def _comments(book: Book, sheet: Sheet) -> dict[tuple[int, int], str]:
    return Notes(Output(book), sheet).texts()
