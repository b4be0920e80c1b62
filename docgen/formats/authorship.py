"""Who saved an Office file last, and when, as the file itself says: its core properties.

Source: ECMA-376 part 2, 11 (core properties).
"""

from __future__ import annotations

from docgen.errors import DocumentError
from docgen.formats.ooxml import open_package, parse
from docgen.formats.relations import related


def last_saved(file: bytes) -> tuple[str, str]:
    """Return by whom `file` was saved last, and when (ISO 8601), as it says; "" for what it does not say, or cannot be read."""
    said = {"lastModifiedBy": "", "modified": ""}
    try:
        package = open_package(file)
        for part in related(package, "", "core-properties"):
            for element in parse(package.read(part), part):
                name = str(element.tag).rpartition("}")[2]
                if name in said:
                    said[name] = (element.text or "").strip()
    except DocumentError:
        pass
    return said["lastModifiedBy"], said["modified"]
