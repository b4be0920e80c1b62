"""Business impact analysis and emergency contact list at work: rows entered in both languages, computed by LibreOffice, held against Python."""

# ruff: noqa: DTZ011 - times in a workbook have no zone

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest

from docgen.domain.defaults import with_defaults
from docgen.domain.profile import Profile
from docgen.domain.services import Service
from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.registers import FIRST_ROW, Filled, compute
from tests.registers import day as at

TODAY = date.today()
ANALYSIS, CONTACTS = "business-impact-analysis", "emergency-contact-list"
SAY = {
    "en": {
        "missing": "missing", "replaced": "replaced", "analysis": "analysis due", "test": "test due", "gap": "; ", "ok": "ok",
        "outage": "RTO not below outage", "scenarios": ("Site", "Power", "Network", "Data loss", "Cyber attack", "Key staff", "Supplier"),
        "backup": "RPO below backup interval", "plan": "differs from the plan", "decide": " – decide",
        "reason": "yearly", "strategy": "restore from backup", "settle": " to settle", "unseen": "not analysed",
        "gaps": "Process owner, Peak period, Test report no.", "strange": "Service not in the list, Agreed on is text, Analysed on in the future",
        "falling": "Impact after 4 h lower than after 1 h, Maximum tolerable outage beyond impact 5, RPO without RTO, Site above the highest score",
        "kinds": ("desk", "switch-over", "full"), "yes": "yes", "no": "no",
        "states": ("done", "RTO missed", "done", "stopped", "overdue", "left out", "planned"),
        "reached": "reached", "silent": "no answer", "wrong": "wrong number", "changed": "changed", "none": "none",
        "correct": "correct", "late": "correct, overdue", "due": "check due", "unnumbered": "no number", "neither": "no number, deputy: no number", "complete": "complete",
        "open": "What is right now", "group": "supplier", "odd": "Contact not in the list, Corrected on before Verified on",
    },
    "zh": {
        "missing": "缺项", "replaced": "已被替代", "analysis": "该分析", "test": "该演练", "gap": "；", "ok": "一致",
        "outage": "RTO不小于最大中断", "scenarios": ("场所", "断电", "网络", "数据丢失", "网络攻击", "关键人员", "供应商"),
        "backup": "RPO小于备份间隔", "plan": "与计划不一致", "decide": "（须决定）",
        "reason": "年度", "strategy": "从备份恢复", "settle": "项待商定", "unseen": "未分析",
        "gaps": "过程负责人、高峰期、演练报告编号", "strange": "服务不在列表中、商定日期是文本、分析日期晚于现在",
        "falling": "4小时影响低于1小时、最大可容忍中断时间晚于5分影响、有RPO没有RTO、场所超过最高分",
        "kinds": ("桌面", "切换", "全面"), "yes": "是", "no": "否",
        "states": ("完成", "未达RTO", "完成", "已中止", "逾期", "不计入", "计划中"),
        "reached": "接通", "silent": "未接", "wrong": "号码错误", "changed": "已变更", "none": "没有",
        "correct": "该更正", "late": "该更正，逾期", "due": "该核对", "unnumbered": "缺号码", "neither": "缺号码、代理人缺号码", "complete": "完成",
        "open": "更正内容", "group": "供应商", "odd": "联系人不在列表中、更正日期早于核对日期",
    },
}  # fmt: skip
MEASURES = {"en": "Continuity tests done", "zh": "连续性测试完成率"}
SCENARIOS = ("risk_site", "risk_power", "risk_network", "risk_data", "risk_attack", "risk_staff", "risk_supplier")


def months_after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def working_days_after(start: date, days: int) -> date:
    while days:
        start += timedelta(1)
        days -= start.weekday() < 5
    return start


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("continuity"))
    client.build(only=[ANALYSIS, CONTACTS])
    return client


@pytest.fixture(scope="module")
def profile(client: Client) -> Profile:
    return with_defaults(read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile)


def targeted(profile: Profile) -> list[Service]:
    return [service for service in profile.services if service.continuity]


