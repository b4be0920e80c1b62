"""The configuration management database at work: items, checks and differences, computed by LibreOffice, held against a reckoning of our own."""

# ruff: noqa: DTZ011 - days in a workbook have no zone

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.registers import Filled, compute
from tests.timed_registers import FIRST, LANGUAGES, LAST, rules_differ

WORDS = {
    "zh": {
        "kinds": ("服务", "应用", "数据库", "硬件", "网络", "云资源", "软件", "文档"), "statuses": ("计划", "测试", "在用", "维修", "退役"),
        "correct": "改差异", "expired": "过保", "soon": "将过保", "check": "核对", "missing": "缺项", "matches": "相符", "differs": "有差异",
        "runs": "运行于", "alone": "独立", "overdue": "逾期", "same": "同一人", "unseen": "缺再看的人", "ready": "可以统计", "faulty": "先改差错，再看指标",
        "met": "达标", "not met": "未达标",
        "contrary": ("关联的是自己", "关联配置项不在本表", "独立却有关联配置项", "状态不在列表中", "最近核对日期是文本", "保修截止早于购置日期", "配置项编号重复"),
    },
    "en": {
        "kinds": ("service", "application", "database", "hardware", "network", "cloud resource", "software", "document"),
        "statuses": ("planned", "in test", "in use", "in repair", "retired"),
        "correct": "correct", "expired": "expired", "soon": "ends soon", "check": "check", "missing": "missing", "matches": "matches",
        "differs": "differs", "runs": "runs on", "alone": "stands alone", "overdue": "overdue", "same": "same person", "unseen": "not seen", "ready": "ready", "faulty": "mend the data first",
        "met": "met", "not met": "not met",
        "contrary": (
            "Related to itself", "Related CI not in this file", "Stands alone but related", "Status not in the list", "Last verified is text",
            "Warranty end before Purchase date", "CI number twice",
        ),
    },
}  # fmt: skip
TODAY = date.today()
LONG_AGO = TODAY.replace(year=TODAY.year - 1, day=1) - timedelta(days=40)
USED = 2
CHECKS = ((date(2026, 1, 8), date(2026, 1, 7)), (date(2026, 2, 6), date(2026, 2, 9)), (date(2026, 3, 6), None))
AUDITS = ((date(2026, 3, 13), date(2026, 3, 13), 60, 59), (date(2026, 6, 12), date(2026, 6, 15), 60, 57))
GAPS = tuple((date(2026, 1, 2) + timedelta(days=4 * n), n % 3) for n in range(40))


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item in words of no language: numbers of its kind and status, key of its result."""

    kind: int
    status: int
    services: tuple[int, ...]
    verified: date | None
    result: str | None
    warranty: date | None

    @property
    def live(self) -> bool:
        return self.status == USED

    @property
    def stale(self) -> bool:
        return self.live and (self.verified is None or self.verified < TODAY.replace(year=TODAY.year - 1))

    @property
    def alert(self) -> str:
        if not self.live:
            return ""
        if self.result == "differs":
            return "correct"
        if self.warranty and self.warranty < TODAY:
            return "expired"
        return "soon" if self.warranty and self.warranty <= TODAY + timedelta(60) else "check" if self.stale else ""


def items() -> list[Item]:
    """Return items of every kind, status and age."""
    ends = (None, TODAY - timedelta(1), TODAY, TODAY + timedelta(60), TODAY + timedelta(61))
    seen = ((None, None), (TODAY, "matches"), (LONG_AGO, "matches"), (TODAY, "differs"))
    return [
        Item(
            kind=number % 8,
            status=number % 5 if number % 3 == 0 else USED,
            services=(number % 2,) if number % 7 else (0, 1),
            verified=seen[number % 4][0],
            result=seen[number % 4][1],
            warranty=ends[number % 5],
        )
        for number in range(200)
    ]


ITEMS = items()


class Database(Filled):
    """A register with the words of its language."""

    def __init__(self, path: Path, language: str, services: list[str]) -> None:
        super().__init__(path, language)
        self.words = WORDS[language]
        self.services = services

    def enter_item(self, number: int, item: Item) -> None:
        say = self.words
        self.enter(
            number=f"CI-{number:05d}", name="x", kind=say["kinds"][item.kind], description="x", model="x", serial="x", location="x", owner="A",
            service="、".join(self.services[n] for n in item.services), relation=say["runs"] if number > 1 else say["alone"],
            related=f"CI-{number - 1:05d}" if number > 1 else None, change="x", status=say["statuses"][item.status], verified=item.verified,
            result=say[item.result] if item.result else None, warranty=item.warranty, remarks="x",
            checked_by="A" if item.verified else None,
        )  # fmt: skip

    def enter_checks(self) -> None:
        for place, (due, done) in enumerate(CHECKS):
            self.put("checks_due", due, place)
            self.put("checks_done", done, place)
        for place, (due, done, audited, right) in enumerate(AUDITS, 36):
            for name, value in (("due", due), ("done", done), ("audited", audited), ("right", right)):
                self.put(f"checks_{name}", value, place)
        for place, (due, late) in enumerate(GAPS):
            self.put("gaps_item", "x", place)
            self.put("gaps_due", due, place)
            self.put("gaps_mended", due + timedelta(late - 1) if late < 2 else due + timedelta(3), place)
            self.put("gaps_cause", "x", place)
        for name in ("owner", "seen"):
            self.put(f"gaps_{name}", "A")

    def enter_contradictions(self) -> None:
        say, base = self.words, {"name": "x", "status": self.words["statuses"][0], "change": "x"}
        for number, cells in enumerate(
            (
                {"relation": say["runs"], "related": "CI-00001"},
                {"relation": say["runs"], "related": "CI-09999"},
                {"relation": say["alone"], "related": "CI-00001"},
                {"status": "gremlins"},
                {"verified": "2026-03-03"},
                {"bought": date(2026, 3, 3), "warranty": date(2026, 3, 2)},
                {"number": "CI-00001"},
            ),
            1,
        ):
            self.enter(**base | {"number": f"CI-{number:05d}"} | cells)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A client without a tool for its items: what the workbook checks then, it checks for all."""
    client = Client(tmp_path_factory.mktemp("register"))
    profile = client.folder / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("  cmdb: ServiceDesk Plus\n", ""), encoding="utf-8")
    client.build(only=["cmdb"])
    return client


