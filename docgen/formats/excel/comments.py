"""Comments of a sheet: printed and copied with the cells they stand at, with the shapes that show them.

Source: ECMA-376 part 1, 18.7 (comments); part 4, 19.4.2 (spreadsheet VML: ClientData with Row, Column, Anchor).
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import count

from lxml import etree

from docgen.formats.excel import references
from docgen.formats.excel.grid import Grid
from docgen.formats.excel.parts import child, find, local
from docgen.formats.excel.sheets import BoundText
from docgen.formats.excel.strings import runs_of, text_elements, text_of
from docgen.formats.excel.tags import RUN, has_tags, split_over
from docgen.formats.ooxml import detach
from docgen.messages import message

Printed = Mapping[str, str]  # the new address of a comment's cell -> its text


def bound_texts(root: etree._Element, sheet: str) -> list[BoundText]:
    """Return the comments with tags, to be printed with their rows."""
    found = []
    for comment in find(root, "comment"):
        text, cell = child(comment, "text"), str(comment.get("ref"))
        if text is not None and has_tags(text_of(text)):
            spot = message("excel.spot-comment", sheet=sheet, cell=cell)
            corner = references.area(cell).start
            found.append(BoundText(corner.row, corner.column, runs_of(text), spot))
    return found


def move_comments(root: etree._Element, grid: Grid, printed: Printed) -> None:
    """Move and copy the comments of a comments part, and put in what was printed."""
    for container in find(root, "commentList"):
        for comment in list(container):
            cell = references.area(str(comment.get("ref")))
            for number, place in enumerate(grid.copies(cell)):
                copy = deepcopy(comment)
                address = cell.text(place.rows, place.columns)
                copy.set("ref", address)
                text = child(copy, "text")
                if text is not None and (new := printed.get(address)) is not None:
                    _put(text, new.split(RUN))
                if number:
                    for name in [name for name in copy.attrib if str(name).endswith("uid")]:
                        del copy.attrib[name]
                comment.addprevious(copy)
            container.remove(comment)


def move_threads(root: etree._Element, grid: Grid) -> None:
    """Move threaded comments; one in a loop stays with the first copy."""
    for thread in list(find(root, "threadedComment")):
        cell = references.area(str(thread.get("ref")))
        moved = grid.hull(cell)
        if moved is None:
            root.remove(thread)
        else:
            thread.set("ref", cell.text(*moved))


def move_shapes(root: etree._Element, grid: Grid) -> None:
    """Move the shapes of a VML drawing; those of comments are copied, a form control in a loop stays with the first copy."""
    numbers = count(max((_number(shape) for shape in find(root, "shape")), default=1024) + 1)
    for shape in list(find(root, "shape")):
        data = child(shape, "ClientData")
        if data is None:
            continue
        if data.get("ObjectType") != "Note" or child(data, "Row") is None:
            _move_control(data, grid)
            continue
        old = references.Corner(_value(data, "Column") + 1, _value(data, "Row") + 1)
        for number, place in enumerate(grid.copies(references.Reference("", old))):
            copy = deepcopy(shape)
            if number:
                copy.set("id", f"_x0000_s{next(numbers)}")
            row, column = place.rows[0], place.columns[0]
            for element in find(copy, "Row"):
                element.text = str(row - 1)
            for element in find(copy, "Column"):
                element.text = str(column - 1)
            for element in find(copy, "Anchor"):
                element.text = _anchor(element.text or "", row - old.row, column - old.column)
            shape.addprevious(copy)
        detach(shape)


def _value(data: etree._Element, name: str) -> int:
    """Return a row or column of a shape's cell, which count from 0."""
    element = child(data, name)
    return int((element.text or "0").strip()) if element is not None else 0


def _move_control(data: etree._Element, grid: Grid) -> None:
    """Move the anchor of a form control as far as the cell of its upper corner."""
    for element in find(data, "Anchor"):
        numbers = (element.text or "").split(",")
        if len(numbers) == 8:
            row, column = grid.first(int(numbers[2]) + 1, int(numbers[0]) + 1)
            element.text = _anchor(element.text or "", row - int(numbers[2]) - 1, column - int(numbers[0]) - 1)


def _anchor(text: str, rows: int, columns: int) -> str:
    """Return a VML anchor (column, offset, row, offset, twice) moved by `rows` and `columns`."""
    numbers = [item.strip() for item in text.split(",")]
    if len(numbers) != 8:
        return text
    for place, moved in ((0, columns), (2, rows), (4, columns), (6, rows)):
        numbers[place] = str(max(int(numbers[place]) + moved, 0))
    return ", ".join(numbers)


def _number(shape: etree._Element) -> int:
    digits = str(shape.get("id") or "").rpartition("_s")[2]
    return int(digits) if digits.isdecimal() else 0


def _put(text: etree._Element, runs: Sequence[str]) -> None:
    """Put the printed runs into a comment; runs that held only the rest of a tag go."""
    elements = text_elements(text)
    printed = iter(runs)
    for element, parts in zip(elements, split_over([element.text or "" for element in elements]), strict=True):
        run = element.getparent()
        if parts:
            element.text = html.unescape(next(printed, ""))
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        elif run is not None and local(run) == "r":
            text.remove(run)
