"""An Excel template in another theme: its fonts and its bands. Its colours follow with those of all files (docgen.formats.brand).

Source: ECMA-376 part 1, 18.8.22 (fonts), 18.8.10 (formats of cells).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.formats.ooxml import open_package, parse, serialise
from docgen.formats.restyling import Restyling
from docgen.formats.theme_parts import house_themes, with_fonts

_STYLES = "xl/styles.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def restyled(template: bytes, theme: Restyling, language: str) -> bytes:
    """Return `template`, of documents in `language`, in `theme`; as it is if it was not drawn by docgen. Raises: DocumentError."""
    package = open_package(template)
    themes = house_themes(package)
    if not themes or _STYLES not in package:
        return template
    root = parse(package.read(_STYLES), _STYLES)
    normal = root.find(f"{_MAIN}cellStyleXfs/{_MAIN}xf")
    measures = {"0", normal.get("fontId") if normal is not None else ""}  # the widths of columns count digits of these fonts
    for number, font in enumerate(root.iterfind(f"{_MAIN}fonts/{_MAIN}font")):
        if str(number) not in measures:
            _set_face(font, theme, language)
    _recolour(root.iterfind(f"{_MAIN}fonts/{_MAIN}font/{_MAIN}color"), theme.cell_text)
    _recolour(root.iterfind(f"{_MAIN}fills/{_MAIN}fill/{_MAIN}patternFill/{_MAIN}fgColor"), theme.cell_fills)
    return package.write({_STYLES: serialise(root), **{name: with_fonts(part, theme) for name, part in themes.items()}})


def _set_face(font: etree._Element, theme: Restyling, language: str) -> None:
    """Give a font the theme's face of its weight. A cell has one font, so it is the Chinese one in Chinese workbooks."""
    name, bold, strong = font.find(f"{_MAIN}name"), font.find(f"{_MAIN}b"), theme.strong.get(language)
    if name is None or name.get("val") not in theme.drawn:
        return
    if strong is not None and bold is not None:
        font.remove(bold)
        name.set("val", strong.asian)
    else:
        name.set("val", theme.body.asian if language == "zh" else theme.body.latin)


def _recolour(elements: Iterator[etree._Element], colours: Mapping[str, str]) -> None:
    for element in elements:
        drawn = str(element.get("rgb"))
        if (ours := colours.get(drawn[-6:])) is not None:
            element.set("rgb", drawn[:-6] + ours)
