"""The call tree of major incidents: the service desk, who declares, who is called then, and the security contact apart.

Who stands before the incident manager in the profile's tree, and is called no later, is called by the desk itself. The security
contact has a condition of its own and is no part of the order, as the incident management procedure has it.
Source: ISO/IEC 20000-1:2018, 8.6.1 (major incidents).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from docgen.domain.diagram import WIDTH, Box, Diagram, DiagramError, Line, Look, Piece, Shade
from docgen.domain.diagrams.canvas import BOX_WIDTH, FULL_ROW, Canvas, box_height, line, note, row_places, together_or_apart
from docgen.domain.diagrams.measure import height_of, line_width, on_grid
from docgen.domain.diagrams.speech import Speech
from docgen.domain.operations import CallTreeEntry
from docgen.domain.profile import Profile
from docgen.domain.text import Text
from docgen.domain.wording import spell
from docgen.messages import message

_MANAGER, _SECURITY = "incident-manager", "information-security-manager"
_DESK_WIDTH, _SIDE_WIDTH = 58.0, 45.0
_TURN = 4.0  # below a box: where lines part
_ABOVE, _WIDEST_LABEL = 1.0, 18.5  # of a time beside the end of a line: from the box below it; half of the narrowest box
_MOST_BESIDE = 2

_DESK = Text("服务台", "Service desk")
_RUN_BY = Text("由{}受托运行", "staffed by {}")
_DEPUTY = Text("代理：{}", "Deputy: {}")
_BLANK = Text("电话：＿＿＿＿＿＿", "Phone: ______________")
_SUSPICION = Text("仅在有信息安全迹象时，{}内", "Only when security is suspected, within {}")
_LEGEND = (
    Text("线旁为最迟接通的时限。", "Beside each line: reached at the latest within."),
    Text("本人未接通的，打给代理人。", "No answer: call the deputy."),
)
_DOES = {
    "incident-manager": Text("宣布、指挥", "Declares, leads"),
    "operations-manager": Text("召集二线", "Calls in engineers"),
    "top-management": Text("决定人手和费用", "Releases extra people, money"),
}
_INFORMS = (Text("通知使用部门联系人", "Informs the users' contacts"), Text("通知客户联系人", "Informs the customers' contacts"))
_HEARS = Text("告知现状和下次通报时刻", "Hears the state and the time of the next notice")
_ALTERNATIVE = Text("重大事件呼叫树：{}。", "Call tree for major incidents: {}.")


def call_tree(profile: Profile, titles: Mapping[str, Text], language: str) -> Diagram:
    """Return the call tree of `profile`. `titles`: the catalogue's role titles by role id, for roles without an own one.

    Raises: DiagramError: the profile names nobody to call, or so many that the tree would not fit a page.
    """
    return _Tree(profile, titles, language).drawn()


class _Tree:
    """The facts of one tree, and how they are said in its language."""

    def __init__(self, profile: Profile, titles: Mapping[str, Text], language: str) -> None:
        self._profile = profile
        self._titles = titles
        self._speech = Speech(language)
        self._security = next((entry for entry in profile.call_tree if entry.role == _SECURITY), None)
        self._called = tuple(entry for entry in profile.call_tree if entry is not self._security)

    def drawn(self) -> Diagram:
        if not self._called:
            raise DiagramError(message("diagram.no-calls"), message("diagram.no-calls-remedy"))
        first = next((entry for entry in self._called if entry.role == _MANAGER), self._called[0])
        beside = self._beside(first)
        later = tuple(entry for entry in self._called if entry is not first and entry not in beside)
        canvas = Canvas()
        desk = self._top_row(canvas)
        canvas.write(0, 0, (WIDTH - _DESK_WIDTH) / 2 - 3, tuple(note(self._speech.text(said)) for said in _LEGEND), name="notes")
        manager = self._first_row(canvas, desk, first, beside)
        while later:  # full rows are even, so that the line to the next passes between their boxes
            self._row(canvas, manager, later[:FULL_ROW])
            later = later[FULL_ROW:]
        return canvas.finished(self._speech.say(_ALTERNATIVE, self._words()))

    def _beside(self, first: CallTreeEntry) -> tuple[CallTreeEntry, ...]:
        """Return those whom the desk calls before the one who declares; none if they are too many to stand beside."""
        before = self._called[: self._called.index(first)]
        sooner = tuple(entry for entry in before if entry.within <= first.within)
        return sooner if len(sooner) <= _MOST_BESIDE else ()

    def _top_row(self, canvas: Canvas) -> int:
        """Draw the desk, and at its side the security contact with the condition for calling; return the desk's index."""
        desk, security = self._desk(), self._security_contact()
        height = max(box_height(desk, _DESK_WIDTH), box_height(security, _SIDE_WIDTH))
        first = canvas.add(
            Box(
                left=(WIDTH - _DESK_WIDTH) / 2, top=0, width=_DESK_WIDTH, height=height, lines=desk, shade=Shade.TINTED, rounded=True,
                name="service desk",
            )
        )  # fmt: skip
        if security:
            left = WIDTH - _SIDE_WIDTH
            box = Box(
                left=left, top=0, width=_SIDE_WIDTH, height=height, lines=security, shade=Shade.APART, rounded=True, name="security contact"
            )
            level = height / 2
            canvas.link(first, canvas.add(box), ((canvas.boxes[first].right, level), (left, level)), arrow=True, dashed=True)
        return first

    def _desk(self) -> tuple[Line, ...]:
        desk = self._profile.service_desk
        name = self._speech.text(desk.name) if desk and desk.name else self._speech.text(_DESK)
        lines = [line((name, Look.STRONG), (f"\u3000{desk.phone}" if desk and desk.phone else "", Look.PLAIN))]
        if desk and desk.hours:
            lines.append(note(spell(desk.hours, self._speech.language)))
        supplier = next((s for s in self._profile.suppliers if desk and s.id == desk.operated_by), None)
        if supplier:
            lines.append(note(self._speech.say(_RUN_BY, self._speech.text(supplier.name))))
        return tuple(lines)

    def _security_contact(self) -> tuple[Line, ...]:
        if self._security is None:
            return ()
        condition = self._speech.say(_SUSPICION, spell(self._security.within, self._speech.language))
        return (*self._who(self._security, _SIDE_WIDTH), note(condition))

    def _first_row(self, canvas: Canvas, desk: int, first: CallTreeEntry, beside: Sequence[CallTreeEntry]) -> int:
        """Draw who declares, under the desk, and those who are called no later at the sides; return the index of the former."""
        entries = [(first, (WIDTH - _DESK_WIDTH) / 2, _DESK_WIDTH, Shade.ALARM)]
        edges = (0.0, WIDTH - _SIDE_WIDTH)
        entries += [(entry, left, _SIDE_WIDTH, Shade.PLAIN) for entry, left in zip(beside, edges, strict=False)]
        texts = [self._entry(entry, width, alarm=shade is Shade.ALARM) for entry, _, width, shade in entries]
        height = max(box_height(lines, width) for lines, (_, _, width, _) in zip(texts, entries, strict=True))
        turn = canvas.height + _TURN
        top = turn + self._drop((first, *beside))
        drawn = []
        for lines, (entry, left, width, shade) in zip(texts, entries, strict=True):
            box = Box(
                left=left, top=top, width=width, height=height, lines=lines, shade=shade, rounded=True,
                name=f"call {entry.role or 'other'}",
            )  # fmt: skip
            drawn.append(canvas.add(box))
            self._called_from(canvas, desk, drawn[-1], entry, turn)
        return drawn[0]

    def _row(self, canvas: Canvas, manager: int, entries: Sequence[CallTreeEntry]) -> None:
        several = len(self._called) > FULL_ROW + 1
        width = BOX_WIDTH[FULL_ROW if several else max(len(entries), 1)]
        texts = [self._entry(entry, width) for entry in entries]
        height = max(box_height(lines, width) for lines in texts)
        turn = canvas.height + _TURN
        top = turn + self._drop(entries)
        for left, entry, lines in zip(row_places(len(entries), width), entries, texts, strict=True):
            box = Box(left=left, top=top, width=width, height=height, lines=lines, rounded=True, name=f"call {entry.role or 'other'}")
            self._called_from(canvas, manager, canvas.add(box), entry, turn)

    def _called_from(self, canvas: Canvas, start: int, end: int, entry: CallTreeEntry, turn: float) -> None:
        """Draw the line to who is called, and beside its end the time."""
        box, time = canvas.boxes[end], self._time(entry)
        canvas.down(start, end, turn, arrow=True)
        width, height = _label_size(time)
        canvas.add(
            Box(
                left=box.middle[0], top=box.top - _ABOVE - height, width=width, height=height, lines=(time,), shade=Shade.BARE,
                centred=False, name="time",
            )
        )  # fmt: skip

    def _time(self, entry: CallTreeEntry) -> Line:
        return line((spell(entry.within, self._speech.language), Look.STRONG))

    def _drop(self, entries: Iterable[CallTreeEntry]) -> float:
        """Return how far below the line across a row of boxes begins: there the times stand."""
        return _ABOVE + max(_label_size(self._time(entry))[1] for entry in entries) + 1.0

    def _entry(self, entry: CallTreeEntry, width: float, *, alarm: bool = False) -> tuple[Line, ...]:
        outside = any(not customer.internal for customer in self._profile.customers)
        does = {**_DOES, "relationship-manager": _INFORMS[outside]}.get(_MANAGER if alarm else entry.role or "", _HEARS)
        return (*self._who(entry, width, alarm=alarm), note(self._speech.text(does)))

    def _who(self, entry: CallTreeEntry, width: float, *, alarm: bool = False) -> tuple[Line, ...]:
        """Return the post and person, the deputy, the numbers."""
        holder = self._profile.roles.get(entry.role or "")
        title = self._speech.text(holder.title if holder and holder.title else self._titles.get(entry.role or "", entry.post))
        person = self._speech.text(entry.person or (holder.person if holder else None))
        post = Piece(title[:1].upper() + title[1:], Look.ALARM if alarm else Look.STRONG)
        lines = [*together_or_apart(post, Piece(person), width)]
        lines += [note(number) for number in _numbers(entry.phone)] if entry.phone else [note(self._speech.text(_BLANK))]
        if holder and holder.deputy:
            lines.append(note(self._speech.say(_DEPUTY, self._speech.text(holder.deputy))))
        return tuple(lines)

    def _words(self) -> str:
        """Return whom the tree names and when they are called, for those who cannot see it."""
        comma, stop = ("，", "；") if self._speech.language == "zh" else (", ", "; ")
        said = []
        for entry in self._profile.call_tree:
            who = "".join(piece.text for piece in self._who(entry, WIDTH)[0]).replace("\u3000", " ")
            said.append(comma.join((who, entry.phone or "", spell(entry.within, self._speech.language))).replace(comma * 2, comma))
        return stop.join(said)


def _label_size(time: Line) -> tuple[float, float]:
    """Return width and height of a time beside a line; a long one wraps."""
    width = min(on_grid(line_width(time) + 2.0), _WIDEST_LABEL)
    return width, on_grid(height_of((time,), width - 2.0) + 0.5)


def _numbers(phone: str) -> Iterator[str]:
    """Yield the numbers of an entry: the profile writes the deputy's behind a semicolon."""
    for part in phone.replace("；", ";").split(";"):
        if part.strip():
            yield part.strip()
