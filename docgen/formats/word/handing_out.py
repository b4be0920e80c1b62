"""Word forms handed out: what the content controls of record number, period and site say.

Source: ECMA-376 part 1, 17.5.2.38 (sdt), 17.5.2.39 (showingPlcHdr), 17.5.2.42 (tag).
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.formats import handing_out
from docgen.formats.handing_out import Heading
from docgen.formats.ooxml import Package, detach, open_package, serialise
from docgen.formats.word import names
from docgen.formats.word.elements import Element
from docgen.formats.word.parts import read_part, text_parts

_VALUE = names.qualified("w:val")
_PROMPT = names.qualified("w:showingPlcHdr")
_STYLE = names.qualified("w:rStyle")


def number_prefix(file: bytes) -> str:
    """Return what the record number of a form begins with; "" for a form without one. Raises: DocumentError."""
    package = open_package(file)
    controls = (item for part in text_parts(package) for item in read_part(package, part.name).iter(names.CONTROL))
    return handing_out.number_prefix(_mark(control) for control in controls)


def handed_out(file: bytes, heading: Heading) -> bytes:
    """Return the form with what `heading` says in its places; places that it says nothing of stay blank. Raises: DocumentError."""
    package = open_package(file)
    return package.write(dict(_changed(package, heading)))


def _changed(package: Package, heading: Heading) -> Iterator[tuple[str, bytes]]:
    for part in text_parts(package):
        root = read_part(package, part.name)
        places = [(control, said) for control in root.iter(names.CONTROL) if (said := heading.at(_mark(control)))]
        for control, said in places:
            _write(control, said)
        if places:
            yield part.name, serialise(root)


def _mark(control: Element) -> str:
    tag = control.find(f"{names.CONTROL_PROPERTIES}/{names.CONTROL_TAG}")
    return str(tag.get(_VALUE)) if tag is not None else ""


def _write(control: Element, said: str) -> None:
    """Let a control say `said` in the look of its surroundings, no longer in that of a prompt."""
    texts = list(control.iter(names.TEXT))
    for prompt in list(control.iter(_PROMPT)):
        detach(prompt)
    for number, text in enumerate(texts):
        text.text = said if number == 0 else ""
    for run in control.iter(names.RUN):
        for style in list(run.iter(_STYLE)):
            detach(style)
