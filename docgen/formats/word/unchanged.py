"""What stands in two revisions of a Word file letter for letter, so that nobody need read it to compare them.

Most of a document is written alike in both, ids apart. Paragraphs and tables are passed over that are: all but those which
refer to something outside the text (pictures, notes, links), end a section, or stand in a field that began before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from lxml import etree

from docgen.formats.ooxml import Package
from docgen.formats.word import names
from docgen.formats.word.parts import read_part, text_parts

_ID = re.compile(rb' (?:w:|w14:)?(?:id|paraId|textId)="[0-9A-F]+"')
_REFERS = re.compile(rb' (?!w:)\w+:(?:id|embed|link|pict|href)="|<w:(?:footnoteReference|endnoteReference|sectPr|altChunk)\b')
_SAYS = (b"<w:t>", b"<w:t ")
_STEP = names.qualified("w:fldCharType")
_DEPTH = {"begin": 1, "end": -1}
Alike = Mapping[int, str]


def unchanged(before: Package, after: Package) -> tuple[Alike, Alike]:
    """Return what need not be read: the place of each among the children of its body, and a name that its twin has too.

    Raises: DocumentError: no Word document, or a damaged part.
    """
    old, new = (list(_written(package)) for package in (before, after))
    found: tuple[dict[int, str], dict[int, str]] = ({}, {})
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    for first, second, size in matcher.get_matching_blocks():
        for step in range(size):
            place, twin = old[first + step][0], new[second + step][0]
            found[0][place] = found[1][twin] = str(twin)
    return found


def _written(package: Package) -> Iterator[tuple[int, bytes]]:
    """Yield the children of the body that may be passed over: place, and how each is written."""
    body = read_part(package, text_parts(package)[0].name).find("w:body", names.NAMESPACES)
    depth = 0
    for place, child in enumerate(body if body is not None else ()):
        text = etree.tostring(child)
        signs = child.iter(names.FIELD_CHARACTER) if b"fldChar" in text else ()
        steps = sum(_DEPTH.get(str(sign.get(_STEP)), 0) for sign in signs)
        if depth == 0 and steps == 0 and any(sign in text for sign in _SAYS) and not _REFERS.search(text):
            yield place, _ID.sub(b"", text)
        depth += steps