class Analysis:
    """A row of the business impact analysis: what is entered, and by our own reckoning what the register says to it."""

    def __init__(self, profile: Profile, place: int, random: Random, language: str) -> None:
        say, service = SAY[language], targeted(profile)[place % 3]
        targets = service.continuity
        assert targets is not None
        assert targets.rpo is not None
        self.service = service.name.in_language(language)
        self.process = f"process {place % 7}"
        self.customer = ("all", "Gremlin Ltd")[place % 2]
        self.impacts = sorted(random.randint(1, 4) for _ in range(4))
        self.mto = random.choice((90, 180, 240, 480, 1440))
        self.rto, self.rpo = (targets.rto.minutes, targets.rpo.minutes) if place % 4 else (random.choice((60, 300)), 30)
        self.untargeted = place == 5
        self.backup = random.choice((0, 15, 60))
        self.scores = [random.randint(1, 9) for _ in SCENARIOS]
        self.staff = random.randint(1, 6)
        self.analysed = TODAY - timedelta(days=random.choice((20, 200, 400)))
        self.tested = TODAY - timedelta(days=random.choice((30, 380))) if place % 2 else None
        self.plan = (targets.rto.minutes, targets.rpo.minutes)
        self.say = say

    def cells(self, number: int) -> dict[str, object]:
        say = self.say
        found: dict[str, object] = {
            "number": f"BIA-{TODAY.year}-{number:02d}", "service": self.service, "reason": say["reason"], "process": self.process,
            "customer": self.customer, "other_checks": "K",
            "process_owner": "A", "peak": "B", "impact_hour": self.impacts[0], "impact_four": self.impacts[1],
            "impact_day": self.impacts[2], "impact_three": self.impacts[3], "law": "C", "mto": self.mto, "staff": self.staff,
            "systems": "D", "dependencies": "E", "spof": "F", "agreed_with": "G", "agreed_on": at(self.analysed),
            "strategy": say["strategy"], "measures": "H", "decision": "I", "analysed_by": "J", "analysed_on": at(self.analysed),
            "opened_on": at(self.analysed), "scored_on": at(self.analysed), "risk_number": "RSK-2026-001",
        }  # fmt: skip
        if not self.untargeted:
            found |= {"rto": self.rto, "rpo": self.rpo, "backup": self.backup}
        if self.tested:
            found |= {"tested_on": at(self.tested), "report": f"CTR-{TODAY.year}-01"}
        return found | dict(zip(SCENARIOS, self.scores, strict=True))

    @property
    def priority(self) -> int:
        return next((place for place, impact in enumerate(self.impacts[:3], 1) if impact >= 4), 4)

    @property
    def findings(self) -> str:
        found = []
        if not self.untargeted and self.rto >= self.mto:
            found.append(self.say["outage"])
        if not self.untargeted and self.rpo < self.backup:
            found.append(self.say["backup"])
        if self.untargeted or (self.rto, self.rpo) != self.plan:
            found.append(self.say["plan"])
        return str(self.say["gap"]).join(map(str, found)) or str(self.say["ok"])

    @property
    def highest(self) -> object:
        most = max(self.scores)
        return f"{most} {self.say['scenarios'][self.scores.index(most)]}{self.say['decide'] if most > 5 else ''}"

    def state(self, *, replaced: bool) -> str:
        if replaced:
            return str(self.say["replaced"])
        due = [self.say["analysis"]] if months_after(self.analysed, 12) < TODAY else []
        if not self.untargeted and months_after(self.tested or self.analysed, 12) < TODAY:
            due.append(self.say["test"])
        return str(self.say["gap"]).join(map(str, due))


class Analyses:
    """The register of one language with its rows."""

    def __init__(self, filled: Filled, rows: list[Analysis]) -> None:
        self.filled, self.rows = filled, rows

    def current(self) -> Iterator[Analysis]:
        later: set[tuple[str | None, str, str]] = set()
        for row in reversed(self.rows):
            if (row.service, row.customer, row.process) not in later:
                yield row
            later.add((row.service, row.customer, row.process))


