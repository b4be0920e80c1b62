"""A generated file in the client's colours: the house's brand colours in it become the client's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docgen.formats.ooxml import open_package

# Where Word and Excel keep colours; the cells of a sheet name a style and hold none.
_COLOURED = re.compile(
    r"word/(?:document|styles|numbering|header\d*|footer\d*|theme/theme\d+)\.xml|xl/(?:styles|theme/theme\d+|charts/\w+|drawings/\w+)\.xml"
)


def in_colours(file: bytes, colours: Mapping[str, str]) -> bytes:
    """Return `file` with each colour of `colours` (six hex digits) replaced by what it maps to; other parts as they lie in the zip."""
    if not colours:
        return file
    package = open_package(file)
    wanted = re.compile(rb'(?<=")([0-9A-Fa-f]{2})?(' + b"|".join(colour.encode() for colour in colours) + rb')(?=")')
    replaced: dict[str, bytes | None] = {}
    for name in package:
        if _COLOURED.fullmatch(name):
            content = package.read(name)
            changed = wanted.sub(lambda found: (found[1] or b"") + colours[found[2].decode()].encode(), content)
            if changed != content:
                replaced[name] = changed
    return package.write(replaced)
