"""Bringing elements of one Word file into another: styles, lists, relationships and notes under the names they have there.

What the other file lacks is copied: a style with those it is based on, a list, a picture or chart with the parts that it needs.
Source: ECMA-376 part 1, 17.7 (styles), 17.9 (numbering), 17.11 (notes); part 2, 9.3 (relationships).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cached_property
from posixpath import basename, dirname, join, relpath, splitext

from lxml import etree

from docgen.formats.ooxml import CONTENT_TYPES, detach
from docgen.formats.relations import related, relations, relations_name
from docgen.formats.word import names
from docgen.formats.word.tracing import TracedDocument

_RELATED = f"{{{names.NAMESPACES['r']}}}"
_RELATIONSHIP = names.qualified("rel:Relationship")
_RELATIONSHIPS = names.qualified("rel:Relationships")
_OVERRIDE = names.qualified("ct:Override")
_DEFAULT = names.qualified("ct:Default")
_STYLE = names.qualified("w:style")
_STYLE_ID = names.qualified("w:styleId")
_TYPE = names.qualified("w:type")
_BASES = tuple(map(names.qualified, ("w:basedOn", "w:next", "w:link")))
_USES_STYLE = tuple(map(names.qualified, ("w:pStyle", "w:rStyle", "w:tblStyle")))
_NUMBER = names.qualified("w:numId")
_ABSTRACT = names.qualified("w:abstractNumId")
_LIST = names.qualified("w:num")
_ABSTRACT_LIST = names.qualified("w:abstractNum")
_MARKS = tuple(
    map(names.qualified, ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:proofErr", "w:lastRenderedPageBreak"))
)
_NOTES = {names.qualified("w:footnoteReference"): "footnotes", names.qualified("w:endnoteReference"): "endnotes"}
_VERSIONED = "http://schemas.microsoft.com/office/word/2010/wordml"  # w14: ids of paragraphs, which must not stand twice


class Importer:
    """Brings elements of `source` into `target`. What it adds to `target` stands in its roots and in `added`.

    added: content of new parts, by name.
    """

    def __init__(self, source: TracedDocument, target: TracedDocument) -> None:
        self._source, self._target = source, target
        self.added: dict[str, bytes] = {}
        self._styles: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._relations: dict[tuple[str, str, str], str] = {}
        self._parts: dict[str, str] = {}

    def bring(self, element: names.Element, source_part: str, target_part: str) -> names.Element:
        """Return a copy of `element`, of `source_part`, that may stand in `target_part`."""
        copy = deepcopy(element)
        copy.tail = None
        for mark in [mark for mark in copy.iter(*_MARKS) if mark is not copy]:
            detach(mark)
        for node in copy.iter(etree.Element):
            for name in [name for name in node.attrib if str(name).startswith(f"{{{_VERSIONED}}}")]:
                del node.attrib[name]
            self._settle(node, source_part, target_part)
        return copy

    def same_list(self, source: str, target: str) -> None:
        """Take down that list `source` of the source is list `target` of the target: two blocks that are one say so."""
        self._lists.setdefault(source, target)

    def style(self, style: str) -> str:
        """Return the id in the target of the style with this id in the source."""
        if self._shares_styles:
            return style
        if style not in self._styles:
            known = self._style_named(self._name_of_style(style))
            self._styles[style] = known if known is not None else self._bring_style(style)
        return self._styles[style]

    def _settle(self, node: names.Element, source_part: str, target_part: str) -> None:
        if node.tag in _USES_STYLE:
            node.set(names.VAL, self.style(str(node.get(names.VAL))))
        elif node.tag == _NUMBER:
            node.set(names.VAL, self._list(str(node.get(names.VAL))))
        elif node.tag in _NOTES:
            node.set(names.ID, self._note(_NOTES[str(node.tag)], str(node.get(names.ID))))
        for name, value in node.attrib.items():
            if str(name).startswith(_RELATED):
                node.set(name, self._relation(str(value), source_part, target_part))

    # -- styles and lists -----------------------------------------------------------------------------------------------------

    @cached_property
    def _shares_styles(self) -> bool:
        """Tell whether both documents have the same styles and lists, so that each is called there as here."""
        return all(_content(self._source, kind) == _content(self._target, kind) for kind in ("styles", "numbering"))

    def _part(self, document: TracedDocument, kind: str) -> names.Element | None:
        name = next(iter(related(document.package, document.part, kind)), None)
        return document.root(name) if name is not None else None

    def _style_named(self, name: str) -> str | None:
        root = self._part(self._target, "styles")
        found = (style for style in (root.iter(_STYLE) if root is not None else ()) if style_name(style) == name)
        return next((str(style.get(_STYLE_ID)) for style in found), None)

    def _name_of_style(self, style: str) -> str:
        root = self._part(self._source, "styles")
        found = (item for item in (root.iter(_STYLE) if root is not None else ()) if item.get(_STYLE_ID) == style)
        return next(map(style_name, found), style.lower())

    def _bring_style(self, style: str) -> str:
        here, there = self._part(self._source, "styles"), self._part(self._target, "styles")
        found = [item for item in here.iter(_STYLE) if item.get(_STYLE_ID) == style] if here is not None else []
        if not found or there is None:
            return style
        taken = {str(item.get(_STYLE_ID)) for item in there.iter(_STYLE)}
        self._styles[style] = _free(style, taken)
        copy = deepcopy(found[0])
        copy.set(_STYLE_ID, self._styles[style])
        if copy.get(names.qualified("w:default")) is not None:
            del copy.attrib[names.qualified("w:default")]
        there.append(copy)
        for other in copy.iter(*_BASES):
            other.set(names.VAL, self.style(str(other.get(names.VAL))))
        for number in copy.iter(_NUMBER):
            number.set(names.VAL, self._list(str(number.get(names.VAL))))
        return self._styles[style]

    def _list(self, number: str) -> str:
        if number not in self._lists:
            is_here = number == "0" or self._shares_styles
            self._lists[number] = number if is_here else self._bring_list(number)
        return self._lists[number]

    def _bring_list(self, number: str) -> str:
        here, there = self._part(self._source, "numbering"), self._part(self._target, "numbering")
        instance = next((item for item in here.iterchildren(_LIST) if item.get(_NUMBER) == number), None) if here is not None else None
        if instance is None or here is None or there is None:
            return number
        wanted = names.child(instance, _ABSTRACT)
        abstract = next(
            (item for item in here.iterchildren(_ABSTRACT_LIST) if wanted is not None and item.get(_ABSTRACT) == wanted.get(names.VAL)),
            None,
        )
        copy = deepcopy(instance)
        copy.set(_NUMBER, _free_number(item.get(_NUMBER) for item in there.iterchildren(_LIST)))
        if abstract is not None:
            own = deepcopy(abstract)
            own.set(_ABSTRACT, _free_number(item.get(_ABSTRACT) for item in there.iterchildren(_ABSTRACT_LIST)))
            for linked in [*own.iterchildren(names.qualified("w:nsid"), names.qualified("w:styleLink"), names.qualified("w:numStyleLink"))]:
                own.remove(linked)
            for style in own.iter(names.PARAGRAPH_STYLE):
                style.set(names.VAL, self.style(str(style.get(names.VAL))))
            place = sum(1 for item in there if item.tag == _ABSTRACT_LIST)
            there.insert(place, own)
            for reference in copy.iterchildren(_ABSTRACT):
                reference.set(names.VAL, str(own.get(_ABSTRACT)))
        lists = [place for place, item in enumerate(there) if item.tag in (_LIST, _ABSTRACT_LIST)]
        there.insert(lists[-1] + 1 if lists else 0, copy)
        return str(copy.get(_NUMBER))

    # -- notes ----------------------------------------------------------------------------------------------------------------

    def _note(self, kind: str, number: str) -> str:
        """Return the number in the target of a footnote or endnote, which is copied; notes of its own need a part for them."""
        here, there = self._part(self._source, kind), self._part(self._target, kind)
        note = next((item for item in here if item.get(names.ID) == number), None) if here is not None else None
        if note is None:
            return number
        if there is None:
            there = self._new_notes(kind)
        copy = self.bring(note, self._name(self._source, kind), self._name(self._target, kind))
        copy.set(names.ID, _free_number(item.get(names.ID) for item in there))
        there.append(copy)
        return str(copy.get(names.ID))

    def _name(self, document: TracedDocument, kind: str) -> str:
        return next(iter(related(document.package, document.part, kind)), f"word/{kind}.xml")

    def _new_notes(self, kind: str) -> names.Element:
        """Give the target a part for notes, with the lines between text and notes that the source has."""
        name = self._name(self._source, kind)
        target = _free_name(join(dirname(self._target.part), basename(name)), self._target.package, self.added)
        root = deepcopy(self._source.root(name))
        for note in [note for note in root if note.get(_TYPE) is None]:
            root.remove(note)
        self._target.roots[target] = root
        self._register(target, name)
        self._relate(self._target.part, target, self._kind_of(name))
        return root

    def _kind_of(self, part: str) -> str:
        name = relations_name(self._source.part)
        for item in self._source.root(name).iter(_RELATIONSHIP):
            if str(item.get("Target")).endswith(basename(part)):
                return str(item.get("Type"))
        return ""

    # -- relationships and parts ----------------------------------------------------------------------------------------------

    def _relation(self, identity: str, source_part: str, target_part: str) -> str:
        key = (identity, source_part, target_part)
        if key not in self._relations:
            name = relations_name(source_part)
            items = self._source.root(name).iter(_RELATIONSHIP) if name in self._source.package else ()
            found = next((item for item in items if item.get("Id") == identity), None)
            self._relations[key] = self._bring_relation(found, source_part, target_part) if found is not None else identity
        return self._relations[key]

    def _bring_relation(self, item: names.Element, source_part: str, target_part: str) -> str:
        kind = str(item.get("Type"))
        if item.get("TargetMode") == "External":
            return self._relate(target_part, str(item.get("Target")), kind, external=True)
        wanted = relations(self._source.package, source_part)[str(item.get("Id"))].target
        return self._relate(target_part, self._bring_part(wanted), kind)

    def _bring_part(self, name: str) -> str:
        """Return the name in the target of a part of the source, which is copied with all that it refers to, once."""
        if name in self._parts or name not in self._source.package:
            return self._parts.get(name, name)
        content = self._source.package.read(name)
        if name in self._target.package and self._target.package.read(name) == content:
            self._parts[name] = name
            return name
        target = self._parts[name] = _free_name(name, self._target.package, self.added)
        self.added[target] = content
        self._register(target, name)
        own = relations_name(name)
        if own in self._source.package:
            root = deepcopy(self._source.root(own))
            for item in root.iter(_RELATIONSHIP):
                if item.get("TargetMode") != "External":
                    inner = self._bring_part(relations(self._source.package, name)[str(item.get("Id"))].target)
                    item.set("Target", relpath(inner, dirname(target)))
            self._target.roots[relations_name(target)] = root
        return target

    def _relate(self, part: str, target: str, kind: str, *, external: bool = False) -> str:
        """Return the id of a relationship of `part` to `target`, a new one if there is none."""
        name = relations_name(part)
        if name not in self._target.package and name not in self._target.roots:
            self._target.roots[name] = etree.Element(_RELATIONSHIPS, nsmap={None: names.NAMESPACES["rel"]})  # type: ignore[dict-item]
        root = self._target.root(name)
        address = target if external else relpath(target, dirname(part) or ".")
        for item in root.iter(_RELATIONSHIP):
            if item.get("Type") == kind and item.get("Target") in (address, f"/{target}"):
                return str(item.get("Id"))
        identity = _free("rIdDocgen", {str(item.get("Id")) for item in root})
        attributes = {"Id": identity, "Type": kind, "Target": address} | ({"TargetMode": "External"} if external else {})
        etree.SubElement(root, _RELATIONSHIP, attributes)
        return identity

    def _register(self, target: str, source: str) -> None:
        """Say in the target's content types what the part `target` is: what `source` is in the source."""
        types, known = self._target.root(CONTENT_TYPES), self._source.root(CONTENT_TYPES)
        kind = _content_type(known, source)
        if kind and _content_type(types, target) != kind:
            etree.SubElement(types, _OVERRIDE, {"PartName": f"/{target}", "ContentType": kind})

    def relate(self, part: str, target: str, kind: str, content_type: str) -> None:
        """Make `target`, a new part of the target of this content type, related to `part`."""
        etree.SubElement(self._target.root(CONTENT_TYPES), _OVERRIDE, {"PartName": f"/{target}", "ContentType": content_type})
        self._relate(part, target, kind)


