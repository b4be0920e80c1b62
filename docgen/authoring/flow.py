"""A `flow` block -> a native swimlane flowchart whose numbers and titles are those of the step table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.authoring import theme
from docgen.authoring.blocks import Chart, Table, Text
from docgen.authoring.flow_chart import FlowChart, Kind, Node, Side, read_chart
from docgen.authoring.flow_layout import TALLEST, Line, Placed, connect, fits, head_height, place
from docgen.authoring.outline import Outline, Path
from docgen.authoring.runs import RunWriter
from docgen.authoring.source import Faults
from docgen.authoring.table import steps_of
from docgen.domain.diagram import Look, Piece
from docgen.domain.diagrams.measure import on_grid, width_of
from docgen.formats.word.drawing_shapes import Box, Link, Route, connector, group, label_paragraphs
from docgen.formats.word.elements import Element, paragraph

_FIRST_DRAWING = 101  # the cover's bands are 1 and 2
_SHAPES = {
    Kind.START: "flowChartTerminator",
    Kind.END: "flowChartTerminator",
    Kind.STEP: "roundRect",
    Kind.DECISION: "flowChartDecision",
    Kind.PROCESS: "flowChartPredefinedProcess",
    Kind.RECORD: "flowChartDocument",
    Kind.NOTE: "rect",
}
_FILLS = {Kind.START: theme.BRAND_FILL, Kind.END: theme.BRAND_FILL, Kind.DECISION: theme.BRAND_FILL, Kind.RECORD: theme.BRAND_WASH}
_QUIET = (Kind.RECORD, Kind.NOTE)
_LABEL_HEIGHT, _LABEL_SIDES = 4.5, 2.0


class FlowWriter:
    """Writes the flowcharts of one text."""

    def __init__(self, text: Text, outline: Outline, runs: RunWriter, faults: Faults) -> None:
        self._text = text
        self._outline = outline
        self._runs = runs
        self._faults = faults
        self._drawn = 0

    def write(self, index: int, block: Chart, path: Path) -> Iterator[Element]:
        """Yield the paragraph that holds the chart of block `index`; nothing if the chart has faults, which are noted."""
        data = self._resolved(block.data, path, block.line)
        chart = read_chart(data if isinstance(data, dict) else {}, self._steps(index, path), block.line, self._faults)
        if chart is None:
            return
        number = _FIRST_DRAWING + self._drawn
        self._drawn += 1
        drawing = draw(chart, number, block.line, self._faults)
        yield paragraph("Figure", drawing)

    def _resolved(self, value: object, path: Path, line: int) -> object:
        """Put what a cross reference prints into the texts of a chart."""
        match value:
            case str() if "{ref:" in value:
                before, _, rest = value.partition("{ref:")
                name, _, after = rest.partition("}")
                found = self._outline.reference(name, path, line)
                label = self._runs.label(*found) if found else name
                return f"{before}{label}{self._resolved(after, path, line)}"
            case list():
                return [self._resolved(item, path, line) for item in value]
            case dict():
                return {key: self._resolved(item, path, line) for key, item in value.items() if key != "caption"}
            case _:
                return value

    def _steps(self, index: int, path: Path) -> Mapping[str, str]:
        """Return numbers and titles of the step tables that a reader of this chart sees; the nearest one wins."""
        steps: dict[str, str] = {}
        tables = [
            (abs(at - index), at)
            for at, block in enumerate(self._text.blocks)
            if isinstance(block, Table) and block.style == "steps" and not _excluded(self._outline.paths[at], path)
        ]
        for _, at in sorted(tables, reverse=True):
            table = self._text.blocks[at]
            if isinstance(table, Table):
                steps |= steps_of(table)
        return steps


def _excluded(one: Path, other: Path) -> bool:
    """Whether the two stand in different branches of one condition."""
    return any(a.condition == b.condition and a.branch != b.branch for a in one for b in other)


def draw(chart: FlowChart, number: int, line: int, faults: Faults) -> Element:
    """Return the run that draws `chart` as drawing `number`. Notes, at `line`, what does not fit or collides."""
    placed, height = place(chart)
    boxes = {box.node.id: box for box in placed}
    lines = connect(chart.edges, boxes)
    _check(chart, placed, lines, height, line, faults)
    shapes = _lanes(chart, height)
    first = len(shapes) + 2
    numbers = {box.node.id: first + at for at, box in enumerate(placed)}
    shapes += [_shape(box) for box in placed]
    links = [_link(item, numbers) for item in lines]
    labels = [_label(item) for item in lines if item.edge.label]
    return group([*shapes, *labels], links, (theme.TEXT_WIDTH_MM, height), number, chart.alt)


def _check(chart: FlowChart, placed: tuple[Placed, ...], lines: tuple[Line, ...], height: float, line: int, faults: Faults) -> None:
    for box in placed:
        if not fits(box.node, len(chart.lanes)):
            faults.add(line, "flow.text-long", found=box.node.text, node=box.node.id)
    for index, box in enumerate(placed):
        for other in placed[index + 1 :]:
            if box.overlaps(other):
                faults.add(line, "flow.overlap", found=f"{box.node.id}, {other.node.id}", node=box.node.id, other=other.node.id)
    for item in lines:
        for box in placed:
            if box.crossed_by(item.points):
                faults.add(line, "flow.line-through", found=item.edge.name, edge=item.edge.name, node=box.node.id)
    if height > TALLEST:
        faults.add(line, "flow.tall", height=round(height), most=round(TALLEST))


def _lanes(chart: FlowChart, height: float) -> list[Box]:
    width, head = theme.TEXT_WIDTH_MM / len(chart.lanes), head_height(chart)
    lanes: list[Box] = []
    for number, title in enumerate(chart.lanes):
        left = width * number
        fill = "FFFFFF" if number % 2 else theme.BRAND_WASH
        lanes.append(
            Box(left=left, top=head, width=width, height=height - head, fill=fill, outline=theme.HAIR, weight=0.5,
                name=f"lane {number + 1}")
        )  # fmt: skip
        lanes.append(
            Box(left=left, top=0, width=width, height=head, fill=theme.BRAND, outline="FFFFFF", weight=0.5,
                name=f"lane head {number + 1}", paragraphs=label_paragraphs(((title, "FlowLane"),)))
        )  # fmt: skip
    return lanes


def _shape(box: Placed) -> Box:
    node = box.node
    fill = theme.RED.fill if node.red else _FILLS.get(node.kind, "FFFFFF")
    outline = theme.RED.text if node.red else theme.BRAND_MID if node.kind in _QUIET else theme.BRAND
    return Box(
        left=box.left, top=box.top, width=box.width, height=box.height, shape=_SHAPES[node.kind], fill=fill, outline=outline,
        dashed=node.kind is Kind.NOTE, rounding=12000 if node.kind is Kind.STEP else None, name=f"{node.kind} {node.id}",
        paragraphs=_texts(node), inset=(0.0, 0.0) if node.kind is Kind.DECISION else (0.5, 0.25),
    )  # fmt: skip


def _texts(node: Node) -> tuple[Element, ...]:
    """Return the paragraphs of a node: number and title, then the muted note. A note's title is coloured."""
    title_style = "FlowNumber" if node.kind is Kind.NOTE else ""
    lines: list[list[tuple[str, str]]] = [[(part, title_style)] for part in node.text.split("\n")]
    if node.number:
        lines[0].insert(0, (f"{node.number}\u2002", theme.RED.style if node.red else "FlowNumber"))
    note_style = "" if node.kind is Kind.NOTE else "FlowNote"
    lines += [[(part, note_style)] for part in node.note.split("\n") if part]
    return label_paragraphs(*lines)


