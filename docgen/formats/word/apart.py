"""The runs of a paragraph set apart, so that each part of its text can be marked by itself.

Every run gets one thing to say: a text, a tab, one step of a field, a picture. A simple field becomes the runs of a full one,
since no tracked change can hold the short form. A reader sees no difference.
Source: ECMA-376 part 1, 17.16.19 (simple fields), 17.16.18 (complex fields).
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from docgen.formats.word import names
from docgen.formats.word.tracing import Traced
from docgen.formats.word.tracked import saying

_STEP = names.qualified("w:fldCharType")
_INSTRUCTION = names.qualified("w:instr")


def set_apart(traced: Traced) -> Traced:
    """Set the runs of a text apart, in place; return it as it is said now."""
    paragraph = traced.element
    fields = {field: _written_out(field) for field in [*paragraph.iter(names.SIMPLE_FIELD)]}
    for run in [run for run in saying(paragraph) if run.tag == names.RUN]:
        _one_by_one(run)
    return replace(traced, text=traced.text.said_by(fields) if traced.text is not None else None)


def _written_out(field: names.Element) -> names.Element:
    """Put the runs of a full field in the place of a simple one; return the sign that its code has ended."""
    properties = next((names.child(run, names.RUN_PROPERTIES) for run in field.iter(names.RUN)), None)

    def run(tag: str, attributes: dict[str, str]) -> names.Element:
        added = etree.Element(names.RUN)
        if properties is not None:
            added.append(deepcopy(properties))
        return etree.SubElement(added, tag, attributes)

    code = run(names.FIELD_CODE, {names.SPACE: "preserve"})
    code.text = str(field.get(_INSTRUCTION))
    begin, separate, end = (run(names.FIELD_CHARACTER, {_STEP: step}) for step in ("begin", "separate", "end"))
    shown = [child for child in field if child.tag != names.qualified("w:fldData")]
    for element in (*(sign.getparent() for sign in (begin, code, separate)), *shown, end.getparent()):
        if element is not None:
            field.addprevious(element)
    holder = field.getparent()
    if holder is not None:
        holder.remove(field)
    return separate


def _one_by_one(run: names.Element) -> None:
    """Give everything that a run says a run of its own, with the same looks."""
    properties = names.child(run, names.RUN_PROPERTIES)
    content = [child for child in run if child is not properties]
    last = run
    for child in content[1:]:
        twin = etree.Element(names.RUN, {str(name): str(value) for name, value in run.attrib.items()})
        if properties is not None:
            twin.append(deepcopy(properties))
        twin.append(child)
        last.addnext(twin)
        last = twin
