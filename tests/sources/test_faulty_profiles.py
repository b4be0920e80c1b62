"""Faulty profiles: what somebody may write wrong, and the sentence that docgen answers with.

Each row changes one thing in a sound profile. The fault must be told at that very line (or at the line that holds `at`), for
that field, in words that help; and it must be the only one told.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.domain.consistency import contradictions
from docgen.domain.defaults import with_defaults
from docgen.errors import Problem, ProfileError
from docgen.messages import say
from docgen.reports.problems import problem_text
from docgen.sources.catalogue_file import read_catalogue
from docgen.sources.places import read_yaml
from docgen.sources.profile_file import read_profile
from docgen.sources.templates import roots
from tests.build import PROFILE

CATALOGUE = read_catalogue(roots(()))
NEEDED = {"incident-manager": ("YL-ITSM-P-12",), "top-management": ("YL-ITSM-P-12",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fault: the text put in place of another, the field blamed, words of the English sentence, did-you-mean."""

    old: str
    new: str
    field: str
    words: str
    nearest: tuple[str, ...] = ()
    at: str = ""
    alone: bool = True  # False: the mistake takes something away that other parts need, which is told too


def row(old: str, new: str, field: str, words: str, *nearest: str, at: str = "", alone: bool = True) -> Row:
    return Row(old=old, new=new, field=field, words=words, nearest=nearest, at=at, alone=alone)


