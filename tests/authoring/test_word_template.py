"""A compiled template: lean, sound, in the house style, and the same bytes every time."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.authoring import theme
from docgen.formats.word.elements import NAMESPACES, qualified
from tests.authoring.sources import FORM, FRONT, found, paragraphs, part, rows, template, words
from tests.office import schema_faults

SOURCE = """# Purpose

Text with **bold**, `code` and a [bracket.

- bullet
  - deeper

1. first
2. second

Then

1. again

> A note

---

# Steps {: #steps }

As in {ref:table} and {ref:chart}.

## One after another

{: #table widths="20 60 80" caption="The steps." style="steps" }
| # | Step | What |
|---|---|---|
| 1 | Log | [P1] P1 |
| [exception] 2 | Declare | [good] done |
| 3 | Close | [{{ level }}] {{ level }} |

| a | b |
|---|---|
| c | d |

| a | b |
|---|---|
| c | d |

# Chart

```flow
id: chart
caption: The flow.
alt: Log, then close.
lanes: [Desk, Manager]
nodes:
  - {id: log, lane: 1, row: 1, step: 1}
  - {id: close, lane: 1, row: 2, step: 3}
edges: [{from: log, to: close}]
```
"""
LANGUAGES = ["zh", "en"]


@pytest.fixture(scope="module", params=LANGUAGES)
def compiled(request: pytest.FixtureRequest) -> bytes:
    return template(SOURCE, request.param)


def test_a_template_is_valid(compiled: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(compiled)
    assert schema_faults(path) == []


def test_the_same_source_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib; from tests.authoring.sources import template; print(hashlib.sha256(template(sys.stdin.read())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=SOURCE,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_template_is_lean(compiled: bytes) -> None:
    assert len(compiled) < 20_000


def test_every_style_and_list_used_is_defined(compiled: bytes) -> None:
    styles = {style.get(qualified("w:styleId")) for style in found(part(compiled, "word/styles.xml"), "//w:style")}
    numbers = {number.get(qualified("w:numId")) for number in found(part(compiled, "word/numbering.xml"), "//w:num")}
    for name in ("document", "header1", "footer1", "header2", "footer2"):
        root = part(compiled, f"word/{name}.xml")
        assert {node.get(qualified("w:val")) for node in found(root, "//w:pStyle|//w:rStyle|//w:tblStyle")} <= styles
        assert {node.get(qualified("w:val")) for node in found(root, "//w:numId")} <= numbers


def test_nothing_is_formatted_by_hand(compiled: bytes) -> None:
    root = part(compiled)
    assert found(root, "//w:body//w:rPr/*[not(self::w:rStyle)]") == []
    # Structure, not looks: lists, page breaks, what keeps together, and the space that a new page swallows.
    structure = {qualified(f"w:{name}") for name in ("pStyle", "numPr", "pageBreakBefore", "keepNext", "spacing")}
    assert {str(node.tag) for node in found(root, "//w:body//w:p/w:pPr/*")} <= structure


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_four_font_slots_and_the_language_are_set(language: str) -> None:
    defaults = found(part(template("# One", language), "word/styles.xml"), "//w:docDefaults//w:rPr")[0]
    fonts = defaults.find("w:rFonts", NAMESPACES)
    assert fonts is not None
    latin, asian = theme.LATIN[language], theme.EAST_ASIAN[language]
    assert {name.rpartition("}")[2]: value for name, value in fonts.attrib.items()} == {
        "ascii": latin, "hAnsi": latin, "cs": latin, "eastAsia": asian,
    }  # fmt: skip
    assert found(defaults, "w:lang[@w:val='en-GB'][@w:eastAsia='zh-CN']")


def test_the_page_is_that_of_the_house_without_a_grid(compiled: bytes) -> None:
    (section,) = found(part(compiled), "//w:sectPr")
    size, margins = section.find("w:pgSz", NAMESPACES), section.find("w:pgMar", NAMESPACES)
    assert size is not None and margins is not None
    width = int(size.get(qualified("w:w"), 0)) - sum(int(margins.get(qualified(f"w:{side}"), 0)) for side in ("left", "right"))
    assert width == theme.TEXT_WIDTH
    assert not found(section, "w:docGrid")


def test_settings_ask_for_no_update_and_no_compatibility_mode(compiled: bytes) -> None:
    root = part(compiled, "word/settings.xml")
    assert not found(root, "//w:updateFields")
    assert found(root, "//w:compatSetting[@w:name='compatibilityMode'][@w:val='15']")


def test_tables_are_as_wide_as_the_text_and_repeat_their_head(compiled: bytes) -> None:
    for table in found(part(compiled), "//w:body/w:tbl"):
        grid = [int(column.get(qualified("w:w"), 0)) for column in found(table, "w:tblGrid/w:gridCol")]
        assert sum(grid) == theme.TEXT_WIDTH
        assert found(table, "w:tr[1]/w:trPr/w:tblHeader")
        assert found(table, "w:tblPr/w:tblLayout[@w:type='fixed']")
        assert len(found(table, "w:tr/w:trPr/w:cantSplit")) == len(found(table, "w:tr[not(w:tc/w:tcPr/w:gridSpan)]"))


def test_a_paragraph_parts_neighbouring_tables(compiled: bytes) -> None:
    assert not found(part(compiled), "//w:tbl[following-sibling::*[1][self::w:tbl]]")
    assert not found(part(compiled), "//w:tbl[following-sibling::*[1][self::w:sectPr]]")


def test_marks_become_tints_and_text_styles(compiled: bytes) -> None:
    table = found(part(compiled), "//w:body/w:tbl")[-3]
    red = found(table, "w:tr[2]/w:tc[3]")[0]
    assert found(red, f"w:tcPr/w:shd[@w:fill='{theme.RED.fill}']") and found(red, ".//w:rStyle[@w:val='MarkRed']")
    assert len(found(table, f"w:tr[3]/w:tc/w:tcPr/w:shd[@w:fill='{theme.EXCEPTION}']")) == 2
    assert found(table, f"w:tr[3]/w:tc[3]/w:tcPr/w:shd[@w:fill='{theme.GREEN.fill}']")


def test_the_contents_stand_ready_with_numbers(compiled: bytes) -> None:
    entries = [text for text in paragraphs(compiled, "TOC1") + paragraphs(compiled, "TOC2") if text]
    assert entries == ["1\tPurpose", "2\tSteps", "3\tChart", "2.1\tOne after another"]
    anchors = {link.get(qualified("w:anchor")) for link in found(part(compiled), "//w:hyperlink")}
    assert anchors <= {mark.get(qualified("w:name")) for mark in found(part(compiled), "//w:bookmarkStart")}


def test_every_field_is_whole(compiled: bytes) -> None:
    for name in ("document", "footer1"):
        steps = [node.get(qualified("w:fldCharType")) for node in found(part(compiled, f"word/{name}.xml"), "//w:fldChar")]
        depth = 0
        for step in steps:
            depth += {"begin": 1, "end": -1}.get(str(step), 0)
            assert depth >= 0
        assert depth == 0 and steps.count("begin") == steps.count("separate") == steps.count("end")


@pytest.mark.parametrize(
    ("language", "caption", "figure", "text"),
    [
        ("zh", "表 1　The steps.", "图 1　The flow.", "As in 表 1 and 图 1."),
        ("en", "Table 1\u2003The steps.", "Figure 1\u2003The flow.", "As in Table 1 and Figure 1."),
    ],
)
def test_captions_and_references_carry_their_numbers(language: str, caption: str, figure: str, text: str) -> None:
    compiled = template(SOURCE, language)
    assert (paragraphs(compiled, "Caption"), paragraphs(compiled, "FigureCaption")) == ([caption], [figure])
    assert text in paragraphs(compiled, "BodyText")


def test_numbered_lists_start_again(compiled: bytes) -> None:
    lists = [number.get(qualified("w:val")) for number in found(part(compiled), "//w:p[w:pPr/w:pStyle[@w:val='ListNumber']]//w:numId")]
    first = str(theme.FIRST_LIST_NUMBERING)
    assert lists == [first, first, str(theme.FIRST_LIST_NUMBERING + 1)]


def test_the_first_chapter_and_a_rule_begin_a_page(compiled: bytes) -> None:
    headings = found(part(compiled), "//w:p[w:pPr/w:pStyle[@w:val='Heading1']]")
    assert [words(heading) for heading in headings if found(heading, "w:pPr/w:pageBreakBefore")] == ["Purpose", "Steps"]


@pytest.mark.parametrize("block", ["| a |\n|---|\n| b |", "- item", "1. item"])
def test_what_introduces_a_table_or_list_stays_with_it(block: str) -> None:
    compiled = template(f"# One\n\nAs follows:\n\n{block}\n\nText")
    kept = found(part(compiled), "//w:p[w:pPr/w:pStyle[@w:val='BodyText']][w:pPr/w:keepNext]")
    assert [words(paragraph) for paragraph in kept] == ["As follows:"]


def test_a_short_table_stays_whole_and_a_long_one_may_break() -> None:
    def body(count: int, name: str) -> list[int]:
        """Return how often the property stands in each row below the head."""
        compiled = template("# One\n\n| a |\n|---|\n" + "| b |\n" * count)
        return [len(found(row, f".//w:{name}")) for row in found(found(part(compiled), "//w:body/w:tbl")[-1], "w:tr[position()>1]")]

    assert (sum(body(9, "keepNext")), sum(body(9, "cantSplit"))) == (8, 9)
    assert body(12, "keepNext") == [0] * 10 + [1, 0]  # the last row does not stand alone
    assert body(12, "cantSplit") == [0] + [1] * 11  # were the first one whole too, LibreOffice would lose rows at the end of a page


def test_the_control_page_leaves_signatures_blank(compiled: bytes) -> None:
    signatures = [row[2:] for row in rows(compiled, 0) if len(row) == 4]
    assert all(cell == "" for row in signatures[1:] for cell in row) and len(signatures) == 5


@pytest.mark.parametrize("kind", ["policy", "instruction"])
def test_a_document_without_cover_begins_with_its_title_and_ends_with_its_control_data(kind: str) -> None:
    compiled = template("# One\n\nText", front=f"---\nkind: {kind}\n---\n")
    found_styles = [node.get(qualified("w:val")) for node in found(part(compiled), "//w:body/w:p/w:pPr/w:pStyle")]
    assert found_styles[0] == "Title" and "TOC1" not in found_styles and "Subtitle" not in found_styles
    assert found_styles.index("Heading1") < found_styles.index("FrontHeading")
    assert not found(part(compiled), "//w:titlePg")


def test_answers_name_the_place_of_each_clause() -> None:
    compiled = template("# One {: #one }", front=FRONT.replace("procedure\n", 'procedure\nanswers:\n  "8.6.1": "{ref:one}"\n'))
    assert rows(compiled, 3)[2][2] == "{% if clause.number == '8.6.1' %}1{% else %}Whole document{% endif %}"


def test_titles_of_clauses_have_more_room_where_all_answers_are_brief() -> None:
    def titles(answer: str) -> int:
        compiled = template("# One {: #one }", front=FRONT.replace("procedure\n", f'procedure\nanswers:\n  "8.6.1": "{answer}"\n'))
        grid = found(found(part(compiled), "//w:tbl")[3], "w:tblGrid/w:gridCol")
        return int(grid[1].get(qualified("w:w")) or 0)

    assert titles("{ref:one}") > titles("Logging, priority, resolution and closure: {ref:one}")


MANUAL = """# Order {: letter }

Hereby.

```signature
signs: [General manager, Representative]
```

# Company {: preface }

## Its people

# Scope

# Chart {: appendix #chart }

## Detail {: #detail }

--- landscape

# Matrix {: appendix }

See {ref:chart}, {ref:detail}.

{: widths="47 200" }
| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.mark.parametrize(("language", "noun"), [("zh", "附录"), ("en", "Annex")])
def test_letters_prefaces_and_appendices_stand_in_the_contents_with_the_numbers_they_have(language: str, noun: str) -> None:
    compiled = template(MANUAL, language)
    assert [text for text in paragraphs(compiled, "TOC1") if text] == ["Order", "Company", "1\tScope", f"{noun} A Chart", f"{noun} B Matrix"]
    assert [text for text in paragraphs(compiled, "TOC2") if text] == ["Its people", "A.1 Detail"]
    assert f"See {noun} A, A.1." in paragraphs(compiled, "BodyText")


def test_what_is_no_chapter_begins_a_page_and_so_does_what_follows_a_letter() -> None:
    compiled = template(
        "# Order {: letter }\n\n# One\n\n# Two\n\n# More {: appendix }\n\n# Last {: appendix follows }", front="---\nkind: policy\n---\n"
    )
    breaking = found(part(compiled), "//w:p[w:pPr/w:pageBreakBefore]")
    assert [words(paragraph) for paragraph in breaking] == ["Order", "One", "More", "Document control"]


def test_the_first_chapter_may_follow_the_contents_on_their_page() -> None:
    compiled = template("# One {: follows }\n\n# Two", front="---\nkind: instruction\ncover: true\ncontents: true\n---\n")
    breaking = found(part(compiled), "//w:p[w:pPr/w:pageBreakBefore]")
    assert [words(paragraph) for paragraph in breaking] == ["Document control", "Contents"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_signed_or_dated_beforehand(language: str) -> None:
    lines = paragraphs(template(MANUAL, language), "SignatureLine")
    assert len(lines) == 4 and not any(re.search(r"\d", line) for line in lines)
    assert lines[0].startswith("General manager") and lines[2].startswith("Representative")


def test_turned_pages_have_their_own_section_header_and_footer() -> None:
    compiled = template(MANUAL)
    sections = found(part(compiled), "//w:sectPr")
    shapes = [(bool(found(s, "w:pgSz[@w:orient='landscape']")), bool(found(s, "w:titlePg"))) for s in sections]
    assert shapes == [(False, True), (False, False), (True, False)]
    for section in sections:
        size, margins = section.find("w:pgSz", NAMESPACES), section.find("w:pgMar", NAMESPACES)
        width = int(size.get(qualified("w:w"))) - sum(int(margins.get(qualified(f"w:{side}"))) for side in ("left", "right"))
        assert width in (theme.TEXT_WIDTH, theme.LANDSCAPE_WIDTH)
    assert found(part(compiled, "word/header3.xml"), "//w:pStyle[@w:val='HeaderLandscape']")


def test_a_manual_is_valid(tmp_path: Path) -> None:
    for language in LANGUAGES:
        path = tmp_path / f"{language}.docx"
        path.write_bytes(template(MANUAL, language))
        assert schema_faults(path) == []


REQUEST = """Number {text: CHG-____}   On {date: pick}

# Request <small>requester</small>

{: style="form" widths="30 50 30 50" }
| Name | {text: name} | Kind | {choice: a | b} |
|---|---|---|---|
| Services | {% for s in services %}{check} {{ s }}{% endfor %} {check} other | < | < |
| What | {text 20: what} | < | < |

# Approval

{: style="rows" widths="40 60 60" }
| Who | Decision | Signature |
|---|---|---|
| Manager | {check} yes {check} no | {sign 12} |
"""


def form(language: str = "en") -> bytes:
    return template(REQUEST, language, FORM)


def test_a_form_has_a_title_and_parts_and_neither_cover_nor_control_page() -> None:
    styles = [node.get(qualified("w:val")) for node in found(part(form()), "//w:body/w:p/w:pPr/w:pStyle")]
    assert styles == ["FormCompany", "Title", "FormRecord", "PartHeading", "PartHeading", "SectionEnd"]
    assert paragraphs(form(), "PartHeading") == ["Request\u2003requester", "Approval"]


def test_a_form_names_its_procedure_and_how_long_it_is_kept_on_every_page() -> None:
    footer = words(part(form(), "word/footer1.xml"))
    for name in ("document.revision", "document.classification", "document.parent.code", "document.keeper", "document.retention"):
        assert name in footer


def test_a_form_has_its_margins() -> None:
    (margins,) = found(part(form()), "//w:sectPr/w:pgMar")
    assert (margins.get(qualified("w:top")), margins.get(qualified("w:bottom"))) == (str(theme.twips(27)), str(theme.twips(19)))


def test_a_place_to_fill_in_is_a_control_with_its_prompt_title_and_tag() -> None:
    controls = found(part(form()), "//w:sdt")
    titles = [found(control, "w:sdtPr/w:alias/@w:val")[0] for control in controls]
    assert titles == [
        "Number", "On", "Name", "Kind", "Services {{ s }}", "Services other", "What", "Manager yes", "Manager no",
    ]  # fmt: skip
    tags, ids = ([found(control, f"w:sdtPr/w:{name}/@w:val")[0] for control in controls] for name in ("tag", "id"))
    assert len(set(tags)) == len(set(ids)) == len(controls)
    prompts = [words(control) for control in controls if found(control, "w:sdtPr/w:showingPlcHdr")]
    assert prompts == ["CHG-____", "pick", "name", "Choose", "what"]
    assert all(found(control, ".//w:rStyle[@w:val='PlaceholderText']") for control in controls if found(control, "w:sdtPr/w:showingPlcHdr"))


@pytest.mark.parametrize(
    ("cell", "titles"),
    [
        ("Was it tested? {check} yes {check} no<br>{text: why}", ["Was it tested? yes", "Was it tested? no", "Test"]),
        ("{check} yes", ["Test yes"]),
        ("from {text: a} to {text: b} {check} late", ["Test from", "Test to", "Test late"]),
    ],
)
def test_a_control_is_called_by_the_words_around_it(cell: str, titles: list[str]) -> None:
    root = part(template(f'# One\n\n{{: style="form" }}\n| Test | {cell} |\n|---|---|', front=FORM))
    assert [node.get(qualified("w:val")) for node in found(root, "//w:sdtPr/w:alias")] == titles


def test_controls_are_of_their_kinds() -> None:
    root = part(form())
    assert [node.get(qualified("w:val")) for node in found(root, "//w:sdtPr/w:date/w:dateFormat")] == ["d MMMM yyyy"]
    assert [node.get(qualified("w:value")) for node in found(root, "//w:sdtPr/w:dropDownList/w:listItem")] == ["a", "b"]
    assert len(found(root, "//w:sdtPr/w14:checkbox/w14:checked[@w14:val='0']")) == 4


def test_cells_of_a_form_leave_the_room_that_was_asked_for() -> None:
    heights = [int(node.get(qualified("w:val"), 0)) for node in found(part(form()), "//w:trPr/w:trHeight")]
    assert heights[:3] == [heights[0], heights[0], theme.twips(20)] and heights[-1] == theme.twips(12)


def test_every_other_cell_of_a_form_is_a_label() -> None:
    first = found(part(form()), "//w:tbl[1]/w:tr[1]/w:tc")
    assert [bool(found(cell, f"w:tcPr/w:shd[@w:fill='{theme.BRAND_WASH}']")) for cell in first] == [True, False, True, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_is_valid(language: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(form(language))
    assert schema_faults(path) == []