@pytest.fixture(scope="module")
def analyses(client: Client, profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Analyses]:
    """20 analyses in each language and three faulty ones of a year before; tests of the year."""
    folder, registers = tmp_path_factory.mktemp("analyses"), {}
    for language in SAY:
        path = folder / f"{language}.xlsx"
        path.write_bytes(client.path(ANALYSIS, language).read_bytes())
        filled, random = Filled(path, language), Random(28)
        rows = [Analysis(profile, place, random, language) for place in range(20)]
        for number, row in enumerate(rows, 1):
            filled.enter(**row.cells(number))
        enter_faulty(filled, rows[1])
        enter_tests(filled, language)
        registers[language] = Analyses(filled, rows)
    compute([found.filled for found in registers.values()])
    return registers


def enter_faulty(filled: Filled, like: Analysis) -> None:
    """Enter rows with gaps, with entries that the checks refuse, and with what contradicts itself."""
    whole = like.cells(21) | {"process": "faulty one"}
    filled.enter(**whole | {"process_owner": None, "peak": None, "report": None, "tested_on": at(TODAY)})
    filled.enter(
        **whole | {"number": "BIA-2000-22", "service": "nowhere", "agreed_on": "soon", "analysed_on": at(TODAY + timedelta(days=9))}
    )
    filled.enter(
        **whole | {"number": "BIA-2000-23", "process": "faulty two", "impact_hour": 5, "impact_four": 4, "impact_day": 5, "impact_three": 5,
                   "mto": 90, "rto": None, "risk_site": 26}
    )  # fmt: skip


def enter_tests(filled: Filled, language: str) -> None:
    say, year = SAY[language], TODAY.year
    desk, switch, full = say["kinds"]
    for place, (month, kind, report, stopped, rows, within, left) in enumerate(
        (
            (date(year, 1, 3), desk, "CTR-1", None, None, None, None),
            (date(year, 1, 9), switch, "CTR-2", say["no"], 3, 2, None),
            (date(year, 1, 31), full, "CTR-3", None, 2, 2, None),
            (date(year, 1, 4), desk, "CTR-4", say["yes"], None, None, None),
            (date(year - 1, 11, 1), full, None, None, None, None, None),
            (date(year, 1, 2), full, None, None, None, None, say["yes"]),
            (date(year, 12, 31), switch, None, None, None, None, None),
        )
    ):
        values = (f"CTP-{place}", at(month), kind, report, stopped, rows, within, left)
        for name, value in zip(("plan", "due", "kind", "report", "stopped", "rows", "within", "left"), values, strict=True):
            filled.put(f"tests_{name}", value, place)


@pytest.mark.parametrize("language", SAY)
def test_every_analysis_says_what_its_row_gives(analyses: dict[str, Analyses], language: str) -> None:
    found = analyses[language]
    current = set(map(id, found.current()))
    for row, case in enumerate(found.rows, FIRST_ROW):
        get = found.filled.get
        assert get("missing", row) == ""
        assert get("faults", row) == ""
        assert get("priority", row) == case.priority
        assert get("target_check", row) == case.findings
        assert get("highest", row) == case.highest
        assert get("state", row) == case.state(replaced=id(case) not in current)
        assert get("active", row) == (1 if id(case) in current else 0)


@pytest.mark.parametrize("language", SAY)
def test_rows_with_faults_name_them(analyses: dict[str, Analyses], language: str) -> None:
    filled, say = analyses[language].filled, SAY[language]
    assert filled.get("missing", FIRST_ROW + 20) == say["gaps"]
    assert filled.get("missing", FIRST_ROW + 21) == say["strange"]
    assert filled.get("missing", FIRST_ROW + 22) == say["falling"]
    assert {filled.get("state", FIRST_ROW + place) for place in (20, 21, 22)} == {say["missing"]}


@pytest.mark.parametrize("language", SAY)
def test_rows_without_an_analysis_show_nothing(analyses: dict[str, Analyses], language: str) -> None:
    filled = analyses[language].filled
    for row in (filled.row, FIRST_ROW + 499):
        names = ("state", "priority", "target_check", "highest", "missing", "replaced", "active", "findings", "score", "faults")
        assert {filled.get(name, row) for name in names} == {""}


