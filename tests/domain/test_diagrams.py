"""Diagrams drawn from a profile: nothing overlaps, every text has room, the numbers add up, and what is said is the profile's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.domain.catalogue import DocumentType, Level
from docgen.domain.condition import Condition
from docgen.domain.diagram import TALLEST, WIDTH, Box, Diagram, DiagramError, Shade
from docgen.domain.diagrams.calls import call_tree
from docgen.domain.diagrams.measure import height_of, widest_word
from docgen.domain.diagrams.organisation import organisation_chart
from docgen.domain.diagrams.processes import procedure_of, process_map
from docgen.domain.operations import Audit, Auditor, CallTreeEntry
from docgen.domain.profile import Department, Profile, Role
from docgen.domain.quantities import Duration
from docgen.domain.text import Text
from docgen.sources.standards_file import read_standard
from tests.build import profile

TITLES = {
    "top-management": Text("总经理", "General Manager"),
    "management-representative": Text("管理者代表", "Management Representative"),
    "internal-audit-lead": Text("内审组长", "Internal Audit Leader"),
    "incident-manager": Text("事件经理", "Incident Manager"),
    "operations-manager": Text("运维经理", "Operations Manager"),
    "relationship-manager": Text("客户经理", "Account Manager"),
    "information-security-manager": Text("信息安全经理", "Information Security Manager"),
}
MOST_DEPARTMENTS = 13
NAMES = st.one_of(
    st.text(alphabet="服务交付平台技术质量安全综合管理市场商务研发运维", min_size=2, max_size=18),
    st.lists(st.sampled_from(["Service", "Quality", "and", "Infrastructure", "Telecommunications", "of", "IT"]), min_size=1, max_size=6).map(
        " ".join
    ),
)


def words(box: Box) -> str:
    return " ".join("".join(piece.text for piece in line) for line in box.lines).replace("\u3000", " ").replace("\u00a0", " ")


def all_words(diagram: Diagram) -> str:
    return " | ".join(words(box) for box in diagram.boxes)


def called(diagram: Diagram, name: str) -> Box:
    return next(box for box in diagram.boxes if box.name == name)


def client(departments: tuple[Department, ...], headcount: int, **roles: Role) -> Profile:
    given_roles = {name.replace("_", "-"): role for name, role in roles.items()}
    base = profile()
    return replace(base, organisation=replace(base.organisation, headcount=headcount), departments=departments, roles=given_roles, audit=None)


def department(identity: str, headcount: int | None = 3, head: str | None = None, name: str = "") -> Department:
    return Department(id=identity, name=Text.of(name or identity), headcount=headcount, head=Text.of(head) if head else None)


def holder(person: str, home: str | None = None, deputy: str | None = None) -> Role:
    return Role(person=Text.of(person), department=home, deputy=Text.of(deputy) if deputy else None)


def check(diagram: Diagram) -> None:
    """Hold the rules that every diagram keeps."""
    assert diagram.width == WIDTH
    assert diagram.height <= TALLEST
    for index, box in enumerate(diagram.boxes):
        assert box.left >= 0
        assert box.right <= WIDTH
        assert box.top >= 0
        assert box.bottom <= diagram.height
        assert all(length * 4 == round(length * 4) for length in (box.left, box.top, box.width, box.height)), box
        assert height_of(box.lines, box.width - 2) <= box.height, words(box)
        for other in diagram.boxes[index + 1 :]:
            assert not box.overlaps(other) or box.contains(other), (box, other)
    for link in diagram.links:
        for box, (x, y) in ((diagram.boxes[link.start], link.points[0]), (diagram.boxes[link.end], link.points[-1])):
            sites = ((box.middle[0], box.top), (box.left, box.middle[1]), (box.middle[0], box.bottom), (box.right, box.middle[1]))
            assert any(abs(x - site[0]) < 0.1 and abs(y - site[1]) < 0.1 for site in sites), link
        for (x1, y1), (x2, y2) in zip(link.points, link.points[1:], strict=False):
            assert x1 == x2 or y1 == y2
            for box in diagram.boxes:
                inside = min(x1, x2) < box.right - 0.2 and max(x1, x2) > box.left + 0.2
                inside = inside and min(y1, y2) < box.bottom - 0.2 and max(y1, y2) > box.top + 0.2
                assert not inside or box.at_top, (link, box)  # lines inside a frame run between its boxes


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(NAMES, st.integers(1, 400), st.one_of(st.none(), NAMES), st.one_of(st.none(), NAMES)), max_size=MOST_DEPARTMENTS),
    st.sampled_from(["zh", "en"]),
    st.booleans(),
    st.integers(0, 3),
)
def test_an_organisation_chart_of_any_departments_stands_without_overlap(
    rows: list[tuple[str, int, str | None, str | None]], language: str, heads: bool, rest: int
) -> None:
    departments = tuple(
        Department(
            id=f"d{index}", name=Text.of(name), headcount=count, head=Text.of(head) if head else None, duties=Text.of(duties) if duties else None
        )
        for index, (name, count, head, duties) in enumerate(rows)
    )
    top = holder("Chen Li", "d0" if heads else None)
    roles = {"top_management": top, "management_representative": holder("He Jing", "d1"), "internal_audit_lead": holder("Lin Xiao", "d2")}
    chart = organisation_chart(client(departments, sum(row[1] for row in rows) + rest or 1, **roles), TITLES, language)
    check(chart)
    shown = {box.name for box in chart.boxes if box.name.startswith("department ")}
    own = {"d0"} if heads and rows and rows[0][2] is None else set()
    assert shown == {f"department {d.id}" for d in departments if d.id not in own}


@pytest.mark.parametrize(("count", "shown"), [(4, True), (MOST_DEPARTMENTS, False)])
def test_duties_are_left_out_of_a_chart_that_would_be_too_high_for_a_page_with_them(count: int, shown: bool) -> None:
    name, head = "Service Telecommunications Service Telecommunications Infrastructure", Text.of("交" * 15)
    departments = tuple(
        Department(id=f"d{index}", name=Text.of(name), headcount=1, head=head, duties=Text.of("Keeps the books")) for index in range(count)
    )
    chart = organisation_chart(client(departments, count, top_management=holder("Chen Li", None)), TITLES, "en")
    check(chart)
    assert ("Keeps the books" in all_words(chart)) is shown


def test_the_numbers_of_the_boxes_add_up_to_the_people_in_scope() -> None:
    departments = (department("office", 2, "Chen Li"), department("delivery", 20), department("quality", 3))
    chart = organisation_chart(client(departments, 25, top_management=holder("Chen Li", "office")), TITLES, "zh")
    counted = [int(number) for box in chart.boxes if box.shade is not Shade.BARE for number in re.findall(r"(\d+) 人", words(box))]
    assert sum(counted) == 25
    assert "范围内共 25 人，为各部门人数之和。" in words(called(chart, "notes"))


def test_people_outside_all_departments_are_named_so_that_the_numbers_still_add_up() -> None:
    chart = organisation_chart(client((department("delivery", 20),), 22, top_management=holder("Chen Li")), TITLES, "en")
    assert "22 people in scope, of whom 2 belong to no department shown." in words(called(chart, "notes"))


def test_no_sum_is_claimed_where_a_department_does_not_say_its_people() -> None:
    chart = organisation_chart(client((department("delivery", 20), department("quality", None)), 25), TITLES, "en")
    assert "sum" not in words(called(chart, "notes"))
    assert "25 people in scope." in words(called(chart, "notes"))


def test_the_department_that_top_management_heads_stands_on_top_and_not_below() -> None:
    departments = (department("office", 2, "Chen Li"), department("delivery", 20, "Zhou Qiming"))
    chart = organisation_chart(client(departments, 22, top_management=holder("Chen Li", "office")), TITLES, "en")
    assert words(called(chart, "top management")) == "General Manager Chen Li office · 2 people"
    assert [box.name for box in chart.boxes if box.name.startswith("department")] == ["department delivery"]


def test_who_is_top_management_and_representative_in_one_stands_in_one_box() -> None:
    chart = organisation_chart(
        client((), 9, top_management=holder("Chen Li"), management_representative=holder("Chen Li")), TITLES, "zh"
    )
    assert words(called(chart, "top management")) == "总经理、管理者代表 陈立".replace("陈立", "Chen Li")
    assert not [box for box in chart.boxes if box.name == "management representative"]


def test_the_chart_says_who_audits_the_department_of_the_audit_lead() -> None:
    departments = (department("delivery", 5), department("commerce", 2, "Luo Jia", "Commerce"))
    base = client(departments, 7, internal_audit_lead=holder("Luo Jia", "commerce"))
    auditors = (Auditor(person=Text.of("Luo Jia"), departments=("delivery",)), Auditor(person=Text.of("Ruth"), departments=("commerce",)))
    chart = organisation_chart(replace(base, audit=Audit(auditors=auditors)), TITLES, "en")
    assert "nobody audits his or her own department; Commerce is audited by Ruth." in words(called(chart, "notes"))
    assert "also Internal Audit Leader" in words(called(chart, "department commerce"))


def test_more_departments_than_a_page_holds_are_refused_with_what_to_do() -> None:
    departments = tuple(department(f"d{index}", 1, name="Telecommunications and infrastructure operations " * 3) for index in range(40))
    with pytest.raises(DiagramError) as caught:
        organisation_chart(client(departments, 40), TITLES, "en")
    assert caught.value.what.key == "diagram.tall"
    assert caught.value.remedy is not None


def test_a_word_wider_than_its_box_is_counted_on_several_lines() -> None:
    name = "Telekommunikationsinfrastrukturbetreuungsabteilung"
    departments = tuple(department(f"d{index}", 1, name=name) for index in range(5))
    chart = organisation_chart(client(departments, 5), TITLES, "en")
    check(chart)
    box = called(chart, "department d0")
    assert box.width == 37.0  # not five in a row
    assert widest_word(box.lines) > box.width


def tree(*entries: CallTreeEntry, **roles: Role) -> Profile:
    base = client((), 42, **roles)
    return replace(base, call_tree=entries)


def entry(role: str | None, within: str, phone: str | None = "8101", post: str | None = None) -> CallTreeEntry:
    return CallTreeEntry(role=role, within=Duration.parse(within), phone=phone, post=Text.of(post) if post else None)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*TITLES, ""]), st.integers(1, 900), st.one_of(st.none(), st.just("400-000-0180-8201 / 8202; deputy 07700 900 146"))
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda row: row[0] or str(row[1]),
    ),
    NAMES.map(lambda name: name[:30]),
    st.sampled_from(["zh", "en"]),
)
def test_a_call_tree_of_any_entries_stands_without_overlap(rows: list[tuple[str, int, str | None]], name: str, language: str) -> None:
    entries = [entry(role or None, f"{minutes} min", phone, None if role else name) for role, minutes, phone in rows]
    roles = {role.replace("-", "_"): holder(name, deputy="Lin Min") for role, *_ in rows if role}
    if all(row[0] == "information-security-manager" for row in rows):
        return
    drawn = call_tree(tree(*entries, **roles), TITLES, language)
    check(drawn)
    assert sum(box.name.startswith("call ") or box.name == "security contact" for box in drawn.boxes) == len(rows)


def test_more_people_than_a_page_holds_are_refused_with_what_to_do() -> None:
    entries = [entry(None, f"{minutes} min", post=f"Telecommunications and infrastructure supervisor {minutes}") for minutes in range(1, 40)]
    with pytest.raises(DiagramError) as caught:
        call_tree(tree(*entries), TITLES, "en")
    assert (caught.value.what.key, caught.value.remedy is None) == ("diagram.tall", False)


def test_the_incident_manager_declares_and_is_called_first_of_those_who_are_not_called_sooner() -> None:
    profile_ = tree(
        entry("operations-manager", "5 min"), entry("incident-manager", "10 min"), entry("top-management", "30 min"),
        operations_manager=holder("Han Lei"), incident_manager=holder("Zhou Qiming"), top_management=holder("Chen Li"),
    )  # fmt: skip
    drawn = call_tree(profile_, TITLES, "en")
    red = [box for box in drawn.boxes if box.shade is Shade.ALARM]
    assert [words(box) for box in red] == ["Incident Manager Zhou Qiming 8101 Declares, leads"]
    callers = {drawn.boxes[link.end].name: drawn.boxes[link.start].name for link in drawn.links}
    assert callers == {
        "call incident-manager": "service desk", "call operations-manager": "service desk", "call top-management": "call incident-manager",
    }  # fmt: skip


def test_without_an_incident_manager_the_first_who_is_called_declares() -> None:
    drawn = call_tree(tree(entry(None, "5 min", post="night matron"), entry("top-management", "30 min")), TITLES, "en")
    assert [words(box) for box in drawn.boxes if box.shade is Shade.ALARM] == ["Night matron 8101 Declares, leads"]


def test_the_security_contact_stands_apart_with_its_own_condition() -> None:
    drawn = call_tree(tree(entry("incident-manager", "10 min"), entry("information-security-manager", "15 min")), TITLES, "zh")
    assert "仅在有信息安全迹象时，15 分钟内" in words(called(drawn, "security contact"))
    assert [link.dashed for link in drawn.links if drawn.boxes[link.end].name == "security contact"] == [True]


def test_the_desk_stands_on_top_with_its_number() -> None:
    drawn = call_tree(tree(entry("incident-manager", "10 min")), TITLES, "en")
    assert words(called(drawn, "service desk")).startswith("Service desk 400-000-0180")


def test_a_number_that_is_not_known_leaves_a_blank_to_be_filled_in() -> None:
    drawn = call_tree(tree(entry("incident-manager", "10 min", phone=None)), TITLES, "zh")
    assert "电话：＿＿＿＿＿＿" in words(called(drawn, "call incident-manager"))


def test_a_tree_that_calls_nobody_is_refused() -> None:
    with pytest.raises(DiagramError) as caught:
        call_tree(tree(entry("information-security-manager", "15 min")), TITLES, "en")
    assert caught.value.what.key == "diagram.no-calls"


def document(identity: str, *clauses: str, level: Level = Level.PROCEDURE) -> DocumentType:
    return DocumentType(
        id=identity, level=level, kind="procedure", code="P-01", format="docx", title=Text.of(identity), standards=("iso20000-1",),
        clauses={"iso20000-1": clauses}, owner="incident-manager", applies=Condition.parse("always"), basis="expected",
    )  # fmt: skip


SET = {
    "YL-P-12": document("incident-management", "8.6.1"),
    "YL-P-21": document("service-level-management", "8.3.1", "8.3.3", "8.3.4.2"),
    "YL-P-24": document("supplier-management", "8.2.3.1", "8.3.1", "8.3.4.1", "8.3.4.2"),
    "YL-M-02": document("manual", "8.6.2", level=Level.MANUAL),
}


@pytest.mark.parametrize("standard", ["iso20000-1", "iso27001"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_process_map_stands_without_overlap_and_says_every_group_of_processes(standard: str, language: str) -> None:
    drawn = process_map(read_standard(standard), SET, language, outside=True)
    check(drawn)
    groups = [clause for clause in read_standard(standard).clauses if re.fullmatch(r"8\.[2-9]", clause.number)]
    for clause in groups:
        assert f"{clause.number}\u2002{clause.title.in_language(language)}" in all_words(drawn)


def test_long_codes_still_fit_the_process_map() -> None:
    codes = {f"SHANGHAI-CLOUDRIDGE-ITSM-P-{number:02}": kind for number, kind in enumerate(SET.values())}
    check(process_map(read_standard("iso20000-1"), codes, "en", outside=False))


def test_a_process_with_a_procedure_in_the_set_carries_its_code_and_others_do_not() -> None:
    text = all_words(process_map(read_standard("iso20000-1"), SET, "zh", outside=True))
    assert "事件 YL-P-12" in text
    assert "供应商 YL-P-24" in text
    assert "服务生命周期中参与方的控制 YL-P-24" in text
    assert text.count("YL-") == 4


def test_a_clause_belongs_to_the_procedure_that_answers_most_of_it() -> None:
    standard = read_standard("iso20000-1")
    assert procedure_of("8.3.4", SET, standard) == "YL-P-24"
    assert procedure_of("8.3.3", SET, standard) == "YL-P-21"
    assert procedure_of("8.6.2", SET, standard) is None  # the manual is no procedure


def test_those_who_are_served_are_departments_where_there_are_no_customers_outside() -> None:
    standard = read_standard("iso20000-1")
    assert "使用部门" in all_words(process_map(standard, {}, "zh", outside=False))
    assert "客户" in all_words(process_map(standard, {}, "zh", outside=True))


def test_a_diagram_says_in_words_what_it_shows() -> None:
    departments = (department("delivery", 20, "Zhou Qiming"),)
    chart = organisation_chart(client(departments, 20, top_management=holder("Chen Li")), TITLES, "en")
    assert chart.alternative == "Organisation chart: General Manager Chen Li; delivery 20 people, Head: Zhou Qiming."
