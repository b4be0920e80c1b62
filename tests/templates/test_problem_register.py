"""The problem register at work: problems entered in both languages, computed by LibreOffice, held against a reckoning of our own."""

# ruff: noqa: DTZ011 - days in a workbook have no zone

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.registers import compute
from tests.timed_registers import FIRST, LANGUAGES, LAST, Filled, procedure_table, rules_differ, working_days_later

WORDS = {
    "zh": {
        "sources": ("重复事件", "重大事件", "临时解决", "重开", "原因不明", "趋势分析", "供应商", "监控", "其他"),
        "high": "高", "medium": "中", "low": "低", "none": "无，只能等", "not found": "未查明，已查三处", "remedy": "解决", "defer": "暂缓",
        "accept": "接受", "new": "新建", "investigated": "查因中", "known": "已知错误", "closed": "已关闭", "cancelled": "已取消",
        "yes": "是", "no": "否", "check": "待核", "reactive": "被动", "proactive": "主动", "work": "上班", "stays": "未复发", "back": "复发",
        "take up": "立项", "workaround": "临时方案", "publish": "发布", "settle": "决定", "cause": "查明", "due": "解决", "look": "复核", "missing": "缺项",
        "steps": "无法登录时重启", "method": "试验",
        "contrary": (
            "解决后不满 30 天就复核", "复核人就是处理人", "复发却已关闭", "状态未关闭却有关闭日期", "关闭日期早于复核日期", "未查明却有查明日期",
            "立项日期早于提出日期", "提出日期是文本", "来源不在列表中", "问题编号重复",
        ),
        "faulty": "先改差错，再看指标", "unsure": "待核 1 件，先补节假日",
    },
    "en": {
        "sources": (
            "repeated incident", "major incident", "workaround", "reopened", "cause unknown", "trend analysis", "supplier", "monitoring", "other",
        ),
        "high": "high", "medium": "medium", "low": "low", "none": "none: wait", "not found": "not found after three tries", "remedy": "remedy",
        "defer": "defer", "accept": "accept", "new": "new", "investigated": "under investigation", "known": "known error", "closed": "closed",
        "cancelled": "cancelled", "yes": "yes", "no": "no", "check": "check", "reactive": "reactive", "proactive": "proactive", "work": "work",
        "stays": "not come back", "back": "come back", "take up": "take up", "workaround": "workaround", "publish": "publish", "settle": "decide", "cause": "cause",
        "due": "due", "look": "check", "missing": "missing", "steps": "Restart it", "method": "test",
        "contrary": (
            "Checked on less than 30 days after Resolved on", "Checked by the person assigned", "Closed though come back",
            "Closed on without status closed", "Closed on before Checked on", "Cause found on with cause not found",
            "Opened on before Raised on", "Raised on is text", "Source not in the list", "Problem number twice",
        ),
        "faulty": "mend the data first", "unsure": "1 to check: holidays first",
    },
}  # fmt: skip
WORKED_SATURDAY = date(2026, 5, 9)
LIMITS = {"high": (2, 10, 30), "medium": (2, 20, 60), "low": (2, 20, 90)}
PROACTIVE = 5  # the sources from here on
SHOWN = date(2026, 5, 1)
TODAY = date.today()


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A problem in words of no language: keys of WORDS, and the number of its source."""

    raised: date
    source: int
    priority: str = "medium"
    opened: date | None = None
    raised_priority: date | None = None
    workaround: str | None = None
    workaround_on: date | None = None
    cause: str | None = None
    cause_on: date | None = None
    cause_moved: date | None = None
    published: date | None = None
    decision: str | None = None
    new_due: date | None = None
    resolved: date | None = None
    checked: date | None = None
    result: str | None = None
    closed: date | None = None
    status: str = "new"

    @property
    def proactive(self) -> bool:
        return self.source >= PROACTIVE


def problems() -> list[Problem]:
    """Return problems at every stage, raised from winter to spring: over holidays, on the eve of a worked Saturday, at month ends."""
    found = []
    for number in range(45):
        raised = date(2026, 2, 2) + timedelta(days=2 * number)
        opened = raised + timedelta(days=number % 3)
        base = {"raised": raised, "source": number % 9, "priority": ("high", "medium", "low")[number % 3]}
        taken = base | {"opened": opened, "status": "investigated"}
        eased = taken | {"workaround": "steps", "workaround_on": opened + timedelta(days=1)}
        known = eased | {
            "cause": "steps",
            "cause_on": opened + timedelta(days=9),
            "published": opened + timedelta(days=10),
            "status": "known",
        }
        solved = known | {"decision": "remedy", "resolved": opened + timedelta(days=25 + 2 * number)}
        looked = {"checked": opened + timedelta(days=57 + 2 * number), "result": "stays"}
        done = {"closed": opened + timedelta(days=58 + 2 * number), "status": "closed"}
        stages: list[dict[str, object]] = [
            base,
            base | {"status": "cancelled"},
            taken,
            eased,
            eased | {"workaround": "none"},
            known,
            solved,
            solved | looked | done,
            known | {"decision": "defer", "new_due": date(2099, 1, 4)},
            known | {"decision": "accept", "closed": opened + timedelta(days=12), "status": "closed"},
            eased | {"published": opened + timedelta(days=2), "cause_moved": date(2099, 1, 4)},
            taken | {"workaround": "none", "workaround_on": opened, "cause": "not found", "decision": "remedy", "resolved": opened + timedelta(days=40)}
            | {"checked": opened + timedelta(days=71), "result": "stays", "closed": opened + timedelta(days=72), "status": "closed"},
            solved | {"checked": opened + timedelta(days=58 + 2 * number), "result": "back"},
            taken | {"raised_priority": opened + timedelta(days=14)},
            known | {"decision": "defer", "new_due": opened + timedelta(days=3)},
        ]  # fmt: skip
        found.append(Problem(**stages[number % len(stages)]))  # type: ignore[arg-type]
    return found


CASES = problems()


class Problems(Filled):
    """A register with the words of its language."""

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path, language)
        self.words = WORDS[language]
        self.contrary = 0

    def enter_problem(self, number: str, case: Problem, service: str) -> None:
        say = self.words
        self.enter(
            number=number, raised=case.raised, source=say["sources"][case.source], service=service, priority=say[case.priority],
            symptom="x", opened=case.opened, assigned="A", workaround=say[case.workaround] if case.workaround else None,
            workaround_on=case.workaround_on, cause=say[case.cause] if case.cause else None, proof="x" if case.cause else None,
            cause_on=case.cause_on, cause_moved=case.cause_moved, raised_priority=case.raised_priority, published=case.published, known_number="KE" if case.published else None,
            decision=say[case.decision] if case.decision else None, new_due=case.new_due, resolved=case.resolved, checked=case.checked,
            checker="B" if case.checked else None, result=say[case.result] if case.result else None, closed=case.closed,
            status=say[case.status],
        )  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("register"))
    client.build(only=["problem-record"])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


@pytest.fixture(scope="module")
def registers(client: Client, profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Problems]:
    """The registers of both languages with the cases in them, those with what cannot be true, and an empty one."""
    folder = tmp_path_factory.mktemp("filled")
    built = {language: client.path("problem-record", language) for language in LANGUAGES}
    found = {
        name: Problems.copied(built[name[:2]], folder, name, name[:2]) for name in ("zh", "en", "zh contrary", "en contrary", "en empty")
    }
    for language in LANGUAGES:
        filled = found[language]
        filled.work_on(WORKED_SATURDAY, filled.words["work"])
        for number, case in enumerate(CASES, 1):
            filled.enter_problem(f"PRB-2026-{number:04d}", case, profile.services[number % 2].name.in_language(language))
        filled.put("period_year", SHOWN.year)
        filled.put("period_month", SHOWN.month)
        enter_contradictions(found[f"{language} contrary"])
    compute(list(found.values()))
    return found


def enter_contradictions(filled: Problems) -> None:
    """Enter one row for each thing that cannot be true, in a year whose holidays nobody has entered."""
    say, raised = filled.words, date(2025, 3, 3)
    resolved = date(2025, 4, 1)
    common = {
        "raised": raised,
        "opened": raised,
        "priority": say["high"],
        "source": say["sources"][0],
        "assigned": "A",
        "resolved": resolved,
    }
    looked = {"checked": resolved + timedelta(days=30), "checker": "B", "result": say["stays"]}
    for number, cells in enumerate(
        (
            {"checked": resolved + timedelta(days=29), "checker": "B", "result": say["stays"]},
            looked | {"checker": "A"},
            looked | {"checker": "B", "result": say["back"], "closed": date(2025, 5, 2), "status": say["closed"]},
            looked | {"closed": date(2025, 5, 2), "status": say["known"]},
            looked | {"closed": date(2025, 4, 30), "status": say["closed"]},
            {"cause": say["not found"], "cause_on": raised},
            {"opened": raised - timedelta(days=1)},
            {"raised": "2025-03-03", "opened": None},
            {"source": "gremlins"},
            {"number": "PRB-2025-0000"},
        )
    ):
        filled.enter(**common | {"number": f"PRB-2025-{number:04d}", "status": say["investigated"]} | cells)


def due(profile: Profile, case: Problem, which: int) -> date | None:
    start = later(case.opened, case.raised_priority)
    return working_days_later(profile, start, LIMITS[case.priority][which], WORKED_SATURDAY) if start else None


def in_time(profile: Profile, case: Problem) -> str:
    limit = due(profile, case, 2)
    if limit is None or case.status == "cancelled" or case.decision in ("defer", "accept"):
        return ""
    if case.resolved is None:
        return "" if limit >= TODAY else "no" if limit.year == 2026 else "check"
    return "check" if limit.year != 2026 else "yes" if case.resolved <= limit else "no"


def to_do(profile: Profile, case: Problem) -> str:
    """Return what of a problem is late, in the order of the procedure."""
    if case.status in ("cancelled", "closed"):
        return ""
    if case.opened is None:
        return "take up" if working_days_later(profile, case.raised, 1, WORKED_SATURDAY) < TODAY else ""
    if case.resolved is not None and case.result != "back":
        return "look" if case.checked is None and case.resolved + timedelta(days=30) <= TODAY else ""
    last = case.new_due if case.decision == "defer" else later(due(profile, case, 2), case.new_due)
    limits = (
        ("workaround", case.workaround_on, due(profile, case, 0)),
        ("publish", case.published, working_days_later(profile, case.cause_on, 1, WORKED_SATURDAY) if case.cause_on else None),
        ("settle", case.decision, working_days_later(profile, case.cause_on, 5, WORKED_SATURDAY) if case.cause_on else None),
        ("cause", case.cause_on or case.decision, later(due(profile, case, 1), case.cause_moved)),
        ("due", case.decision == "accept" or None, last),
    )
    return next((word for word, done, limit in limits if done is None and limit is not None and limit < TODAY), "")


def later(first: date | None, second: date | None) -> date | None:
    return max((day for day in (first, second) if day), default=None)


def day_of(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_type_limits_results_and_reminders_are_those_of_the_rules(registers: dict[str, Problems], profile: Profile, language: str) -> None:
    filled = registers[language]
    for row, case in enumerate(CASES, FIRST):
        assert filled.get("nature", row) == filled.words["proactive" if case.proactive else "reactive"]
        assert (day_of(filled.get("cause_due", row)), day_of(filled.get("due", row))) == (due(profile, case, 1), due(profile, case, 2))
        expected = in_time(profile, case)
        assert filled.get("in_time", row) == (filled.words[expected] if expected else ""), (row, case)
        reminder = to_do(profile, case)
        assert filled.get("alert", row) == (filled.words[reminder] if reminder else ""), (row, case)
        assert filled.get("todo", row) == filled.words[reminder or "missing"]  # all rows lack a category


def share(part: Iterable[bool]) -> tuple[int, int, float | None]:
    found = list(part)
    return sum(found), len(found), sum(found) / len(found) if found else None


def within(day: date | None, first: date, months: int) -> bool:
    month = first.month - 1 + months
    return day is not None and first <= day < date(first.year + month // 12, month % 12 + 1, 1)


def solved(profile: Profile, first: date, months: int) -> tuple[int, int, float | None]:
    results = [in_time(profile, case) for case in CASES if within(due(profile, case, 2), first, months)]
    return share(result == "yes" for result in results if result in ("yes", "no"))


def caused(profile: Profile, first: date, months: int) -> tuple[int, int, float | None]:
    """Return how many causes that fell due, by the first date set, were found by then."""
    fell_due = [(case, due(profile, case, 1)) for case in CASES if case.status != "cancelled" and within(due(profile, case, 1), first, months)]
    return share(case.cause_on is not None and case.cause_on <= day for case, day in fell_due if day and (case.cause_on or day < TODAY))


def foreseen(first: date, months: int) -> tuple[int, int, float | None]:
    return share(case.proactive for case in CASES if case.status != "cancelled" and within(case.opened, first, months))


def blank(values: Iterable[object]) -> list[object]:
    return [None if value == "" else value for value in values]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_month_shows_what_its_rows_give(registers: dict[str, Problems], profile: Profile, language: str) -> None:
    rows = registers[language].table(
        "volume", "opened", "proactive", "closed", "oh", "om", "ol", "due", "met", "share", "published", "back"
    )  # fmt: skip
    counted = [case for case in CASES if case.status != "cancelled"]
    for month, row in enumerate(rows, 1):
        first = date(2026, month, 1)
        if first > TODAY:
            assert blank(row) == [None] * len(row)
            continue
        end = date(2026 + month // 12, month % 12 + 1, 1)
        opened = [case for case in counted if within(case.opened, first, 1)]
        standing = [case for case in counted if case.opened and case.opened < end and not (case.closed and case.closed < end)]
        met, count, part = solved(profile, first, 1)
        assert blank(row) == [
            len(opened),
            sum(case.proactive for case in opened),
            sum(within(case.closed, first, 1) for case in counted),
            *(sum(case.priority == priority for case in standing) for priority in LIMITS),
            count,
            met,
            pytest.approx(part) if part is not None else None,
            sum(within(case.published, first, 1) for case in counted),
            sum(case.result == "back" and within(case.checked, first, 1) for case in counted),
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_quarter_shows_what_its_rows_give(registers: dict[str, Problems], profile: Profile, language: str) -> None:
    for quarter, row in enumerate(registers[language].table("quarterly", "found", "closed", "cause", "proactive", "opened", "share")):
        first = date(2026, 3 * quarter + 1, 1)
        expected = [*caused(profile, first, 3), *foreseen(first, 3)] if first <= TODAY else [None] * 6
        assert blank(row) == pytest.approx(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_measures_are_those_of_the_month_and_quarter_shown(registers: dict[str, Problems], profile: Profile, language: str) -> None:
    rows = registers[language].table("kpi", "before", "met", "cases", "current", "many", "year")
    quarter, start = date(2026, 4, 1), date(2025, 6, 1)
    for row, (before, now, year) in zip(
        rows,
        (
            (solved(profile, date(2026, 4, 1), 1), solved(profile, SHOWN, 1), solved(profile, start, 12)),
            (caused(profile, date(2026, 1, 1), 3), caused(profile, quarter, 3), caused(profile, start, 12)),
            (foreseen(date(2026, 1, 1), 3), foreseen(quarter, 3), foreseen(start, 12)),
        ),
        strict=True,
    ):
        assert blank(row) == pytest.approx([before[2], *now, *year[1:]])


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_problems_are_counted_by_age_source_and_service(registers: dict[str, Problems], profile: Profile, language: str) -> None:
    filled = registers[language]
    unclosed = [case for case in CASES if case.status not in ("cancelled", "closed")]
    for priority, row in zip(
        LIMITS, filled.table("age", "all", "fresh", "older", "old", "oldest", "errors", "deferred", "late"), strict=True
    ):
        ages = [(TODAY - case.opened).days for case in unclosed if case.priority == priority and case.opened]
        mine = [case for case in unclosed if case.priority == priority]
        assert row == [
            len(ages),
            sum(age <= 30 for age in ages),
            sum(30 < age <= 60 for age in ages),
            sum(age > 60 for age in ages),
            sum(working_days_later(profile, case.opened, 90, WORKED_SATURDAY) < TODAY for case in mine if case.opened),
            sum(case.status == "known" for case in mine),
            sum(case.decision == "defer" for case in mine),
            sum(bool(to_do(profile, case)) for case in mine),
        ]
    opened = [case for case in CASES if case.status != "cancelled" and case.opened]
    assert filled.table("origin", "name", "opened", "open") == [
        [word, sum(case.source == source for case in opened), sum(case.source == source for case in unclosed)]
        for source, word in enumerate(filled.words["sources"])
    ]
    halves = [[case for number, case in enumerate(CASES, 1) if number % 2 == service] for service in (0, 1)]
    assert filled.table("by_service", "opened", "open", "late")[:2] == [
        [
            sum(case in opened for case in half),
            sum(case in unclosed for case in half),
            sum(bool(to_do(profile, case)) for case in half),
        ]
        for half in halves
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_true_is_named_and_holds_up_the_measures(registers: dict[str, Problems], language: str) -> None:
    filled = registers[f"{language} contrary"]
    contrary = filled.words["contrary"]
    for row, said in enumerate(contrary, FIRST):
        assert said in str(filled.get("faults", row))
        assert str(filled.get("missing", row)).endswith(str(filled.get("faults", row)))
    numbered, counted, faulty, verdict = filled.table("control", "numbered", "counted", "faulty", "verdict")[0]
    assert (numbered, counted, verdict) == (len(contrary), len(contrary), filled.words["faulty"])
    assert faulty == len(contrary)  # the number that stands twice is the first row's, which is faulty anyhow


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_without_holidays_is_not_judged(registers: dict[str, Problems], language: str) -> None:
    filled = registers[f"{language} contrary"]
    assert filled.get("in_time", FIRST) == filled.words["check"]


def test_cases_that_are_all_right_are_without_fault(registers: dict[str, Problems]) -> None:
    for language in LANGUAGES:
        filled = registers[language]
        assert {filled.get("faults", row) for row in range(FIRST, filled.row)} == {""}
        numbered, counted, left, faulty, nameless = filled.table("control", "numbered", "counted", "left", "faulty", "nameless")[0]
        cancelled = sum(case.status == "cancelled" for case in CASES)
        assert (numbered, counted, left, faulty, nameless) == (len(CASES), len(CASES) - cancelled, cancelled, 0, 0)


def test_an_empty_register_shows_nothing(registers: dict[str, Problems]) -> None:
    filled = registers["en empty"]
    for name in ("todo", "nature", "cause_due", "due", "in_time", "missing", "alert"):
        assert {filled.get(name, row) for row in (FIRST, LAST)} == {""}
    assert not filled.table("control", "verdict")[0][0]
    assert {value for row in filled.table("volume", "month", "opened", "share") for value in blank(row)} == {None}


def test_faulty_dates_and_entries_outside_a_list_are_refused(registers: dict[str, Problems]) -> None:
    for filled in (registers["zh"], registers["en"]):
        for name in ("raised", "opened", "cause_on", "published", "resolved", "checked", "closed"):
            rule = filled.rule(name)
            assert (rule.type, rule.operator, rule.formula2, rule.errorStyle, rule.showErrorMessage) == (
                "date",
                "between",
                "NOW()+1",
                "stop",
                True,
            )
        for name, listed in (
            ("source", "source_list"),
            ("priority", "priority_list"),
            ("decision", "decision_list"),
            ("status", "status_list"),
        ):
            rule = filled.rule(name)
            assert (rule.type, rule.formula1, rule.errorStyle, rule.showErrorMessage) == ("list", listed, "stop", True)
        assert filled.rule("opened").formula1 == f"$C{FIRST}"  # not before it was raised


def test_the_limits_on_the_sheet_are_those_that_the_dates_go_by(registers: dict[str, Problems]) -> None:
    for language in LANGUAGES:
        filled = registers[language]
        rows = filled.table("limit", "priority", "workaround", "cause", "solution")
        assert rows == [[filled.words[priority], *limits] for priority, limits in LIMITS.items()]


def test_the_limits_are_those_of_the_procedure(client: Client) -> None:
    client.build(only=["problem-management"])
    for language in LANGUAGES:
        words = {WORDS[language][priority]: limits for priority, limits in LIMITS.items()}
        told = procedure_table(client.path("problem-management", language), 5, tuple(words))
        assert {name: tuple(map(int, cells[2:])) for name, cells in told.items()} == words


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path("problem-record", language) for language in LANGUAGES)) == []
