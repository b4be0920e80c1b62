"""Native drawings: shapes with text, connectors and groups, as Word writes them. Lengths are millimetres.

Source: ECMA-376 part 1, 20.1 and 20.4 (DrawingML); [MS-ODRAWXML] 2.18 (wps) and 2.17 (wpg).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.authoring.elements import Element, node, text
from docgen.authoring.theme import PAGE_MM, emu

_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_POINT = 12700


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A shape at a place on its page or group. `shape`: a preset geometry; no `fill` or `outline` if empty; `weight`: points."""

    left: float
    top: float
    width: float
    height: float
    shape: str = "rect"
    fill: str = ""
    outline: str = ""
    weight: float = 0.75
    dashed: bool = False
    rounding: int | None = None
    name: str = ""
    paragraphs: tuple[Element, ...] = ()
    inset: tuple[float, float] = (1.0, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A connector. `start` and `end` are (box number, site) of the glued shapes; the arrow is at the end, or at the head."""

    left: float
    top: float
    width: float
    height: float
    shape: str
    start: tuple[int, int]
    end: tuple[int, int]
    flip_h: bool = False
    flip_v: bool = False
    rotated: bool = False
    adjust: int | None = None
    arrow_at_start: bool = False
    dashed: bool = False
    colour: str = ""
    name: str = ""


def group(boxes: Sequence[Box], links: Sequence[Link], size: tuple[float, float], number: int, description: str) -> Element:
    """Return the run of an inline group of `size`: boxes in order (later ones lie above), numbered from 2; then the links."""
    extent = {"cx": emu(size[0]), "cy": emu(size[1])}
    children = [_shape(box, index, in_group=True) for index, box in enumerate(boxes, 2)]
    children += [_connector(link, index) for index, link in enumerate(links, 2 + len(boxes))]
    drawing = node(
        "w:drawing",
        node(
            "wp:inline",
            node("wp:extent", **extent),
            node("wp:effectExtent", l=0, t=0, r=0, b=0),
            node("wp:docPr", id=number, name=f"drawing {number}", descr=description),
            node("wp:cNvGraphicFramePr"),
            node(
                "a:graphic",
                node(
                    "a:graphicData",
                    node(
                        "wpg:wgp",
                        node("wpg:cNvGrpSpPr"),
                        node(
                            "wpg:grpSpPr",
                            node(
                                "a:xfrm",
                                node("a:off", x=0, y=0),
                                node("a:ext", **extent),
                                node("a:chOff", x=0, y=0),
                                node("a:chExt", **extent),
                            ),
                        ),
                        *children,
                    ),
                    uri=_GROUP,
                ),
            ),
            distT=0, distB=0, distL=0, distR=0,
        ),
    )  # fmt: skip
    return _alternative(drawing, "wpg")


def anchored(box: Box, number: int, description: str) -> Element:
    """Return the run of a shape placed on the page itself, behind the text."""
    position = (
        ("wp:positionH", box.left),
        ("wp:positionV", box.top),
    )
    places = []
    for tag, offset in position:
        place = node("wp:posOffset")
        place.text = str(emu(offset))
        places.append(node(tag, place, relativeFrom="page"))
    graphic = node("a:graphic", node("a:graphicData", _shape(box, 0, in_group=False), uri=_SHAPE))
    drawing = node(
        "w:drawing",
        node(
            "wp:anchor",
            node("wp:simplePos", x=0, y=0),
            *places,
            node("wp:extent", cx=emu(box.width), cy=emu(min(box.height, PAGE_MM[1]))),
            node("wp:effectExtent", l=0, t=0, r=0, b=0),
            node("wp:wrapNone"),
            node("wp:docPr", id=number, name=f"drawing {number}", descr=description),
            node("wp:cNvGraphicFramePr"),
            graphic,
            distT=0, distB=0, distL=0, distR=0, simplePos=0, relativeHeight=number, behindDoc=1, locked=0, layoutInCell=1, allowOverlap=1,
        ),
    )  # fmt: skip
    return _alternative(drawing, "wps")


def _alternative(drawing: Element, requires: str) -> Element:
    return node("w:r", node("mc:AlternateContent", node("mc:Choice", drawing, Requires=requires)))


def _shape(box: Box, number: int, *, in_group: bool) -> Element:
    adjust = [node("a:gd", name="adj", fmla=f"val {box.rounding}")] if box.rounding is not None else []
    horizontal, vertical = (emu(inset) for inset in box.inset)
    return node(
        "wps:wsp",
        node("wps:cNvPr", id=number, name=box.name) if in_group else None,
        node("wps:cNvSpPr"),
        node(
            "wps:spPr",
            node(
                "a:xfrm",
                node("a:off", x=emu(box.left), y=emu(box.top)) if in_group else node("a:off", x=0, y=0),
                node("a:ext", cx=emu(box.width), cy=emu(box.height)),
            ),
            node("a:prstGeom", node("a:avLst", *adjust), prst=box.shape),
            _fill(box.fill),
            _line(box.outline, box.weight, dashed=box.dashed),
        ),
        node("wps:txbx", node("w:txbxContent", *box.paragraphs)) if box.paragraphs else None,
        node(
            "wps:bodyPr", node("a:noAutofit"),
            wrap="square", lIns=horizontal, tIns=vertical, rIns=horizontal, bIns=vertical, anchor="ctr",
        ),
    )  # fmt: skip


def _connector(link: Link, number: int) -> Element:
    arrow = node("a:headEnd" if link.arrow_at_start else "a:tailEnd", type="triangle")
    place = node(
        "a:xfrm",
        node("a:off", x=emu(link.left), y=emu(link.top)),
        node("a:ext", cx=emu(link.width), cy=emu(link.height)),
        **({"rot": 5400000} if link.rotated else {}),
        **({"flipH": 1} if link.flip_h else {}),
        **({"flipV": 1} if link.flip_v else {}),
    )
    adjust = [node("a:gd", name="adj1", fmla=f"val {link.adjust}")] if link.adjust is not None else []
    return node(
        "wps:wsp",
        node("wps:cNvPr", id=number, name=link.name),
        node("wps:cNvCnPr", node("a:stCxn", id=link.start[0], idx=link.start[1]), node("a:endCxn", id=link.end[0], idx=link.end[1])),
        node(
            "wps:spPr",
            place,
            node("a:prstGeom", node("a:avLst", *adjust), prst=link.shape),
            _line(link.colour, 0.75, arrow, dashed=link.dashed),
        ),
        node("wps:bodyPr"),
    )


def _fill(colour: str) -> Element:
    return node("a:solidFill", node("a:srgbClr", val=colour)) if colour else node("a:noFill")


def _line(colour: str, weight: float, *ends: Element, dashed: bool = False) -> Element:
    if not colour:
        return node("a:ln", node("a:noFill"))
    return node("a:ln", _fill(colour), node("a:prstDash", val="dash") if dashed else None, *ends, w=round(weight * _POINT))


def label_paragraphs(*lines: Sequence[tuple[str, str]]) -> tuple[Element, ...]:
    """Return paragraphs for a shape: each line is a sequence of (text, character style or "")."""
    written = []
    for line in lines:
        runs = (node("w:r", node("w:rPr", node("w:rStyle", val=style)) if style else None, text(words)) for words, style in line)
        written.append(node("w:p", node("w:pPr", node("w:pStyle", val="FlowText")), *runs))
    return tuple(written)
