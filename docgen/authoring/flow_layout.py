"""Where the boxes and lines of a flowchart stand. Lengths are millimetres, from the chart's upper left corner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.authoring.flow_chart import Edge, FlowChart, Kind, Node, Side
from docgen.authoring.measure import has_value, lines_of
from docgen.authoring.theme import TEXT_WIDTH_MM
from docgen.domain.diagrams.measure import on_grid

TALLEST = 205.0
_BOX_WIDTH = {1: 60.0, 2: 46.0, 3: 40.0, 4: 31.0, 5: 26.0}
_WIDER_DECISION = 4.0
_HEAD, _HEAD_OF_TWO_LINES = 8.0, 10.0
_HEAD_LETTER, _HEAD_SIDES = 3.2, 2.0
_GAP, _SMALLEST_GAP, _GAP_STEP = 7.5, 4.0, 0.5
_GAP_WITH_LABEL = 5.5
_LINE_HEIGHT = 3.88
_MARGIN = 5.75
_TEXT_LETTER, _NOTE_LETTER = 2.83, 2.47
_MOST_LINES = {Kind.DECISION: 2, Kind.NOTE: 8}
_ROUND_THE_OUTSIDE = 2.0
_EDGE = 0.25  # the nearest that a line comes to the edge of the chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A node at its place."""

    node: Node
    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.left + self.width / 2, self.top + self.height / 2

    def at(self, side: Side) -> tuple[float, float]:
        """Return the middle of a side, where lines are attached."""
        x, y = self.middle
        return {
            Side.TOP: (x, self.top),
            Side.LEFT: (self.left, y),
            Side.BOTTOM: (x, self.top + self.height),
            Side.RIGHT: (self.left + self.width, y),
        }[side]

    def overlaps(self, other: Placed) -> bool:
        """Whether the two boxes share ground."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def crossed_by(self, points: Sequence[tuple[float, float]]) -> bool:
        """Whether a line of level and upright pieces runs through the box (touching its edge is no crossing)."""
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
            inside_x = min(x1, x2) < self.left + self.width - 0.1 and max(x1, x2) > self.left + 0.1
            inside_y = min(y1, y2) < self.top + self.height - 0.1 and max(y1, y2) > self.top + 0.1
            if inside_x and inside_y:
                return True
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An edge as a line of level and upright pieces, with the sides it joins."""

    edge: Edge
    exit: Side
    enter: Side
    points: tuple[tuple[float, float], ...]


def text_width(node: Node, lanes: int) -> float:
    """Return the width that a node's text has: half of a decision, less of a terminator or double-edged box."""
    width = _size(node, lanes)[0]
    return _room(node, width)


def _room(node: Node, width: float) -> float:
    factor = {Kind.DECISION: 0.5, Kind.START: 0.88, Kind.END: 0.88, Kind.PROCESS: 0.75}.get(node.kind, 1.0)
    return width * factor - (0 if node.kind is Kind.DECISION else 1.0)


def lines_needed(node: Node, lanes: int) -> int:
    """Return the lines of a node's text and note together."""
    return _lines(node, text_width(node, lanes))


def _lines(node: Node, width: float) -> int:
    """Return the lines of text and note; a note with a tag gets one more, for what it prints may be long."""
    title = f"{node.number}  {node.text}" if node.number else node.text
    note = lines_of(node.note, width, _NOTE_LETTER) + has_value(node.note) if node.note else 0
    return lines_of(title, width, _TEXT_LETTER) + note


def fits(node: Node, lanes: int) -> bool:
    """Whether a node's text fits its box: two lines in a decision, eight in a note, three elsewhere."""
    return lines_needed(node, lanes) <= _MOST_LINES.get(node.kind, 3)


def head_height(chart: FlowChart) -> float:
    """Return the height of the lanes' heads: that of two lines where a title needs them or prints a value, which may be long."""
    room = TEXT_WIDTH_MM / len(chart.lanes) - _HEAD_SIDES
    wraps = any(has_value(title) or lines_of(title, room, _HEAD_LETTER) > 1 for title in chart.lanes)
    return _HEAD_OF_TWO_LINES if wraps else _HEAD


def place(chart: FlowChart) -> tuple[tuple[Placed, ...], float]:
    """Return the nodes at their places, and the chart's height. The gaps shrink to keep the chart on its page.

    The rows of a source only order the nodes; a row is as far below the one above as the boxes in its lanes ask for.
    """
    gap = _GAP
    placed, height = _placed(chart, gap)
    while height > TALLEST and gap > _SMALLEST_GAP:
        gap -= _GAP_STEP
        placed, height = _placed(chart, gap)
    return placed, height


