"""What a reader sees: the same after a mere save, another after every edit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen.formats.ooxml import open_package
from docgen.formats.word.fields import link_target, normal_code
from docgen.jobs.client import open_client
from docgen.jobs.one_document import Task, make
from docgen.merge.content import Block
from tests.formats.word.documents import ENGINE, raw, word
from tests.formats.word.rich import EDITS, edited, rich
from tests.office import resaved

# Edits that a program could blur when it saves: looks, pictures, comments, tracked changes, what moves between parts.
SAVED_EDITS = (
    "a paragraph split", "a run made bold", "a run coloured", "a run highlighted", "a comment", "a picture", "the logo replaced",
    "a row added", "a footer changed", "a tracked insertion",
)  # fmt: skip
ROOT = Path(__file__).parents[3]


def texts(block: Block, kind: str = "paragraph") -> list[str]:
    return [piece.text for piece in block.walk() if piece.kind == kind]


@pytest.fixture(scope="module")
def base() -> bytes:
    return rich()


@pytest.fixture(scope="module")
def saved_again(base: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The document and each edited one after LibreOffice has saved it; the document also after a second time."""
    folder = tmp_path_factory.mktemp("saved")
    files = {"base": base} | {edit: edited(base, edit) for edit in SAVED_EDITS}
    paths = {name: folder / f"{number}.docx" for number, name in enumerate(files)}
    for name, path in paths.items():
        path.write_bytes(files[name])
    resaved(list(paths.values()))
    once = {name: path.read_bytes() for name, path in paths.items()}
    resaved([paths["base"]])
    return once | {"twice": paths["base"].read_bytes()}


def test_a_document_that_libreoffice_saved_is_the_same_document(base: bytes, saved_again: dict[str, bytes]) -> None:
    for name in ("base", "twice"):
        assert saved_again[name] != base
        assert list(ENGINE.content(saved_again[name]).walk()) == list(ENGINE.content(base).walk())


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_makes_another_document(base: bytes, edit: str) -> None:
    assert ENGINE.content(edited(base, edit)).digest() != ENGINE.content(base).digest()


@pytest.mark.parametrize("edit", SAVED_EDITS)
def test_every_edit_is_still_seen_after_libreoffice_has_saved_it(base: bytes, saved_again: dict[str, bytes], edit: str) -> None:
    assert ENGINE.content(saved_again[edit]).digest() != ENGINE.content(base).digest()


@pytest.mark.parametrize("edit", SAVED_EDITS)
def test_an_edited_document_that_libreoffice_saved_is_the_same_edited_document(base: bytes, saved_again: dict[str, bytes], edit: str) -> None:
    assert list(ENGINE.content(saved_again[edit]).walk()) == list(ENGINE.content(edited(base, edit)).walk())


def test_the_shipped_documents_are_the_same_after_libreoffice_has_saved_them(tmp_path: Path) -> None:
    """Each template once, filled for the first of the examples whose set has it."""
    made: dict[Path, bytes] = {}
    for profile in sorted((ROOT / "examples").glob("*/profile.yaml")):
        workspace = tmp_path / profile.parent.name
        shutil.copytree(profile.parent, workspace)
        client = open_client(workspace, ())
        for (document, language), template in client.templates.items():
            path = tmp_path / f"{document}.{language}.docx"
            if template.name.endswith(".docx") and path not in made:
                task = Task(document=document, language=language, standing=client.first_standing, template=template)
                made[path] = make(task, client.contexts).file
                path.write_bytes(made[path])
    assert made
    resaved(list(made))
    for path, file in made.items():
        assert list(ENGINE.content(path.read_bytes()).walk()) == list(ENGINE.content(file).walk()), path.name


def test_a_document_is_a_tree_of_what_stands_in_it() -> None:
    tree = ENGINE.content(word("# One", "Text", [["a", "b"]]))
    assert [(block.kind, block.text) for block in tree.walk() if block.kind not in ("property", "part")] == [
        ("document", ""), ("heading", "One"), ("paragraph", "Text"), ("table", ""), ("row", ""),
        ("cell", ""), ("paragraph", "a"), ("cell", ""), ("paragraph", "b"), ("section", ""),
    ]  # fmt: skip


def test_where_runs_are_split_and_white_space_repeated_makes_no_difference() -> None:
    one = raw('<w:p><w:r><w:t>One two three</w:t></w:r></w:p><w:p/><w:p><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p>')
    other = raw(
        '<w:p w:rsidR="00000001"><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">One </w:t></w:r>'
        '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t xml:space="preserve"> two </w:t></w:r><w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
        "<w:r><w:t>three</w:t></w:r></w:p>"
    )
    assert ENGINE.content(one) == ENGINE.content(other)


