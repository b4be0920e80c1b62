"""The audit programme and checklist at work: rows in both languages, computed by LibreOffice, held against a reckoning of our own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docgen.sources.standards_file import read_standard
from tests.client import Client
from tests.office import resaved
from tests.registers import FIRST_ROW, Filled, compute, day, plain

FORM, CHECKLIST = "internal-audit-programme", "internal-audit-checklist"
TODAY = date.today()  # noqa: DTZ011 - the workbook asks the same clock
YEAR = TODAY.year if TODAY.month > 2 else TODAY.year - 1
WORDS = {
    "en": {"planned": "planned", "extra": "extra", "high": "high", "medium": "medium", "low": "low", "yes": "yes", "no": "no",
           "first": "never audited", "none": "no nonconformity", "minor": "minor", "major": "major", "put off": "postponed", "late": "overdue",
           "done": "done", "remote": "remote", "on site": "on site", "outside": "outside", "hours": "night shift", "gap": "not planned", "ahead": "planned",
           "over": "over 12 months", "covered": "covered", "plan": "plan", "audited": "done", "missed": "not met", "comma": ", "},
    "zh": {"planned": "计划", "extra": "追加", "high": "高", "medium": "中", "low": "低", "yes": "是", "no": "否", "first": "从未审过",
           "none": "无不符合", "minor": "有一般", "major": "有严重", "put off": "已改期", "late": "逾期", "done": "已完成", "remote": "远程", "on site": "现场",
           "outside": "外部", "hours": "夜班", "gap": "未列入", "ahead": "已列入", "over": "超过12个月", "covered": "已覆盖", "plan": "计划",
           "audited": "完成", "missed": "未达标", "comma": "，"},
}  # fmt: skip
POINTS = {"high": 3, "medium": 2, "low": 1, "first": 2, "none": 0, "minor": 1, "major": 3}
FAULTS = {
    "en": ("No. twice", "Audit number not like IA-", "Hours below the least", "Auditor of the own part", "Approved after the audit",
           "New date not after Planned by", "Part audited not in the list", "Planned by is text", "Audited on in the future", "Reason and consent"),
    "zh": ("序号重复", "审核编号格式不是 IA-", "计划时数少于最少时数", "审核员审自己的部门", "先审核后批准", "改期至不晚于计划完成日期",
           "受审单元不在列表中", "计划完成日期是文本", "审核日期晚于现在", "改期理由和同意人"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A part of an audit; `part` and `origin` are numbers of departments, an origin of -1 is outside."""

    part: int
    clauses: tuple[str, ...]
    planned: date
    audited: date | None = None
    moved: date | None = None
    kind: str = "planned"
    importance: str = "medium"
    changed: bool = False
    earlier: str = "none"
    origin: int = -1
    site: int = 0
    services: tuple[int, ...] = ()
    out_of_hours: bool = False
    hours: int = 5
    on_site: bool = True

    @property
    def weight(self) -> int:
        return POINTS[self.importance] + 2 * self.changed + POINTS[self.earlier]

    def least(self, own: list[str]) -> float:
        """The greater of the hours by weight and 20 minutes for each clause of the row for which the part answers, in half hours."""
        covered = [clause for clause in own if any(f"{clause}.".startswith(f"{wanted}.") for wanted in self.clauses)]
        return max(2 if self.weight < 4 else 3 if self.weight < 6 else 5, math.ceil(len(covered) * 20 / 30) / 2)

    @property
    def status(self) -> str:
        if self.audited:
            return "done"
        if max(self.planned, self.moved or self.planned) < TODAY:
            return "late"
        return "put off" if self.moved else "planned"

    @property
    def on_time(self) -> str:
        if self.audited:
            return "yes" if self.audited <= self.planned else "no"
        return "no" if self.planned < TODAY else ""


def rows() -> list[Row]:
    """Two dozen rows: three parts done, one late, one put off, one to come, extra ones, and one of two years ago."""
    past, soon = date(YEAR, 1, 31), TODAY + timedelta(20)
    found = [
        Row(0, ("4", "5"), past, date(YEAR, 1, 20), importance="high", changed=True, earlier="major"),
        Row(1, ("8.6", "8.1"), past, date(YEAR, 2, 5), importance="high", earlier="first", services=(0, 1), out_of_hours=True),
        Row(2, ("8.5.1", "8.5.3"), date(YEAR, 2, 10), moved=TODAY + timedelta(5), earlier="minor", origin=3, services=(2,)),
        Row(2, ("8.2",), date(YEAR, 2, 11), site=1),
        Row(4, ("8.7.2",), date(YEAR, 1, 8), date(YEAR, 1, 8), kind="extra", site=1, on_site=False),
        Row(3, ("7.5", "10.1"), soon, importance="low"),
        Row(4, ("8.3.4",), date(YEAR, 1, 15), date(YEAR, 1, 15), kind="extra", origin=0),
        Row(5, ("8.4.1", "7.2"), TODAY - timedelta(800), TODAY - timedelta(800), origin=2),
    ]
    return found + [Row(n % 3, ("9.1",), date(YEAR, 1, 10 + n), date(YEAR, 1, 12), hours=6, importance="low") for n in range(17)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("audits"))
    client.build(only=[FORM, CHECKLIST])
    return client


