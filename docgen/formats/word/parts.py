"""The parts of a Word package: what each is, and how they are related.

Source: ECMA-376 part 2 (content types, relationships); part 1, 11.3 (parts of WordprocessingML).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, normpath
from typing import TypeVar

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
Value = TypeVar("Value")


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
    overrides = {
        str(item.get("PartName")).lstrip("/"): str(item.get("ContentType"))
        for item in parse(package.read(CONTENT_TYPES), CONTENT_TYPES).iter(names.qualified("ct:Override"))
    }
    parts = [Part(name, kind) for name, type_ in overrides.items() if name in package and (kind := _kind(type_, name))]
    document = [part for part in parts if part.kind == "document"]
    if not document:
        raise DocumentError(Problem(where=Place(), what=message("word.no-document")))
    return (*document[:1], *(part for part in parts if part.kind != "document"))


def _kind(content_type: str, name: str) -> str:
    if content_type in _TEXTS:
        return _TEXTS[content_type]
    if content_type.startswith(_WORD) and "/glossary/" not in name:
        return _STORIES.get(content_type[len(_WORD) :], "")
    return ""


def read_part(package: Package, name: str) -> names.Element:
    """Return the root of a part. Raises: DocumentError: damaged, or of the strict kind that docgen does not read."""
    root = parse(package.read(name), name)
    if str(root.tag).startswith(f"{{{_STRICT}}}"):
        raise DocumentError(Problem(where=Place(), what=message("word.strict")))
    return root


def relations_name(part: str) -> str:
    """Return the name of the relationships of `part`: word/document.xml -> word/_rels/document.xml.rels."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return the relationships of `part`: id -> (last word of the type, target: a part's name or an address)."""
    name = relations_name(part)
    if name not in package:
        return {}
    found = {}
    for item in parse(package.read(name), name).iter(names.qualified("rel:Relationship")):
        target = str(item.get("Target"))
        if item.get("TargetMode") != "External":
            target = normpath(target.lstrip("/") if target.startswith("/") else f"{dirname(part)}/{target}")
        found[str(item.get("Id"))] = (str(item.get("Type")).rpartition("/")[2], target)
    return found


def related(package: Package, part: str, kind: str) -> Iterator[str]:
    """Yield the parts that `part` is related to by the type `kind`, e.g. "styles"."""
    return (target for type_, target in relations(package, part).values() if type_ == kind and target in package)
