"""Pivot tables: their source and their place follow the cells, and Excel reads the source anew when the workbook is opened.

A pivot table that was made over the rows of a template remembers their tags: in its items, its records and the cells it filled.
All that is forgotten; fields and their places stay. Source: ECMA-376 part 1, 18.10.1 (pivot tables and their caches).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.formats.excel.grid import Grid
from docgen.formats.excel.parts import RELATION_IDS, child, find, local
from docgen.formats.excel.references import area
from docgen.formats.ooxml import Package, detach
from docgen.formats.relations import related

CACHE, RECORDS, TABLE = "pivotCacheDefinition", "pivotCacheRecords", "pivotTable"
RECORDS_ID = f"{{{RELATION_IDS}}}id"
_BY_ITEM = ("rowItems", "colItems", "formats", "conditionalFormats", "chartFormats")  # say which items they are about


def stale_caches(package: Package, workbook: str) -> frozenset[str]:
    """Return the caches that remember tags of the template."""
    caches = related(package, workbook, CACHE)
    return frozenset(part for part in caches if any(_tagged(package, name) for name in (part, *records(package, part))))


def records(package: Package, cache: str) -> tuple[str, ...]:
    """Return the records of a cache, which are none or one part."""
    return related(package, cache, RECORDS)


def stale_tables(package: Package, sheet: str, stale: frozenset[str]) -> Iterator[str]:
    """Yield the pivot tables on a sheet that show one of the `stale` caches."""
    for part in related(package, sheet, TABLE):
        if not stale.isdisjoint(related(package, part, CACHE)):
            yield part


def forget(root: etree._Element) -> None:
    """Take what a cache or a pivot table remembers of its source out of it."""
    if local(root) == CACHE:
        for name in (RECORDS_ID, "recordCount"):
            root.attrib.pop(name, "")
        root.set("saveData", "0")
        for items in find(root, "sharedItems"):
            items.attrib.clear()
            items[:] = []
        return
    for element in list(find(root, *_BY_ITEM)):
        root.remove(element)
    for field in find(root, "pageField"):
        field.attrib.pop("item", "")
    for items in list(find(root, "items")):
        items[:] = [item for item in items if item.get("t") not in (None, "data")]  # subtotals are of the field, not of its source
        items.set("count", str(len(items)))
        if not len(items):
            detach(items)


def clear_cells(data: etree._Element, place: str) -> None:
    """Empty the cells that a pivot table has filled; their formats stay."""
    covered = area(place)
    for cell in find(data, "c"):
        corner = area(str(cell.get("r"))).start
        if covered.rows[0] <= corner.row <= covered.rows[1] and covered.columns[0] <= corner.column <= covered.columns[1]:
            cell[:] = []
            cell.attrib.pop("t", "")


def move_table(table: etree._Element, grid: Grid) -> None:
    """Move a pivot table with the cells that it covers."""
    for location in find(table, "location"):
        covered = area(str(location.get("ref")))
        if (moved := grid.hull(covered)) is not None:
            location.set("ref", covered.spanning(*moved))


def place(table: etree._Element) -> str:
    """Return the area that a pivot table covers."""
    location = child(table, "location")
    return str(location.get("ref")) if location is not None else ""


def _tagged(package: Package, part: str) -> bool:
    content = package.read(part)
    return b"{{" in content or b"{%" in content