MISWRITTEN = [
    # keys
    row("  headcount: 42", "  headcnt: 42", "organisation.headcnt", "no key “headcnt”", "headcount"),
    row("organisation:", "organization:", "organization", "no key “organization”", "organisation"),
    row("    owner: service-desk-manager\n", "", "services[1].owner", "“owner” is missing", at="  - id: desk"),
    row("  documents_issued: 2026-02-16\n", "", "dates.documents_issued", "“documents_issued” is missing", at="dates:"),
    row("  code: YL\n", "  code:\n", "organisation.code", "“code” has no value", at="  code:"),
    row("tools: {ticketing: ServiceDesk Plus,", "tools: {ticketing: , ", "tools.ticketing", "“ticketing” has no value"),
    row("  it_headcount: 30", "  headcount: 30", "organisation.headcount", "a second time (first in line 7)", at="  headcount: 30"),
    row("uses_cloud: true", "use_cloud: true", "facts.use_cloud", "no key “use_cloud”", "uses_cloud"),
    row("monitoring: Zabbix", "monitring: Zabbix", "tools.monitring", "no key “monitring”", "monitoring"),
    row("      availability: 99.5 %", "      avalability: 99.5 %", "services[0].targets.avalability", "no key", "availability"),
    row("retention:", "<<: *other\nretention:", "", "“*other” repeats a value", at="<<:", alone=False),
    # shapes
    row("languages: [zh, en]", "languages: zh", "languages", "a list"),
    row("languages: [zh, en]", "languages: []", "languages", "“languages” is empty"),
    row("standards: [iso20000-1]", "standards: []", "standards", "“standards” is empty"),
    row("languages: [zh, en]", "languages: [zh, en, fr]", "languages[2]", "none of those known", at="fr]"),
    row("languages: [zh, en]", "languages: [zh, en, zh]", "languages[2]", "“zh” stands in this list twice"),
    row("    targets:\n      availability: 99.5 %", "    targets: 99 %\n    x:\n      availability: 99.5 %", "services[0].targets", "a record", at="targets: 99", alone=False),
    row("    sites: [hq]\n", "    sites:\n      hq: true\n", "services[0].sites", "Here stands a record", at="    sites:\n      hq"),
    row("  - {id: dc,", "  - {id: hq,", "sites[1].id", "“hq” stands in this list twice", at="{id: hq, name: {zh: 机房"),
    # values
    row("P2: {response: 30 min", "P2: {response: 30", "services[0].targets.P2.response", "a time with its unit"),
    row("resolution: 2 working days", "resolution: 2 wrking days", "services[0].targets.P3.resolution", "a time with its unit"),
    row("availability: 99.5 %", "availability: 99.5", "services[0].targets.availability", "a percentage"),
    row("availability: 99.5 %", "availability: 109 %", "services[0].targets.availability", "between 0 and 100"),
    row('    hours: "Mon-Fri 09:00-18:00"', '    hours: "Mon-Fri 18:00-09:00"', "services[0].hours", "hours of service"),
    row("    hours: 5x8", "    hours: office hours", "services[1].hours", "hours of service"),
    row("  founded: 2014-03-18", "  founded: 18.03.2014", "organisation.founded", "year-month-day"),
    row("  stage_2: 2026-07-13", "  stage_2: 2026-02-30", "dates.stage_2", "year-month-day"),
    row("  headcount: 42", "  headcount: about 40", "organisation.headcount", "a whole number, 1 or more"),
    row("  headcount: 42", "  headcount: 0", "organisation.headcount", "a whole number, 1 or more"),
    row("  code: YL", "  code: Y L", "organisation.code", "Latin letters or digits"),
    row('  brand_colour: "1B5E7B"', "  brand_colour: blue", "organisation.brand_colour", "six hexadecimal digits"),
    row('  brand_colour: "1B5E7B"', "  logo: ../secret.png", "organisation.logo", "inside the client's folder"),
    row('  brand_colour: "1B5E7B"', "  logo: /etc/logo.png", "organisation.logo", "inside the client's folder"),
    row("  sector: it-outsourcing", "  sector: hospitel", "organisation.sector", "one of it-outsourcing", "hospital"),
    row("type: desktop-support", "type: desk-support", "services[1].type", "one of infrastructure-operations", "desktop-support"),
    row("    class: A", "    class: D", "suppliers[0].class", "one of A, B, C"),
    row("channels: [phone, portal]", "channels: [phone, portl]", "services[0].channels[1]", "one of phone", "portal"),
    row("allows_byod: false", "allows_byod: maybe", "facts.allows_byod", "true or false"),
    row("email: desk@cloudridge.example", "email: desk", "service_desk.email", "an e-mail address"),
    row("letters: {1: M,", "letters: {5: M,", "document_control.letters.5", "a whole number from 1 to 4"),
    row("revision_scheme: A/0", "revision_scheme: A/0\n  theme: clasic", "document_control.theme", "one of modern, classic", "classic", at="theme: clasic"),
    row("revision_scheme: A/0", "revision_scheme: first", "document_control.revision_scheme", "A/0, 1.0, V1.0 or 1/0"),
    row("first_line_resolution: 60 %", "first_line_resolution: most", "targets.first_line_resolution", "a target value"),
    row("retention: {incident-record: 3 years}", "retention: {incident-record: long}", "retention.incident-record", "a time with its unit"),
    row("{at: 50 %,", "{at: half,", "escalation.steps[0].at", "a percentage"),
    row("letters: {1: M,", "letters: {1: 1,", "document_control.letters.1", "1 to 4 Latin letters"),
    row("customers: [lanqiao, herun]", "customers: [lanqiao, ]\n    channels2: x", "services[0].channels2", "no key", "channels", at="    channels2"),
    row("languages: [zh, en]", "languages: [zh, en, ~]", "languages[2]", "entry of the list is empty"),
    row("tools: {ticketing: ServiceDesk Plus,", "tools: {ticketing: [a, b],", "tools.ticketing", "Here stands a list"),
    row('service_desk: {phone: "400-000-0180",', "service_desk: {phone: {a: b},", "service_desk.phone", "a single text"),
    row("retention:", "budget: {year: 2026, currency: CNY, amounts: {people: 1 million}}\nretention:", "budget.amounts.people", "an amount in digits", at="budget:"),
    row("retention:", "shifts: [{name: X, hours: 8-20, people: 2}]\nretention:", "shifts[0].hours", "two times of day", at="shifts:"),
    row("retention:", "soa: {exclusions: {A.9.1: X}}\nretention:", "soa.exclusions.A.9.1", "such as A.8.28", at="soa:"),
    # texts in the languages of the documents
    row("name: {zh: 总部, en: Head office}", "name: {zh: 总部}", "sites[0].name", "missing in English"),
    row("name: {zh: 总部, en: Head office}", "name: 总部", "sites[0].name", "This text is not in English"),
    row("name: {zh: 总部, en: Head office}", "name: Head office", "sites[0].name", "This text is not in Chinese"),
    row("name: {zh: 总部, en: Head office}", "name: {zh: 总部, en: Head office, de: Zentrale}", "sites[0].name.de", "no key “de”"),
    row("name: {zh: 总部, en: Head office}", 'name: {zh: 总部, en: ""}', "sites[0].name.en", "The text is empty"),
    row("motto: {zh: 稳, en: Steady}", "motto: {zh: 稳}", "custom.motto", "missing in English"),
    # YAML itself
    row("  code: YL", "\tcode: YL", "", "indented with a tab"),
    row("  code: YL", '  code: "YL', "", "a quotation mark or bracket left open above", at="brand_colour"),
    row("motto: {zh: 稳, en: Steady}}\n", "motto: {zh: 稳, en: \"Steady}}\n", "", "opened and never closed", at="motto"),
    row("standards: [iso20000-1]", "standards: [iso20000-1", "", "bracket"),
    row("  code: YL", "  code: YL: 2", "", "a colon where"),
    row("  code: YL", "  code: @YL", "", "cannot begin with this character"),
    row("  code: YL", "  code: !!python/object:os.system YL", "organisation", "is not allowed"),
    row("  code: YL", "  code: \x07", "", "control character"),
    row("dates:", "---\ndates:", "", "second document", at="---", alone=False),
]  # fmt: skip

