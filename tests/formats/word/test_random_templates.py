"""Whatever stands in a template and in its values: a sentence that says what is wrong, or a sound file. Never a traceback, never a hang.

200 templates a run; `DOCGEN_EXAMPLES=3000` for more.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from docgen.errors import DocgenError
from docgen.formats.engine import Limits
from docgen.formats.soundness import LEFTOVER
from docgen.messages import say
from tests.formats.word.documents import DOCUMENT, ENGINE, context, replace_body, with_part, word

BASE = word()
TEXTS = st.one_of(
    st.sampled_from(["", " ", "text", "服务台（24 小时）", "שלום עולם", "مرحبا", "👩‍💻😀", "a & b < c > d", '"quoted"', "‘curly’", "]]>", "<w:p/>", "\t", "\n", "𝕏"]),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12),
)
SOUND = st.sampled_from(
    [
        "{{ name }}", "{{name}}", "{{ name|upper }}", "{{ items|join(', ') }}", "{{ items|length }}", "{{ record.field }}", "{{ name ~ record.field }}",
        "{{ name|paragraphs }}", "a {{- name -}} b", "{% if name %}yes{% endif %}", "{% if nothing is defined %}a{% elif items %}b{% else %}c{% endif %}",
        "{% for i in items %}{{ loop.index }} {{ i }}{% endfor %}", "{% set x = name %}{{ x }}", "{% raw %}{{ x }}{% endraw %}", "{# note #}",
        "{% if items %}{% for i in items %}{{ i }}{% if name %}, {% endif %}{% endfor %}{% endif %}", "{{ ‘x’ }}",
    ]
)  # fmt: skip
WILD = st.sampled_from(
    [
        "{{ items[0] }}", "{{r name }}", "{{ record.none }}", "{{ nobody }}", "{{ record.nothing }}", "{{ items }}", "{% if name %}", "{% elif items %}", "{% else %}",
        "{% endif %}", "{%- if name -%}", "{% for i in items %}", "{{ i }}", "{% endfor %}", "{% raw %}", "{% endraw %}",
        "{%p if name %}", "{%p endif %}", "{%p for i in items %}", "{%p endfor %}", "{%p else %}",
        "{%tr for i in items %}", "{%tr endfor %}", "{%tr if name %}", "{%tr endif %}", "{%tc for i in items %}", "{%tc endfor %}",
        "{% colspan 2 %}", "{% cellbg 'FF0000' %}", "{% vm %}", "{% hm %}", "{% colspan n %}",
        "{{", "}}", "{%", "%}", "{ {", "{{ name", "name }}", "｛｛ name ｝｝", "{{ ｎame }}", "{% fro %}", "{{ name.upper() }}", "{{ ''.__class__ }}", "{{ range(3)|list }}",
        "{% for i in range(100000) %}", "{{ 9**9**9 }}", "{% include 'x' %}", "{{ name|attr('x') }}", "{{ items|map('upper')|list }}", "{% block a %}",
    ]
)  # fmt: skip
WORDS = st.lists(st.one_of(SOUND, TEXTS), max_size=5)
ANYTHING = st.one_of(WORDS, WORDS, WORDS, st.lists(st.one_of(WILD, SOUND, TEXTS), max_size=4), WILD.map(lambda tag: [tag]))
VALUES = st.fixed_dictionaries(
    {
        "name": st.one_of(TEXTS, st.sampled_from(["", "a\n\nb", "a\fb\ac", "\x00\x1f", "{{ name }}"])),
        "items": st.one_of(st.just(()), st.tuples(TEXTS), st.tuples(TEXTS, TEXTS, TEXTS)),
        "record": st.just({"field": "value", "none": None}),
        "n": st.integers(-1, 9),
    }
)


def run(text: str) -> str:
    kept = "".join(letter for letter in text if letter >= " " or letter in "\t\n")
    return f'<w:r><w:t xml:space="preserve">{escape(kept)}</w:t></w:r>'


def paragraph(text: str, cuts: Collection[int] = ()) -> str:
    """A paragraph whose text is cut into runs anywhere, in the middle of tags too."""
    ends = [0, *sorted(cuts), len(text)]
    return f"<w:p>{''.join(run(text[start:end]) for start, end in zip(ends, ends[1:], strict=False))}</w:p>"


def row(cells: list[str]) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def table(columns: int, rows: list[str]) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


@st.composite
def paragraphs(draw: st.DrawFn, words: st.SearchStrategy[list[str]]) -> str:
    text = "".join(draw(words))
    return paragraph(text, draw(st.sets(st.integers(0, max(len(text), 1)), max_size=3)))


@st.composite
def tables(draw: st.DrawFn, words: st.SearchStrategy[list[str]]) -> str:
    """A table, of which rows or columns may be repeated."""
    columns = draw(st.integers(1, 3))
    rows = [row(cells) for cells in draw(st.lists(st.lists(paragraphs(words), min_size=columns, max_size=columns), min_size=1, max_size=4))]
    kind = draw(st.sampled_from(["plain", "rows", "columns", "merged"]))
    if kind == "rows":
        marks = [row([paragraph(tag), *[paragraph("")] * (columns - 1)]) for tag in ("{%tr for i in items %}", "{%tr endfor %}")]
        rows = [*rows[:1], marks[0], *rows[1:], row([paragraph("{{ i }}")] * columns), marks[1]]
    elif kind == "columns":
        marked = [paragraph(tag) for tag in ("{%tc for i in items %}", "{{ i }}", "{%tc endfor %}")]
        return table(3, [row([*marked]) for _ in rows])
    elif kind == "merged":
        tag = draw(st.sampled_from(["{% colspan n %}", "{% vm %}", "{% hm %}", "{% cellbg 'FF0000' %}"]))
        rows = [*rows, row([paragraph(tag + "x"), *[paragraph("")] * (columns - 1)])]
    return table(columns, rows)


def wrapped(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.sampled_from([("{%p if name %}", "{%p endif %}"), ("{%p for i in items %}", "{%p endfor %}"), ("{%p if items %}", "{%p else %}{%p endif %}")])
    return st.tuples(pairs, blocks).map(lambda found: paragraph(found[0][0]) + found[1] + paragraph(found[0][1]))


def bodies(words: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
    block = st.recursive(st.one_of(paragraphs(words), tables(words)), wrapped, max_leaves=4)
    return st.lists(block, max_size=5).map("".join)


TEMPLATES = st.one_of(bodies(WORDS), bodies(ANYTHING))


@settings(
    max_examples=int(os.environ.get("DOCGEN_EXAMPLES", "200")), deadline=10_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(TEMPLATES, VALUES)
def test_a_sentence_or_a_sound_file(body: str, values: dict[str, object]) -> None:
    template = with_part(BASE, DOCUMENT, lambda root: replace_body(root, body))
    try:
        filled = ENGINE.fill(template, context(**values), Limits(seconds=5))
    except DocgenError as error:
        assert error.problems
        for problem in error.problems:
            assert say(problem.what, "en").strip() and say(problem.what, "zh").strip()
        event("a sentence")
    else:
        assert [fault for fault in ENGINE.faults(filled.file) if fault.what.key != LEFTOVER] == []  # braces may be meant
        event("a file")
    ENGINE.template_faults(template)
