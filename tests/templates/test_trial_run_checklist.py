"""The checklist of the trial run at work: what must exist, what is missing and how complete the months are, held against our own count."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.sources.profile_file import read_profile
from tests.client import Client
from tests.office import resaved
from tests.registers import FIRST_ROW, day, plain
from tests.timed_registers import working_day

FORM = "trial-run-record-checklist"
PAIRS = (("G", "H"), ("I", "J"), ("K", "L"))
NEVER = date(1999, 1, 2)
SAY: dict[str, dict[str, Any]] = {
    "zh": {"event": "按事件发生", "monthly": "每月", "weekly": "每周", "daily": "每日", "later": ("审核时", "评审时"), "yes": "是", "no": "否",
           "gap": "有缺口", "good": "齐", "reason": "原因"},
    "en": {"event": "per event", "monthly": "monthly", "weekly": "weekly", "daily": "daily", "later": ("at the audit", "at the review"), "yes": "yes",
           "no": "no", "gap": "gap", "good": "complete", "reason": "reason"},
}  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("trial"), "jianyue")
    client.build(only=[FORM])
    return client


def records(sheet: Worksheet) -> list[int]:
    return [row for row in range(FIRST_ROW, sheet.max_row + 1) if sheet[f"C{row}"].value]


def filled(client: Client, folder: Path, language: str) -> Workbook:
    """Return the workbook with three months counted: everything there but for every fifth row, and a month of events without any."""
    path = folder / f"{language}.xlsx"
    path.write_bytes(client.path(FORM, language).read_bytes())
    resaved([path])
    needed = load_workbook(path, data_only=True).worksheets[1]
    path.write_bytes(client.path(FORM, language).read_bytes())
    book, say = load_workbook(path), SAY[language]
    sheet = book.worksheets[1]
    for row in records(sheet):
        for place, (need, have) in enumerate(PAIRS):
            if needed[f"E{row}"].value == say["event"]:
                sheet[f"{need}{row}"] = 0 if row % 3 == place else row
            count = int(sheet[f"{need}{row}"].value if needed[f"E{row}"].value == say["event"] else needed[f"{need}{row}"].value or 0)
            sheet[f"{have}{row}"] = max(0, count - 1) if row % 5 == place else count
        for letter in "MNO":
            sheet[f"{letter}{row}"] = say["no"] if row % 7 == 0 and letter == "O" else say["yes"]
        sheet[f"U{row}"], sheet[f"V{row}"] = "A", day("2026-07-14")
    book.save(path)
    resaved([path])
    return load_workbook(path, data_only=True)


@pytest.mark.parametrize("language", SAY)
def test_need_gaps_and_completeness_are_those_of_our_own_count(client: Client, tmp_path: Path, language: str) -> None:
    book, say = filled(client, tmp_path, language), SAY[language]
    sheet, months = book.worksheets[1], book.worksheets[2]
    profile = read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile
    gaps = [0, 0, 0]
    needs = [0, 0, 0]
    for row in records(sheet):
        often, missing = str(sheet[f"E{row}"].value), 0
        for place, (need, have) in enumerate(PAIRS):
            required, present = int(sheet[f"{need}{row}"].value or 0), int(sheet[f"{have}{row}"].value or 0)
            if often == say["monthly"]:
                assert required == 1
            elif often == say["weekly"]:
                assert required == 4
            elif often in say["later"]:
                assert required == 0
            elif often != say["event"] and often != say["daily"]:
                assert required == (1 if place == 2 else 0)
            needs[place] += required
            gaps[place] += max(0, required - present)
            missing += max(0, required - present)
        assert sheet[f"P{row}"].value == missing
        assert sheet[f"Q{row}"].value == say["gap" if missing or row % 7 == 0 else "good"]
        assert (say["reason"] in str(sheet[f"W{row}"].value or "")) == (missing > 0 or row % 7 == 0)
    assert min(gaps) > 0
    for place in range(3):
        line = FIRST_ROW + place
        begin, end = (plain(months[f"{letter}{line}"].value) for letter in "BC")
        assert isinstance(begin, date)
        assert isinstance(end, date)
        worked = sum(working_day(profile, date.fromordinal(number), NEVER) for number in range(begin.toordinal(), end.toordinal() + 1))
        assert months[f"E{line}"].value == worked
        assert [months[f"{letter}{line}"].value for letter in "GHIJ"] == [needs[place], needs[place] - gaps[place], gaps[place], 0]
    assert months[f"K{FIRST_ROW + 3}"].value == pytest.approx(1 - sum(gaps) / sum(needs))
    assert plain(months[f"B{FIRST_ROW}"].value) == profile.dates.trial_start


def test_every_form_but_the_lists_has_its_row_once_and_nothing_is_filled_in(client: Client) -> None:
    chinese, english = (load_workbook(client.path(FORM, language)).worksheets[1] for language in SAY)
    rows = records(english)
    codes = [english[f"C{row}"].value for row in rows]
    assert len(set(codes)) == len(codes)
    assert {chinese[f"C{row}"].value for row in records(chinese)} == set(codes)
    assert {english[f"{letter}{row}"].value for row in rows for letter in "HJLMNORSTUV"} == {None}
    kinds = {str(rule.sqref).split(" ")[0].rstrip("0123456789:"): rule.type for rule in english.data_validations.dataValidation}
    assert {"list", "date"} <= set(kinds.values())
