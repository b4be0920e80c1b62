"""Diagrams that a template asks for: native shapes, in the house's colours, with ids of their own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from docgen.domain.catalogue import Catalogue
from docgen.domain.context import Context, template_function
from docgen.domain.diagram import Diagram
from docgen.domain.diagrams.calls import call_tree
from docgen.domain.diagrams.drawn import drawn
from docgen.domain.diagrams.organisation import organisation_chart
from docgen.domain.diagrams.processes import process_map
from docgen.domain.document_set import DocumentSet, Member, role_view
from docgen.domain.palette import HOUSE, brand_colours
from docgen.domain.text import Text
from docgen.errors import TemplateError
from docgen.formats.brand import in_colours
from docgen.formats.word import names
from docgen.formats.word.engine import WordEngine
from docgen.messages import say
from docgen.sources.standards_file import read_standard
from tests.build import profile
from tests.formats.word.documents import every, opened, word
from tests.office import pdf_text, rendered, resaved, schema_faults

ENGINE = WordEngine()
TITLES = {
    "top-management": Text("总经理", "General Manager"),
    "management-representative": Text("管理者代表", "Management Representative"),
    "internal-audit-lead": Text("内审组长", "Internal Audit Leader"),
    "incident-manager": Text("事件经理", "Incident Manager"),
}
STANDARD = read_standard("iso20000-1")
ALL = ("organisation", "processes", "calls")


def whole() -> DocumentSet:
    catalogue = Catalogue(documents=(), roles=TITLES, cadences={})
    members: dict[str, dict[str, Member]] = {"zh": {}, "en": {}}
    return DocumentSet(
        profile=profile(), facts={}, catalogue=catalogue, standards=(STANDARD,), system="ITSM", members=members,
    )  # fmt: skip


def context(language: str = "en") -> Context:
    said = profile()
    names = {name: getattr(said, name) for name in said.__slots__}
    made = Context(language=language, names=names, sources={"role": lambda identity: role_view(whole(), identity)})

    @template_function
    def diagram(kind: str) -> Diagram:
        return drawn(kind, whole(), made)

    made.functions["diagram"] = diagram
    return made


def filled(*blocks: str, language: str = "en") -> bytes:
    return ENGINE.fill(word(*blocks), context(language)).file


def three(language: str = "en") -> bytes:
    return filled(*(f"{{{{ diagram('{kind}') }}}}" for kind in ALL), language=language)


def diagrams(language: str) -> dict[str, Diagram]:
    return {
        "organisation": organisation_chart(profile(), TITLES, language),
        "processes": process_map(STANDARD, {}, language, outside=False),
        "calls": call_tree(profile(), TITLES, language),
    }


@pytest.mark.parametrize("kind", ALL)
def test_a_diagram_is_drawn_where_its_tag_stands_with_its_text_in_shapes(kind: str) -> None:
    file = filled("Before", f"{{{{ diagram('{kind}') }}}}", "After")
    body = [paragraph.text for paragraph in opened(file).paragraphs]
    assert body[0] == "Before"
    assert body[-1] == "After"
    paragraphs = [paragraph for box in every(file, "w:txbxContent") for paragraph in box.iter(names.PARAGRAPH)]
    shown = ["".join(text.text or "" for text in paragraph.iter(names.TEXT)) for paragraph in paragraphs]
    assert shown == ["".join(piece.text for piece in line) for box in diagrams("en")[kind].boxes for line in box.lines]
    assert every(file, "wp:docPr")[0].get("descr") == diagrams("en")[kind].alternative


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_ids_of_several_diagrams_are_unique_and_the_file_is_valid(language: str, tmp_path: Path) -> None:
    file = three(language)
    ids = [str(element.get("id")) for element in every(file, "wp:docPr")]
    assert len(ids) == len(set(ids)) == 3
    assert "0" not in ids
    for group in every(file, "wpg:wgp"):
        inside = [element.get("id") for element in group.iter(names.qualified("wps:cNvPr"))]
        assert len(inside) == len(set(inside)) > 3
    path = tmp_path / "x.docx"
    path.write_bytes(file)
    assert schema_faults(path) == []


def test_every_line_is_glued_to_the_boxes_that_it_joins() -> None:
    group = every(filled("{{ diagram('organisation') }}"), "wpg:wgp")[0]
    shapes = {element.get("id"): element.get("name") for element in group.iter(names.qualified("wps:cNvPr"))}
    starts = [shapes[element.get("id")] for element in group.iter(names.qualified("a:stCxn"))]
    ends = [shapes[element.get("id")] for element in group.iter(names.qualified("a:endCxn"))]
    joined = {frozenset(pair) for pair in zip(starts, ends, strict=True)}
    assert frozenset(("top management", "department delivery")) in joined


def test_a_diagram_fills_its_place_so_that_libreoffice_does_not_stretch_it() -> None:
    for drawing in every(three(), "wp:inline"):
        extent = next(drawing.iter(names.qualified("wp:extent")))
        ground = next(drawing.iter(names.qualified("wps:spPr")))
        size = next(ground.iter(names.qualified("a:ext")))
        assert (size.get("cx"), size.get("cy")) == (extent.get("cx"), extent.get("cy"))
        assert extent.get("cx") == str(160 * 36_000)


def test_the_clients_brand_reaches_the_diagrams() -> None:
    colours = [str(element.get("val")) for element in every(in_colours(three(), brand_colours("7A1F4B")), "a:srgbClr")]
    assert "7A1F4B" in colours
    assert not set(colours) & set(HOUSE)


def test_a_template_made_elsewhere_gets_the_styles_of_drawings_once() -> None:
    plain = word("{{ diagram('organisation') }}")
    known = {style.style_id for style in opened(plain).styles}
    after = opened(ENGINE.fill(plain, context()).file).styles
    assert "FlowText" not in known
    added = [style.style_id for style in after if style.style_id not in known]
    assert sorted(added) == sorted(set(added))
    assert {"FlowText", "FlowNote", "FlowNumber", "FlowLane"} <= set(added)
    again = opened(ENGINE.fill(ENGINE.fill(plain, context()).file, context()).file).styles
    assert len(list(again)) == len(list(after))


def test_a_document_without_diagrams_keeps_its_styles_as_they_are() -> None:
    assert "FlowText" not in {style.style_id for style in opened(filled("{{ organisation.code }}")).styles}


def test_the_fields_that_a_diagram_shows_are_noted() -> None:
    used = ENGINE.fill(word("{{ diagram('organisation') }}"), context()).used
    assert used["departments[delivery].headcount"] == "20"
    assert used["roles.top-management.person"] == "Chen Li"
    calls = ENGINE.fill(word("{{ diagram('calls') }}"), context()).used
    assert calls["call_tree[0].phone"] == "8201"
    assert calls["service_desk.phone"] == "400-000-0180"


def test_an_unknown_diagram_is_told_with_those_that_there_are() -> None:
    with pytest.raises(TemplateError) as caught:
        filled("{{ diagram('organization') }}")
    problem = caught.value.problems[0]
    assert say(problem.what, "en") == "There is no diagram 'organization'; docgen draws organisation, processes, calls."
    assert problem.nearest[0] == "organisation"


@pytest.mark.parametrize("tag", ["{{ diagram('organisation') ~ '!' }}", "{{ [diagram('organisation')]|join(', ') }}"])
def test_a_diagram_is_no_text(tag: str) -> None:
    with pytest.raises(TemplateError) as caught:
        filled(tag)
    assert [problem.what.key for problem in caught.value.problems] == ["diagram.not-drawn-here"]


def test_the_same_profile_gives_the_same_drawing() -> None:
    assert three() == three()


def test_libreoffice_shows_every_text_and_changes_nothing_when_it_saves(tmp_path: Path) -> None:
    paths = {language: tmp_path / f"{language}.docx" for language in ("zh", "en")}
    files = {language: three(language) for language in paths}
    for language, path in paths.items():
        path.write_bytes(files[language])
    for language, pdf in zip(paths, rendered(list(paths.values()), tmp_path), strict=True):
        boxes = (box for diagram in diagrams(language).values() for box in diagram.boxes)
        wanted = Counter(letter for box in boxes for line in box.lines for piece in line for letter in "".join(piece.text.split()))
        assert not wanted - Counter(pdf_text(pdf)), language  # a line that is cut off is not in the text
    resaved(list(paths.values()))
    for language, path in paths.items():
        assert list(ENGINE.content(path.read_bytes()).walk()) == list(ENGINE.content(files[language]).walk()), language
