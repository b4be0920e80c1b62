"""A Word template compiled once: every part with tags becomes one Jinja source, with a line for each tag.

What a tag says is checked here as far as it can be without values; all faults of a template come out together. Compiled
templates are immutable and kept in the process by content, so that filling costs only the rendering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from types import CodeType

from lxml import etree

from docgen.errors import Problem, TemplateError
from docgen.formats.engine import Limits
from docgen.formats.ooxml import Package, open_package
from docgen.formats.sandbox import Sandbox, TagError
from docgen.formats.word import names
from docgen.formats.word.blocks import settle
from docgen.formats.word.marks import Marks, mark_story, mark_texts
from docgen.formats.word.parts import Part, read_part, relations, text_parts
from docgen.formats.word.places import Places
from docgen.formats.word.tags import Fault, Tag
from docgen.messages import message

_TEMPLATES_KEPT = 512
_LEFTOVER = re.compile(r"\{\{|\{%")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?|[\v\x85\u2028\u2029]")
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
    """One part with tags: its code, its tags by line (the tag on line n is tags[n - 2]), the names that it asks for."""

    part: Part
    source: str
    code: CodeType
    tags: tuple[Tag, ...]
    asked: tuple[tuple[int, str], ...]

    def tag_at(self, line: int) -> Tag | None:
        return self.tags[line - 2] if 0 <= line - 2 < len(self.tags) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledTemplate:
    """A template ready to be filled: the package it came in and its parts with tags. Safe to share between threads."""

    package: Package
    parts: tuple[CompiledPart, ...]


def literal(text: str) -> str:
    """Return a value as XML text: escaped; what XML cannot say left out; every kind of line break as one."""
    text = _NOT_XML.sub("", _LINE_END.sub("\n", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


@lru_cache(maxsize=None)
def sandbox_for(language: str) -> Sandbox:
    """Return the sandbox of a language; one serves all templates and threads."""
    return Sandbox(language, literal)


@lru_cache(maxsize=_TEMPLATES_KEPT)
def compiled(template: bytes, language: str, limits: Limits) -> CompiledTemplate:
    """Return `template` compiled for documents in `language`.

    Raises: TemplateError: every fault of its tags, each with its place.   DocumentError: it is no sound Word file.
    """
    package = open_package(template, limits)
    sandbox = sandbox_for(language)
    parts, problems = [], _links_with_tags(package)
    for part in text_parts(package):
        source, tags, faults = _source(part, package)
        if tags and not faults:
            try:
                asked = sandbox.names_in(source)
                parts.append(CompiledPart(part=part, source=source, code=sandbox.compile(source), tags=tags, asked=asked))
            except TagError as error:
                faults = _all_syntax_faults(tags, sandbox) or [fault_of(tags, error)]
        elif faults:
            faults += _all_syntax_faults(tags, sandbox)
        places = Places(package)
        problems += [places.problem(part, fault) for fault in faults]
    if problems:
        raise TemplateError(*dict.fromkeys(problems))
    return CompiledTemplate(package=package, parts=tuple(parts))


def fault_of(tags: tuple[Tag, ...], error: TagError) -> Fault:
    """Return what the sandbox found as a fault of the tag it means."""
    tag = tags[error.line - 2] if 0 <= error.line - 2 < len(tags) else Tag(written="", opening="", code="")
    return Fault(
        written=tag.written, what=error.what, paragraph=tag.paragraph, where=tag.where, remedy=error.remedy, nearest=error.nearest
    )


def _source(part: Part, package: Package) -> tuple[str, tuple[Tag, ...], list[Fault]]:
    """Return a part as Jinja source, its tags in the order of the lines, and what is wrong with them."""
    xml = package.read(part.name)
    if b"{" not in xml and "｛".encode() not in xml:
        return "", (), []
    root = read_part(package, part.name)
    marks = Marks("docgen" + blake2b(xml, digest_size=8).hexdigest() + "n")
    if part.is_story:
        mark_story(root, marks)
        structure = [(marks.tag_of(node), node) for node in marks.nodes(root)]
        marks.faults += settle(root, structure)
        if part.kind != "comments" or structure:
            etree.strip_attributes(root, *_IDENTITIES)
    else:
        mark_texts(root, marks)
    pieces, tags = [], []
    for piece in marks.split(etree.tostring(root, encoding="unicode")):
        if isinstance(piece, str):
            pieces.append(piece.replace("\n", " ").replace("{", "&#123;"))
            if _LEFTOVER.search(piece):
                marks.faults += _leftovers(root)
        elif piece.verbatim is not None:
            pieces.append(piece.verbatim.replace("{", "&#123;"))
        else:
            tags.append(piece)
            pieces.append(_jinja(piece))
    return "".join(pieces), tuple(tags), marks.faults


def _jinja(tag: Tag) -> str:
    closing = "}}" if tag.opening == "{{" else "%}"
    return f"{tag.opening}\n{tag.code} {closing}"


def _leftovers(root: names.Element) -> list[Fault]:
    """Return the tags that stand where none can be filled: in field codes, equations, deleted text, hidden attributes."""
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(names.PARAGRAPH))}
    faults = []
    for element in root.iter(etree.Element):
        for text in (element.text or "", *map(str, element.attrib.values())):
            if _LEFTOVER.search(text):
                paragraph = next((numbers[node] for node in (element, *element.iterancestors()) if node in numbers), -1)
                where = message("word.spot-element", name=etree.QName(element).localname)
                what, remedy = message("word.cannot-be-filled"), message("word.cannot-be-filled-remedy")
                faults.append(Fault(written=text, what=what, paragraph=paragraph, where=where, remedy=remedy))
    return faults


def _all_syntax_faults(tags: tuple[Tag, ...], sandbox: Sandbox) -> list[Fault]:
    """Return the faults of all tags that are wrong by themselves."""
    faults = []
    for tag in tags:
        if tag.closes or tag.keyword == "else":
            continue
        pattern = "{code}{{% endset %}}" if tag.keyword == "set" and tag.opens else _SELF_CHECKS.get(tag.keyword, "{code}")
        try:
            sandbox.compile(pattern.format(code=_jinja(tag)))
        except TagError as error:
            faults.append(fault_of((tag,), error if error.line == 2 else _at_first(error)))
    return faults


def _at_first(error: TagError) -> TagError:
    return TagError(2, error.what, remedy=error.remedy, nearest=error.nearest)


def _links_with_tags(package: Package) -> list[Problem]:
    """Return the links whose address carries a tag: a value inside an address could lead anywhere."""
    places = Places(package)
    return [
        replace(
            places.problem(part, Fault(written=target, what=message("word.tag-in-link"), remedy=message("word.tag-in-link-remedy"))),
        )
        for part in text_parts(package)
        if part.is_story
        for _, target in relations(package, part.name).values()
        if _LEFTOVER.search(target) or "%7B%7B" in target or "%7b%7b" in target
    ]
