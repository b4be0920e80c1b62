"""Flowcharts: native shapes whose lines end on their boxes, whose texts fit, whose numbers are those of the step table."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.authoring.flow import draw
from docgen.authoring.flow_chart import Edge, FlowChart, Kind, Node, Side
from docgen.authoring.flow_layout import connect, head_height, place
from docgen.authoring.source import Faults
from docgen.authoring.theme import TEXT_WIDTH_MM
from docgen.formats.word.elements import NAMESPACES, Element, qualified
from tests.authoring.sources import found, part, problems, template, words

MILLIMETRE = 36000
STEPS = '{: widths="20 60 80" style="steps" }\n| # | Step | Who |\n|---|---|---|\n| 1 | Log | Desk |\n| 2 | Decide | Lead |\n| 3 | Close | Desk |\n'
CHART = """
```flow
id: flow
caption: Numbers as in the table.
alt: A report is logged, decided on and closed.
lanes: [Reporter, Desk, Lead]
nodes:
  - {id: report, lane: 1, row: 1, kind: start, text: Report, note: by phone}
  - {id: log, lane: 2, row: 1, step: 1}
  - {id: big, lane: 2, row: 2, kind: decision, text: "Big?"}
  - {id: decide, lane: 3, row: 2, step: 2, note: in 10 min, red: true}
  - {id: close, lane: 2, row: 3, step: 3, text: Close it}
  - {id: sure, lane: 1, row: 3, kind: decision, text: "Sure?"}
  - {id: change, lane: 3, row: 3, kind: process, text: Change, note: AB-P-15}
  - {id: ticket, lane: 1, row: 4, kind: record, text: Ticket}
  - {id: always, lane: 3, row: 1, kind: note, text: Keep informed, note: all the way}
  - {id: end, lane: 2, row: 4, kind: end, text: End}
edges:
  - {from: report, to: log}
  - {from: log, to: big}
  - {from: big, to: decide, label: "yes"}
  - {from: big, to: close, label: "no"}
  - {from: decide, to: change}
  - {from: change, to: close}
  - {from: close, to: sure}
  - {from: sure, to: log, label: "no"}
  - {from: sure, to: end, label: "yes"}
  - {from: close, to: ticket, dashed: true, exit: bottom, enter: top}
```
"""


def shapes(drawing: Element) -> list[Element]:
    return found(drawing, ".//wps:wsp")


def number(shape: Element) -> int:
    return int(found(shape, "wps:cNvPr/@id")[0])  # type: ignore[call-overload]


def name(shape: Element) -> str:
    return str(found(shape, "wps:cNvPr/@name")[0])


def frame(shape: Element) -> tuple[float, float, float, float]:
    """Left, top, width and height of a shape in millimetres."""
    values = [found(shape, f"wps:spPr/a:xfrm/a:{path}")[0] for path in ("off/@x", "off/@y", "ext/@cx", "ext/@cy")]
    return tuple(int(value) / MILLIMETRE for value in values)  # type: ignore[call-overload, return-value]


def site(shape: Element, index: int) -> tuple[float, float]:
    """The connection site of a shape, by the numbers of ECMA-376: top, left, bottom, right."""
    left, top, width, height = frame(shape)
    return ((left + width / 2, top), (left, top + height / 2), (left + width / 2, top + height), (left + width, top + height / 2))[index]


def ends(link: Element) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a connector begins and ends on the page, after its flips and its turn, as a reader of the file computes them."""
    left, top, width, height = frame(link)
    place_ = link.find("wps:spPr/a:xfrm", NAMESPACES)
    assert place_ is not None
    points = [(-width / 2, -height / 2), (width / 2, height / 2)]
    if place_.get("flipH"):
        points = [(-x, y) for x, y in points]
    if place_.get("flipV"):
        points = [(x, -y) for x, y in points]
    if place_.get("rot") == "5400000":
        points = [(-y, x) for x, y in points]
    middle = (left + width / 2, top + height / 2)
    first, last = ((middle[0] + x, middle[1] + y) for x, y in points)
    return first, last


def glued(drawing: Element) -> Iterator[tuple[Element, Element, int, Element, int]]:
    """Each connector with the shapes and sites it is glued to."""
    by_number = {number(shape): shape for shape in shapes(drawing)}
    for link in shapes(drawing):
        ends_ = [link.find(f"wps:cNvCnPr/a:{end}", NAMESPACES) for end in ("stCxn", "endCxn")]
        if ends_[0] is not None and ends_[1] is not None:
            (start, first), (end, last) = ((by_number[int(e.get("id", 0))], int(e.get("idx", 0))) for e in ends_ if e is not None)
            yield link, start, first, end, last


