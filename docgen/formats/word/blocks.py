"""Blocks: which tag closes which, and whether a block can be repeated or left out without tearing the document.

Source: the nesting rules of WordprocessingML, ECMA-376 part 1, 17.2 to 17.4, and of fields, 17.16.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from lxml import etree

from docgen.formats.word import names
from docgen.formats.word.tags import Fault, Tag, fault

Place = TypeVar("Place")
_FIELD_STEP = names.qualified("w:fldCharType")


def pair(structure: Sequence[tuple[Tag, Place]]) -> tuple[list[list[tuple[Tag, Place]]], list[Fault]]:
    """Return the blocks among the statements of a part, each as its tags from the opening to the closing one, and the faults.

    What is not closed is reported at its opening tag, what closes nothing at itself.
    """
    blocks: list[list[tuple[Tag, Place]]] = []
    faults: list[Fault] = []
    open_blocks: list[list[tuple[Tag, Place]]] = []
    crossed: list[str] = []
    for item in structure:
        tag = item[0]
        if tag.opens:
            open_blocks.append([item])
        elif tag.continues:
            if open_blocks and open_blocks[-1][0][0].keyword in ("if", "for"):
                open_blocks[-1].append(item)
            else:
                faults.append(fault(tag, "opens-nothing", opening="{% if … %}"))
        elif not tag.is_structure:
            continue  # `{%p set … %}` takes its paragraph away and opens nothing
        elif not any(block[0][0].keyword == tag.closes for block in open_blocks):
            if tag.closes in crossed:
                crossed.remove(tag.closes)
            else:
                faults.append(fault(tag, "opens-nothing", opening=f"{{% {tag.closes} … %}}"))
        else:
            while (block := open_blocks.pop())[0][0].keyword != tag.closes:
                faults.append(fault(block[0][0], "crossed", closing=tag.written))
                crossed.append(block[0][0].keyword)
            blocks.append([*block, item])
    faults += [fault(block[0][0], "block-not-closed", closing=f"{{% end{block[0][0].keyword} %}}") for block in open_blocks]
    return blocks, faults


def settle(root: names.Element, structure: Sequence[tuple[Tag, names.Element]]) -> list[Fault]:
    """Check the blocks whose marks stand in `root`, moving a mark out of a link or control at whose edge it stands.

    All marks of a block must be siblings, or stand in sibling paragraphs; and no field may begin inside and end outside.
    """
    blocks, faults = pair(structure)
    for block in blocks:
        marks = [mark for _, mark in block]
        if not _fit(marks):
            _move_out(marks)
        if not _fit(marks):
            stray = next(tag for tag, mark in block if not _fit([marks[0], mark]))
            faults.append(fault(block[0][0], "uneven", closing=stray.written))
    if next(root.iter(names.FIELD_CHARACTER), None) is not None:
        faults += _torn_fields(root, blocks)
    return faults


def _fit(marks: Sequence[names.Element]) -> bool:
    parents = [mark.getparent() for mark in marks]
    if len(set(parents)) == 1:
        return True
    return all(parent is not None and parent.tag == names.PARAGRAPH for parent in parents) and (
        len({parent.getparent() for parent in parents if parent is not None}) == 1
    )


def _move_out(marks: Sequence[names.Element]) -> None:
    """Move marks that stand first or last in a link, a content control or a tracked insertion before or behind it."""
    levels = [[node for node in mark.iterancestors() if node.tag not in names.TRANSPARENT] for mark in marks]
    if len({tuple(level[:1]) for level in levels}) != 1:
        return
    for mark in marks:
        while (parent := mark.getparent()) is not None and parent.tag in names.TRANSPARENT:
            siblings = [node for node in parent if node.tag not in names.NOISE]
            if siblings[0] is mark:
                parent.addprevious(mark)
            elif siblings[-1] is mark:
                parent.addnext(mark)
            else:
                break


def _torn_fields(root: names.Element, blocks: list[list[tuple[Tag, names.Element]]]) -> list[Fault]:
    """Return the blocks that begin in one field, or part of a field, and end in another."""
    inside: dict[names.Element, tuple[int, ...]] = {}
    stack: list[int] = []
    for number, node in enumerate(root.iter(names.FIELD_CHARACTER, etree.ProcessingInstruction)):
        step = node.get(_FIELD_STEP) if isinstance(node.tag, str) else None
        if step is None:
            inside[node] = tuple(stack)
        elif step == "begin":
            stack.append(number)
        elif stack:
            stack.pop()
            if step == "separate":
                stack.append(number)
    return [fault(block[0][0], "torn-field") for block in blocks if len({inside.get(mark) for _, mark in block}) != 1]
