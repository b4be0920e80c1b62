"""The incident register at work: cases entered in both languages, computed by LibreOffice, held against a clock of our own."""

# ruff: noqa: DTZ001, DTZ005 - times in a workbook have no zone

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.domain.quantities import Hours
from docgen.domain.services import PriorityTarget, Service
from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.register import FIRST, Filled, computed, elapsed, rules_differ

WORDS = {
    "zh": {"H": "高", "M": "中", "L": "低", "yes": "是", "no": "否", "none": "无", "second": "二线",
           "closed": "已关闭", "again": "重开", "unsure": "待核", "alarm": "误报", "overdue": "解决逾期", "wrong": "时间有误", "work": "上班",
           "contrary": ("、等待时间超过事件用时", "、未选二线却有升级时间", "、升级时间晚于解决时间", "、告知 50%晚于现在",
                        "、不是重大事件却有宣布时间", "、未选重开却有重开时间", "、状态为重开而“重开”选否", "、状态未关闭却有关闭时间",
                        "、关闭时间早于重开时间", "、重开时间早于解决时间", "", "", "", "")},
    "en": {"H": "high", "M": "medium", "L": "low", "yes": "yes", "no": "no",
           "none": "none", "second": "second line", "closed": "closed", "again": "reopened", "unsure": "check", "alarm": "false alarm", "overdue": "overdue",
           "wrong": "check times", "work": "work",
           "contrary": (", Waiting minutes longer than the incident", ", Escalated at without second line",
                        ", Escalated at after Resolved at", ", Told at 50% in the future", ", Declared at without Major incident",
                        ", Reopened at without Reopened", ", Status reopened with Reopened no", ", Closed at without status closed",
                        ", Closed at before Reopened at", ", Reopened at before Resolved at", "", "", "", "")},
}  # fmt: skip
QUIET = ("response_limit", "resolution_limit", "response_used", "resolution_used", "response_ok", "resolution_ok", "alert")
WORKED_SATURDAY = date(2026, 5, 9)
WHOLE_WORKING_DAYS = Hours.parse("Mon-Fri 00:00-24:00")
# Before a weekend, before a holiday, in one, at night, on the eve of a worked Saturday: report, and resolution some limits later.
STARTS = (
    (datetime(2026, 3, 3, 8, 15), 1.0),
    (datetime(2026, 3, 6, 17, 40), 1.01),
    (datetime(2026, 4, 3, 16, 0), 3.0),
    (datetime(2026, 5, 8, 17, 30), 0.9),
    (datetime(2026, 4, 5, 10, 0), 0.2),
    (datetime(2026, 3, 7, 23, 10), 9.0),
)
# Of a desk open from 07:30 to 19:00: report, minutes until the response, impact and urgency, number of the service.
DESK_CASES = (
    (datetime(2026, 3, 3, 10, 0), 5, "high", 0),  # at the limit of a P1
    (datetime(2026, 3, 3, 10, 0), 6, "high", 0),  # beyond it
    (datetime(2026, 3, 3, 22, 0), 1, "high", 0),  # the desk was closed
    (datetime(2026, 3, 3, 18, 58), 762, "medium", 0),  # overnight: 12 minutes of desk hours
    (datetime(2026, 3, 3, 8, 0), 64, "high", 2),  # the clock of the service began an hour later
)


@dataclass(frozen=True)
class Case:
    service: Service
    priority: str
    target: PriorityTarget
    reported: datetime
    responded: datetime
    resolved: datetime
    waited: int
    first_line: bool
    security: bool
    reopened: bool
    alarm: bool


class Incidents(Filled):
    """A register with its language's words, and the row where the contradictions begin."""

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path, language)
        self.words = WORDS[language]
        self.contrary = 0


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("register"))
    client.build()
    return client


