"""How a value is spelled in Chinese and in English; nowhere else.

Templates print values through `spell`; the filters are for the places where a document wants another form
(an ISO date in a table, a share of a duration, a list in a sentence).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal

from docgen.domain.context import plain
from docgen.domain.quantities import Duration, Hours, Percentage, Target, Unit, plain_number
from docgen.domain.text import Text
from docgen.messages import Message, message


class WordingError(Exception):
    """A value that has no spelling: a whole record, list or mapping, or a yes/no."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.key)
        self.what = what


_UNITS = {
    "zh": {
        Unit.MINUTE: "分钟",
        Unit.HOUR: "小时",
        Unit.WORKING_HOUR: "个服务小时",
        Unit.DAY: "天",
        Unit.WORKING_DAY: "个工作日",
        Unit.WEEK: "周",
        Unit.MONTH: "个月",
        Unit.YEAR: "年",
    },
    "en": {
        Unit.MINUTE: "minute",
        Unit.HOUR: "hour",
        Unit.WORKING_HOUR: "service hour",
        Unit.DAY: "day",
        Unit.WORKING_DAY: "working day",
        Unit.WEEK: "week",
        Unit.MONTH: "month",
        Unit.YEAR: "year",
    },
}
_DAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SIGNS = {">=": "≥", "<=": "≤", "=": "", ">": ">", "<": "<"}


def spell(value: object, language: str) -> str:
    """Return `value` as the running text of a document in `language` ("zh" or "en") says it.

    Raises: WordingError: a record, a list, a mapping or a yes/no, which a template must not print whole.
    """
    inner = plain(value)
    match inner:
        case str():
            return str(inner)
        case bool():
            raise WordingError(message("tags.prints-yes-no"))
        case int() | float():
            return str(inner)
        case Decimal():
            return plain_number(inner)
        case Text():
            return inner.in_language(language) or ""
        case Duration():
            return _duration(inner, language)
        case Percentage():
            return f"{inner.number}%"
        case Target():
            return f"{_SIGNS[inner.sign]} {inner.number}{'%' if inner.percent else ''}".strip()
        case Hours():
            return _hours(inner, language)
        case _ if hasattr(inner, "spelled"):
            return str(inner.spelled(language))
        case date():
            return _date(inner, language)
        case _:
            raise WordingError(message("tags.prints-record"))


def filters(language: str) -> dict[str, Callable[..., object]]:
    """Return docgen's own filters for templates, bound to `language`.

    iso:      a date as 2026-03-01, for tables.
    day_after: the day after a date; day_after(30): thirty days after it.
    share:    a percentage of a duration: targets.P1.resolution|share('50 %').
    listed:   a list in a sentence: 甲、乙和丙 / A, B and C.
    minutes:  a duration as a number of minutes, for formulas.
    number:   the bare number of a percentage or target.
    weekdays: hours of service in the short form of tables.
    """
    return {
        "iso": lambda value: value.isoformat(),
        "day_after": lambda value, days=1: value + timedelta(days=days),
        "share": lambda value, share: value.times(Percentage.parse(share) if isinstance(share, str) else share),
        "listed": lambda values: listed(values, language),
        "minutes": lambda value: value.minutes,
        "number": lambda value: value.number,
    }


def listed(values: Iterable[object], language: str) -> str:
    """Return the values as a list in a sentence: "甲、乙和丙", "A, B and C"."""
    words = [spell(value, language) for value in values]
    if len(words) < 2:
        return "".join(words)
    comma, last = ("、", "和") if language == "zh" else (", ", " and ")
    return comma.join(words[:-1]) + last + words[-1]


def _duration(value: Duration, language: str) -> str:
    unit = _UNITS[language][value.unit]
    if language == "zh":
        return f"{value.number} {unit}"
    return f"{value.number} {unit}{'' if value.amount == 1 else 's'}"


def _date(value: date, language: str) -> str:
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def _hours(value: Hours, language: str) -> str:
    if value.around_the_clock:
        return "7×24 小时" if language == "zh" else "24x7"
    days, to = _DAYS[language], "至" if language == "zh" else " to "
    comma, stop = ("、", "；") if language == "zh" else (" and ", "; ")
    dash = "—" if language == "zh" else "–"
    return stop.join(
        days[span.first_day]
        + ("" if span.first_day == span.last_day else to + days[span.last_day])
        + ("" if language == "zh" else " ")
        + comma.join(f"{start}{dash}{end}" for start, end in span.clocks)
        for span in value.spans
    )
