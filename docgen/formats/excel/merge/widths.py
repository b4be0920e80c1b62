"""The widths of the columns of a sheet in three states: theirs where people have not set another."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from itertools import groupby

from lxml import etree

from docgen.formats.excel.merge.output import insert
from docgen.formats.excel.parts import child, find


def merge_widths(
    base: etree._Element, mine: etree._Element, theirs: etree._Element, new: Container[int], taken: Callable[[int], int]
) -> None:
    """Merge the widths of columns of three worksheets that lie on one grid into `mine`.

    new: the columns that mine has from theirs.   taken: the number in mine of a format of theirs.
    """
    before, by_hand, generated = (_columns(root) for root in (base, mine, theirs))
    changed = False
    for column in generated.keys() | before.keys():
        there, old, own = generated.get(column), before.get(column), by_hand.get(column)
        if _said(there) == _said(old) or (column not in new and _said(own) != _said(old)):
            continue
        changed = True
        if there is None:
            by_hand.pop(column, None)
            continue
        by_hand[column] = dict(there)
        if "style" in there:
            by_hand[column]["style"] = str(taken(int(there["style"])))
    if changed:
        _write_columns(mine, by_hand)


def _said(column: Mapping[str, str] | None) -> tuple[float, bool] | None:
    """Return how wide a column is and whether it is hidden; the rest of it is habit."""
    if column is None:
        return None
    return round(float(column.get("width") or 0), 1), column.get("hidden") in ("1", "true")


def _columns(root: etree._Element) -> dict[int, dict[str, str]]:
    """Return the columns that have a width of their own, one by one; a run to the end of the sheet is none of them."""
    found: dict[int, dict[str, str]] = {}
    for item in find(root, "col"):
        first, last = int(item.get("min") or 0), int(item.get("max") or 0)
        for column in range(first, min(last, first + 255) + 1):
            found[column] = {str(name): str(value) for name, value in item.attrib.items() if name not in ("min", "max")}
    return found


def _write_columns(root: etree._Element, columns: Mapping[int, Mapping[str, str]]) -> None:
    container = child(root, "cols")
    if container is None:
        container = etree.Element(str(root.tag).replace("worksheet", "cols"))
        insert(root, container)
    container[:] = []
    order = sorted(columns)
    name = str(root.tag).replace("worksheet", "col")
    for _, run in groupby(order, key=lambda column: (column - order.index(column), sorted(columns[column].items()))):
        found = list(run)
        etree.SubElement(container, name, {"min": str(found[0]), "max": str(found[-1]), **columns[found[0]]})
    if len(container) == 0:
        root.remove(container)
