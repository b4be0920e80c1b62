"""What the diagrams are drawn on: boxes and links are added one by one, texts decide heights."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.domain.diagram import TALLEST, WIDTH, Box, Diagram, DiagramError, Line, Link, Look, Piece, Point, Shade
from docgen.domain.diagrams.measure import height_of, line_width, on_grid
from docgen.messages import message

FULL_ROW = 4
BOX_WIDTH = {1: 46.0, 2: 46.0, 3: 46.0, 4: 37.0, 5: 28.0}
"""How wide a box is, by the number of boxes in its row."""
_WIDEST_GAP = 8.0
_GAPS = {37.0: 4.0, 28.0: 5.0}
_INSET = 1.0  # left and right of a text
_PADDING = 3.0  # above and below together


def line(*pieces: tuple[str, Look]) -> Line:
    """Return a line of the pieces that say something."""
    return tuple(Piece(text, look) for text, look in pieces if text)


def note(text: str) -> Line:
    """Return a line in small grey type."""
    return line((text, Look.NOTE))


def together_or_apart(first: Piece, second: Piece, width: float) -> tuple[Line, ...]:
    """Return what names a box, its second piece behind the first if both fit one line of a box of `width`, else below it."""
    if not second.text:
        return ((first,),)
    joined = (first, Piece(f"\u3000{second.text}", second.look))
    return (joined,) if line_width(joined) <= width - 2 * _INSET else ((first,), (second,))


def box_height(lines: Iterable[Line], width: float) -> float:
    """Return how high a box of `width` must be for `lines`."""
    return on_grid(height_of(lines, width - 2 * _INSET) + _PADDING)


def row_places(count: int, width: float) -> tuple[float, ...]:
    """Return the left edges of `count` boxes of `width` in a row: from edge to edge when they fill it, else in the middle."""
    gap = min((WIDTH - count * width) / (count - 1), _GAPS.get(width, _WIDEST_GAP)) if count > 1 else 0.0
    first = (WIDTH - count * width - (count - 1) * gap) / 2
    return tuple(round((first + place * (width + gap)) * 4) / 4 for place in range(count))


class Canvas:
    """A diagram in the making."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self._links: list[Link] = []

    def add(self, box: Box) -> int:
        """Add a box and return its index."""
        self.boxes.append(box)
        return len(self.boxes) - 1

    def write(self, left: float, top: float, width: float, lines: tuple[Line, ...], *, name: str) -> int:
        """Add lines of bare text from an upper left corner and return the index; its height is what the text asks for."""
        height = on_grid(height_of(lines, width - 2 * _INSET) + 1.0)
        return self.add(Box(left=left, top=top, width=width, height=height, lines=lines, shade=Shade.BARE, centred=False, name=name))

    def down(self, start: int, end: int, turn: float, *, arrow: bool = False, dashed: bool = False) -> None:
        """Link the lower edge of a box with the upper edge of another, going across at the height `turn`."""
        above, below = self.boxes[start], self.boxes[end]
        first, last = (above.middle[0], above.bottom), (below.middle[0], below.top)
        straight = abs(first[0] - last[0]) < 0.1
        points = (first, last) if straight else (first, (first[0], turn), (last[0], turn), last)
        self.link(start, end, points, arrow=arrow, dashed=dashed)

    def link(self, start: int, end: int, points: tuple[Point, ...], *, arrow: bool = False, dashed: bool = False) -> None:
        """Add a line through `points`."""
        self._links.append(Link(points=points, start=start, end=end, arrow=arrow, dashed=dashed))

    @property
    def height(self) -> float:
        """How high the diagram is by now."""
        return on_grid(max(box.bottom for box in self.boxes))

    def finished(self, alternative: str) -> Diagram:
        """Return the diagram, as high as its lowest box asks for. Raises: DiagramError: it would not fit a page."""
        if self.height > TALLEST:
            longest = max(self.boxes, key=lambda box: box.height if box.lines else 0)
            words = "".join(piece.text for piece in longest.lines[0])
            what = message("diagram.tall", height=round(self.height), most=round(TALLEST))
            raise DiagramError(what, message("diagram.tall-remedy", text=words))
        return Diagram(boxes=tuple(self.boxes), links=tuple(self._links), height=self.height, alternative=alternative)
