"""Ids that must be unique in a document: what a loop has copied gets ids of its own.

Drawings, content controls, bookmarks and other ranges get the next free number, a copied bookmark a name with a number, a
copied control a tag and a title with a number.
A comment stays at its first place only. A footnote mark that was copied gets a footnote of its own, with the same text.
Source: ECMA-376 part 1, 17.13.6 (bookmarks), 17.13.4 (comments), 17.11 (notes), 17.5.2 (content controls), 20.4.2.5 (drawings).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from docgen.formats.word import names
from docgen.formats.word.tidy import drop

_RANGES = {
    names.BOOKMARK_START: names.BOOKMARK_END,
    names.qualified("w:permStart"): names.qualified("w:permEnd"),
    names.qualified("w:moveFromRangeStart"): names.qualified("w:moveFromRangeEnd"),
    names.qualified("w:moveToRangeStart"): names.qualified("w:moveToRangeEnd"),
}
_STARTS = {end: start for start, end in _RANGES.items()}
_COMMENT_START = names.qualified("w:commentRangeStart")
_COMMENT_END = names.qualified("w:commentRangeEnd")
_COMMENT_SIGNS = (_COMMENT_START, _COMMENT_END, names.COMMENT_MARK)
_NOTES = {
    names.qualified("w:footnoteReference"): names.qualified("w:footnote"),
    names.qualified("w:endnoteReference"): names.qualified("w:endnote"),
}
_NOTE_TYPE = names.qualified("w:type")  # of the lines between text and notes, which have no mark
_WATCHED = (names.DRAWING_PROPERTIES, names.ID, *_RANGES, *_STARTS, *_COMMENT_SIGNS, *_NOTES)
_LONGEST_NAME = 40
_LONGEST_TITLE = 64
_FIRST_FREE = 1


@dataclass(frozen=True, slots=True)
class Taken:
    """The ids that parts hold already, by the element that bears them; bookmark names in lower case, by names.NAME."""

    ids: Mapping[str, frozenset[str]]


def taken_in(fixed: Iterable[names.Element], notes: Iterable[names.Element]) -> Taken:
    """Return the ids in the parts that are not filled, and the ids of all notes, filled or not."""
    found: dict[str, set[str]] = {}
    for root in fixed:
        for element in root.iter(names.DRAWING_PROPERTIES, names.ID, *_RANGES):
            found.setdefault(str(element.tag), set()).add(_id_of(element))
            if element.tag == names.BOOKMARK_START:
                found.setdefault(names.NAME, set()).add(str(element.get(names.NAME)).lower())
    for root in notes:
        for element in root.iter(*_NOTES.values()):
            found.setdefault(str(element.tag), set()).add(_id_of(element))
    return Taken({kind: frozenset(ids) for kind, ids in found.items()})


def _id_of(element: names.Element) -> str:
    return str(element.get("id") or element.get(names.ID) or element.get(names.VAL))


class Identities:
    """Gives the ids of one filled document, part after part; the main document first, for its notes follow from it."""

    def __init__(self, taken: Taken) -> None:
        self._copies: list[tuple[str, str, str]] = []
        self._taken = {kind: set(ids) for kind, ids in taken.ids.items()}
        self._next: dict[str, int] = {}
        self._seen: set[tuple[str, str]] = set()
        self._marked: dict[str, list[str]] = {}

    def settle(self, root: names.Element) -> None:
        """Make all ids in `root` differ from those seen before, and pair what has a start and an end."""
        open_ranges: dict[tuple[str, str], list[names.Element]] = {}
        comments: dict[str, list[names.Element]] = {}
        stray: list[names.Element] = []
        for element in root.iter(*_WATCHED):
            kind = str(element.tag)
            if kind == names.DRAWING_PROPERTIES:
                element.set("id", self._unique(kind, str(element.get("id"))))
            elif kind == names.ID:
                parent = element.getparent()
                if parent is not None and parent.tag == names.CONTROL_PROPERTIES:
                    self._control(parent, element)
            elif kind in _RANGES:
                open_ranges.setdefault((kind, str(element.get(names.ID))), []).append(element)
            elif kind in _STARTS:
                starts = open_ranges.get((_STARTS[kind], str(element.get(names.ID))))
                if starts:
                    self._range(starts.pop(), element)
                else:
                    stray.append(element)
            elif kind in _NOTES:
                self._note(_NOTES[kind], element)
            else:
                comments.setdefault(str(element.get(names.ID)), []).append(element)
        drop([*stray, *(start for starts in open_ranges.values() for start in starts), *self._surplus(comments)])

    def _unique(self, kind: str, wanted: str) -> str:
        """Return `wanted` the first time, and the next free number when it is taken or stands for none yet."""
        taken = self._taken.setdefault(kind, set())
        if wanted in taken or (wanted == "0" and kind == names.DRAWING_PROPERTIES):
            number = self._next.get(kind, _FIRST_FREE)
            while str(number) in taken:
                number += 1
            self._next[kind] = number + 1
            wanted = str(number)
        taken.add(wanted)
        return wanted

    def _control(self, properties: names.Element, identity: names.Element) -> None:
        """A copied control gets an id, a tag and a title of its own; those of others may be alike on purpose."""
        wanted = str(identity.get(names.VAL))
        identity.set(names.VAL, self._unique(str(identity.tag), wanted))
        is_copy = identity.get(names.VAL) != wanted
        for element in properties.iterchildren(names.CONTROL_TAG, names.TITLE):
            said = str(element.get(names.VAL))[:_LONGEST_TITLE]
            element.set(names.VAL, self._unique_name(said, str(element.tag), _LONGEST_TITLE) if is_copy else said)
            self._taken.setdefault(str(element.tag), set()).add(said.lower())

    def _range(self, start: names.Element, end: names.Element) -> None:
        number = self._unique(str(start.tag), str(start.get(names.ID)))
        start.set(names.ID, number)
        end.set(names.ID, number)
        if start.tag == names.BOOKMARK_START:
            start.set(names.NAME, self._unique_name(str(start.get(names.NAME))))

    def _unique_name(self, wanted: str, kind: str = names.NAME, longest: int = _LONGEST_NAME) -> str:
        taken = self._taken.setdefault(kind, set())
        name, number = wanted, 1
        while name.lower() in taken:
            number += 1
            name = f"{wanted[: longest - len(str(number)) - 1]}_{number}"
        taken.add(name.lower())
        return name

    def _note(self, kind: str, reference: names.Element) -> None:
        number = str(reference.get(names.ID))
        if (kind, number) in self._seen:
            copy = self._unique(kind, number)
            self._copies.append((kind, number, copy))
            reference.set(names.ID, copy)
        self._seen.add((kind, number))
        self._marked.setdefault(kind, []).append(str(reference.get(names.ID)))

    def settle_notes(self, root: names.Element) -> None:
        """Put the notes part `root` in order once the document's marks are settled: each mark has its note, in the marks' order.

        A mark that was copied gets a copy of its note; a note whose mark a block has left out goes. Word finds a note by its id,
        LibreOffice by its place.
        """
        notes = {(str(note.tag), str(note.get(names.ID))): note for note in root}
        for kind, number, copy in self._copies:
            if (kind, number) in notes:
                twin = deepcopy(notes[kind, number])
                twin.set(names.ID, copy)
                self.settle(twin)
                root.append(twin)
        own = [note for note in root if note.tag in _NOTES.values() and note.get(_NOTE_TYPE) is None]
        ranks = {(kind, number): rank for kind, numbers in self._marked.items() for rank, number in enumerate(numbers)}
        for note in own:
            root.remove(note)
        marked = [note for note in own if (str(note.tag), str(note.get(names.ID))) in ranks]
        root.extend(sorted(marked, key=lambda note: ranks[str(note.tag), str(note.get(names.ID))]))

    def _surplus(self, comments: Mapping[str, list[names.Element]]) -> list[names.Element]:
        """Return the signs of comments to take away: all but the first of each kind, and ranges without a mark."""
        surplus = []
        for number, signs in comments.items():
            first = {str(sign.tag): sign for sign in reversed(signs)}
            if (names.COMMENT_MARK, number) in self._seen or names.COMMENT_MARK not in first:
                first = {}
            elif _COMMENT_START not in first or _COMMENT_END not in first:
                first = {names.COMMENT_MARK: first[names.COMMENT_MARK]}
            self._seen.add((names.COMMENT_MARK, number))
            surplus += [sign for sign in signs if sign is not first.get(str(sign.tag))]
        return surplus
