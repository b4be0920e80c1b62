"""A Word template compiled once: every part with tags becomes one Jinja source, with a line for each tag.

What a tag says is checked here as far as it can be without values; all faults of a template come out together. Compiled
templates are immutable and kept in the process by content, so that filling costs only the rendering.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from hashlib import blake2b

from lxml import etree

from docgen.errors import Problem, TemplateError
from docgen.formats import shelf
from docgen.formats.engine import Limits
from docgen.formats.ooxml import Package, open_package
from docgen.formats.relations import relations
from docgen.formats.sandbox import Compiled, Sandbox, TagError
from docgen.formats.word import looks, names
from docgen.formats.word.blocks import settle
from docgen.formats.word.breaks import in_paragraphs, value_text
from docgen.formats.word.cells import VALUE_FILTERS, sign
from docgen.formats.word.identities import Taken, taken_in
from docgen.formats.word.marks import Marks, mark_story, mark_texts
from docgen.formats.word.parts import Part, read_part, text_parts
from docgen.formats.word.places import Places
from docgen.formats.word.tags import CELL_MERGES, CELL_VALUES, Fault, Tag, fault
from docgen.formats.word.tidy import has_neighbouring_tables
from docgen.messages import message

_ANY_LANGUAGE = "en"  # compiled code does not know in what language its values are spelled
_TEMPLATES_KEPT = 512
_LEFTOVER = re.compile(r"\{\{|\{%")
_BRACES = tuple(brace.encode() for brace in "{}｛｝")
_IDENTITIES = (names.qualified("w14:paraId"), names.qualified("w14:textId"))
_SELF_CHECKS = {
    "if": "{code}{{% endif %}}",
    "for": "{code}{{% endfor %}}",
    "with": "{code}{{% endwith %}}",
    "filter": "{code}{{% endfilter %}}",
    "elif": "{{% if 1 %}}{code}{{% endif %}}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPart:
    """One part with tags.

    texts, tags: the XML between the tags, one text more than tags; the tag on line n of the source is tags[n - 2].
    program: its code, the names that it needs and the calls it makes.   has_columns: it has `{%tc` tags.
    asks_cells: it has tags that ask something of their cells.
    has_neighbouring_tables: tables stand side by side on purpose.
    """

    part: Part
    texts: tuple[str, ...]
    tags: tuple[Tag, ...]
    program: Compiled
    has_columns: bool
    asks_cells: bool
    has_neighbouring_tables: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledTemplate:
    """A template ready to be filled. Safe to share between threads.

    parts: those with tags, the main document first.   notes: the names of the parts with footnotes and endnotes.
    taken: the ids in the other parts.
    """

    package: Package
    parts: tuple[CompiledPart, ...]
    notes: tuple[str, ...]
    taken: Taken


@cache
def sandbox_for(language: str) -> Sandbox:
    """Return the sandbox of a language; one serves all templates and threads."""
    paragraphs = partial(in_paragraphs, language=language)
    filters: dict[str, Callable[..., object]] = {"paragraphs": paragraphs, **looks.filters(language), **VALUE_FILTERS}
    return Sandbox(language, value_text, filters=filters, statements=(*CELL_VALUES, *CELL_MERGES))


@lru_cache(maxsize=_TEMPLATES_KEPT)
def compiled(template: bytes, limits: Limits) -> CompiledTemplate:
    """Return `template` compiled, for documents in any language.

    Raises: TemplateError: every fault of its tags, each with its place.   DocumentError: it is no sound Word file.
    """
    package = open_package(template, limits)
    parts, notes, taken = shelf.kept("word", template, lambda: _compiled_parts(package))
    return CompiledTemplate(package=package, parts=parts, notes=notes, taken=taken)


def _compiled_parts(package: Package) -> tuple[tuple[CompiledPart, ...], tuple[str, ...], Taken]:
    """Return what CompiledTemplate holds beside the package: parts, notes, ids taken."""
    places = Places(package)
    parts, problems = [], _links_with_tags(package, places)
    for part in text_parts(package):
        faults: list[Fault] = []
        ready = _compiled_part(part, package, faults)
        problems += [places.problem(part, fault) for fault in faults]
        parts += [ready] if ready else []
    if problems:
        raise TemplateError(*dict.fromkeys(problems))
    filled = {part.part.name for part in parts}
    stories = [part for part in text_parts(package) if part.is_story]
    notes = tuple(part.name for part in stories if part.kind in ("footnotes", "endnotes"))
    fixed = [part.name for part in stories if part.name not in filled]
    taken = taken_in((read_part(package, name) for name in fixed), (read_part(package, name) for name in notes))
    return tuple(parts), notes, taken


def _compiled_part(part: Part, package: Package, faults: list[Fault]) -> CompiledPart | None:
    """Return a part ready to be filled, None if it has no tags; what is wrong is added to `faults`."""
    xml = package.read(part.name)
    if not any(brace in xml for brace in _BRACES):
        return None
    root, sandbox = read_part(package, part.name), sandbox_for(_ANY_LANGUAGE)
    neighbours = part.is_story and has_neighbouring_tables(root)
    marks = _marked(part, root, xml)
    texts, tags = _pieces(root, marks)
    faults += marks.faults
    if faults:
        faults += _all_syntax_faults(tags, sandbox)
    if faults or not marks.touched:
        return None
    try:
        program = sandbox.compile_pieces(texts, [jinja(tag) for tag in tags])
    except TagError as error:
        faults += _all_syntax_faults(tags, sandbox) or [fault_of(tags, error)]
        return None
    return CompiledPart(
        part=part,
        texts=texts,
        tags=tags,
        program=program,
        has_columns=any(tag.level == "tc" for tag in tags),
        asks_cells=any(tag.asks_cell for tag in marks.tags),
        has_neighbouring_tables=neighbours,
    )


def fault_of(tags: tuple[Tag, ...], error: TagError) -> Fault:
    """Return what the sandbox found as a fault of the tag it means."""
    tag = tags[error.line - 2] if 0 <= error.line - 2 < len(tags) else Tag(written="", opening="", code="")
    return Fault(written=tag.written, what=error.what, paragraph=tag.paragraph, where=tag.where, remedy=error.remedy, nearest=error.nearest)


def _marked(part: Part, root: names.Element, xml: bytes) -> Marks:
    """Put marks into the tree of a part, and check its blocks."""
    marks = Marks("docgen" + blake2b(xml, digest_size=8).hexdigest() + "n")
    if part.is_story:
        mark_story(root, marks)
        structure = [(marks.tag_of(node), node) for node in marks.nodes(root)]
        marks.faults += settle(root, structure)
        if part.kind != "comments" or structure:
            etree.strip_attributes(root, *_IDENTITIES)
    else:
        mark_texts(root, marks)
    return marks


def _pieces(root: names.Element, marks: Marks) -> tuple[tuple[str, ...], tuple[Tag, ...]]:
    """Return the serialised part as texts and the tags between them; text that only looks like a tag is added to the faults."""
    texts, tags = [""], []
    merges = any(tag.is_merge for tag in marks.tags)
    for piece in marks.split(etree.tostring(root, encoding="unicode")):
        if isinstance(piece, str):
            if _LEFTOVER.search(piece) and not marks.faults:
                marks.faults += _leftovers(root, marks)
            texts[-1] += piece.replace("\n", " ").replace("{", "&#123;")
        elif piece.verbatim is not None:
            texts[-1] += piece.verbatim.replace("{", "&#123;")
        elif piece.is_merge:
            texts[-1] += sign(piece.keyword, piece.paragraph)
        else:
            is_loop = merges and piece.level in ("tr", "tc")
            texts[-1] += sign("loop") if is_loop and piece.keyword == "for" else ""
            tags.append(piece)
            texts.append(sign("end") if is_loop and piece.closes == "for" else "")
    return tuple(texts), tuple(tags)


def jinja(tag: Tag) -> str:
    """Return the tag as Jinja reads it; it begins with a line break, so that the line tells the tag."""
    if tag.asks_cell:
        return f"{{{{\n({tag.code.removeprefix(tag.keyword)})|_{tag.keyword} }}}}"
    closing = "}}" if tag.opening == "{{" else "%}"
    return f"{tag.opening}\n{tag.code} {closing}"


def _leftovers(root: names.Element, marks: Marks) -> list[Fault]:
    """Return the tags that stand where none can be filled: in field codes, equations, deleted text, hidden attributes."""
    faults = []
    for element in root.iter(etree.Element):
        for text in (element.text or "", *map(str, element.attrib.values())):
            if _LEFTOVER.search(text):
                paragraph = next((marks.numbers[node] for node in element.iterancestors(names.PARAGRAPH) if node in marks.numbers), -1)
                where = message("word.spot-element", name=etree.QName(element).localname)
                tag = Tag(written=text, opening="", code="", paragraph=paragraph, where=where)
                faults.append(fault(tag, "cannot-be-filled"))
    return faults


def _all_syntax_faults(tags: tuple[Tag, ...], sandbox: Sandbox) -> list[Fault]:
    """Return the faults of all tags that are wrong by themselves."""
    faults = []
    for tag in tags:
        if tag.closes or tag.keyword == "else":
            continue
        pattern = "{code}{{% endset %}}" if tag.keyword == "set" and tag.opens else _SELF_CHECKS.get(tag.keyword, "{code}")
        try:
            sandbox.compile(pattern.format(code=jinja(tag)))
        except TagError as error:
            faults.append(fault_of((tag,), error if error.line == 2 else _at_first(error)))
    return faults


def _at_first(error: TagError) -> TagError:
    return TagError(2, error.what, remedy=error.remedy, nearest=error.nearest)


def _links_with_tags(package: Package, places: Places) -> list[Problem]:
    """Return the links whose address carries a tag: a value inside an address could lead anywhere."""
    return [
        places.problem(part, fault(Tag(written=relation.target, opening="", code=""), "tag-in-link"))
        for part in text_parts(package)
        if part.is_story
        for relation in relations(package, part.name).values()
        if _LEFTOVER.search(relation.target) or "%7b%7b" in relation.target.lower()
    ]
