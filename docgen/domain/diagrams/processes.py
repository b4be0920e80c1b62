"""The process map: leadership and planning, operation with the processes of the standard, support, evaluation and improvement.

Clause numbers and names are the standard's; a process that has a procedure in this client's set carries the procedure's code.
Source: ISO/IEC 20000-1:2018, clauses 4 to 10; the order of the operation's processes follows its figure 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docgen.domain.catalogue import DocumentType, Level
from docgen.domain.diagram import TALLEST, WIDTH, Box, Diagram, Line, Look, Shade
from docgen.domain.diagrams.canvas import Canvas, box_height, line, note
from docgen.domain.diagrams.speech import Speech
from docgen.domain.standards import Clause, Standard
from docgen.domain.text import Text

_SIDE = 18.0
_LEFT, _CENTRE_WIDTH = 23.5, 113.0
_BOX, _BETWEEN, _EDGE = 31.0, 6.0, 4.0
_HEAD = 9.5  # from the upper edge of a frame to the boxes in it
_FAR, _NEAR = 8.0, 5.0  # between frames, and between rows of boxes
_IN_A_ROW = 3
_FLOW = ("8.3", "8.5", "8.6", "8.4", "8.2", "8.7")
_EVALUATION = (("9.1", "9.4"), ("9.2", "9.3"), ("10.1", "10.2"))
_GENERAL = "General"
_ENDINGS = {"zh": "管理", "en": " management"}

_PLANNING = Text("领导与策划　4～6", "Leadership and planning  4–6")
_IMPROVEMENT = Text("绩效评价与改进　9～10　→　下一轮策划　6", "Evaluation and improvement  9–10  →  next planning  6")
_RANGE = Text("{}～{}", "{}–{}")
_CUSTOMERS = Text("客户\n与\n相关方", "Customers\nand interested\nparties")
_USERS = Text("使用部门\n与\n相关方", "Users\nand interested\nparties")
_BRINGS = (Text("要求", "Needs"), Text("协议", "Agreements"), Text("期望", "Feedback"))
_GETS = (Text("服务", "Services"), Text("报告", "Reports"), Text("改进", "Better service"))
_ALTERNATIVE = Text(
    "服务管理过程的相互作用：客户的要求进入领导与策划和运行；运行得到支持，接受评价和改进，再把服务交给客户。运行的过程：{}。",
    "How the processes act together: what customers need enters planning and operation; operation is supported, evaluated and"
    " improved, and returns services to the customers. Processes of operation: {}.",
)


def process_map(standard: Standard, documents: Mapping[str, DocumentType], language: str, *, outside: bool) -> Diagram:
    """Return the map of the processes of `standard`.

    Args:   documents: the client's set by code.   outside: it serves customers outside its own organisation.
    Raises: DiagramError: it would not fit a page.
    """
    for shown, apart in ((documents, _FAR), (documents, _NEAR), ({}, _FAR)):  # what is too high goes closer, then without the codes
        drawing = _Map(standard, shown, language, outside, apart)
        canvas = drawing.drawn()
        if canvas.height <= TALLEST:
            break
    return canvas.finished(drawing.alternative)


def procedure_of(number: str, documents: Mapping[str, DocumentType], standard: Standard) -> str | None:
    """Return the code of the procedure that answers clause `number`, None without one.

    Of several the one that answers most of the clause; of those equal in that, the one that answers least besides.
    """
    found = []
    for code, kind in documents.items():
        said = kind.clauses.get(standard.id, ())
        inside = [clause for clause in said if clause == number or clause.startswith(f"{number}.")]
        if inside and kind.level is Level.PROCEDURE:
            found.append((-len(inside), len(said), code))
    return min(found)[2] if found else None


class _Map:
    """The facts of one map, and how they are said in its language."""

    def __init__(self, standard: Standard, documents: Mapping[str, DocumentType], language: str, outside: bool, apart: float) -> None:
        self._standard = standard
        self._documents = documents
        self._speech = Speech(language)
        self._outside = outside
        self._apart = apart

    @property
    def alternative(self) -> str:
        """What the map shows, for those who cannot see it."""
        return self._speech.say(_ALTERNATIVE, self._named(self._groups()))

    def drawn(self) -> Canvas:
        canvas = Canvas()
        chapters = [self._chapter(number) for number in ("4", "5", "6")]
        planning = self._frame(canvas, 0, self._speech.text(_PLANNING), [chapters], Shade.TINTED)
        rows = [[self._group(number) for number in row] for row in _by_three(self._groups())]
        operation = self._frame(canvas, self._below(canvas, planning), self._title("8"), rows, Shade.PLAIN, flows=True)
        support = self._support(canvas, self._below(canvas, operation))
        row = [[self._listed(numbers) for numbers in _EVALUATION]]
        evaluation = self._frame(canvas, self._below(canvas, support), self._speech.text(_IMPROVEMENT), row, Shade.TINTED)
        for above, below in ((planning, operation), (operation, support), (support, evaluation)):
            canvas.down(above, below, 0, arrow=True)
        self._sides(canvas, planning, operation, evaluation)
        return canvas

    def _frame(
        self, canvas: Canvas, top: float, head: str, rows: Sequence[Sequence[tuple[Line, ...]]], shade: Shade, *, flows: bool = False
    ) -> int:
        """Draw a frame with rows of three boxes; return its index. With `flows`, arrows lead right and down between the boxes."""
        heights = [max(box_height(lines, _BOX) for lines in row) for row in rows]
        height = _HEAD + sum(heights) + self._apart * (len(rows) - 1) + _EDGE
        frame = canvas.add(
            Box(
                left=_LEFT, top=top, width=_CENTRE_WIDTH, height=height, lines=(line((head, Look.HEAD)),), shade=shade, rounded=False,
                at_top=True, name=f"frame {head}",
            )
        )  # fmt: skip
        level = top + _HEAD
        above: list[int] = []
        for row, tall in zip(rows, heights, strict=True):
            boxes = []
            for place, lines in enumerate(row):
                left = _LEFT + _EDGE + place * (_BOX + _BETWEEN)
                box = Box(left=left, top=level, width=_BOX, height=tall, lines=lines, rounded=True, name="process")
                boxes.append(canvas.add(box))
            if flows:
                _join(canvas, boxes, above)
            level, above = level + tall + self._apart, boxes
        return frame

    def _support(self, canvas: Canvas, top: float) -> int:
        named = " · ".join(f"{clause.number}\u00a0{self._speech.text(clause.title)}" for clause in self._below_clause("7"))
        lines = (line((self._title("7"), Look.HEAD)), note(named))
        height = box_height(lines, _CENTRE_WIDTH)
        box = Box(left=_LEFT, top=top, width=_CENTRE_WIDTH, height=height, lines=lines, shade=Shade.QUIET, name="support")
        return canvas.add(box)

    def _sides(self, canvas: Canvas, planning: int, operation: int, evaluation: int) -> None:
        """Put those who are served at both sides, level with the operation, and draw what they bring and get."""
        plan, work, check = (canvas.boxes[index] for index in (planning, operation, evaluation))
        middle = work.middle[1]
        half = min(middle - plan.bottom, check.top - middle)
        who = self._speech.text(_CUSTOMERS if self._outside else _USERS)
        sides = []
        for left, words in ((0.0, _BRINGS), (WIDTH - _SIDE, _GETS)):
            said = (note(self._speech.text(word)) for word in words)
            lines = (*(line((part, Look.STRONG)) for part in who.split("\n")), note("\u00a0"), *said)
            box = Box(left=left, top=middle - half, width=_SIDE, height=2 * half, lines=lines, shade=Shade.QUIET, name="customers")
            sides.append(canvas.add(box))
        left_side, right_side = (canvas.boxes[index] for index in sides)
        (left, _), (right, _), low = left_side.middle, right_side.middle, check.middle[1]
        canvas.link(sides[0], planning, ((left, left_side.top), (left, plan.middle[1]), (plan.left, plan.middle[1])), arrow=True)
        canvas.link(sides[0], operation, ((left_side.right, middle), (work.left, middle)), arrow=True)
        canvas.link(operation, sides[1], ((work.right, middle), (right_side.left, middle)), arrow=True)
        canvas.link(sides[0], evaluation, ((left, left_side.bottom), (left, low), (check.left, low)), arrow=True, dashed=True)
        canvas.link(evaluation, sides[1], ((check.right, low), (right, low), (right, right_side.bottom)), arrow=True)

    def _below(self, canvas: Canvas, index: int) -> float:
        return canvas.boxes[index].bottom + self._apart

    def _groups(self) -> tuple[str, ...]:
        """Return the numbers of the groups of processes in the order of their boxes."""
        known = tuple(clause.number for clause in self._below_clause("8"))
        return _FLOW if set(_FLOW) <= set(known) else known

    def _chapter(self, number: str) -> tuple[Line, ...]:
        inside = [clause.number for clause in self._below_clause(number)]
        return (line((self._name(number), Look.STRONG)), note(self._speech.say(_RANGE, inside[0], inside[-1])))

    def _listed(self, numbers: Sequence[str]) -> tuple[Line, ...]:
        return tuple(note(f"{number} {self._name(number)}") for number in numbers if self._standard.clause(number))

    def _group(self, number: str) -> tuple[Line, ...]:
        """Return what the box of a group of processes says: number and name, then a line for each process."""
        processes = [clause for clause in self._below_clause(number) if clause.title.en != _GENERAL]
        lines = [line((f"{number}\u2002{self._name(number)}", Look.STRONG))]
        for clause in processes:
            code = procedure_of(clause.number, self._documents, self._standard)
            lines.append(note(" ".join(filter(None, (self._short(clause), code)))))
        return tuple(lines)

    def _short(self, clause: Clause) -> str:
        """Return the name of a process without the word management, which all of them share."""
        name = self._speech.text(clause.title)
        short = name.removesuffix(_ENDINGS[self._speech.language])
        return short if len(short) > 1 else name

    def _named(self, groups: Sequence[str]) -> str:
        comma = "、" if self._speech.language == "zh" else ", "
        return comma.join(f"{number} {self._name(number)}" for number in groups)

    def _below_clause(self, number: str) -> list[Clause]:
        """Return the clauses one level below clause `number`."""
        wanted = number.count(".") + 1
        return [c for c in self._standard.clauses if c.number.startswith(f"{number}.") and c.number.count(".") == wanted]

    def _title(self, number: str) -> str:
        return f"{self._name(number)}\u2003{number}"

    def _name(self, number: str) -> str:
        clause = self._standard.clause(number)
        return self._speech.text(clause.title) if clause else ""


def _by_three(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(items), _IN_A_ROW):
        yield items[first : first + _IN_A_ROW]


def _join(canvas: Canvas, boxes: Sequence[int], above: Sequence[int]) -> None:
    """Draw arrows from each box of a row to the next, and from the row above."""
    for start, end in zip(boxes, boxes[1:], strict=False):
        one, other = canvas.boxes[start], canvas.boxes[end]
        canvas.link(start, end, ((one.right, one.middle[1]), (other.left, other.middle[1])), arrow=True)
    for start, end in zip(above, boxes, strict=False):
        canvas.down(start, end, 0, arrow=True)
