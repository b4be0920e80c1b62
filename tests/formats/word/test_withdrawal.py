"""A withdrawn Word document says so on its first page and in its headers, and reads as before once the banner is taken away."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.formats.engine import Notice
from tests.formats.word.documents import ENGINE, Block, word
from tests.office import resaved, schema_faults

NOTICE = Notice(title="已作废", text="按现行范围不再适用。最后发布版本：A/0（2026-02-16）。")
TEMPLATES = sorted(Path("templates").glob("*/*.docx"))
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=12)
blocks = st.lists(texts | st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=3), max_size=5)


def edited(file: bytes, change: Callable[[Document], object]) -> bytes:
    document = docx.Document(BytesIO(file))
    change(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def said(file: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(file)).paragraphs]


def with_headers(document: Document) -> None:
    """A cover without a header, and two sections, the second with a first page of its own."""
    second = document.add_section()
    for section, name in zip(document.sections, ("one", "two"), strict=True):
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
        section.header.paragraphs[0].text = f"Header {name}"
        section.first_page_header.paragraphs[0].text = f"First {name}"
    second.footer.paragraphs[0].text = "Footer"


@given(blocks)
@settings(max_examples=25, deadline=None)
def test_without_its_banner_a_document_reads_as_it_did(content: list[Block]) -> None:
    file = word(*content, change=with_headers)
    withdrawn = ENGINE.withdrawn(file, NOTICE)
    assert ENGINE.content(withdrawn) != ENGINE.content(file)
    assert ENGINE.faults(withdrawn) == ENGINE.faults(ENGINE.in_force(withdrawn)) == ()
    assert ENGINE.content(ENGINE.in_force(withdrawn)) == ENGINE.content(file)
    assert ENGINE.withdrawn(withdrawn, NOTICE) == withdrawn
    assert ENGINE.withdrawn(ENGINE.in_force(withdrawn), NOTICE) == withdrawn


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_shipped_document_can_be_withdrawn_and_come_back(path: Path, tmp_path: Path) -> None:
    file = path.read_bytes()
    withdrawn = ENGINE.withdrawn(file, NOTICE)
    assert ENGINE.content(ENGINE.in_force(withdrawn)) == ENGINE.content(file)
    (tmp_path / path.name).write_bytes(withdrawn)
    assert schema_faults(tmp_path / path.name) == []


def test_the_banner_stands_before_everything_and_in_the_headers_of_the_pages_that_follow() -> None:
    withdrawn = docx.Document(BytesIO(ENGINE.withdrawn(word([["a table", "comes"]], change=with_headers), NOTICE)))
    assert withdrawn.element.body[0] is withdrawn.paragraphs[0]._element
    assert withdrawn.paragraphs[0].text == f"{NOTICE.title}\n{NOTICE.text}"
    line = f"{NOTICE.title} · {NOTICE.text}"
    one, two = withdrawn.sections
    assert [paragraph.text for paragraph in one.header.paragraphs] == [line, "Header one"]
    assert [paragraph.text for paragraph in two.header.paragraphs] == [line, "Header two"]
    assert [paragraph.text for paragraph in one.first_page_header.paragraphs] == ["First one"]
    assert [paragraph.text for paragraph in two.first_page_header.paragraphs] == [line, "First two"]


def test_the_status_among_the_properties_says_it_and_is_given_back() -> None:
    draft = word("x", change=lambda document: setattr(document.core_properties, "content_status", "Draft"))
    withdrawn = ENGINE.withdrawn(draft, NOTICE)
    assert docx.Document(BytesIO(withdrawn)).core_properties.content_status == NOTICE.title
    assert docx.Document(BytesIO(ENGINE.in_force(withdrawn))).core_properties.content_status == "Draft"


def test_a_status_that_people_gave_it_since_stays() -> None:
    withdrawn = edited(
        ENGINE.withdrawn(word("x"), NOTICE), lambda document: setattr(document.core_properties, "content_status", "Archived")
    )
    assert docx.Document(BytesIO(ENGINE.in_force(withdrawn))).core_properties.content_status == "Archived"


def test_a_document_that_was_never_withdrawn_is_returned_as_it_is() -> None:
    file = word(f"{NOTICE.title} {NOTICE.text}")
    assert ENGINE.in_force(file) is file


def test_a_later_notice_takes_the_place_of_the_earlier_one() -> None:
    later = Notice(title="WITHDRAWN", text="No longer kept in this language.")
    assert said(ENGINE.withdrawn(ENGINE.withdrawn(word("x"), NOTICE), later)) == ["WITHDRAWN\nNo longer kept in this language.", "x"]


def test_edits_made_while_it_was_withdrawn_stay() -> None:
    withdrawn = edited(ENGINE.withdrawn(word("one", "two"), NOTICE), lambda document: document.add_paragraph("three"))
    assert said(ENGINE.in_force(withdrawn)) == ["one", "two", "three"]


def test_a_banner_that_people_deleted_is_gone_and_one_they_wrote_into_is_theirs() -> None:
    withdrawn = ENGINE.withdrawn(word("x"), NOTICE)
    assert said(ENGINE.in_force(edited(withdrawn, lambda document: document.element.body.remove(document.element.body[0])))) == ["x"]
    theirs = edited(withdrawn, lambda document: document.paragraphs[0].add_run(" Ask Ms Li."))
    assert said(ENGINE.in_force(theirs)) == [f"{NOTICE.title}\n{NOTICE.text} Ask Ms Li.", "x"]


def test_the_banner_is_known_again_after_libreoffice_saved_the_document(tmp_path: Path) -> None:
    file = word("one", [["a", "b"]], "two", change=with_headers)
    path = tmp_path / "document.docx"
    path.write_bytes(ENGINE.withdrawn(file, NOTICE))
    resaved([path])
    assert NOTICE.title not in str(ENGINE.content(ENGINE.in_force(path.read_bytes())))