def _placed(chart: FlowChart, gap: float) -> tuple[tuple[Placed, ...], float]:
    lanes = len(chart.lanes)
    sizes = {node.id: _size(node, lanes) for node in chart.nodes}
    labelled = {(edge.start, edge.end) for edge in chart.edges if edge.label}
    middles: dict[float, float] = {}
    for row in sorted({node.row for node in chart.nodes}):
        here = [node for node in chart.nodes if node.row == row]
        above = max(middles.values(), default=0.0)
        least = head_height(chart) + _MARGIN + max(sizes[node.id][1] for node in here) / 2
        lowest = above + 10.0 * min(1.0, row - max((other for other in middles), default=row)) if middles else least
        for node in here:
            for other in chart.nodes:
                if other.lane == node.lane and other.row < row:
                    apart = gap + (1.5 if Kind.DECISION in (node.kind, other.kind) else 0)
                    if (other.id, node.id) in labelled:
                        apart = max(apart, _GAP_WITH_LABEL)
                    asked = (sizes[node.id][1] + sizes[other.id][1]) / 2 + apart
                    lowest = max(lowest, middles[other.row] + asked)
        middles[row] = _to_quarters(max(lowest, least if not middles else 0))
    width = TEXT_WIDTH_MM / lanes
    placed = tuple(
        Placed(
            node=node,
            left=width * (node.lane + 0.5) - sizes[node.id][0] / 2,
            top=middles[node.row] - sizes[node.id][1] / 2,
            width=sizes[node.id][0],
            height=sizes[node.id][1],
        )
        for node in chart.nodes
    )
    return placed, _to_quarters(max(box.top + box.height for box in placed) + 3.0)


def _to_quarters(value: float) -> float:
    """Return the nearest quarter of a millimetre: on these steps a place survives LibreOffice's rounding (formats/word/drawings.py)."""
    return round(value * 4) / 4


def _size(node: Node, lanes: int) -> tuple[float, float]:
    """Return width and height of a node's box; its text decides the height of plain boxes and notes."""
    width = _BOX_WIDTH[lanes]
    match node.kind:
        case Kind.DECISION:
            return width + _WIDER_DECISION, 17.0
        case Kind.START | Kind.END:
            if node.note:
                return width + 1, 12.5 if _lines(node, _room(node, width + 1)) < 3 else 15.0
            return width - 7, 8.0 if _lines(node, _room(node, width - 7)) < 2 else 12.5
        case Kind.NOTE:
            return width + 3, on_grid(_lines(node, width + 2) * _LINE_HEIGHT + 5)
        case _:
            lines = _lines(node, _room(node, width))
            record = 2.0 if node.kind is Kind.RECORD else 0.0
            return width, (14.5 if lines > 2 else 12.5) + record


def connect(edges: Sequence[Edge], boxes: Mapping[str, Placed]) -> tuple[Line, ...]:
    """Return the lines of `edges`. Sides that the source leaves open are chosen so that a line turns as little as possible,
    leaves where no other line leaves its box, and runs through no box.
    """
    taken = {(edge.start, edge.exit) for edge in edges if edge.exit}
    lines = []
    for edge in edges:
        routes = [_route(edge, boxes, leave, enter) for leave, enter in _sides(edge, boxes[edge.start], boxes[edge.end])]
        free = [route for route in routes if edge.exit or (edge.start, route.exit) not in taken]
        clear = [route for route in free if not any(box.crossed_by(route.points) for box in boxes.values())]
        chosen = [*clear, *free, *routes][0]
        taken.add((edge.start, chosen.exit))
        lines.append(chosen)
    return tuple(lines)


def _route(edge: Edge, boxes: Mapping[str, Placed], leave: Side, enter: Side) -> Line:
    return Line(edge=edge, exit=leave, enter=enter, points=_points(boxes[edge.start], boxes[edge.end], leave, enter))


def _sides(edge: Edge, start: Placed, end: Placed) -> list[tuple[Side, Side]]:
    """Return the pairs of sides that may be joined, best first."""
    (x1, y1), (x2, y2) = start.middle, end.middle
    towards, downwards = Side.RIGHT if x2 > x1 else Side.LEFT, y2 > y1
    upright = Side.BOTTOM if downwards else Side.TOP
    around = [(Side.LEFT, Side.LEFT), (Side.RIGHT, Side.RIGHT)]
    if abs(x1 - x2) < 1:
        found = [(upright, upright.opposite), *around] if downwards else [*around, (upright, upright.opposite)]
    elif abs(y1 - y2) < 1:
        found = [(towards, towards.opposite)]
    else:
        level_first, upright_first = (towards, upright.opposite), (upright, towards.opposite)
        corner = [level_first, upright_first] if start.node.kind is Kind.DECISION and downwards else [upright_first, level_first]
        found = [*corner, (towards, towards.opposite), (upright, upright.opposite)]
    pairs = [(edge.exit or leave, edge.enter or enter) for leave, enter in found]
    fitting = [pair for pair, wanted in zip(pairs, found, strict=True) if pair == wanted]
    return fitting or [pair for pair in pairs if pair[0].level or pair[1].level or pair[0] is not pair[1]] or pairs


def _points(start: Placed, end: Placed, leave: Side, enter: Side) -> tuple[tuple[float, float], ...]:
    (x1, y1), (x2, y2) = start.at(leave), end.at(enter)
    if leave.level and enter.level:
        if abs(y1 - y2) < 0.1:
            return (x1, y1), (x2, y2)
        turn = _to_quarters((x1 + x2) / 2)
        if leave is enter:
            outside = min(x1, x2) - _ROUND_THE_OUTSIDE if leave is Side.LEFT else max(x1, x2) + _ROUND_THE_OUTSIDE
            turn = min(max(outside, _EDGE), TEXT_WIDTH_MM - _EDGE)
        return (x1, y1), (turn, y1), (turn, y2), (x2, y2)
    if leave.level:
        return (x1, y1), (x2, y1), (x2, y2)
    if enter.level:
        return (x1, y1), (x1, y2), (x2, y2)
    if abs(x1 - x2) < 0.1:
        return (x1, y1), (x2, y2)
    turn = _to_quarters((y1 + y2) / 2)
    return (x1, y1), (x1, turn), (x2, turn), (x2, y2)
