"""The faults that make Word repair or refuse a file, or lose part of it: each is put into a sound document, and found."""

from __future__ import annotations

import re

import pytest

from docgen.formats.ooxml import open_package
from docgen.formats.word.engine import WordEngine
from tests.formats.word.documents import DOCUMENT
from tests.formats.word.rich import rich

ENGINE = WordEngine()
TYPES, RELATIONS, CORE = "[Content_Types].xml", "word/_rels/document.xml.rels", "docProps/core.xml"

# What is spoilt, the part, what stands there (a pattern), what stands there afterwards, the fault that is told.
SEEDS = [
    ("paragraph properties after a run", DOCUMENT, r"<w:p>(<w:pPr>.*?</w:pPr>)(<w:r>.*?</w:r>)", r"<w:p>\2\1", "not-first"),
    ("order of run properties", DOCUMENT, r"<w:rPr>(<w:color [^>]*/>)", r'<w:rPr><w:rPrChange w:id="8" w:author="A"/>\1', "order"),
    ("order of paragraph properties", DOCUMENT, r"(<w:pStyle [^>]*/>)</w:pPr>", r'<w:jc w:val="left"/>\1</w:pPr>', "order"),
    ("order of cell properties", DOCUMENT, r"(<w:tcW [^>]*/>)(<w:gridSpan [^>]*/>)", r"\2\1", "order"),
    ("unknown child", DOCUMENT, r"<w:pPr>", "<w:pPr><w:rotation/>", "no-place"),
    ("value of an attribute", DOCUMENT, r'<w:jc w:val="center"/>', '<w:jc w:val="middle"/>', "bad-value"),
    ("width of a column", DOCUMENT, r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="wide"/>', "bad-value"),
    ("unknown attribute", DOCUMENT, r"<w:p>", '<w:p w:colour="1">', "no-attribute"),
    ("empty cell", DOCUMENT, r"(<w:tc><w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>)<w:p>(?:(?!</w:tc>).)*</w:tc>", r"\1</w:tc>", "cell-without-end"),
    ("empty row", DOCUMENT, r"<w:tr>(?:(?!</w:tr>).)*</w:tr>", "<w:tr></w:tr>", "empty-row"),
    ("empty table", DOCUMENT, r"(</w:tblGrid>)<w:tr>(?:(?!</?w:tbl>).)*</w:tbl>", r"\1</w:tbl>", "empty-table"),
    ("paragraph in a paragraph", DOCUMENT, r"<w:p>(<w:bookmarkStart)", r"<w:p><w:p/>\1", "nested-paragraph"),
    ("section before the text", DOCUMENT, r"(<w:body>)(.*)(<w:sectPr(?:(?!<w:sectPr).)*</w:sectPr>)(</w:body>)", r"\1\3\2\4", "section-not-last"),
    ("text in the body", DOCUMENT, r"<w:body>", "<w:body>lost", "stray-text"),
    ("text in a paragraph", DOCUMENT, r"</w:pPr><w:r>", "</w:pPr>lost<w:r>", "stray-text"),
    ("no columns", DOCUMENT, r"<w:tblGrid>.*?</w:tblGrid>", "", "no-grid"),
    ("too few columns", DOCUMENT, r"(<w:tblGrid>)<w:gridCol [^>]*/>", r"\1", "narrow-grid"),
    ("id of a bookmark twice", DOCUMENT, r"</w:body>", '<w:p><w:bookmarkStart w:id="50" w:name="b"/><w:bookmarkEnd w:id="50"/></w:p></w:body>', "same-bookmark"),
    ("name of a bookmark twice", DOCUMENT, r"<w:sectPr", '<w:p><w:bookmarkStart w:id="5" w:name="place"/><w:bookmarkEnd w:id="5"/></w:p><w:sectPr', "same-bookmark-name"),
    ("bookmark without end", DOCUMENT, r'<w:bookmarkEnd w:id="50"/>', "", "unpaired-bookmark"),
    ("comment without end", DOCUMENT, r"<w:commentRangeEnd [^>]*/>", "", "unpaired-comment"),
    ("comment without text", "word/comments.xml", r"<w:comment .*</w:comment>", "", "no-note"),
    ("footnote without text", DOCUMENT, r'<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="88"/>', "no-note"),
    ("field without end", DOCUMENT, r'<w:fldChar w:fldCharType="end"/>', "", "unclosed-field"),
    ("field without beginning", DOCUMENT, r'<w:fldChar w:fldCharType="begin"/>', "", "stray-field"),
    ("id of a drawing twice", DOCUMENT, '<wp:docPr id="902"', '<wp:docPr id="901"', "same-drawing"),
    ("id of a control twice", DOCUMENT, r'<w:id w:val="78"/>', '<w:id w:val="77"/>', "same-control"),
    ("id of a paragraph twice", DOCUMENT, r"<w:p>(.*?)<w:p>", r'<w:p w14:paraId="0A0A0A0A">\1<w:p w14:paraId="0A0A0A0A">', "same-paragraph"),
    ("revision without author", DOCUMENT, r'(<w:ins [^>]*)w:author="A"', r"\1", "no-author"),
    ("unknown style", DOCUMENT, r'<w:pStyle w:val="[^"]*"/>', '<w:pStyle w:val="Gone"/>', "no-style"),
    ("unknown numbering", DOCUMENT, r"<w:pPr>(?!<w:pStyle)", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr>', "no-numbering"),
    ("numbering taken away", RELATIONS, r"<Relationship [^>]*relationships/numbering[^>]*/>", "", "no-numbering"),
    ("tag left over", DOCUMENT, r"(<w:t>)bookmarked", r"\1{{ name }}", "leftover-tag"),
    ("unknown relationship", DOCUMENT, r'r:embed="[^"]*"', 'r:embed="rId999"', "no-relation"),
    ("target that is not there", RELATIONS, r'Target="styles.xml"', 'Target="fashion.xml"', "no-target"),
    ("id of a relationship twice", RELATIONS, r'Id="rId1"', 'Id="rId2"', "same-id"),
    ("content type of a part", TYPES, r'<Override PartName="/word/document.xml"[^>]*/>', "", "no-document"),
    ("content type of pictures", TYPES, r'<Default Extension="png"[^>]*/>', "", "no-content-type"),
    ("part with a type that is not there", TYPES, r"</Types>", '<Override PartName="/word/gone.xml" ContentType="text/xml"/></Types>', "no-part"),
]  # fmt: skip


@pytest.fixture(scope="module")
def sound() -> bytes:
    """Return the document without what its maker leaves unsound: styles for comments, a drawing's id, a tag."""
    package = open_package(rich())
    document = package.read(DOCUMENT).decode().replace('<wp:docPr id="1" name="Picture 1"/>', '<wp:docPr id="901" name="Picture 1"/>')
    document = document.replace('<wp:docPr id="1" name="Box"', '<wp:docPr id="902" name="Box"')
    parts = {DOCUMENT: document, **{name: package.read(name).decode() for name in ("word/comments.xml", "word/footnotes.xml")}}
    changed = {name: re.sub(r"<w:[pr]Style w:val=\"Comment\w+\"/>", "", text).replace("{{ who }}", "Li") for name, text in parts.items()}
    return package.write({name: text.encode() for name, text in changed.items()})


def keys(file: bytes) -> list[str]:
    return [problem.what.key.partition(".")[2] for problem in ENGINE.faults(file)]


def test_a_document_with_most_of_what_word_has_is_sound(sound: bytes) -> None:
    assert keys(sound) == []


@pytest.mark.parametrize(("what", "part", "pattern", "replacement", "fault"), SEEDS, ids=[seed[0] for seed in SEEDS])
def test_a_fault_is_found(sound: bytes, what: str, part: str, pattern: str, replacement: str, fault: str) -> None:
    package = open_package(sound)
    spoilt, number = re.subn(pattern, replacement, package.read(part).decode(), count=1, flags=re.DOTALL)
    assert number == 1, "the seed has found no ground"
    found = keys(package.write({part: spoilt.encode()}))
    assert fault in found
