"""The fields that the tool guide has filled in, against the registers that its tickets are exported into."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

SOURCES = Path(__file__).parents[2] / "templates" / "sources"
RECORDS = {
    "incident-record": ("Incident", "事件"),
    "service-request-record": ("Request", "请求"),
    "problem-record": ("Problem", "问题"),
    "change-schedule-log": ("#change-fields", "#change-fields"),
}
LANGUAGES = ("en", "zh")
FREE = ("number", "status", "missing", "faults")
BY_THE_TOOL = {"created", "创建时间"}
CASES = [(record, language) for record in RECORDS for language in LANGUAGES]


def register(record: str, language: str) -> dict[str, Any]:
    source: dict[str, Any] = yaml.safe_load((SOURCES / "forms" / f"{record}.{language}.yaml").read_text("utf-8"))
    return source


def demanded(source: dict[str, Any]) -> list[str]:
    """The columns that somebody fills in: all that “required” or the formula of “Missing” can ask for."""
    columns = [column for group in source["register"]["groups"] for column in group["columns"]]
    return [plain(c["label"]) for c in columns if not c.get("formula") and c["id"] not in FREE]


def plain(text: str) -> str:
    """A name without what the profile fills in, so that “Told at {{ … }}” is “told at”."""
    return re.sub(r"\{[{%].*?[%}]\}", "", text).strip(" 　。.").casefold()


def names(text: str) -> set[str]:
    """The names in a list of fields, with what stands about them in brackets and before a colon taken off."""
    text = plain(re.sub(r"\([^()]*\)|（[^（）]*）", ";", text))
    parts = re.split(r"[,;:.|“”、，；：。]|<br>", text.replace(", on", "‚ on"))
    return {re.sub(r"^(or|and|其余|取其中).*", "", part.strip(" <").replace("‚ on", ", on")) for part in parts} - {""}


def fields(record: str, language: str) -> set[str]:
    lines = (SOURCES / "instructions" / f"itsm-tool-guide.{language}.md").read_text("utf-8").splitlines()
    start, row = "#fields-table", RECORDS[record][LANGUAGES.index(language)]
    if row == "#change-fields":
        start, row = row, ""
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{{: {start}"))
    table = lines[first + 1 : first + next(n for n, line in enumerate(lines[first:]) if not line)]
    return names(" | ".join(line for line in table if line.startswith(f"| {row}"))) | BY_THE_TOOL


def other_names(source: dict[str, Any]) -> dict[str, set[str]]:
    """Each column by the names that the sheet “Guide” gives the field of the tool it is exported from."""
    pairs = next(section["pairs"] for section in source["guide"]["sections"] if "pairs" in section)
    found: dict[str, set[str]] = {}
    for pair in pairs[1:]:
        for column in names(pair["text"]):
            found.setdefault(column, set()).update(names(pair["label"]) | {plain(pair["label"])})
    return found


def missing(columns: list[str], asked: set[str], mapped: dict[str, set[str]]) -> list[str]:
    return [name for name in columns if name not in asked and not mapped.get(name, set()) & asked]


@pytest.mark.parametrize(("record", "language"), CASES)
def test_the_guide_names_every_column_that_its_register_demands(record: str, language: str) -> None:
    source = register(record, language)
    assert missing(demanded(source), fields(record, language), other_names(source)) == []


@pytest.mark.parametrize(("record", "language"), CASES)
def test_a_column_added_to_a_register_is_missed_in_the_guide(record: str, language: str) -> None:
    source = register(record, language)
    source["register"]["groups"][0]["columns"].append({"id": "new", "label": "Weather on the day", "required": True})
    assert missing(demanded(source), fields(record, language), other_names(source)) == ["weather on the day"]


@pytest.mark.parametrize(("record", "language"), CASES)
def test_a_field_taken_out_of_the_guide_is_missed(record: str, language: str) -> None:
    source, asked = register(record, language), fields(record, language)
    named = [name for name in demanded(source) if name in asked]
    assert len(named) > 8
    for name in named:
        left = missing(demanded(source), asked - {name}, {})
        assert name in left


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_four_registers_are_exported_by_one_rule(language: str) -> None:
    rule = {"en": "opened or altered since the last export", "zh": "上次导出以后新建和改动过的"}[language]
    for record in RECORDS:
        first = register(record, language)["guide"]["sections"][0]["text"][0]
        assert rule in first, record
    for procedure in ("incident-management", "service-request-management", "problem-management"):
        assert rule in (SOURCES / "procedures" / f"{procedure}.{language}.md").read_text("utf-8"), procedure
