"""The nonconformity register at work: twenty rows in both languages, computed by LibreOffice, held against a reckoning of our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from tests.client import Client
from tests.registers import FIRST_ROW, Filled, compute, day

FORM = "nonconformity-register"
TODAY = date.today()  # noqa: DTZ011 - the workbook asks the same clock
WORDS = {
    "en": {"major": "major", "minor": "minor", "note": "observation", "yes": "yes", "no": "no", "later": "no occasion yet",
           "audit": "internal audit", "complaint": "complaint", "daily": "daily check", "tool": "tool or system", "people": "time or people",
           "open": "open", "progress": "in progress", "overdue": "overdue", "effect": "effect check", "closed": "closed", "verify": "verify",
           "check effect": "check effect", "soon": "due in 7 days", "missing": "missing", "accept": "accept", "none": "none due", "gap": ", "},
    "zh": {"major": "严重", "minor": "一般", "note": "观察项", "yes": "是", "no": "否", "later": "尚无检验机会", "audit": "内部审核",
           "complaint": "投诉", "daily": "日常检查", "tool": "工具或系统", "people": "时间或人手", "open": "未处理", "progress": "处理中",
           "overdue": "逾期", "effect": "待查效果", "closed": "已关闭", "verify": "待验证", "check effect": "查效果", "soon": "7天内到期",
           "missing": "缺项", "accept": "待接受", "none": "没有到期的", "gap": "、"},
}  # fmt: skip
FAULTS = {
    "en": ("Verified by the responsible", "Effect checked by the responsible", "Effect checked too early", "Extended to not after the due date",
           "Closed with no occasion yet", "Found on is text", "Source not in the list", "Number twice", "Completed on before Found on",
           "Observation with a due date", "Corrected on in the future"),
    "zh": ("验证人就是责任人", "效果检查人就是责任人", "效果检查过早", "延期至不晚于完成期限", "尚无检验机会却已关闭", "发现日期是文本", "来源不在列表中",
           "编号重复", "完成日期早于发现日期", "观察项却有期限", "纠正日期晚于现在"),
}  # fmt: skip
LIMITS = {"major": 30, "minor": 60}


def ago(days: int) -> date:
    return TODAY - timedelta(days)


@dataclass(frozen=True)
class Case:
    """A row by its facts; words stand for those of the language."""

    found: date
    grade: str = "minor"
    source: str = "audit"
    place: int = 0
    repeated: bool = False
    body: date | None = None
    extended: date | None = None
    completed: date | None = None
    verified: date | None = None
    checked: date | None = None
    effective: str = ""
    closed: date | None = None
    cause: str = ""
    begun: bool = False

    @property
    def due(self) -> date | None:
        return self.body or (self.found + timedelta(LIMITS[self.grade]) if self.grade in LIMITS else None)

    @property
    def status(self) -> str:
        if self.closed:
            return "closed"
        if self.verified and self.grade != "note":
            return "effect"
        if not self.completed and self.due and max(self.due, self.extended or self.due) < TODAY:
            return "overdue"
        return "progress" if self.begun or self.completed else "open"

    @property
    def on_time(self) -> str:
        if self.due is None:
            return ""
        if self.completed and self.verified and self.completed <= self.due:
            return "yes"
        return "no" if (self.completed and self.completed > self.due) or self.due < TODAY else ""

    @property
    def effect_due(self) -> date | None:
        return self.verified + timedelta(90) if self.verified and self.grade != "note" else None


def cases() -> list[Case]:
    """Twenty rows: on time, late, extended, of a certification body, closed, effective or not, open, overdue, observations."""
    done: dict[str, Any] = {"effective": "yes", "cause": "tool", "begun": True}
    found = [
        Case(ago(300), "major", completed=ago(275), verified=ago(272), checked=ago(190), closed=ago(189), **done),
        Case(ago(290), "minor", "complaint", 1, completed=ago(220), verified=ago(215), checked=ago(140), closed=ago(130), **done),
        Case(ago(200), "major", repeated=True, extended=ago(150), completed=ago(160), verified=ago(158), checked=ago(90), effective="no",
             cause="people", closed=ago(89), begun=True),
        Case(ago(120), "minor", body=ago(95), completed=ago(96), verified=ago(93), cause="tool", begun=True),
        Case(ago(110), "minor", "complaint", 2, completed=ago(108), verified=ago(106), cause="people", begun=True),
        Case(ago(100), "major", begun=True),
        Case(ago(50), "major", place=1, extended=TODAY + timedelta(3), begun=True),
        Case(ago(70), "minor", "daily", 1),
        Case(ago(55), "minor"),
        Case(ago(10), "minor", "daily", repeated=True),
        Case(ago(31), "major", completed=ago(2), begun=True),
        Case(ago(9), "major", "complaint", 3, begun=True),
        Case(ago(60), "note", "daily", 2),
        Case(ago(45), "note", closed=ago(20)),
        Case(ago(400), "minor", completed=ago(360), verified=ago(355), checked=ago(280), closed=ago(279), **done),
    ]  # fmt: skip
    return found + [
        Case(ago(130 + n), "minor", place=n % 3, completed=ago(75 + n), verified=ago(74 + n), cause="tool", begun=True) for n in range(5)
    ]


@dataclass
class Book:
    filled: Filled
    words: dict[str, str]
    places: list[str]
    rows: list[int] = field(default_factory=list)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    client = Client(tmp_path_factory.mktemp("nonconformities"))
    client.build(only=[FORM])
    folder, books = tmp_path_factory.mktemp("filled"), {}
    for name, language in (("zh", "zh"), ("en", "en"), ("wrong-zh", "zh"), ("wrong-en", "en"), ("empty", "en")):
        path = folder / f"{name}.xlsx"
        path.write_bytes(client.path(FORM, language).read_bytes())
        filled = Filled(path, language)
        letter, first, last = filled.area("part_list")
        places = [str(value) for row in range(first, last + 1) if (value := filled.sheet(1)[f"{letter}{row}"].value)]
        books[name] = Book(filled, WORDS[language], places)
    for language in WORDS:
        enter_cases(books[language])
        enter_wrong(books[f"wrong-{language}"])
    compute([book.filled for book in books.values()])
    return books


def enter_cases(book: Book) -> None:
    say = book.words
    for number, case in enumerate(cases(), 1):
        dates = {"body_date": case.body, "extended": case.extended, "completed": case.completed, "verified": case.verified,
                 "effect_checked": case.checked, "closed": case.closed, "corrected": case.found if case.begun else None}  # fmt: skip
        book.rows.append(
            book.filled.enter(
                number=f"NC-{case.found.year}-{number:03d}", found=day(case.found), source=say[case.source], grade=say[case.grade],
                department=book.places[case.place], repeated=say["yes" if case.repeated else "no"], cause=say[case.cause] if case.cause else None,
                effective=say[case.effective] if case.effective else None, extensions=1 if case.extended else None,
                **{name: day(value) for name, value in dates.items() if value},
            )
        )  # fmt: skip
    month = TODAY.replace(day=1) - timedelta(1)
    book.filled.put("period_year", month.year)
    book.filled.put("period_month", month.month)


def enter_wrong(book: Book) -> None:
    """Enter rows that nobody may enter one by one, pasted: each says what is wrong with it."""
    say, enter, start = book.words, book.filled.enter, day(ago(200))
    common = {"found": start, "source": say["audit"], "grade": say["minor"], "department": book.places[0], "repeated": say["no"]}
    later = [day(ago(n)) for n in (150, 140, 70)]
    effect = {"completed": later[0], "verified": later[1], "effect_checked": later[2], "effective": say["yes"]}
    rows: tuple[dict[str, object], ...] = (
        {"responsible": "A", "verified_by": "A", "completed": later[0], "verified": later[1]},
        {"responsible": "A", "verified_by": "B", "effect_by": "A", **effect},
        effect | {"effect_checked": day(ago(100))},
        {"extended": day(ago(160))},
        effect | {"effective": say["later"], "closed": day(ago(10))},
        {"found": "2026-03-03"},
        {"source": "gremlins"},
        {},
        {"completed": day(ago(210))},
        {"grade": say["note"], "body_date": day(ago(100))},
        {"corrected": day(TODAY + timedelta(40))},
    )
    for number, cells in enumerate(rows, 1):
        twice = "NC-2026-001" if number == len(rows) - 3 else f"NC-2026-{number + 1:03d}"
        book.rows.append(enter(**common | {"number": twice} | cells))
    enter(**common | {"number": "NC-2026-001"})
    enter(**common)  # without a number


@pytest.mark.parametrize("language", WORDS)
def test_due_dates_results_and_states_are_those_of_the_rules(books: dict[str, Book], language: str) -> None:
    book = books[language]
    for row, case in zip(book.rows, cases(), strict=True):
        assert book.filled.get("due", row) == (case.due or "")
        assert book.filled.get("effect_due", row) == (case.effect_due or "")
        assert book.filled.get("status", row) == book.words[case.status]
        assert book.filled.get("on_time", row) == (book.words[case.on_time] if case.on_time else "")


@pytest.mark.parametrize("language", WORDS)
def test_what_is_next_stands_beside_the_number(books: dict[str, Book], language: str) -> None:
    book = books[language]
    todo = [book.filled.get("todo", row) for row in book.rows]
    assert todo[5] == todo[7] == book.words["overdue"]
    assert todo[6] == todo[8] == book.words["soon"]
    assert todo[10] == book.words["verify"]
    assert todo[3] == todo[4] == book.words["check effect"]
    assert todo[9] == todo[11] == book.words["accept"]
    assert todo[12] == book.words["missing"]


def months_back(first: date, count: int) -> date:
    for _ in range(count):
        first = (first - timedelta(1)).replace(day=1)
    return first


@pytest.mark.parametrize("language", WORDS)
def test_the_measures_count_what_was_due_in_their_period(books: dict[str, Book], language: str) -> None:
    book, rows = books[language], cases()
    end = TODAY.replace(day=1)
    month = months_back(end, 1)
    quarter = month.replace(month=3 * ((month.month - 1) // 3) + 1)
    quarter_end = (quarter.replace(day=1) + timedelta(95)).replace(day=1)
    year = months_back(month, 11)
    expected = []
    for first, last, source in ((month, end, None), (quarter, quarter_end, "audit")):
        due = [case for case in rows if case.due and first <= case.due < last and source in (None, case.source)]
        good = sum(case.on_time == "yes" for case in due)
        expected.append([good, len(due), ""])  # fewer than twenty: no percentage
    found = sorted(book.filled.table("kpi", "good", "cases", "share"), key=str)
    repeated = sum(case.repeated and year <= case.found < end for case in rows)
    assert found == sorted([*expected, ["", repeated, ""]], key=str)


@pytest.mark.parametrize("language", WORDS)
def test_the_months_and_departments_count_their_rows(books: dict[str, Book], language: str) -> None:
    book, rows = books[language], cases()
    shown = TODAY.replace(day=1) - timedelta(1)
    for month, row in enumerate(book.filled.table("volume", "major", "minor", "note", "all", "closed", "due", "good", "late"), 1):

        def here(when: date | None, month: int = month) -> bool:
            return when is not None and (when.year, when.month) == (shown.year, month)

        mine, due = [case for case in rows if here(case.found)], [case for case in rows if here(case.due)]
        grades = [sum(case.grade == grade for case in mine) for grade in ("major", "minor", "note")]
        results = [sum(case.on_time == result for case in due) for result in ("yes", "no")]
        assert row == [*grades, len(mine), sum(here(case.closed) for case in rows), len(due), *results]
    end = TODAY.replace(day=1)
    start = months_back(end, 12)
    table = book.filled.table("by_department", "name", "major", "minor", "note", "repeated", "open", "late", "effect")
    for place, (name, *counts) in enumerate(table):
        mine = [case for case in rows if case.place == place]
        recent = [case for case in mine if start <= case.found < end]
        assert name == book.places[place]
        assert counts == [
            *(sum(case.grade == grade for case in recent) for grade in ("major", "minor", "note")),
            sum(case.repeated for case in recent),
            sum(case.status != "closed" for case in mine),
            sum(case.status == "overdue" for case in mine),
            sum(case.status == "effect" for case in mine),
        ]


@pytest.mark.parametrize("language", WORDS)
def test_causes_sources_and_states_count_their_rows(books: dict[str, Book], language: str) -> None:
    book, rows, say = books[language], cases(), books[language].words
    end = TODAY.replace(day=1)
    recent = [case for case in rows if months_back(end, 12) <= case.found < end]
    causes = dict(book.filled.table("by_cause", "name", "cases"))
    for cause in ("tool", "people"):
        assert causes[say[cause]] == sum(case.cause == cause for case in recent)
    sources = {name: (minor, late) for name, minor, late in book.filled.table("by_source", "name", "minor", "late")}
    for source in ("audit", "complaint", "daily"):
        minor = sum(case.source == source and case.grade == "minor" for case in recent)
        assert sources[say[source]] == (minor, sum(case.source == source and case.status == "overdue" for case in rows))
    states = book.filled.table("state", "open", "progress", "late", "effect", "closed", "once", "failed")
    for grade, counts in zip(("major", "minor", "note"), states, strict=True):
        mine = [case for case in rows if case.grade == grade]
        kinds = [sum(case.status == status for case in mine) for status in ("open", "progress", "overdue", "effect", "closed")]
        assert counts == [*kinds, sum(case.extended is not None for case in mine), sum(case.effective == "no" for case in mine)]


@pytest.mark.parametrize("language", WORDS)
def test_what_is_wrong_with_a_row_is_named(books: dict[str, Book], language: str) -> None:
    book = books[f"wrong-{language}"]
    for row, said in zip(book.rows, FAULTS[language], strict=True):
        assert said in str(book.filled.get("missing", row)), (row, book.filled.get("missing", row))
    numbered, faulty, nameless = book.filled.table("control", "numbered", "faulty", "nameless")[0]
    assert (numbered, faulty, nameless) == (len(book.rows) + 1, len(book.rows) + 1, 1)


def test_an_empty_register_shows_nothing(books: dict[str, Book]) -> None:
    filled = books["empty"].filled
    for name in ("status", "todo", "due", "effect_due", "on_time", "missing"):
        assert {filled.get(name, row) for row in (FIRST_ROW, FIRST_ROW + 499)} == {""}
    assert filled.table("control", "verdict") == [[""]]
    assert {cell for row in filled.table("kpi", "good", "cases", "share", "verdict") for cell in row} == {""}


@pytest.mark.parametrize("language", WORDS)
def test_cells_refuse_wrong_dates_and_values(books: dict[str, Book], language: str) -> None:
    filled = books[language].filled
    kinds = {
        name: filled.rules(name)[0] for name in ("found", "completed", "verified", "source", "grade", "effective", "extensions", "number")
    }
    assert {name: rule.type for name, rule in kinds.items()} == {
        "found": "date", "completed": "date", "verified": "date", "source": "list", "grade": "list", "effective": "list",
        "extensions": "whole", "number": "custom",
    }  # fmt: skip
    assert all(rule.showErrorMessage and rule.errorStyle in (None, "stop") for rule in kinds.values())
    assert kinds["completed"].formula1 == f"${filled.area('found')[0]}{FIRST_ROW}"
    assert (kinds["extensions"].formula1, kinds["extensions"].formula2) == ("0", "2")
