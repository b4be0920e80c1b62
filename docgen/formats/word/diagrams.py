"""Diagrams that a template asks for: `{{ diagram('organisation') }}` becomes a group of Word's own shapes.

They are drawn in the house's colours and with its styles, so that the client's brand and a changed style reach them too.
Source: ECMA-376 part 1, 20.1 and 20.4 (DrawingML); [MS-ODRAWXML] (shapes and groups).
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from docgen.domain import palette
from docgen.domain.context import Context, template_function
from docgen.domain.diagram import Box, Diagram, Link, Look, Point, Shade
from docgen.formats.ooxml import Package
from docgen.formats.word import drawing_shapes as shapes
from docgen.formats.word.diagram_styles import missing_styles
from docgen.formats.word.names import Element

_BRAND, _, _MIDDLE, _FILL, _WASH = palette.HOUSE
_WHITE = "FFFFFF"
_FIRST_SHAPE = 3  # 1 is the group's, 2 the ground
_RADIUS = 1.5  # of rounded corners, the same for small boxes and large ones
_STYLES = {
    Look.PLAIN: "",
    Look.STRONG: "FlowNumber",
    Look.NOTE: "FlowNote",
    Look.ALARM: "FlowAlarm",
    Look.HEAD: "FlowHead",
    Look.INVERSE_STRONG: "FlowLane",
    Look.INVERSE: "FlowInverse",
    Look.INVERSE_NOTE: "FlowInverseNote",
}
# Ground and outline of a box.
_COLOURS = {
    Shade.PLAIN: (_WHITE, _BRAND),
    Shade.MAIN: (_BRAND, _BRAND),
    Shade.TINTED: (_FILL, _BRAND),
    Shade.QUIET: (_WASH, _MIDDLE),
    Shade.ALARM: (palette.ALARM_FILL, palette.ALARM),
    Shade.APART: (_WHITE, palette.ALARM),
    Shade.BARE: ("", ""),
}
_TOP, _LEFT, _BOTTOM, _RIGHT = range(4)  # the sites of a shape, where connectors are glued


class _Drawn:
    """A diagram on its way into the text; the document gets the styles of drawings when it is printed."""

    __slots__ = ("_diagram", "_gallery")

    def __init__(self, gallery: Gallery, diagram: Diagram) -> None:
        self._gallery, self._diagram = gallery, diagram

    def spelled(self, language: str) -> str:
        """A diagram joined to text. Raises: WordingError."""
        return self._diagram.spelled(language)

    def __html__(self) -> str:
        self._gallery.shows_any = True
        drawing = etree.tostring(drawn(self._diagram), encoding="unicode")
        return f'</w:t>{drawing}<w:t xml:space="preserve">'


class Gallery:
    """The diagrams of one filled document: it takes the function `diagram` of the context and prints what that returns as drawings."""

    def __init__(self, context: Context) -> None:
        self.shows_any = False
        self._given = context.functions.get("diagram")

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the function for templates; none if the context has none."""
        given = self._given
        if given is None:
            return {}

        @template_function
        def diagram(*said: object) -> object:
            value = given(*said)
            return _Drawn(self, value) if isinstance(value, Diagram) else value

        return {"diagram": diagram}

    def parts(self, package: Package) -> dict[str, bytes]:
        """Return the parts that the diagrams change: the styles, if some that drawings need are missing."""
        return missing_styles(package) if self.shows_any else {}


def drawn(diagram: Diagram) -> Element:
    """Return what a run holds that shows `diagram`; its id is 0, for `identities` to give it one."""
    # LibreOffice stretches a group until what is in it fills it: the ground, which nobody sees, does so.
    ground = shapes.Box(left=0, top=0, width=diagram.width, height=diagram.height, name="ground")
    boxes = [ground, *map(_box, diagram.boxes)]
    links = [_link(link, diagram) for link in diagram.links]
    run = shapes.group(boxes, links, (diagram.width, diagram.height), 0, diagram.alternative)
    return run[0]


def _box(box: Box) -> shapes.Box:
    fill, outline = _COLOURS[box.shade]
    lines = [[(piece.text, _STYLES[piece.look]) for piece in line] for line in box.lines]
    return shapes.Box(
        left=box.left, top=box.top, width=box.width, height=box.height, shape="roundRect" if box.rounded else "rect", fill=fill,
        outline=outline, dashed=box.shade is Shade.APART, name=box.name,
        rounding=round(_RADIUS / min(box.width, box.height) * 100_000) if box.rounded else None,
        paragraphs=shapes.label_paragraphs(*lines, align="" if box.centred else "left"),
        anchor="ctr" if box.centred and not box.at_top else "t", inset=(1.0, 1.75 if box.at_top else 0.5),
    )  # fmt: skip


def _link(link: Link, diagram: Diagram) -> shapes.Link:
    first, last = diagram.boxes[link.start], diagram.boxes[link.end]
    start = (link.start + _FIRST_SHAPE, _site(first, link.points[0]))
    end = (link.end + _FIRST_SHAPE, _site(last, link.points[-1]))
    name = f"{first.name} - {last.name}"
    route = shapes.Route(
        points=link.points, start=start, end=end, colour=palette.CONNECTOR, name=name, dashed=link.dashed, arrow=link.arrow
    )
    return shapes.connector(route)


def _site(box: Box, point: Point) -> int:
    """Return the site of `box` nearest to `point`, which lies on its edge."""
    distances = {
        _TOP: abs(point[1] - box.top),
        _LEFT: abs(point[0] - box.left),
        _BOTTOM: abs(point[1] - box.bottom),
        _RIGHT: abs(point[0] - box.right),
    }
    return min(distances, key=lambda site: distances[site])