@pytest.mark.parametrize("language", SAY)
def test_the_summary_takes_the_strictest_row_of_each_service(analyses: dict[str, Analyses], profile: Profile, language: str) -> None:
    found, say = analyses[language], SAY[language]
    columns = {name: found.filled.column(f"by_service_{name}") for name in ("processes", "priority", "mto", "rto", "rpo", "staff", "check")}
    current, keys = list(found.current()), {}
    names = [service.name.in_language(language) for service in profile.services]
    for service in targeted(profile):
        place = profile.services.index(service)
        mine = [row for row in current if row.service == service.name.in_language(language)]
        faulty = 2 * (service is targeted(profile)[1])  # rows of the same service that name their faults
        aimed = [row for row in mine if not row.untargeted]
        assert columns["processes"][place] == len(mine) + faulty
        keys[place] = tuple(columns[name][place] for name in ("priority", "mto", "rto"))
        if faulty:
            continue
        expected = (
            min(row.priority for row in mine), min(row.mto for row in mine), min(row.rto for row in aimed),
            min(row.rpo for row in aimed), max(row.staff for row in mine),
        )  # fmt: skip
        assert tuple(columns[name][place] for name in ("priority", "mto", "rto", "rpo", "staff")) == expected
        wrong = sum(row.findings != say["ok"] for row in mine)
        assert columns["check"][place] == (f"{wrong}{say['settle']}" if wrong else say["ok"])
    (unseen,) = set(range(len(names))) - set(keys)
    assert columns["processes"][unseen] == 0
    assert found.filled.column("by_service_due")[unseen] == say["unseen"]
    order = sorted(keys, key=lambda place: (*keys[place], place))
    assert found.filled.column("order_name") == [*(names[place] for place in order), ""]


@pytest.mark.parametrize("language", SAY)
def test_the_tests_of_the_year_are_judged(analyses: dict[str, Analyses], language: str) -> None:
    assert analyses[language].filled.column("tests_state")[:8] == [*SAY[language]["states"], ""]


@pytest.mark.parametrize("language", SAY)
def test_the_measures_count_the_tests_of_the_year(analyses: dict[str, Analyses], language: str) -> None:
    filled = analyses[language].filled
    rows = list(filled.home("tests_plan", filled.computed).iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == MEASURES[language])
    assert [(row[6], row[7], row[8]) for row in rows[start : start + 2]] == [(TODAY.year, 3, 5), (TODAY.year, 4, 5)]


@pytest.mark.parametrize("language", SAY)
def test_wrong_dates_and_list_values_are_refused_by_the_analysis(analyses: dict[str, Analyses], language: str) -> None:
    filled = analyses[language].filled
    for name in ("agreed_on", "analysed_on", "tested_on"):
        rule = filled.rules(name)[0]
        assert (rule.type, rule.operator, rule.formula2, rule.showErrorMessage) == ("date", "between", "NOW()+1", True)
    for name, known in (("service", "service_list"), ("reason", "reason_list"), ("strategy", "strategy_list")):
        rule = filled.rules(name)[0]
        assert (rule.type, rule.formula1, rule.errorStyle or "stop", rule.showErrorMessage) == ("list", known, "stop", True)
    for name in ("impact_hour", "impact_four", "impact_day", "impact_three"):
        rule = filled.rules(name)[0]
        assert (rule.type, rule.operator, rule.formula1, rule.formula2) == ("whole", "between", "1", "5")


class Contacts:
    """The emergency contact list of one language with its checks."""

    def __init__(self, filled: Filled) -> None:
        self.filled, self.say = filled, SAY[filled.language]
        self.names = self.given("entry_name")
        self.checks: list[tuple[str, date, str, str, date | None]] = []

    def given(self, name: str) -> list[object]:
        letter, first, last = self.filled.area(name)
        return [self.filled.home(name)[f"{letter}{row}"].value for row in range(first, last + 1)]

    def check(self, place: int, day: date, result: str, deputy: str, corrected: date | None = None) -> None:
        name = str(self.names[place])
        self.checks.append((name, day, result, deputy, corrected))
        self.filled.enter(
            contact=name, verified_on=at(day), result=self.say[result], deputy_result=self.say[deputy], verified_by=f"person {len(self.checks)}",
            out_of_hours=self.say["no"], correction="x" if {result, deputy} & {"wrong", "changed"} else None,
            corrected_on=at(corrected) if corrected else None, told_on=at(TODAY) if {result, deputy} & {"wrong", "changed"} else None,
        )  # fmt: skip

    def needed(self, check: tuple[str, date, str, str, date | None]) -> bool:
        return check[2] != "reached" or check[3] not in ("reached", "none")


