"""Styles and lists of a document: what a style is called, and how a paragraph or run looks through its styles."""

from __future__ import annotations

import re

from docgen.formats.ooxml import Package
from docgen.formats.word import names
from docgen.formats.word.parts import read_part, related, text_parts

_STYLE = names.qualified("w:style")
_STYLE_ID = names.qualified("w:styleId")
_HEADING = re.compile(r"heading (\d)")


def read_styles(package: Package) -> Styles:
    """Return the styles of the document in `package`; without a styles part, none."""
    document = text_parts(package)[0].name
    name = next(related(package, document, "styles"), None)
    return Styles(read_part(package, name) if name else None)


class Styles:
    """The styles of one document."""

    def __init__(self, root: names.Element | None) -> None:
        self._styles = {} if root is None else {str(style.get(_STYLE_ID)): style for style in root.iter(_STYLE)}

    def name(self, style_id: str) -> str:
        """Return the name of a style in lower case; its id when it is not defined."""
        style = self._styles.get(style_id)
        name = style.find(names.NAME_ELEMENT) if style is not None else None
        return str(name.get(names.VAL)).lower() if name is not None else style_id.lower()

    def heading_level(self, paragraph: names.Element) -> int | None:
        """Return the level of a heading, from 1; None for other paragraphs."""
        properties = paragraph.find(names.PARAGRAPH_PROPERTIES)
        style = properties.find(names.PARAGRAPH_STYLE) if properties is not None else None
        match = _HEADING.fullmatch(self.name(str(style.get(names.VAL)))) if style is not None else None
        return int(match[1]) if match else None
