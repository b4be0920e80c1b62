"""The SLA monitoring sheet at work: results entered in both languages, computed by LibreOffice, held against a reckoning of our own."""

# ruff: noqa: DTZ011 - days in a workbook have no zone

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.registers import compute
from tests.timed_registers import FIRST, LANGUAGES, Filled, rules_differ

ITEMS = ("availability", "response", "resolution", "requests", "continuity")
WORDS = {
    "zh": {
        "availability": "可用率", "response": "响应", "resolution": "解决", "on site": "到场", "requests": "请求", "continuity": "连续性",
        "satisfaction": "满意度", "yes": "是", "no": "否", "no data": "无数据", "twice": "是，连续两月", "half": "否，半年不足半", "cause": "原因",
        "mend": "先改差错，再看指标",
        "contrary": (
            "月份不是当月 1 日", "当月还没有结束", "当月协议没有生效或已终止", "“选项”表没有该服务该指标项的目标", "同月同项重复登记",
            "超时件数多于件数", "P1 超时多于超时件数", "停机多于约定服务时间", "该指标项按件数或分钟计算却填了报来的值", "由谈判协议的人核对",
        ),
    },
    "en": {
        "availability": "Availability", "response": "Response", "resolution": "Resolution", "on site": "On site", "requests": "Requests",
        "continuity": "Continuity", "satisfaction": "Satisfaction", "yes": "yes", "no": "no", "no data": "no data", "twice": "yes, 2 months",
        "half": "no, under half", "cause": "cause", "mend": "mend the data first",
        "contrary": (
            "Month is not the first of a month", "Month not over yet", "Agreement not in force in the month",
            "No target on Lists for this service and item", "Month and item stand in another row too", "More late than cases",
            "More P1 late than late", "More downtime than service time", "Value received for an item that is computed",
            "Checked by the one who negotiates",
        ),
    },
}  # fmt: skip
MONTHS = [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]
SHOWN = date(2026, 4, 1)
LIMITS = {0: 60, 1: 60, 2: 500}  # cases a month by agreement; the last, internal, has none


@dataclass(frozen=True, kw_only=True)
class Result:
    """One row: agreements are numbered from 0, the last of them is an internal one."""

    month: date
    agreement: int
    service: int
    item: str
    cases: int | None = None
    late: int = 0
    urgent: int = 0
    agreed: int = 0
    down: int = 0

    def target(self) -> float:
        """The promise: that of the service, but the first agreement has its own for response."""
        if self.item == "availability":
            return (0.995, 0, 0.999, 0.999)[self.service]
        return {"response": 0.9 if self.agreement == 0 else 0.98, "resolution": 0.95, "requests": 0.95, "continuity": 1.0}[self.item]

    def measured(self) -> float | None:
        if self.item == "availability":
            return 1 - self.down / self.agreed
        return 1 - self.late / self.cases if self.cases else None

    def achieved(self) -> str:
        measured = self.measured()
        if measured is None:
            return "no data"
        if self.item == "continuity":
            return "no" if self.late else "yes"
        if self.urgent:
            return "no"
        if self.item != "availability" and self.cases and self.cases < 20:
            return "yes" if self.late <= 1 else "no"
        return "yes" if measured - self.target() >= -1e-9 else "no"

    @property
    def same(self) -> tuple[object, ...]:
        return self.agreement, self.service, self.item


def results() -> list[Result]:
    """Return six months of four agreements: many and few cases, none, P1 late, down by a minute too much."""
    dice, found = random.Random(21), []
    for month in MONTHS:
        for agreement, service in ((0, 0), (1, 2), (1, 3), (2, 0), (2, 2), (3, 3)):
            for item in ITEMS:
                base = {"month": month, "agreement": agreement, "service": service, "item": item}
                if item == "availability":
                    found.append(Result(**base, agreed=40000, down=dice.choice([0, 0, 0, 40, 41, 200, 201])))  # type: ignore[arg-type]
                    continue
                cases = dice.choice([0, 2, 19, 20, 45]) if item != "continuity" else dice.choice([0, 0, 1, 2])
                late = min(cases, dice.choice([0, 0, 0, 1, 2, 3]))
                urgent = min(late, dice.choice([0, 0, 0, 1])) if item in ("response", "resolution") else 0
                found.append(Result(**base, cases=cases, late=late, urgent=urgent))  # type: ignore[arg-type]
    return found