@pytest.fixture(scope="module")
def contacts(client: Client, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Contacts]:
    folder, found = tmp_path_factory.mktemp("contacts"), {}
    for language in SAY:
        path = folder / f"{language}.xlsx"
        path.write_bytes(client.path(CONTACTS, language).read_bytes())
        contacts, random = Contacts(Filled(path, language)), Random(4)
        for place in range(20):
            day = TODAY - timedelta(days=random.choice((0, 1, 30, 92, 93, 200)))
            result = random.choice(("reached", "reached", "silent", "wrong", "changed"))
            deputy = random.choice(("reached", "none", "silent"))
            corrected = min(TODAY, working_days_after(day, random.choice((1, 3)))) if random.random() < 0.6 else None
            contacts.check(place % 12, day, result, deputy, corrected)
        odd = {
            "result": contacts.say["reached"],
            "deputy_result": contacts.say["none"],
            "verified_by": "B",
            "out_of_hours": contacts.say["yes"],
        }
        contacts.filled.enter(contact="nobody", verified_on=at(TODAY), corrected_on=at(TODAY - timedelta(3)), **odd)
        found[language] = contacts
    compute([contacts.filled for contacts in found.values()])
    return found


@pytest.mark.parametrize("language", SAY)
def test_every_check_says_what_is_to_be_done(contacts: dict[str, Contacts], language: str) -> None:
    found, say = contacts[language], SAY[language]
    for row, check in enumerate(found.checks, FIRST_ROW):
        _, day, _, _, corrected = check
        open_still = found.needed(check) and corrected is None
        expected = (say["late"] if working_days_after(day, 2) < TODAY else say["correct"]) if open_still else ""
        assert found.filled.get("todo", row) == expected
        assert found.filled.get("missing", row) == ""
        assert found.filled.get("needed", row) == int(found.needed(check))
        in_time = int(corrected <= working_days_after(day, 2)) if found.needed(check) and corrected else ""
        assert found.filled.get("in_time", row) == in_time
        assert found.filled.get("quarter", row) == day.year * 10 + (day.month + 2) // 3
    assert found.filled.get("missing", FIRST_ROW + 20) == say["odd"]
    assert {found.filled.get(name, FIRST_ROW + 21) for name in ("todo", "number", "missing", "needed", "quarter")} == {""}


@pytest.mark.parametrize("language", SAY)
def test_each_contact_shows_its_last_check(contacts: dict[str, Contacts], language: str) -> None:
    found, say = contacts[language], SAY[language]
    columns = {name: found.filled.column(f"entry_{name}") for name in ("no", "mobile", "deputy", "verified", "result", "by", "due")}
    for place, name in enumerate(found.names):
        mine = [(check[1], number, check) for number, check in enumerate(found.checks, 1) if check[0] == name]
        last = max(mine, default=None)
        assert columns["no"][place] == (place + 1 if name else "")
        assert columns["verified"][place] == (last[0] if last else "")
        assert columns["result"][place] == (say[last[2][2]] if last else "")
        assert columns["by"][place] == (f"person {last[1]}" if last else "")
        wanting = any(found.needed(check) and check[4] is None for _, _, check in mine)
        old = last is None or last[0] + timedelta(92) < TODAY
        unnumbered = not columns["mobile"][place]
        deputy = str(columns["deputy"][place] or "")
        alone = bool(deputy) and not any(letter.isdigit() for letter in deputy)
        said = ("neither" if alone else "unnumbered") if unnumbered else "correct" if wanting else "due" if old else ""
        assert columns["due"][place] == (say[said] if name and said else "")


