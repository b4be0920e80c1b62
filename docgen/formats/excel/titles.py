"""The list of sheets among the document properties, which follows sheets that are renamed, repeated or left out.

Excel lists defined names there too. They are left out of a list that is written anew; Excel adds them when it saves the file.
Source: ECMA-376 part 1, 22.2.2.13 (HeadingPairs), 22.2.2.29 (TitlesOfParts), 22.4.2.34 (vector).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from docgen.formats.excel.parts import child, find


def aside(root: etree._Element, work: Callable[[etree._Element], bool]) -> bool:
    """Do `work` on the properties without their list of sheets: its names are printed with the sheets, inside their loops."""
    listed = child(root, "TitlesOfParts")
    if listed is None:
        return work(root)
    place = root.index(listed)
    root.remove(listed)
    done = work(root)
    root.insert(place, listed)
    return done


def lists_others(root: etree._Element, names: Sequence[str]) -> bool:
    """Tell whether the properties have a list of sheets that says others than `names` under its first heading."""
    listed, headings = child(root, "TitlesOfParts"), child(root, "HeadingPairs")
    if listed is None:
        return False
    count = next(find(headings, "i4"), None) if headings is not None else None
    stated = [item.text for item in find(listed, "lpstr")]
    return stated[: int(count.text or 0) if count is not None else len(names)] != list(names)


def list_sheets(root: etree._Element, names: Sequence[str]) -> None:
    """Make the list of sheets in the properties say `names`, under its first heading."""
    listed, headings = child(root, "TitlesOfParts"), child(root, "HeadingPairs")
    for vector in find(listed, "vector") if listed is not None else ():
        item = next(find(vector, "lpstr"))
        vector[:] = []
        for name in names:
            etree.SubElement(vector, item.tag).text = name
        vector.set("size", str(len(names)))
    for vector in find(headings, "vector") if headings is not None else ():
        for pair in list(vector)[2:]:  # after a heading, and how many things stand under it
            vector.remove(pair)
        for number in find(vector, "i4"):
            number.text = str(len(names))
        vector.set("size", str(len(vector)))
