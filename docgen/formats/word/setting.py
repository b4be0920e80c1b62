"""Setting one property of a paragraph, a run or a cell, in the place that the schema gives it."""

from __future__ import annotations

from lxml import etree

from docgen.formats.word import names
from docgen.formats.word.schema import ORDERS, RUN_ORDER

_RANKS = {**ORDERS, names.RUN_PROPERTIES: RUN_ORDER}


def set_property(owner: names.Element, holder: str, tag: str, attributes: dict[str, str] | None = None) -> None:
    """Give `owner` the property `tag` in place of the one it has. `holder`: the tag of its properties, such as w:tcPr."""
    properties = names.child(owner, holder)
    if properties is None:
        properties = etree.Element(holder)
        owner.insert(0, properties)
    for old in properties.findall(tag):
        properties.remove(old)
    ranks = _RANKS[holder]
    position = sum(1 for child in properties if ranks.get(str(child.tag), len(ranks)) < ranks[tag])
    properties.insert(position, etree.Element(tag, attributes or {}))
