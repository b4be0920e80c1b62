"""Where a block of a Word file begins and ends among its neighbours, and how one is put there or taken away."""

from __future__ import annotations

from itertools import chain

from docgen.formats.ooxml import detach
from docgen.formats.word import names


def put(element: names.Element, last: names.Element | None, holder: names.Element) -> None:
    """Put an element behind `last`; without one, in front of all blocks of `holder`."""
    if last is not None:
        outermost(last, holder).addnext(element)
        return
    kinds = (names.PARAGRAPH, names.TABLE, names.ROW, names.CELL, names.CONTROL, names.SECTION)
    first = next((child for child in holder if child.tag in kinds), None)
    if first is None:
        holder.append(element)
    else:
        first.addprevious(element)


def outermost(element: names.Element, holder: names.Element) -> names.Element:
    """Return the content control that ends with `element`, or `element` itself."""
    while (parent := element.getparent()) is not None and parent is not holder and parent[-1] is element:
        outer = parent.getparent()
        if parent.tag != names.CONTROL_CONTENT or outer is None:
            break
        element = outer
    return element


def tail(element: names.Element) -> names.Element:
    """Return the last element of what begins at `element`: a field such as a contents list runs over many paragraphs."""
    depth = 0
    for item in chain([element], element.itersiblings()):
        for character in item.iter(names.FIELD_CHARACTER):
            depth += {"begin": 1, "end": -1}.get(str(character.get(names.qualified("w:fldCharType"))), 0)
        if depth <= 0:
            return item
    return element


def remove(element: names.Element) -> None:
    """Take a block away; a paragraph that ends a section stays for that, empty."""
    if element.tag == names.PARAGRAPH and names.child(element, names.PARAGRAPH_PROPERTIES, names.SECTION) is not None:
        for child in [child for child in element if child.tag != names.PARAGRAPH_PROPERTIES]:
            element.remove(child)
    else:
        detach(element)