def test_the_result_of_a_field_is_left_out_and_its_code_is_not() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>after</w:t></w:r></w:p>'
    )

    def shown(code: str, result: str) -> list[str]:
        return texts(ENGINE.content(raw(field.replace("{code}", code).replace("{result}", result))))

    assert shown("PAGE", "1") == shown(" PAGE \\* MERGEFORMAT ", "17") == ["⟨PAGE⟩after"]
    assert shown('TOC \\o "1-3" \\h', "x") == shown("TOC \\h \\o 1-3", "y")
    assert shown("PAGE", "1") != shown("NUMPAGES", "1")
    assert shown('HYPERLINK "https://a.example"', "one") != shown('HYPERLINK "https://a.example"', "two")


@pytest.mark.parametrize(
    ("code", "normal"),
    [
        (' TOC \\o "1-3" \\h \\z \\u ', "TOC \\h \\o 1-3 \\u \\z"),
        ('date \\@ "yyyy-MM-dd" \\* MERGEFORMAT', "DATE \\@ yyyy-MM-dd"),
        (' DATE \\@"yyyy\\-MM\\-dd" ', "DATE \\@ yyyy-MM-dd"),
        ('DOCPROPERTY "Title"', "TITLE"),
        ("DOCPROPERTY docgen.code", "DOCPROPERTY docgen.code"),
        ("= 2 + 3", "=2+3"),
        ("", ""),
    ],
)
def test_a_field_code_has_one_form(code: str, normal: str) -> None:
    assert normal_code(code) == normal


def test_a_link_leads_to_an_address_a_place_or_both() -> None:
    assert link_target('HYPERLINK "https://a.example/b c" \\o "tip"') == "https://a.example/b c"
    assert link_target('HYPERLINK \\l "place"') == "place"
    assert link_target('HYPERLINK "https://a.example" \\l "place"') == "https://a.example#place"


def test_a_header_that_a_section_takes_over_is_the_same_as_one_that_is_written_out() -> None:
    def change(document: object) -> None:
        document.sections[0].header.paragraphs[0].text = "H"  # type: ignore[attr-defined]
        document.add_section()  # type: ignore[attr-defined]

    def written_out(document: object) -> None:
        change(document)
        header = document.sections[1].header  # type: ignore[attr-defined]
        header.is_linked_to_previous = False
        header.paragraphs[0].text = "H"

    assert ENGINE.content(word("x", change=change)) == ENGINE.content(word("x", change=written_out))


def test_moving_a_shape_makes_another_document() -> None:
    from tests.formats.word.test_fill_text import TEXT_BOX

    shape = TEXT_BOX.replace("{inner}", "<w:p/>")
    moved = shape.replace('<a:off x="0" y="0"/>', '<a:off x="180000" y="0"/>')
    assert ENGINE.content(raw(shape)) != ENGINE.content(raw(moved))


def test_reading_leaves_out_the_stamp(base: bytes) -> None:
    from docgen.formats.engine import Stamp

    stamp = Stamp(document="d", language="en", code="C-1", revision="A/0", template="t")
    stamped = ENGINE.stamp(base, stamp)
    assert ENGINE.content(stamped) == ENGINE.content(base)
    unchanged = [name for name in open_package(base) if open_package(base).read(name) == open_package(stamped).read(name)]
    changed = {name for name in {*open_package(stamped)} - {*unchanged} if not name.startswith("customXml/")}
    assert changed == {"[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "word/_rels/document.xml.rels"}


def test_columns_that_no_row_has_count_for_nothing() -> None:
    """LibreOffice takes them out of a table whose cells all span them."""

    def joined(document: object) -> None:
        for row in document.tables[0].rows:  # type: ignore[attr-defined]
            row.cells[1].merge(row.cells[2])

    plain = word([["a", "b"], ["c", "d"]])
    assert ENGINE.content(word([["a", "b", ""], ["c", "d", ""]], change=joined)) == ENGINE.content(plain)
    one_row = word([["a", "b", ""], ["c", "d", "e"]], change=lambda document: document.tables[0].cell(0, 1).merge(document.tables[0].cell(0, 2)))
    assert "spans 2" in {block.style for block in ENGINE.content(one_row).walk()}
