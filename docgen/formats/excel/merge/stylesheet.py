"""The cell formats of a workbook: told apart by what they say, and taken over from one workbook into another.

Numbers of formats mean nothing outside their workbook; saving it anew deals them out anew.
Source: ECMA-376 part 1, 18.8 (styles), 18.8.30 (number formats).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from docgen.formats.excel.parts import MAIN, child, local

_PARTS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}
_FIRST_OWN_CODE = 164
_DATES = frozenset({"14", "15", "16", "17", "22"})
_AMBER = "FFFFE699"
_MARK = etree.fromstring(
    f'<fill xmlns="{MAIN}"><patternFill patternType="solid"><fgColor rgb="{_AMBER}"/><bgColor indexed="64"/></patternFill></fill>'
)


@dataclass(frozen=True, slots=True)
class Format:
    """A cell format: the whole of what it says, and the elements that say it.

    parts: the font, fill and border, in the order of `_PARTS`.   code: of the number format, "" for a built-in one.
    """

    said: tuple[str, ...]
    xf: etree._Element
    parts: tuple[etree._Element | None, ...]
    code: str

    @property
    def number_format(self) -> str:
        """The number format: by its code, a built-in one by its number."""
        return self.said[3]


class Stylesheet:
    """The styles of one workbook; None for one that has none, which has one plain format and takes none in."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root
        self._formats: list[Format] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        for xf in self._children("cellXfs"):
            self._known(self._read(xf))

    def format(self, number: int) -> Format | None:
        """Return a format by its number; None if there is no such."""
        return self._formats[number] if 0 <= number < len(self._formats) else None

    def said(self, number: int) -> tuple[str, ...]:
        """Return what a format says; nothing if there is no such."""
        return self._formats[number].said if 0 <= number < len(self._formats) else ()

    def all_said(self) -> list[tuple[str, ...]]:
        """Return what all formats say, by number."""
        return [found.said for found in self._formats]

    def taken(self, found: Format | None) -> int:
        """Return the number of a format of another workbook, added if there is none that says the same."""
        if found is None or self._root is None:
            return 0
        if found.said not in self._numbers:
            self._add(found)
        return self._numbers[found.said]

    def marked(self, number: int) -> int:
        """Return the number of a format like `number` with the fill of a mark."""
        return self._with_fill(number, _MARK)

    def is_marked(self, number: int) -> bool:
        """Tell whether a format has the fill of a mark."""
        said = self.said(number)
        return bool(said) and _AMBER in said[1]

    def unmarked(self, number: int, fill: etree._Element | None) -> int:
        """Return the number of a format like `number` with `fill` instead, None for none."""
        return self._with_fill(number, fill)

    def fill(self, number: int) -> str:
        """Return the fill of a format as XML, "" for none."""
        found = self.format(number)
        if found is None or found.parts[1] is None:
            return ""
        alone = deepcopy(found.parts[1])
        etree.cleanup_namespaces(alone)
        return etree.tostring(alone, encoding="unicode", with_tail=False)

    def formatted(self, number: int, code: str) -> int:
        """Return the number of a format like `number` with another number format, by code, else by its number."""
        found = self.format(number)
        if found is None:
            return number
        xf = deepcopy(found.xf)
        xf.set("applyNumberFormat", "1")
        if code.isdecimal():
            xf.set("numFmtId", code)
        said = (*found.said[:3], code, *found.said[4:])
        return self.taken(replace(found, said=said, xf=xf, code="" if code.isdecimal() else code))

    def differential(self, number: int) -> etree._Element | None:
        """Return the format of a rule by its number."""
        found = self._children("dxfs")
        return found[number] if 0 <= number < len(found) else None

    def taken_differential(self, found: etree._Element | None) -> int | None:
        """Return the number of the format of another workbook's rule, added if there is none that says the same."""
        if found is None or self._root is None:
            return None
        own = self._children("dxfs")
        number = next((place for place, item in enumerate(own) if spelled(item) == spelled(found)), None)
        return self._append("dxfs", found) if number is None else number

    def _with_fill(self, number: int, fill: etree._Element | None) -> int:
        found = self.format(number)
        if found is None:
            return number
        said = (found.said[0], spelled(fill), *found.said[2:])
        return self.taken(replace(found, said=said, parts=(found.parts[0], fill, found.parts[2])))

    def _known(self, found: Format) -> None:
        self._numbers.setdefault(found.said, len(self._formats))
        self._formats.append(found)

    def _read(self, xf: etree._Element) -> Format:
        parts = tuple(self._part(group, xf.get(attribute)) for group, attribute in _PARTS.items())
        code = self._code(xf.get("numFmtId") or "0")
        own = (code or xf.get("numFmtId") or "0", xf.get("quotePrefix") or "", *(spelled(item) for item in xf if local(item)))
        return Format((*(spelled(part) for part in parts), *own), xf, parts, code)

    def _part(self, group: str, number: str | None) -> etree._Element | None:
        found = self._children(group)
        index = int(number or 0)
        return found[index] if index < len(found) else None

    def _code(self, number: str) -> str:
        found = (item.get("formatCode") for item in self._children("numFmts") if item.get("numFmtId") == number)
        return next((str(code) for code in found if code), "")

    def _add(self, found: Format) -> None:
        xf = deepcopy(found.xf)
        for (group, attribute), part in zip(_PARTS.items(), found.parts, strict=True):
            own = [spelled(item) for item in self._children(group)]
            if part is None:
                xf.set(attribute, "0")
            else:
                said = spelled(part)
                xf.set(attribute, str(own.index(said) if said in own else self._append(group, part)))
                xf.set(f"apply{group.capitalize().removesuffix('s')}", "1")
        if found.code:
            xf.set("numFmtId", str(self._own_code(found.code)))
        xf.set("xfId", "0")
        self._append("cellXfs", xf)
        self._known(replace(found, xf=xf))

    def _own_code(self, code: str) -> int:
        """Return the number of a number format, added if there is none such."""
        own = self._children("numFmts")
        known = next((item.get("numFmtId") for item in own if item.get("formatCode") == code), None)
        if known is not None:
            return int(known)
        number = max([_FIRST_OWN_CODE - 1, *(int(item.get("numFmtId") or 0) for item in own)]) + 1
        self._append("numFmts", etree.Element(f"{{{MAIN}}}numFmt", {"numFmtId": str(number), "formatCode": code}))
        return number

    def _children(self, group: str) -> list[etree._Element]:
        container = child(self._root, group) if self._root is not None else None
        return [item for item in container if local(item)] if container is not None else []

    def _append(self, group: str, element: etree._Element) -> int:
        """Append an element to a group, which is made if it is not there; return its number."""
        assert self._root is not None  # asked by whoever takes a format in
        container = child(self._root, group)
        if container is None:
            container = etree.Element(f"{{{etree.QName(self._root).namespace}}}{group}")
            self._root.insert(next(self._before(group)), container)
        container.append(deepcopy(element))
        container.set("count", str(len(self._children(group))))
        return len(self._children(group)) - 1

    def _before(self, group: str) -> Iterator[int]:
        """Yield where a group belongs among the children of the styles."""
        assert self._root is not None  # asked by `_append`
        order = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst")
        later = order[order.index(group) + 1 :]
        yield from (place for place, item in enumerate(self._root) if local(item) in later)
        yield len(self._root)


def shows_date(number_format: str) -> bool:
    """Tell whether a number format, by its code, else by its number, shows a date."""
    return number_format in _DATES or "yy" in number_format.lower()


def spelled(element: etree._Element | None) -> str:
    """Return an element in one spelling, whatever its prefix and the order of its attributes; "" for none."""
    if element is None:
        return ""
    attributes = " ".join(f"{name}={value}" for name, value in sorted((str(name), str(value)) for name, value in element.attrib.items()))
    text = (element.text or "").strip()
    return f"<{local(element)} {attributes}>{text}{''.join(spelled(item) for item in element if local(item))}</>"
