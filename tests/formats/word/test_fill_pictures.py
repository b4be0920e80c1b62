"""Pictures that a template puts in."""

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from PIL import Image

from docgen.formats.ooxml import open_package
from docgen.formats.word import names
from docgen.formats.word.pictures import is_plain_svg, read_image
from tests.formats.word.documents import ENGINE, every, faults, fill, opened, png, valid, word

LOGO = "{{r picture(organisation.logo, height_mm=9, alt='Logo of ' ~ organisation.name) }}"
ORG = {"logo": "logo.png", "name": "A & B"}
MM = 36_000


def jpeg(width: int = 60, height: int = 30, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, "JPEG", **options)
    return stream.getvalue()


def test_a_picture_stands_in_the_text_at_the_height_asked_for(tmp_path: Path) -> None:
    filled = fill(word(f"Before {LOGO} after"), {"logo.png": png(40, 20)}, organisation=ORG)
    shape = opened(filled).inline_shapes[0]
    assert (shape.width, shape.height) == (18 * MM, 9 * MM)
    assert [part for part in open_package(filled) if "media/" in part] == [
        next(part for part in open_package(filled) if part.startswith("word/media/picture-") and part.endswith(".png"))
    ]
    assert every(filled, "wp:docPr")[0].get("descr") == "Logo of A & B"
    assert opened(filled).paragraphs[0].text == "Before  after"
    assert valid(filled, tmp_path)


def test_a_picture_stands_without_distances_so_that_every_program_places_it_alike() -> None:
    inline = every(fill(word(LOGO), {"logo.png": png()}, organisation=ORG), "wp:inline")[0]
    assert [inline.get(name) for name in ("distT", "distB", "distL", "distR")] == ["0"] * 4


