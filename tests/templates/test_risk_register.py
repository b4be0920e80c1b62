"""The register of risks and opportunities at work: 200 rows in both languages, computed by LibreOffice, held against a reckoning of our own."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from docgen.domain.document_set import later
from docgen.domain.quantities import Duration
from tests.client import Client
from tests.registers import FIRST_ROW, Filled, compute, day
from tests.timed_registers import procedure_table, rules_differ

FORM = "risk-opportunity-register"
TODAY = date.today()  # noqa: DTZ011 - the workbook asks the same clock
SCALE, ACCEPT, BOUND = 5, 5, 12  # the house's scale, which the example leaves as it is
LEVELS = ("low", "medium", "high")
ACTS = ("avoid", "reduce", "transfer", "pursue")
SOURCES = 8
WORDS = {
    "en": {
        "s": ("system", "service", "availability", "continuity", "other party", "information security", "compliance", "site and climate"),
        "risk": "risk", "opportunity": "opportunity", "high": "high", "good": "effective", "bad": "not effective", "gap": " ",
    },
    "zh": {
        "s": ("体系", "服务", "可用性", "连续性", "其他方", "信息安全", "合规", "场所与气候"), "risk": "风险", "opportunity": "机遇", "low": "低",
        "medium": "中", "high": "高", "avoid": "规避", "reduce": "降低", "transfer": "转移", "accept": "接受", "pursue": "追求", "watch": "观望",
        "drop": "放弃", "good": "有效", "bad": "无效", "closed": "已关闭", "to score": "待打分", "to treat": "待处置", "to approve": "待批准",
        "in progress": "处置中", "overdue": "逾期", "to check": "待查效果", "to accept": "待接受", "accepted": "已接受", "watched": "监视",
        "score": "打分", "treat": "处置", "score late": "打分逾期", "treat late": "处置逾期", "approve": "批准", "check": "查效果", "accept it": "接受", "accept again": "重新接受", "look": "复看",
        "missing": "缺项", "gap": " ",
    },
}  # fmt: skip
FAULTS = {
    "en": ("Approved by the risk owner", "Checked by an owner", "Checked too early", "Effective, but the score is no lower", "Likelihood above",
           "Treatment does not fit the type", "High risk accepted untreated", "Target score no lower", "Identified on is text", "Number twice", "Checked too late", "Approved by somebody not entitled",
           "Accepted by somebody not entitled"),
    "zh": ("批准人就是风险责任人", "检查人就是责任人", "检查过早", "有效但分数没有降", "可能性超过尺度", "处置方式与类型不符", "高风险直接接受", "目标分数不低于风险值",
           "识别日期是文本", "编号重复", "检查过晚", "批准人无权", "接受人无权"),
}  # fmt: skip


def ago(days: int) -> date:
    return TODAY - timedelta(days)


@dataclass(frozen=True)
class Case:
    """A row by its facts; words stand for those of the language."""

    found: date
    kind: str
    source: int
    likelihood: int | None = None
    impact: int | None = None
    scored: date | None = None
    treatment: str = ""
    due: date | None = None
    extended: date | None = None
    approved: date | None = None
    completed: date | None = None
    rest: tuple[int, int] | None = None
    effect: str = ""
    checked: date | None = None
    accepted: date | None = None
    looked: date | None = None
    closed: date | None = None

    @property
    def score(self) -> int | None:
        return self.likelihood * self.impact if self.likelihood and self.impact else None

    @property
    def target(self) -> int | None:
        if self.kind != "risk" or not self.score or self.score == 1:
            return None
        return self.rest[0] * self.rest[1] if self.rest and self.effect == "good" else self.score - 1

    @property
    def now(self) -> tuple[int, int] | None:
        if self.rest and self.effect == "good":
            return self.rest
        return (self.likelihood, self.impact) if self.likelihood and self.impact else None

    @property
    def status(self) -> str:
        score, bar = self.score, ACCEPT if self.kind == "risk" else BOUND
        left = self.rest[0] * self.rest[1] if self.rest else 0
        if self.closed:
            return "closed"
        if score is None:
            return "to score"
        if not self.treatment:
            return "to treat" if score > bar else "watched"
        if self.treatment == "accept" or (self.effect == "good" and self.kind == "risk" and left > ACCEPT):
            return "accepted" if self.accepted else "to accept"
        if self.treatment not in ACTS:
            return "watched"
        if not self.approved:
            return "to approve"
        if not self.completed:
            return "overdue" if self.due and max(self.due, self.extended or self.due) < TODAY else "in progress"
        return {"": "to check", "bad": "to treat", "good": "watched"}[self.effect]

    @property
    def next_look(self) -> date | None:
        if not self.scored or not self.now or self.closed:
            return None
        score = self.now[0] * self.now[1]
        months = {"low": 12, "medium": 3, "high": 1}[level(score)]
        if self.kind == "opportunity":
            months = 12 if score <= BOUND else 3
        elif self.now[1] == SCALE:
            months = min(months, 3)
        return later(max(self.scored, self.looked or self.scored), Duration.parse(f"{months} months"))

    @property
    def todo(self) -> str:
        status, score = self.status, self.score
        found = {
            "overdue": "overdue",
            "to approve": "approve",
            "to accept": "accept it",
            "to score": "score late" if self.found + timedelta(7) < TODAY else "score",
            "to treat": "treat late" if score and self.scored and self.scored + timedelta(14 if score > BOUND else 30) < TODAY else "treat",
            "to check": "check" if self.completed and self.completed + timedelta(30) <= TODAY else "",
            "accepted": "accept again" if self.accepted and later(self.accepted, Duration.parse("12 months")) <= TODAY else "",
        }.get(status, "")
        return found or ("look" if self.next_look and self.next_look <= TODAY else "")

    @property
    def on_time(self) -> bool | None:
        if self.treatment not in ACTS or not self.due:
            return None
        if self.completed and self.completed <= self.due:
            return True
        return False if self.completed or self.due < TODAY else None


def level(score: int) -> str:
    return LEVELS[(score > ACCEPT) + (score > BOUND)]


def cases() -> list[Case]:
    """200 rows, each as far along as chance has it."""
    chance = random.Random(3)
    found = []
    for _ in range(200):
        kind = chance.choice(("risk", "risk", "risk", "opportunity"))
        start = chance.randrange(20, 700)
        made: dict[str, Any] = {"found": ago(start), "kind": kind, "source": chance.randrange(SOURCES)}
        stage = chance.randrange(8)
        if stage:
            made |= {"likelihood": chance.randint(1, SCALE), "impact": chance.randint(1, SCALE), "scored": ago(start - 3)}
        if stage > 1:
            high = kind == "risk" and made["likelihood"] * made["impact"] > BOUND
            others = ("watch", "drop") if kind == "opportunity" else ("reduce",) if high else ("accept",)
            treatment = chance.choice((("pursue",) if kind == "opportunity" else ACTS[:3]) + others)
            made |= {"treatment": treatment}
            if treatment in ACTS:
                made |= {"due": ago(start - 60), "extended": ago(start - 90) if chance.random() < 0.2 else None}
                if stage > 2:
                    made |= {"approved": ago(start - 5)}
                if stage > 3 and start > 70:
                    made |= {"completed": ago(start - chance.choice((40, 60, 70)))}
                    if stage > 4 and start > 130:
                        lower = (max(1, made["likelihood"] - 2), made["impact"])
                        effect = chance.choice(("good", "good", "bad")) if made["likelihood"] > 1 else "bad"
                        made |= {"rest": lower, "checked": ago(start - 110), "effect": effect}
            if stage > 5 and (treatment == "accept" or made.get("effect") == "good"):
                made |= {"accepted": ago(max(0, start - 115))}
        if stage and chance.random() < 0.4:
            made |= {"looked": ago(chance.randrange(min(start - 3, 200)))}
        if chance.random() < 0.15:
            made |= {"closed": ago(chance.randrange(15))}
        found.append(Case(**made))
    return found


CASES = cases()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("risks"))
    client.build(only=[FORM, "risk-management"])
    return client


@pytest.fixture(scope="module")
def books(client: Client, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Filled]:
    folder, books = tmp_path_factory.mktemp("filled"), {}
    for name, language in (("zh", "zh"), ("en", "en"), ("wrong-zh", "zh"), ("wrong-en", "en"), ("empty", "en")):
        path = folder / f"{name}.xlsx"
        path.write_bytes(client.path(FORM, language).read_bytes())
        books[name] = Filled(path, language)
    for language in WORDS:
        for number, case in enumerate(CASES, 1):
            enter(books[language], number, case)
        last = TODAY - timedelta(120)
        books[language].put("period_year", last.year)
        books[language].put("period_quarter", (last.month + 2) // 3)
        enter_wrong(books[f"wrong-{language}"])
    compute(list(books.values()))
    return books


def say(language: str, word: str) -> str:
    return "accept" if (language, word) == ("en", "accept it") else str(WORDS[language].get(word, word))


def highest(book: Filled) -> object:
    """Return the name of whoever may accept the highest score."""
    return max(book.table("entitled", "person", "up_to"), key=lambda row: row[1] if isinstance(row[1], int | float) else 0)[0]


def enter(book: Filled, place: int, case: Case, **more: Any) -> None:
    language = book.language
    dates = ("found", "scored", "due", "extended", "approved", "completed", "checked", "accepted", "looked", "closed")
    cells: dict[str, object] = {name: day(value) for name in dates if (value := getattr(case, name))}
    cells |= {"number": f"RSK-2026-{place:03d}", "kind": say(language, case.kind), "source": WORDS[language]["s"][case.source]}
    cells |= {"service": book.column("service_list")[0], "cause": "c", "description": "d", "consequence": "e", "owner": "A"}
    cells |= {"reference": "none", "remarks": "r", "likelihood": case.likelihood, "impact": case.impact}
    cells |= {"controls": "none"} if case.likelihood else {}
    if case.treatment:
        cells |= {"treatment": say(language, case.treatment)}
    if case.treatment in ACTS:
        cells |= {"action": "x", "action_owner": "B", "target": case.target}
    if case.approved:
        cells |= {"approved_by": highest(book)}
    if case.effect and case.rest:
        cells |= {"effect": say(language, case.effect), "checked_by": "D", "rest_likelihood": case.rest[0], "rest_impact": case.rest[1]}
    if case.accepted:
        cells |= {"accepted_by": highest(book)}
    book.enter(**{name: value for name, value in (cells | more).items() if value is not None})


def enter_wrong(book: Filled) -> None:
    """Enter one row for each thing that cannot be true."""
    base = Case(ago(200), "risk", 0, 3, 4, ago(198), "reduce", ago(140), approved=ago(190), completed=ago(150))
    done = replace(base, rest=(1, 4), effect="good", checked=ago(110))
    early, late, same = replace(done, checked=ago(140)), replace(done, checked=ago(50)), replace(done, rest=(3, 4))
    rows: list[tuple[Case, dict[str, Any]]] = [
        (base, {"approved_by": "A"}),
        (done, {"checked_by": "B"}),
        (early, {}),
        (same, {}),
        (base, {"likelihood": 6}),
        (base, {"treatment": say(book.language, "watch")}),
        (Case(ago(50), "risk", 0, 5, 5, ago(48), "accept"), {}),
        (base, {"target": 12}),
        (base, {"found": "2026-01-02"}),
        (base, {"number": "RSK-2026-001"}),
        (late, {}),
        (replace(base, likelihood=5), {"approved_by": "Z"}),
        (replace(done, rest=(2, 4), accepted=ago(100)), {"accepted_by": "Z"}),
    ]
    for place, (case, more) in enumerate(rows, 1):
        enter(book, place, case, **more)


@pytest.mark.parametrize("language", WORDS)
def test_each_row_shows_what_the_procedure_says(books: dict[str, Filled], language: str) -> None:
    book = books[language]
    for row, case in enumerate(CASES, FIRST_ROW):
        assert book.get("score", row) == (case.score or "")
        assert book.get("level", row) == (say(language, level(case.score)) if case.score else "")
        assert book.get("status", row) == say(language, case.status), (row, case)
        assert book.get("next_look", row) == (case.next_look or ""), (row, case)
        assert book.get("faults", row) == "", (row, case)
        if not book.get("missing", row):
            assert book.get("todo", row) == say(language, case.todo), (row, case)


@pytest.mark.parametrize("language", WORDS)
def test_the_summary_counts_what_the_rows_say(books: dict[str, Filled], language: str) -> None:
    book = books[language]
    first, last = book.column("period_first")[0], book.column("period_last")[0]
    assert isinstance(first, date)
    assert isinstance(last, date)
    risks = [case for case in CASES if case.kind == "risk"]
    standing = [case for case in risks if not case.closed]
    judged = [case for case in CASES if case.on_time is not None and case.due and first <= case.due <= last]
    checked = [case for case in CASES if case.checked and last.replace(year=last.year - 1) < case.checked <= last]
    untreated = [
        case
        for case in risks
        if case.score and case.score > BOUND and case.scored and case.scored < last - timedelta(21)
        and not (case.closed and case.closed <= last) and not (case.approved and case.approved <= last)
    ]  # fmt: skip
    good, cases = book.column("kpi_good"), book.column("kpi_cases")
    assert (good[0], cases[0]) == (sum(case.on_time or False for case in judged), len(judged))
    assert cases[1] == len(untreated)
    assert (good[2], cases[2]) == (sum(case.effect == "good" for case in checked), len(checked))
    for row, (before, now) in zip(LEVELS, book.table("levels", "before", "now"), strict=True):
        assert before == sum(bool(case.score and level(case.score) == row) for case in standing)
        assert now == sum(bool(case.now and level(case.now[0] * case.now[1]) == row) for case in standing)
    for source, (everything, high) in enumerate(book.table("by_source", "all", "high")):
        mine = [case for case in standing if case.source == source]
        assert (everything, high) == (len(mine), sum(bool(case.now and case.now[0] * case.now[1] > BOUND) for case in mine))


@pytest.mark.parametrize("language", WORDS)
def test_the_matrix_says_how_many_risks_stand_in_each_cell(books: dict[str, Filled], language: str) -> None:
    standing = [case.now for case in CASES if case.kind == "risk" and not case.closed]
    for row in books[language].table("matrix", "name", "one", "two", "three", "four", "five"):
        for impact, shown in enumerate(row[1:], 1):
            likelihood = int(str(row[0]))
            count, name = standing.count((likelihood, impact)), say(language, level(likelihood * impact))
            assert shown == (f"{count} {name}" if count else name)


@pytest.mark.parametrize("language", WORDS)
def test_what_cannot_be_true_is_named(books: dict[str, Filled], language: str) -> None:
    book = books[f"wrong-{language}"]
    for row, said in enumerate(FAULTS[language], FIRST_ROW):
        assert said in str(book.get("faults", row)), (said, book.get("faults", row))
        assert said in str(book.get("missing", row))


def test_an_empty_register_shows_nothing(books: dict[str, Filled]) -> None:
    empty = books["empty"]
    assert {empty.get(name, row) for name in ("status", "todo", "score", "level", "residual", "missing") for row in (6, 505)} == {""}
    assert empty.table("kpi", "good", "cases", "share", "verdict") == [[""] * 4] * 3


def test_a_wrong_date_number_or_entry_is_refused(books: dict[str, Filled]) -> None:
    for language in WORDS:
        for name, kind in (("found", "date"), ("due", "date"), ("likelihood", "whole"), ("kind", "list"), ("treatment", "list")):
            (rule,) = books[language].rules(name)
            assert (rule.type, rule.errorStyle, rule.showErrorMessage) == (kind, "stop", True), name


def test_both_languages_have_the_same_columns_and_rules_and_limits_are_the_procedures(client: Client, books: dict[str, Filled]) -> None:
    assert rules_differ(*(client.path(FORM, language) for language in WORDS)) == []
    assert books["en"].table("rule", "scale", "accept", "bound") == [[SCALE, ACCEPT, BOUND]]
    names = [f"low: 1–{ACCEPT}", f"medium: {ACCEPT + 1}–{BOUND}", f"high: {BOUND + 1}–{SCALE * SCALE}"]
    assert len(procedure_table(client.path("risk-management", "en"), 4, names)) == len(names)
