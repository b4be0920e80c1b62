"""The supplier evaluation at work: rows by the hundred in both languages, computed by LibreOffice, held against a reckoning of our own."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.client import Client
from tests.registers import FIRST_ROW, Filled, compute, day
from tests.timed_registers import LANGUAGES, procedure_table, rules_differ

FORM = "supplier-evaluation"
YEAR = 2026
MARKS = ("i_licence", "i_ability", "i_quality", "i_delivery", "i_price", "i_security", "i_continuity", "i_cooperation")
WEIGHTS = (10, 20, 15, 15, 10, 15, 10, 5)
POINTS = (40, 30, 20, 10)
WORDS: dict[str, dict[str, Any]] = {
    "zh": {"initial": "初评", "periodic": "定期", "repeated": "复评", "yes": "是", "no": "否", "all": "齐全", "lacking": "缺项", "take": "选用",
           "qualified": "合格", "conditional": "有条件合格", "disqualified": "不合格", "none": "本期无件数", "sign": "待会签", "approve": "待批准", "gap": "缺项",
           "mend": "先改差错",
           "wrong": ("按时多于时限件数", "一次修好多于修复件数", "会签人就是评价人", "批准人就是评价人", "不合格却选用", "只在初评打分",
                     "会签日期不晚于期间止", "期间止早于期间起", "期间止是文本", "评价类型不在列表中")},
    "en": {"initial": "initial", "periodic": "periodic", "repeated": "repeated", "yes": "yes", "no": "no", "all": "all there",
           "lacking": "one lacking", "take": "take", "qualified": "qualified", "conditional": "conditional", "disqualified": "disqualified",
           "none": "no cases in the period", "sign": "countersign", "approve": "approve", "gap": "missing", "mend": "mend the data first",
           "wrong": ("More in time than timed", "More held than repairs", "Countersigned by the evaluator", "Approved by the evaluator",
                     "Taken though disqualified", "scored although not initial", "Countersigned before the period was over",
                     "Period to before Period from", "Period to is text", "Evaluation type not in the list")},
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """An evaluation; `supplier` is a number of the list, `marks` those of an initial one."""

    kind: str
    supplier: int
    ends: date
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)  # timed, in time, repairs, held
    grave: bool = False
    breaches: int = 0
    lapses: int = 0
    marks: tuple[int, ...] = ()
    lacking: bool = False
    signed: bool = True

    @property
    def total(self) -> float:
        if self.kind == "initial":
            return sum(weight * mark / 5 for weight, mark in zip(WEIGHTS, self.marks, strict=True))
        timed, in_time, repairs, held = self.counts
        security = 0 if self.grave else max(0, 20 - 10 * self.breaches)
        points = (40 * in_time / timed if timed else 0) + (30 * held / repairs if repairs else 0) + security + max(0, 10 - 2 * self.lapses)
        return points / (40 * bool(timed) + 30 * bool(repairs) + 30) * 100

    @property
    def idle(self) -> bool:
        """Whether nothing of a period can be scored: neither a timed case nor a repair."""
        return self.kind != "initial" and not self.counts[0] + self.counts[2]

    @property
    def result(self) -> str:
        if self.idle:
            return "none"
        total = round(self.total + 1e-9, 1)
        if (self.kind == "initial" and self.lacking) or total < 60 or (self.kind == "repeated" and total < 80):
            return "disqualified"
        return "qualified" if total >= 80 and not self.grave else "conditional"

    @property
    def todo(self) -> str:
        if self.kind != "initial" and not self.signed:
            return "sign"
        return "approve" if self.kind == "initial" or self.result == "disqualified" else "gap"


def rows() -> list[Row]:
    """A hundred evaluations of all kinds, the same each time."""
    dice = random.Random(24)
    found = []
    for _ in range(100):
        kind, ends = dice.choice(("initial", "periodic", "periodic", "repeated")), date(2025, 9, 30) + timedelta(dice.randrange(300))
        timed, repairs = dice.choice((0, 4, 9, 31)), dice.choice((0, 3, 8, 20))
        found.append(
            Row(kind, dice.randrange(4), ends, marks=tuple(dice.randint(1, 5) for _ in MARKS), lacking=dice.random() < 0.2)
            if kind == "initial"
            else Row(
                kind, dice.randrange(4), ends, (timed, dice.randint(timed // 2, timed), repairs, dice.randint(repairs // 2, repairs)),
                grave=dice.random() < 0.1, breaches=dice.choice((0, 0, 0, 1, 3)), lapses=dice.choice((0, 0, 1, 2, 7)), signed=dice.random() < 0.8,
            )
        )  # fmt: skip
    return found


CASES = rows()


def listed(filled: Filled, name: str) -> list[str]:
    letter, first, last = filled.area(name)
    return [str(value) for row in range(first, last + 1) if (value := filled.home(name)[f"{letter}{row}"].value)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("evaluations"))
    client.build(only=[FORM, "supplier-management"])
    return client


@pytest.fixture(scope="module")
def books(client: Client, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Filled]:
    folder, found = tmp_path_factory.mktemp("filled"), {}
    for name in ("zh", "en", "zh wrong", "en wrong", "en empty"):
        path = Path(folder) / f"{name}.xlsx"
        path.write_bytes(client.path(FORM, name[:2]).read_bytes())
        found[name] = Filled(path, name[:2])
    for language in LANGUAGES:
        for number, case in enumerate(CASES, 1):
            found[language].enter(**cells_of(number, case, WORDS[language], listed(found[language], "supplier_list")))
        found[language].put("period_year", YEAR)
        enter_wrong(found[f"{language} wrong"], WORDS[language])
    compute(list(found.values()))
    return found


def cells_of(number: int, case: Row, say: dict[str, Any], suppliers: list[str]) -> dict[str, object]:
    cells: dict[str, object] = {"number": f"SE-2026-{number:03d}", "supplier": suppliers[case.supplier], "kind": say[case.kind]}
    if case.kind == "initial":
        return cells | {"musts": say["lacking" if case.lacking else "all"], **dict(zip(MARKS, case.marks, strict=True))}
    cells |= dict(zip(("timed", "in_time", "repairs", "held"), case.counts, strict=True))
    cells |= {"begins": day(case.ends - timedelta(89)), "ends": day(case.ends), "grave": say["yes" if case.grave else "no"],
              "breaches": case.breaches, "lapses": case.lapses}  # fmt: skip
    return cells | ({"signed": "B", "signed_on": day(case.ends + timedelta(9))} if case.signed else {})


def enter_wrong(filled: Filled, say: dict[str, Any]) -> None:
    base: dict[str, Any] = {"supplier": "S", "kind": say["periodic"], "begins": day(date(2026, 1, 1)), "ends": day(date(2026, 3, 31)), "timed": 4, "in_time": 4,
            "repairs": 2, "held": 2, "grave": say["no"], "breaches": 0, "lapses": 0, "evaluator": "A"}  # fmt: skip
    wrong: tuple[dict[str, Any], ...] = (
        {"in_time": 5},
        {"held": 3},
        {"signed": "A"},
        {"approved": "A"},
        {"in_time": 0, "held": 0, "decision": say["take"]},
        {"i_price": 4},
        {"signed_on": day(date(2026, 3, 31))},
        {"ends": day(date(2025, 12, 31))},
        {"ends": "2026-03-31"},
        {"kind": "gremlins"},
    )
    for number, cells in enumerate(wrong, 1):
        filled.enter(**base | {"number": f"SE-2026-{number:03d}"} | cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_totals_and_results_are_those_of_the_rules(books: dict[str, Filled], language: str) -> None:
    filled, say = books[language], WORDS[language]
    for place, case in enumerate(CASES, FIRST_ROW):
        assert filled.get("total", place) == ("" if case.idle else pytest.approx(case.total, abs=0.0501)), case
        assert filled.get("result", place) == say[case.result], (case, filled.get("total", place))
        assert filled.get("todo", place) == say[case.todo], case
        assert filled.get("faults", place) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_supplier_is_summed_up_over_the_year(books: dict[str, Filled], language: str) -> None:
    filled = books[language]
    found = filled.table("standing", "count", "least", "mean", "times", "fixes", "breaches", "lapses", "poor")
    for supplier, row in enumerate(found):
        mine = [case for case in CASES if case.supplier == supplier and case.kind != "initial" and not case.idle and case.ends.year == YEAR]
        totals = [round(case.total + 1e-9, 1) for case in mine]
        sums = [sum(case.counts[place] for case in mine) for place in range(4)]
        expected = [len(mine), min(totals), sum(totals) / len(mine), sums[1] / sums[0], sums[3] / sums[2],
                    sum(case.breaches + case.grave for case in mine), sum(case.lapses for case in mine), sum(total < 80 for total in totals)]  # fmt: skip
        assert row == pytest.approx(expected, abs=0.051)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_a_row_is_named(books: dict[str, Filled], language: str) -> None:
    filled = books[f"{language} wrong"]
    for place, said in enumerate(WORDS[language]["wrong"], FIRST_ROW):
        assert said in str(filled.get("missing", place)), filled.get("missing", place)
    assert filled.table("control", "faulty", "verdict") == [[10, WORDS[language]["mend"]]]


def test_an_empty_sheet_shows_nothing(books: dict[str, Filled]) -> None:
    empty = books["en empty"]
    for name in ("todo", "p_time", "p_fix", "p_security", "p_coop", "total", "result", "missing"):
        assert {empty.get(name, row) for row in (FIRST_ROW, FIRST_ROW + 119)} == {""}
    assert empty.table("control", "verdict") == [[""]]
    assert {value for row in empty.table("standing", "count", "mean", "times") for value in row} == {""}


def test_faulty_dates_and_entries_outside_a_list_are_refused(books: dict[str, Filled]) -> None:
    for language in LANGUAGES:
        for name, kind in {"ends": "date", "signed_on": "date", "approved_on": "date", "kind": "list", "grave": "list", "musts": "list",
                           "timed": "whole", "i_price": "whole"}.items():  # fmt: skip
            rule = books[language].rules(name)[0]
            assert (rule.type, rule.errorStyle, rule.showErrorMessage) == (kind, "stop", True), name


def test_points_are_those_of_the_procedure(client: Client, books: dict[str, Filled]) -> None:
    for language, names in (("zh", ("时限达成", "一次修复", "安全与保密", "配合")), ("en", ("Times met", "Right first time", "Security, confidentiality", "Cooperation"))):  # fmt: skip
        told = procedure_table(client.path("supplier-management", language), 4, names)
        assert {name: int(cells[1]) for name, cells in told.items()} == dict(zip(names, POINTS, strict=True))
        assert books[language].table("weight", "name", "points") == [[name, points] for name, points in zip(names, POINTS, strict=True)]
        assert [weight for (weight,) in books[language].table("anchor", "weight")] == list(WEIGHTS)
    assert sum(POINTS) == sum(WEIGHTS) == 100


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path(FORM, language) for language in LANGUAGES)) == []
