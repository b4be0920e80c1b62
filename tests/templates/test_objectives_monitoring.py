"""The sheet of results at work: periods entered in both languages, computed by LibreOffice, held against a reckoning of our own."""

# ruff: noqa: DTZ001 - days in a workbook have no zone

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.registers import FIRST_ROW, compute, day
from tests.timed_registers import Filled, rules_differ, working_days_later

FORM = "objectives-kpi-monitoring"
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "yes": "是", "no": "否", "explain": "是，说明", "none": "未发生", "up": "上升", "down": "下降", "flat": "持平", "at least": "至少",
        "at most": "至多", "exactly": "等于", "cases": "件数", "amount": "数量", "count": "个数", "monthly": "每月", "quarterly": "每季",
        "yearly": "每年", "of": "{1} 件中 {0} 件", "piece": "个",
        "wrong": (
            "每季的指标，月份不是季末", "同一指标同一期重复", "分子大于分母", "指标不在列表中", "月份是文本", "分母", "月份还没有到",
            "分子小于 0",
        ),
    },
    "en": {
        "yes": "yes", "no": "no", "explain": "yes, explain", "none": "none", "up": "up", "down": "down", "flat": "flat", "at least": "at least",
        "at most": "at most", "exactly": "exactly", "cases": "cases", "amount": "amount", "count": "count", "monthly": "monthly",
        "quarterly": "quarterly", "yearly": "yearly", "of": "{0} of {1}", "piece": "no.",
        "wrong": (
            "Quarterly, but not the end of a quarter", "Measure and period twice", "Numerator above denominator", "Measure not in the list",
            "Month is text", "Denominator", "Month still to come", "Numerator below 0",
        ),
    },
}  # fmt: skip
STEP = {"monthly": 1, "quarterly": 3, "yearly": 12}
YEAR = 2025
OWN = {"zh": "示例指标", "en": "Own share"}
SLOW = {
    "zh": {"内部审核程序": 8, "管理评审程序": 8, "不符合与纠正措施控制程序": 8, "服务级别管理程序": 8, "供应商管理程序": 10},
    "en": {"Internal Audit Procedure": 8, "Management Review Procedure": 8, "Nonconformity and Corrective Action Procedure": 8,
           "Service Level Management Procedure": 8, "Supplier Management Procedure": 10},
}  # fmt: skip
WORKED_SATURDAY = date(YEAR, 3, 1)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure as the sheet of lists says it, in words of no language."""

    name: str
    way: str
    bound: Decimal
    sort: str
    period: str
    days: int  # working days after the period in which it is reported: more where something is verified or evaluated first


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one row says."""

    measure: Measure
    month: int
    above: int
    below: int | None
    urgent: int | None
    reported: date

    @cached_property
    def value(self) -> Decimal | None:
        if self.below is None:
            return Decimal(self.above)
        return Decimal(self.above) / self.below if self.below else None

    @cached_property
    def met(self) -> str:
        measure, value = self.measure, self.value
        if value is None:
            return "none"
        if measure.way == "exactly":
            return "yes" if value == measure.bound else "no"
        if value <= measure.bound if measure.way == "at most" else value >= measure.bound:
            return "yes"
        missed = self.above if measure.way == "at most" else (self.below or 0) - self.above
        few = measure.sort == "cases" and self.below is not None and self.below < 20 and not self.urgent and measure.bound not in {0, 1}
        return "explain" if few and missed == 1 else "no"


def measures(book: Filled) -> list[Measure]:
    plain = {word: key for key, word in WORDS[book.language].items() if isinstance(word, str)}
    rows = book.table("measure", "name", "way", "bound", "sort", "period", "process")
    return [
        Measure(
            name=str(name), way=plain[str(way)], bound=Decimal(str(bound)), sort=plain[str(sort)], period=plain[str(period)],
            days=SLOW[book.language].get(process, 5),
        )
        for name, way, bound, sort, period, process in rows
        if name
    ]  # fmt: skip


