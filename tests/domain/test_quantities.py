"""Quantities as the profile writes them: they parse, compare and write themselves back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.domain.quantities import Duration, Hours, Percentage, QuantityError, Target, Unit, plain_number


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("15 min", "15", Unit.MINUTE), ("15min", "15", Unit.MINUTE), ("1 minute", "1", Unit.MINUTE), ("4 h", "4", Unit.HOUR),
        ("1.5 hours", "1.5", Unit.HOUR), ("8 working hours", "8", Unit.WORKING_HOUR), ("2 working days", "2", Unit.WORKING_DAY),
        ("1 Business Day", "1", Unit.WORKING_DAY), ("3 d", "3", Unit.DAY), ("2 weeks", "2", Unit.WEEK), ("12 months", "12", Unit.MONTH),
        ("3 years", "3", Unit.YEAR), ("30分钟", "30", Unit.MINUTE), ("2 个工作日", "2", Unit.WORKING_DAY), ("6个月", "6", Unit.MONTH),
        ("100 min", "100", Unit.MINUTE),
    ],
)  # fmt: skip
def test_a_duration_is_a_number_and_a_unit(text: str, amount: str, unit: Unit) -> None:
    assert Duration.parse(text) == Duration(Decimal(amount).normalize(), unit)


@pytest.mark.parametrize("text", ["", "15", "min", "15 mn", "-5 min", "15 min or so", "1,5 h", "2 working", "½ h", "15 min 30 s", "1e3 h"])
def test_anything_else_is_no_duration(text: str) -> None:
    with pytest.raises(QuantityError):
        Duration.parse(text)


@given(st.integers(0, 10_000), st.sampled_from(Unit))
def test_a_duration_reads_back_what_it_writes(amount: int, unit: Unit) -> None:
    duration = Duration(Decimal(amount).normalize(), unit)
    assert Duration.parse(str(duration)) == duration
    assert duration.number == str(amount)


def test_durations_are_ordered_by_length_whatever_their_unit() -> None:
    short, hour, same, long = (Duration.parse(text) for text in ("15 min", "1 h", "60 min", "2 h"))
    assert short < hour < long
    assert hour <= same <= hour
    assert hour != same
    assert max(short, long, hour) == long


@pytest.mark.parametrize(
    ("one", "other", "surely"),
    [
        ("2 h", "60 min", True), ("60 min", "2 h", False), ("1 h", "60 min", False),
        ("24 h", "2 working days", False),  # two working days take longer than 24 hours of a clock that runs all night
        ("9 h", "1 working day", False), ("30 h", "1 working day", False), ("80 h", "1 working day", True),
        ("2 working days", "20 h", False), ("5 working days", "2 days", True), ("1 month", "20 days", True),
        ("6 days", "5 working days", False), ("8 days", "5 working days", True), ("3 working days", "2 working days", True),
    ],
)  # fmt: skip
def test_a_duration_surely_exceeds_another_only_however_working_days_are_counted(one: str, other: str, surely: bool) -> None:
    assert Duration.parse(one).surely_exceeds(Duration.parse(other)) is surely


def test_a_share_of_a_duration_is_in_minutes() -> None:
    assert str(Duration.parse("4 h").times(Percentage.parse("50 %"))) == "120 min"
    assert str(Duration.parse("15 min").times(Percentage.parse("50%"))) == "7 min"


@pytest.mark.parametrize(("text", "written"), [("99.5 %", "99.5 %"), ("60%", "60 %"), ("100 %", "100 %"), ("0 ％", "0 %"), ("99.50 %", "99.5 %")])
def test_a_percentage_has_a_sign(text: str, written: str) -> None:
    assert str(Percentage.parse(text)) == written


@pytest.mark.parametrize("text", ["99.5", "101 %", "-1 %", "%", "", "50 % of all"])
def test_anything_else_is_no_percentage(text: str) -> None:
    with pytest.raises(QuantityError):
        Percentage.parse(text)


@pytest.mark.parametrize("text", ["24x7", "7x24", "24X7", "24×7", "24*7", "Mon-Sun 00:00-24:00"])
def test_hours_may_run_around_the_clock(text: str) -> None:
    assert Hours.parse(text).around_the_clock
    assert str(Hours.parse(text)) == "24x7"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("5x8", "Mon-Fri 09:00-17:00"),
        ("Mon-Fri 9:00-18:00", "Mon-Fri 09:00-18:00"),
        ("mon-fri 08:30-12:00, 13:00-17:30; sat 09:00-12:00", "Mon-Fri 08:30-12:00, 13:00-17:30; Sat 09:00-12:00"),
        ("Sun 10:00–24:00", "Sun 10:00-24:00"),
    ],
)
def test_hours_are_spans_of_a_week(text: str, written: str) -> None:
    assert str(Hours.parse(text)) == written
    assert Hours.parse(written) == Hours.parse(text)
    assert not Hours.parse(text).around_the_clock


@pytest.mark.parametrize(
    "text", ["", ";", "always", "Mon-Fri", "09:00-18:00", "Mon-Fri 18:00-09:00", "Fri-Mon 09:00-18:00", "Mon 09:00-24:30", "Mon 09:75-10:00", "Xyz 09:00-10:00"]
)
def test_anything_else_is_no_hours(text: str) -> None:
    with pytest.raises(QuantityError):
        Hours.parse(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [("95 %", ">= 95 %"), (">=95%", ">= 95 %"), ("≥ 95 %", ">= 95 %"), ("<= 5 %", "<= 5 %"), ("≤5％", "<= 5 %"), ("90", ">= 90"), ("= 0", "= 0"), ("< 2.50", "< 2.5")],
)
def test_a_target_is_a_comparison_at_least_unless_said(text: str, written: str) -> None:
    assert str(Target.parse(text)) == written


@pytest.mark.parametrize("text", ["", "all", "~ 95 %", "95 pct", "=> 95 %"])
def test_anything_else_is_no_target(text: str) -> None:
    with pytest.raises(QuantityError):
        Target.parse(text)


def test_an_organisations_own_bound_keeps_the_direction_of_the_default() -> None:
    assert str(Target.parse("<= 5 %").replaced_by(Target.parse("3 %"))) == "<= 3 %"


@pytest.mark.parametrize(("value", "written"), [("1E+2", "100"), ("99.5", "99.5"), ("0", "0")])
def test_a_number_is_written_without_exponent(value: str, written: str) -> None:
    assert plain_number(Decimal(value)) == written
