"""A value that looks otherwise than its tag: bold, italic, underlined, in a colour; docxtpl's RichText, said in the template.

The filters print the value between two signs that XML allows and no text may hold. Once the part is filled, the run is parted
there, and the piece between gets the run's own properties and those asked for.
Source: ECMA-376 part 1, 17.3.2 (run properties).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial

from lxml import etree

from docgen.domain.context import plain
from docgen.domain.wording import WordingError, spell
from docgen.formats.word import names
from docgen.formats.word.breaks import FORMATTED, FORMATTED_END, value_text
from docgen.formats.word.setting import set_property
from docgen.messages import message

_PIECE = re.compile(f"{FORMATTED}([^;]*);(.*?){FORMATTED_END}", re.DOTALL)
_COLOUR = re.compile("[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text with the looks asked for: property -> value, in the order asked."""

    text: str
    looks: Mapping[str, str]

    def __html__(self) -> str:
        """Return what a tag prints."""
        asked = ",".join(f"{name} {value}" for name, value in self.looks.items())
        return f"{FORMATTED}{asked};{value_text(self.text)}{FORMATTED_END}"

    def spelled(self, language: str) -> str:
        """Joined with other texts it is a text like any other."""
        return self.text


def filters(language: str) -> dict[str, Callable[..., Formatted]]:
    """Return the filters `bold`, `italic`, `underline` and `colour('C00000')`. They raise: WordingError: nothing, no text, no colour."""

    def looking(name: str, value: str) -> Callable[..., Formatted]:
        return partial(_formatted, language=language, name=name, value=value)

    def colour(text: object, code: object = "") -> Formatted:
        if not isinstance(code, str) or not _COLOUR.fullmatch(code):
            raise WordingError(message("word.bad-colour", found=str(code)))
        return _formatted(text, language, "color", code.upper())

    return {"bold": looking("b", "1"), "italic": looking("i", "1"), "underline": looking("u", "single"), "colour": colour}


def part_runs(root: names.Element) -> None:
    """Give the pieces of `root` that values ask other looks for runs of their own."""
    for text in [text for text in root.iter(names.TEXT) if text.text and FORMATTED in text.text]:
        run = text.getparent()
        if run is not None and run.tag == names.RUN:
            _part(run, text)


def _formatted(text: object, language: str, name: str, value: str) -> Formatted:
    inner = plain(text)
    if inner is None:
        raise WordingError(message("tags.nothing-to-print"))
    looks = inner.looks if isinstance(inner, Formatted) else {}
    return Formatted(spell(inner, language), {**looks, name: value})


def _part(run: names.Element, text: names.Element) -> None:
    """Move what stands before each piece, and the piece, into runs of their own before `run`."""
    pieces = _PIECE.split(text.text or "")
    before = [child for child in text.itersiblings(preceding=True) if child.tag != names.RUN_PROPERTIES][::-1]
    properties = names.child(run, names.RUN_PROPERTIES)
    for index in range(0, len(pieces) - 1, 3):
        plain_text, asked, formatted = pieces[index : index + 3]
        for words, looks in ((plain_text, ""), (formatted, asked)):
            if words or (before and not looks):
                run.addprevious(_run(run, properties, [*before, _text(words)] if words else before, looks))
                before = []
    text.text = pieces[-1]
    text.set(names.SPACE, "preserve")


def _run(run: names.Element, properties: names.Element | None, children: list[names.Element], looks: str) -> names.Element:
    made = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    if properties is not None:
        made.append(deepcopy(properties))
    for look in looks.split(",") if looks else ():
        name, _, value = look.partition(" ")
        set_property(made, names.RUN_PROPERTIES, names.qualified(f"w:{name}"), {names.VAL: value})
    made.extend(children)
    return made


def _text(words: str) -> names.Element:
    element = etree.Element(names.TEXT, {names.SPACE: "preserve"})
    element.text = words
    return element