CASES = results()


class Sheet(Filled):
    """A register with the words of its language."""

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path, language)
        self.words = WORDS[language]

    def enter_agreements(self, profile: Profile) -> None:
        for place in range(4):
            self.put("agreement_number", f"SLA-{place}", place)
            self.put("agreement_type", "OLA" if place == 3 else "SLA", place)
            self.put("agreement_from", date(2025, 1, 1), place)
        self.put("agreement_ends", date(2026, 6, 30), 0)
        name = profile.services[0].name.in_language(self.language)
        for place, (agreement, service) in enumerate(((0, 0), (1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 2))):
            known = profile.services[service].name.in_language(self.language)
            for column, value in (("agreement", f"SLA-{agreement}"), ("service", known), ("limit", LIMITS[agreement])):
                self.put(f"load_{column}", value, place)
        free = next(place for place, value in enumerate(self.entered("goal_item")) if value is None)
        for column, value in (("agreement", "SLA-0"), ("service", name), ("item", self.words["response"]), ("value", 90)):
            self.put(f"goal_{column}", value, free)

    def entered(self, name: str) -> Iterator[object]:
        letter, first, last = self.area(name)
        return (self.home(name)[f"{letter}{row}"].value for row in range(first, last + 1))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("register"))
    client.build(only=["sla-monitoring"])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


@pytest.fixture(scope="module")
def sheets(client: Client, profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sheet]:
    """The sheets of both languages with the results in them, those with what cannot be true, and an empty one."""
    folder = tmp_path_factory.mktemp("filled")
    built = {language: client.path("sla-monitoring", language) for language in LANGUAGES}
    found = {name: Sheet.copied(built[name[:2]], folder, name, name[:2]) for name in ("zh", "en", "zh contrary", "en contrary", "en empty")}
    for language in LANGUAGES:
        filled, say = found[language], WORDS[language]
        filled.enter_agreements(profile)
        for case in CASES:
            timed = case.item == "availability"
            filled.enter(
                month=case.month, agreement=f"SLA-{case.agreement}", service=profile.services[case.service].name.in_language(language),
                item=say[case.item], cases=case.cases, late=None if timed else case.late, urgent=None if timed else case.urgent,
                agreed=case.agreed if timed else None, down=case.down if timed else None, checker="A",
            )  # fmt: skip
        for place, (due, on) in enumerate(((10, 9), (10, 10), (10, 11), (20, None), (25, 1))):
            filled.put("review_due", date(2026, 3, due), place)
            filled.put("review_on", date(2026, 3, on) if on else None, place)
        enter_contradictions(found[f"{language} contrary"], profile)
    compute(list(found.values()))
    return found


def enter_contradictions(filled: Sheet, profile: Profile) -> None:
    """Enter one row for each thing that cannot be true, each on an item of its own."""
    filled.enter_agreements(profile)
    say = filled.words
    names = [service.name.in_language(filled.language) for service in profile.services]
    common = {"month": date(2026, 3, 1), "agreement": "SLA-1", "service": names[0], "item": say["response"], "cases": 5, "late": 0, "checker": "A"}
    negotiator = profile.roles["service-level-manager"].person
    assert negotiator
    down = {"item": say["availability"], "cases": None, "late": None, "agreed": 100, "down": 101}
    for cells in (
        {"month": date(2026, 3, 2)},
        {"month": date(date.today().year + 1, 1, 1)},
        {"month": date(2026, 7, 1), "agreement": "SLA-0"},
        {"service": names[1], "item": say["availability"], "cases": None, "late": None},
        {"month": date(2025, 5, 1)},
        {"month": date(2025, 6, 1), "late": 6},
        {"month": date(2025, 7, 1), "late": 1, "urgent": 2},
        down | {"month": date(2025, 8, 1)},
        {"month": date(2025, 9, 1), "given": 0.9},
        {"month": date(2025, 10, 1), "checker": negotiator.in_language(filled.language)},
        {"month": date(2025, 5, 1)},
    ):
        filled.enter(**common | cells)


