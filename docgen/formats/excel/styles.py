"""The cell formats of a workbook, as far as filling needs them: what a style shows, and styles derived from another.

Source: ECMA-376 part 1, 18.8 (styles), 18.8.30 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Container
from copy import deepcopy
from enum import StrEnum

from lxml import etree

from docgen.formats.excel.parts import child, local

_GENERAL, _TEXT = "0", "49"
_BUILT_IN_TIMES = frozenset({"18", "19", "20", "21", "45", "46", "47"})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[\$[^\]]*\]')  # text and locale in a number format
_BUILT_IN = {"0%": 9, "0.00%": 10}
_FIRST_OWN_FORMAT = 164


class Shows(StrEnum):
    """How a style shows a number."""

    GENERAL = "general"
    TEXT = "text"
    TIME = "time"
    OTHER = "other"


class Styles:
    """The styles of a template. Without a styles part every cell is general."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root
        formats = child(root, "cellXfs") if root is not None else None
        own = child(root, "numFmts") if root is not None else None
        times = {str(item.get("numFmtId")) for item in own if _is_time(str(item.get("formatCode")))} if own is not None else set()
        self._shows = [_shows(item, times | _BUILT_IN_TIMES) for item in formats] if formats is not None else []

    def shows(self, style: int) -> Shows:
        """Return how style number `style` shows a number."""
        return self._shows[style] if style < len(self._shows) else Shows.GENERAL

    def table(self) -> StyleTable:
        """Return the styles that a filled workbook starts with."""
        return StyleTable(self._root, self._shows)


class StyleTable:
    """The styles of one filled workbook under construction."""

    def __init__(self, root: etree._Element | None, shows: list[Shows]) -> None:
        self._template = root
        self._shows = shows
        self._root: etree._Element | None = None
        self._derived: dict[tuple[int, str], int] = {}

    def showing(self, style: int, code: str) -> int:
        """Return a style like `style` that shows numbers as `code` says; itself if it says how to show them."""
        if style < len(self._shows) and self._shows[style] is not Shows.GENERAL:
            return style
        return self._derive(style, code)

    def quoted(self, style: int) -> int:
        """Return a style like `style` whose text stays text when the cell is edited, though it looks like a formula."""
        return self._derive(style, "")

    def part(self) -> etree._Element | None:
        """Return the changed styles, None if they are the template's."""
        return self._root

    def _derive(self, style: int, code: str) -> int:
        if (style, code) in self._derived:
            return self._derived[style, code]
        if self._template is None:
            return style
        if self._root is None:
            self._root = deepcopy(self._template)
        formats = child(self._root, "cellXfs")
        if formats is None or style >= len(formats):
            return style
        derived = deepcopy(formats[style])
        if code:
            derived.set("numFmtId", str(self._format(code)))
            derived.set("applyNumberFormat", "1")
        else:
            derived.set("quotePrefix", "1")
        formats.append(derived)
        formats.set("count", str(len(formats)))
        self._derived[style, code] = len(formats) - 1
        return len(formats) - 1

    def _format(self, code: str) -> int:
        """Return the number of a number format, added if the workbook has none such."""
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        assert self._root is not None
        formats = child(self._root, "numFmts")
        if formats is None:
            formats = etree.Element(self._root.tag.replace("styleSheet", "numFmts"))
            self._root.insert(0, formats)
        for item in formats:
            if item.get("formatCode") == code:
                return int(str(item.get("numFmtId")))
        numbers = [int(str(item.get("numFmtId"))) for item in formats if local(item) == "numFmt"]
        number = max([_FIRST_OWN_FORMAT - 1, *numbers]) + 1
        etree.SubElement(formats, self._root.tag.replace("styleSheet", "numFmt"), {"numFmtId": str(number), "formatCode": code})
        formats.set("count", str(len(formats)))
        return number


def _shows(item: etree._Element, times: Container[str]) -> Shows:
    number = item.get("numFmtId") or _GENERAL
    if number in times:
        return Shows.TIME
    return {_GENERAL: Shows.GENERAL, _TEXT: Shows.TEXT}.get(number, Shows.OTHER)


def _is_time(code: str) -> bool:
    """Tell whether a number format shows hours or minutes and no date: h:mm, [mm]:ss."""
    bare = _QUOTED.sub("", code).lower()
    return "m" in bare and ("h" in bare or "s" in bare) and not {"y", "d"} & set(bare)
