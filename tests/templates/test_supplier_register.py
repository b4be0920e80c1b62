"""The supplier register at work: evaluations planned and done in both languages, computed by LibreOffice, held against a reckoning of our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.sources.profile_file import read_profile
from tests import registers
from tests.client import Client
from tests.registers import FIRST_ROW, compute, day
from tests.timed_registers import LANGUAGES, LISTS, Filled, rules_differ, working_days_later

FORM = "supplier-register"
TODAY = date.today()  # noqa: DTZ011 - the workbook asks the same clock
WORKED_SATURDAY = date(2026, 5, 9)
YEAR, QUARTER = 2026, 2
NEEDED = {"A": 3, "B": 2, "C": 1}  # the first year, from the day the documents took effect
WORDS = {
    "zh": {"periodic": "定期", "repeated": "复评", "initial": "初评", "qualified": "合格", "conditional": "有条件合格", "disqualified": "不合格",
           "replace": "更换", "overdue": "逾期", "evaluate": "该评价", "tell": "该告知", "decide": "该决定", "again": "该复评", "talk": "该约谈", "yes": "是",
           "no": "否", "work": "上班", "short": "计划少列", "late": "评价逾期", "missed": "未达标", "mend": "先改差错，再看指标",
           "wrong": ("完成日期不晚于期末", "达成数多于指标数", "未达成中P1 多于未达成", "不满 80 分却合格", "应为不合格", "分数够却不合格", "会签人就是打分的人",
                     "评审编号不以 SPR 开头", "期末是文本", "类型不在列表中", "告知日期早于完成日期")},
    "en": {"periodic": "periodic", "repeated": "repeated", "initial": "initial", "qualified": "qualified", "conditional": "conditional",
           "disqualified": "disqualified", "replace": "replace", "overdue": "overdue", "evaluate": "evaluate", "tell": "tell",
           "decide": "decide", "again": "evaluate again", "talk": "talk", "yes": "yes", "no": "no", "work": "work", "short": "plan short by",
           "late": "evaluation overdue", "missed": "not met", "mend": "mend the data first",
           "wrong": ("Done on not after the end of the period", "More targets met than targets", "More P1 missed than missed", "Qualified below 80",
                     "Should be disqualified", "Disqualified despite the score", "Countersigned by who scored", "Review number not like SPR-",
                     "End of period is text", "Kind not in the list", "Told on before Done on")},
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """An evaluation; `supplier` is a number of the profile's suppliers, `delay` the days from the end of the period until it was done."""

    supplier: int
    end: date
    delay: int | None = None
    kind: str = "periodic"
    score: float = 90.0
    targets: int = 4
    met: int = 4
    told: bool = True
    decided: bool = False

    @property
    def done(self) -> date | None:
        return self.end + timedelta(self.delay) if self.delay is not None else None

    @property
    def result(self) -> str:
        if self.score >= 80:
            return "qualified"
        return "conditional" if self.score >= 60 and self.kind == "periodic" else "disqualified"

    @property
    def talked(self) -> bool:
        return self.told and self.result == "conditional" and self.score != 66.5

    def due(self, profile: Profile) -> date:
        return working_days_later(profile, self.end, 10, WORKED_SATURDAY)

    def on_time(self, profile: Profile) -> str:
        if self.done:
            return "yes" if self.done <= self.due(profile) else "no"
        return "no" if self.due(profile) < TODAY else ""


def rows() -> list[Row]:
    """Two years of periods for all suppliers: done in time and late, good and bad, told and not, and some still open."""
    ends = [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]
    found = []
    for number, end in enumerate(ends):
        for supplier in range(4):
            place = 4 * number + supplier
            delay = (8, 12, 20, 15)[place % 4] if end < date(2026, 9, 1) else None
            score = (95.5, 72.0, 55.0, 81.0, 66.5)[place % 5]
            told, decided = place % 7 != 6, place % 2 == 0
            found.append(Row(supplier, end, delay, score=score, targets=5 + place % 3, met=5 - place % 2, told=told, decided=decided))
    repeated = [Row(1, date(2026, 5, 12), 9, kind="repeated", score=70.0, targets=0, met=0), Row(3, date(2026, 8, 20), kind="repeated")]
    return [*found, *repeated]


CASES = rows()