def listed(filled: Filled, name: str) -> list[str]:
    letter, first, last = filled.area(name)
    return [str(value) for row in range(first, last + 1) if (value := filled.sheet(1)[f"{letter}{row}"].value)]


@pytest.fixture(scope="module")
def books(client: Client, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Filled]:
    folder, books = tmp_path_factory.mktemp("filled"), {}
    for name, language in (("zh", "zh"), ("en", "en"), ("wrong-zh", "zh"), ("wrong-en", "en"), ("empty", "en")):
        path = folder / f"{name}.xlsx"
        path.write_bytes(client.path(FORM, language).read_bytes())
        books[name] = Filled(path, language)
    for language, say in WORDS.items():
        enter_rows(books[language], say)
        enter_wrong(books[f"wrong-{language}"], say)
    compute(list(books.values()))
    return books


def enter_rows(filled: Filled, say: dict[str, str]) -> None:
    parts, sites, services = (listed(filled, name) for name in ("part_list", "site_list", "service_list"))
    for number, row in enumerate(rows(), 1):
        names = [services[place] for place in row.services] + [say["hours"]] * row.out_of_hours
        dates = {"audited": row.audited, "new_date": row.moved, "planned_by": row.planned}
        filled.enter(
            number=number, audit=f"IA-{row.planned.year}-{1 + (row.kind == 'extra')}", kind=say[row.kind], part=parts[row.part],
            clauses=say["comma"].join(row.clauses), services=say["comma"].join(names), site=sites[row.site], importance=say[row.importance],
            changed=say["yes" if row.changed else "no"], earlier=say[row.earlier], hours=row.hours,
            method=say["on site" if row.on_site else "remote"],
            auditor_department=say["outside"] if row.origin < 0 else parts[row.origin],
            **{name: day(value) for name, value in dates.items() if value},
        )  # fmt: skip
    filled.put("period_year", YEAR)


def enter_wrong(filled: Filled, say: dict[str, str]) -> None:
    parts = listed(filled, "part_list")
    common = {
        "audit": f"IA-{YEAR}-1", "kind": say["planned"], "part": parts[0], "importance": say["high"], "changed": say["yes"],
        "earlier": say["none"], "hours": 5, "planned_by": day(date(YEAR, 1, 31)), "auditor_department": parts[1],
    }  # fmt: skip
    done = {"audited": day(date(YEAR, 1, 20))}
    for number, cells in enumerate(
        (
            {"number": 2},
            {"audit": "Audit 1", "number": 12},
            {"hours": 2},
            {"auditor_department": parts[0]},
            {"approved_on": day(date(YEAR, 1, 25)), **done},
            {"new_date": day(date(YEAR, 1, 31))},
            {"part": "Gremlins"},
            {"planned_by": f"{YEAR}-01-31"},
            {"audited": day(TODAY + timedelta(40))},
            {"new_date": day(date(YEAR, 2, 20))},
        ),
        1,
    ):
        filled.enter(**common | {"number": number + 100} | cells)
    filled.enter(**common | {"number": 2})


@pytest.mark.parametrize("language", WORDS)
def test_weight_hours_independence_and_state_are_those_of_the_rules(books: dict[str, Filled], language: str) -> None:
    filled, say = books[language], WORDS[language]
    parts, leads = listed(filled, "part_list"), list(zip(listed(filled, "lead_unit"), listed(filled, "lead_clause"), strict=True))
    for place, row in enumerate(rows(), FIRST_ROW):
        own = [clause for unit, clause in leads if unit == parts[row.part]]
        assert (filled.get("weight", place), filled.get("least", place)) == (row.weight, row.least(own))
        assert filled.get("independent", place) == say["no" if row.origin == row.part else "yes"]
        assert filled.get("status", place) == say[row.status]
        assert filled.get("on_time", place) == (say[row.on_time] if row.on_time else "")