def test_a_picture_in_a_header_belongs_to_the_header(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = LOGO

    filled = fill(word("Body", change=change), {"logo.png": png()}, organisation=ORG)
    header = opened(filled).sections[0].header.part
    blip = next(header.element.iter(names.qualified("a:blip")))
    assert header.related_parts[blip.get(names.qualified("r:embed"))].blob == png()
    assert valid(filled, tmp_path)


def test_a_picture_shown_often_is_stored_once(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = LOGO

    filled = fill(word("{%p for n in [1, 2, 3] %}", LOGO, "{%p endfor %}", change=change), {"logo.png": png()}, organisation=ORG)
    assert len([part for part in open_package(filled) if "media/" in part]) == 1
    ids = [node.get("id") for part in ("word/document.xml", "word/header1.xml") for node in every(filled, "wp:docPr", part)]
    assert len(ids) == len(set(ids)) == 4
    assert valid(filled, tmp_path)


def test_a_filled_document_can_be_a_template_again(tmp_path: Path) -> None:
    once = fill(word(LOGO, "{_{r picture(organisation.logo) }_}"), {"logo.png": png()}, organisation=ORG)
    twice = fill(once, {"logo.png": png()}, organisation=ORG)
    assert len(opened(twice).inline_shapes) == 2
    assert valid(twice, tmp_path)


def test_a_jpeg_is_taken_as_well(tmp_path: Path) -> None:
    template = word("{{ picture(organisation.logo, width_mm=30) }}")
    filled = fill(template, {"logo.png": jpeg(60, 30, progressive=True)}, organisation=ORG)
    shape = opened(filled).inline_shapes[0]
    assert (shape.width, shape.height) == (30 * MM, 15 * MM)
    assert valid(filled, tmp_path)


def test_a_picture_without_a_size_has_the_one_it_names_but_no_more_than_the_page() -> None:
    template = word("{{ picture(organisation.logo) }}")
    natural = opened(fill(template, {"logo.png": png(100, 50, dpi=254)}, organisation=ORG)).inline_shapes[0]
    assert (natural.width, natural.height) == (10 * MM, 5 * MM)
    huge = opened(fill(template, {"logo.png": png(5000, 100)}, organisation=ORG)).inline_shapes[0]
    assert huge.width == 160 * MM


@pytest.mark.parametrize("maker", [lambda: png(33, 44, dpi=300), lambda: jpeg(33, 44, dpi=(300, 300)), lambda: jpeg(33, 44, progressive=True)])
def test_sizes_read_are_those_that_pillow_reads(maker: object) -> None:
    content = maker()  # type: ignore[operator]
    image = read_image(content)
    with Image.open(io.BytesIO(content)) as expected:
        assert image is not None
        assert (image.width, image.height) == expected.size
        density = expected.info.get("dpi", (96, 96))
        assert [round(value) for value in image.dpi] == [round(float(value)) for value in density]


@pytest.mark.parametrize("content", [b"", b"GIF89a", png()[:20], jpeg()[:6], b"\xff\xd8\xff", b"<svg/>", jpeg()[:30] + b"\0" * 50])
def test_a_picture_that_cannot_be_read_is_refused_at_its_tag(content: bytes) -> None:
    assert read_image(content) is None


def test_what_is_wrong_with_a_picture_is_said_in_a_sentence() -> None:
    cases = {
        "{{ picture('none.png') }}": "There is no picture “none.png” among the files that the profile names.",
        "{{ picture('bad.png') }}": "The picture “bad.png” is neither PNG nor JPEG, or is damaged. Save it as PNG or JPEG.",
        "{{ picture('good.png', height_mm=0) }}": "The height or width of a picture is given in millimetres, from 1 to 500.",
        "{{ picture(nothing) }}": "The profile says nothing here, so there is nothing to print.",
    }
    for tag, sentence in cases.items():
        engine_faults = faults_with(word(tag), {"bad.png": b"x", "good.png": png()})
        assert engine_faults == [("paragraph 1", tag, sentence)]
    assert "20000 x 1 pixels" in faults_with(word("{{ picture('wide.png') }}"), {"wide.png": png(20_000, 1)})[0][2]


def faults_with(template: bytes, pictures: dict[str, bytes]) -> list[tuple[str, str, str]]:
    from docgen.errors import DocgenError
    from docgen.messages import say
    from tests.formats.word.documents import ENGINE, context

    with pytest.raises(DocgenError) as caught:
        ENGINE.fill(template, context(pictures=pictures, nothing=None))
    return [(say(problem.where.spot, "en"), problem.found, say(problem.what, "en")) for problem in caught.value.problems if problem.where.spot]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path fill="#268" d="M0 0h40v20z"/></svg>'
VECTOR = {"logo.svg": SVG, "logo.png": png(40, 20)}
BLIP = names.qualified("asvg:svgBlip")


def test_an_svg_is_shown_with_the_png_beside_it_for_programs_that_do_not_draw_it(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = LOGO

    filled = fill(word(LOGO, change=change), VECTOR, organisation={**ORG, "logo": "logo.svg"})
    document = opened(filled)
    for part in (document.part, document.sections[0].header.part):
        blip, vector = next(part.element.iter(names.qualified("a:blip"))), next(part.element.iter(BLIP))
        assert part.related_parts[blip.get(names.qualified("r:embed"))].blob == VECTOR["logo.png"]
        shown = part.related_parts[vector.get(names.qualified("r:embed"))]
        assert (shown.blob, shown.content_type) == (SVG, "image/svg+xml")
    assert (document.inline_shapes[0].width, document.inline_shapes[0].height) == (18 * MM, 9 * MM)
    assert len([part for part in open_package(filled) if "media/" in part]) == 2
    assert ENGINE.faults(filled) == ()
    assert valid(filled, tmp_path)


def test_an_svg_that_a_program_has_dropped_is_no_edit() -> None:
    with_svg = fill(word(LOGO), VECTOR, organisation={**ORG, "logo": "logo.svg"})
    assert ENGINE.content(with_svg) == ENGINE.content(fill(word(LOGO), VECTOR, organisation=ORG))


def test_an_svg_without_a_png_says_what_to_do() -> None:
    for language, sentence in {"en": "put it as “logo.png” beside it.", "zh": "以“logo.png”为名"}.items():
        what = faults(word("{{ picture('logo.svg') }}"), language, pictures={"logo.svg": SVG})
        assert [found for _, found, _ in what] == ["{{ picture('logo.svg') }}"]
        assert sentence in what[0][2]


@pytest.mark.parametrize(
    "content",
    [
        b"<svg/>", b"<svg", png(), b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG, SVG.replace(b"<path", b"<script>x()</script><path"),
        SVG.replace(b"<path", b'<image href="http://x.example/a.png"/><path'), SVG.replace(b'"#268"', b'"url(http://x.example/#a)"'),
        SVG.replace(b"<path", b"<style>@import 'http://x.example/a.css';</style><path"), SVG.replace(b"<path", b'<use href="other.svg#a"/><path'),
        SVG + b" " * 11_000_000,
    ],
)  # fmt: skip
def test_an_svg_that_reaches_outside_itself_or_is_none_is_refused(content: bytes) -> None:
    found = faults(word("{{ picture('logo.svg') }}"), pictures={**VECTOR, "logo.svg": content})
    assert "no plain SVG of at most 10 MB" in found[0][2]


def test_an_svg_may_refer_to_itself_and_hold_a_picture() -> None:
    links = b'<use href="#a"/><rect fill="url(#b)"/><image href="data:image/png;base64,AAAA"/><path'
    assert is_plain_svg(SVG.replace(b"<path", links))


def test_a_picture_where_none_can_be_is_refused() -> None:
    def change(document: Document) -> None:
        document.core_properties.title = "{{ picture('a.png') }}"

    assert "no longer sound" in faults_with(word("x", change=change), {"a.png": png()})[0][2]
    assert faults_with(word("{{ picture('a.png') ~ 'x' }}"), {"a.png": png()})[0][1] == "{{ picture('a.png') ~ 'x' }}"


def test_a_template_without_a_logo_guards_its_picture() -> None:
    template = word("{% if organisation.logo %}" + LOGO + "{% endif %}Name")
    assert fill(template, {}, organisation={"logo": None, "name": "A"})
    assert faults(template, organisation={"logo": None, "name": "A"}) == []
    assert docx.Document(io.BytesIO(fill(template, {}, organisation={"logo": None, "name": "A"}))).paragraphs[0].text == "Name"
