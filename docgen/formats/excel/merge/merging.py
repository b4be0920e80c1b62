"""The merge of three states of a workbook: mine, changed in place, with what theirs changed.

Read, align, decide, move, apply: nothing is changed before everything is decided.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from docgen.formats.engine import Merged, Reviser
from docgen.formats.excel import soundness
from docgen.formats.excel.merge import held
from docgen.formats.excel.merge.book import Book, Sheet
from docgen.formats.excel.merge.held import Held
from docgen.formats.excel.merge.marks import Conflict, open_conflicts
from docgen.formats.excel.merge.notes import Address, Mark, Notes
from docgen.formats.excel.merge.output import Output
from docgen.formats.excel.merge.plan import Movements, SheetPlan, Trio, trios
from docgen.formats.excel.merge.sheet_merge import Books, SheetMerge, settle
from docgen.formats.excel.merge.sheets import OtherSheets
from docgen.formats.excel.merge.stylesheet import Stylesheet
from docgen.formats.excel.merge.workbook import Workbook, defined, merge_properties, merged_order
from docgen.formats.excel.parts import child
from docgen.formats.excel.references import area, column_letters
from docgen.formats.ooxml import Package, open_package
from docgen.formats.properties import with_texts
from docgen.formats.stamping import read_stamp, with_stamp
from docgen.messages import message

_TOP = (1, 1)
_LONGEST = 8_000  # characters of a mark that stands for many conflicts of a whole sheet; a comment holds 32,767


def merge_workbooks(base: bytes, mine: bytes, theirs: bytes, by: Reviser) -> Merged:
    """Return mine with what theirs changed; what both changed stays as mine has it and is marked.

    Where that cannot be done soundly mine stays as it is, with one mark that says so. Raises: DocumentError: a file is no sound workbook.
    """
    if mine == base:
        return Merged(file=theirs, conflicts=0)
    if theirs == base:
        return Merged(file=mine, conflicts=len(open_conflicts(mine)))
    packages = tuple(open_package(file) for file in (base, mine, theirs))
    try:
        merged = _Merge(packages, by).file()
        if _sound(merged, packages[1]):
            return Merged(file=merged, conflicts=len(open_conflicts(merged)))
    except (ValueError, LookupError, AssertionError):
        pass  # a workbook beyond what was thought of: nothing is lost, and it is told
    unmerged = _unmerged(packages[1], by)
    return Merged(file=unmerged, conflicts=len(open_conflicts(unmerged)))


def _sound(merged: bytes, mine: Package) -> bool:
    """Tell whether a merged workbook has no fault that mine has not."""
    found = {(fault.what, fault.found) for fault in soundness.faults(open_package(merged))}
    return not found or found <= {(fault.what, fault.found) for fault in soundness.faults(mine)}


def _unmerged(mine: Package, by: Reviser) -> bytes:
    """Return mine with a mark that it could not be merged."""
    output = Output(Book(mine))
    sheet = next(iter(output.book.sheets.values()))
    conflict = Conflict(sheet=sheet.name, place=_TOP, what=message("merge.cell-not-merged"), todo=message("merge.cell-not-merged-todo"))
    notes = Notes(output, sheet)
    notes.lift({_TOP})
    notes.mark(_TOP, Mark(conflict.text(by)))
    return output.file()


class _Merge:
    """One merge."""

    def __init__(self, packages: Sequence[Package], by: Reviser) -> None:
        self._by = by
        base, mine = Book(packages[0]), Book(packages[1])
        theirs = Book(packages[2], like=base)
        self._output = Output(mine)
        formats = (Stylesheet(base.styles), Stylesheet(mine.styles), Stylesheet(theirs.styles))
        self._books = Books((base, mine, theirs), formats, self._output)
        self._trios = trios(base, mine, theirs)
        self._notes = {name: Notes(self._output, sheet) for name, sheet in mine.sheets.items()}
        self._marks = {name: notes.marks() for name, notes in self._notes.items()}
        self._held = held.read(mine.package)
        for name, notes in self._notes.items():
            notes.lift(self._marks[name])

    def file(self) -> bytes:
        """Return the merged workbook."""
        base, mine, theirs = self._books.all
        plans = [
            SheetPlan(trio.name, base.sheets[trio.base], mine.sheets[trio.mine], theirs.sheets[trio.theirs])
            for trio in self._trios
            if trio.base is not None and trio.mine is not None and trio.theirs is not None
        ]
        side = self._by.side
        provisional = Movements.of(plans, self._trios, side)
        filled = {
            plan.mine.name: settle(plan, self._books, provisional, self._notes[plan.mine.name], self._marks[plan.mine.name], side)
            for plan in plans
        }
        moved = Movements.of(plans, self._trios, side)
        others = OtherSheets(self._books, self._trios, moved, side)
        merges = [SheetMerge(plan, self._books, moved, self._notes[plan.mine.name], side) for plan in plans]
        for merge in merges:
            merge.decide()
        open_marks = {name: merge.open_marks(self._marks[name], filled[name]) for merge in merges for name in (merge.plan.mine.name,)}
        others.move()
        for merge in merges:
            merge.apply()
        conflicts = [*self._workbook(moved, others), *(conflict for merge in merges for conflict in merge.conflicts)]
        fills = {(merge.plan.name, place): fill for merge in merges for place, fill in merge.finish().items()}
        marks = self._written(conflicts, {**self._marks, **open_marks}, others.dropped, fills)
        for sheet in mine.sheets.values():
            _measure(sheet)
        return self._noted(self._output.file(), marks)

    def _workbook(self, moved: Movements, others: OtherSheets) -> Iterator[Conflict]:
        """Merge what belongs to the workbook as a whole."""
        base, mine, theirs = self._books.all
        tabs = mine.tabs
        workbook = Workbook(self._output, self._trios)
        workbook.name_sheets()
        first = next(iter(trio.name for trio in self._trios if trio.mine is not None))
        for clash in workbook.merge_names(defined(base, moved.base), defined(theirs, moved.theirs), moved.mine):
            if self._by.side != "mine":
                what = message("merge.cell-name", name=clash.name, value=clash.text)
                sheet = clash.sheet or first
                yield Conflict(sheet=sheet, place=_TOP, what=what, todo=message("merge.cell-seen"), after=clash.text)
        yield from others.merge(workbook)
        known = {trio.mine: trio.name for trio in self._trios if trio.mine is not None}
        order = merged_order(
            [_name(self._trios, 0, tab) for tab in base.tabs],
            [known.get(tab, tab) for tab in tabs if known.get(tab, tab) not in others.dropped],
            [name for tab in theirs.tabs if (name := _name(self._trios, 2, tab)) in others.present],
        )
        workbook.order(order)
        workbook.settle()
        merge_properties(self._output, base, theirs)

    def _written(
        self,
        conflicts: Sequence[Conflict],
        old: Mapping[str, Mapping[Address, Mark]],
        dropped: Container[str],
        fills: Mapping[tuple[str, Address], str],
    ) -> dict[int, Held]:
        """Write the marks: those of the new conflicts, and the old ones that are still open. Return what they hold, by their numbers.

        fills: those that the cells had which docgen has filled.
        """
        found: dict[tuple[str, Address], list[Conflict]] = {}
        for conflict in conflicts:
            found.setdefault((conflict.sheet, conflict.place), []).append(conflict)
        names = {trio.mine: trio.name for trio in self._trios if trio.mine is not None}
        before = {(names[tab], place): mark for tab, marks in old.items() for place, mark in marks.items()}
        still = {where: mark for where, mark in before.items() if where not in found}
        numbered = [(mark.number, sheet, place[0]) for (sheet, place), mark in still.items()]
        known = held.followed(self._held, self._output.book.workbook, numbered)
        holding: dict[int, tuple[Held, str]] = {}
        for sheet, place in sorted(where for where in {**found, **still} if where[0] not in dropped):
            own = found.get((sheet, place), [])
            text = "\n\n".join(dict.fromkeys(conflict.text(self._by) for conflict in own)) or still[sheet, place].text
            was = known.get(still[sheet, place].number, Held()) if not own else Held(value=own[0].value if len(own) == 1 else None)
            holds = replace(was, fill=fills.get((sheet, place), was.fill))
            number = len(holding) + 1 if holds != Held() else 0
            if number:
                holding[number] = (holds, sheet)
            text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
            self._notes[self._tab(sheet)].mark(place, Mark(text, number))
        held.put_names(self._output.book.workbook, holding)
        return {number: holds for number, (holds, _) in holding.items()}

    def _tab(self, name: str) -> str:
        """Return the name in mine of a sheet, by its merged name."""
        return next(trio.mine for trio in self._trios if trio.name == name and trio.mine is not None)

    def _noted(self, file: bytes, marks: Mapping[int, Held]) -> bytes:
        """Return the merged file with the stamp of theirs, and with what its marks hold."""
        stamp = read_stamp(self._books.all[2].package)
        stamped = with_stamp(open_package(file), stamp) if stamp is not None else file
        if not marks and not self._held:
            return stamped
        return with_texts(open_package(stamped), {held.PREFIX: held.texts(marks)})


def _name(sheets: Sequence[Trio], side: int, tab: str) -> str:
    """Return the merged name of a sheet of base or theirs."""
    return next((trio.name for trio in sheets if (trio.base, trio.mine, trio.theirs)[side] == tab), tab)


def _measure(sheet: Sheet) -> None:
    """Say how far the cells of a sheet reach."""
    dimension = child(sheet.root, "dimension")
    if dimension is None:
        return
    rows, columns = [], []
    for line in sheet.data:
        if len(line):
            rows.append(int(line.get("r") or 0))
            columns += [area(str(cell.get("r"))).start.column for cell in (line[0], line[-1]) if cell.get("r")]
    if rows and columns:
        dimension.set("ref", f"{column_letters(min(columns))}{min(rows)}:{column_letters(max(columns))}{max(rows)}")
