"""A value may look otherwise than its tag: bold, italic, underlined, in a colour."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.word.documents import ENGINE, faults, fill, opened, paragraphs, raw, valid, word

ORG = {"name": "Cloudridge & Co", "none": None}


def looks(file: bytes) -> list[tuple[str, bool | None, bool | None, str]]:
    """Return the runs of the first paragraph: text, bold, italic, colour."""
    runs = opened(file).paragraphs[0].runs
    return [(run.text, run.bold, run.italic, str(run.font.color.rgb or "")) for run in runs if run.text]


def test_a_piece_gets_a_run_of_its_own_with_the_looks_asked_for(tmp_path: Path) -> None:
    filled = fill(word("A {{ org.name|bold }} Z {{ org.name|italic|colour('c00000') }}"), org=ORG)
    assert looks(filled) == [
        ("A ", None, None, ""), ("Cloudridge & Co", True, None, ""), (" Z ", None, None, ""), ("Cloudridge & Co", None, True, "C00000"),
    ]  # fmt: skip
    assert ENGINE.faults(filled) == ()
    assert valid(filled, tmp_path)


def test_the_looks_of_the_tag_stay_beside_those_asked_for(tmp_path: Path) -> None:
    template = raw('<w:p><w:r><w:rPr><w:i/><w:color w:val="00FF00"/><w:sz w:val="40"/></w:rPr><w:t>a{{ org.name|bold|underline }}b</w:t></w:r></w:p>')
    filled = fill(template, org=ORG)
    assert looks(filled) == [("a", None, True, "00FF00"), ("Cloudridge & Co", True, True, "00FF00"), ("b", None, True, "00FF00")]
    assert all(run.font.size is not None and run.font.size.pt == 20 for run in opened(filled).paragraphs[0].runs if run.text)
    assert valid(filled, tmp_path)


def test_what_stands_before_and_after_in_the_run_keeps_its_place() -> None:
    template = raw("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b{{ org.name|bold }}c{{ org.name|bold }}</w:t><w:br/><w:t>d</w:t></w:r></w:p>")
    assert paragraphs(fill(template, org=ORG)) == ["a\tbCloudridge & CocCloudridge & Co\nd"]


def test_breaks_within_a_formatted_value_are_breaks(tmp_path: Path) -> None:
    filled = fill(word("x {{ text|paragraphs|bold }} y"), text="one\ntwo\n\nthree")
    assert paragraphs(filled) == ["x one\ntwo", "three y"]
    assert [[run.text for run in paragraph.runs if run.bold] for paragraph in opened(filled).paragraphs] == [["one\ntwo"], ["three"]]
    assert valid(filled, tmp_path)


def test_a_run_tag_takes_it_as_well_and_loops_repeat_it() -> None:
    filled = fill(word("{% for i in items %}{{r i|bold }}, {% endfor %}"), items=("a", "b"))
    assert [(text, bold) for text, bold, _, _ in looks(filled)] == [("a", True), (", ", None), ("b", True), (", ", None)]


def test_where_a_text_has_no_looks_they_are_left_out() -> None:
    def change(document: object) -> None:
        document.core_properties.title = "{{ org.name|bold }}"  # type: ignore[attr-defined]

    assert opened(fill(word("x", change=change), org=ORG)).core_properties.title == "Cloudridge & Co"
    assert paragraphs(fill(word("{{ org.name|bold ~ '!' }}"), org=ORG)) == ["Cloudridge & Co!"]


def test_signs_in_a_value_are_no_looks() -> None:
    assert paragraphs(fill(word("{{ text }}{{ text|bold }}"), text="a\U000ffffeb 1;c\U000fffffd")) == ["ab 1;cdab 1;cd"]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ org.name|colour }}", "six hexadecimal digits"),
        ("{{ org.name|colour('red') }}", "six hexadecimal digits"),
        ("{{ org.none|bold }}", "nothing"),
        ("{{ org|bold }}", "whole record"),
    ],
)
def test_what_cannot_be_formatted_is_told_at_its_tag(tag: str, said: str) -> None:
    ((place, found, what),) = faults(word(tag), org=ORG)
    assert (place, found) == ("paragraph 1", tag) and said in what