@pytest.fixture(scope="module")
def drawing() -> Element:
    (group,) = found(part(template("# Flow\n" + CHART + "\n# Steps\n\n" + STEPS)), "//wp:inline")
    return group


def test_every_line_begins_and_ends_on_its_boxes(drawing: Element) -> None:
    links = list(glued(drawing))
    assert len(links) == 10
    for link, start, first, end, last in links:
        for point, wanted in zip(ends(link), (site(start, first), site(end, last)), strict=True):
            assert math.dist(point, wanted) < 0.1, name(link)


def test_the_chart_is_as_wide_as_the_text_and_scaled_one_to_one(drawing: Element) -> None:
    extent = drawing.find("wp:extent", NAMESPACES)
    inner = found(drawing, ".//wpg:grpSpPr/a:xfrm/a:chExt")[0]
    assert extent is not None
    assert int(extent.get("cx", 0)) == TEXT_WIDTH_MM * MILLIMETRE
    assert (extent.get("cx"), extent.get("cy")) == (inner.get("cx"), inner.get("cy"))


def test_ids_are_unique_and_the_flow_is_told_in_words(drawing: Element) -> None:
    numbers = [number(shape) for shape in shapes(drawing)]
    assert len(numbers) == len(set(numbers))
    properties = drawing.find("wp:docPr", NAMESPACES)
    assert properties is not None and properties.get("descr") == "A report is logged, decided on and closed."


def test_numbers_and_titles_come_from_the_step_table(drawing: Element) -> None:
    texts = {name(shape): words(shape) for shape in shapes(drawing)}
    assert texts["step log"] == "1\u2002Log"
    assert texts["step decide"] == "2\u2002Decidein 10 min"
    assert texts["step close"] == "3\u2002Close it"


def test_shapes_say_what_a_node_is(drawing: Element) -> None:
    presets = {name(shape): str(found(shape, "wps:spPr/a:prstGeom/@prst")[0]) for shape in shapes(drawing)}
    assert presets["start report"] == presets["end end"] == "flowChartTerminator"
    assert presets["decision big"] == "flowChartDecision"
    assert presets["process change"] == "flowChartPredefinedProcess"
    assert presets["record ticket"] == "flowChartDocument"
    assert presets["step log"] == "roundRect"


def test_labels_stand_on_no_line_and_dashes_are_kept(drawing: Element) -> None:
    labels = [shape for shape in shapes(drawing) if name(shape).startswith("label")]
    assert sorted(words(label) for label in labels) == ["no", "no", "yes", "yes"]
    assert all(found(label, "wps:spPr/a:noFill") for label in labels)
    dashed = [name(shape) for shape in shapes(drawing) if found(shape, ".//a:prstDash") and name(shape).startswith("close")]
    assert dashed == ["close -> ticket"]


def test_a_reference_in_a_chart_is_its_number() -> None:
    source = "# Flow\n" + CHART.replace("note: by phone", "note: 'see {ref:steps}'") + "\n# Steps {: #steps }\n\n" + STEPS
    (group,) = found(part(template(source)), "//wp:inline")
    assert "Reportsee 2" in [words(shape) for shape in shapes(group)]


def test_two_variants_take_their_own_step_table() -> None:
    variant = "{{% if a %}}\n\n{chart}\n{steps}\n{{% else %}}\n\n{chart}\n{other}\n{{% endif %}}\n"
    source = "# Flow\n\n" + variant.format(chart=CHART.replace("id: flow", ""), steps=STEPS, other=STEPS.replace("Log", "Write down"))
    groups = found(part(template(source)), "//wp:inline")
    assert [words(next(s for s in shapes(group) if name(s) == "step log")) for group in groups] == ["1\u2002Log", "1\u2002Write down"]


def test_a_step_missing_in_the_table_is_refused() -> None:
    (problem,) = problems("# Flow\n" + CHART + "\n" + STEPS.replace("| 3 | Close | Desk |\n", ""))
    assert (problem.what.key, problem.found) == ("flow.step", "3")


def chart(nodes: list[Node], edges: list[Edge], lanes: tuple[str, ...] = ("A", "B", "C")) -> FlowChart:
    return FlowChart(lanes=lanes, nodes=tuple(nodes), edges=tuple(edges), alt="a")


@st.composite
def charts(draw_from: st.DrawFn) -> FlowChart:
    """A chart of up to eight nodes at different places, and any lines between them."""
    places = draw_from(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4)), min_size=2, max_size=8, unique=True))
    kinds = st.sampled_from(tuple(Kind))
    nodes = [Node(id=f"n{i}", lane=lane, row=row, kind=draw_from(kinds), text="Text") for i, (lane, row) in enumerate(places)]
    names = st.sampled_from([node.id for node in nodes])
    pairs = draw_from(st.lists(st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]), max_size=8))
    labels = st.sampled_from(["", "yes", "no again"])
    return chart(nodes, [Edge(start=start, end=end, label=draw_from(labels)) for start, end in pairs])


