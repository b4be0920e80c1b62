"""The change request form: what it asks for, that it is blank, and that it is two pages for every example client."""

from pathlib import Path

import docx
import pytest
import yaml

from docgen.formats.word.elements import NAMESPACES
from tests.client import Client
from tests.office import assert_two_numbered_pages

ROOT = Path(__file__).parents[2]
FORM = "change-request"
# Fields that the form says in other words: a number and a date in the line above, a risk by its score, and so on.
SAID_OTHERWISE = {
    "zh": {"部门": "姓名、部门", "回退计划": "回退方案", "变更委员会意见": "变更顾问委员会", "决定": "决定和理由", "批准人与日期": "批准人",
           "对安全与连续性影响": "对安全与"},
    "en": {"Department": "department", "Configuration items affected": "Items affected", "Back-out plan": "Rollback plan",
           "CAB opinion": "Change board", "Decision": "Decision and reason", "Approver and date": "Approver",
           "Impact on security and continuity": "Impact on security"},
}  # fmt: skip


def forms(clients: dict[str, Client]) -> list[Path]:
    return [client.path(FORM, language) for name, client in clients.items() for language in ("zh", "en") if language in languages(name)]


def languages(name: str) -> list[str]:
    return list(yaml.safe_load((ROOT / "examples" / name / "profile.yaml").read_text(encoding="utf-8"))["languages"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_that_the_record_must_have_is_on_the_form(clients: dict[str, Client], language: str) -> None:
    text = clients["cloudridge"].text(FORM, language)
    briefs = yaml.safe_load((ROOT / "templates/sources/briefs.yaml").read_text(encoding="utf-8"))
    brief = next(entry for entry in briefs if entry["id"] == FORM)
    fields = [SAID_OTHERWISE[language].get(field[language], field[language]) for field in brief["contains"]]
    assert [field for field in fields if field not in text] == []


def test_nothing_on_the_form_is_filled_in(clients: dict[str, Client]) -> None:
    for path in forms(clients):
        controls = list(docx.Document(str(path)).element.body.iterfind(".//w:sdtPr", NAMESPACES))
        boxes = [box for control in controls if (box := control.find("w14:checkbox/w14:checked", NAMESPACES)) is not None]
        prompts = [control for control in controls if control.find("w:showingPlcHdr", NAMESPACES) is not None]
        assert len(boxes) + len(prompts) == len(controls) > 50
        assert {box.get(f"{{{NAMESPACES['w14']}}}val") for box in boxes} == {"0"}


def test_the_controls_of_a_form_are_told_apart(clients: dict[str, Client]) -> None:
    for path in forms(clients):
        body = docx.Document(str(path)).element.body
        for name in ("id", "tag", "alias"):
            said = [node.get(f"{{{NAMESPACES['w']}}}val") for node in body.iterfind(f".//w:sdtPr/w:{name}", NAMESPACES)]
            found = [value for value in said if not value.startswith("record_")]  # the record number stands on both pages
            assert len(found) > 50 and len(set(found)) == len(found), (path.name, name)


def test_a_form_assert_two_numbered_pages_with_its_number_on_both(clients: dict[str, Client], tmp_path: Path) -> None:
    assert_two_numbered_pages(forms(clients), "CHG-", tmp_path)
