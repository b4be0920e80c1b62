"""The Word forms of audits and corrective action: what they ask for, that they are blank, and how many pages they take."""

import re
from pathlib import Path

import docx
import pytest
import yaml

from docgen.formats.word.elements import NAMESPACES
from tests.client import MAIN_EXAMPLES, Client
from tests.office import pdf_text, rendered, schema_faults

ROOT = Path(__file__).parents[2]
PAGES = {"internal-audit-plan": 2, "internal-audit-report": 2, "meeting-attendance-sheet": 1, "corrective-action-report": 2}
# Fields of the brief that a form says in other words, or as one of two in a cell.
OTHERWISE = {
    "zh": {"审核员分工": "审核员", "受审部门": "受审单元", "按条款与部门的不符合": "不符合和观察项", "不符合分布表": "分布表",
           "有效性评价": "得到实施并保持有效", "分发范围": "分发", "日期": "会议日期", "条款": "依据", "不符合描述": "事实和证据",
           "原因分析": "为什么 1", "举一反三": "同类情况", "验证情况": "结果", "报告编号": "编号", "发现日期": "发现人、日期"},
    "en": {"Scope": "cope", "Criteria": "riteria", "Audit dates": "ates", "Prepared by": "Prepared by, on", "Approved by": "pproved",
           "Summary of the audit": "Samples", "Findings by clause and department": "Findings", "Distribution table": "Distribution",
           "Follow-up of previous findings": "Earlier findings", "Evaluation of effectiveness": "carried out and kept effective",
           "Corrective action due date": "Corrective action due", "Distribution list": "Sent to, on", "Date": "Meeting on",
           "Start time": "Start", "End time": "End", "Report number": "umber", "Found by": "Found by, on", "Found on": "Found by, on",
           "Clause": "Requirement", "Description": "What was found", "Cause analysis": "Why 1", "Due date": "Due",
           "Similar cases checked": "Similar cases", "Verification": "Verified by, on", "Verified by": "Verified by, on"},
}  # fmt: skip
ELSEWHERE = {
    ("internal-audit-plan", "en"): {"Department": "Part"},
    ("internal-audit-report", "zh"): {"批准人": "阅知"},
    ("internal-audit-report", "en"): {"Approved by": "Seen by"},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Client]:
    folder = tmp_path_factory.mktemp("audit-forms")
    clients = {name: Client(folder / name, name) for name in (*MAIN_EXAMPLES, "wanheng")}
    for client in clients.values():
        client.build(only=list(PAGES))
    return clients


def forms(clients: dict[str, Client]) -> list[tuple[str, Path]]:
    return [
        (form, client.path(form, language))
        for name, client in clients.items()
        for language in (("en",) if name == "harbourline" else ("zh", "en"))
        for form in PAGES
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", PAGES)
def test_every_field_that_the_record_must_have_is_on_the_form(built: dict[str, Client], form: str, language: str) -> None:
    text = built["cloudridge"].text(form, language)
    briefs = yaml.safe_load((ROOT / "templates/sources/briefs.yaml").read_text(encoding="utf-8"))
    fields = [field[language] for field in next(entry for entry in briefs if entry["id"] == form)["contains"]]
    said = OTHERWISE[language] | ELSEWHERE.get((form, language), {})
    assert [field for field in fields if said.get(field, field) not in text] == []


def test_nothing_on_a_form_is_filled_in_and_its_controls_are_told_apart(built: dict[str, Client]) -> None:
    for _, path in forms(built):
        controls = list(docx.Document(str(path)).element.body.iterfind(".//w:sdtPr", NAMESPACES))
        boxes = [box for control in controls if (box := control.find("w14:checkbox/w14:checked", NAMESPACES)) is not None]
        prompts = [control for control in controls if control.find("w:showingPlcHdr", NAMESPACES) is not None]
        assert len(boxes) + len(prompts) == len(controls) > 25
        assert {box.get(f"{{{NAMESPACES['w14']}}}val") for box in boxes} == {"0"}
        for name in ("id", "tag", "alias"):
            said = [
                node.get(f"{{{NAMESPACES['w']}}}val")
                for node in docx.Document(str(path)).element.body.iterfind(f".//w:sdtPr/w:{name}", NAMESPACES)
            ]
            found = [value for value in said if not value.startswith("record_")]  # the record number stands on both pages
            assert len(said) == len(controls), (path.name, name)
            assert len(set(found)) == len(found), (path.name, name)


def test_a_form_keeps_to_its_pages_with_its_code_and_number_on_each(built: dict[str, Client], tmp_path: Path) -> None:
    found = forms(built)
    copies = [tmp_path / f"{number}.docx" for number, _ in enumerate(found)]
    for (_, path), copy in zip(found, copies, strict=True):
        copy.write_bytes(path.read_bytes())
        assert schema_faults(copy) == []
    for (form, path), pdf in zip(found, rendered(copies, tmp_path), strict=True):
        pages = pdf_text(pdf).split("\f")[:-1]
        assert len(pages) == PAGES[form], path.name
        assert all(path.name.split(" ")[0] in page for page in pages)
        number = "NC-" if form == "corrective-action-report" else "" if form == "meeting-attendance-sheet" else "IA-"
        assert all(number in page for page in pages)
        assert re.search(rf"Page {len(pages)} of\s+{len(pages)}|第 ?{len(pages)} ?页 ?/ ?共 ?{len(pages)} ?页", pages[-1])
