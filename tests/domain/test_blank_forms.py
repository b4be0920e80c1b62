"""Which record forms are due when: by month, by day, and for how long a blank serves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docgen.domain.blank_forms import default_period, due_dates, is_of_one_event, months_due, record_number, span
from docgen.domain.catalogue import DocumentType
from docgen.domain.months import Month, Period, ends_of_weeks, working_days
from docgen.domain.operations import Holiday
from docgen.domain.profile import Dates
from docgen.domain.text import Text
from docgen.sources.catalogue_file import read_catalogue
from docgen.sources.templates import roots

CATALOGUE = read_catalogue(roots([]))
TRIAL = Period(Month(2026, 3), Month(2026, 6))
DATES = Dates(documents_issued=date(2026, 2, 16), trial_start=date(2026, 3, 2), internal_audit=date(2026, 6, 8), management_review=date(2026, 6, 18))
QINGMING = Holiday(name=Text("清明节", "Qingming"), first=date(2026, 4, 3), last=date(2026, 4, 6))


def form(identity: str) -> DocumentType:
    found = CATALOGUE.document(identity)
    assert found is not None
    return found


def months(identity: str, *given: str, period: Period = TRIAL) -> list[str]:
    return [str(month) for month in months_due(form(identity), period, DATES, [Month.parse(month) for month in given])]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [("2026-03", "2026-03", "2026-03"), ("2026-11..2027-02", "2026-11", "2027-02"), (" 2026-03..2026-03 ", "2026-03", "2026-03")],
)
def test_a_period_is_read_as_people_write_it(written: str, first: str, last: str) -> None:
    period = Period.parse(written)
    assert period is not None
    assert (str(period.first), str(period.last)) == (first, last)


@pytest.mark.parametrize("written", ["", "2026", "2026-13", "2026-05..2026-03", "0000-01", "2026-3", "2026-03...2026-05"])
def test_what_is_no_period_is_none(written: str) -> None:
    assert Period.parse(written) is None


def test_a_period_runs_over_the_turn_of_the_year() -> None:
    period = Period.parse("2026-11..2027-02")
    assert period is not None
    assert [str(month) for month in period] == ["2026-11", "2026-12", "2027-01", "2027-02"]


def test_the_trial_run_ends_with_the_management_review() -> None:
    assert default_period(DATES) == TRIAL
    assert default_period(Dates(documents_issued=date(2026, 2, 16), trial_start=date(2026, 3, 2))) == Period(Month(2026, 3), Month(2026, 5))
    assert default_period(Dates(documents_issued=date(2026, 2, 16))) is None


def test_monthly_forms_are_due_each_month_and_quarterly_ones_every_third() -> None:
    assert months("service-cost-accounting") == ["2026-03", "2026-04", "2026-05", "2026-06"]
    assert months("configuration-audit-report") == ["2026-03", "2026-06"]


def test_a_yearly_form_is_due_once_and_again_when_a_year_has_passed() -> None:
    assert months("service-catalogue") == ["2026-03"]
    assert months("service-catalogue", "2026-01") == []
    assert months("service-catalogue", "2025-04") == ["2026-04"]


def test_what_was_handed_out_is_not_due_again() -> None:
    assert months("service-cost-accounting", "2026-03", "2026-04") == ["2026-05", "2026-06"]


def test_a_form_of_one_time_is_never_due_again() -> None:
    assert months("management-representative-appointment", "2020-01") == []


def test_a_register_of_events_gets_a_new_file_as_often_as_the_catalogue_says() -> None:
    assert months("incident-record") == ["2026-03", "2026-06"]
    assert months("cmdb") == ["2026-03"]
    assert months("cmdb", "2020-01") == []


def test_work_with_a_day_in_the_profile_is_due_in_its_month() -> None:
    assert months("internal-audit-report") == ["2026-06"]
    assert months("internal-audit-report", period=Period(Month(2026, 3), Month(2026, 5))) == []
    assert [due.first for due in due_dates(form("management-review-minutes"), Month(2026, 6), DATES, ())] == [date(2026, 6, 18)]


def test_only_a_form_of_one_event_comes_in_copies() -> None:
    assert is_of_one_event(form("change-request"), DATES)
    assert not is_of_one_event(form("internal-audit-report"), DATES)  # it has its day
    assert not is_of_one_event(form("incident-record"), DATES)


def test_monthly_records_are_due_on_the_last_working_day() -> None:
    may_day = Holiday(name=Text("五一", "May Day"), first=date(2026, 5, 29), last=date(2026, 6, 1))
    (due,) = due_dates(form("service-cost-accounting"), Month(2026, 5), DATES, [may_day])
    assert due.last == date(2026, 5, 28)


def test_daily_records_are_due_on_every_working_day_but_holidays() -> None:
    (due,) = due_dates(form("daily-inspection-record"), Month(2026, 4), DATES, [QINGMING])
    assert (due.first, due.last) == (date(2026, 4, 1), date(2026, 4, 30))
    assert due.not_on == (date(2026, 4, 3), date(2026, 4, 6))


def test_weekly_records_are_due_on_the_last_working_day_of_each_week() -> None:
    assert ends_of_weeks(Month(2026, 4), [QINGMING]) == (date(2026, 4, 2), date(2026, 4, 10), date(2026, 4, 17), date(2026, 4, 24))
    whole_week = replace(QINGMING, first=date(2026, 4, 6), last=date(2026, 4, 10))
    assert date(2026, 4, 10) not in ends_of_weeks(Month(2026, 4), [whole_week])
    assert len(working_days(Month(2026, 4), [whole_week])) == 22 - 5


def test_records_of_events_have_no_day() -> None:
    assert list(due_dates(form("change-request"), Month(2026, 4), DATES, ())) == []


def test_the_heading_says_which_months_a_blank_covers() -> None:
    march = Month(2026, 3)
    assert span(form("change-request"), march, DATES, "en") == "2026-03"
    assert span(form("incident-record"), march, DATES, "en") == "2026-03 to 2026-05"
    assert span(form("incident-record"), march, DATES, "zh") == "2026-03—2026-05"
    assert span(form("cmdb"), march, DATES, "zh") == "2026-03 起"


def test_record_numbers_have_four_digits() -> None:
    assert record_number("CHG", 2026, 7) == "CHG-2026-0007"
