"""Readers of single values: texts, quantities, numbers, choices, dates. Each knows what the value should have looked like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from docgen.domain.quantities import QuantityError
from docgen.domain.shapes import Within
from docgen.domain.text import Text
from docgen.messages import Message, message
from docgen.sources.places import member
from docgen.sources.reading import FAULT, Reader, Reading

_YES_NO = {"true": True, "yes": True, "false": False, "no": False}
_CJK = re.compile(r"[㐀-鿿豈-﫿]")


def text_reader(*, proper_name: bool) -> Reader:
    """Return the reader of a text; a proper name may be spelled once for every language."""

    def read(reading: Reading, data: object, path: str) -> object:
        if isinstance(data, dict):
            return text_by_language(reading, data, path)
        if not isinstance(data, str):
            return reading.misshapen("text", data, path)
        if not data.strip():
            return reading.fault(path, message("profile.blank-text"))
        if not proper_name and (unsaid := _unsaid(str(data), reading.languages)):
            what = message("profile.text-in-one-language", language=message(f"profile.language-{unsaid}"))
            return reading.fault(path, what, found=data, remedy=message("profile.text-in-one-language-remedy"))
        return Text.of(str(data).strip())

    return read


def _unsaid(text: str, languages: tuple[str, ...]) -> str | None:
    """Return the language in which a plain string does not say its text; a single Latin word, such as HQ, serves both."""
    chinese = _CJK.search(text) is not None
    if chinese and "en" in languages:
        return "en"
    if not chinese and set(languages) == {"zh", "en"} and len(text.split()) > 1:
        return "zh"
    return None


def text_by_language(reading: Reading, data: dict[str, object], path: str) -> object:
    """Read {zh: …, en: …}: no other language, nothing blank, and every language of the documents."""
    before = len(reading.problems)
    for key, said in data.items():
        if key not in ("zh", "en"):
            reading.unknown(key, ("zh", "en"), member(path, key))
        elif not isinstance(said, str):
            reading.misshapen("text", said, member(path, key))
        elif not said.strip():
            reading.fault(member(path, key), message("profile.blank-text"))
    for language in reading.languages:
        if language not in data:
            reading.fault(path, message("profile.text-missing-language", language=message(f"profile.language-{language}")))
    if len(reading.problems) > before:
        return FAULT
    return Text(**{language: str(said).strip() for language, said in data.items()})


def quantity_reader(kind: Any, expectation: str) -> Reader:
    """Return the reader of a quantity that parses itself; `expectation` is the key of what it looks like."""

    def read(reading: Reading, data: object, path: str) -> object:
        try:
            if isinstance(data, str):
                return kind.parse(str(data))
        except QuantityError:
            pass
        return reading.fault(path, message("profile.unreadable"), found=data, expected=message(expectation))

    return read


def spelling_reader(pattern: re.Pattern[str], expected: Message) -> Reader:
    """Return the reader of a string that matches `pattern` as a whole."""

    def read(reading: Reading, data: object, path: str) -> object:
        if isinstance(data, str) and pattern.fullmatch(data):
            return str(data)
        return reading.fault(path, message("profile.unreadable"), found=data, expected=expected)

    return read


def number_reader(bounds: Within) -> Reader:
    """Return the reader of a whole number within bounds."""

    def read(reading: Reading, data: object, path: str) -> object:
        number = int(data) if isinstance(data, str) and re.fullmatch(r"\d{1,12}", data, re.ASCII) else None
        if number is None or number < bounds.least or (bounds.most is not None and number > bounds.most):
            return reading.fault(path, message("profile.unreadable"), found=data, expected=expected_number(bounds))
        return number

    return read


def expected_number(bounds: Within) -> Message:
    """Return what a whole number within `bounds` looks like."""
    if bounds.most is None:
        return message("profile.expected-number", least=bounds.least)
    return message("profile.expected-number-between", least=bounds.least, most=bounds.most)


def choice_reader(kind: type[StrEnum]) -> Reader:
    """Return the reader of one of the values of `kind`."""

    choices = tuple(choice.value for choice in kind)

    def read(reading: Reading, data: object, path: str) -> object:
        if data in choices:
            return kind(str(data))
        near = tuple(get_close_matches(str(data), choices, n=2, cutoff=0.6)) if isinstance(data, str) else ()
        expected = message("profile.expected-choice", choices=choices)
        return reading.fault(path, message("profile.not-a-choice"), found=data, expected=expected, nearest=near)

    return read


def _read_string(reading: Reading, data: object, path: str) -> object:
    if not isinstance(data, str):
        return reading.misshapen("text", data, path)
    return str(data).strip() or reading.fault(path, message("profile.blank-text"))


def _read_yes_no(reading: Reading, data: object, path: str) -> object:
    if isinstance(data, str) and data.lower() in _YES_NO:
        return _YES_NO[data.lower()]
    return reading.fault(path, message("profile.unreadable"), found=data, expected=message("profile.expected-yes-no"))


def _read_date(reading: Reading, data: object, path: str) -> object:
    try:
        if isinstance(data, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", data, re.ASCII):
            return date.fromisoformat(data)
    except ValueError:
        pass
    return reading.fault(path, message("profile.unreadable"), found=data, expected=message("profile.expected-date"))


def _read_amount(reading: Reading, data: object, path: str) -> object:
    if isinstance(data, str) and re.fullmatch(r"\d{1,15}(\.\d+)?", data, re.ASCII):
        return Decimal(data)
    return reading.fault(path, message("profile.unreadable"), found=data, expected=message("profile.expected-amount"))


SCALARS: Mapping[Any, Reader] = {str: _read_string, bool: _read_yes_no, date: _read_date, Decimal: _read_amount}
