"""The organisation chart: top management, management representative, departments with head and head count.

The numbers add up to the people in scope. What keeps the internal audit apart from the work it audits is said beside the chart.
Source: ISO/IEC 20000-1:2018 and ISO/IEC 27001:2022, 5.3 (roles, responsibilities and authorities), 9.2 (internal audit).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docgen.domain.diagram import TALLEST, WIDTH, Box, Diagram, Line, Look, Shade
from docgen.domain.diagrams.canvas import BOX_WIDTH, FULL_ROW, Canvas, box_height, line, note, row_places
from docgen.domain.diagrams.measure import line_width, widest_word, wrapped
from docgen.domain.diagrams.speech import Speech
from docgen.domain.profile import Department, Profile, Role
from docgen.domain.text import Text

_TOP, _REPRESENTATIVE, _AUDITOR = "top-management", "management-representative", "internal-audit-lead"
_GAP = 5.0  # above and below a line across
_REST_WIDTH = 54.0
_SIDE_LEFT, _SIDE_WIDTH = 98.0, 56.0
_MOST_NAME_LINES = 3
_MOST_DUTY_LINES = 2

_PEOPLE = Text("{}\u00a0人", "{}\u00a0people")
_PERSON = Text("1\u00a0人", "1\u00a0person")
_HEAD = Text("负责人：{}", "Head: {}")
_ALSO = Text("兼{}", "also {}")
_LEAD = Text("{}：{}", "{}: {}")
_SUM = Text("范围内共 {} 人，为各部门人数之和。", "{} people in scope, the sum of the departments.")
_REST = Text("范围内共 {} 人，其中 {} 人不属于所列部门。", "{} people in scope, of whom {} belong to no department shown.")
_ALL = Text("范围内共 {} 人。", "{} people in scope.")
_COORDINATES = Text("{}协调体系，不改变部门隶属。", "The {} coordinates the system; reporting lines stay as drawn.")
_AUDIT = Text("内部审核由{}组织，不审本部门的工作", "Internal audits are led by {}; nobody audits his or her own department")
_AUDITED_BY = Text("，{}由{}审核。", "; {} is audited by {}.")
_STOP = Text("。", ".")
_AND = Text("、", " and ")
_ALTERNATIVE = Text("组织结构图：{}。", "Organisation chart: {}.")


def organisation_chart(profile: Profile, titles: Mapping[str, Text], language: str) -> Diagram:
    """Return the chart of `profile`. `titles`: the catalogue's role titles by role id, for roles without an own one.

    Raises: DiagramError: there are so many departments that the chart would not fit a page.
    """
    return _Chart(profile, titles, language).drawn()


class _Chart:
    """The facts of one chart, and how they are said in its language."""

    def __init__(self, profile: Profile, titles: Mapping[str, Text], language: str) -> None:
        self._profile = profile
        self._titles = titles
        self._speech = Speech(language)
        roles = profile.roles
        self._top, self._representative, self._auditor = (roles.get(role) for role in (_TOP, _REPRESENTATIVE, _AUDITOR))
        self._own = next((d for d in profile.departments if self._top and _headed_by(d, self._top)), None)
        self._departments = tuple(department for department in profile.departments if department is not self._own)
        self._shows_duties = self._has_short_duties()

    def drawn(self) -> Diagram:
        """Return the chart; duties are the first to go when it would be too high for a page."""
        canvas = self._canvas()
        if self._shows_duties and canvas.height > TALLEST:
            self._shows_duties = False
            canvas = self._canvas()
        return canvas.finished(self._speech.say(_ALTERNATIVE, self._words(canvas)))

    def _canvas(self) -> Canvas:
        canvas = Canvas()
        head = self._head()
        width = min(max(46.0, 4 * round((max(map(line_width, head)) + 6) / 4)), 84.0)
        top = canvas.add(
            Box(
                left=(WIDTH - width) / 2, top=0, width=width, height=box_height(head, width) + 2, lines=head, shade=Shade.MAIN,
                rounded=True, name="top management",
            )
        )  # fmt: skip
        canvas.write(0, 0, (WIDTH - width) / 2 - 3, tuple(self._rest()), name="notes")
        side = self._side()
        if side:
            self._draw_side(canvas, top, side)
        below = max(box.bottom for box in canvas.boxes)
        for row in self._rows():
            below = self._draw_row(canvas, top, row, below)
        return canvas

    def _draw_side(self, canvas: Canvas, top: int, lines: tuple[Line, ...]) -> None:
        """Put the management representative beside the line that leads down."""
        above = canvas.boxes[top]
        side = canvas.add(
            Box(
                left=_SIDE_LEFT, top=above.bottom + _GAP, width=_SIDE_WIDTH, height=box_height(lines, _SIDE_WIDTH), lines=lines,
                shade=Shade.TINTED, rounded=True, name="management representative",
            )
        )  # fmt: skip
        centre, level = above.middle[0], canvas.boxes[side].middle[1]
        canvas.link(top, side, ((centre, above.bottom), (centre, level), (_SIDE_LEFT, level)))

    def _draw_row(self, canvas: Canvas, top: int, row: Sequence[Department], below: float) -> float:
        """Draw a row of departments under `below`, each linked with the top; return where it ends.

        Rows other than the last have an even number of boxes, so that the line to the next row passes between them.
        """
        width = self._width(row)
        apart = any(wrapped(self._department(department)[0], width - 2) > 1 for department in row)
        texts = [self._department(department, apart=apart) for department in row]
        height = max(box_height(lines, width) for lines in texts)
        turn = below + _GAP
        for left, department, lines in zip(row_places(len(row), width), row, texts, strict=True):
            box = Box(
                left=left, top=turn + _GAP, width=width, height=height, lines=lines, rounded=True,
                name=f"department {department.id}",
            )  # fmt: skip
            canvas.down(top, canvas.add(box), turn)
        return turn + _GAP + height

    def _width(self, row: Sequence[Department]) -> float:
        """Return how wide the boxes of a row are: where there are several rows, as in a full one."""
        several = len(row) < len(self._departments)
        return BOX_WIDTH[max(len(row), FULL_ROW) if several else len(row)]

    def _rows(self) -> Iterator[Sequence[Department]]:
        """Yield the departments in rows of four; five stand in one row if their names are short enough."""
        left = self._departments
        while left:
            count = len(left) if len(left) <= FULL_ROW or (len(left) == 5 and self._fits_five(left)) else FULL_ROW
            yield left[:count]
            left = left[count:]

    def _fits_five(self, row: Sequence[Department]) -> bool:
        room = BOX_WIDTH[5] - 2
        names = [self._department(department, apart=True) for department in row]
        return all(widest_word(lines) <= room and wrapped(lines[0], room) <= _MOST_NAME_LINES for lines in names)

    def _head(self) -> tuple[Line, ...]:
        """Return what the box on top says: who, and the department that he or she heads, with its people."""
        if self._top is None:
            name = self._profile.organisation.short_name or self._profile.organisation.name
            return (line((self._speech.text(name), Look.INVERSE_STRONG)),)
        title = self._title(_TOP, self._top)
        if self._representative and self._representative.person == self._top.person:
            title += self._speech.text(_AND) + self._title(_REPRESENTATIVE, self._representative)
        first = line((title, Look.INVERSE_STRONG), (f"\u3000{self._speech.text(self._top.person)}", Look.INVERSE))
        if self._own is None:
            return (first,)
        second = " · ".join(filter(None, (self._speech.text(self._own.name), self._count(self._own))))
        lines = [first, line((second, Look.INVERSE_NOTE))]
        if self._is_audit(self._own) and self._auditor:
            lead = self._speech.say(_LEAD, self._title(_AUDITOR, self._auditor), self._speech.text(self._auditor.person))
            lines.append(line((lead, Look.INVERSE_NOTE)))
        return tuple(lines)

    def _side(self) -> tuple[Line, ...]:
        """Return what the box of the management representative says; nothing if top management is that too, or nobody is."""
        role = self._representative
        if role is None or (self._top and role.person == self._top.person):
            return ()
        home = next((d for d in self._profile.departments if d.id == role.department), None)
        name = line((self._title(_REPRESENTATIVE, role), Look.STRONG), (f"\u3000{self._speech.text(role.person)}", Look.PLAIN))
        return (name, note(self._speech.text(home.name))) if home else (name,)

    def _department(self, department: Department, *, apart: bool = False) -> tuple[Line, ...]:
        """Return what the box of a department says; its people stand `apart`, on a line of their own, or behind its name."""
        count = self._count(department)
        name, people = (self._speech.text(department.name), Look.STRONG), (count, Look.PLAIN)
        lines = [line(name), line(people)] if count and apart else [line(name, (f"\u3000{count}" if count else "", Look.PLAIN))]
        person = self._speech.text(department.head)
        if person:
            lines.append(note(self._speech.say(_HEAD, person)))
        if self._is_audit(department) and self._auditor:
            title, lead = self._title(_AUDITOR, self._auditor), self._speech.text(self._auditor.person)
            lines.append(note(self._speech.say(_ALSO, title) if lead == person else self._speech.say(_LEAD, title, lead)))
        if department.duties and self._shows_duties:
            lines.append(note(self._speech.text(department.duties)))
        return tuple(lines)

    def _has_short_duties(self) -> bool:
        """Tell whether duties are to be shown: those of every department are short; a table is the place for longer ones."""
        width = BOX_WIDTH[min(max(len(self._departments), 1), FULL_ROW)] - 2
        return all(wrapped(note(self._speech.text(d.duties)), width) <= _MOST_DUTY_LINES for d in self._departments if d.duties)

    def _rest(self) -> Iterator[Line]:
        """Yield the lines beside the chart: how the numbers add up, what the representative may do, who audits whom."""
        people = self._profile.organisation.headcount
        counts = [department.headcount for department in self._profile.departments]
        together = sum(count or 0 for count in counts)
        if counts and all(counts) and together <= people:
            yield note(self._speech.say(_SUM, people) if together == people else self._speech.say(_REST, people, people - together))
        else:
            yield note(self._speech.say(_ALL, people))
        if self._side() and self._representative:
            yield note(self._speech.say(_COORDINATES, self._title(_REPRESENTATIVE, self._representative)))
        if self._auditor:
            yield note(self._audit(self._auditor))

    def _audit(self, auditor: Role) -> str:
        said = self._speech.say(_AUDIT, self._speech.text(auditor.person))
        home = next((d for d in self._profile.departments if d.id == auditor.department), None)
        auditors = self._profile.audit.auditors if self._profile.audit else ()
        others = [self._speech.text(a.person) for a in auditors if home and home.id in a.departments and a.person != auditor.person]
        if home and others:
            return said + self._speech.say(_AUDITED_BY, self._speech.text(home.name), self._speech.text(_AND).join(others))
        return said + self._speech.text(_STOP)

    def _is_audit(self, department: Department) -> bool:
        return self._auditor is not None and self._auditor.department == department.id

    def _title(self, role: str, holder: Role) -> str:
        return self._speech.text(holder.title or self._titles[role])

    def _count(self, department: Department) -> str:
        count = department.headcount
        return "" if count is None else self._speech.text(_PERSON) if count == 1 else self._speech.say(_PEOPLE, count)

    def _words(self, canvas: Canvas) -> str:
        """Return what the boxes say, for those who cannot see them."""
        comma, stop = ("，", "；") if self._speech.language == "zh" else (", ", "; ")
        said = []
        for box in canvas.boxes:
            if box.shade is not Shade.BARE:
                said.append(comma.join(" ".join("".join(piece.text for piece in words).split()) for words in box.lines))
        return stop.join(said)


def _headed_by(department: Department, top: Role) -> bool:
    return department.head == top.person or (department.head is None and department.id == top.department)