CONTRADICTORY = [
    # roles and people
    row("  incident-manager: {person", "  problem-manager: {person", "roles", "Nobody holds the role incident-manager", at="roles:", alone=False),
    row("owner: service-desk-manager", "owner: service-desk-manger", "services[1].owner", "nobody holds it", "service-desk-manager"),
    row("  service-desk-manager: {person", "  service-desk-boss: {person", "roles.service-desk-boss", "no role of the catalogue", "service-desk-manager", alone=False),
    row("approver: top-management", "approver: finance-manager", "document_control.approver", "nobody holds it"),
    row("{at: 100 %, P1: top-management", "{at: 100 %, P1: top-managment", "escalation.steps[1].P1", "nobody holds it", "top-management"),
    row("{person: 林敏, department: delivery}", "{person: 林敏, department: dlivery}", "roles.service-desk-manager.department", "no department", "delivery"),
    row("deputy: 林敏}", "deputy: 何静}", "roles.management-representative.deputy", "stands in for themselves"),
    row("- {role: incident-manager, phone", "- {role: incident-manager, person: 何静, phone", "call_tree[0].person", "under roles it is 韩磊"),
    row("- {role: incident-manager, phone", "- {phone", "call_tree[0]", "neither role nor post"),
    row("  it_headcount: 30", "  it_headcount: 43", "organisation.it_headcount", "43 IT staff are more than the 42"),
    row("head: 周启明, headcount: 20", "head: 周启明, headcount: 60", "organisation.headcount", "62 people together, the organisation 42", at="  headcount: 42"),
    row("retention:", "audit: {auditors: [{person: 林敏, departments: [delivery]}]}\nretention:", "audit.auditors[0].departments[0]", "works there or heads it", at="audit:"),
    # facts, document control, risk
    row("allows_byod: false", "has_suppliers: false", "facts.has_suppliers", "while suppliers says the opposite"),
    row("allows_byod: false", "has_internal_suppliers: true", "facts.has_internal_suppliers", "internal_suppliers names none"),
    row("  revision_scheme: A/0", "  revision_scheme: A/6\n  revision_limit: 5", "document_control.revision_limit", "past the limit 5", at="  revision_limit"),
    row("retention: {incident-record:", "retention: {incident-recrd:", "retention.incident-recrd", "no document", "incident-record"),
    row("targets: {first_line_resolution:", "targets: {frst_line_resolution:", "targets.frst_line_resolution", "no measure", "first_line_resolution"),
    row("retention:", "risk: {scale: 3, accept_up_to: 9}\nretention:", "risk.accept_up_to", "9 is the highest", at="risk:"),
    row("retention:", "capacity: {thresholds: {watch: 80 %, plan: 70 %, act: 90 %}}\nretention:", "capacity.thresholds", "watch 80 %, plan 70 %", at="capacity:"),
    # services, targets, priorities
    row("    sites: [hq]", "    sites: [hk]", "services[0].sites[0]", "no site “hk”", "hq"),
    row("customers: [lanqiao, herun]", "customers: [lanqiao, herrun]", "services[0].customers[1]", "no customer “herrun”", "herun"),
    row("P1: {response: 15 min, resolution: 4 h,", "P1: {response: 15 min, resolution: 10 h,", "services[0].targets.P1.resolution", "10 h, slower than P2 (8 h)"),
    row("P2: {response: 30 min,", "P2: {response: 3 h,", "services[0].targets.P2.response", "3 h, slower than P3 (2 h)"),
    row("P4: {response: 4 h,", "P4: {response: 9 days,", "services[0].targets.P4.response", "later than it is resolved (5 working days)"),
    row("P4: {response: 4 h, resolution: 5 working days}", "P4: {response: 4 h}", "services[0].targets.P4.resolution", "no resolution time", at="P4: {response: 4 h}"),
    row("    hours: 5x8", "    hours: 5x8\n    targets: {P1: {response: 1 h, resolution: 8 h}}", "services[1].targets", "The matrix can give P2, P3, P4", at="    targets: {P1"),
    row("resolution: 4 h, hours: 24x7}", "resolution: 4 h, hours: 24x7, on_site: 5 h}", "services[0].targets.P1.on_site", "arrives within 5 h"),
    row("P4: {response: 4 h, resolution: 5 working days}", "P4: {resolution: 5 working days}", "services[0].targets.P4.response", "no response time", at="P4: {resolution"),
    row("P2: {response: 30 min, resolution: 8 h}\n      P3: {", "P2: {response: 30 min, resolution: 8 h, on_site: 4 h}\n      P3: {on_site: 3 h, ", "services[0].targets.P2.on_site", "arrives within 4 h, slower than for P3 (3 h)", at="P2: {response: 30 min, resolution: 8 h, on_site"),
    row("rto: 4 h, rpo: 1 h", "rto: 9 h, rpo: 1 h", "services[0].continuity.rto", "longer than the outage that can be tolerated (8 h)"),
    row("cloudridge.example, hours: 24x7}", "cloudridge.example, hours: 5x8}", "services[0].targets.P1.hours", "nobody is there at night", at="hours: 24x7"),
    row("retention:", "priorities: {matrix: {HH: P2, HM: P1, HL: P3, MH: P2, MM: P3, ML: P4, LH: P3, LM: P4, LL: P4}}\nretention:", "priorities.matrix.HH", "less urgent than HM with P1", at="priorities:"),
    row("retention:", "priorities: {examples: [{symptom: {zh: 慢, en: slow}, impact: low, urgency: low, priority: P1}]}\nretention:", "priorities.examples[0].priority", "the matrix gives P4", at="priorities:"),
    row("- {at: 50 %,", "- {at: 100 %,", "escalation.steps[1].at", "The step at 100 % follows the one at 100 %", at="- {at: 100 %, P1: top"),
    row("retention:", "changes: {lead_time: {normal: 5 working days, major: 3 working days}}\nretention:", "changes.lead_time.major", "a normal one 5 working days", at="changes:"),
    row("escalation:\n", "escalation:\n  updates: {P1: 5 h}\n", "escalation.updates.P1", "every 5 h, though it is resolved within 4 h", at="  updates:"),
    row("escalation:\n", "escalation:\n  first_line: {P2: 9 h}\n", "escalation.first_line.P2", "try for 9 h at a P2, though it is resolved within 8 h", at="  first_line:"),
    # suppliers
    row("    services: [ops]", "    services: [opss]", "suppliers[0].services[0]", "no service “opss”", "ops"),
    row("P1: {response: 10 min, resolution: 2 h}", "P1: {response: 20 min, resolution: 2 h}", "suppliers[0].targets.P1.response", "within 20 min; with its help we promise 15 min"),
    row("P1: {response: 10 min, resolution: 2 h}", "P1: {response: 10 min, resolution: 5 h}", "suppliers[0].targets.P1.resolution", "within 5 h; with its help we promise 4 h"),
    row("contract_end: 2027-12-31", "contract_end: 2026-07-01", "suppliers[0].contract_end", "ends on 2026-07-01, before stage 2 (2026-07-13)"),
    row("service_desk: {phone", "service_desk: {operated_by: carier, phone", "service_desk.operated_by", "no supplier “carier”", "carrier"),
    # dates
    row("stage_2: 2026-07-13", "stage_2: 2026-06-28", "dates.stage_2", "stage 2 audit (2026-06-28) lies before the stage 1 audit (2026-06-29)"),
    row("management_review: 2026-06-18", "management_review: 2026-06-07", "dates.management_review", "lies before the internal audit (2026-06-08)"),
    row("stage_1: 2026-06-29", "stage_1: 2026-06-17", "dates.stage_1", "lies before the management review (2026-06-18)"),
    row("documents_issued: 2026-02-16", "documents_issued: 2026-03-02", "dates.trial_start", "before the issue of the documents (2026-03-02)", at="trial_start"),
    row("internal_audit: 2026-06-08", "internal_audit: 2026-02-28", "dates.internal_audit", "lies before the start of the trial run (2026-03-01)"),
    row("trial_start: 2026-03-01", "trial_start: 2026-04-14", "dates.stage_2", "less than three months of records", at="stage_2"),
    row("founded: 2014-03-18", "founded: 2026-02-17", "organisation.founded", "after the date of the issue of the documents"),
    row("retention:", "holidays: [{name: {zh: 春节, en: Spring}, first: 2026-02-17, last: 2026-02-16}]\nretention:", "holidays[0].last", "lies before the first", at="holidays:"),
]  # fmt: skip
ROWS = (*MISWRITTEN, *CONTRADICTORY)