def judged(achieved: str, cases: Iterable[Result]) -> list[Result]:
    return [case for case in cases if case.achieved() == achieved]


def of(month: date, internal: bool = False) -> list[Result]:
    return [case for case in CASES if case.month == month and (case.agreement == 3) == internal]


def missed_running(case: Result) -> int | None:
    if case.achieved() != "no":
        return None
    earlier = [other for other in CASES if other.same == case.same and other.month <= case.month]
    last = max((other.month for other in earlier if other.achieved() == "yes"), default=date(2000, 1, 1))
    return sum(other.achieved() == "no" and other.month > last for other in earlier)


def missed_lately(case: Result) -> int | None:
    """Return how many of the last twelve months an availability missed; the cases span six."""
    if case.achieved() != "no" or case.item != "availability":
        return None
    return sum(other.achieved() == "no" for other in CASES if other.same == case.same and other.month <= case.month)


def workload(case: Result) -> int:
    return sum(
        other.cases or 0
        for other in CASES
        if (other.month, other.agreement, other.service) == (case.month, case.agreement, case.service) and other.item in ("response", "requests")
    )


def changed(case: Result) -> str:
    """Return how the workload stands to the limit: above it, for the second month, or under half of it for six."""
    limit, same = LIMITS[case.agreement], (case.agreement, case.service, "response")
    loads = {other.month: workload(other) for other in CASES if other.same == same and other.month <= case.month}
    if workload(case) > limit:
        before = max((month for month in loads if month < case.month), default=case.month)
        return "twice" if before < case.month and loads[before] > limit else "yes"
    return "half" if len(loads) == len(MONTHS) and max(loads.values()) * 2 < limit else "no"


