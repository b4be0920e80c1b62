"""The availability record at work: downtime entered in both languages, computed by LibreOffice, held against a reckoning of our own."""

# ruff: noqa: DTZ001, DTZ011 - moments in a workbook have no zone

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import floor
from pathlib import Path

import pytest

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.domain.services import Service
from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.registers import compute
from tests.timed_registers import FIRST, LANGUAGES, LAST, Filled, elapsed, rules_differ, working_days_later

WORDS = {
    "zh": {
        "planned": "计划停机", "unplanned": "计划外中断", "degraded": "降级", "not counted": "不计", "all": "全部", "yes": "是", "no": "否",
        "work": "上班", "down": "未恢复", "ready": "可以统计", "faulty": "先改差错，再看结果", "same": "同一人", "high": "分数过高", "unscored": "缺评估",
        "contrary": (
            "没有用这项服务", "跨月，要分成两行", "与另一行重叠", "公告不早于公告开始", "查明早于开始", "实际结束早于实际开始", "实际开始是文本", "性质不在列表中",
        ),
    },
    "en": {
        "planned": "planned", "unplanned": "unplanned", "degraded": "degraded", "not counted": "not counted", "all": "all", "yes": "yes", "no": "no",
        "work": "work", "down": "still down", "ready": "ready", "faulty": "mend the data first", "same": "same person", "high": "too high", "unscored": "no score date",
        "contrary": (
            "Does not have this service", "Runs into the next month", "Overlaps another row", "Not announced beforehand",
            "Explained before it began", "Ended before Began", "Began is text", "Kind not in the list",
        ),
    },
}  # fmt: skip
WORKED_SATURDAY = date(2026, 5, 9)
SHOWN = 5
KINDS = ("planned", "unplanned", "degraded", "not counted")


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One time that a service was down; `customer` counts those of the service, None is all of them."""

    service: int
    customer: int | None
    kind: str
    start: datetime
    end: datetime
    announced: tuple[datetime, datetime] | None = None
    explained: date | None = None


def stops() -> list[Stop]:
    """Return downtime of all kinds over six months: by day, by night, over weekends, holidays and a worked Saturday."""
    found = []
    for number in range(200):
        start = datetime(2026, 1, 5, 7, 40) + timedelta(hours=21 * number, minutes=7 * number)
        end = start + timedelta(minutes=5 + 53 * (number % 17) + (1500 if number % 29 == 0 else 0))
        if start.month != end.month:
            continue
        kind = KINDS[(number // 4) % 4 if number % 3 else 1]
        announced = (start - timedelta(minutes=10), start + timedelta(minutes=60)) if kind == "planned" else None
        explained = start.date() + timedelta(days=3 + number % 9) if kind == "unplanned" and number % 5 else None
        found.append(
            Stop(service=number % 4, customer=(None, 0, 1)[number % 3], kind=kind, start=start, end=end, announced=announced, explained=explained)
        )  # fmt: skip
    return found


STOPS = stops()


def incident(number: int) -> str:
    """Return the incident of a stop: every second one of a service shares that of the one before."""
    return f"INC-2026-{number // 8:04d}"


class Record(Filled):
    """A register with the words of its language."""

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path, language)
        self.words = WORDS[language]

    def enter_stop(self, number: int, profile: Profile, stop: Stop) -> None:
        service, words = profile.services[stop.service], self.words
        names = {customer.id: customer.name.in_language(self.language) for customer in profile.customers}
        self.enter(
            number=f"AVL-2026-{number:04d}", service=service.name.in_language(self.language),
            customer=words["all"] if stop.customer is None else names[service.customers[stop.customer]], kind=words[stop.kind], start=stop.start,
            end=stop.end, announced=stop.announced[0] - timedelta(days=2) if stop.announced else None, change="x", incident=incident(number), cause="x",
            **{"from": stop.announced[0] if stop.announced else None}, to=stop.announced[1] if stop.announced else None,
            action="x", responsible="A", explained=stop.explained, remarks="x",
        )  # fmt: skip

    def enter_contradictions(self, profile: Profile) -> None:
        service = profile.services[0]
        names = {customer.id: customer.name.in_language(self.language) for customer in profile.customers}
        other = next(customer.id for customer in profile.customers if customer.id not in service.customers)
        base = {"service": service.name.in_language(self.language), "customer": names[service.customers[0]], "incident": "x"}
        day = datetime(2026, 3, 2, 10)
        for number, cells in enumerate(
            (
                {"customer": names[other]},
                {"start": datetime(2026, 3, 31, 23), "end": datetime(2026, 4, 1, 1)},
                {"start": day + timedelta(minutes=10), "end": day + timedelta(minutes=40)},
                {"kind": self.words["planned"], "announced": day, "from": day, "to": day + timedelta(hours=1), "change": "x"},
                {"start": day + timedelta(days=2), "end": day + timedelta(days=2, hours=1), "explained": date(2026, 3, 3)},
                {"start": day + timedelta(days=3), "end": day + timedelta(days=2)},
                {"start": "2026-03-02 10:00", "end": None},
                {"kind": "gremlins"},
                {"customer": names[service.customers[0]]},
            )
        ):
            entered = {"number": f"AVL-2026-{number:04d}", "kind": self.words["unplanned"], "start": day, "end": day + timedelta(hours=1)}
            self.enter(**base | entered | cells)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("register"))
    client.build(only=["availability-monitoring-record"])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


@pytest.fixture(scope="module")
def records(client: Client, profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """The records of both languages with downtime in them, those with what cannot be true, and an empty one."""
    folder = tmp_path_factory.mktemp("filled")
    found = {
        name: Record.copied(client.path("availability-monitoring-record", name[:2]), folder, name, name[:2])
        for name in ("zh", "en", "zh contrary", "en contrary", "en empty")
    }
    for language in LANGUAGES:
        filled = found[language]
        filled.work_on(WORKED_SATURDAY, filled.words["work"])
        for number, stop in enumerate(STOPS, 1):
            filled.enter_stop(number, profile, stop)
        filled.put("period_year", 2026)
        filled.put("period_month", SHOWN)
        for name in ("by", "reviewer"):
            filled.put(f"check_{name}", "A")
        for name, value in (("item", "x"), ("likely", 3), ("impact", 3), ("treat", "接受" if language == "zh" else "accept")):
            filled.put(f"spof_{name}", value)
            filled.put(f"spof_{name}", 1 if value == 3 else value, 1)
        found[f"{language} contrary"].enter_contradictions(profile)
    compute(list(found.values()))
    return found


def minutes(profile: Profile, service: Service, start: datetime, end: datetime) -> float:
    return elapsed(profile, service.hours, start, end, WORKED_SATURDAY) if end > start else 0.0


def split(profile: Profile, stop: Stop) -> tuple[float, float]:
    """Return the planned and the unplanned minutes of a stop."""
    service = profile.services[stop.service]
    total = minutes(profile, service, stop.start, stop.end)
    if stop.announced is None:
        return 0.0, total if stop.kind == "unplanned" else 0.0
    planned = minutes(profile, service, max(stop.start, stop.announced[0]), min(stop.end, stop.announced[1]))
    return planned, total - planned


def agreed(profile: Profile, service: Service, month: int) -> float:
    return minutes(profile, service, datetime(2026, month, 1), datetime(2026 + month // 12, month % 12 + 1, 1))


def result(profile: Profile, service: int, customer: int, month: int) -> tuple[float, float, int]:
    """Return agreed time, unplanned downtime (minutes) and the number of outages of a customer."""
    mine = [s for s in STOPS if s.service == service and s.customer in (None, customer) and s.start.month == month]
    parts = [split(profile, stop) for stop in mine]
    whole = agreed(profile, profile.services[service], month) - sum(planned for planned, _ in parts)
    return whole, sum(unplanned for _, unplanned in parts), sum(unplanned > 0 for _, unplanned in parts)


def floored(whole: float, lost: float) -> float:
    return floor((100 - round(100 * lost / whole, 5)) * 100 + 1e-5) / 100


def lowest(profile: Profile, service: int, month: int) -> float:
    customers = range(len(profile.services[service].customers))
    return min(floored(*result(profile, service, customer, month)[:2]) for customer in customers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_minutes_inside_service_hours_and_announcements(records: dict[str, Record], profile: Profile, language: str) -> None:
    filled, say = records[language], WORDS[language]
    for row, stop in enumerate(STOPS, FIRST):
        planned, unplanned = split(profile, stop)
        assert (filled.get("planned", row) or 0) == pytest.approx(planned, abs=0.02), (row, stop)
        assert (filled.get("unplanned", row) or 0) == pytest.approx(unplanned, abs=0.02), (row, stop)
        due = working_days_later(profile, stop.end.date(), 5, WORKED_SATURDAY)
        in_time = stop.explained <= due if stop.explained else False
        expected = say["yes" if in_time else "no"] if stop.kind == "unplanned" else ""
        assert filled.get("in_time", row) == expected, (row, stop)
        kept = say["yes" if stop.announced and stop.end <= stop.announced[1] else "no"] if stop.announced else ""
        assert filled.get("kept", row) == kept
        assert filled.get("faults", row) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_availability_by_customer_service_and_month(records: dict[str, Record], profile: Profile, language: str) -> None:
    filled, say = records[language], WORDS[language]
    rows = iter(filled.table("result", "gross", "agreed", "unplanned", "outages", "share", "mtbf", "mttr"))
    for service, of in enumerate(profile.services):
        for customer in range(len(of.customers)):
            whole, lost, outages = result(profile, service, customer, SHOWN)
            row = next(rows)
            assert row[:3] == pytest.approx([agreed(profile, of, SHOWN) / 60, whole / 60, lost / 60], abs=0.001)
            assert row[3:5] == pytest.approx([outages, floored(whole, lost)], abs=0.0101)
            if outages:
                assert row[5:] == pytest.approx([(whole - lost) / outages / 60, lost / outages / 60], abs=0.01)
    for service, (outages,) in enumerate(filled.table("month", "outages")):
        mine = {
            incident(number) for number, stop in enumerate(STOPS, 1)
            if stop.service == service and stop.start.month == SHOWN and split(profile, stop)[1] > 0
        }  # fmt: skip
        assert outages == len(mine)
    for service, row in enumerate(filled.table("month", "target", "share", "met")):
        target = profile.services[service].targets["availability"]
        share = lowest(profile, service, SHOWN)
        assert row[1] == pytest.approx(share, abs=0.0101)
        assert (row[0] or None) == (float(target.value) if target else None)
        assert (row[2] or "") == (say["yes" if share >= float(target.value) else "no"] if target else "")
    for service, row in enumerate(filled.table("year", *(f"m{letter}" for letter in "abcdefghijkl"))):
        for month, value in enumerate(row, 1):
            if date(2026, month, 1) <= date.today():
                assert value == pytest.approx(lowest(profile, service, month), abs=0.0101)
            else:
                assert value in (None, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_measures_are_those_of_the_month_shown(records: dict[str, Record], profile: Profile, language: str) -> None:
    filled, say = records[language], WORDS[language]
    rows = filled.table("kpi", "met", "cases")
    aimed = [n for n, service in enumerate(profile.services) if service.targets["availability"]]
    good = sum(lowest(profile, n, SHOWN) >= float(profile.services[n].targets["availability"].value) for n in aimed)
    assert rows[0] == [good, len(aimed)]
    mine = [row for row, stop in enumerate(STOPS, FIRST) if stop.start.month == SHOWN]
    due = [row for row, stop in enumerate(STOPS, FIRST) if working_days_later(profile, stop.end.date(), 5, WORKED_SATURDAY).month == SHOWN]
    for name, counted, found in (("in_time", due, rows[1]), ("kept", mine, rows[2])):
        cells = [filled.get(name, row) for row in counted]
        assert found == [cells.count(say["yes"]), cells.count(say["yes"]) + cells.count(say["no"])]
    assert filled.column("check_state")[0] == say["same"]
    assert filled.column("spof_state")[:2] == [say["high"], say["unscored"]]
    assert filled.table("control", "faulty", "verdict")[0] == [0, say["ready"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_true_is_named(records: dict[str, Record], language: str) -> None:
    filled = records[f"{language} contrary"]
    for row, said in enumerate(filled.words["contrary"], FIRST):
        assert said in str(filled.get("faults", row)), (row, filled.get("faults", row))
    assert filled.table("control", "verdict")[0][0] == filled.words["faulty"]


def test_an_empty_record_shows_nothing(records: dict[str, Record]) -> None:
    filled = records["en empty"]
    for name in ("todo", "missing", "planned", "unplanned", "in_time", "kept"):
        assert {filled.get(name, row) for row in (FIRST, LAST)} == {""}
    shown = filled.column("month_share") + filled.column("month_note") + filled.column("kpi_current") + filled.column("year_ma")
    assert {value or "" for value in shown} == {""}


def test_faulty_times_and_entries_outside_a_list_are_refused(records: dict[str, Record]) -> None:
    for language in LANGUAGES:
        filled = records[language]
        for name in ("start", "end", "announced"):
            rule = filled.rule(name)
            assert (rule.type, rule.errorStyle, rule.showErrorMessage) == ("date", "stop", True)
        for name, listed in (("service", "service_list"), ("customer", "customer_list"), ("kind", "kind_list")):
            rule = filled.rule(name)
            assert (rule.type, rule.formula1, rule.errorStyle) == ("list", listed, "stop")


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path("availability-monitoring-record", language) for language in LANGUAGES)) == []