@pytest.fixture(scope="module")
def outsourcer(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A client whose service desk another firm runs."""
    client = Client(tmp_path_factory.mktemp("outsourced"), "harbourline")
    client.build(only=["incident-record"])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


def limit(target: PriorityTarget, which: str) -> int:
    duration = getattr(target, which)
    whole_days = duration.unit == "working days" and target.hours is not None and target.hours.around_the_clock
    return int(duration.amount * 1440) if whole_days else int(duration.minutes)


def clock(target: PriorityTarget, which: str) -> Hours:
    assert target.hours is not None
    whole_days = getattr(target, which).unit == "working days" and target.hours.around_the_clock
    return WHOLE_WORKING_DAYS if whole_days else target.hours


@pytest.fixture(scope="module")
def cases(profile: Profile) -> list[Case]:
    found = []
    for service in profile.services:
        for priority, (place, (start, share)) in product(service.priorities, enumerate(STARTS)):
            target = service.targets.of(priority)
            assert target is not None
            responded = start + timedelta(minutes=limit(target, "response") + (place % 2))
            resolved = max(start + timedelta(minutes=int(limit(target, "resolution") * share)), responded)
            found.append(
                Case(service, priority, target, start, responded, resolved, waited=30 * (place == 2), first_line=place % 2 == 0,
                     security=place == 3, reopened=place == 4, alarm=place == 5 and priority == "P2")
            )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def registers(
    client: Client, outsourcer: Client, profile: Profile, cases: list[Case], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Incidents]:
    """The registers of both languages with the cases in them; English ones with special cases, of an outsourced desk, and empty."""
    folder = tmp_path_factory.mktemp("filled")
    registers = {}
    for name, language in (("zh", "zh"), ("en", "en"), ("special", "en"), ("outsourced", "en"), ("empty", "en")):
        built = (outsourcer if name == "outsourced" else client).path("incident-record", language)
        registers[name] = Incidents.copied(built, folder, name, language)
    for language in WORDS:
        registers[language].work_on(WORKED_SATURDAY, WORDS[language]["work"])
        enter_cases(registers[language], profile, cases)
        enter_contradictions(registers[language], profile)
    enter_desk_cases(registers["outsourced"])
    enter_special_cases(registers["special"], profile)
    computed(registers.values())
    return registers


def enter_cases(filled: Incidents, profile: Profile, cases: list[Case]) -> None:
    say, matrix = filled.words, profile.priorities.matrix  # type: ignore[union-attr]
    grades = {getattr(matrix, impact + urgency): (impact, urgency) for impact, urgency in product("LMH", "LMH")}
    for number, case in enumerate(cases, 1):
        impact, urgency = grades[case.priority]  # type: ignore[index]
        filled.enter(
            number=f"INC-2026-{number:04d}", reported=case.reported, service=case.service.name.in_language(filled.language),
            impact=say[impact], urgency=say[urgency], security=say["yes" if case.security else "no"], responded=case.responded,
            escalated_to=say["none" if case.first_line else "second"], pending=case.waited, resolved=case.resolved,
            closed=case.resolved + timedelta(minutes=10), reopened=say["yes" if case.reopened else "no"], status=say["closed"],
            excluded=say["alarm"] if case.alarm else None,
        )  # fmt: skip


def enter_contradictions(filled: Incidents, profile: Profile) -> None:
    """Enter rows that cannot be true, and four that can, of a year that is in none of the figures."""
    say, start = filled.words, datetime(2025, 3, 4, 9)
    common = {
        "number": "", "reported": start, "service": profile.services[0].name.in_language(filled.language), "impact": say["M"],
        "urgency": say["M"], "security": say["no"], "responded": start + timedelta(minutes=10),
    }  # fmt: skip
    resolved, later = start + timedelta(hours=1), start + timedelta(hours=2)
    closed = {"resolved": resolved, "status": say["closed"]}
    filled.contrary = filled.row
    for number, cells in enumerate(
        (
            {"resolved": resolved, "pending": 61},
            {"escalated_to": say["none"], "escalated_at": start},
            {"escalated_to": say["second"], "escalated_at": later, "resolved": resolved},
            {"told_a": datetime.now() + timedelta(days=30)},
            {"declared_at": start, "major": say["no"]},
            {"resolved": resolved, "reopened_at": later},
            {"resolved": resolved, "status": say["again"], "reopened": say["no"]},
            {"resolved": resolved, "closed": later},
            closed | {"closed": resolved, "reopened": say["yes"], "reopened_at": later},
            closed | {"closed": later, "reopened": say["yes"], "reopened_at": start + timedelta(minutes=30)},
            {"resolved": resolved, "pending": 60},
            {"escalated_to": say["second"], "escalated_at": later, "resolved": resolved, "reopened": say["yes"]},
            {"resolved": resolved, "closed": resolved, "status": say["again"], "reopened": say["yes"], "reopened_at": later},
            closed | {"closed": later, "major": say["yes"], "declared_at": start},
        )
    ):
        filled.enter(**common | {"number": f"INC-2025-{number:04d}"} | cells)


def enter_desk_cases(filled: Incidents) -> None:
    names = [filled.sheet(1)[f"A{row}"].value for row in range(filled.area("service_list")[1], filled.area("service_list")[2] + 1)]
    for number, (reported, took, degree, service) in enumerate(DESK_CASES, 1):
        filled.enter(
            number=f"INC-2026-{number:04d}", reported=reported, responded=reported + timedelta(minutes=took), impact=degree,
            urgency=degree, service=names[service], security="no",
        )  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_priority_times_and_results_are_those_of_the_profile(
    registers: dict[str, Incidents], profile: Profile, cases: list[Case], language: str
) -> None:
    filled = registers[language]
    for row, case in enumerate(cases, FIRST):
        answering = case.service.targets.of("P1") if case.security else case.target
        assert answering is not None
        response = round(elapsed(profile, clock(answering, "response"), case.reported, case.responded, WORKED_SATURDAY), 2)
        resolution = max(
            0, round(elapsed(profile, clock(case.target, "resolution"), case.reported, case.resolved, WORKED_SATURDAY), 2) - case.waited
        )
        in_time = response <= limit(answering, "response"), resolution <= limit(case.target, "resolution")
        assert filled.get("priority", row) == case.priority
        if case.alarm:
            assert {filled.get(name, row) for name in QUIET} == {""}
            continue
        assert (filled.get("response_limit", row), filled.get("resolution_limit", row)) == (
            limit(answering, "response"),
            limit(case.target, "resolution"),
        )
        assert (filled.get("response_used", row) or 0) == pytest.approx(response, abs=0.01)
        assert (filled.get("resolution_used", row) or 0) == pytest.approx(resolution, abs=0.01)
        assert (filled.get("response_ok", row), filled.get("resolution_ok", row)) == tuple(
            filled.words["yes" if met else "no"] for met in in_time
        )


def shares(filled: Incidents, cases: list[Case], month: int) -> list[float | None]:
    """The four measures of a month, from the results in the register's rows."""
    yes = filled.words["yes"]
    rows = [(row, case) for row, case in enumerate(cases, FIRST) if not case.alarm]
    reported = [(row, case) for row, case in rows if case.reported.month == month]
    resolved = [(row, case) for row, case in rows if case.resolved.month == month]
    closed = [case for _, case in rows if (case.resolved + timedelta(minutes=10)).month == month]
    parts = (
        [filled.get("response_ok", row) == yes for row, _ in reported],
        [filled.get("resolution_ok", row) == yes for row, _ in resolved],
        [case.first_line for _, case in reported],
        [case.reopened for case in closed],
    )
    return [sum(part) / len(part) if part else None for part in parts]


@pytest.mark.parametrize("language", WORDS)
def test_the_measures_are_those_that_the_rows_give(registers: dict[str, Incidents], cases: list[Case], language: str) -> None:
    filled = registers[language]
    for month, row in enumerate(filled.table("rate", "response", "resolution", "first", "reopened"), 1):
        expected = shares(filled, cases, month)
        assert [value if value not in ("", None) else None for value in row] == pytest.approx(expected)


@pytest.mark.parametrize("language", WORDS)
def test_incidents_are_counted_by_month_without_what_is_left_out(registers: dict[str, Incidents], cases: list[Case], language: str) -> None:
    filled = registers[language]
    for month, (total, excluded) in enumerate(filled.table("volume", "all", "excluded"), 1):
        mine = [case for case in cases if case.reported.month == month]
        assert (total, excluded) == (sum(not case.alarm for case in mine), sum(case.alarm for case in mine))


@pytest.mark.parametrize("language", WORDS)
def test_rows_without_an_incident_show_nothing(registers: dict[str, Incidents], language: str) -> None:
    filled = registers[language]
    for row in (filled.row, 505):
        assert {filled.get(name, row) for name in ("priority", "response_ok", "resolution_used", "alert", "missing")} == {""}


@pytest.fixture(scope="module")
def special(registers: dict[str, Incidents]) -> Incidents:
    """An English register with cases that the others do not have, one row each."""
    return registers["special"]


def enter_special_cases(filled: Incidents, profile: Profile) -> None:
    common = {"service": profile.services[0].name.in_language("en"), "impact": "medium", "urgency": "medium", "security": "no"}
    start = datetime(2026, 3, 3, 9, 0)
    filled.enter(number="INC-2026-0001", reported=start, **common)  # open, long overdue
    filled.enter(
        number="INC-2026-0002", reported=start, responded=start + timedelta(minutes=30), resolved=start + timedelta(hours=6),
        adjusted="P1", adjusted_at=start + timedelta(hours=3), adjusted_reason="The counter has closed", **common,
    )  # fmt: skip
    filled.enter(number="INC-2026-0003", reported=start, adjusted="P1", **common)  # a change without time and reason
    filled.enter(number="INC-2026-0004", reported=start, responded=start - timedelta(hours=1), **common)
    filled.enter(number="INC-2025-0005", reported=datetime(2025, 3, 3, 9), responded=datetime(2025, 3, 3, 10), **common)
    filled.enter(number="INC-2026-0006", reported="2026-03-03 09:00", category="gremlins", **common)  # pasted: no cell was asked
    filled.enter(number="INC-2026-0001", reported=start, told_a=start, told_b=start, told_c=start, **common)
    filled.enter(
        number="INC-2026-0008", reported=start, responded=start + timedelta(minutes=30), resolved=start + timedelta(hours=6),
        adjusted="P4", adjusted_at=start + timedelta(hours=3), adjusted_reason="One person from the start", **common,
    )  # fmt: skip
    filled.enter(reported=start, **common)  # without a number


def test_an_open_incident_beyond_its_time_says_overdue(special: Incidents) -> None:
    assert str(special.get("alert", FIRST)).startswith("overdue; 100%: phone ")
    assert special.get("todo", FIRST) == "alert"
    assert special.get("resolution_ok", FIRST) == ""


def test_who_is_to_be_phoned_stands_in_the_alert_until_the_time_is_entered(special: Incidents, profile: Profile) -> None:
    assert profile.escalation is not None
    told = getattr(profile.escalation.steps[-1], str(special.get("priority", FIRST)))
    assert str(special.get("alert", FIRST)).endswith(told.in_language("en"))
    assert special.get("alert", FIRST + 6) == "overdue"


def test_pasted_data_that_no_cell_was_asked_about_are_found(special: Incidents) -> None:
    assert str(special.get("missing", FIRST + 5)).endswith("Reported at is text, Category not in the list")
    assert "Incident number twice" in str(special.get("missing", FIRST + 6))
    assert "Responded at before Reported at" in str(special.get("missing", FIRST + 3))


def test_the_summary_counts_rows_that_escape_the_measures(special: Incidents) -> None:
    columns = ("numbered", "counted", "left", "faulty", "nameless", "verdict")
    assert special.table("control", *columns) == [[8, 8, 0, 4, 1, "mend the data first"]]


def test_the_summary_of_an_empty_register_says_nothing(registers: dict[str, Incidents]) -> None:
    assert not registers["empty"].table("control", "verdict")[0][0]


@pytest.mark.parametrize("language", WORDS)
def test_what_contradicts_itself_is_named(registers: dict[str, Incidents], language: str) -> None:
    filled = registers[language]
    rows = range(filled.contrary, filled.row)
    assert tuple(filled.get("faults", row) for row in rows) == filled.words["contrary"]
    assert all(str(filled.get("missing", row)).endswith(str(filled.get("faults", row))) for row in rows)


@pytest.mark.parametrize("language", WORDS)
def test_more_waiting_than_the_incident_took_makes_nothing_in_time(registers: dict[str, Incidents], language: str) -> None:
    filled = registers[language]
    assert filled.get("resolution_used", filled.contrary) == -1
    assert filled.get("resolution_ok", filled.contrary) == ""


def test_the_response_of_an_outsourced_desk_is_counted_in_its_hours_by_its_contract(registers: dict[str, Incidents]) -> None:
    rows = list(registers["outsourced"].sheet(2, registers["outsourced"].computed).iter_rows(max_col=6, values_only=True))
    title = next(number for number, row in enumerate(rows) if str(row[0]).endswith(", by contract"))
    assert rows[title + 3 : title + 7] == [
        ("P1", 5, 3, 1, 2, 0),
        ("P2", 10, 0, 0, 0, 0),
        ("P3", 30, 1, 1, 0, 0),
        ("P4", 60, 0, 0, 0, 0),
    ]


def test_a_desk_of_ones_own_has_no_contract(registers: dict[str, Incidents]) -> None:
    filled = registers["en"]
    assert {filled.get("contract", row) for row in range(FIRST, filled.row)} == {""}
    assert not [cell for (cell,) in filled.sheet(2).iter_rows(max_col=1, values_only=True) if "by contract" in str(cell)]


def test_what_is_still_to_be_filled_in_is_named(special: Incidents) -> None:
    assert str(special.get("missing", FIRST)).startswith("Reporter, Department or customer, Category")


def test_a_raised_priority_counts_from_the_change_and_keeps_an_earlier_response(special: Incidents, profile: Profile) -> None:
    row, target = FIRST + 1, profile.services[0].targets.of("P1")
    assert target is not None
    assert special.get("priority", row) == "P1"
    assert special.get("resolution_used", row) == 180
    assert special.get("resolution_limit", row) == limit(target, "resolution")
    assert special.get("response_limit", row) != limit(target, "response")


def test_a_lowered_priority_is_judged_by_its_own_times_from_the_report(special: Incidents, profile: Profile) -> None:
    row, target = FIRST + 7, profile.services[0].targets.of("P4")
    assert target is not None
    assert (special.get("priority", row), special.get("response_used", row), special.get("resolution_used", row)) == ("P4", 30, 360)
    assert special.get("response_limit", row) == limit(target, "response")
    assert special.get("resolution_limit", row) == limit(target, "resolution")


def test_a_change_takes_effect_only_with_time_and_reason(special: Incidents) -> None:
    assert special.get("priority", FIRST + 2) != "P1"
    assert "Changed at, Reason for change" in str(special.get("missing", FIRST + 2))


def test_a_response_before_the_report_is_called_wrong(special: Incidents) -> None:
    assert special.get("response_used", FIRST + 3) == "check times"
    assert special.get("response_ok", FIRST + 3) == ""


def test_a_year_without_holidays_is_not_judged(special: Incidents) -> None:
    assert special.get("response_ok", FIRST + 4) == "check"


def test_sample_dates_are_such_as_the_register_takes(client: Client, outsourcer: Client) -> None:
    for register, day in ((client, "2026-03-03"), (outsourcer, "2026-09-02")):  # the day after the start of the trial
        book = load_workbook(register.path("incident-record", "en"))
        rules = [rule for rule in book["Register"].data_validations.dataValidation if rule.type == "date"]
        assert {rule.formula2 for rule in rules} == {"NOW()+1"}
        assert all(f"{day} 14:20" in rule.error for rule in rules)


def test_both_languages_have_the_same_columns_lists_and_rules(client: Client) -> None:
    assert rules_differ(*(client.path("incident-record", language) for language in WORDS)) == []
