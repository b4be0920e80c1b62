"""Which sheets of the three workbooks belong together, and how their rows and columns lie on one grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from docgen.formats.excel.formulas import Movement
from docgen.formats.excel.grid import Grid
from docgen.formats.excel.layout import Layout
from docgen.formats.excel.merge.alignment import Line, aligned_columns, aligned_rows, moved_and_added_to, moved_rows
from docgen.formats.excel.merge.axes import Axis, Pairs
from docgen.formats.excel.merge.book import Book, Sheet, columns_of
from docgen.formats.excel.references import LAST_COLUMN, LAST_ROW

_ALIKE = 0.5  # of what two sheets of different names say


@dataclass(frozen=True, slots=True)
class Trio:
    """One sheet by its names in base, mine and theirs, None where it is not; and its name when merged."""

    base: str | None
    mine: str | None
    theirs: str | None
    name: str


def trios(base: Book, mine: Book, theirs: Book) -> tuple[Trio, ...]:
    """Return the sheets of all three: those of mine in their order, then what only base and theirs have."""
    to_mine, to_theirs = _paired(base, mine), _paired(base, theirs)
    origin = {new: old for old, new in to_mine.items()}
    taken = {name.casefold() for name in mine.tabs}
    found = []
    for name in mine.sheets:
        old = origin.get(name)
        new = to_theirs.get(old) if old is not None else None
        found.append(Trio(old, name, new, _merged_name(old, name, new, taken)))
    found += [Trio(old, None, to_theirs.get(old), old) for old in base.sheets if old not in to_mine]
    for name in theirs.sheets:
        if name not in to_theirs.values():
            free = _free_name(name, taken)
            taken.add(free.casefold())
            found.append(Trio(None, None, name, free))
    return tuple(found)


class SheetPlan:
    """One sheet that all three have, with its rows and columns on one grid."""

    def __init__(self, name: str, base: Sheet, mine: Sheet, theirs: Sheet) -> None:
        self.name = name
        self.base, self.mine, self.theirs = base, mine, theirs
        lines = _Lines(base, mine, theirs)
        self._row_pairs, self._column_pairs = lines.rows, lines.columns
        self._row_twins, self._column_twins = lines.row_twins, lines.column_twins
        self.changed_rows, self.changed_columns = lines.changed_rows, lines.changed_columns
        self.settle()

    def settle(self, rows: Collection[int] = (), columns: Collection[int] = (), returning: bool = False) -> None:
        """Lay out the lines; `rows` and `columns` of base that theirs left out go, the others stay."""
        self.rows = Axis(self._row_pairs, rows, self._row_twins, returning)
        self.columns = Axis(self._column_pairs, columns, self._column_twins, returning)

    def grids(self) -> tuple[Grid, Grid, Grid]:
        """Return where the cells of base, mine and theirs went."""
        used = [sheet.used for sheet in (self.base, self.mine, self.theirs)]
        rows = self.rows.layouts([last for last, _ in used], LAST_ROW)
        columns = self.columns.layouts([last for _, last in used], LAST_COLUMN)
        base, mine, theirs = (Grid(down, _moving(across)) for down, across in zip(rows, columns, strict=True))
        return base, mine, theirs


@dataclass(frozen=True, slots=True)
class Movements:
    """Where the references of each workbook lead when merged. absent: sheets of theirs that will not be there, folded."""

    base: Movement
    mine: Movement
    theirs: Movement
    grids: Mapping[str, tuple[Grid, Grid, Grid]]
    absent: frozenset[str]

    @classmethod
    def of(cls, plans: Sequence[SheetPlan], sheets: Sequence[Trio], side: str) -> Movements:
        """Return the movements that the plans of all sheets come to. side: who wins; where theirs does, its sheets come back."""
        grids = {plan.name: plan.grids() for plan in plans}
        of_sheets: tuple[dict[str, Grid], ...] = ({}, {}, {})
        names: tuple[dict[str, str], ...] = ({}, {}, {})
        for sheet in sheets:
            for book, old in enumerate((sheet.base, sheet.mine, sheet.theirs)):
                if old is not None:
                    names[book][old] = sheet.name
                    if sheet.name in grids:
                        of_sheets[book][old] = grids[sheet.name][book]
        base, mine, theirs = (Movement(*book) for book in zip(of_sheets, names, strict=True))
        gone = (sheet.theirs for sheet in sheets if sheet.mine is None and sheet.base is not None and side != "theirs")
        return cls(base, mine, theirs, grids, frozenset(name.casefold() for name in gone if name is not None))


class _Lines:
    """The rows and columns of a sheet in its three states, paired."""

    def __init__(self, base: Sheet, mine: Sheet, theirs: Sheet) -> None:
        before, by_hand = ([dict(row) for row in sheet.rows()] for sheet in (base, mine))
        generated = before if theirs.data is base.data else [dict(row) for row in theirs.rows()]
        across = [columns_of(rows, sheet.used[1]) for rows, sheet in ((before, base), (by_hand, mine), (generated, theirs))]
        to_mine, to_theirs = (_by_number(aligned_columns(across[0], side)) for side in across[1:])
        self.columns = _pairs(across[0], to_mine, to_theirs, len(across[2]))
        by_hand = _placed(by_hand, self.columns.mine)
        generated = _placed(generated, self.columns.theirs)
        moved = moved_rows(before, by_hand)
        paired = _aligned_but(moved, before, by_hand)
        moved |= moved_and_added_to(before, by_hand, paired | moved)
        to_mine, to_theirs = _by_number(paired), _by_number(aligned_rows(before, generated))
        self.rows = replace(_pairs(before, to_mine, to_theirs, len(generated)), moved=_by_number(moved))
        self.row_twins = _twins(self.rows, by_hand, generated)
        self.column_twins = _twins(self.columns, *(_placed(side, pairs) for side, pairs in
                                                   ((across[1], self.rows.mine), (across[2], self.rows.theirs))))  # fmt: skip
        self.changed_rows = _changed(before, generated, self.rows.theirs)
        self.changed_columns = _changed(across[0], _placed(across[2], self.rows.theirs), self.columns.theirs)


def _aligned_but(moved: Mapping[int, int], old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Return the rows paired in order, without those that people put elsewhere."""
    if not moved:
        return aligned_rows(old, new)
    apart = set(moved.values())
    left = [place for place in range(len(old)) if place not in moved], [place for place in range(len(new)) if place not in apart]
    pairs = aligned_rows([old[place] for place in left[0]], [new[place] for place in left[1]])
    return {left[0][first]: left[1][second] for first, second in pairs.items()}


