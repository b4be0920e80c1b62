"""One paragraph being edited word by word, with its runs, links and fields as they are.

A word is found again by its letters: the trace says in which element each stands. Runs are split where an edit begins or ends;
what has no letters (bookmarks, marks of comments) stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import accumulate, groupby

from lxml import etree

from docgen.formats.ooxml import detach
from docgen.formats.word import names
from docgen.formats.word.running_text import Letter
from docgen.formats.word.tracing import Traced
from docgen.merge.words import words

_STEP = names.qualified("w:fldCharType")
_TEXTS = (names.TEXT, names.DELETED_TEXT)
_WHITE = " \t\r\n"
_EMPTY_HOLDERS = (names.HYPERLINK, names.INSERTED, names.MOVED_HERE)


class Sentence:
    """The text of a paragraph, in words as the merge counts them."""

    def __init__(self, traced: Traced) -> None:
        self._paragraph = traced.element
        self._letters: list[Letter] = traced.letters
        self._starts = [0, *accumulate(len(word) for word in words(traced.block.text))]
        for source, _ in self._letters:
            if isinstance(source, etree._Element) and source.tag in _TEXTS and source.get(names.SPACE) != "preserve":
                source.text = (source.text or "").strip(_WHITE)  # nobody sees it; now letters have the same places in it as in what is said
                source.set(names.SPACE, "preserve")

    def pieces(self, start: int, end: int, *, linked: bool = True) -> list[names.Element]:
        """Return copies of what says words `start` … `end`: runs, and the links they stand in (without `linked`: runs alone)."""
        found: list[names.Element] = []
        letters = self._letters[self._starts[start] : self._starts[end]]
        for said in _by_element(letters):
            pieces = _copies(said)
            link = next(said[0][0].iterancestors(names.HYPERLINK), None) if isinstance(said[0][0], etree._Element) else None
            if link is not None and linked:
                wrapper = etree.Element(names.HYPERLINK, _attributes(link))
                wrapper.extend(pieces)
                pieces = [wrapper]
            found += pieces
        return found

    def looks(self, start: int, end: int) -> names.Element | None:
        """Return the properties of the run in which words `start` … `end` begin, None if there are none."""
        letters = self._letters[self._starts[start] : self._starts[end]]
        run = _run_of(letters[0][0]) if letters else None
        return names.child(run, names.RUN_PROPERTIES) if run is not None else None

    def first(self, start: int, end: int) -> names.Element | None:
        """Return the run (or link) in which words `start` … `end` begin, cut off from what stands before them; None if there are none."""
        place = self._starts[start]
        if place >= self._starts[end]:
            return None
        self._split(place)
        return self._edge(place, last=False)

    def runs(self, start: int, end: int) -> list[names.Element]:
        """Return the runs that say words `start` … `end`, cut off from what stands beside them; fields whole, formulas as they are.

        Every run has but one thing to say (`apart`).
        """
        return self.runs_of(self.letters(start, end))

    def letters(self, start: int, end: int) -> range:
        """Return the numbers of the letters of words `start` … `end`."""
        return range(self._starts[start], self._starts[end])

    def look_of(self, letter: int) -> names.Element | None:
        """Return the properties of the run in which a letter stands, None if there are none."""
        run = _run_of(self._letters[letter][0])
        return names.child(run, names.RUN_PROPERTIES) if run is not None else None

    def runs_of(self, letters: range) -> list[names.Element]:
        """Return the runs that say letters side by side, as `runs` does."""
        first, last = letters.start, letters.stop
        if first == last:
            return []
        self._split(first)
        if last < len(self._letters):
            self._split(last)
        return list(dict.fromkeys(run for source, _ in self._letters[first:last] for run in _all_runs(source)))

    def put_before(self, start: int, pieces: Sequence[names.Element]) -> None:
        """Put `pieces` in front of word number `start`."""
        self._insert(self._starts[start], pieces)

    def replace(self, start: int, end: int, pieces: Sequence[names.Element]) -> None:
        """Put `pieces` (runs, links) in the place of words `start` … `end`. Edit a paragraph from its last word to its first."""
        first, last = self._starts[start], self._starts[end]
        self._insert(first, pieces)
        self._delete(first, last)

    def put_after(self, end: int, pieces: Sequence[names.Element]) -> None:
        """Put `pieces` behind the last of the first `end` words."""
        self._insert(self._starts[end], pieces)

    def _insert(self, place: int, pieces: Sequence[names.Element]) -> None:
        """Put `pieces` in front of letter number `place`."""
        if place and place < len(self._letters) and self._letters[place][0] is self._letters[place - 1][0]:
            self._split(place)
        before = self._edge(place - 1, last=True) if place else None
        after = self._edge(place, last=False) if place < len(self._letters) else None
        if before is not None:
            for piece in reversed(pieces):
                before.addnext(piece)
        elif after is not None:
            for piece in pieces:
                after.addprevious(piece)
        else:
            self._paragraph.extend(pieces)

    def _edge(self, place: int, *, last: bool) -> names.Element | None:
        """Return the child of the paragraph (or of a link that goes on there) beside which something may stand at a letter."""
        source = self._letters[place][0]
        if not isinstance(source, etree._Element):
            return None
        run = _run_of(source)
        edge = source if run is None else run
        if source.tag == names.FIELD_CHARACTER:
            edge = _field_runs(source)[-1 if last else 0]
        neighbour = place + 1 if last else place - 1
        inside = self._holders(neighbour) if 0 <= neighbour < len(self._letters) else set()
        while (holder := edge.getparent()) is not None and holder is not self._paragraph and holder not in inside:
            edge = holder
        return edge

    def _holders(self, place: int) -> set[names.Element]:
        source = self._letters[place][0]
        return set(source.iterancestors()) if isinstance(source, etree._Element) else set()

    def _split(self, place: int) -> None:
        """Make letter number `place` the first of its run."""
        source, number = self._letters[place]
        if not isinstance(source, etree._Element) or source.tag not in _TEXTS or number == 0:
            return
        run = _run_of(source)
        if run is None:
            return
        raw = source.text or ""
        rest = deepcopy(source)
        source.text, rest.text = raw[:number], raw[number:]
        twin = etree.Element(names.RUN, _attributes(run))
        properties = names.child(run, names.RUN_PROPERTIES)
        if properties is not None:
            twin.append(deepcopy(properties))
        following = list(source.itersiblings())
        twin.append(rest)
        twin.extend(following)
        run.addnext(twin)
        self._letters = [
            (rest, letter - number) if element is source and letter >= number else (element, letter) for element, letter in self._letters
        ]

    def _delete(self, first: int, last: int) -> None:
        if first >= last:
            return
        touched: list[names.Element] = []
        for said in _by_element(self._letters[first:last]):
            source = said[0][0]
            if not isinstance(source, etree._Element):
                continue
            if source.tag in _TEXTS:
                text = source.text or ""
                source.text = text[: said[0][1]] + text[said[-1][1] + 1 :]
                touched.append(source)
            elif source.tag == names.FIELD_CHARACTER:
                for run in _field_runs(source):
                    detach(run)
            else:
                detach(_top(source))
                touched.append(source)
        for source in touched:
            self._clear(source)

    def _clear(self, source: names.Element) -> None:
        """Take away an emptied text, its run if nothing is left in it, and an emptied link or insertion around that."""
        run = _run_of(source)
        if source.tag in _TEXTS and not source.text:
            detach(source)
        holder = run
        while holder is not None and holder is not self._paragraph:
            parent = holder.getparent()
            if any(child.tag != names.RUN_PROPERTIES for child in holder) or (holder.tag != names.RUN and holder.tag not in _EMPTY_HOLDERS):
                return
            detach(holder)
            holder = parent


def _by_element(letters: Sequence[Letter]) -> list[list[Letter]]:
    return [list(group) for _, group in groupby(letters, key=lambda letter: id(letter[0]))]


def _copies(said: Sequence[Letter]) -> list[names.Element]:
    """Return copies of the runs that say these letters of one element."""
    source = said[0][0]
    if not isinstance(source, etree._Element):
        return []
    if source.tag == names.FIELD_CHARACTER:
        return [deepcopy(run) for run in _field_runs(source)]
    run = _run_of(source)
    if run is None:
        return [deepcopy(source)]
    copy = etree.Element(names.RUN)
    properties = names.child(run, names.RUN_PROPERTIES)
    if properties is not None:
        copy.append(deepcopy(properties))
    if source.tag in _TEXTS:
        text = etree.SubElement(copy, names.TEXT)
        text.set(names.SPACE, "preserve")
        text.text = (source.text or "")[said[0][1] : said[-1][1] + 1]
    else:
        copy.append(deepcopy(_top(source)))
    for child in copy:
        child.tail = None
    return [copy]


def _run_of(source: object) -> names.Element | None:
    """Return the run that an element stands in, None for one that stands in none."""
    return next(source.iterancestors(names.RUN), None) if isinstance(source, etree._Element) else None


def _all_runs(source: names.Element) -> list[names.Element]:
    """Return the run that an element stands in, all runs of the field it belongs to, the element itself outside runs."""
    if source.tag == names.FIELD_CHARACTER:
        return _field_runs(source)
    run = _run_of(source)
    return [source if run is None else run]


def _top(source: names.Element) -> names.Element:
    """Return the child of a run that holds `source`; `source` itself outside runs."""
    for element in (source, *source.iterancestors()):
        parent = element.getparent()
        if parent is not None and parent.tag == names.RUN:
            return element
    return source


def _field_runs(character: names.Element) -> list[names.Element]:
    """Return the runs of the field that a w:fldChar belongs to, from its begin to its end, among the siblings of its run."""
    run = _run_of(character)
    if run is None:
        return [character]
    before = list(_until("begin", "end", run, back=True, at=character))
    after = list(_until("end", "begin", run, back=False, at=character))
    return [*reversed(before), run, *after]


def _until(wanted: str, other: str, run: names.Element, *, back: bool, at: names.Element) -> Iterator[names.Element]:
    """Yield the siblings of `run` up to the one where its field begins or ends."""
    if at.get(_STEP) == wanted:
        return
    depth = 0
    for sibling in run.itersiblings(preceding=back):
        yield sibling
        for step in (item.get(_STEP) for item in sibling.iter(names.FIELD_CHARACTER)):
            if step == wanted and depth == 0:
                return
            depth += (step == other) - (step == wanted)


def _attributes(element: names.Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}
