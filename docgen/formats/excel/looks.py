"""How a cell looks, as far as it means something: bold, italics, strike-through, fill.

Source: ECMA-376 part 1, 18.8 (styles), 18.8.19 (colours, theme and tint), 20.1.6.2 (colour scheme).
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

from lxml import etree

from docgen.formats.excel.parts import child, find, local

_MARKS = {"b": "bold", "i": "italic", "strike": "struck"}
# A cell names theme colours in another order than the theme lists them.
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
_FIRST_INDEXED = 8
_INDEXED = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080C0C0C0808080"
    "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    "003366339966003300333300993300993366333399333333"
)


class Looks:
    """The looks of all cell formats of a workbook."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        colours = _theme_colours(theme)
        fonts = _children(styles, "fonts")
        fills = _children(styles, "fills")
        marks = [_font(font) for font in fonts]
        filled = [_fill(fill, colours) for fill in fills]
        self._looks = [
            " ".join(word for word in (_at(marks, item.get("fontId")), _at(filled, item.get("fillId"))) if word)
            for item in _children(styles, "cellXfs")
        ]

    def of(self, style: int) -> str:
        """Return the look of a cell format: "" when plain."""
        return self._looks[style] if style < len(self._looks) else ""


def _children(styles: etree._Element | None, name: str) -> list[etree._Element]:
    container = child(styles, name) if styles is not None else None
    return [item for item in container if local(item)] if container is not None else []


def _at(words: list[str], number: str | None) -> str:
    index = int(number or 0)
    return words[index] if index < len(words) else ""


def _font(font: etree._Element) -> str:
    marks = ((word, child(font, name)) for name, word in _MARKS.items())
    return " ".join(word for word, mark in marks if mark is not None and mark.get("val") not in ("0", "false"))


def _fill(fill: etree._Element, theme: list[str]) -> str:
    """Return the colour of a solid fill, "" for none and for white, which looks like none."""
    pattern = child(fill, "patternFill")
    colour = child(pattern, "fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
    if colour is None:
        return ""
    rgb = (colour.get("rgb") or "")[-6:].upper()
    if (number := _within(colour.get("theme"), 0, len(theme))) is not None:
        rgb = _tinted(theme[number], float(colour.get("tint") or 0))
    elif (number := _within(colour.get("indexed"), _FIRST_INDEXED, _FIRST_INDEXED + len(_INDEXED) // 6)) is not None:
        place = (number - _FIRST_INDEXED) * 6
        rgb = _INDEXED[place : place + 6]
    return f"fill {rgb}" if rgb and rgb != "FFFFFF" else ""


def _within(text: str | None, first: int, end: int) -> int | None:
    number = int(text) if text is not None and text.isdecimal() else -1
    return number if first <= number < end else None


def _theme_colours(theme: etree._Element | None) -> list[str]:
    if theme is None:
        return []
    scheme = next(find(theme, "clrScheme"), None)
    found: dict[str, str] = {}
    for item in scheme if scheme is not None else ():
        for colour in item:
            found[local(item)] = str(colour.get("lastClr") or colour.get("val") or "")
    return [found.get(name, "") for name in _THEME_ORDER]


def _tinted(rgb: str, tint: float) -> str:
    """Return a colour made darker (tint below 0) or lighter, in hue, lightness and saturation."""
    if not tint or len(rgb) != 6:
        return rgb.upper()
    hue, lightness, saturation = rgb_to_hls(*(int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4)))
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    return "".join(f"{int(part * 255 + 0.5):02X}" for part in hls_to_rgb(hue, lightness, saturation))
