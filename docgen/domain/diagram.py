"""A diagram as a value: boxes with text, lines between them, a size in millimetres and a text for those who cannot see it.

Nothing here knows of Word. Colours are named by what they say; lengths are millimetres from the upper left corner, in steps of a
quarter of a millimetre, which every program keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docgen.domain.wording import WordingError
from docgen.messages import Message, message

WIDTH = 160.0
"""How wide every diagram is: the text width of the page."""
TALLEST = 205.0
"""How high a diagram may be, so that it stands on one page with its heading and caption."""


class Look(StrEnum):
    """How a piece of text looks."""

    PLAIN = "plain"
    STRONG = "strong"
    NOTE = "note"
    ALARM = "alarm"
    HEAD = "head"
    INVERSE_STRONG = "inverse strong"
    INVERSE = "inverse"
    INVERSE_NOTE = "inverse note"

    @property
    def points(self) -> float:
        """The size of the letters."""
        return {Look.NOTE: 7.0, Look.INVERSE_NOTE: 7.0, Look.HEAD: 9.0, Look.INVERSE_STRONG: 9.0, Look.INVERSE: 9.0}.get(self, 8.0)

    @property
    def bold(self) -> bool:
        """Whether the letters are bold, and so wider."""
        return self in (Look.STRONG, Look.ALARM, Look.HEAD, Look.INVERSE_STRONG)


class Shade(StrEnum):
    """What a box looks like. `bare` has neither frame nor ground: text alone."""

    PLAIN = "plain"
    MAIN = "main"
    TINTED = "tinted"
    QUIET = "quiet"
    ALARM = "alarm"
    APART = "apart"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line of text."""

    text: str
    look: Look = Look.PLAIN


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box and its lines of text, each a paragraph that wraps.

    centred: in the middle of the box both ways; else from its upper left corner.   at_top: from the upper edge, in the middle.
    """

    left: float
    top: float
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    shade: Shade = Shade.PLAIN
    rounded: bool = False
    centred: bool = True
    at_top: bool = False
    name: str = ""

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.left + self.width / 2, self.top + self.height / 2

    def overlaps(self, other: Box) -> bool:
        """Whether the two share ground; touching edges do not."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def contains(self, other: Box) -> bool:
        """Whether `other` lies wholly inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line of level and upright pieces, two to four points, from the box with index `start` to the box with index `end`."""

    points: tuple[Point, ...]
    start: int
    end: int
    arrow: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A whole diagram; later boxes lie above earlier ones. `alternative` says in words what it shows."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    height: float
    alternative: str
    width: float = WIDTH

    def spelled(self, language: str) -> str:
        """A diagram is drawn, not printed: an engine that can draw takes it before it comes to this. Raises: WordingError."""
        raise WordingError(message("diagram.not-drawn-here"))


class DiagramError(Exception):
    """A diagram that cannot be drawn; `what`, `remedy` and `nearest` say why, and what to do."""

    def __init__(self, what: Message, remedy: Message | None = None, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(what.key)
        self.what = what
        self.remedy = remedy
        self.nearest = nearest
