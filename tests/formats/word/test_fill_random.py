"""Whatever a value says, the file stays sound and says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx.document import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.formats.ooxml import open_package, parse
from tests.formats.word.documents import fill, opened, valid, word

SPECIAL = st.sampled_from(
    ["<", "&", ">", '"', "'", "]]>", "<!--", "{{ x }}", "{%p if %}", "｛｛", "\x00", "\x0b", "\a", "\f", "\x1f", "\ufffe", "\ud800", "😀", "\u2028", "\t", "\n", "\r\n", "&amp;", "  "]
)
VALUES = st.lists(st.one_of(SPECIAL, st.text(max_size=20)), max_size=8).map("".join)
UNSAYABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff\U0010fffe\U0010ffff]")


def change(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "{{ value }}"
    document.core_properties.title = "{{ value }}"


TEMPLATE = word("A{{ value }}Z", [["{{ value }}", "b"]], "{%p for line in [value, value] %}", "{{ line }}", "{%p endfor %}", change=change)


def said(value: str) -> list[str]:
    """Return the paragraphs that a document makes of a value: every line break alike, what XML cannot hold left out."""
    return [UNSAYABLE.sub("", re.sub("\r\n?|[\x0b\x85\u2028\u2029]", "\n", part)) for part in re.split("[\a\f]", value)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_a_value_of_any_text_is_said_and_leaves_the_file_sound(value: str) -> None:
    filled = fill(TEMPLATE, value=value)
    document = opened(filled)
    assert [paragraph.text for paragraph in document.paragraphs] == [*said(f"A{value}Z"), *said(value), *said(value)]
    assert document.tables[0].cell(0, 0).text == "\n".join(said(value))
    assert [paragraph.text for paragraph in document.sections[0].header.paragraphs] == said(value)
    package = open_package(filled)
    for name in package:
        if name.endswith((".xml", ".rels")):
            parse(package.read(name), name)
    assert filled == fill(TEMPLATE, value=value)


@pytest.mark.parametrize("value", ["", "<w:p>&]]>{{ x }}\n\ttab\x00\x0b\ud800😀", "\n", "a" * 40_000])
def test_the_validator_agrees(value: str, tmp_path: Path) -> None:
    assert valid(fill(TEMPLATE, value=value), tmp_path)
