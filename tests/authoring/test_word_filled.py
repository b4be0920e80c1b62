"""A template filled by the engine: numbers follow the conditions, tints follow the values, nothing is left over."""

import re
from pathlib import Path

import pytest

from docgen.authoring import theme
from docgen.formats.word.elements import NAMESPACES
from tests.authoring.sources import FORM, Element, filled, found, paragraphs, part, rows, template, words
from tests.authoring.test_word_template import REQUEST, SOURCE
from tests.office import pdf_text, rendered, resaved, schema_faults

CONDITIONAL = """# One

See {ref:last}, {ref:numbers} and {ref:last-part}.

{% if more %}

# Two

{: caption="Only with more." }
| a |
|---|
| b |

{% elif other %}

# Other

{% endif %}

# Last {: #last }

{% if more %}

## First part

{% endif %}

## Last part {: #last-part }

{: #numbers caption="Always." }
| a |
|---|
| b |
"""


def table(file: bytes) -> Element:
    return found(part(file), "//w:body/w:tbl")[-1]


@pytest.mark.parametrize(
    ("more", "other", "contents", "text"),
    [
        (True, False, ["1\tOne", "2\tTwo", "3\tLast", "3.1\tFirst part", "3.2\tLast part"], "See 3, Table 2 and 3.2."),
        (False, True, ["1\tOne", "2\tOther", "3\tLast", "3.1\tLast part"], "See 3, Table 1 and 3.1."),
        (False, False, ["1\tOne", "2\tLast", "2.1\tLast part"], "See 2, Table 1 and 2.1."),
    ],
)
def test_numbers_follow_the_conditions(more: bool, other: bool, contents: list[str], text: str) -> None:
    file = filled(template(CONDITIONAL), more=more, other=other)
    entries = [words(p) for p in found(part(file), "//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'TOC')]]") if words(p)]
    assert entries == contents
    assert text in paragraphs(file, "BodyText")
    captions = paragraphs(file, "Caption")
    assert captions == (["Table 1\u2003Only with more.", "Table 2\u2003Always."] if more else ["Table 1\u2003Always."])


@pytest.mark.parametrize(("level", "tint"), [*theme.PRIORITIES.items(), ("later", None)])
def test_a_tint_follows_the_value(level: str, tint: theme.Tint | None) -> None:
    file = filled(template("# One\n\n| a | b |\n|---|---|\n| x | [{{ level }}] {{ level }} |"), level=level)
    cells = found(table(file), "w:tr[2]/w:tc")
    assert [words(cell) for cell in cells] == ["x", level]
    fills = [shade.get(f"{{{part(file).nsmap['w']}}}fill") for shade in found(cells[1], "w:tcPr/w:shd")]
    assert fills == ([tint.fill] if tint else [])


def test_rows_repeat_and_drop_out() -> None:
    source = "# One\n\n| a |\n|---|\n| {%tr for n in names %} |\n| {{ n }} |\n| {%tr endfor %} |\n| {%tr if more %} |\n| more |\n| {%tr endif %} |"
    assert rows(filled(template(source), names=("x", "y"), more=False), -1) == [["a"], ["x"], ["y"]]


