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
SAY: dict[str, dict[str, Any]] = {
    "zh": {"event": "按事件发生", "monthly": "每月", "weekly": "每周", "daily": "每日", "later": ("审核", "评审", "首期满后"), "yes": "是", "no": "否",
           "gap": "有缺口", "good": "齐", "none": "未发生", "reason": "原因", "keeper": "换人核查"},
    "en": {"event": "per event", "monthly": "monthly", "weekly": "weekly", "daily": "daily", "later": ("audit", "review", "after first period"), "yes": "yes",
           "no": "no", "gap": "gap", "good": "complete", "none": "none", "reason": "reason", "keeper": "another checker than the keeper"},
}  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("trial"), "jianyue")
    client.build(only=[FORM])
    return client


def months_of(book: Workbook) -> list[Worksheet]:
    return book.worksheets[1:4]


def records(sheet: Worksheet) -> list[int]:
    return [row for row in range(FIRST_ROW, sheet.max_row + 1) if sheet[f"D{row}"].value]


def keeper_of(sheet: Worksheet, row: int) -> str:
    """Return the person in brackets behind the keeper's role."""
    return str(sheet[f"F{row}"].value).replace("（", "(").rstrip(")）").rpartition("(")[2]


def lacking(row: int, month: int) -> bool:
    """Every fifth row lacks one in the first month, and the one after it in the first two."""
    return row % 5 in ((0, 1) if month == 0 else (1,) if month == 1 else ())


def filled(client: Client, folder: Path, language: str) -> Workbook:
    """Return the workbook with three months counted: a record missing here and there, and a month of events without any."""
    path = folder / f"{language}.xlsx"
    path.write_bytes(client.path(FORM, language).read_bytes())
    resaved([path])
    needed = months_of(load_workbook(path, data_only=True))
    path.write_bytes(client.path(FORM, language).read_bytes())
    book, say = load_workbook(path), SAY[language]
    for place, sheet in enumerate(months_of(book)):
        for row in records(sheet):
            if needed[place][f"E{row}"].value == say["event"]:
                sheet[f"G{row}"] = 0 if row % 3 == place else row
            count = int(sheet[f"G{row}"].value if needed[place][f"E{row}"].value == say["event"] else needed[place][f"G{row}"].value or 0)
            sheet[f"H{row}"] = max(0, count - 1) if lacking(row, place) else count
            for letter in "MNO":
                sheet[f"{letter}{row}"] = say["no"] if row % 7 == 0 and letter == "O" else say["yes"]
            sheet[f"T{row}"] = keeper_of(needed[place], row) if row % 4 == 0 else "A"
            sheet[f"U{row}"] = day("2026-07-14")
    book.save(path)
    resaved([path])
    return load_workbook(path, data_only=True)


@pytest.mark.parametrize("language", SAY)
def test_need_gaps_and_completeness_are_those_of_our_own_count(client: Client, tmp_path: Path, language: str) -> None:
    book, say = filled(client, tmp_path, language), SAY[language]
    sheets, months = months_of(book), book.worksheets[4]
    profile = read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile
    gaps, needs, twice = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    before: dict[int, str] = {}
    for place, sheet in enumerate(sheets):
        states: dict[int, str] = {}
        for row in records(sheet):
            often = str(sheet[f"E{row}"].value)
            required, present = int(sheet[f"G{row}"].value or 0), int(sheet[f"H{row}"].value or 0)
            if often == say["weekly"]:
                assert required % 4 == 0
                assert required > 0
            elif often.startswith(say["later"]):
                assert required == 0
            elif often not in (say["event"], say["daily"], say["monthly"]):
                assert (required > 0) == (place == 2)
            needs[place] += required
            gaps[place] += max(0, required - present)
            assert sheet[f"I{row}"].value == max(0, required - present)
            gap = required > present or row % 7 == 0
            states[row] = say["gap"] if gap else say["good"] if required + present else say["none"]
            assert sheet[f"P{row}"].value == states[row]
            missing = str(sheet[f"V{row}"].value or "")
            assert (say["reason"] in missing) == gap
            assert (say["keeper"] in missing) == (row % 4 == 0 and keeper_of(sheet, row) == sheet[f"T{row}"].value)
            if place:
                again = states[row] == before[row] == say["gap"]
                assert (sheet[f"W{row}"].value or "") == (say["yes"] if again else "")
                twice[place] += again
        before = states
    assert min(gaps[:2]) > 0
    assert min(twice[1:]) > 0
    for place in range(3):
        line = FIRST_ROW + place
        begin, end = (plain(months[f"{letter}{line}"].value) for letter in "BC")
        assert isinstance(begin, date)
        assert isinstance(end, date)
        worked = sum(working_day(profile, date.fromordinal(number)) for number in range(begin.toordinal(), end.toordinal() + 1))
        assert months[f"E{line}"].value == worked
        assert [months[f"{letter}{line}"].value for letter in "GHIJ"] == [needs[place], needs[place] - gaps[place], gaps[place], 0]
        assert (months[f"M{line}"].value or 0) == twice[place]
    assert months[f"K{FIRST_ROW + 3}"].value == pytest.approx(1 - sum(gaps) / sum(needs))
    assert plain(months[f"B{FIRST_ROW}"].value) == profile.dates.trial_start


def test_what_is_needed_follows_customers_suppliers_and_the_board(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "wanheng")
    client.build(only=[FORM])
    path = tmp_path / "form.xlsx"
    path.write_bytes(client.path(FORM, "en").read_bytes())
    resaved([path])
    profile = read_profile((client.folder / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml").profile
    third = months_of(load_workbook(path, data_only=True))[2]
    need = {third[f"D{row}"].value: (third[f"E{row}"].value, third[f"G{row}"].value) for row in records(third)}
    first = profile.dates.trial_start
    assert first is not None
    begin, end = (date(first.year, first.month + month, first.day) for month in (2, 3))
    days = [date.fromordinal(number) for number in range(begin.toordinal(), end.toordinal())]
    met = sum(day.isoweekday() in (2, 4) and working_day(profile, day) for day in days)  # Tuesdays and Thursdays
    assert need["Change Advisory Board Minutes"] == ("weekly", met)
    assert need["Handover log"] == ("daily", len(days))
    due = first.month + 3 >= (8 if first.month <= 6 else 14)  # the first period ends with the half-year
    assert need["Supplier Performance Review Record"][1] == (sum(supplier.class_ == "A" for supplier in profile.suppliers) if due else 0)
    assert need["Monthly lists of suppliers"] == ("monthly", len(profile.suppliers))
    assert need["Service Continuity Test Report"][1] == len(profile.drills)
    assert need["Availability Monitoring Record"] == ("monthly", 1)


def test_every_form_but_the_lists_has_its_row_once_and_nothing_is_filled_in(client: Client) -> None:
    for chinese, english in zip(*(months_of(load_workbook(client.path(FORM, language))) for language in SAY), strict=True):
        rows = records(english)
        codes = [english[f"C{row}"].value for row in rows if english[f"C{row}"].value != "—"]
        assert len(set(codes)) == len(codes)
        assert {chinese[f"C{row}"].value for row in records(chinese)} - {"—"} == set(codes)
        assert {english[f"{letter}{row}"].value for row in rows for letter in "HJKLMNOQRSTU"} == {None}
        kinds = {str(rule.sqref).split(" ")[0].rstrip("0123456789:"): rule.type for rule in english.data_validations.dataValidation}
        assert {"list", "date", "whole"} <= set(kinds.values())
