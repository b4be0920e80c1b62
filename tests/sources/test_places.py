"""YAML as it is written: every scalar in its own spelling, every field with its place."""

from __future__ import annotations

import pytest

from docgen.messages import say
from docgen.sources.places import MAX_NODES, Plain, decoded, read_yaml

TEXT = """\
# comment
version: 1.0
mark: A/0
answer: no
day: 2026-02-16
code: "007"
services:
  - id: ops
    targets: {P1: {response: 15 min}}
  - id: desk
    targets:
      P1:
        response: 30 min
"""


def test_scalars_keep_their_spelling() -> None:
    data = read_yaml(TEXT, "f").data
    assert isinstance(data, dict)
    assert [data[key] for key in ("version", "mark", "answer", "day", "code")] == ["1.0", "A/0", "no", "2026-02-16", "007"]
    assert isinstance(data["version"], Plain)
    assert not isinstance(data["code"], Plain)


@pytest.mark.parametrize("written", ["", "~", "null", "Null"])
def test_nothing_is_none(written: str) -> None:
    assert read_yaml(f"a: {written}", "f").data == {"a": None}


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ("version", 2, 10),
        ("services", 7, 1),
        ("services[0]", 8, 5),
        ("services[0].targets.P1.response", 9, 30),
        ("services[1].targets.P1", 12, 7),
        ("services[1].targets.P1.response", 13, 19),
        ("services[desk].targets.P1.response", 13, 19),
        ("services[desk].targets.P4.response", 11, 5),  # not written: where it would stand
        ("services[9].name", 7, 1),
        ("nowhere", 1, 1),
        ("", 1, 1),
    ],
)
def test_a_field_has_its_place(path: str, line: int, column: int) -> None:
    place = read_yaml(TEXT, "f").places.place(path)
    assert (place.file, place.line, place.column, place.field) == ("f", line, column, path)


def test_places_count_characters_with_windows_line_ends_and_beyond_the_basic_plane() -> None:
    written = read_yaml("a: 😀中\r\nb: x # c\r\n", "f")
    spot = written.places.spots["b"]
    assert (spot.line, spot.column) == (2, 4)
    assert "a: 😀中\r\nb: x # c\r\n"[spot.start : spot.end] == "x"


def test_of_two_equal_keys_the_first_holds_and_the_second_is_told() -> None:
    written = read_yaml("a: 1\nb: 2\na: {c: 3}\n", "f")
    assert written.data == {"a": "1", "b": "2"}
    assert [(p.where.line, p.where.field) for p in written.problems] == [(3, "a")]


def test_a_repeated_value_is_read_where_it_is_named() -> None:
    written = read_yaml("a: &std {x: 1}\nb: *std\nc: {b: *std}\n", "f")
    assert written.data == {"a": {"x": "1"}, "b": {"x": "1"}, "c": {"b": {"x": "1"}}}
    assert written.problems == ()
    assert written.places.place("b.x").line == 2


def test_as_many_values_as_allowed_are_read_and_no_more() -> None:
    fits = "[" + ",".join(["x"] * (MAX_NODES - 1)) + "]"
    assert read_yaml(fits, "f").problems == ()
    (problem,) = read_yaml(fits.replace("[", "[y,", 1), "f").problems
    assert str(MAX_NODES) in say(problem.what, "en")


@pytest.mark.parametrize("raw", [b"a: x", b"\xef\xbb\xbfa: x"])
def test_utf8_is_read_with_or_without_a_byte_order_mark(raw: bytes) -> None:
    assert decoded(raw, "f") == "a: x"


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "latin-1"])
def test_another_encoding_is_told(encoding: str) -> None:
    problem = decoded("a: x\nb: Zürich".encode(encoding), "f")
    assert not isinstance(problem, str)
    assert "UTF-8" in say(problem.what, "zh")