def problems_of(text: str) -> tuple[Problem, ...]:
    """What is wrong with a profile, as `docgen check` finds it out."""
    try:
        loaded = read_profile(text, "profile.yaml")
    except ProfileError as error:
        return tuple(error.problems)
    found = contradictions(with_defaults(loaded.profile, CATALOGUE.roles), NEEDED, CATALOGUE)
    return tuple(loaded.placed(problem) for problem in found)


def line_of(words: str, text: str) -> int:
    assert words in text
    return text[: text.index(words)].count("\n") + 1


def faulty(case: Row) -> str:
    assert PROFILE.count(case.old) >= 1, case.old
    return PROFILE.replace(case.old, case.new, 1)


def test_the_profile_that_the_rows_change_is_sound() -> None:
    assert problems_of(PROFILE) == ()


@pytest.mark.parametrize("case", ROWS, ids=lambda case: f"{case.field}: {case.words}"[:70])
def test_a_fault_is_told_at_its_line_for_its_field_in_words_that_help(case: Row) -> None:
    text = faulty(case)
    blamed = [problem for problem in problems_of(text) if problem.where.field == case.field]
    assert len(blamed) == 1, [problem_text(problem, "en") for problem in problems_of(text)]
    (problem,) = blamed
    assert case.words in problem_text(problem, "en")
    assert problem.where.file == "profile.yaml"
    assert problem.where.line == line_of(case.at or case.new.rstrip("\n"), text)
    assert problem.nearest[: len(case.nearest)] == case.nearest
    assert problem_text(problem, "zh")


