"""How values are spelled in the two languages."""

from datetime import date
from decimal import Decimal

import pytest

from docgen.domain import wording
from docgen.domain.quantities import Duration, Hours, Percentage, Target
from docgen.domain.text import Text


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (Duration.parse("15 min"), "15 分钟", "15 minutes"),
        (Duration.parse("1 h"), "1 小时", "1 hour"),
        (Duration.parse("2 working days"), "2 个工作日", "2 working days"),
        (Duration.parse("12 months"), "12 个月", "12 months"),
        (Duration.parse("1.5 h"), "1.5 小时", "1.5 hours"),
        (Percentage.parse("99.50 %"), "99.5%", "99.5%"),
        (Target.parse(">= 95%"), "≥ 95%", "≥ 95%"),
        (Target.parse("<= 5 %"), "≤ 5%", "≤ 5%"),
        (Target.parse("0"), "0", "0"),
        (date(2026, 3, 1), "2026年3月1日", "1 March 2026"),
        (Hours.parse("24x7"), "7×24 小时", "24x7"),
        (Hours.parse("Mon-Fri 09:00-18:00"), "周一至周五09:00—18:00", "Monday to Friday 09:00–18:00"),
        (
            Hours.parse("Mon-Fri 08:30-12:00, 13:00-17:30; Sat 09:00-12:00"),
            "周一至周五08:30—12:00、13:00—17:30；周六09:00—12:00",
            "Monday to Friday 08:30–12:00 and 13:00–17:30; Saturday 09:00–12:00",
        ),
        (Text("云岭", "Cloudridge"), "云岭", "Cloudridge"),
        (Decimal("7.50"), "7.50", "7.50"),
        (42, "42", "42"),
    ],
)
def test_a_value_is_spelled_as_the_language_says_it(value: object, chinese: str, english: str) -> None:
    assert (wording.spell(value, "zh"), wording.spell(value, "en")) == (chinese, english)


@pytest.mark.parametrize("value", [True, ("a", "b"), {"a": 1}, object()])
def test_what_has_no_spelling_is_refused_rather_than_printed_as_code(value: object) -> None:
    with pytest.raises(wording.WordingError):
        wording.spell(value, "en")


@pytest.mark.parametrize(
    ("values", "chinese", "english"),
    [(["A"], "A", "A"), (["A", "B"], "A和B", "A and B"), (["A", "B", "C"], "A、B和C", "A, B and C"), ([], "", "")],
)
def test_a_list_reads_as_a_sentence(values: list[str], chinese: str, english: str) -> None:
    assert (wording.listed(values, "zh"), wording.listed(values, "en")) == (chinese, english)
