"""The contents list of a merged document: an entry for each heading that has one in either file, in the order of the document.

Entries are paragraphs between the begin and the end of a TOC field. Headings that people added have no entry until Word or
LibreOffice makes the list anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from docgen.formats.word import names
from docgen.formats.word.contents import entries

_ANCHOR = names.qualified("w:anchor")
_STEP = names.qualified("w:fldCharType")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
Bring = Callable[[names.Element], names.Element]


def settle(mine: names.Element, theirs: names.Element, bring: Bring) -> None:
    """Make the contents list of `mine` (a document's root) fit its headings. bring: brings an entry of `theirs` into mine."""
    here, there = _by_place(mine), _by_place(theirs)
    if not here:
        return
    headings = list(_headings(mine, here.keys() | there.keys(), set(here.values())))
    wanted = {place: here[place] if place in here else bring(there[place]) for place, _ in headings}
    old = list(here.values())
    opening, closing, end = _frame(old)
    if list(wanted.values()) != old:
        _replace(old, list(wanted.values()), opening, closing, end)
    _count(wanted.values())
    for place, heading in headings:
        _say(wanted[place], heading)


def _by_place(root: names.Element) -> dict[str, names.Element]:
    """Return the entries of a contents list, paragraphs, by the bookmark that each leads to."""
    found: dict[str, names.Element] = {}
    for link in entries(root):
        paragraph = next(link.iterancestors(names.PARAGRAPH), None)
        if paragraph is not None:
            found.setdefault(str(link.get(_ANCHOR)), paragraph)
    return found


def _headings(root: names.Element, places: set[str], listed: set[names.Element]) -> Iterator[tuple[str, names.Element]]:
    for start in root.iter(names.BOOKMARK_START):
        paragraph = next(start.iterancestors(names.PARAGRAPH), None)
        if str(start.get(names.NAME)) in places and paragraph is not None and paragraph not in listed:
            yield str(start.get(names.NAME)), paragraph


def _frame(old: list[names.Element]) -> tuple[list[names.Element], list[names.Element], names.Element]:
    """Return the runs that open the field, those that close it if they stand in the last entry, and what comes behind the list."""
    is_entry = (names.HYPERLINK,)
    opening = [child for child in takewhile(lambda child: child.tag not in is_entry, old[0]) if child.tag == names.RUN]
    closing = [run for run in old[-1].iterchildren(names.RUN) if any(item.get(_STEP) == "end" for item in run.iter(names.FIELD_CHARACTER))]
    return opening, closing, old[-1]


def _replace(
    old: list[names.Element], new: list[names.Element], opening: list[names.Element], closing: list[names.Element], last: names.Element
) -> None:
    if not new:
        return
    holder = last.getparent()
    behind = last.getnext()
    for paragraph in old:
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)
    for paragraph in new:
        if behind is not None:
            behind.addprevious(paragraph)
        elif holder is not None:
            holder.append(paragraph)
    spot = 1 if names.child(new[0], names.PARAGRAPH_PROPERTIES) is not None else 0
    for run in reversed(opening):
        new[0].insert(spot, run)
    new[-1].extend(closing)


def _count(listed: object) -> None:
    """Number the entries through, where they bear numbers."""
    counters: list[int] = []
    for entry in listed:  # type: ignore[attr-defined]
        texts = _texts(entry)
        if len(texts) > 1 and _NUMBER.fullmatch(texts[0].text or ""):
            depth = (texts[0].text or "").count(".") + 1
            counters = [*counters[:depth], *[0] * (depth - len(counters))]
            counters[depth - 1] += 1
            texts[0].text = ".".join(map(str, counters[:depth]))


def _say(entry: names.Element, heading: names.Element) -> None:
    """Give an entry the words of its heading."""
    said = "".join(text.text or "" for text in heading.iter(names.TEXT)).strip()
    texts = _texts(entry)
    titles = texts[1:] if len(texts) > 1 and names.TAB in {item.tag for item in entry.iter(names.TAB)} else texts
    if said and titles and "".join(text.text or "" for text in titles) != said:
        titles[0].text = said
        for text in titles[1:]:
            text.text = ""


def _texts(entry: names.Element) -> list[names.Element]:
    """Return what an entry says before its page number: its number, if it has one, and its title."""
    link = next(entry.iter(names.HYPERLINK), entry)
    found: list[names.Element] = []
    for element in link.iter(names.TEXT, names.FIELD_CHARACTER):
        if element.tag == names.FIELD_CHARACTER:
            break
        found.append(element)
    return found