@pytest.mark.parametrize("case", [case for case in ROWS if case.alone], ids=lambda case: f"{case.field}: {case.words}"[:70])
def test_one_mistake_gives_one_problem(case: Row) -> None:
    assert len(problems_of(faulty(case))) == 1


def test_ten_faults_are_told_together_in_the_order_of_their_lines() -> None:
    changes = [
        ("  code: YL", "  code: Y/L"), ("  headcount: 42", "  headcount: many"), ("  founded: 2014-03-18", "  founded: 2014"),
        ("en: Head office}", "fr: Siège}"), ("type: desktop-support", "type: desk"), ("    hours: 5x8", "    hours: always"),
        ("availability: 99.5 %", "availability: high"), ("    class: A", "    class: Z"), ("uses_cloud: true", "use_cloud: true"),
        ("approver: top-management", "aprover: top-management"),
    ]  # fmt: skip
    text = PROFILE
    for old, new in changes:
        text = text.replace(old, new, 1)
    lines = [problem.where.line or 0 for problem in problems_of(text)]
    assert lines == sorted(lines)
    assert {line_of(new, text) for _, new in changes} == set(lines)


def test_a_file_in_another_encoding_is_told_with_its_line() -> None:
    with pytest.raises(ProfileError) as raised:
        read_profile(PROFILE.encode("gb18030"), "profile.yaml")
    (problem,) = raised.value.problems
    assert problem.where.line == line_of("上海", PROFILE)
    assert "UTF-8" in say(problem.what, "en")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "null\n"])
