"""The change register at work: changes entered in both languages, computed by LibreOffice, held against a reckoning of our own."""

# ruff: noqa: DTZ001, DTZ011 - dates and moments in a workbook have no zone

from __future__ import annotations

import random
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
from tests.timed_registers import FIRST, LANGUAGES, LAST, Filled, rules_differ, working_days_later

WORDS = {
    "zh": {
        "standard": "标准", "normal": "常规", "major": "重大", "emergency": "紧急", "successful": "成功", "failed": "失败", "back": "已回退",
        "cancelled": "取消", "scheduled": "已排期", "closed": "已关闭", "rejected": "已拒绝", "yes": "是", "no": "否", "none": "无", "list": "清单",
        "manager": "经理", "board": "委员会", "top": "委员会＋总经理", "emergency board": "紧急委员会", "freeze": "冻结", "notice": "提前期",
        "overlap": "重叠", "work": "上班", "approve": "批准", "schedule": "排期", "close": "关闭", "review": "评审", "missing": "缺项",
        "contrary": (
            "批准人与变更有关", "批准以前就动手", "没有批准就动手却不算未授权", "引发了事件却算成功", "过了回退时点才验证通过却算成功",
            "条件不满足却不算未授权", "不符合紧急条件却不算未授权", "结果是取消而状态是已关闭", "动手以后才告知", "回退时点晚于窗口用去 70%",
            "风险分或可能性应为重大却填常规", "申请日期是文本", "类型不在列表中", "计划结束早于计划开始", "变更编号重复",
        ),
        "unmet": "都不符合", "mend": "先改差错，再看指标",
    },
    "en": {
        "standard": "standard", "normal": "normal", "major": "major", "emergency": "emergency", "successful": "successful", "failed": "failed",
        "back": "rolled back", "cancelled": "cancelled", "scheduled": "scheduled", "closed": "closed", "rejected": "rejected", "yes": "yes",
        "no": "no", "none": "none", "list": "list", "manager": "manager", "board": "board", "top": "board, top",
        "emergency board": "emergency board", "freeze": "freeze", "notice": "notice", "overlap": "overlap", "work": "work", "approve": "approve",
        "schedule": "schedule", "close": "close", "review": "review", "missing": "missing",
        "contrary": (
            "Approver had a part in the change", "Begun before it was approved", "Begun without an approval and not unauthorised",
            "Successful though it caused an incident", "Successful though verified after the decision time",
            "Conditions not met and not unauthorised", "No emergency criterion met and not unauthorised", "Cancelled with the status closed",
            "Told after the work had begun", "Decision time later than 70% of the window",
            "Type normal though score or likelihood makes it major", "Requested on is text", "Type not in the list",
            "Planned end before Planned start", "Change number twice",
        ),
        "unmet": "none met", "mend": "mend the data first",
    },
}  # fmt: skip
WORKED_SATURDAY = date(2026, 5, 9)
SHOWN = date(2026, 4, 1)
TODAY = date.today()


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change in words of no language: keys of WORDS."""

    requested: date
    type: str
    service: int
    impact: int | None
    likelihood: int | None
    start: datetime | None
    ended: datetime | None
    result: str | None
    unauthorised: bool
    incident: bool
    reviewed: date | None
    closed: date | None

    @property
    def end(self) -> datetime | None:
        return self.start + timedelta(hours=3) if self.start else None

    @property
    def incident_on(self) -> date | None:
        """The day an incident was logged that came after closing."""
        return self.closed + timedelta(12) if self.incident and self.closed and self.closed.day % 2 else None

    @property
    def counted(self) -> bool:
        return self.result != "cancelled" and (self.result is not None or self.unauthorised)

    @property
    def month(self) -> date | None:
        """The day by which it belongs to a month."""
        moment = self.end or self.ended
        return None if self.result == "cancelled" else moment.date() if moment else self.requested if self.unauthorised else None

    @property
    def review(self) -> bool:
        return self.counted and (self.type in ("major", "emergency") or self.result in ("failed", "back") or self.unauthorised or self.incident)


def changes() -> list[Change]:
    """Return changes of all types at every stage, from winter to spring: in freezes, at short notice, at the same hours, at month ends."""
    dice, found = random.Random(15), []
    for number in range(200):
        requested = date(2026, 1, 5) + timedelta(days=number // 2)
        kind = dice.choice(["standard", "normal", "normal", "normal", "major", "emergency"])
        window = None if kind == "emergency" or (kind == "standard" and number % 2) else requested + timedelta(days=dice.randint(1, 24))
        start = datetime(window.year, window.month, window.day, 20) if window else None
        result = dice.choice(["successful"] * 6 + ["failed", "back", "cancelled", None])
        ended = (start or datetime(requested.year, requested.month, requested.day, 21)) + timedelta(hours=2)
        done = result not in (None, "cancelled")
        unauthorised = done and number % 17 == 0
        scored = kind in ("normal", "major")
        incident = result == "failed" and number % 2 == 0
        found.append(Change(
            requested=requested, type=kind, service=number % 3, impact=dice.randint(1, 4) if scored else None,
            likelihood=dice.randint(1, 3) if scored else None, start=start, ended=ended if done else None, result=result,
            unauthorised=unauthorised, incident=incident, reviewed=ended.date() + timedelta(3) if done and number % 3 else None,
            closed=ended.date() + timedelta(1) if result and number % 5 else None,
        ))  # fmt: skip
    return found


CASES = changes()


class Changes(Filled):
    """A register with the words of its language."""

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path, language)
        self.words = WORDS[language]

    def enter_change(self, number: str, case: Change, service: str) -> None:
        say = self.words
        self.enter(
            number=number, requested=case.requested, title="x", type=say[case.type], requester="A", service=service, impact=case.impact,
            likelihood=case.likelihood, start=case.start, end=case.end, began=case.ended and case.ended - timedelta(hours=1), ended=case.ended,
            result=say[case.result] if case.result else None, incidents="INC-1" if case.incident else say["none"] if case.ended else None,
            unauthorised=say["yes" if case.unauthorised else "no"] if case.ended else None, reviewed=case.reviewed, closed=case.closed,
            incident_on=case.incident_on,
            approver="Z" if case.ended and not case.unauthorised else None,
            approved=case.ended - timedelta(hours=1) if case.ended and not case.unauthorised else None,
            status=say[("rejected" if case.result == "cancelled" else "closed") if case.closed else "scheduled"],
        )  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("register"))
    client.build(only=["change-schedule-log"])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


@pytest.fixture(scope="module")
def registers(client: Client, profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Changes]:
    """The registers of both languages with the cases in them, those with what cannot be true, and an empty one."""
    folder = tmp_path_factory.mktemp("filled")
    built = {language: client.path("change-schedule-log", language) for language in LANGUAGES}
    found = {
        name: Changes.copied(built[name[:2]], folder, name, name[:2]) for name in ("zh", "en", "zh contrary", "en contrary", "en empty")
    }
    for language in LANGUAGES:
        filled = found[language]
        filled.work_on(WORKED_SATURDAY, filled.words["work"])
        for number, case in enumerate(CASES, 1):
            filled.enter_change(f"CHG-2026-{number:04d}", case, profile.services[case.service].name.in_language(language))
        filled.put("period_year", SHOWN.year)
        filled.put("period_month", SHOWN.month)
        reckoned = [len(cases) for cases in (counted(SHOWN, 1), good(SHOWN, 1), of_type("emergency", SHOWN, 1), stray(SHOWN, 1))]
        for name, value in zip(("all", "good", "urgent", "stray"), reckoned, strict=True):
            filled.put(f"reported_{name}", value, SHOWN.month - 1)
            filled.put(f"reported_{name}", value + 1, SHOWN.month)
        enter_contradictions(found[f"{language} contrary"])
    compute(list(found.values()))
    return found


def enter_contradictions(filled: Changes) -> None:
    """Enter one row for each thing that cannot be true."""
    say, evening = filled.words, datetime(2026, 3, 9, 20)
    common = {
        "requested": date(2026, 3, 2), "type": say["normal"], "requester": "A", "impact": 2, "likelihood": 1, "approver": "Z",
        "approved": evening - timedelta(days=1), "start": evening, "end": evening + timedelta(hours=3), "began": evening,
        "ended": evening + timedelta(hours=1), "implementer": "B", "result": say["successful"], "incidents": say["none"],
        "unauthorised": say["no"], "closed": date(2026, 3, 10), "status": say["closed"], "decision": evening + timedelta(hours=2),
        "verified": evening + timedelta(hours=1), "told": evening - timedelta(days=1),
    }  # fmt: skip
    for number, cells in enumerate((
        {"approver": "B"},
        {"approved": evening + timedelta(minutes=5)},
        {"approver": None, "approved": None},
        {"incidents": "INC-2026-0001"},
        {"verified": evening + timedelta(hours=2, minutes=1)},
        {"type": say["standard"], "conditions": say["no"]},
        {"type": say["emergency"], "criterion": say["unmet"]},
        {"result": say["cancelled"]},
        {"told": evening + timedelta(minutes=1)},
        {"decision": evening + timedelta(hours=2, minutes=7)},
        {"impact": 4, "likelihood": 3},
        {"requested": "2026-03-02"},
        {"type": "gremlins"},
        {"end": evening - timedelta(hours=1)},
        {"number": "CHG-2026-0000"},
    )):  # fmt: skip
        filled.enter(**common | {"number": f"CHG-2026-{number:04d}"} | cells)


def within(day: date | None, first: date, months: int) -> bool:
    month = first.month - 1 + months
    return day is not None and first <= day < date(first.year + month // 12, month % 12 + 1, 1)


def counted(first: date, months: int) -> list[Change]:
    return [case for case in CASES if case.counted and within(case.month, first, months)]


def good(first: date, months: int) -> list[Change]:
    return [case for case in counted(first, months) if case.result == "successful" and not case.unauthorised]


def of_type(kind: str, first: date, months: int) -> list[Change]:
    return [case for case in counted(first, months) if case.type == kind]


def stray(first: date, months: int) -> list[Change]:
    return [case for case in counted(first, months) if case.unauthorised]


def share(part: list[Change], whole: list[Change]) -> float | None:
    return len(part) / len(whole) if whole else None


def level(case: Change) -> str:
    if case.impact is None or case.likelihood is None:
        return "list" if case.type == "standard" else "emergency board"
    score = case.impact * case.likelihood
    return "top" if score >= 12 else "board" if score > 6 or case.type == "major" else "manager"


def clash(profile: Profile, case: Change) -> list[str]:
    if case.start is None or case.end is None or case.result == "cancelled":
        return []
    assert profile.changes
    freezes = profile.changes.freeze
    found = ["freeze"] if any(freeze.first <= case.end.date() and freeze.last >= case.start.date() for freeze in freezes) else []
    notice = {"normal": 3, "major": 10}.get(case.type)
    if notice and case.start.date() < working_days_later(profile, case.requested, notice, WORKED_SATURDAY):
        found.append("notice")
    same = [other for other in CASES if other.result is None and other.service == case.service and other.start and other.end]
    if case.result is None and sum(other.start < case.end and other.end > case.start for other in same) > 1:  # type: ignore[operator]
        found.append("overlap")
    return found


def to_do(profile: Profile, case: Change) -> str:
    """Return what of a change is late, in the order of the guide."""
    if case.result == "cancelled":
        return ""
    if case.result is None:
        if case.type in ("normal", "major") and case.start and case.start < datetime.now():  # noqa: DTZ005
            return "approve"
        if set(clash(profile, case)) & {"freeze", "notice"}:
            return "schedule"
    if case.month and not case.closed and working_days_later(profile, case.month, 1, WORKED_SATURDAY) < TODAY:
        return "close"
    since, days = (case.requested, 5) if case.unauthorised else (case.incident_on or case.month, 5)
    late = case.review and not case.reviewed and since and working_days_later(profile, since, days, WORKED_SATURDAY) < TODAY
    return "review" if late else ""


def blank(values: Iterable[object]) -> list[object]:
    return [None if value == "" else value for value in values]


@pytest.mark.parametrize("language", LANGUAGES)
def test_level_check_review_and_reminders_are_those_of_the_rules(registers: dict[str, Changes], profile: Profile, language: str) -> None:
    filled, say = registers[language], registers[language].words
    for row, case in enumerate(CASES, FIRST):
        assert filled.get("level", row) == say[level(case)]
        assert filled.get("clash", row) == " ".join(say[word] for word in clash(profile, case)), (row, case)
        assert filled.get("due", row) == (say["yes" if case.review else "no"] if case.counted else ""), (row, case)
        reminder = to_do(profile, case)
        assert filled.get("alert", row) == (say[reminder] if reminder else ""), (row, case)
        assert filled.get("todo", row) == say[reminder or "missing"]  # all rows lack an item


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_month_shows_what_its_rows_give(registers: dict[str, Changes], language: str) -> None:
    columns = ("all", "good", "share", "failed", "back", "standard", "major", "urgent", "urgent_share", "stray", "caused", "reviews")
    for month, row in enumerate(registers[language].table("volume", *columns), 1):
        first = date(2026, month, 1)
        if first > TODAY:
            assert blank(row) == [None] * len(row)
            continue
        mine = counted(first, 1)
        urgent = of_type("emergency", first, 1)
        assert blank(row) == pytest.approx([
            len(mine), len(good(first, 1)), share(good(first, 1), mine), sum(case.result == "failed" for case in mine),
            sum(case.result == "back" for case in mine), len(of_type("standard", first, 1)), len(of_type("major", first, 1)), len(urgent),
            share(urgent, mine), len(stray(first, 1)), sum(case.incident for case in mine),
            sum(case.review and not case.reviewed for case in mine),
        ])  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_measures_are_those_of_the_month_shown(registers: dict[str, Changes], language: str) -> None:
    filled, year = registers[language], date(2025, 5, 1)
    march = date(2026, 3, 1)
    for row, part in zip(
        filled.table("kpi", "before", "met", "cases", "current", "many", "year"),
        (good, lambda first, months: of_type("emergency", first, months)),
        strict=True,
    ):
        whole = counted(SHOWN, 1)
        assert blank(row) == pytest.approx([
            share(part(march, 1), counted(march, 1)), len(part(SHOWN, 1)), len(whole), share(part(SHOWN, 1), whole),
            len(counted(year, 12)), share(part(year, 12), counted(year, 12)),
        ])  # fmt: skip
    found = filled.table("stray", "before", "current", "three", "year")[0]
    assert found == [len(stray(first, months)) for first, months in ((march, 1), (SHOWN, 1), (date(2026, 2, 1), 3), (year, 12))]
    assert [row[0] for row in filled.table("reported", "differs")[SHOWN.month - 1 : SHOWN.month + 1]] == [filled.words["no"], filled.words["yes"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_true_is_named_and_holds_up_the_measures(registers: dict[str, Changes], language: str) -> None:
    filled = registers[f"{language} contrary"]
    for row, said in enumerate(filled.words["contrary"], FIRST):
        assert said in str(filled.get("faults", row))
        assert str(filled.get("missing", row)).endswith(str(filled.get("faults", row)))
    faulty, verdict = filled.table("control", "faulty", "verdict")[0]
    assert (faulty, verdict) == (len(filled.words["contrary"]), filled.words["mend"])


def test_rows_with_a_number_are_counted_ahead_or_left_out(registers: dict[str, Changes]) -> None:
    for language in LANGUAGES:
        numbered, done, ahead, left, nameless, undated = registers[language].table(
            "control", "numbered", "counted", "ahead", "left", "nameless", "undated"
        )[0]
        assert (numbered, done, left) == (200, sum(case.counted for case in CASES), sum(case.result == "cancelled" for case in CASES))
        assert (ahead, nameless, undated) == (sum(case.result is None for case in CASES), 0, 0)


def test_an_empty_register_shows_nothing(registers: dict[str, Changes]) -> None:
    filled = registers["en empty"]
    for name in ("todo", "score", "level", "clash", "due", "missing", "alert"):
        assert {filled.get(name, row) for row in (FIRST, LAST)} == {""}
    assert not filled.table("control", "verdict")[0][0]
    assert {value for row in filled.table("volume", "month", "all", "share") for value in blank(row)} == {None}


def test_faulty_dates_and_entries_outside_a_list_are_refused(registers: dict[str, Changes]) -> None:
    for filled in (registers["zh"], registers["en"]):
        for name in ("requested", "approved", "began", "ended", "reviewed", "closed"):
            rule = filled.rule(name)
            assert (rule.type, rule.formula2, rule.errorStyle, rule.showErrorMessage) == ("date", "NOW()+1", "stop", True)
        for name, listed in (("type", "type_list"), ("result", "result_list"), ("status", "status_list"), ("standard", "standard_list")):
            rule = filled.rule(name)
            assert (rule.type, rule.formula1, rule.errorStyle, rule.showErrorMessage) == ("list", listed, "stop", True)
        assert filled.rule("end").formula1 == f"${filled.area('start')[0]}{FIRST}"  # the window does not end before it starts


def test_limits_and_freezes_are_those_of_the_profile(registers: dict[str, Changes], profile: Profile) -> None:
    assert profile.changes
    for language in LANGUAGES:
        filled = registers[language]
        assert [row[0] for row in filled.table("limit", "days")] == [3, 10, 1, 5, 5, 5]
        assert len([row for row in filled.table("freeze", "name") if row[0]]) == len(profile.changes.freeze)


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path("change-schedule-log", language) for language in LANGUAGES)) == []
