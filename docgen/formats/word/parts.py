"""The parts of a Word package: what each is, and how they are related.

Source: ECMA-376 part 2 (content types, relationships); part 1, 11.3 (parts of WordprocessingML).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from docgen.errors import DocumentError, Place, Problem
from docgen.formats.ooxml import CONTENT_TYPES, Package, parse
from docgen.formats.word import names
from docgen.messages import message

_STORIES = {
    "document.main+xml": "document",
    "header+xml": "header",
    "footer+xml": "footer",
    "footnotes+xml": "footnotes",
    "endnotes+xml": "endnotes",
    "comments+xml": "comments",
}
_TEXTS = {
    "application/vnd.openxmlformats-package.core-properties+xml": "properties",
    "application/vnd.openxmlformats-officedocument.extended-properties+xml": "properties",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml": "properties",
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


@dataclass(frozen=True, slots=True)
class Part:
    """A part with text. kind: document, header, footer, footnotes, endnotes, comments or properties."""

    name: str
    kind: str

    @property
    def is_story(self) -> bool:
        """Tell whether the part holds paragraphs."""
        return self.kind != "properties"


def text_parts(package: Package) -> tuple[Part, ...]:
    """Return the parts that hold text, the main document first.

    Raises: DocumentError: there is no main document, so this is no Word file, or it is of the strict kind.
    """
    parts = [part for part in declared(package.read(CONTENT_TYPES)) if part.name in package]
    document = [part for part in parts if part.kind == "document"]
    if not document:
        raise DocumentError(Problem(where=Place(), what=message("word.no-document")))
    return (*document[:1], *(part for part in parts if part.kind != "document"))


@lru_cache(maxsize=64)
def declared(content_types: bytes) -> tuple[Part, ...]:
    """Return the parts that content types declare to hold text, whether they are there or not."""
    overrides = {
        str(item.get("PartName")).lstrip("/"): str(item.get("ContentType"))
        for item in parse(content_types, CONTENT_TYPES).iter(names.qualified("ct:Override"))
    }
    return tuple(Part(name, kind) for name, type_ in overrides.items() if (kind := _kind(type_, name)))


def _kind(content_type: str, name: str) -> str:
    if content_type in _TEXTS:
        return _TEXTS[content_type]
    if content_type.startswith(_WORD) and "/glossary/" not in name:
        return _STORIES.get(content_type[len(_WORD) :], "")
    return ""


def read_part(package: Package, name: str) -> names.Element:
    """Return the root of a part. Raises: DocumentError: damaged, or of the strict kind that docgen does not read."""
    return parsed(package.read(name), name)


def parsed(xml: bytes, name: str) -> names.Element:
    """Return the root of a part given as bytes. Raises: DocumentError, as `read_part` does."""
    root = parse(xml, name)
    if str(root.tag).startswith(f"{{{_STRICT}}}"):
        raise DocumentError(Problem(where=Place(), what=message("word.strict")))
    return root