@pytest.mark.parametrize("language", SAY)
def test_the_quarters_count_the_checks(contacts: dict[str, Contacts], language: str) -> None:
    found = contacts[language]
    for number, (entries, checked, reached, wrong, mended) in enumerate(
        zip(*(found.filled.column(f"quarters_{name}") for name in ("entries", "checked", "reached", "wrong", "mended")), strict=True), 1
    ):
        mine = [check for check in found.checks if (check[1].year, (check[1].month + 2) // 3) == (TODAY.year, number)]
        odd = int((TODAY.month + 2) // 3 == number)  # the row of a contact that is not on the list is a check, of nobody
        needed = [check for check in mine if found.needed(check)]
        in_time = [check for check in needed if check[4] and check[4] <= working_days_after(check[1], 2)]
        assert entries == len([name for name in found.names if name])
        assert (checked, reached, wrong, mended) == (
            len({check[0] for check in mine}),
            len(mine) - len(needed) + odd,
            len(needed),
            len(in_time),
        )


@pytest.mark.parametrize("language", SAY)
def test_contacts_and_pocket_card_hold_the_numbers_of_the_profile(contacts: dict[str, Contacts], profile: Profile, language: str) -> None:
    found = contacts[language]
    lacking = [str(due).count(found.say["unnumbered"]) for due in found.filled.column("entry_due")]
    assert max(lacking) == 2
    assert found.filled.column("ready_gaps") == [sum(lacking)]
    people = [str(name) for name in found.filled.column("calls_name")]
    in_turn = [entry for entry in profile.call_tree if entry.role != "information-security-manager"]  # called at a sign of an attack only
    apart = [entry for entry in profile.call_tree if entry not in in_turn]
    holders = [profile.roles[entry.role or ""].person.in_language(language) for entry in (*in_turn, *apart)]
    assert people == holders[: len(in_turn)]
    assert holders == [str(name) for name in found.names[: len(holders)]]
    card = [str(cell.value) for row in found.filled.home("calls_name", found.filled.computed).iter_rows() for cell in row if cell.value]
    assert set(holders[len(in_turn) :]) <= set(card)
    assert all(entry.phone and entry.phone.split(" /")[0] in str(number)
               for entry, number in zip(in_turn, found.filled.column("calls_number"), strict=True))  # fmt: skip
    assert all(entry.phone and any(entry.phone.split(" /")[0] in text for text in card) for entry in apart)
    assert {supplier.name.in_language(language) for supplier in profile.suppliers} <= {str(name) for name in found.names}
    assert {customer.name.in_language(language) for customer in profile.customers} <= {str(name) for name in found.names}


@pytest.mark.parametrize("language", SAY)
def test_wrong_dates_and_list_values_are_refused_by_the_contact_list(contacts: dict[str, Contacts], language: str) -> None:
    filled, say = contacts[language].filled, SAY[language]
    rule = filled.rules("contact")[0]
    assert (rule.type, rule.formula1, rule.errorStyle or "stop") == ("list", "entry_name", "stop")
    rule = filled.rules("result")[0]
    assert rule.formula1 == f'"{say["reached"]},{say["silent"]},{say["wrong"]},{say["changed"]}"'
    rule = filled.rules("verified_on")[0]
    assert (rule.type, rule.operator, rule.formula2, rule.showErrorMessage) == ("date", "between", "NOW()+1", True)
    rule = filled.rules("corrected_on")[0]
    assert (rule.type, rule.formula1, rule.formula2) == ("date", f"${filled.area('verified_on')[0]}{FIRST_ROW}", "NOW()+1")


@pytest.mark.parametrize("document", [ANALYSIS, CONTACTS])
def test_both_languages_have_the_same_columns_and_rules(client: Client, document: str) -> None:
    chinese, english = (Filled(client.path(document, language), language).book for language in ("zh", "en"))
    assert set(chinese.defined_names) == set(english.defined_names)
    for one, other in zip(chinese, english, strict=True):
        assert len(one.conditional_formatting) == len(other.conditional_formatting)
        assert [(str(rule.sqref), rule.type) for rule in one.data_validations.dataValidation] == [
            (str(rule.sqref), rule.type) for rule in other.data_validations.dataValidation
        ]