@given(charts())
@settings(max_examples=60, deadline=None)
def test_any_chart_has_room_for_its_boxes_and_lines_that_meet_them(flow: FlowChart) -> None:
    placed, height = place(flow)
    for index, box in enumerate(placed):
        assert box.left >= 0 and box.left + box.width <= TEXT_WIDTH_MM and box.top + box.height <= height
        assert not any(box.overlaps(other) for other in placed[index + 1 :])
    for link, start, first, end, last in glued(draw(flow, 101, 1, Faults("x"))):
        for point, wanted in zip(ends(link), (site(start, first), site(end, last)), strict=True):
            assert math.dist(point, wanted) < 0.11, name(link)


@given(charts())
@settings(max_examples=40, deadline=None)
def test_lines_run_level_and_upright_and_leave_outwards(flow: FlowChart) -> None:
    boxes = {box.node.id: box for box in place(flow)[0]}
    for line in connect(flow.edges, boxes):
        for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
            assert abs(x1 - x2) < 0.01 or abs(y1 - y2) < 0.01
        assert line.points[0] == boxes[line.edge.start].at(line.exit)
        assert line.points[-1] == boxes[line.edge.end].at(line.enter)


@given(charts())
@settings(max_examples=40, deadline=None)
def test_nothing_lies_beyond_the_chart_which_libreoffice_would_squeeze(flow: FlowChart) -> None:
    boxes = {box.node.id: box for box in place(flow)[0]}
    assert all(0 <= x <= TEXT_WIDTH_MM for line in connect(flow.edges, boxes) for x, _ in line.points)
    for shape in shapes(draw(flow, 101, 1, Faults("x"))):
        if name(shape).startswith("label"):
            (left,), (width,) = found(shape, ".//a:off/@x"), found(shape, ".//a:ext/@cx")
            assert int(str(left)) >= 0 and int(str(left)) + int(str(width)) <= TEXT_WIDTH_MM * MILLIMETRE


@pytest.mark.parametrize("title", ["Availability and Continuity Manager, General Manager", "{{ manager }}"])
def test_a_lane_title_that_may_take_two_lines_has_a_higher_head(title: str) -> None:
    assert head_height(chart([], [], (title, "B", "C"))) > head_height(chart([], []))


def test_an_end_of_two_lines_is_higher_than_one_of_a_line() -> None:
    nodes = [Node(id=text, lane=lane, row=1, kind=Kind.END, text=text) for lane, text in enumerate(("Closed", "Goes on elsewhere under another number"))]
    short, long = place(chart(nodes, []))[0]
    assert long.height > short.height


@pytest.mark.parametrize(("to", "side"), [(2, "left"), (0, "right")])
def test_the_label_of_a_line_that_turns_at_once_stands_on_the_side_it_turns_from(to: int, side: str) -> None:
    nodes = [Node(id="a", lane=1, row=1, kind=Kind.DECISION, text="A"), Node(id="b", lane=to, row=1.6, kind=Kind.STEP, text="B")]
    flow = chart(nodes, [Edge(start="a", end="b", label="yes", exit=Side.BOTTOM)])
    (label,) = [shape for shape in shapes(draw(flow, 101, 1, Faults("x"))) if name(shape).startswith("label")]
    begin = int(str(found(label, ".//a:off/@x")[0])) / MILLIMETRE
    assert (begin < TEXT_WIDTH_MM / 2 - 1) is (side == "left")


def test_a_line_takes_the_free_way_round() -> None:
    nodes = [
        Node(id="a", lane=0, row=1, kind=Kind.DECISION, text="A"),
        Node(id="b", lane=1, row=1, kind=Kind.STEP, text="B"),
        Node(id="c", lane=1, row=2, kind=Kind.STEP, text="C"),
    ]
    boxes = {box.node.id: box for box in place(chart(nodes, []))[0]}
    across, down = connect([Edge(start="a", end="b"), Edge(start="a", end="c")], boxes)
    assert (across.exit, across.enter) == (Side.RIGHT, Side.LEFT)
    assert (down.exit, down.enter) == (Side.BOTTOM, Side.LEFT)


def test_text_in_shapes_has_the_style_of_shapes(drawing: Element) -> None:
    styles = {node.get(qualified("w:val")) for node in found(drawing, ".//w:pStyle")}
    assert styles == {"FlowText"}