def test_an_empty_file_is_told(text: str) -> None:
    with pytest.raises(ProfileError) as raised:
        read_profile(text, "profile.yaml")
    assert "says nothing" in say(raised.value.problems[0].what, "en")


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 10)}]\n" for i in range(8)),
        "[" * 200_000,
        "- " * 200_000,
        "a: &a {b: *a}",
        "x0: &x0 [1]\n" + "".join(f"x{i}: &x{i} [[[[[[[[[[*x{i - 1}]]]]]]]]]]\n" for i in range(1, 400)),
        "a: " + "9" * 3_000_000,
        "{" * 39 + "}" * 39,
        "? [a]\n: b",
        "? {a: b}\n: c",
        "a: !!binary x",
        "&a a: *a",
        "*a : b",
        "\ufeff" * 3,
        "a: \ud800",
    ],
    ids=range(14),
)
def test_hostile_yaml_is_refused_with_a_sentence(bomb: str) -> None:
    with pytest.raises(ProfileError) as raised:
        read_profile(bomb, "profile.yaml")
    for problem in raised.value.problems:
        assert problem_text(problem, "en")
        assert problem_text(problem, "zh")


LINES = PROFILE.splitlines()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.sampled_from(["delete", "double", "cut", "insert", "replace"]),
            st.integers(0, 80),
            st.text(alphabet="abz019 :-[]{}#&*!|>'\"%@`,\t\n中：\\~?=<\x85\u2028", max_size=12),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_garbled_profile_is_read_or_refused_and_never_breaks(garbling: list[tuple[int, str, int, str]]) -> None:
    lines = list(LINES)
    for index, how, column, text in garbling:
        line = lines[index]
        lines[index] = {
            "delete": "",
            "double": f"{line}\n{line}",
            "cut": line[:column],
            "insert": line[:column] + text + line[column:],
            "replace": text,
        }[how]
    for problem in problems_of("\n".join(lines)):
        assert problem_text(problem, "en")
        assert problem_text(problem, "zh")
        assert problem.where.line is None or problem.where.line >= 1


WRITTEN = read_yaml(PROFILE, "profile.yaml")
PATHS = sorted(WRITTEN.places.spots)
VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.sampled_from(["", "x", "P1", "ops", "10 min", "24x7", "100 %", "2026-01-01", "true", "7", "中文", "incident-manager"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "zh", "en", "P1", "P4", "name", "x.y"]), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), min_size=1, max_size=3))
def test_any_value_in_any_place_is_read_or_refused_and_never_breaks(changes: list[tuple[str, object]]) -> None:
    data: Any = deepcopy(WRITTEN.data)
    for path, value in changes:
        *parents, last = [int(index) if index else key for index, key in re.findall(r"\[(\d+)\]|([^.\[\]]+)", path)]
        owner: Any = data
        for part in parents:
            inside = part in owner if isinstance(owner, dict) else isinstance(owner, list) and isinstance(part, int) and part < len(owner)
            owner = owner[part] if inside else None
        if isinstance(owner, dict) or (isinstance(owner, list) and isinstance(last, int) and last < len(owner)):
            owner[last] = value
    for problem in problems_of(json.dumps(data, ensure_ascii=False)):
        assert problem_text(problem, "en")
        assert problem_text(problem, "zh")
