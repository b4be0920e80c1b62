"""What is wrong with a source is told with its line and what to write instead; everything at once."""

import re

import pytest

from docgen.messages import flow, markdown, say
from tests.authoring.sources import FORM, FRONT_LINES, problems

# Braces that a text shows to its reader.
SHOWN = re.compile(r"\{(?=%|:|id|from|ref|text|date|choice|check|sign|number|period|site)|\\\{")
TABLE = "| # | Step |\n|---|---|\n| 1 | Log |\n"
STEPS = '{: style="steps" }\n' + TABLE


def chart(nodes: str = "", edges: str = "", rest: str = "alt: a\nlanes: [A, B]") -> str:
    start = "{id: a, lane: 1, row: 1, text: A}, {id: b, lane: 1, row: 2, text: B}"
    return f"{STEPS}\n# One\n\n```flow\n{rest}\nnodes: [{start}{nodes and ', ' + nodes}]\nedges: [{{from: a, to: b}}{edges and ', ' + edges}]\n```"


# What is wrong, the source after its front matter, and the line in it.
CASES = [
    ("markdown.tag-open", "Text {{ a", 1),
    ("markdown.attributes", "{: widths=“40 120” }\n" + TABLE, 1),
    ("markdown.attributes-alone", '{: style="terms" }\n\nText', 1),
    ("markdown.attribute", '{: width="40 120" }\n' + TABLE, 1),
    ("markdown.attribute", "{: whole }\n" + TABLE, 1),
    ("markdown.style", '{: style="term" }\n' + TABLE, 1),
    ("markdown.widths", '{: widths="40 110" }\n' + TABLE, 1),
    ("markdown.widths", '{: widths="160" }\n' + TABLE, 1),
    ("markdown.widths", '{: widths="wide 120" }\n' + TABLE, 1),
    ("markdown.cells", TABLE + "| 2 | Sort | late |", 4),
    ("markdown.cells", TABLE + "| 2 |", 4),
    ("markdown.mark", TABLE + "| 2 | [P5] P5 |", 4),
    ("markdown.exceptions", TABLE + "| [exception] 2 | a |\n| [exception] 3 | b |", 1),
    ("markdown.empty-loop", "| a |\n|---|\n| {%tr for x in y %} |\n| {%tr endfor %} |", 1),
    ("markdown.name-without-caption", "{: #steps }\n" + TABLE, 1),
    ("markdown.name", "# One {: #One }", 1),
    ("markdown.name-twice", "# One {: #a }\n\n# Two {: #a }", 3),
    ("markdown.reference", "# Scope {: #scope }\n\nSee {ref:scop}.", 3),
    ("markdown.reference", TABLE + "| 2 | {ref:none} |", 4),
    ("markdown.reference-guard", "# One\n\n{% if a %}\n\n# Two {: #two }\n\n{% endif %}\n\nSee {ref:two}.", 9),
    ("markdown.block-not-opened", "# One\n\n{% endif %}", 3),
    ("markdown.block-not-opened", "# One\n\n{% if a %}\n{% endfor %}\n{% endif %}", 4),
    ("markdown.block-not-closed", "# One\n\n{% for a in b %}\n\nText", 3),
    ("markdown.late-setting", "# One\n\n{% set big = n > 9 %}\n\n{% if big %}\n\n# Two\n\n{% endif %}", 7),
    ("markdown.in-loop", "# One\n\n{% for a in b %}\n\n## Two\n\n{% endfor %}", 5),
    ("markdown.in-loop", '# One\n\n{% for a in b %}\n\n{: caption="c" }\n' + TABLE + "\n{% endfor %}", 6),
    ("markdown.first-heading", "{% if a %}\n\n# One\n\n{% endif %}", 3),
    ("markdown.heading-jump", "# One\n\n### Deep", 3),
    ("markdown.heading-condition", "# One\n\n{% if a %}\n\n# Two\n\n{% endif %}\n\n## Late", 9),
    ("markdown.heading-level", "# One\n\n#### Deep", 3),
    ("markdown.heading-attributes", "# One {: #a wide }", 1),
    ("markdown.page-break", "# One\n\n---\n\n- item", 3),
    ("markdown.list-paragraph", "# One\n\n- item\n\n  more", 5),
    ("markdown.list-in-loop", "# One\n\n{% for a in b %}\n\nText\n\n1. item\n\n{% endfor %}", 7),
    ("markdown.html", "Text <b>bold</b>", 1),
    ("markdown.fence", "```sh\nls\n```", 1),
    ("markdown.signature", "```signature\ncompany: A\n```", 1),
    ("markdown.block-key", "```signature\nsigns: A\ndate: today\n```", 1),
    ("markdown.block-yaml", "```signature\nsigns: [A\n```", 3),
    ("markdown.turn", "--- sideways", 1),
    ("markdown.turn-again", "# One\n\n--- portrait", 3),
    ("markdown.turn-again", "--- landscape\n\n# One\n\n--- landscape", 5),
    ("markdown.turn-condition", "# One\n\n{% if a %}\n--- landscape\n{% endif %}\n\n--- portrait", 7),
    ("markdown.turn-condition", "# One\n\n{% if a %}\n--- landscape\n{% endif %}", 4),
    ("markdown.appendix-order", "# One {: appendix }\n\n# Two", 3),
    ("markdown.heading-attributes", "# One\n\n## Two {: appendix }", 3),
    ("markdown.heading-attributes", "# One {: letter follows }", 1),
    ("markdown.heading-attributes", "# One {: letter preface }", 1),
    ("markdown.column-tags", TABLE + "| 2 | {%tc for x in y %} | a |", 4),
    ("markdown.column-tags", TABLE + "| 2 | {%tc if x %} | a | {%tc endfor %} |", 4),
    ("markdown.star", '{: widths="40 *120" }\n' + TABLE, 1),
    ("markdown.star", '{: widths="40 120" }\n| a | {%tc for x in y %} | b | {%tc endfor %} |\n|---|---|---|---|\n| 1 | 2 |', 1),
    ("markdown.control", TABLE + "| 2 | {text 18} |", 4),
    ("markdown.control", TABLE + "| 2 | {tekst: Name} |", 4),
    ("markdown.control", TABLE + "| 2 | {check: yes} |", 4),
    ("markdown.control", TABLE + "| 2 | {date 18: day} |", 4),
    ("markdown.control", "See {ref: scope}.", 1),
    ("markdown.block-yaml", "```flow\nalt: a: b\n```", 2),
    ("markdown.block-yaml", "```flow\n- a\n```", 1),
    ("markdown.block-key", chart(rest="alt: a\nlanes: [A]\ncolour: red"), 8),
    ("flow.key", chart("{id: c, lane: 1, row: 3, text: C, colour: red}", "{from: b, to: c}"), 8),
    ("flow.lanes", chart(rest="alt: a"), 8),
    ("flow.alt", chart(rest="lanes: [A]"), 8),
    ("flow.node-id", chart("{lane: 1, row: 3, text: C}"), 8),
    ("flow.node-twice", chart("{id: a, lane: 1, row: 3, text: C}"), 8),
    ("flow.place", chart("{id: c, lane: 3, row: 3, text: C}"), 8),
    ("flow.kind", chart("{id: c, lane: 1, row: 3, text: C, kind: box}", "{from: b, to: c}"), 8),
    ("flow.step", chart("{id: c, lane: 1, row: 3, step: 7}", "{from: b, to: c}"), 8),
    ("flow.no-text", chart("{id: c, lane: 1, row: 3}", "{from: b, to: c}"), 8),
    ("flow.text-long", chart("{id: c, lane: 1, row: 3, text: " + "word " * 40 + "}", "{from: b, to: c}"), 8),
    ("flow.edge", chart(edges="a-b"), 8),
    ("flow.edge-end", chart(edges="{from: a, to: bb}"), 8),
    ("flow.edge-label", chart("{id: c, lane: 1, row: 3, text: C, kind: decision}", "{from: c, to: a, label: no}, {from: c, to: b}"), 8),
    ("flow.decision-exits", chart("{id: c, lane: 1, row: 3, text: C, kind: decision}", "{from: b, to: c}, {from: c, to: a, label: no}"), 8),
    ("flow.side", chart("{id: c, lane: 2, row: 2, text: C}", "{from: b, to: c, exit: east}"), 8),
    (
        "flow.red",
        chart("{id: c, lane: 1, row: 3, text: C, red: true}, {id: d, lane: 1, row: 4, text: D, red: true}", "{from: c, to: d}"),
        8,
    ),
    ("flow.alone", chart("{id: c, lane: 2, row: 2, text: C}"), 8),
    ("flow.overlap", chart("{id: c, lane: 1, row: 2, text: C}", "{from: a, to: c}"), 8),
    ("flow.line-through", chart("{id: c, lane: 1, row: 3, text: C}", "{from: a, to: c, exit: bottom, enter: top}"), 8),
    (
        "flow.tall",
        chart(
            ", ".join(f"{{id: n{row}, lane: 1, row: {row}, text: N}}" for row in range(3, 20)),
            ", ".join(f"{{from: n{row}, to: n{row + 1}}}" for row in range(3, 19)),
        ),
        8,
    ),
]
FORM_CASES = [
    ("markdown.form-heading", "# One\n\n## Two", 3),
    ("markdown.form-heading", "# One {: appendix }", 1),
    ("markdown.form-turn", "# One\n\n--- landscape", 3),
]
FRONT_CASES = [
    ("markdown.front-yaml", "---\nkind: [\n---\n", 2),
    ("markdown.front-key", "---\nkind: policy\ntitle: A\n---\n", 1),
    ("markdown.front-kind", "---\nkind: memo\n---\n", 1),
    ("markdown.front-kind", "", 1),
    ("markdown.front-answers", "---\nkind: policy\nanswers: 8.6.1\n---\n", 1),
]


