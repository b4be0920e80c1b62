"""The styles of the text in drawings, for templates that have them from the start and for those made elsewhere.

A diagram names styles and never formats its text itself, so that a client who changes a style changes its diagrams too.
Source: ECMA-376 part 1, 17.7 (styles).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.domain import palette
from docgen.formats.ooxml import Package, serialise
from docgen.formats.relations import related
from docgen.formats.word import names
from docgen.formats.word.elements import Element, node
from docgen.formats.word.parts import read_part, text_parts

TEXT = "FlowText"
"""The paragraph style of all text in drawings."""
_STYLE = names.qualified("w:style")
_STYLE_ID = names.qualified("w:styleId")
_MUTED, _INK = "66727D", "1F2A33"
_POINTS = 8.0
_LATIN, _EAST_ASIAN = "Arial", "微软雅黑"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A character style; `points` is 0 where it has the size of the paragraph's."""

    id: str
    name: str
    colour: str
    bold: bool = False
    points: float = 0


_LOOKS = (
    _Look(id="FlowNote", name="Flow Note", colour=_MUTED, points=7),
    _Look(id="FlowNumber", name="Flow Number", colour=palette.HOUSE[0], bold=True),
    _Look(id="FlowLane", name="Flow Lane", colour="FFFFFF", bold=True, points=9),
    _Look(id="FlowHead", name="Flow Head", colour=palette.HOUSE[1], bold=True, points=9),
    _Look(id="FlowInverse", name="Flow Inverse", colour="FFFFFF", points=9),
    _Look(id="FlowInverseNote", name="Flow Inverse Note", colour=palette.HOUSE[3], points=7),
    _Look(id="FlowAlarm", name="Flow Alarm", colour=palette.ALARM, bold=True),
)


def character_styles() -> Iterator[Element]:
    """Yield the character styles of drawings."""
    for look in _LOOKS:
        bold = (node("w:b"), node("w:bCs")) if look.bold else ()
        properties = node("w:rPr", *bold, node("w:color", val=look.colour), *_size(look.points))
        yield node(
            "w:style",
            node("w:name", val=look.name),
            node("w:basedOn", val="DefaultParagraphFont"),
            properties,
            type="character", styleId=look.id, customStyle=1,
        )  # fmt: skip


def missing_styles(package: Package) -> dict[str, bytes]:
    """Return the styles part with the styles of drawings added; empty if the package has them all, or no styles."""
    part = next(iter(related(package, text_parts(package)[0].name, "styles")), None)
    if part is None:
        return {}
    root = read_part(package, part)
    known = {str(style.get(_STYLE_ID)) for style in root.iter(_STYLE)}
    added = [style for style in (_paragraph_style(), *character_styles()) if str(style.get(_STYLE_ID)) not in known]
    root.extend(added)
    return {part: serialise(root)} if added else {}


def _paragraph_style() -> Element:
    """Return the style of paragraphs in drawings: centred, close, without the indents of running text.

    Its font is the one that texts are measured by; a wider one of the template's could be cut off.
    """
    fonts = node("w:rFonts", ascii=_LATIN, hAnsi=_LATIN, eastAsia=_EAST_ASIAN, cs=_LATIN)
    return node(
        "w:style",
        node("w:name", val="Flow Text"),
        node("w:basedOn", val="Normal"),
        node(
            "w:pPr",
            node("w:spacing", before=0, after=0, line=220, lineRule="atLeast"),
            node("w:ind", left=0, right=0, firstLineChars=0, firstLine=0),
            node("w:jc", val="center"),
        ),
        node("w:rPr", fonts, node("w:color", val=_INK), *_size(_POINTS)),
        type="paragraph", styleId=TEXT, customStyle=1,
    )  # fmt: skip


def _size(points: float) -> tuple[Element, ...]:
    return (node("w:sz", val=round(points * 2)), node("w:szCs", val=round(points * 2))) if points else ()
