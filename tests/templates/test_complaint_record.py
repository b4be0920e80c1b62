"""The complaint record: what it asks for, that it is blank, who does and approves what, and that it is two pages."""

from pathlib import Path

import docx
import pytest
import yaml

from docgen.formats.word.elements import NAMESPACES
from tests.client import Client
from tests.office import assert_two_numbered_pages

ROOT = Path(__file__).parents[2]
FORM = "complaint-record"
LANGUAGES = {"jianyue": ("zh", "en"), "harbourline": ("en",), "yuehu": ("zh",)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Client]:
    folder = tmp_path_factory.mktemp("complaints")
    clients = {name: Client(folder / name, name) for name in LANGUAGES}
    for client in clients.values():
        client.build(only=[FORM])
    return clients


def forms(clients: dict[str, Client]) -> list[Path]:
    return [clients[name].path(FORM, language) for name, languages in LANGUAGES.items() for language in languages]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_that_the_record_must_have_is_on_the_form(built: dict[str, Client], language: str) -> None:
    text = built["jianyue"].text(FORM, language)
    briefs = yaml.safe_load((ROOT / "templates/sources/briefs.yaml").read_text(encoding="utf-8"))
    fields = [field[language] for field in next(entry for entry in briefs if entry["id"] == FORM)["contains"]]
    assert [field for field in fields if field not in text] == []


def test_a_complaint_is_closed_by_another_than_who_answered_it(built: dict[str, Client]) -> None:
    firm, provider = built["jianyue"].text(FORM, "zh"), built["harbourline"].text(FORM, "en")
    assert "总经理；其代办的，体系负责人" in firm.replace("\n", "")
    assert "Managing Director; SMS Manager for what the Managing Director did instead" in provider.replace("\n", "")


def test_departments_complain_of_no_bill_and_no_patient_is_named(built: dict[str, Client]) -> None:
    hospital, firm = built["yuehu"].text(FORM, "zh"), built["jianyue"].text(FORM, "zh").replace("\n", "")
    assert "科室认可" in hospital and "不写患者姓名" in hospital and "收费" not in hospital and "客户" not in hospital
    assert "客户认可" in firm and "收费" in firm and "外包坐席" in firm and "患者" not in firm


def test_nothing_on_the_form_is_filled_in_and_its_controls_are_told_apart(built: dict[str, Client]) -> None:
    for path in forms(built):
        body = docx.Document(str(path)).element.body
        controls = list(body.iterfind(".//w:sdtPr", NAMESPACES))
        boxes = [box for control in controls if (box := control.find("w14:checkbox/w14:checked", NAMESPACES)) is not None]
        prompts = [control for control in controls if control.find("w:showingPlcHdr", NAMESPACES) is not None]
        assert len(boxes) + len(prompts) == len(controls) > 50
        assert {box.get(f"{{{NAMESPACES['w14']}}}val") for box in boxes} == {"0"}
        for name in ("id", "tag", "alias"):
            said = [node.get(f"{{{NAMESPACES['w']}}}val") for node in body.iterfind(f".//w:sdtPr/w:{name}", NAMESPACES)]
            found = [value for value in said if not value.startswith("record_")]  # the record number stands on both pages
            assert len(set(found)) == len(found), (path.name, name)


def test_the_form_assert_two_numbered_pages_with_its_code_and_number_on_both(built: dict[str, Client], tmp_path: Path) -> None:
    assert_two_numbered_pages(forms(built), "CPL-", tmp_path)
