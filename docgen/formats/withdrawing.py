"""What every withdrawn file says of itself, whatever its format: the words of its banner, noted in it, and its status.

The note tells the banner from what people wrote, however often the file was saved again, so that it can be taken away exactly.
Source: ECMA-376 part 2, 11 (core properties: contentStatus).
"""

from __future__ import annotations

from lxml import etree

from docgen.formats.engine import Notice
from docgen.formats.ooxml import Package, detach, parse, serialise
from docgen.formats.properties import read_texts, with_texts
from docgen.formats.relations import related

_PREFIX = "docgen withdrawn "
_TITLE, _TEXT, _STATUS, _ASIDE = "title", "text", "status", "aside"
_CONTENT_STATUS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}contentStatus"


def words(text: str) -> str:
    """Return `text` with its white space folded, which programs rewrite."""
    return " ".join(text.split())


def notice_of(package: Package) -> Notice | None:
    """Return the notice whose banner docgen put into the file, None if it put in none. Raises: DocumentError."""
    said = read_texts(package, _PREFIX)
    return Notice(title=said[_TITLE], text=said[_TEXT]) if _TITLE in said and _TEXT in said else None


def aside_of(package: Package) -> str:
    """Return what `with_notice` was given to keep aside. Raises: DocumentError."""
    return read_texts(package, _PREFIX).get(_ASIDE, "")


def with_notice(package: Package, notice: Notice, aside: str = "") -> bytes:
    """Return the file of `package` with the note that it is withdrawn, and the title of `notice` as its status.

    aside: what the format wants to know when the banner is taken away.   Raises: DocumentError.
    """
    note = {_TITLE: notice.title, _TEXT: notice.text, _STATUS: _status(package), _ASIDE: aside}
    changed = package.with_parts(_with_status(package, notice.title))
    return with_texts(changed, {_PREFIX: {name: text for name, text in note.items() if text}})


def without_notice(package: Package) -> bytes:
    """Return the file of `package` without that note, with the status it had, unless people gave it another. Raises: DocumentError."""
    said = read_texts(package, _PREFIX)
    own = said.get(_TITLE) == _status(package)
    changed = package.with_parts(_with_status(package, said.get(_STATUS, ""))) if own else package
    return with_texts(changed, {_PREFIX: {}})


def _status(package: Package) -> str:
    for part in related(package, "", "core-properties"):
        return str(parse(package.read(part), part).findtext(_CONTENT_STATUS, ""))
    return ""


def _with_status(package: Package, status: str) -> dict[str, bytes | None]:
    """Return the part that says `status`, "" for none; nothing where there are no core properties."""
    for part in related(package, "", "core-properties"):
        root = parse(package.read(part), part)
        for item in root.findall(_CONTENT_STATUS):
            detach(item)
        if status:
            etree.SubElement(root, _CONTENT_STATUS).text = status
        return {part: serialise(root)}
    return {}
