"""Three states of a workbook for the tests of merging, and what every merge must be."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl.workbook import Workbook

from docgen.formats.engine import Merged, Reviser
from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.excel.merge.marks import OpenMark, open_conflicts
from docgen.merge.content import Block
from tests.formats.excel.books import changed, opened
from tests.office import schema_faults

BY = Reviser(name="docgen", date="2026-03-01T09:00:00Z")
ENGINE = ExcelEngine()
AMBER = "FFFFE699"


def merge(base: bytes, mine: bytes, theirs: bytes, by: Reviser = BY) -> Merged:
    """Merge, and hold the result against what is true of every merge: sound, valid, its conflicts counted."""
    merged = ENGINE.merge(base, mine, theirs, by)
    assert ENGINE.faults(merged.file) == ()
    assert set(validity(merged.file)) <= set(validity(mine)), "no fault that the program did not write that saved mine"
    assert merged.conflicts == len(open_conflicts(merged.file))
    return merged


def merged(base: bytes, mine: bytes, theirs: bytes, by: Reviser = BY) -> Workbook:
    """Return the merged workbook, in which no conflict is left."""
    result = merge(base, mine, theirs, by)
    assert conflicts(result.file) == ()
    return opened(result.file)


def conflicts(file: bytes) -> tuple[OpenMark, ...]:
    """Return the open conflicts of a workbook."""
    return open_conflicts(file)


def at(file: bytes) -> list[tuple[str, str]]:
    """Return the sheets and cells of the open conflicts."""
    return [(conflict.sheet, conflict.cell) for conflict in open_conflicts(file)]


def content(file: bytes) -> Block:
    return ENGINE.content(file)


def by_hand(file: bytes, cells: Mapping[str, object] | None = None, change: Callable[[Workbook], object] | None = None) -> bytes:
    """Return the workbook after cells of its first sheet were typed, and `change(workbook)`: saved by openpyxl, which rewrites all of it."""

    def both(book: Workbook) -> None:
        for address, value in (cells or {}).items():
            book.worksheets[0][address] = value
        if change is not None:
            change(book)

    return changed(file, both)


def validity(file: bytes) -> list[str]:
    """Return what an independent validator finds wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "merged.xlsx")
        path.write_bytes(file)
        return schema_faults(path)