def results(found: list[Measure]) -> Iterator[Result]:
    """Yield a year of every measure: reached, missed, few cases, none at all; reported in time and late."""
    for place, measure in enumerate(found):
        for month in range(STEP[measure.period], 13, STEP[measure.period]):
            turn = (place + month) % 7
            below = None if measure.sort == "count" else (0 if turn == 5 else 8 if turn in (1, 3, 6) else 400)
            few = {1: 0, 3: 2, 6: 1}.get(turn, 0)  # missed ones of 8
            above = turn % 4 if below is None else below - (few if below == 8 else below * turn // 40)
            if measure.way == "at most" and below:
                above = below - above
            last = (date(YEAR, month, 28) + timedelta(4)).replace(day=1)
            urgent = 1 if turn == 6 and place % 2 else None
            yield Result(measure=measure, month=month, above=above, below=below, urgent=urgent, reported=last + timedelta(turn * 2))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("results"))
    client.change_field("kpis", [{"name": OWN, "formula": {"zh": "甲÷乙", "en": "a ÷ b"}, "target": "99.95 %",
                                  "period": {"zh": "每月", "en": "monthly"}, "source": "Zabbix", "owner": "operations-manager"}])  # fmt: skip
    client.build(only=[FORM])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


@pytest.fixture(scope="module")
def books(client: Client, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Filled]:
    folder = tmp_path_factory.mktemp("filled")

    def copied(name: str) -> Filled:
        path = folder / f"{name}.xlsx"
        path.write_bytes(client.path(FORM, name[-2:]).read_bytes())
        return Filled(path, name[-2:])

    probes = {language: copied(f"probe {language}") for language in WORDS}
    compute(list(probes.values()))  # the bounds of the lists are formulas
    books = {name: copied(name) for name in ("zh", "en", "wrong zh", "wrong en", "own zh", "own en", "empty en")}
    for language, probe in probes.items():
        known = measures(probe)
        for number, row in enumerate(results(known), 1):
            books[language].enter(
                number=number, month=datetime(YEAR, row.month, 15), indicator=row.measure.name, numerator=row.above,
                denominator=row.below, urgent=row.urgent, reported=day(row.reported), checked_by="A",
            )  # fmt: skip
        books[language].work_on(WORKED_SATURDAY, {"zh": "上班", "en": "work"}[language])
        books[language].put("shown_year", YEAR)
        books[language].put("shown_number", 6)
        enter_wrong(books[f"wrong {language}"], known)
        for number, above in enumerate((-5, 20), 1):
            books[f"own {language}"].enter(
                number=number, month=datetime(YEAR, number, 15), indicator=OWN[language], numerator=above, denominator=20,
                reported=datetime(YEAR, number + 1, 3), checked_by="A",
            )  # fmt: skip
    compute(list(books.values()))
    return books


def enter_wrong(book: Filled, known: list[Measure]) -> None:
    monthly = next(m.name for m in known if m.period == "monthly" and m.sort == "cases")
    quarterly = next(m.name for m in known if m.period == "quarterly" and m.sort == "cases")
    common: dict[str, Any] = {"numerator": 9, "denominator": 9, "reported": datetime(YEAR, 6, 3), "month": datetime(YEAR, 5, 9)}
    cases: tuple[dict[str, Any], ...] = (
        {"indicator": quarterly},
        {"indicator": monthly},
        {"indicator": monthly, "numerator": 10, "month": datetime(YEAR, 4, 1)},
        {"indicator": "Gremlins"},
        {"indicator": monthly, "month": "2025-05"},
        {"indicator": monthly, "denominator": None, "month": datetime(YEAR, 3, 1)},
        {"indicator": monthly, "month": datetime(2099, 1, 1), "reported": datetime(2099, 1, 1)},
        {"indicator": monthly, "numerator": -1, "month": datetime(YEAR, 2, 1)},
        {"indicator": monthly},
    )
    for number, cells in enumerate(cases, 1):
        book.enter(**common | {"number": number, "checked_by": "A"} | cells)


@pytest.mark.parametrize("language", WORDS)
def test_target_trend_and_a_second_miss_are_those_of_our_own_reckoning(books: dict[str, Filled], profile: Profile, language: str) -> None:
    book, say = books[language], WORDS[language]
    rows = list(results(measures(book)))
    assert len(rows) >= 150
    assert {row.met for row in rows} == {"yes", "no", "explain", "none"}
    earlier = {(row.measure.name, row.month): row for row in rows}
    for place, row in enumerate(rows, FIRST_ROW):
        before = earlier.get((row.measure.name, row.month - STEP[row.measure.period]))
        assert book.get("achieved", place) == say[row.met], (row, book.get("achieved", place))
        trend = ""
        if before is not None and row.value is not None and before.value is not None:
            trend = say["up" if row.value > before.value else "down" if row.value < before.value else "flat"]
        assert book.get("trend", place) == trend, row
        assert book.get("twice", place) == (say["yes"] if row.met == "no" and before is not None and before.met == "no" else "")
        last = (date(YEAR, row.month, 28) + timedelta(4)).replace(day=1) - timedelta(1)
        by = working_days_later(profile, last, row.measure.days, WORKED_SATURDAY)
        assert book.get("on_time", place) == say["yes" if row.reported <= by else "no"], row
        few = row.measure.sort == "cases" and row.below and row.below < 20
        assert not few or book.get("actual", place) == say["of"].format(row.above, row.below)
        assert book.get("unit", place) == (say["piece"] if row.measure.sort == "count" else "%")