def _content(document: TracedDocument, kind: str) -> bytes:
    return b"".join(document.package.read(name) for name in related(document.package, document.part, kind))


def style_name(style: names.Element) -> str:
    """Return the name of a style in lower case: what stays when a program rewrites its id."""
    name = names.child(style, names.NAME_ELEMENT)
    return str(name.get(names.VAL) if name is not None else style.get(_STYLE_ID)).lower()


def _content_type(types: names.Element, part: str) -> str:
    for item in types.iter(_OVERRIDE):
        if item.get("PartName") == f"/{part}":
            return str(item.get("ContentType"))
    ending = splitext(part)[1][1:].lower()
    for item in types.iter(_DEFAULT):
        if str(item.get("Extension")).lower() == ending:
            return str(item.get("ContentType"))
    return ""


def _free(wanted: str, taken: Mapping[str, object] | set[str]) -> str:
    """Return `wanted`, or with the first number that makes it free."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    return name


def _free_number(taken: Iterator[str | None]) -> str:
    return str(max((names.number(number) for number in taken), default=0) + 1)


def _free_name(wanted: str, package: object, added: Mapping[str, object]) -> str:
    stem, ending = splitext(wanted)
    name, number = wanted, 1
    while name in package or name in added:  # type: ignore[operator]
        number += 1
        name = f"{stem}-{number}{ending}"
    return name
