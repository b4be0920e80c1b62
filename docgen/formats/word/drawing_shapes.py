"""Native drawings: shapes with text, connectors and groups, as Word writes them. Lengths are millimetres.

Source: ECMA-376 part 1, 20.1 and 20.4 (DrawingML); [MS-ODRAWXML] 2.18 (wps) and 2.17 (wpg).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.formats.word.diagram_styles import TEXT
from docgen.formats.word.elements import Element, node, text

_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_POINT = 12700  # English metric units
_MM = 36_000
_PAGE_HEIGHT = 297.0
_HALF_WAY = 50_000  # of 100 000: where a connector bends by itself
Point = tuple[float, float]
Glue = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A shape at a place on its page or group. `shape`: a preset geometry; no `fill` or `outline` if empty; `weight`: points.

    anchor: where the text stands between the upper edge (t) and the lower: ctr is the middle.
    """

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
    anchor: str = "ctr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A connector. `start` and `end` are (shape number, site) of the glued shapes; the arrow is at the end, at the head, or nowhere."""

    left: float
    top: float
    width: float
    height: float
    shape: str
    start: Glue
    end: Glue
    flip_h: bool = False
    flip_v: bool = False
    rotated: bool = False
    adjust: int | None = None
    arrow: str = "tailEnd"
    dashed: bool = False
    colour: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a line goes, from the glued shape `start` to `end`: two to four points, between them level or upright pieces."""

    points: Sequence[Point]
    start: Glue
    end: Glue
    colour: str
    name: str
    dashed: bool = False
    arrow: bool = True


def connector(route: Route) -> Link:
    """Return the connector that takes `route`: straight, with one bend, or with two.

    Word's connectors run level first. So a line with one bend that leaves upright is drawn from its end to its start, with the
    arrow at its head; one with two bends that leaves upright is turned by 90 degrees about its middle, after its flips.
    Source: ECMA-376 part 1, 20.1.10.55 (bentConnector2, bentConnector3), 20.1.7.6 (flips and rotation).
    """
    points, start, end = route.points, route.start, route.end
    (x1, y1), (x2, y2) = points[0], points[-1]
    level = abs(points[1][0] - x1) > abs(points[1][1] - y1)
    turned = len(points) == 3 and not level
    if turned:
        (x1, y1), (x2, y2), start, end = (x2, y2), (x1, y1), end, start
    shape = {2: "straightConnector1", 3: "bentConnector2", 4: "bentConnector3"}[len(points)]
    left, top, width, height = min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)
    flip_h, flip_v, rotated, adjust = x2 < x1, y2 < y1, False, None
    if shape == "bentConnector3" and level:
        width = max(width, 0.1)
        adjust = round((points[1][0] - x1) / (-width if flip_h else width) * 100_000)
    elif shape == "bentConnector3":
        share = round((points[1][1] - y1) / (y2 - y1) * 100_000) if height else _HALF_WAY
        adjust = share if share != _HALF_WAY else None
        left, top = (x1 + x2 - height) / 2, (y1 + y2 - width) / 2
        width, height, rotated, flip_h, flip_v = height, width, True, y2 < y1, x2 > x1
    return Link(
        left=left, top=top, width=width, height=height, shape=shape, start=start, end=end, flip_h=flip_h, flip_v=flip_v, rotated=rotated,
        adjust=adjust, arrow=("headEnd" if turned else "tailEnd") if route.arrow else "", dashed=route.dashed, colour=route.colour,
        name=route.name,
    )  # fmt: skip


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
    """Return the run of a decoration: a shape placed on the page itself, behind the text, that screen readers pass over."""
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
            node("wp:extent", cx=emu(box.width), cy=emu(min(box.height, _PAGE_HEIGHT))),
            node("wp:effectExtent", l=0, t=0, r=0, b=0),
            node("wp:wrapNone"),
            node("wp:docPr", _decorative(), id=number, name=f"drawing {number}", descr=description),
            node("wp:cNvGraphicFramePr"),
            graphic,
            distT=0, distB=0, distL=0, distR=0, simplePos=0, relativeHeight=number, behindDoc=1, locked=0, layoutInCell=1, allowOverlap=1,
        ),
    )  # fmt: skip
    return _alternative(drawing, "wps")


def _decorative() -> Element:
    """Return the mark of a drawing that says nothing. Source: [MS-ODRAWXML], element decorative."""
    return node("a:extLst", node("a:ext", node("adec:decorative", val=1), uri=_DECORATIVE))


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
            wrap="square", lIns=horizontal, tIns=vertical, rIns=horizontal, bIns=vertical, anchor=box.anchor,
        ),
    )  # fmt: skip


def _connector(link: Link, number: int) -> Element:
    arrow = node(f"a:{link.arrow}", type="triangle") if link.arrow else None
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


def _line(colour: str, weight: float, *ends: Element | None, dashed: bool = False) -> Element:
    if not colour:
        return node("a:ln", node("a:noFill"))
    return node("a:ln", _fill(colour), node("a:prstDash", val="dash") if dashed else None, *ends, w=round(weight * _POINT))


def label_paragraphs(*lines: Sequence[tuple[str, str]], align: str = "") -> tuple[Element, ...]:
    """Return paragraphs for a shape: each line is a sequence of (text, character style or ""). They are centred unless `align` says."""
    written = []
    for line in lines:
        runs = (node("w:r", node("w:rPr", node("w:rStyle", val=style)) if style else None, text(words)) for words, style in line)
        properties = node("w:pPr", node("w:pStyle", val=TEXT), node("w:jc", val=align) if align else None)
        written.append(node("w:p", properties, *runs))
    return tuple(written)


def emu(mm: float) -> int:
    """Return millimetres as English metric units, rounded."""
    return round(mm * _MM)