@pytest.mark.parametrize("language", WORDS)
def test_the_month_and_the_year_are_counted(books: dict[str, Filled], language: str) -> None:
    book = books[language]
    known = measures(book)
    rows = list(results(known))
    june = [row for row in rows if row.month == 6]
    kinds = [sum(row.met == word for row in june) for word in ("yes", "no", "explain")]
    due = sum(measure.period != "yearly" for measure in known)
    assert book.table("total", "due", "done", "silent", "met", "missed", "told") == [[due, len(june), 0, *kinds]]
    assert book.table("total", "share") == [[pytest.approx((kinds[0] + kinds[2]) / sum(kinds))]]
    for month, counts in enumerate(book.table("volume", "met", "missed", "told"), 1):
        assert counts == [sum(row.met == word for row in rows if row.month == month) for word in ("yes", "no", "explain")]
    missed = {str(name): count for name, count in book.table("year", "name", "misses")}
    assert missed == {m.name: sum(row.met == "no" for row in rows if row.measure.name == m.name) for m in known}
    assert book.table("control", "numbered", "faulty", "nameless") == [[len(rows), 0, 0]]


@pytest.mark.parametrize("language", WORDS)
def test_what_is_wrong_with_a_row_is_named(books: dict[str, Filled], language: str) -> None:
    book = books[f"wrong {language}"]
    for place, said in enumerate(WORDS[language]["wrong"], FIRST_ROW):
        assert said in str(book.get("missing", place)), book.get("missing", place)
    assert book.table("control", "faulty") == [[8]]


@pytest.mark.parametrize("language", WORDS)
def test_what_is_left_over_may_be_negative_and_is_a_miss(books: dict[str, Filled], language: str) -> None:
    book = books[f"own {language}"]
    assert [book.get("achieved", FIRST_ROW + place) for place in range(2)] == [WORDS[language]["no"], WORDS[language]["yes"]]
    assert book.get("actual", FIRST_ROW) == "-25%"
    assert book.get("missing", FIRST_ROW + 1) == ""


def test_an_empty_sheet_shows_nothing(books: dict[str, Filled]) -> None:
    book = books["empty en"]
    for name in ("achieved", "target", "actual", "trend", "twice", "on_time", "missing"):
        assert {book.get(name, row) for row in (FIRST_ROW, FIRST_ROW + 300)} == {""}
    assert book.table("total", "due", "share") == [[None, None]]


def test_cells_refuse_wrong_dates_and_values_in_both_languages(client: Client, books: dict[str, Filled]) -> None:
    rules = {name: books["en"].rules(name)[0] for name in ("month", "indicator", "numerator", "reported", "recount")}
    assert {name: rule.type for name, rule in rules.items()} == {
        "month": "date", "indicator": "list", "numerator": "decimal", "reported": "date", "recount": "list",
    }  # fmt: skip
    assert all(rule.showErrorMessage and rule.errorStyle in (None, "stop") for rule in rules.values())
    assert rules_differ(client.path(FORM, "zh"), client.path(FORM, "en")) == []


def test_every_measure_of_the_plan_of_objectives_is_measured(books: dict[str, Filled], tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "harbourline")
    client.build(only=[FORM, "management-objectives-plan"])
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(client.path(FORM, "en").read_bytes())
    filled = Filled(path, "en")
    letter, first, last = filled.area("measure_name")
    named = {filled.home("measure_name")[f"{letter}{row}"].value for row in range(first, last + 1)} - {None}
    plan = load_workbook(client.path("management-objectives-plan", "en"))
    objectives = {row[1] for row in plan["Objectives"].iter_rows(min_row=FIRST_ROW, values_only=True) if row[1]}
    breakdown = {row[2] for row in plan["Breakdown"].iter_rows(min_row=FIRST_ROW, values_only=True) if row[2] and row[4]}
    assert objectives
    assert objectives < named
    assert breakdown == named
