"""A diagram block becomes the tag that draws it, with a numbered caption that references may name."""

from __future__ import annotations

import pytest

from docgen.messages import say
from docgen.messages.diagram import TEXTS
from tests.authoring.sources import FRONT_LINES, paragraphs, problems, template

BLOCK = """# Organisation

See {ref:org}.

```diagram
id: org
kind: organisation
caption: Who answers to whom.
```
"""
FAULTS = [
    ("diagram.block-kind", "# One\n\n```diagram\nkind: organization\ncaption: x\n```", 3),
    ("diagram.block-kind", "# One\n\n```diagram\ncaption: x\n```", 3),
    ("diagram.block-caption", "# One\n\n```diagram\nkind: calls\n```", 3),
    ("diagram.block-alt", "# One\n\n```diagram\nkind: calls\ncaption: x\nalt: \"Whom {{ organisation.name }} calls\"\n```", 3),
    ("markdown.block-key", "# One\n\n```diagram\nkind: calls\ncaption: x\nwidth: 160\n```", 3),
    ("markdown.block-yaml", "# One\n\n```diagram\nkind: [calls\n```", 5),
]


def test_a_block_is_a_tag_in_a_paragraph_for_figures_and_a_caption() -> None:
    file = template(BLOCK)
    assert paragraphs(file, "Figure") == ["{{ diagram('organisation') }}"]
    assert [" ".join(caption.split()) for caption in paragraphs(file, "FigureCaption")] == ["Figure 1 Who answers to whom."]


def test_a_reference_to_a_block_prints_its_number() -> None:
    assert "See Figure 1." in paragraphs(template(BLOCK), "BodyText")


def test_what_the_source_says_of_a_diagram_goes_with_its_tag() -> None:
    file = template(BLOCK.replace("kind: organisation", "kind: organisation\nalt: The board's people"))
    assert paragraphs(file, "Figure") == [r"{{ diagram('organisation', 'The board\'s people') }}"]


def test_a_caption_may_hold_tags_and_references() -> None:
    file = template(BLOCK.replace("Who answers to whom.", "\"{{ organisation.headcount }} people, see {ref:org}\""))
    assert "{{ organisation.headcount }} people, see Figure 1" in paragraphs(file, "FigureCaption")[0]


@pytest.mark.parametrize(("key", "source", "line"), FAULTS)
def test_a_fault_is_told_with_its_line_and_can_be_said(key: str, source: str, line: int) -> None:
    found = problems(source)
    assert (key, line + FRONT_LINES) in [(problem.what.key, problem.where.line) for problem in found]
    for problem in found:
        assert all("{" not in say(problem.what, language) for language in ("en", "zh"))


def test_every_fault_of_a_block_has_a_case_here() -> None:
    assert {key for key, *_ in FAULTS if key.startswith("diagram")} == {f"diagram.{name}" for name in TEXTS if name.startswith("block-")}


def test_an_unknown_kind_is_told_with_those_that_there_are() -> None:
    problem = problems("# One\n\n```diagram\nkind: organization\ncaption: x\n```")[0]
    assert "organisation" in problem.nearest
    assert "organisation, processes, calls" in say(problem.what, "en")