def test_settings_are_known_in_the_contents_and_everywhere() -> None:
    source = (
        "{% set small = count < 9 %}\n\n# One\n\n{% if small %}\n\n# Small\n\n{% endif %}\n\nIt is {{ 'small' if small else 'large' }}."
    )
    file = filled(template(source), count=5)
    assert "2\tSmall" in paragraphs(file, "TOC1") and "It is small." in paragraphs(file, "BodyText")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_template_is_valid_and_shows_all_its_text(language: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(filled(template(SOURCE, language), language, level="P2"))
    assert schema_faults(path) == []
    (pdf,) = rendered([path], tmp_path)
    shown = re.sub(r"\s+", "", pdf_text(pdf))
    assert "{" not in shown
    title = {"zh": "事件管理程序", "en": "IncidentManagementProcedure"}[language]
    for text in (title, "Desk", "Manager", "1Log", "3Close", "TheFlow".replace("F", "f"), {"zh": "图1", "en": "Figure1"}[language]):
        assert text in shown


def test_the_same_client_gets_the_same_bytes() -> None:
    compiled = template(SOURCE)
    assert filled(compiled, level="P1") == filled(compiled, level="P1")


def test_letters_of_appendices_follow_the_conditions() -> None:
    source = "# One\n\nSee {ref:last}.\n\n{% if more %}\n\n# Maybe {: appendix }\n\n{% endif %}\n\n# Last {: appendix #last }"
    for more, letter in ((True, "B"), (False, "A")):
        file = filled(template(source), more=more)
        assert f"See Annex {letter}." in paragraphs(file, "BodyText")
        assert paragraphs(file, "TOC1")[-1] == f"Annex {letter} Last"


def test_pages_that_turn_under_a_condition_leave_the_cover_alone_when_it_does_not_hold() -> None:
    source = "# One\n\n{% if wide %}\n--- landscape\n\n## Wide\n\n--- portrait\n{% endif %}\n\n# Two"
    for wide, count in ((True, 4), (False, 2)):
        sections = found(part(filled(template(source), wide=wide)), "//w:sectPr")
        assert [bool(found(section, "w:titlePg")) for section in sections] == [True, *[False] * (count - 1)]


def test_repeated_columns_share_the_starred_width() -> None:
    source = (
        '# One\n\n{: widths="20 40 *100" style="matrix" dense }\n| a | b | {%tc for d in all %} | {{ d }} | {%tc endfor %} |\n|---|:---|---|---|---|\n'
        "| {%tr for row in marks %} |\n| 1 | x | {%tc for m in row %} | [{{ m }}] {{ m }} | {%tc endfor %} |\n| {%tr endfor %} |"
    )
    file = filled(template(source), all=("p", "q", "r", "s"), marks=(("●", "○", "", "●"),))
    widths = [int(column.get(f"{{{part(file).nsmap['w']}}}w", 0)) for column in found(table(file), "w:tblGrid/w:gridCol")]
    assert [round(width * 25.4 / 1440) for width in widths] == [20, 40, 25, 25, 25, 25] and sum(widths) == theme.TEXT_WIDTH
    assert rows(file, -1) == [["a", "b", "p", "q", "r", "s"], ["1", "x", "●", "○", "", "●"]]
    tinted = [bool(found(cell, "w:tcPr/w:shd")) for cell in found(table(file), "w:tr[2]/w:tc")[2:]]
    assert tinted == [True, False, False, True]


def test_upright_heads_are_those_of_centred_columns_behind_the_first() -> None:
    source = '# One\n\n{: widths="40 40 80" style="matrix" upright }\n| a | b | c |\n|---|---|:---|\n| 1 | 2 | 3 |'
    cells = found(table(template(source)), "w:tr[1]/w:tc")
    assert [bool(found(cell, "w:tcPr/w:textDirection")) for cell in cells] == [False, True, False]


SERVICES = ("Mail", "Files", "Mail")
CHOICES = "# One\n\n{: style=\"form\" }\n| Service | {choice: {% for s in services %}{{ s }} | {% endfor %}other} |\n|---|---|\n| Others | {% for s in services %}{check} {{ s }}{% endfor %} |"


def test_lists_and_boxes_of_a_form_come_from_the_profile() -> None:
    file = filled(template(CHOICES, front=FORM), services=SERVICES)
    root = part(file)
    assert root.xpath("//w:listItem/@w:value", namespaces=NAMESPACES) == ["Mail", "Files", "other"]
    assert root.xpath("//w:alias/@w:val", namespaces=NAMESPACES) == ["Service", "Others Mail", "Others Files", "Others Mail_2"]
    ids = root.xpath("//w:sdtPr/w:id/@w:val", namespaces=NAMESPACES)
    assert len(set(ids)) == len(ids) == 4


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_form_is_valid_and_its_controls_survive_libreoffice(language: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(filled(template(REQUEST, language, FORM), language, services=SERVICES))
    assert schema_faults(path) == []
    resaved([path])
    root = part(path.read_bytes())
    assert len(found(root, "//w:sdtPr/w14:checkbox")) == 6
    assert found(root, "//w:sdtPr/w:date") and len(found(root, "//w:dropDownList/w:listItem")) == 2
    assert [word for word in ("CHG-____", "name", "what") if word not in words(root)] == []
