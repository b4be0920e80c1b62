"""The known error database at work: entries in both languages, computed by LibreOffice, held against a reckoning of our own."""

# ruff: noqa: DTZ011 - days in a workbook have no zone

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.registers import compute
from tests.timed_registers import FIRST, LANGUAGES, LAST, Filled, rules_differ

WORDS = {
    "zh": {
        "open": "未修复", "planned": "计划修复", "accepted": "已接受", "fixed": "已修复", "tell": "告知", "again": "再告知", "look": "复看", "decide": "重新决定", "overdue": "逾期",
        "missing": "缺项", "contrary": ("状态不是已修复却有修复日期", "告知一线日期早于登记日期", "登记日期是文本", "状态不在列表中", "已知错误编号重复"),
        "faulty": "先改差错，再看指标", "ready": "可以统计",
    },
    "en": {
        "open": "open", "planned": "fix planned", "accepted": "accepted", "fixed": "fixed", "tell": "tell", "again": "tell again", "look": "look", "decide": "decide",
        "overdue": "overdue", "missing": "missing",
        "contrary": (
            "Fixed on without status fixed", "Told to first line on before Recorded on", "Recorded on is text", "Status not in the list",
            "Known error number twice",
        ),
        "faulty": "mend the data first", "ready": "ready",
    },
}  # fmt: skip
STATUSES = ("open", "planned", "accepted", "fixed")
TODAY = date.today()
LONG_AGO = TODAY - timedelta(days=400)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A known error in words of no language."""

    status: str
    service: int
    recorded: date
    told: date | None
    looked: date | None
    planned: date | None
    used: int
    found: date | None
    told_again: date | None
    decide_by: date | None

    @property
    def alert(self) -> str:
        if self.status == "fixed":
            return ""
        if self.told is None and next_weekday(self.recorded) < TODAY:
            return "tell"
        if self.found is not None and self.told_again is None and next_weekday(self.found) < TODAY:
            return "again"
        if (TODAY - max(self.recorded, self.looked or self.recorded)).days > 31:
            return "look"
        if self.status == "accepted" and self.decide_by is not None and self.decide_by < TODAY:
            return "decide"
        return "overdue" if self.status == "planned" and self.planned is not None and self.planned < TODAY else ""


def next_weekday(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def entries(services: int) -> list[Entry]:
    """Return entries of every status, some of today, some told late, some not looked at for 31 days or one more."""
    found = []
    for number in range(48):
        recorded = (TODAY, TODAY - timedelta(days=3), TODAY - timedelta(days=60), LONG_AGO)[number % 4]
        looked = (None, TODAY - timedelta(days=31), TODAY - timedelta(days=32))[number % 3]
        found.append(
            Entry(
                status=STATUSES[(number // 4) % 4], service=number % services, recorded=recorded,
                told=None if number % 5 == 0 else recorded, looked=looked if looked and looked >= recorded else None,
                planned=recorded + timedelta(days=2) if number % 2 else None, used=number % 7,
                found=recorded if number % 3 == 1 else None, told_again=TODAY if number % 6 == 1 else None,
                decide_by=TODAY - timedelta(days=1) if number % 2 else TODAY,
            )
        )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("register"))
    client.build(only=["known-error-database"])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


@pytest.fixture(scope="module")
def cases(profile: Profile) -> list[Entry]:
    return entries(len(profile.services))


@pytest.fixture(scope="module")
def registers(client: Client, profile: Profile, cases: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Filled]:
    """The databases of both languages with the entries in them, those with what cannot be true, and an empty one."""
    folder = tmp_path_factory.mktemp("filled")
    names = ("zh", "en", "zh contrary", "en contrary", "en empty")
    found = {name: Filled.copied(client.path("known-error-database", name[:2]), folder, name, name[:2]) for name in names}
    for language in LANGUAGES:
        say, services = WORDS[language], [service.name.in_language(language) for service in profile.services]
        for number, entry in enumerate(cases, 1):
            found[language].enter(
                number=number if number % 2 else f"KE-2026-{number:04d}", status=say[entry.status], service=services[entry.service], symptom="x",
                recorded=entry.recorded, told=entry.told, looked=entry.looked, planned=entry.planned, used=entry.used,
                found=entry.found, told_again=entry.told_again, decide_by=entry.decide_by,
            )  # fmt: skip
        enter_contradictions(found[f"{language} contrary"])
    compute(list(found.values()))
    return found


def enter_contradictions(filled: Filled) -> None:
    """Enter one row for each thing that cannot be true."""
    say = WORDS[filled.language]
    for number, cells in enumerate(
        (
            {"fixed": TODAY},
            {"told": TODAY - timedelta(days=9)},
            {"recorded": "2026-03-03"},
            {"status": "gremlins"},
            {"number": "KE-2026-0000"},
        )
    ):
        filled.enter(**{"number": f"KE-2026-{number:04d}", "status": say["open"], "recorded": TODAY - timedelta(days=1)} | cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reminders_are_those_of_the_rules(registers: dict[str, Filled], cases: list[Entry], language: str) -> None:
    filled = registers[language]
    for row, entry in enumerate(cases, FIRST):
        assert filled.get("alert", row) == (WORDS[language][entry.alert] if entry.alert else ""), (row, entry)
        assert filled.get("todo", row) == WORDS[language][entry.alert or "missing"]  # all rows lack a workaround
    assert {entry.alert for entry in cases} == {"", "tell", "again", "look", "decide", "overdue"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_are_counted_by_service_and_status(registers: dict[str, Filled], cases: list[Entry], language: str) -> None:
    rows = registers[language].table("by_service", "open", "planned", "accepted", "fixed", "all", "used", "old")
    for service, row in enumerate(rows):
        mine = [entry for entry in cases if entry.service == service]
        assert row == [
            *(sum(entry.status == status for entry in mine) for status in STATUSES),
            len(mine),
            sum(entry.used for entry in mine),
            sum(entry.recorded == LONG_AGO and entry.status != "fixed" for entry in mine),
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_of_the_data_counts_what_is_to_be_done(registers: dict[str, Filled], cases: list[Entry], language: str) -> None:
    alerts = [entry.alert for entry in cases]
    columns = ("numbered", "live", "faulty", "nameless", "tell", "look", "late", "verdict")
    assert registers[language].table("control", *columns) == [
        [
            len(cases),
            sum(entry.status != "fixed" for entry in cases),
            0,
            0,
            alerts.count("tell") + alerts.count("again"),
            alerts.count("look") + alerts.count("decide"),
            alerts.count("overdue"),
            WORDS[language]["ready"],
        ]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_true_is_named(registers: dict[str, Filled], language: str) -> None:
    filled, contrary = registers[f"{language} contrary"], WORDS[language]["contrary"]
    for row, said in enumerate(contrary, FIRST):
        assert said in str(filled.get("faults", row))
        assert str(filled.get("missing", row)).endswith(str(filled.get("faults", row)))
    assert filled.table("control", "faulty", "verdict") == [[len(contrary), WORDS[language]["faulty"]]]


def test_an_empty_database_shows_nothing(registers: dict[str, Filled]) -> None:
    filled = registers["en empty"]
    assert {filled.get(name, row) for name in ("todo", "missing", "alert", "live") for row in (FIRST, LAST)} == {""}
    assert not filled.table("control", "verdict")[0][0]


def test_faulty_dates_and_entries_outside_a_list_are_refused(registers: dict[str, Filled]) -> None:
    for filled in (registers["zh"], registers["en"]):
        for name in ("recorded", "told", "looked", "found", "told_again", "checked", "fixed"):
            rule = filled.rule(name)
            assert (rule.type, rule.operator, rule.formula2, rule.errorStyle) == ("date", "between", "NOW()+1", "stop")
        for name, listed in (("status", "status_list"), ("service", "service_list")):
            rule = filled.rule(name)
            assert (rule.type, rule.formula1, rule.errorStyle, rule.showErrorMessage) == ("list", listed, "stop", True)


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path("known-error-database", language) for language in LANGUAGES)) == []
