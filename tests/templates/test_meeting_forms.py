"""The Word forms of management review, major incident and change board: what they ask for, that they are blank, and two pages long."""

import re
from pathlib import Path

import docx
import pytest
import yaml

from docgen.formats.word.elements import NAMESPACES
from tests.client import Client
from tests.office import pdf_text, rendered, schema_faults

ROOT = Path(__file__).parents[2]
PREFIXES = {
    "management-review-plan": "MRP-",
    "management-review-input": "MRI-",
    "management-review-minutes": "MRM-",
    "management-review-output": "MRO-",
    "major-incident-report": "MIR-",
    "cab-minutes": "CAB-",
}
# Fields that a form says in other words.
SAID_OTHERWISE = {
    "zh": {
        "management-review-plan": {
            "评审日期": "计划日期", "地点": "时间、地点", "主持人（最高管理者）": "主持人", "议程": "议程与输入", "输入项目": "项目",
            "提供部门": "提供人", "发放日期": "计划发出日期",
        },
        "management-review-input": {
            "以往评审措施状态": "以往评审决议的完成情况", "环境与相关方变化": "内外部环境变化", "目标与指标结果": "目标完成情况",
            "服务绩效与客户反馈": "服务绩效", "投诉与满意度": "满意度和投诉", "容量与资源": "资源现状与预测",
            "风险、机遇与处置": "风险机遇与措施效果", "信息安全绩效": "安全事件", "连续性测试": "连续性演练",
            "影响体系的变化": "可能影响体系和服务的变化", "提供人": "输入责任人", "日期": "姓名、日期",
        },
        "management-review-minutes": {
            "地点": "地点、视频", "主持人（最高管理者本人）": "总经理亲自主持", "参加人员": "到会", "缺席人员与原因": "缺席原因", "输入项目": "输入：",
            "适宜性判断": "适宜性", "充分性判断": "充分性", "有效性判断": "有效性", "最高管理者签字": "签字日期",
        },
        "management-review-output": {
            "体系总体结论": "评审结论", "方针目标调整": "方针或目标", "改进决定": "改进", "体系与服务变更需求": "体系或服务变更", "资源决定": "资源",
            "完成期限": "期限", "验证人": "验证", "验证日期": "姓名、日期", "批准人": "总经理批准",
        },
        "major-incident-report": {
            "影响与中断时长": "中断时长", "通报情况（时间、对象）": "通报时间", "变通措施": "临时解决方案",
            "是否启动连续性计划": "启动连续性计划", "经验教训": "做得不好的", "责任人与期限": "责任人", "告知最高管理者时间": "接通时刻",
            "批准人": "总经理听取",
        },
        "cab-minutes": {
            "类型": "例会", "出席成员": "到会委员", "变更摘要": "变更编号、摘要",
            "讨论：风险、收益、影响、可行性、成本": "风险、收益、影响", "已实施变更评审": "评审日期、结果",
            "失败变更与原因": "失败", "批准人": "变更经理", "主持人": "（主持）",
        },
    },
    "en": {
        "management-review-plan": {
            "Date": "Planned date", "Place": "Time and place", "Chair (top management)": "Chair", "Agenda": "Agenda and inputs",
            "Input item": "Item", "Responsible department": "Supplied by", "Input due date": "Due", "Issue date": "Plan sent out on",
        },
        "management-review-input": {
            "Actions of previous reviews": "Earlier actions", "Changes of context and interested parties": "Internal and external changes",
            "Objectives and KPI results": "Objectives", "Service performance and customer feedback": "Service performance",
            "Complaints and satisfaction": "satisfaction, complaints", "Performance of other parties": "Other parties",
            "Capacity and resources": "Resources now and next year", "Risks, opportunities and treatment": "Risks, opportunities, effect of actions",
            "Security performance": "security incidents", "Continuity tests": "continuity tests", "Improvement opportunities": "Improvement",
            "Changes that affect the system": "Changes ahead", "Provided by": "input owner", "Date": "date",
        },
        "management-review-minutes": {
            "Place": "Place, video", "Chair (top management, in person)": "chairs in person", "Participants": "Present",
            "Absent and reason": "Absent: why", "Input item": "Input:", "Judgement on suitability": "Suitable",
            "Judgement on adequacy": "Adequate", "Judgement on effectiveness": "Effective", "Responsible": "Owner", "Due date": "Due",
            "Signature of top management": "Signed on",
        },
        "management-review-output": {
            "Review date": "Review on", "Conclusion on the system": "Outcome of the review", "Policy and objective changes": "Policy or objective",
            "Improvement decisions": "Improvement", "Change needs of system and services": "Change to the SMS", "Resource decisions": "Resources",
            "Responsible": "Owner", "Due date": "Due", "Completion evidence": "Evidence", "Verified by": "Verified", "Verified on": "by, on",
            "Status": "status",
        },
        "major-incident-report": {
            "Service affected": "Services affected", "Impact and downtime": "Downtime", "Notices sent (time, to whom)": "Notice at",
            "Lessons": "What did not", "Improvement actions": "Improvement", "Responsible and due date": "Owner",
            "Top management informed at": "Reached at", "Approved by": "General Manager: heard",
        },
        "cab-minutes": {
            "Type": "regular", "Chair": "(leads)", "Members present": "Present", "Change number": "CHG number", "Change summary": "title",
            "Discussion: risk, benefit, impact, feasibility, cost": "Risk, benefit, impact", "Conditions": "conditions",
            "Review of implemented changes": "Review: done on", "Failed changes and cause": "Cause, effect", "Approved by": "Change Manager",
        },
    },
}  # fmt: skip