def _link(line: Line, numbers: Mapping[str, int]) -> Link:
    """Return the connector of a line."""
    start, end = (numbers[line.edge.start], line.exit.site), (numbers[line.edge.end], line.enter.site)
    edge = line.edge
    return connector(Route(points=line.points, start=start, end=end, colour=theme.CONNECTOR, name=edge.name, dashed=edge.dashed))


def _label(line: Line) -> Box:
    """Return the label of a line: beside its beginning, not on it, and on the chart: LibreOffice squeezes a chart with anything beyond."""
    words = line.edge.label
    width = on_grid(width_of(Piece(words, Look.STRONG)) + _LABEL_SIDES)
    x, y = line.points[0]
    beside = x - width if _turns_right_at_once(line) else x
    left, top = {
        Side.RIGHT: (x, y - _LABEL_HEIGHT - 0.25),
        Side.LEFT: (x - width, y - _LABEL_HEIGHT - 0.25),
        Side.BOTTOM: (beside, y + 0.5),
        Side.TOP: (beside, y - _LABEL_HEIGHT - 0.5),
    }[line.exit]
    pushed = max(left + width - theme.TEXT_WIDTH_MM, -left, 0.0)  # over the decision it leaves, whose sides rise by half
    left, top = min(max(left, 0.0), theme.TEXT_WIDTH_MM - width), top - pushed / 2
    return Box(
        left=left, top=top, width=width, height=_LABEL_HEIGHT, name=f"label {line.edge.name}", inset=(0.0, 0.0),
        paragraphs=label_paragraphs(((words, "FlowNumber"),)),
    )  # fmt: skip


def _turns_right_at_once(line: Line) -> bool:
    """Whether a line that leaves upright runs to the right where its label would stand."""
    (_, y1), (x2, y2), *rest = line.points
    return bool(rest) and abs(y2 - y1) < _LABEL_HEIGHT + 0.5 and rest[0][0] > x2