@pytest.fixture(scope="module")
def registers(client: Client, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Database]:
    """The registers of both languages with items in them, those with what cannot be true, and an empty one."""
    folder = tmp_path_factory.mktemp("filled")
    profile: Profile = with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)
    found = {}
    for name in ("zh", "en", "zh contrary", "en contrary", "en empty"):
        path = folder / f"{name}.xlsx"
        path.write_bytes(client.path("cmdb", name[:2]).read_bytes())
        found[name] = Database(path, name[:2], [service.name.in_language(name[:2]) for service in profile.services])
    for language in LANGUAGES:
        for number, item in enumerate(ITEMS, 1):
            found[language].enter_item(number, item)
        found[language].enter_checks()
        found[language].put("period_year", 2026)
        found[language].put("period_quarter", 1)
        found[f"{language} contrary"].enter_contradictions()
    compute(list(found.values()))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_reminders_are_those_of_the_rules(registers: dict[str, Database], language: str) -> None:
    filled = registers[language]
    for row, item in enumerate(ITEMS, FIRST):
        assert filled.get("todo", row) == (filled.words[item.alert] if item.alert else ""), (row, item)
    assert {filled.get("faults", row) for row in range(FIRST, filled.row)} == {""}
    live, stale = sum(item.live for item in ITEMS), sum(item.stale for item in ITEMS)
    expired = sum(item.alert == "expired" for item in ITEMS)
    control = filled.table("control", "numbered", "live", "retired", "faulty", "nameless", "stale", "expired", "verdict")[0]
    assert control == [200, live, sum(item.status == 4 for item in ITEMS), 0, 0, stale, expired, filled.words["ready"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_items_are_counted_by_type_and_service(registers: dict[str, Database], language: str) -> None:
    filled = registers[language]
    for kind, row in enumerate(filled.table("by_kind", "name", "planned", "tested", "used", "repair", "retired", "stale", "differ")):
        mine = [item for item in ITEMS if filled.words["kinds"][item.kind] == row[0]]
        assert mine, kind
        counts = [sum(item.status == status for item in mine) for status in range(5)]
        assert row[1:] == [*counts, sum(item.stale for item in mine), sum(item.result == "differs" for item in mine)]
    for service, row in enumerate(filled.table("by_service", "used", "lone", "stale", "expired")[:2]):
        mine = [item for item in ITEMS if service in item.services]
        assert row == [sum(i.live for i in mine), 0, sum(i.stale for i in mine), sum(i.alert == "expired" for i in mine)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_measures_are_those_of_the_quarter_shown(registers: dict[str, Database], language: str) -> None:
    filled, say = registers[language], WORDS[language]
    due = [late < 2 for day, late in GAPS if day < date(2026, 4, 1)]
    rows = filled.table("kpi", "met", "cases", "current", "before", "year", "verdict")
    assert rows[0] == pytest.approx([59, 60, 59 / 60, "", 59 / 60, say["met"]])
    assert rows[1] == pytest.approx([2, 4, 0.5, "", 0.5, say["not met"]])
    assert rows[2] == pytest.approx([sum(due), len(due), sum(due) / len(due), "", sum(due) / len(due), say["not met"]])
    assert filled.column("checks_state")[2] == say["overdue"]
    assert filled.column("gaps_state")[:2] == [say["same"], say["unseen"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_true_is_named(registers: dict[str, Database], language: str) -> None:
    filled = registers[f"{language} contrary"]
    for row, said in enumerate(filled.words["contrary"], FIRST):
        assert said in str(filled.get("faults", row)), (row, filled.get("faults", row))
    assert filled.table("control", "faulty", "verdict")[0] == [len(filled.words["contrary"]), filled.words["faulty"]]


def test_an_empty_register_shows_nothing(registers: dict[str, Database]) -> None:
    filled = registers["en empty"]
    for name in ("todo", "missing", "alert", "live"):
        assert {filled.get(name, row) for row in (FIRST, LAST)} == {""}
    assert set(filled.column("checks_kept") + filled.column("gaps_kept") + filled.column("kpi_current") + filled.column("kpi_verdict")) == {""}


def test_faulty_dates_and_entries_outside_a_list_are_refused(registers: dict[str, Database]) -> None:
    for language in LANGUAGES:
        filled = registers[language]
        rule = filled.rules("verified")[0]
        assert (rule.type, rule.formula2, rule.errorStyle) == ("date", "NOW()+1", "stop")
        for name, listed in (("kind", "kind_list"), ("status", "status_list"), ("relation", "relation_list"), ("level", "level_list")):
            rule = filled.rules(name)[0]
            assert (rule.type, rule.formula1, rule.errorStyle) == ("list", listed, "stop")


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path("cmdb", language) for language in LANGUAGES)) == []
