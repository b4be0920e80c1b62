"""The request register at work: requests entered in both languages, computed by LibreOffice, held against a reckoning of our own."""

# ruff: noqa: DTZ001, DTZ005 - times in a workbook have no zone

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.domain.services import Service
from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.registers import compute
from tests.timed_registers import (
    FIRST,
    LANGUAGES,
    LAST,
    Filled,
    minutes,
    procedure_table,
    rules_differ,
    working_days_later,
)

WORDS = {
    "zh": {
        "kinds": ("咨询", "账号与权限", "权限收回", "软件安装", "设备领用与归还", "数据恢复与提取", "标准变更", "机房进入", "其他"),
        "not needed": "不需要", "pending": "待批准", "approved": "已批准", "refused": "不批准", "fulfilled": "已办成", "withdrawn": "撤回",
        "new": "新建", "waiting": "待批准", "working": "处理中", "closed": "已关闭", "cancelled": "已取消", "yes": "是", "no": "否", "check": "待核",
        "work": "上班", "happy": "非常满意", "content": "满意", "neutral": "一般", "sad": "不满意", "overdue": "逾期", "approver": "催批",
        "missing": "缺项", "passed on": "转办",
        "contrary": (
            "该类型须批准却选不需要", "批准人就是请求人或使用人", "没有决定却有批准时间", "没有批准却已完成", "完成时间早于批准时间", "已关闭而结果不是已办成",
            "已取消而结果是已办成", "结果不批准而批准人没有不批准", "状态未关闭却有关闭时间", "关闭时间早于完成时间", "状态待批准而“批准”不是待批准",
            "提交时间是文本", "请求类型不在列表中", "请求编号重复", "何时要用早于提交时间",
        ),
        "faulty": "先改差错，再看指标",
    },
    "en": {
        "kinds": (
            "information", "access", "removal of access", "software", "equipment", "data", "standard change", "entry to the server room", "other",
        ),
        "not needed": "not needed", "pending": "pending", "approved": "approved", "refused": "refused", "fulfilled": "fulfilled",
        "withdrawn": "withdrawn", "new": "new", "waiting": "awaiting approval", "working": "in progress", "closed": "closed",
        "cancelled": "cancelled", "yes": "yes", "no": "no", "check": "check", "work": "work", "happy": "very satisfied", "content": "satisfied",
        "neutral": "neutral", "sad": "dissatisfied", "overdue": "overdue", "approver": "approver", "missing": "missing", "passed on": "passed on",
        "contrary": (
            "Approval not needed though the kind needs it", "Approver asks for himself or herself", "Decided at without a decision",
            "Completed without approval", "Completed at before Decided at", "Closed with a result other than fulfilled",
            "Cancelled with the result fulfilled", "Result refused without a refusal", "Closed at while the status is open",
            "Closed at before Completed at", "Status awaiting approval with none pending", "Submitted at is text",
            "Kind of request not in the list", "Request number twice", "By when before Submitted at",
        ),
        "faulty": "mend the data first",
    },
}  # fmt: skip
WORKED_SATURDAY = date(2026, 5, 9)
# Of each kind in the order of WORDS: limit in working days, in hours.
LIMITS = ((1, 0), (1, 0), (0, 1), (2, 0), (3, 0), (2, 0), (0, 0), (1, 0), (0, 0))
RATINGS = ("happy", "content", "neutral", "sad", None)
POINTS = {"happy": 10, "content": 9, "neutral": 6, "sad": 0}
# Before a weekend, on the eve of a holiday, at night, at a weekend, on the eve of a worked Saturday, at the end of a month.
STARTS = (
    datetime(2026, 3, 3, 8, 15),
    datetime(2026, 3, 6, 17, 40),
    datetime(2026, 4, 3, 16, 0),
    datetime(2026, 5, 8, 23, 30),
    datetime(2026, 4, 5, 10, 0),
    datetime(2026, 4, 30, 9, 0),
    datetime(2026, 3, 7, 23, 10),
)
SHOWN = date(2026, 4, 1)
NOW = datetime.now()


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request in words of no language: keys of WORDS, and the number of its kind and service."""

    submitted: datetime
    kind: int
    service: int
    approval: str = "not needed"
    sent: datetime | None = None
    decided: datetime | None = None
    wanted: datetime | None = None
    completed: datetime | None = None
    closed: datetime | None = None
    satisfaction: str | None = None
    result: str | None = None
    status: str = "new"
    moved: bool = False


def due(profile: Profile, case: Request) -> datetime | None:
    """Return when a request is due: its limit from the start of its clock, or later if that is wanted."""
    start = {"approved": case.decided, "not needed": case.submitted}.get(case.approval)
    if start is None:
        return None
    wanted = case.wanted
    if wanted is not None and wanted.time() == time(0):
        wanted = wanted.replace(hour=23, minute=59)
    days, hours = LIMITS[case.kind]
    if days:
        day = working_days_later(profile, start.date(), days, WORKED_SATURDAY)
        limit = datetime.combine(day, time(0)) + timedelta(minutes=end_of_day(profile.services[case.service], day))
    elif hours:
        limit = start + timedelta(hours=hours)
    else:
        return wanted
    return max(limit, wanted) if wanted else limit


def end_of_day(service: Service, day: date) -> int:
    """Return the minute at which the hours of a service end on a working day; here the desk never closes either."""
    if service.around_the_clock:
        return 23 * 60 + 59
    weekday = 0 if day == WORKED_SATURDAY else day.weekday()
    spans = [span for span in service.hours.spans if span.first_day <= weekday <= span.last_day]
    return max(minutes(closes) for span in spans for _, closes in span.clocks)


def requests(profile: Profile) -> list[Request]:
    """Return requests of every kind, at every start and stage, with completions at the limit and a minute after it."""
    found = []
    for number in range(63):
        start, kind, service, stage = STARTS[number % 7], number % 9, (number // 2) % len(profile.services), number % 10
        approved = LIMITS[kind] != (0, 1) and kind not in (0, 6) and (stage != 9 or kind in (1, 7))
        sent = start + timedelta(minutes=20)
        base: dict[str, object] = {"submitted": start, "kind": kind, "service": service}
        if approved:
            base |= {"approval": "approved", "sent": sent, "decided": sent + timedelta(hours=30 * (number % 4)), "status": "approved"}
        if kind in (6, 8) or stage == 3:
            base["wanted"] = datetime(2026, 5, 15, 12, 30) if number % 2 else datetime(2026, 5, 13)
        if stage == 3:
            base["moved"] = True
        if stage == 4 and "wanted" not in base:
            base["wanted"] = datetime.combine(start.date(), time(0))  # on the same day, no matter when
        if stage == 8 and approved:
            base |= {"approval": "pending", "decided": None, "status": "waiting"}
        elif stage == 7 and approved:
            base |= {"approval": "refused", "result": "refused", "status": "cancelled", "closed": start + timedelta(days=3)}
        elif stage == 6:
            base |= {"result": "withdrawn", "status": "cancelled", "closed": start + timedelta(days=2)}
        elif stage == 5:
            base |= {"status": "working"}
        limit = due(profile, Request(**base))  # type: ignore[arg-type]
        if stage < 5 or stage == 9:
            assert limit is not None
            completed = limit + timedelta(minutes=number % 2)
            base |= {
                "completed": completed, "closed": completed + timedelta(minutes=30), "result": "fulfilled", "status": "closed",
                "satisfaction": RATINGS[(number // 3) % 5],
            }  # fmt: skip
        found.append(Request(**base))  # type: ignore[arg-type]
    return found


def in_time(profile: Profile, case: Request) -> str:
    limit = due(profile, case)
    if limit is None or case.result not in (None, "fulfilled") or (case.completed is None and limit >= NOW):
        return ""
    return "yes" if case.completed is not None and case.completed <= limit else "no"


def slow(profile: Profile, case: Request) -> bool:
    """Return whether the approver took more than a working day."""
    if case.sent is None:
        return False
    answered = case.decided or (case.closed if case.result else NOW)
    assert answered is not None
    return answered.date() > working_days_later(profile, case.sent.date(), 1, WORKED_SATURDAY)


def alert(profile: Profile, case: Request) -> str:
    limit = due(profile, case)
    if case.status in ("closed", "cancelled"):
        return ""
    if limit is not None and case.completed is None and limit < NOW:
        return "overdue"
    return "approver" if case.approval == "pending" and slow(profile, case) else ""


class Requests(Filled):
    """A register with the words of its language."""

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path, language)
        self.words = WORDS[language]

    def enter_request(self, number: str, case: Request, profile: Profile) -> None:
        say = self.words
        self.enter(
            number=number, submitted=case.submitted, requester="R", user="U", what="x", kind=say["kinds"][case.kind],
            service=profile.services[case.service].name.in_language(self.language), approval=say[case.approval], sent=case.sent,
            approver="A" if case.approval != "not needed" else None, decided=case.decided or (case.sent if case.approval == "refused" else None),
            wanted=case.wanted, completed=case.completed, closed=case.closed, status=say[case.status], moved="x" if case.moved else None,
            satisfaction=say[case.satisfaction] if case.satisfaction else None, result=say[case.result] if case.result else None,
        )  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("register"))
    client.build(only=["service-request-record"])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


@pytest.fixture(scope="module")
def cases(profile: Profile) -> list[Request]:
    return requests(profile)


@pytest.fixture(scope="module")
def registers(client: Client, profile: Profile, cases: list[Request], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Requests]:
    """The registers of both languages with the cases in them, those with what cannot be true, a file begun in April, and an empty one."""
    folder = tmp_path_factory.mktemp("filled")
    built = {language: client.path("service-request-record", language) for language in LANGUAGES}
    names = ("zh", "en", "zh contrary", "en contrary", "en begun in April", "en empty")
    found = {name: Requests.copied(built[name[:2]], folder, name, name[:2]) for name in names}
    for name in ("zh", "en", "en begun in April"):
        filled = found[name]
        filled.work_on(WORKED_SATURDAY, filled.words["work"])
        for number, case in enumerate(cases, 1):
            filled.enter_request(f"REQ-2026-{number:04d}", case, profile)
        filled.put("period_year", SHOWN.year)
        filled.put("period_month", SHOWN.month)
    found["en begun in April"].put("period_opened", date(2026, 4, 1))
    for language in LANGUAGES:
        enter_contradictions(found[f"{language} contrary"])
    compute(list(found.values()))
    return found


def enter_contradictions(filled: Requests) -> None:
    """Enter one row for each thing that cannot be true, in a year whose holidays nobody has entered."""
    say, start = filled.words, datetime(2025, 3, 4, 9)
    later, latest = start + timedelta(hours=2), start + timedelta(hours=3)
    asked = {"approval": say["approved"], "approver": "A", "sent": start, "decided": later}
    done = {"completed": latest, "result": say["fulfilled"], "closed": latest, "status": say["closed"]}
    for number, cells in enumerate(
        (
            {"approval": say["not needed"]},
            asked | {"approver": "U"},
            asked | {"approval": say["pending"]},
            {"approval": say["pending"], "approver": "A", "sent": start, "completed": later},
            asked | {"completed": start + timedelta(hours=1)},
            asked | done | {"result": say["withdrawn"]},
            asked | done | {"status": say["cancelled"]},
            asked | {"result": say["refused"], "status": say["cancelled"], "closed": latest},
            asked | {"closed": latest},
            asked | done | {"closed": later},
            asked | {"status": say["waiting"]},
            asked | {"submitted": "2025-03-04 09:00"},
            asked | {"kind": "gremlins"},
            asked | {"number": "REQ-2025-0000"},
            asked | {"wanted": datetime(2025, 3, 3)},
        )
    ):
        common = {"submitted": start, "requester": "R", "user": "U", "kind": say["kinds"][1], "status": say["working"]}
        filled.enter(**common | {"number": f"REQ-2025-{number:04d}"} | cells)


def moment(value: object) -> datetime | None:
    """Return a time to the minute."""
    return (value + timedelta(seconds=30)).replace(second=0, microsecond=0) if isinstance(value, datetime) else None


def blank(values: Iterable[object]) -> list[object]:
    return [None if value == "" else value for value in values]


@pytest.mark.parametrize("language", LANGUAGES)
def test_due_times_results_and_reminders_are_those_of_the_rules(
    registers: dict[str, Requests], profile: Profile, cases: list[Request], language: str
) -> None:
    filled = registers[language]
    for row, case in enumerate(cases, FIRST):
        assert moment(filled.get("due", row)) == due(profile, case), (row, case)
        expected, reminder = in_time(profile, case), alert(profile, case)
        assert filled.get("in_time", row) == (filled.words[expected] if expected else ""), (row, case)
        assert filled.get("alert", row) == (filled.words[reminder] if reminder else ""), (row, case)
        assert filled.get("todo", row) == filled.words[reminder or "missing"]  # all rows lack a channel


def test_the_cases_are_of_all_sorts(profile: Profile, cases: list[Request]) -> None:
    assert {in_time(profile, case) for case in cases} == {"yes", "no", ""}
    assert {alert(profile, case) for case in cases} == {"overdue", "approver", ""}
    assert {slow(profile, case) for case in cases} == {True, False}


def within(moment: datetime | None, month: int) -> bool:
    return moment is not None and (moment.year, moment.month) == (2026, month)


def begun(month: int) -> bool:
    return date(2026, month, 1) <= NOW.date()


def rates(profile: Profile, cases: list[Request], month: int) -> list[object]:
    results = [in_time(profile, case) for case in cases if within(due(profile, case), month)]
    judged = [result == "yes" for result in results if result]
    closed = [case for case in cases if within(case.closed, month)]
    rated = [POINTS[case.satisfaction] for case in closed if case.satisfaction]
    return [
        sum(judged),
        len(judged),
        sum(judged) / len(judged) if judged else None,
        sum(case.moved for case in cases if within(due(profile, case), month)),
        sum(rated),
        len(rated),
        sum(rated) / (10 * len(rated)) if rated else None,
        sum(case.status == "closed" and not case.satisfaction for case in closed),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_measures_of_each_month_are_those_that_the_rows_give(
    registers: dict[str, Requests], profile: Profile, cases: list[Request], language: str
) -> None:
    rows = registers[language].table("rate", "met", "due", "time", "moved", "satisfied", "rated", "satisfaction", "silent")
    for month, row in enumerate(rows, 1):
        assert blank(row) == pytest.approx(rates(profile, cases, month) if begun(month) else [None] * 8)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_measures_shown_are_those_of_the_month(
    registers: dict[str, Requests], profile: Profile, cases: list[Request], language: str
) -> None:
    months = [rates(profile, cases, month) for month in (2, 3, 4)]
    for place, row in zip((0, 4), registers[language].table("kpi", "before", "previous", "current", "met", "cases"), strict=True):
        met, count = months[2][place : place + 2]
        assert blank(row) == pytest.approx([*(month[place + 2] for month in months), met, count])


@pytest.mark.parametrize("language", LANGUAGES)
def test_requests_are_counted_by_month(registers: dict[str, Requests], profile: Profile, cases: list[Request], language: str) -> None:
    rows = registers[language].table("volume", "late", "other", "rest", "met", "all", "standing", "slow", "refused", "unsure")
    for month, row in enumerate(rows, 1):
        mine = [case for case in cases if within(case.submitted, month)]
        results = [in_time(profile, case) for case in mine]
        other = sum(case.result not in (None, "fulfilled") for case in mine)
        end = datetime(2026 + month // 12, month % 12 + 1, 1)
        expected = [
            results.count("no"),
            other,
            results.count("") - other,
            results.count("yes"),
            len(mine),
            sum(case.submitted < end and not (case.closed and case.closed < end) for case in cases),
            sum(slow(profile, case) and within(case.sent, month) for case in cases),
            sum(case.result == "refused" for case in mine),
            0,
        ]
        assert blank(row) == (expected if begun(month) else [None] * 9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_requests_are_counted_by_kind_and_service(
    registers: dict[str, Requests], profile: Profile, cases: list[Request], language: str
) -> None:
    filled = registers[language]
    months = ("ma", "mb", "mc", "md", "me", "mf", "mg", "mh", "mi", "mj", "mk", "ml")
    rows = filled.table("matrix", "name", *months, "year")
    assert [row[0] for row in rows[:9]] == list(filled.words["kinds"])
    for kind, row in enumerate(rows[:9]):
        mine = [case for case in cases if case.kind == kind]
        counts = [sum(within(case.submitted, month) for case in mine) if begun(month) else None for month in range(1, 13)]
        assert blank(row[1:]) == [*counts, len(mine)]
    assert {value for row in rows[9:] for value in blank(row)} == {None}
    for service, row in enumerate(filled.table("by_service", "submitted", "met", "missed")):
        mine = [case for case in cases if case.service == service]
        results = [in_time(profile, case) for case in mine if within(due(profile, case), SHOWN.month)]
        assert row == [sum(within(case.submitted, SHOWN.month) for case in mine), results.count("yes"), results.count("no")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_true_is_named_and_holds_up_the_measures(registers: dict[str, Requests], language: str) -> None:
    filled = registers[f"{language} contrary"]
    contrary = filled.words["contrary"]
    for row, said in enumerate(contrary, FIRST):
        assert said in str(filled.get("faults", row)), (row, filled.get("faults", row))
        assert str(filled.get("missing", row)).endswith(str(filled.get("faults", row)))
    numbered, faulty, verdict = filled.table("control", "numbered", "faulty", "verdict")[0]
    assert (numbered, faulty, verdict) == (len(contrary), len(contrary), filled.words["faulty"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_that_are_all_right_are_without_fault(
    registers: dict[str, Requests], profile: Profile, cases: list[Request], language: str
) -> None:
    filled = registers[language]
    assert {filled.get("faults", row) for row in range(FIRST, filled.row)} == {""}
    alerts = [alert(profile, case) for case in cases]
    columns = ("numbered", "open", "late", "waiting", "faulty", "nameless", "unsure")
    unclosed = sum(case.status not in ("closed", "cancelled") for case in cases)
    assert filled.table("control", *columns) == [[len(cases), unclosed, alerts.count("overdue"), alerts.count("approver"), 0, 0, 0]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_without_holidays_is_not_judged(registers: dict[str, Requests], language: str) -> None:
    filled = registers[f"{language} contrary"]
    assert filled.get("in_time", FIRST + 4) == filled.words["check"]


def test_a_new_file_leaves_earlier_months_to_the_last_one(registers: dict[str, Requests], profile: Profile, cases: list[Request]) -> None:
    filled = registers["en begun in April"]
    rows = filled.table("rate", "month", "met", "due")
    assert {value for row in rows[:3] for value in blank(row)} == {None}
    assert rows[3][1:] == rates(profile, cases, 4)[:2]
    assert blank(filled.table("matrix", "mc", "md")[0]) == [None, sum(within(c.submitted, 4) for c in cases if c.kind == 0)]


def test_an_empty_register_shows_nothing(registers: dict[str, Requests]) -> None:
    filled = registers["en empty"]
    for name in ("todo", "due", "in_time", "missing", "alert", "slow"):
        assert {filled.get(name, row) for row in (FIRST, LAST, LAST + 500)} == {""}
    assert not filled.table("control", "verdict")[0][0]
    assert {value for row in filled.table("volume", "month", "all", "standing") for value in blank(row)} == {None}


def test_faulty_dates_and_entries_outside_a_list_are_refused(registers: dict[str, Requests]) -> None:
    for filled in (registers["zh"], registers["en"]):
        for name in ("submitted", "sent", "decided", "completed", "closed"):
            rule = filled.rule(name)
            assert (rule.type, rule.operator, rule.formula2) == ("date", "between", "NOW()+1")
            assert (rule.errorStyle, rule.showErrorMessage) == ("stop", True)
        for name, listed in (("kind", "kind_name"), ("approval", "approval_list"), ("result", "result_list"), ("status", "status_list")):
            rule = filled.rule(name)
            assert (rule.type, rule.formula1, rule.errorStyle, rule.showErrorMessage) == ("list", listed, "stop", True)
        assert filled.rule("decided").formula1 == f"${filled.area('sent')[0]}{FIRST}"  # not before it was sent


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_on_the_sheet_are_those_that_due_times_go_by(registers: dict[str, Requests], language: str) -> None:
    filled = registers[language]
    rows = filled.table("kind", "name", "days", "hours")
    assert rows[:9] == [[word, days or None, hours or None] for word, (days, hours) in zip(filled.words["kinds"], LIMITS, strict=True)]


@pytest.mark.parametrize(
    ("example", "procedure"), [("cloudridge", "service-request-management"), ("jianyue", "incident-request-problem-management")]
)  # of both sizes
def test_kinds_and_limits_are_those_of_the_procedure(example: str, procedure: str, tmp_path: Path) -> None:
    client = Client(tmp_path / example, example)
    client.build(only=[procedure, "service-request-record"])
    for language, nobody in (("zh", "不需要"), ("en", "Nobody")):
        filled = Filled(client.path("service-request-record", language), language)
        listed = {row[0]: row[1:] for row in filled.table("kind", "name", "days", "hours", "approval") if row[0]}
        told = procedure_table(client.path(procedure, language), 5, tuple(listed))
        assert list(told) == list(listed)
        for kind, cells in told.items():
            days, hours, approval = listed[kind]
            found = [re.search(rf"(\d+) (?:{unit})", cells[3]) for unit in ("个工作日|working day", "小时|hour")]
            assert [days, hours] == [int(match[1]) if match else None for match in found], kind
            assert (approval in ("no", "不需要")) == cells[2].startswith(nobody) or kind in ("standard change", "标准变更"), kind


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path("service-request-record", language) for language in LANGUAGES)) == []
