"""How a value gets into a workbook: as typed cell, as text, as operand of a formula, into a header.

A value is data: whatever it says, it can become neither markup nor a formula. The functions here are what the tags of a
template are wrapped in; they return XML text, ready for the output. Cells of a type other than text are told by a first
character that no XML text holds. Source: ECMA-376 part 1, 18.3.1.4 (cells), 18.3.1.46 (header codes), 18.17.2 (constants).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from docgen.domain import wording
from docgen.domain.context import plain, template_function
from docgen.domain.quantities import Duration, Percentage, Unit, plain_number
from docgen.formats.excel.tags import Kind

NUMBER, PERCENT, FINE_PERCENT, DATE, PICTURE, YES_NO = "\x04", "\x05", "\x06", "\x0e", "\x0f", "\x13"
TYPED = frozenset({NUMBER, PERCENT, FINE_PERCENT, DATE, YES_NO})

LONGEST_CELL = 32_767
LONGEST_CONSTANT = 255
LONGEST_FORMULA = 8_192
LONGEST_HEADER = 255

_DAY_ZERO = date(1899, 12, 30)  # Excel counts 1900-02-29, so days are right from 1900-03-01
_FIRST_DAY = date(1900, 3, 1)
_DAYS_1904 = 1_462
_MINUTES_A_DAY = 1_440
_CLOCK = frozenset({Unit.MINUTE, Unit.HOUR, Unit.WORKING_HOUR})
_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"} | dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
_NEEDS_CARE = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def literal(text: str) -> str:
    """Return `text` as XML text that Excel shows as it is: markup escaped, control characters gone, _x0041_ kept apart."""
    if not _NEEDS_CARE.search(text):
        return text
    return _ESCAPED.sub("_x005F_", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_MARKUP)


class PictureMark(Markup):
    """What `picture` prints: the name of a picture between two marks."""

    __slots__ = ()


def wrappers(language: str) -> dict[str, Callable[[object], object]]:
    """Return the filters that tags are wrapped in, bound to `language`. What cannot be printed they hand on as it is."""

    def spelled(value: object) -> str:
        return wording.spell(value, language)

    def operand(value: object) -> str:
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, (date, Percentage)) or _is_number(value):
            return _number(value)
        return f'"{_constant(spelled(value))}"'

    return {
        Kind.VALUE.value: _typed,
        Kind.TIME.value: _timed,
        Kind.OPERAND.value: _wrapped(operand),
        Kind.IN_STRING.value: _wrapped(lambda value: _constant(spelled(value))),
        Kind.IN_NAME.value: _wrapped(lambda value: literal(spelled(value)).replace("'", "''")),
        Kind.HEADER.value: _wrapped(lambda value: literal(spelled(value).replace("&", "&&"))),
    }


@template_function
def picture(value: object) -> object:
    """Mark the picture whose file name is `value`, for the alternative text of a picture; none if the profile names none."""
    inner = plain(value)
    return PictureMark(PICTURE + ("" if inner is None else literal(str(inner))) + PICTURE)


def _typed(value: object) -> object:
    """Numbers, percentages, dates and yes/no keep their type; the rest is printed as text."""
    if type(value) is str:  # nearly always, so it comes first
        return value
    inner = plain(value)
    if isinstance(inner, Percentage):
        return Markup((PERCENT if inner.value == inner.value.to_integral() else FINE_PERCENT) + _number(inner))
    if isinstance(inner, date) and inner >= _FIRST_DAY:
        return Markup(DATE + _number(inner))
    if _is_number(inner):
        return Markup(NUMBER + _number(inner))
    if isinstance(inner, bool):
        return Markup(YES_NO + str(int(inner)))
    return value


def _timed(value: object) -> object:
    """A duration in units of the clock is a part of a day, as cells that show a time count; the rest is as in any cell."""
    inner = plain(value)
    if isinstance(inner, Duration) and inner.unit in _CLOCK:
        return Markup(NUMBER + repr(inner.minutes / _MINUTES_A_DAY))
    return _typed(value)


def _wrapped(make: Callable[[object], str]) -> Callable[[object], object]:
    def wrap(value: object) -> object:
        inner = plain(value)
        return value if inner is None or isinstance(inner, PictureMark) else Markup(make(inner))

    return wrap


def in_1904(serial: str) -> str:
    """Return a date's serial number in a workbook that counts from 1904."""
    return str(int(serial) - _DAYS_1904)


def _is_number(value: object) -> bool:
    if isinstance(value, float):
        return value - value == 0  # neither infinite nor not-a-number
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _number(value: object) -> str:
    match value:
        case Percentage():
            return plain_number((value.value / 100).normalize())
        case date():
            return str((date(value.year, value.month, value.day) - _DAY_ZERO).days)
        case Decimal():
            return plain_number(value)
        case _:
            return repr(value)


def _constant(text: str) -> str:
    return literal(text.replace('"', '""'))
