"""What a `flow` block says, read and checked: lanes, nodes and edges, before they have a place on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from docgen.authoring.source import Faults

MOST_LANES = 5
_NODE_KEYS = frozenset({"id", "lane", "row", "kind", "text", "note", "step", "red"})
_EDGE_KEYS = frozenset({"from", "to", "label", "dashed", "exit", "enter"})


class Kind(StrEnum):
    """What a node is, and so its shape."""

    START = "start"
    END = "end"
    STEP = "step"
    DECISION = "decision"
    PROCESS = "process"
    RECORD = "record"
    NOTE = "note"


class Side(StrEnum):
    """A side of a shape."""

    TOP = "top"
    LEFT = "left"
    BOTTOM = "bottom"
    RIGHT = "right"

    @property
    def site(self) -> int:
        """The number of the side's connection site, as Word counts them."""
        return tuple(Side).index(self)

    @property
    def level(self) -> bool:
        """Whether a line leaves here level rather than upright."""
        return self in (Side.LEFT, Side.RIGHT)

    @property
    def opposite(self) -> Side:
        """The side across the shape."""
        return {Side.TOP: Side.BOTTOM, Side.BOTTOM: Side.TOP, Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node. `lane` counts from 0; `row` orders the nodes from top to bottom; `number` is that of its step, or empty."""

    id: str
    lane: int
    row: float
    kind: Kind
    text: str
    note: str = ""
    number: str = ""
    red: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line from one node to another; a side that is None is chosen by position."""

    start: str
    end: str
    label: str = ""
    dashed: bool = False
    exit: Side | None = None
    enter: Side | None = None

    @property
    def name(self) -> str:
        """How a reader of the source calls it."""
        return f"{self.start} -> {self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowChart:
    """A whole chart. `alt` is the flow in one sentence."""

    lanes: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    alt: str


def read_chart(data: Mapping[str, object], steps: Mapping[str, str], line: int, faults: Faults) -> FlowChart | None:
    """Return the chart that the data of a block say, or None if its faults, which are noted at `line`, leave none.

    steps: the numbers and titles of the step table.
    """
    reader = _ChartReader(steps, line, faults)
    lanes = tuple(str(lane) for lane in _list(data.get("lanes")))
    if not 1 <= len(lanes) <= MOST_LANES:
        faults.add(line, "flow.lanes", found=", ".join(lanes), most=MOST_LANES)
    alt = str(data.get("alt", "")).strip()
    if not alt:
        faults.add(line, "flow.alt")
    nodes = tuple(reader.nodes(_list(data.get("nodes")), len(lanes)))
    edges = tuple(reader.edges(_list(data.get("edges")), nodes))
    reader.check(nodes, edges)
    return FlowChart(lanes=lanes, nodes=nodes, edges=edges, alt=alt) if reader.sound and lanes and nodes else None


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


class _ChartReader:
    def __init__(self, steps: Mapping[str, str], line: int, faults: Faults) -> None:
        self._steps = steps
        self._line = line
        self._faults = faults
        self.sound = True

    def nodes(self, items: Sequence[object], lanes: int) -> Iterator[Node]:
        seen: set[str] = set()
        for item in items:
            if not isinstance(item, dict) or not item.get("id"):
                self._fault("flow.node-id", found=str(item))
                continue
            identity = str(item["id"])
            if identity in seen:
                self._fault("flow.node-twice", found=identity, node=identity)
            seen.add(identity)
            for key in sorted(item.keys() - _NODE_KEYS):
                self._fault("flow.key", found=str(key), nearest=tuple(get_close_matches(str(key), _NODE_KEYS, n=1)), name=str(key))
            node = self._node(identity, item, lanes)
            if node is not None:
                yield node

    def _node(self, identity: str, item: Mapping[str, object], lanes: int) -> Node | None:
        lane, row = item.get("lane"), item.get("row")
        if not isinstance(lane, int) or not 1 <= lane <= lanes or not isinstance(row, (int, float)):
            self._fault("flow.place", found=f"lane: {lane}, row: {row}", node=identity, lanes=lanes)
            return None
        said = str(item.get("kind", "step"))
        if said not in tuple(Kind):
            self._fault("flow.kind", found=said, nearest=tuple(get_close_matches(said, tuple(Kind), n=1)), node=identity, kinds=tuple(Kind))
            return None
        number = str(item.get("step", ""))
        if number and number not in self._steps:
            self._fault("flow.step", found=number, node=identity, steps=tuple(self._steps) or ("-",))
        text = str(item.get("text") or self._steps.get(number, ""))
        if not text and not (number and number not in self._steps):
            self._fault("flow.no-text", found=identity, node=identity)
        return Node(
            id=identity, lane=lane - 1, row=float(row), kind=Kind(said), text=text, note=str(item.get("note", "")).strip(), number=number,
            red=bool(item.get("red")),
        )  # fmt: skip

    def edges(self, items: Sequence[object], nodes: Sequence[Node]) -> Iterator[Edge]:
        known = {node.id: node for node in nodes}
        for item in items:
            if not isinstance(item, dict):
                self._fault("flow.edge", found=str(item))
                continue
            for key in sorted(item.keys() - _EDGE_KEYS):
                self._fault("flow.key", found=str(key), nearest=tuple(get_close_matches(str(key), _EDGE_KEYS, n=1)), name=str(key))
            ends = [str(item.get(end, "")) for end in ("from", "to")]
            for end in ends:
                if end not in known:
                    self._fault("flow.edge-end", found=end, nearest=tuple(get_close_matches(end, known, n=2)), node=end)
            sides = [self._side(item.get(key)) for key in ("exit", "enter")]
            if all(end in known for end in ends):
                edge = Edge(
                    start=ends[0], end=ends[1], label=str(item.get("label", "")), dashed=bool(item.get("dashed")),
                    exit=sides[0], enter=sides[1],
                )  # fmt: skip
                if known[edge.start].kind is Kind.DECISION and not edge.label:
                    self._fault("flow.edge-label", found=edge.name, node=edge.start)
                yield edge

    def _side(self, value: object) -> Side | None:
        if value is None:
            return None
        if str(value) not in tuple(Side):
            self._fault("flow.side", found=str(value), sides=tuple(Side))
            return None
        return Side(str(value))

    def check(self, nodes: Sequence[Node], edges: Sequence[Edge]) -> None:
        """Note what is wrong with the chart as a whole."""
        if sum(node.red for node in nodes) > 1:
            self._fault("flow.red", found=", ".join(node.id for node in nodes if node.red))
        touched = {end for edge in edges for end in (edge.start, edge.end)}
        for node in nodes:
            if node.kind is not Kind.NOTE and node.id not in touched:
                self._fault("flow.alone", found=node.id, node=node.id)
            exits = sum(edge.start == node.id for edge in edges)
            if node.kind is Kind.DECISION and exits < 2:
                self._fault("flow.decision-exits", found=node.id, node=node.id)

    def _fault(self, key: str, *, found: str = "", nearest: tuple[str, ...] = (), **values: object) -> None:
        self.sound = False
        self._faults.add(self._line, key, found=found, nearest=nearest, **values)