class Plan(Filled):
    """A register whose sheets have names of their own."""

    def get(self, name: str, row: int) -> object:
        return registers.Filled.get(self, name, row)

    def column(self, name: str) -> list[object]:
        return registers.Filled.column(self, name)

    def sheet(self, number: int, book: Workbook | None = None) -> Worksheet:
        return self.home("calendar_date", book) if number == LISTS else super().sheet(number, book)

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.language]  # type: ignore[return-value]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("suppliers"))
    client.build(only=[FORM])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


@pytest.fixture(scope="module")
def books(client: Client, profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    folder = tmp_path_factory.mktemp("filled")
    built = {language: client.path(FORM, language) for language in LANGUAGES}
    found = {name: Plan.copied(built[name[:2]], folder, name, name[:2]) for name in ("zh", "en", "zh wrong", "en wrong", "en empty")}
    for language in LANGUAGES:
        names = [str(supplier.name.in_language(language)) for supplier in profile.suppliers]
        found[language].work_on(WORKED_SATURDAY, found[language].words["work"])
        for number, case in enumerate(CASES, 1):
            enter(found[language], number, case, names)
        found[language].put("period_year", YEAR)
        found[language].put("period_quarter", QUARTER)
        enter_wrong(found[f"{language} wrong"], names, profile)
    compute(list(found.values()))
    return found


def enter(filled: Plan, number: int, case: Row, names: list[str]) -> None:
    say = filled.words
    cells = {"number": f"SE-2026-{number:03d}", "supplier": names[case.supplier], "kind": say[case.kind], "period_end": day(case.end)}
    if case.done:
        cells |= {"done": day(case.done), "review": f"SPR-2026-{number:04d}", "targets": case.targets, "met": case.met, "missed_urgent": min(1, case.targets - case.met), "score": case.score,
                  "result": say[case.result], "signed": "A"}  # fmt: skip
        if case.told:
            cells |= {"told": day(case.done + timedelta(1))}
        if case.talked:
            cells |= {"talked": day(case.done + timedelta(2))}
        if case.decided and case.result == "disqualified":
            cells |= {"decision": say["replace"], "decided": "B", "decided_on": day(case.done + timedelta(3)), "reason": "R"}
    filled.enter(**cells)


def enter_wrong(filled: Plan, names: list[str], profile: Profile) -> None:
    say, buyer = filled.words, profile.roles["supplier-manager"].person
    base: dict[str, Any] = {"supplier": names[0], "kind": say["periodic"], "period_end": day(date(2026, 3, 31)), "done": day(date(2026, 4, 8)),
            "review": "SPR-2026-0001", "targets": 4, "met": 4, "score": 90, "result": say["qualified"], "signed": "A"}  # fmt: skip
    wrong: tuple[dict[str, Any], ...] = (
        {"done": day(date(2026, 3, 31))},
        {"met": 5},
        {"met": 3, "missed_urgent": 2},
        {"score": 79.9},
        {"score": 59, "result": say["conditional"]},
        {"score": 85, "result": say["disqualified"]},
        {"signed": buyer.in_language(filled.language) if hasattr(buyer, "in_language") else buyer},
        {"review": "2026/1"},
        {"period_end": "2026-03-31"},
        {"kind": "gremlins"},
        {"told": day(date(2026, 4, 7))},
    )
    for number, cells in enumerate(wrong, 1):
        filled.enter(**base | {"number": f"SE-2026-{number:03d}"} | cells)


def to_do(profile: Profile, case: Row) -> str:
    """Return what of an evaluation is due, before what is merely missing."""
    if case.done is None:
        return "overdue" if case.due(profile) < TODAY else "evaluate" if case.end < TODAY else ""
    if not case.told:
        return "tell"
    if case.result == "disqualified":
        return "" if case.decided else "decide"
    if case.result == "conditional" and not case.talked:
        return "talk"
    told = case.done + timedelta(1)
    again = [other for other in CASES if other.supplier == case.supplier and other.kind == "repeated" and other.end >= told]
    return "again" if case.result == "conditional" and told + timedelta(30) < TODAY and not again else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_results_and_reminders_are_those_of_the_rules(books: dict[str, Plan], profile: Profile, language: str) -> None:
    filled = books[language]
    for place, case in enumerate(CASES, FIRST_ROW):
        assert filled.get("class_now", place) == profile.suppliers[case.supplier].class_
        assert filled.get("due", place) == case.due(profile)
        expected = case.on_time(profile)
        if case.due(profile).year == YEAR:
            assert filled.get("on_time", place) == (filled.words[expected] if expected else "")
        expected = to_do(profile, case)
        assert filled.get("todo", place) == (filled.words[expected] if expected else ""), case
        improve = case.done + timedelta(31) if case.done and case.told and case.result == "conditional" else ""
        assert filled.get("improve_by", place) == improve


@pytest.mark.parametrize("language", LANGUAGES)
def test_measures_count_periodic_evaluations_alone(books: dict[str, Plan], profile: Profile, language: str) -> None:
    filled = books[language]
    periodic = [case for case in CASES if case.kind == "periodic"]
    shown = [case for case in periodic if case.done and (case.end.year, (case.end.month + 2) // 3) == (YEAR, QUARTER)]
    due = [case.on_time(profile) for case in periodic if case.due(profile).year == YEAR and case.on_time(profile)]
    met, targets, good = sum(case.met for case in shown), sum(case.targets for case in shown), due.count("yes")
    assert filled.table("kpi", "good", "cases", "share") == [
        [met, targets, pytest.approx(met / targets)],
        [good, len(due), pytest.approx(good / len(due))],
    ]
    assert good < len(due) < 20 <= targets
    assert filled.table("kpi", "verdict") == [[filled.words["missed"]]] * 2  # a target of 100 % allows no miss at any number
    for quarter, row in enumerate(filled.table("quarterly", "planned", "done", "targets", "met", "missed_urgent", "failed"), 1):
        mine = [case for case in CASES if (case.end.year, (case.end.month + 2) // 3) == (YEAR, quarter)]
        done = [case for case in mine if case.kind == "periodic" and case.done]
        planned = sum(case.kind == "periodic" for case in mine)
        failed = sum(case.done is not None and case.result == "disqualified" for case in mine)
        assert row == [planned, len(done), sum(case.targets for case in done), sum(case.met for case in done),
                       sum(min(1, case.targets - case.met) for case in done), failed]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_supplier_of_the_profile_stands_with_its_latest_score(books: dict[str, Plan], profile: Profile, language: str) -> None:
    filled = books[language]
    found = filled.table("standing", "name", "needed", "planned", "last", "score", "result", "next", "todo")
    assert [row[0] for row in found if row[0]] == [supplier.name.in_language(language) for supplier in profile.suppliers]
    for place, supplier in enumerate(profile.suppliers):
        mine = [case for case in CASES if case.supplier == place]
        latest = max((case for case in mine if case.done), key=lambda case: case.done or TODAY)
        planned = sum(case.kind == "periodic" and case.end.year == YEAR for case in mine)
        still = min((case.due(profile) for case in mine if not case.done), default="")
        *values, todo = found[place][1:]
        assert values == [NEEDED[supplier.class_], planned, latest.done, pytest.approx(latest.score), filled.words[latest.result], still]
        assert (filled.words["short"] in str(todo)) == (planned < NEEDED[supplier.class_])
        assert (filled.words["late"] in str(todo)) == any(to_do(profile, case) == "overdue" for case in mine)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_a_row_is_named(books: dict[str, Plan], language: str) -> None:
    filled = books[f"{language} wrong"]
    for place, said in enumerate(WORDS[language]["wrong"], FIRST_ROW):
        assert said in str(filled.get("missing", place)), filled.get("missing", place)
    assert filled.table("control", "faulty", "verdict") == [[11, filled.words["mend"]]]


def test_right_rows_are_without_fault_and_an_empty_register_shows_nothing(books: dict[str, Plan]) -> None:
    for language in LANGUAGES:
        assert {books[language].get("faults", row) for row in range(FIRST_ROW, books[language].row)} == {""}
    empty = books["en empty"]
    for name in ("todo", "class_now", "due", "on_time", "improve_by", "missing"):
        assert {empty.get(name, row) for row in (FIRST_ROW, FIRST_ROW + 99)} == {""}
    assert empty.table("control", "verdict") == [[""]]
    assert {value for row in empty.table("kpi", "good", "cases", "share", "verdict") for value in row} == {""}
    assert {value for row in empty.table("standing", "last", "score", "result", "next") for value in row} == {""}


def test_faulty_dates_and_entries_outside_a_list_are_refused(books: dict[str, Plan]) -> None:
    for language in LANGUAGES:
        for name, kind in {"period_end": "date", "done": "date", "told": "date", "supplier": "list", "kind": "list", "result": "list",
                           "decision": "list", "targets": "whole", "score": "decimal"}.items():  # fmt: skip
            rule = books[language].rule(name)
            assert (rule.type, rule.errorStyle, rule.showErrorMessage) == (kind, "stop", True), name


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path(FORM, language) for language in LANGUAGES)) == []
