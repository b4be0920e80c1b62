"""A text source -> a Word template: the same source gives the same bytes."""

from __future__ import annotations

from pathlib import PurePath

from lxml import etree

from docgen.authoring import theme
from docgen.authoring.blocks import Text, Turn
from docgen.authoring.body import BodyWriter, numbered_lists
from docgen.authoring.front import Front
from docgen.authoring.markdown import read_text
from docgen.authoring.outline import Outline, check_lists
from docgen.authoring.runs import RunWriter, tag_paragraph
from docgen.authoring.sections import Section
from docgen.authoring.source import FORM, Faults
from docgen.authoring.styles import font_table, numbering, settings, styles
from docgen.authoring.theme import ParagraphStyle
from docgen.authoring.theme_part import theme_part
from docgen.formats.ooxml import Package, serialise
from docgen.formats.word.elements import NAMESPACES, Element, node, qualified

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:title>{{{{ document.title }}}}</dc:title><dc:subject>{{{{ document.code }}}} {{{{ document.system_name }}}}</dc:subject>\
<dc:creator>{{{{ organisation.name }}}}</dc:creator><dc:language>%s</dc:language></cp:coreProperties>"""
_APP = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>docgen</Application><Company>{{ organisation.name }}</Company></Properties>"""
# The parts of the document, by the relationship that Word finds them through.
_PARTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "fontTable": "fontTable", "theme": "theme/theme1"}


def compile_word(source: str, name: str) -> bytes:
    """Return the Word template of `source`, written in the dialect of docs/authoring.md.

    Args:   name: the source's file name, `<id>.<language>.md`: names the language, and the file in error messages.
    Raises: TemplateError: all faults of the source, each with its line.
    """
    faults = Faults(name)
    language = language_of(name)
    text = read_text(source, language, faults)
    check_lists(text.blocks, faults)
    outline = Outline(text, faults)
    runs = RunWriter(outline, language)
    front = Front(text, outline, runs)
    document = _document(text, front, BodyWriter(text, outline, runs, faults))
    faults.raise_any()
    margins = {"header1": ("w:hdr", front.header()), "footer1": ("w:ftr", front.footer())}
    if text.front.cover:
        margins |= {"header2": ("w:hdr", front.cover_header()), "footer2": ("w:ftr", front.cover_footer())}
    if any(isinstance(block, Turn) for block in text.blocks):
        margins |= {"header3": ("w:hdr", front.header("Landscape")), "footer3": ("w:ftr", front.footer("Landscape"))}
    parts = {
        "[Content_Types].xml": _content_types(tuple(margins)),
        "_rels/.rels": _package_relationships(),
        "docProps/core.xml": (_CORE % theme.LANGUAGE_TAGS[language]).encode(),
        "docProps/app.xml": _APP.encode(),
        "word/document.xml": _serialised(document),
        "word/_rels/document.xml.rels": _document_relationships(tuple(margins)),
        "word/styles.xml": _serialised(styles(language, _title(text))),
        "word/numbering.xml": _serialised(numbering(language, numbered_lists(text.blocks))),
        "word/settings.xml": _serialised(settings()),
        "word/fontTable.xml": _serialised(font_table(language)),
        "word/theme/theme1.xml": theme_part(language),
        **{f"word/{part}.xml": _serialised(node(tag, *content)) for part, (tag, content) in margins.items()},
    }
    return Package({}).write(parts)


def language_of(name: str) -> str:
    """Return the language that a source's file name says: "zh" for `incident-management.zh.md`; English without one."""
    suffixes = PurePath(name).suffixes
    said = suffixes[-2].lstrip(".") if len(suffixes) > 1 else ""
    return said if said in theme.LANGUAGES else "en"


def _title(text: Text) -> ParagraphStyle | None:
    if text.front.kind == FORM:
        return theme.FORM_TITLE
    return None if text.front.cover else theme.BLOCK_TITLE


def _document(text: Text, front: Front, body: BodyWriter) -> Element:
    turns = [block for block in text.blocks if isinstance(block, Turn)]
    first = Section(cover=text.front.cover)
    content = [tag_paragraph(statement.words) for statement in text.settings]
    if text.front.kind == FORM:
        return node("w:document", node("w:body", *content, *front.form_title(), *body.body(), Section(form=True).properties()))
    content += front.cover() if text.front.cover else front.title_block()
    content += front.control() if text.front.cover else ()
    content += front.contents() if text.front.contents else ()
    content += front.clauses() if text.front.cover else ()
    if turns:
        content += [first.end()] if text.front.cover or text.front.contents else ()
        first = Section()
    content += body.body()
    last = Section(landscape=True) if turns and turns[-1].landscape else first
    if not text.front.cover:
        content += [last.end()] if last.landscape else ()
        content += front.control()
        last = first
    return node("w:document", node("w:body", *content, last.properties()))


def _content_types(margins: tuple[str, ...]) -> bytes:
    overrides = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        **{f"/word/{part}.xml": f"{_MAIN}.{kind}+xml" for kind, part in _PARTS.items() if kind != "theme"},
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        **{f"/word/{part}.xml": f"{_MAIN}.{part.rstrip('123')}+xml" for part in margins},
    }
    root = etree.Element("Types", nsmap={None: f"{_PACKAGE}/content-types"})  # type: ignore[dict-item] # lxml-stubs know no default namespace
    etree.SubElement(root, "Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml")
    etree.SubElement(root, "Default", Extension="xml", ContentType="application/xml")
    for part, content_type in overrides.items():
        etree.SubElement(root, "Override", PartName=part, ContentType=content_type)
    return serialise(root)


def _package_relationships() -> bytes:
    return _relationships(
        {
            "rId1": (f"{_RELATIONSHIPS}/officeDocument", "word/document.xml"),
            "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            "rId3": (f"{_RELATIONSHIPS}/extended-properties", "docProps/app.xml"),
        }
    )


def _document_relationships(margins: tuple[str, ...]) -> bytes:
    standing = {f"rId{number}": (f"{_RELATIONSHIPS}/{kind}", f"{part}.xml") for number, (kind, part) in enumerate(_PARTS.items(), 1)}
    edges = {f"rId{part.capitalize()}": (f"{_RELATIONSHIPS}/{part.rstrip('123')}", f"{part}.xml") for part in margins}
    return _relationships(standing | edges)


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    root = etree.Element("Relationships", nsmap={None: f"{_PACKAGE}/relationships"})  # type: ignore[dict-item] # as above
    for identity, (kind, target) in targets.items():
        etree.SubElement(root, "Relationship", Id=identity, Type=kind, Target=target)
    return serialise(root)


def _serialised(root: Element) -> bytes:
    """Return the part with its namespaces declared once, at the root; those it does not use are left out."""
    kept = ["wps", "wpg"] if next(root.iter(qualified("wps:wsp")), None) is not None else []
    if next(root.iter(qualified("w14:checkbox")), None) is not None:
        root.set(qualified("mc:Ignorable"), "w14")  # what older programs may pass over
        kept.append("w14")
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=kept)
    return serialise(root)
