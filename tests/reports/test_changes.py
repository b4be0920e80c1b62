"""What changed, as a page and as text: readable without colours, safe whatever a document says."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from docgen.merge.comparison import Difference, Kind, compare
from docgen.merge.content import Block
from docgen.reports.changes import changes_html, changes_json, changes_text
from tests.merge.trees import document, paragraph, table

BEFORE = document(Block(kind="heading", text="Times", style="heading 1"), "Report within 30 min.", table(("P1", "30 min"), ("P2", "2 h")))
AFTER = document(Block(kind="heading", text="Times", style="heading 1"), "Report within 15 min.", table(("P1", "30 min")))
CHANGES = compare(BEFORE, AFTER)


def page(differences: tuple[Difference, ...], language: str = "en") -> ElementTree.Element:
    """Return the page as a tree; it is well-formed XML but for its declaration and void elements."""
    html = changes_html(differences, "YL-P-12 Incidents", language)
    body = html[html.index("<body>") : html.index("</html>")].replace("<br>", "<br/>")
    return ElementTree.fromstring(body)


def test_changes_stand_under_the_headings_they_belong_to() -> None:
    assert [item.text for item in page(CHANGES).iter("h2")] == ["Times"]
    assert ["".join(item.itertext()) for item in page(CHANGES).iter("li")] == [
        "±Text changedReport within 30 min15 min.",
        "−Row removedtable 1 › row “P2”P2 | 2 h",
    ]


def test_old_words_are_struck_and_new_ones_underlined_and_both_bear_signs() -> None:
    tree = page(CHANGES)
    assert [item.text for item in tree.iter("ins")] == ["15 min"]
    assert [item.text for item in tree.iter("del")] == ["30 min", "P2 | 2 h"]
    style = changes_html(CHANGES, "x", "en")
    assert 'ins::before { content: "+"; }' in style
    assert 'del::before { content: "−"; }' in style


def test_what_a_document_says_is_never_code() -> None:
    evil = compare(document("a"), document("a", "<script>alert(1)</script> & more"))
    html = changes_html(evil, "<b>", "en")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<b>" not in html.partition("<ul>")[0]


def test_the_page_needs_nothing_else() -> None:
    html = changes_html(CHANGES, "x", "en")
    assert not [word for word in ("http", "src=", "url(", "@import", "<link") if word in html]


@pytest.mark.parametrize(("language", "sum_"), [("en", "2 changes."), ("zh", "共 2 处变更。")])
def test_the_sum_stands_in_the_language_of_the_document(language: str, sum_: str) -> None:
    assert sum_ in changes_html(CHANGES, "x", language)
    assert changes_text(CHANGES, language).splitlines()[-1] == sum_


def test_as_text_each_change_is_one_line() -> None:
    assert changes_text(CHANGES, "en").splitlines() == [
        "± Times: Report within [−30 min][+15 min].",
        "− Times › table 1 › row “P2”: P2 | 2 h",
        "2 changes.",
    ]


def test_long_texts_are_cut_down_to_what_stands_beside_a_change() -> None:
    long = "word " * 200
    (line, _) = changes_text(compare(document(long + "30 min"), document(long + "15 min")), "en").splitlines()
    assert len(line) < 120
    assert "[−30 min][+15 min]" in line


def test_new_looks_are_counted_and_nothing_is_told_of_nothing() -> None:
    looks = compare(document(paragraph("said", "normal")), document(paragraph("said", "note")))
    assert changes_text(looks, "en") == "Besides, the look of 1 texts or cells changed, not what they say."
    assert changes_text((), "en") == "Nothing changed."


def test_pictures_and_fields_are_named_not_shown_as_code() -> None:
    drawn = Block(kind="paragraph", text="See \ufffc and ⟨REF _Ref_kpi \\h⟩", children=(Block(kind="object"),))
    (line, _) = changes_text(compare(document("x"), document("x", drawn)), "en").splitlines()
    assert line == "+ See [picture] and […]"


def test_json_keeps_places_and_pieces() -> None:
    first = json.loads(json.dumps(changes_json(CHANGES)))[0]
    assert (first["kind"], first["where"], first["pieces"][1]) == (
        Kind.CHANGED,
        [{"kind": "heading", "name": "Times"}],
        ["removed", "30 min"],
    )