def _by_number(pairs: Mapping[int, int]) -> dict[int, int]:
    """Return pairs of places, which count from 0, as pairs of line numbers."""
    return {old + 1: new + 1 for old, new in pairs.items()}


def _pairs(base: Sequence[Line], mine: dict[int, int], theirs: dict[int, int], generated: int) -> Pairs:
    """Return the pairs with the empty lines at the end of base, which need not be told in a file to be there.

    generated: how many lines theirs tells.
    """
    for pairs in (mine, theirs):
        last_old, last_new = max(pairs, default=0), max(pairs.values(), default=0)
        if not any(base[last_old:]):
            pairs |= {line: last_new + line - last_old for line in range(last_old + 1, len(base) + 1)}
    ends = (len(base), max(mine.values(), default=0), max([generated, *theirs.values()]))
    return Pairs(mine=mine, theirs=theirs, ends=ends)


def _placed(lines: Sequence[Line], pairs: Mapping[int, int]) -> list[dict[int, str]]:
    """Return lines with their places as base has them; those that base has not below zero."""
    origin = {new: old for old, new in pairs.items()}
    return [{origin.get(place, -place): text for place, text in line.items()} for line in lines]


def _twins(pairs: Pairs, mine: Sequence[Line], theirs: Sequence[Line]) -> dict[int, int]:
    """Return the lines that mine and theirs added alike, by number, rising."""
    old_mine, old_theirs = set(pairs.mine.values()), set(pairs.theirs.values())
    waiting = [line for line in range(1, len(theirs) + 1) if line not in old_theirs and theirs[line - 1]]
    twins: dict[int, int] = {}
    for line in range(1, min(pairs.ends[1], len(mine)) + 1):
        if line not in old_mine and mine[line - 1]:
            found = next((new for new in waiting if theirs[new - 1] == mine[line - 1]), None)
            if found is not None:
                twins[line] = found
                waiting = [new for new in waiting if new > found]
    return twins


def _changed(base: Sequence[Line], theirs: Sequence[Line], pairs: Mapping[int, int]) -> frozenset[int]:
    """Return the lines of base that say something else in theirs; not prepared lines, of which there are others alike."""
    alike = Counter(frozenset(line.items()) for line in theirs)
    both = ((old, base[old - 1], theirs[new - 1]) for old, new in pairs.items() if old <= len(base) and new <= len(theirs))
    return frozenset(old for old, before, after in both if before != after and alike[frozenset(after.items())] == 1)


def _moving(columns: Layout) -> Layout | None:
    return None if columns.unmoved else columns


def _paired(old: Book, new: Book) -> dict[str, str]:
    """Return the sheets of `new` by those of `old`: of the same name, else the most alike."""
    known = {name.casefold(): name for name in new.sheets}
    pairs = {name: known[name.casefold()] for name in old.sheets if name.casefold() in known}
    free_old = [name for name in old.sheets if name not in pairs]
    free_new = [name for name in new.sheets if name not in pairs.values()]
    bags = {id(sheet): _bag(sheet) for sheet in (*(old.sheets[name] for name in free_old), *(new.sheets[name] for name in free_new))}
    found = sorted(
        (-_share(bags[id(old.sheets[first])], bags[id(new.sheets[second])]), free_old.index(first), free_new.index(second))
         for first in free_old for second in free_new
    )  # fmt: skip
    for likeness, first, second in found:
        if -likeness >= _ALIKE and free_old[first] not in pairs and free_new[second] not in pairs.values():
            pairs[free_old[first]] = free_new[second]
    return pairs


def _bag(sheet: Sheet) -> Counter[str]:
    return Counter(token for row in sheet.rows() for token in row.values())


def _share(first: Counter[str], second: Counter[str]) -> float:
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 0.0


def _merged_name(base: str | None, mine: str, theirs: str | None, taken: set[str]) -> str:
    """Return the name of a sheet: theirs where only theirs changed it and it is free."""
    if base is None or theirs is None or mine != base or theirs == base:
        return mine
    if theirs.casefold() in taken and theirs.casefold() != mine.casefold():
        return mine
    taken.discard(mine.casefold())
    taken.add(theirs.casefold())
    return theirs


def _free_name(name: str, taken: Collection[str]) -> str:
    """Return the name of a sheet that comes in, numbered if people have one of that name."""
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        ending = f" ({number})"
        found = name[: 31 - len(ending)] + ending
    return found
