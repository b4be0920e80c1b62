"""Drawings on a sheet: their anchors follow the cells, and a picture named by a tag gets the organisation's own.

Source: ECMA-376 part 1, 20.5.2 (spreadsheet drawings); sizes in EMU, 12,700 a point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from hashlib import blake2b

from lxml import etree

from docgen.domain.pictures import beside, is_vector
from docgen.errors import Place, Problem
from docgen.formats.excel.grid import Grid
from docgen.formats.excel.loose import Texts
from docgen.formats.excel.parts import RELATION_IDS, Register, child, find, local
from docgen.formats.excel.pictures import Picture, recognised
from docgen.formats.excel.references import Corner, Reference
from docgen.formats.excel.values import PICTURE
from docgen.formats.ooxml import detach
from docgen.messages import Message, message

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_EMBED = f"{{{RELATION_IDS}}}embed"
_EMU_A_POINT = 12_700


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingParts:
    """What replacing pictures needs: the pictures by file name, the package's register, the media added, the faults found."""

    pictures: Mapping[str, bytes]
    register: Register
    media: dict[str, bytes]
    problems: list[Problem]


def move_anchors(root: etree._Element, grid: Grid) -> None:
    """Move the anchors of a drawing with their cells. What stands in a loop is copied, charts excepted."""
    for anchor in [item for item in root if local(item) in _ANCHORS]:
        start, end = child(anchor, "from"), child(anchor, "to")
        if start is None:
            continue
        first = Corner(_line(start, "col"), _line(start, "row"))
        last = Corner(_line(end, "col"), _line(end, "row")) if end is not None else first
        covered = Reference("", first, Corner(max(first.column, last.column), max(first.row, last.row)))
        for number, place in enumerate(grid.copies(covered)):
            if number and any(True for _ in find(anchor, "graphicFrame")):
                break
            copy = deepcopy(anchor)
            for corner, mark in enumerate(("from", "to")):
                if (found := child(copy, mark)) is not None:
                    _set_line(found, "row", place.rows[corner])
                    _set_line(found, "col", place.columns[corner])
            anchor.addprevious(copy)
        root.remove(anchor)
    _renumber(root)


def move_controls(root: etree._Element, grid: Grid) -> None:
    """Move the form controls and embedded objects of a worksheet; one in a loop stays with the first copy."""
    for anchor in find(root, "anchor"):
        for corner in find(anchor, "from", "to"):
            row, column = grid.first(_line(corner, "row"), _line(corner, "col"))
            _set_line(corner, "row", row)
            _set_line(corner, "col", column)


def put_pictures(root: etree._Element, part: str, texts: Texts, tools: DrawingParts, height_of: Callable[[int], float]) -> None:
    """Replace the pictures whose alternative text is a `picture(…)` tag; without a picture the drawing goes.

    height_of: the height of a row in points, for pictures that do not say their own.
    """
    for anchor in [item for item in root if local(item) in _ANCHORS]:
        for properties in list(find(anchor, "cNvPr")):
            tag = properties.get("descr") or ""
            text = texts.text(tag)
            if PICTURE not in text:
                continue
            before, name, after = (text.split(PICTURE) + ["", ""])[:3]
            properties.set("descr", (before + after).strip() or str(properties.get("name") or "") or name)
            if not name:
                root.remove(anchor)
                break
            _replace(anchor, name, part, tools, height_of, texts.spot(tag))


def _replace(
    anchor: etree._Element, name: str, part: str, tools: DrawingParts, height_of: Callable[[int], float], spot: Message | None
) -> None:
    content = tools.pictures.get(beside(name) if is_vector(name) else name) or tools.pictures.get(name)
    found = recognised(content) if content is not None else None
    if content is None or found is None:
        key = "excel.picture-missing" if content is None else "excel.picture-unknown"
        tools.problems.append(Problem(where=Place(spot=spot), what=message(key, name=name), remedy=message(f"{key}-remedy")))
        return
    target = f"xl/media/picture-{blake2b(content, digest_size=8).hexdigest()}.{found.suffix}"
    tools.media[target] = content
    identity = tools.register.add(part, "image", target, found.content_type)
    for blip in find(anchor, "blip"):
        blip.set(_EMBED, identity)
        blip[:] = [item for item in blip if local(item) != "extLst"]  # the template's picture as SVG
    for crop in list(find(anchor, "srcRect")):
        detach(crop)
    _fit(anchor, found, height_of)


def _fit(anchor: etree._Element, picture: Picture, height_of: Callable[[int], float]) -> None:
    """Keep the height, take the width from the picture; an anchor on two cells becomes one on its first cell."""
    extents = [item for item in find(anchor, "ext") if item.get("cx") is not None]
    own = child(anchor, "ext")
    heights = [int(item.get("cy") or 0) for item in ([own] if own is not None else extents)]
    height = max(heights, default=0) or _covered(anchor, height_of)
    width = max(round(height * picture.width / picture.height), 1)
    end = child(anchor, "to")
    if end is not None:
        end.addprevious(etree.Element(str(end.tag).replace("}to", "}ext")))
        anchor.remove(end)
        anchor.tag = str(anchor.tag).replace("twoCellAnchor", "oneCellAnchor")
        anchor.attrib.pop("editAs", "")
        extents.append(child(anchor, "ext"))  # type: ignore[arg-type]
    for extent in extents:
        extent.set("cx", str(width))
        extent.set("cy", str(height))


def _covered(anchor: etree._Element, height_of: Callable[[int], float]) -> int:
    """Return the height of the rows between the anchor's corners, in EMU."""
    start, end = child(anchor, "from"), child(anchor, "to")
    if start is None or end is None:
        return 40 * _EMU_A_POINT
    rows = sum(height_of(row) for row in range(_line(start, "row"), _line(end, "row"))) * _EMU_A_POINT
    return max(round(rows) - _offset(start) + _offset(end), _EMU_A_POINT)


def _offset(place: etree._Element) -> int:
    offset = child(place, "rowOff")
    return int(float(offset.text or 0)) if offset is not None else 0


def _line(place: etree._Element, name: str) -> int:
    """Return the row or column ("row", "col") of a corner, from 1; drawings count from 0."""
    element = child(place, name)
    return int(element.text or 0) + 1 if element is not None else 1


def _set_line(place: etree._Element, name: str, line: int) -> None:
    element = child(place, name)
    if element is not None:
        element.text = str(line - 1)


def _renumber(root: etree._Element) -> None:
    """Give copies ids of their own; first ones keep theirs."""
    taken: set[str] = set()
    free = max((int(item.get("id") or 0) for item in find(root, "cNvPr")), default=0)
    for item in find(root, "cNvPr"):
        if str(item.get("id")) in taken:
            free += 1
            item.set("id", str(free))
        taken.add(str(item.get("id")))
