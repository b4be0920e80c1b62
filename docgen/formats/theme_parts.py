"""The theme part of an Office file: the palette and fonts that Word and Excel offer by it, and by which docgen's templates are known."""

from __future__ import annotations

from docgen.formats.ooxml import Package
from docgen.formats.restyling import Restyling

_THEME = "/theme/theme"
_MARK = b'name="docgen"'  # docgen's templates carry it (docgen.authoring.theme_part); with another design, Word puts its name there


def house_themes(package: Package) -> dict[str, bytes]:
    """Return the theme parts of a template that docgen has drawn, by name; none of one that somebody else has."""
    themes = {name: package.read(name) for name in package if _THEME in name}
    return {name: part for name, part in themes.items() if _MARK in part}


def with_fonts(theme_part: bytes, theme: Restyling) -> bytes:
    """Return a theme part with the fonts that Office offers by it in the place of the house's."""
    for name in theme.drawn:
        face = theme.body.latin if name.isascii() else theme.body.asian
        theme_part = theme_part.replace(f'typeface="{name}"'.encode(), f'typeface="{face}"'.encode())
    return theme_part