@pytest.mark.parametrize(("key", "source", "line"), CASES)
def test_a_fault_is_told_with_its_line(key: str, source: str, line: int) -> None:
    assert (key, line + FRONT_LINES) in [(problem.what.key, problem.where.line) for problem in problems(source)]


@pytest.mark.parametrize(("key", "front", "line"), FRONT_CASES)
def test_a_fault_of_the_front_matter_is_told(key: str, front: str, line: int) -> None:
    assert (key, line) in [(problem.what.key, problem.where.line) for problem in problems("# One", front=front)]


@pytest.mark.parametrize(("key", "source", "line"), FORM_CASES)
def test_a_fault_of_a_form_is_told(key: str, source: str, line: int) -> None:
    assert [(key, line + FRONT_LINES)] == [(problem.what.key, problem.where.line) for problem in problems(source, front=FORM)]


@pytest.mark.parametrize(("key", "source", "line"), CASES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_fault_can_be_said(key: str, source: str, line: int, language: str) -> None:
    for problem in problems(source):
        assert "{" not in SHOWN.sub("", say(problem.what, language))
        assert problem.where.file == "x.en.md"


def test_every_fault_has_a_case_here() -> None:
    told = {key for key, *_ in [*CASES, *FORM_CASES, *FRONT_CASES]}
    assert told == {f"markdown.{name}" for name in markdown.TEXTS} | {f"flow.{name}" for name in flow.TEXTS}


def test_all_faults_are_told_at_once() -> None:
    keys = [problem.what.key for problem in problems('{: style="term" }\n' + TABLE + "\nText <b>bold</b> {ref:none}")]
    assert keys == ["markdown.style", "markdown.html", "markdown.html", "markdown.reference"]


def test_a_near_miss_is_suggested() -> None:
    (problem,) = problems("# Scope {: #scope }\n\nSee {ref:scop}.")
    assert problem.nearest == ("scope",)


@pytest.mark.parametrize(
    "source",
    [
        "# One\n\n{% if a %}\n\n# Two {: #two }\n\nSee {ref:two}.\n\n{% endif %}",
        "# One\n\n{% if a %}\n\n# Two {: #two }\n\n{% endif %}\n\n{% if a %}See {ref:two}.{% endif %}",
        "# One\n\n{% if a %}\n\n# Two {: #two }\n\n{% endif %}\n\n| x |\n|---|\n| {%tr if a %} |\n| {ref:two} |\n| {%tr endif %} |",
    ],
)
def test_a_reference_under_the_same_condition_is_sound(source: str) -> None:
    assert problems(source) == ()