def forms(clients: dict[str, Client], form: str) -> list[Path]:
    return [client.path(form, language) for name, client in clients.items() for language in ("zh", "en") if language in languages(name)]


def languages(name: str) -> list[str]:
    return list(yaml.safe_load((ROOT / "examples" / name / "profile.yaml").read_text(encoding="utf-8"))["languages"])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", PREFIXES)
def test_every_field_that_the_record_must_have_is_on_the_form(clients: dict[str, Client], form: str, language: str) -> None:
    text = clients["cloudridge"].text(form, language)
    briefs = yaml.safe_load((ROOT / "templates/sources/briefs.yaml").read_text(encoding="utf-8"))
    brief = next(entry for entry in briefs if entry["id"] == form)
    otherwise = SAID_OTHERWISE[language][form]
    fields = [otherwise.get(field[language], field[language]) for field in brief["contains"]]
    assert [field for field in fields if field not in text] == []


@pytest.mark.parametrize("form", PREFIXES)
def test_nothing_on_the_form_is_filled_in(clients: dict[str, Client], form: str) -> None:
    for path in forms(clients, form):
        controls = list(docx.Document(str(path)).element.body.iterfind(".//w:sdtPr", NAMESPACES))
        boxes = [box for control in controls if (box := control.find("w14:checkbox/w14:checked", NAMESPACES)) is not None]
        prompts = [control for control in controls if control.find("w:showingPlcHdr", NAMESPACES) is not None]
        assert len(boxes) + len(prompts) == len(controls) > 50
        assert {box.get(f"{{{NAMESPACES['w14']}}}val") for box in boxes} == {"0"}


@pytest.mark.parametrize("form", PREFIXES)
def test_the_controls_of_a_form_are_named_and_told_apart(clients: dict[str, Client], form: str) -> None:
    for path in forms(clients, form):
        body = docx.Document(str(path)).element.body
        for name in ("id", "tag", "alias"):
            said = [node.get(f"{{{NAMESPACES['w']}}}val") for node in body.iterfind(f".//w:sdtPr/w:{name}", NAMESPACES)]
            found = [value for value in said if not value.startswith("record_")]  # the record number stands on both pages
            assert "" not in found, (path.name, name)
            assert len(found) > 50 and len(set(found)) == len(found), (path.name, name)


def test_a_form_has_two_pages_with_its_number_on_both(clients: dict[str, Client], tmp_path: Path) -> None:
    paths = [(path, prefix) for form, prefix in PREFIXES.items() for path in forms(clients, form)]
    copies = [tmp_path / f"{number}.docx" for number, _ in enumerate(paths)]
    for (path, _), copy in zip(paths, copies, strict=True):
        copy.write_bytes(path.read_bytes())
        assert schema_faults(copy) == []
    for (path, prefix), pdf in zip(paths, rendered(copies, tmp_path), strict=True):
        pages = pdf_text(pdf).split("\f")[:-1]
        assert len(pages) == 2, path.name
        assert all(path.name.split(" ")[0] in page and prefix in page for page in pages), path.name
        assert re.search(r"Page 2 of 2|第 ?2 ?页 ?/ ?共 ?2 ?页", pages[1])


def test_every_input_of_the_review_stands_on_plan_report_and_minutes(clients: dict[str, Client]) -> None:
    for language, title in (("zh", "改进机会"), ("en", "Improvement")):
        for form in ("management-review-plan", "management-review-input", "management-review-minutes"):
            text = clients["cloudridge"].text(form, language)
            assert [number for number in range(1, 16) if not re.search(rf"(?m)^{number} \w", text)] == [], (form, language)
            assert f"15 {title}" in text
            assert "16 " not in text
