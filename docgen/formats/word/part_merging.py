"""What a document has beside its text, in three states: styles, theme, lists, settings, and the properties people fill in.

A part that nobody touched is taken from theirs whole. A style that was touched, or that LibreOffice has written anew, follows
theirs property by property: one that theirs changed and mine did not. The rest of what people set stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from docgen.formats.relations import related
from docgen.formats.word import names
from docgen.formats.word.importing import style_name
from docgen.formats.word.parts import text_parts
from docgen.formats.word.schema import ORDERS, RUN_ORDER
from docgen.formats.word.tracing import TracedDocument

_WHOLE = ("styles", "numbering", "theme", "settings", "fontTable")
_STYLE = names.qualified("w:style")
_HOLDERS = (names.PARAGRAPH_PROPERTIES, names.RUN_PROPERTIES, names.TABLE_PROPERTIES, names.CELL_PROPERTIES, names.ROW_PROPERTIES)
_CONDITION = names.qualified("w:tblStylePr")
_TYPE = names.qualified("w:type")
_RANKS = {**ORDERS, names.RUN_PROPERTIES: RUN_ORDER}
_FILLED_IN = ("title", "subject", "category", "keywords", "description")
Three = tuple[names.Element | None, names.Element | None, names.Element | None]


def follow_parts(base: TracedDocument, mine: TracedDocument, theirs: TracedDocument) -> None:
    """Change the parts of `mine` as `theirs` changed those of `base`. Call it before anything is brought into `mine`."""
    for kind in _WHOLE:
        parts = [next(iter(related(document.package, document.part, kind)), None) for document in (base, mine, theirs)]
        before, here, there = parts
        if before is None or here is None or there is None:
            continue
        old, new = base.root(before), theirs.root(there)
        if _same(old, new):
            continue
        if _same(old, mine.root(here)):
            mine.roots[here] = deepcopy(new)
        elif kind == "styles":
            _follow_styles(old, mine.root(here), new)
    _follow_properties(base, mine, theirs)


def _follow_styles(*roots: names.Element) -> None:
    """Change the styles of mine, which are known by their names: ids are rewritten by LibreOffice."""
    named = [{style_name(style): style for style in root.iterchildren(_STYLE)} for root in roots]
    for name in named[0].keys() & named[1].keys() & named[2].keys():
        before, here, there = (styles[name] for styles in named)
        if not _same(before, there):
            _follow_style(before, here, there)


def _follow_style(before: names.Element, here: names.Element, there: names.Element) -> None:
    for tag in _HOLDERS:
        _follow_holder(here, tag, (before.find(tag), here.find(tag), there.find(tag)))
    for condition in there.iterchildren(_CONDITION):
        kind = condition.get(_TYPE)
        old, mine = (next((item for item in style.iterchildren(_CONDITION) if item.get(_TYPE) == kind), None) for style in (before, here))
        if old is not None and mine is not None and not _same(old, condition):
            _follow_style(old, mine, condition)


def _follow_holder(owner: names.Element, tag: str, three: Three) -> None:
    """Change the properties in one holder, such as a style's rPr."""
    old, mine, new = ({} if holder is None else {str(item.tag): item for item in holder} for holder in three)
    holder = three[1]
    for name in sorted(old.keys() | new.keys()):
        if _same(old.get(name), new.get(name)) or not _same(old.get(name), mine.get(name)):
            continue
        if holder is None:
            holder = etree.SubElement(owner, tag)
        if name in mine:
            holder.remove(mine[name])
        if name in new:
            _put(holder, deepcopy(new[name]), _RANKS.get(tag, {}))


def _put(holder: names.Element, item: names.Element, ranks: dict[str, int]) -> None:
    rank = ranks.get(str(item.tag), len(ranks))
    holder.insert(sum(1 for child in holder if ranks.get(str(child.tag), len(ranks)) < rank), item)


def _follow_properties(base: TracedDocument, mine: TracedDocument, theirs: TracedDocument) -> None:
    """Change the title and the like where people left them as they were."""
    before, there = dict(_properties(base)), dict(_properties(theirs))
    for name, element in _properties(mine):
        old, new = before.get(name), there.get(name)
        if old is not None and new is not None and old.text == element.text:
            element.text = new.text


def _properties(document: TracedDocument) -> Iterator[tuple[str, names.Element]]:
    for part in text_parts(document.package):
        if part.name.endswith("core.xml"):
            for element in document.root(part.name):
                if (name := str(element.tag).rpartition("}")[2]) in _FILLED_IN:
                    yield name, element


def _same(first: names.Element | None, second: names.Element | None) -> bool:
    """Tell whether two elements say the same, however they are written."""
    if first is None or second is None:
        return first is second
    return _written(first) == _written(second)


def _written(element: names.Element) -> bytes:
    copy = deepcopy(element)
    copy.tail = None
    etree.cleanup_namespaces(copy)
    return bytes(etree.tostring(copy, method="c14n"))