def blank(values: Iterable[object]) -> list[object]:
    return [None if value == "" else value for value in values]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_is_judged_by_the_rules(sheets: dict[str, Sheet], language: str) -> None:
    filled, say = sheets[language], sheets[language].words
    for row, case in enumerate(CASES, FIRST):
        assert filled.get("target", row) == pytest.approx(case.target()), (row, case)
        measured = filled.get("measured", row)
        assert (None if measured == "" else measured) == (pytest.approx(case.measured(), abs=1e-9) if case.measured() else None), (row, case)
        assert filled.get("achieved", row) == say[case.achieved()], (row, case)
        assert (filled.get("running", row) or None) == missed_running(case), (row, case)
        assert (filled.get("recent", row) or None) == missed_lately(case), (row, case)
        assert filled.get("type", row) == ("OLA" if case.agreement == 3 else "SLA")
        assert filled.get("alert", row) == (say["cause"] if case.achieved() == "no" else "")
        load = workload(case)
        assert (filled.get("actual", row) or 0) == load
        assert (filled.get("limit", row) or None) == LIMITS.get(case.agreement)
        assert filled.get("changed", row) == (say[changed(case)] if case.agreement in LIMITS else "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_measures_are_those_of_the_procedure(sheets: dict[str, Sheet], language: str) -> None:
    achievement, reviews = sheets[language].table("kpi", "before", "met", "cases", "current", "many", "year")[:2]
    march, april = of(MONTHS[4]), of(SHOWN)
    whole = [case for month in MONTHS for case in of(month)]
    counts = [(len(judged("yes", part)), len(judged("yes", part)) + len(judged("no", part))) for part in (march, april, whole)]
    assert blank(achievement) == pytest.approx(
        [counts[0][0] / counts[0][1], *counts[1], counts[1][0] / counts[1][1], counts[2][1], counts[2][0] / counts[2][1]]
    )
    assert blank(reviews) == [None, 3, 5, pytest.approx(3 / 5), None, None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_month_and_service_shows_what_its_rows_give(sheets: dict[str, Sheet], profile: Profile, language: str) -> None:
    filled = sheets[language]
    rows = filled.table("volume", "met", "missed", "availability", "response", "requests", "urgent", "again")
    for month, row in zip(MONTHS, rows[-6:], strict=True):
        mine = [case for case in CASES if case.month == month]
        misses = judged("no", mine)
        assert row == [
            len(judged("yes", of(month))), len(judged("no", of(month))),
            *(sum(case.item == item for case in misses) for item in ("availability", "response", "requests")),
            sum(case.urgent for case in mine), sum((missed_running(case) or 0) >= 2 for case in misses),
        ]  # fmt: skip
    for service, row in enumerate(filled.table("by_service", "name", "met", "missed", "lowest")):
        mine = [case for case in CASES if case.month == SHOWN and case.service == service]
        lowest = min((case.measured() or 0 for case in mine if case.item == "availability"), default=None)
        assert row[:3] == [
            profile.services[service].name.in_language(language),
            len(judged("yes", mine)),
            len(judged("no", mine)),
        ]
        assert blank(row[3:]) == [pytest.approx(100 * lowest, abs=1e-3) if lowest is not None else None]
    misses = judged("no", [case for case in CASES if case.month == SHOWN])
    listed = [row for row in filled.table("misses", "item", "target") if row[0]]
    assert (str(filled.table("misses", "cause")[12][0] or "") != "") == (len(misses) > 12)
    assert listed == [[filled.words[case.item], pytest.approx(100 * case.target())] for case in misses[:12]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_true_is_named_and_holds_up_the_measures(sheets: dict[str, Sheet], language: str) -> None:
    filled = sheets[f"{language} contrary"]
    for row, said in enumerate(filled.words["contrary"], FIRST):
        assert said in str(filled.get("faults", row))
        assert str(filled.get("missing", row)).endswith(str(filled.get("faults", row)).lstrip("、, "))
    faulty, verdict = filled.table("control", "faulty", "verdict")[0]
    assert (faulty, verdict) == (len(filled.words["contrary"]) + 1, filled.words["mend"])  # a row that stands twice is two


def test_an_empty_sheet_shows_nothing(sheets: dict[str, Sheet]) -> None:
    filled = sheets["en empty"]
    for name in ("todo", "type", "target", "measured", "achieved", "deviation", "actual", "changed", "running", "recent", "missing"):
        assert {filled.get(name, row) for row in (FIRST, FIRST + 2399)} == {""}
    assert not filled.table("control", "verdict")[0][0]
    assert {value for row in filled.table("volume", "month", "met", "share") for value in blank(row)} == {None}


def test_wrong_numbers_dates_and_entries_outside_a_list_are_refused(sheets: dict[str, Sheet]) -> None:
    for filled in (sheets["zh"], sheets["en"]):
        for name in ("cases", "late", "urgent", "agreed", "down"):
            rule = filled.rule(name)
            assert (rule.type, rule.errorStyle, rule.showErrorMessage) == ("whole", "stop", True)
        for name in ("done", "informed"):
            rule = filled.rule(name)
            assert (rule.type, rule.formula2, rule.errorStyle) == ("date", "NOW()+1", "stop")
        for name, listed in (("agreement", "agreement_number"), ("service", "service_list"), ("item", "item_list")):
            rule = filled.rule(name)
            assert (rule.type, rule.formula1, rule.errorStyle, rule.showErrorMessage) == ("list", listed, "stop", True)


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path("sla-monitoring", language) for language in LANGUAGES)) == []