@pytest.mark.parametrize("language", WORDS)
def test_the_measure_counts_planned_rows_that_have_fallen_due(books: dict[str, Filled], language: str) -> None:
    due = [row for row in rows() if row.kind == "planned" and row.planned.year == YEAR and row.planned <= TODAY]
    good = sum(row.on_time == "yes" for row in due)
    assert books[language].table("kpi", "good", "cases", "share") == [[good, len(due), pytest.approx(good / len(due))]]
    assert len(due) >= 20 > good
    assert books[language].table("kpi", "verdict") == [[WORDS[language]["missed"]]]


def expected(mine: list[Row], say: dict[str, str]) -> tuple[object, str]:
    """When what these rows cover was last audited, and how it stands."""
    last = max((row.audited for row in mine if row.audited), default=None)
    planned = any(row.kind == "planned" and row.planned.year == YEAR for row in mine)
    if last is None:
        return "", say["ahead" if planned else "gap"]
    after = last.replace(year=last.year + 1)
    if after < TODAY:
        return last, say["over"]
    return last, say["covered" if planned or last.year == YEAR else "gap"]


@pytest.mark.parametrize("language", WORDS)
def test_parts_show_their_months_last_audit_and_gaps(books: dict[str, Filled], language: str) -> None:
    filled, say, months = books[language], WORDS[language], [f"m{letter}" for letter in "abcdefghijkl"]
    for part, (last, check, *cells) in enumerate(filled.table("cover", "last", "check", *months)):
        mine = [row for row in rows() if row.part == part]
        assert (last, check) == expected(mine, say)
        for month, cell in enumerate(cells, 1):
            audited = any(row.audited and (row.audited.year, row.audited.month) == (YEAR, month) for row in mine)
            planned = any((row.planned.year, row.planned.month) == (YEAR, month) for row in mine)
            assert cell == (say["audited"] if audited else say["plan"] if planned else "")


def covers(row: Row, number: str) -> bool:
    return any(number == said or number.startswith(f"{said}.") for said in row.clauses)


@pytest.mark.parametrize("language", WORDS)
def test_every_clause_of_the_standard_is_followed_through_the_rows(books: dict[str, Filled], language: str) -> None:
    filled, say = books[language], WORDS[language]
    found = [row for table in ("low", "high") for row in filled.table(table, "name", "planned", "last", "check")]
    standard = read_standard("iso20000-1")
    assert [str(name).split(" ")[0] for name, *_ in found] == [clause.number for clause in standard.clauses if clause.lead]
    for name, planned, last, check in found:
        mine = [row for row in rows() if covers(row, str(name).split(" ")[0])]
        assert planned == (f"IA-{mine[-1].planned.year}-{1 + (mine[-1].kind == 'extra')}" if mine else ""), name
        assert (last, check) == expected(mine, say), name


@pytest.mark.parametrize("language", WORDS)
def test_services_sites_and_hours_are_followed_through_the_rows(books: dict[str, Filled], language: str) -> None:
    filled, say = books[language], WORDS[language]
    services, sites = (listed(filled, name) for name in ("service_list", "site_list"))
    found = {str(name): (last, check) for name, last, check in filled.table("place", "name", "last", "check")}
    for place, service in enumerate(services[:-1]):
        assert found[service] == expected([row for row in rows() if place in row.services], say)
    for place, site in enumerate(sites):
        assert found[site] == expected([row for row in rows() if row.site == place and row.on_site], say)
    assert list(found.values())[-1] == expected([row for row in rows() if row.out_of_hours], say)


@pytest.mark.parametrize("language", WORDS)
def test_months_and_gaps_are_counted(books: dict[str, Filled], language: str) -> None:
    filled, say = books[language], WORDS[language]
    for month, counts in enumerate(filled.table("volume", "all", "good", "late", "hours"), 1):
        mine = [row for row in rows() if (row.planned.year, row.planned.month) == (YEAR, month)]
        late = [sum(row.on_time == result for row in mine) for result in ("yes", "no")]
        assert counts == [len(mine), *late, sum(row.hours for row in mine)]
    checks = [[check for (check,) in filled.table(table, "check")] for table in ("cover", "low", "high", "place")]
    parts, low, high, places = (found.count(say["gap"]) for found in checks)
    over = sum(found.count(say["over"]) for found in checks)
    assert filled.table("control", "rows", "parts", "clauses", "others", "over") == [[len(rows()), parts, low + high, places, over]]
    assert over > 0 and low + high > 0


@pytest.mark.parametrize("language", WORDS)
def test_what_is_wrong_with_a_row_is_named(books: dict[str, Filled], language: str) -> None:
    filled = books[f"wrong-{language}"]
    for row, said in enumerate(FAULTS[language], FIRST_ROW):
        assert said in str(filled.get("missing", row)), filled.get("missing", row)
    assert filled.table("control", "faulty", "alone") == [[11, 1]]


def test_an_auditor_is_refused_for_a_part_of_another_without_a_reason(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "harbourline")
    client.build(only=[FORM])
    filled = Filled(client.path(FORM, "en"), "en")
    parts, auditors = listed(filled, "part_list"), listed(filled, "auditor_list")
    for part in (0, 4, 5):  # a part of the other auditor's, the own one, and the desk that a supplier runs
        filled.enter(number=part + 1, part=parts[part], auditor=auditors[1])
    filled.enter(number=9, part=parts[0], auditor=auditors[1], consent="stands in, colleague ill")
    compute([filled])
    said = ["Auditor not named for this part" in str(filled.get("missing", FIRST_ROW + n)) for n in range(4)]
    assert said == [True, False, False, False]


def test_an_empty_programme_shows_nothing(books: dict[str, Filled]) -> None:
    filled = books["empty"]
    for name in ("status", "weight", "least", "independent", "on_time", "missing"):
        assert {filled.get(name, row) for row in (FIRST_ROW, FIRST_ROW + 99)} == {""}
    assert {cell for row in filled.table("cover", "last", "check", "ma") for cell in row} == {""}
    assert filled.table("control", "verdict") == [[""]]


@pytest.mark.parametrize("language", WORDS)
def test_cells_refuse_wrong_dates_and_values(books: dict[str, Filled], language: str) -> None:
    kinds = {name: books[language].rules(name)[0] for name in ("planned_by", "audited", "part", "kind", "hours", "major")}
    found = {name: rule.type for name, rule in kinds.items()}
    assert found == {"planned_by": "date", "audited": "date", "part": "list", "kind": "list", "hours": "decimal", "major": "whole"}
    assert all(rule.showErrorMessage and rule.errorStyle in (None, "stop") for rule in kinds.values())


ENTRIES = {
    "en": ("yes", "conform", "minor", "not audited", ("", "sample too small", "not in order, yet conform", "Finding number", "say why")),
    "zh": ("是", "符合", "一般", "未审", ("", "抽样不足", "有不合格却判符合", "不符合编号", "未审原因")),
}


@pytest.mark.parametrize("language", ENTRIES)
def test_the_checklist_says_how_many_to_take_and_what_is_missing(client: Client, tmp_path: Path, language: str) -> None:
    yes, conform, minor, left, said = ENTRIES[language]
    path = tmp_path / "checklist.xlsx"
    path.write_bytes(client.path(CHECKLIST, language).read_bytes())
    book = load_workbook(path)
    sheet, common = book.worksheets[1], {"O": "seen", "P": "A", "Q": day(TODAY)}
    sheet["B6"] = "IA-2026-1"
    filled = (
        {"J": 600, "M": 12, "N": 0, "R": conform},
        {"J": 60, "I": yes, "M": 15, "N": 0, "R": conform},
        {"J": 6, "M": 5, "N": 1, "R": conform},
        {"J": 3, "M": 3, "N": 2, "R": minor},
        {"R": left, "O": None, "P": None, "Q": None},
    )
    for row, cells in enumerate(filled, 7):
        for letter, value in (common | cells).items():
            sheet[f"{letter}{row}"] = value
    book.save(path)
    resaved([path])
    book = load_workbook(path, data_only=True)
    sheet, result = book.worksheets[1], book.worksheets[2]
    assert [plain(sheet[f"K{row}"].value) for row in range(7, 12)] == [12, 16, 5, 3, ""]
    for row, text in enumerate(said, 7):
        found = str(plain(sheet[f"T{row}"].value))
        assert text in found if text else not found
    assert {sheet[f"B{row}"].value for row in range(6, 12)} == {"IA-2026-1"}
    part, _, done, good, _, small, _, not_done, taken, bad, missing = (plain(cell.value) for cell in result[6][:11])
    assert part == sheet["D7"].value
    assert (done, good, small, not_done, taken, bad, missing) == (5, 3, 1, 1, 35, 3, 4)


@pytest.mark.parametrize("language", ENTRIES)
def test_the_checklist_asks_about_every_clause_service_and_site_and_is_blank(client: Client, language: str) -> None:
    sheet = load_workbook(client.path(CHECKLIST, language)).worksheets[1]
    asked = [row for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True) if row[4]]
    standard = read_standard("iso20000-1")
    numbers = [str(row[2]).split(" ")[0] for row in asked]
    assert [number for number in numbers if number[0].isdigit()] == [clause.number for clause in standard.clauses if clause.lead]
    assert len(asked) == len([clause for clause in standard.clauses if clause.lead]) + 1 + 4 + 2 + 2 + 1 + 3
    assert {cell for row in asked for cell in (*row[6:10], *row[11:19])} == {None}
