"""What hangs on a sheet besides its cells, in three states that lie on one grid: untouched in mine it becomes as theirs has it.

Merged areas, validations, conditional formats, links and breaks are sets, told by what they say; settings of the sheet are told
attribute by attribute. Each is told by content, for saving a workbook anew spells it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from docgen.formats.excel.content import areas_of, format_of, normal_formula, validation_of
from docgen.formats.excel.merge.output import Output, insert
from docgen.formats.excel.merge.stylesheet import Stylesheet, spelled
from docgen.formats.excel.parts import RELATION_IDS, child, find, local
from docgen.formats.excel.schema import Box, box_of
from docgen.formats.ooxml import Package, detach
from docgen.formats.relations import relations

_SETTINGS = ("sheetPr", "sheetFormatPr", "sheetProtection", "printOptions", "pageMargins", "pageSetup", "headerFooter")
_ID = f"{{{RELATION_IDS}}}id"


@dataclass(frozen=True, slots=True)
class Refused:
    """A thing of theirs that could not be put into mine: of what kind, where, and what it says; "" for one that theirs left out."""

    kind: str
    areas: str
    value: str


@dataclass(frozen=True, slots=True)
class Hung:
    """One sheet with what hangs on it: its root, moved, and the workbook that it comes from."""

    root: etree._Element
    package: Package
    part: str
    styles: Stylesheet


@dataclass(slots=True)
class Things:
    """The merge of what hangs on one sheet."""

    base: Hung
    mine: Hung
    theirs: Hung
    output: Output
    filled: Callable[[Box], bool]  # whether mine holds anything in an area besides its first cell
    refused: list[Refused] = field(default_factory=list)

    def merge(self) -> None:
        """Put what theirs changed into mine."""
        self._merged_areas()
        self._validations()
        self._formats()
        self._links()
        for group in ("rowBreaks", "colBreaks"):
            self._breaks(group)
        for name in _SETTINGS:
            self._setting(name)
        self._filter()
        self._view()

    def _merged_areas(self) -> None:
        def say(item: etree._Element) -> str:
            return str(item.get("ref"))

        base, mine, theirs = (self._told(side, "mergeCell", say) for side in (self.base, self.mine, self.theirs))
        self._take_away([mine[area] for area in base if area not in theirs and area in mine])
        boxes = [box for area in mine if (area in theirs or area not in base) and (box := box_of(area))]
        for area, item in theirs.items():
            if area in base or area in mine:
                continue
            box = box_of(area)
            if box is None or any(_overlap(box, other) for other in boxes) or self.filled(box):
                self.refused.append(Refused("merged-area", area, area))
            else:
                boxes.append(box)
                self._container("mergeCells").append(deepcopy(item))
        self._count("mergeCells")

    def _validations(self) -> None:
        def say(item: etree._Element) -> str:
            block = validation_of(item)
            return "" if block is None else f"{block.key}\n{block.text}"

        base, mine, theirs = (self._told(side, "dataValidation", say) for side in (self.base, self.mine, self.theirs))
        gone = [mine[said] for said in base if said not in theirs and said in mine]
        stay = [item for said, item in mine.items() if said in theirs or said not in base]
        boxes = [box for item in stay for area in areas_of(item).split() if (box := box_of(area))]
        self._take_away(gone)
        for said, item in theirs.items():
            if said in base or said in mine or not said:
                continue
            own = [box for area in areas_of(item).split() if (box := box_of(area))]
            areas, _, rule = said.partition("\n")
            if any(_overlap(box, other) for box in own for other in boxes):
                self.refused.append(Refused("validation", areas, rule))
                continue
            container = self._container(local(item.getparent()), item.getparent())  # type: ignore[arg-type]
            container.append(deepcopy(item))
        self._count("dataValidations")

    def _formats(self) -> None:
        """Merge the rules of conditional formats one by one; those of theirs come in its order."""
        base, mine, theirs = (dict(_rules(side)) for side in (self.base, self.mine, self.theirs))
        if base.keys() == theirs.keys():
            return
        for said in [said for said in base if said not in theirs and said in mine]:
            _remove_rule(*mine.pop(said))
        order: dict[str, float] = {said: float(rule.get("priority") or 0) for said, (_, rule) in mine.items()}
        for said, (holder, rule) in theirs.items():
            if said not in base and said not in mine:
                mine[said] = self._take_rule(holder, rule)
            if said in mine:
                order[said] = float(rule.get("priority") or 0)
        for number, said in enumerate(sorted(order, key=lambda said: order[said]), start=1):
            mine[said][1].set("priority", str(number))

    def _take_rule(self, holder: etree._Element, rule: etree._Element) -> tuple[etree._Element, etree._Element]:
        own_holder, own = deepcopy(holder), deepcopy(rule)
        own_holder[:] = [own]
        if (look := rule.get("dxfId")) is not None:
            number = self.mine.styles.taken_differential(self.theirs.styles.differential(int(look)))
            if number is None:
                own.attrib.pop("dxfId")
            else:
                own.set("dxfId", str(number))
        insert(self.mine.root, own_holder)
        return own_holder, own

    def _links(self) -> None:
        base, mine, theirs = (dict(_links(side)) for side in (self.base, self.mine, self.theirs))
        self._take_away([mine[said] for said in base if said not in theirs and said in mine])
        taken = {said[0] for said in mine if said in theirs or said not in base}
        for said, item in theirs.items():
            if said in base or said in mine:
                continue
            if said[0] in taken:
                self.refused.append(Refused("link", *said))
                continue
            own = deepcopy(item)
            if item.get(_ID) is not None:
                own.set(_ID, self.output.register.refer(self.mine.part, "hyperlink", said[1], external=True))
            self._container("hyperlinks").append(own)
        self._count("hyperlinks")

    def _breaks(self, group: str) -> None:
        def say(item: etree._Element) -> str:
            return str(item.get("id"))

        sides = [child(side.root, group) for side in (self.base, self.mine, self.theirs)]
        base, mine, theirs = ({say(item): item for item in side} if side is not None else {} for side in sides)
        self._take_away([mine[said] for said in base if said not in theirs and said in mine])
        for said, item in theirs.items():
            if said not in base and said not in mine:
                self._container(group).append(deepcopy(item))
        self._count(group)
        if (container := child(self.mine.root, group)) is not None:
            container.set("manualBreakCount", str(sum(item.get("man") in ("1", "true") for item in container)))

    def _setting(self, name: str) -> None:
        base, mine, theirs = (child(side.root, name) for side in (self.base, self.mine, self.theirs))
        if spelled(base) == spelled(theirs):
            return
        if mine is None:
            if base is None and theirs is not None:
                own = deepcopy(theirs)
                for key in [key for key in own.attrib if str(key).endswith("}id")]:
                    del own.attrib[key]  # the printer's own settings stay with theirs
                insert(self.mine.root, own)
            return
        _merge_element(base, mine, theirs)
        for item in list(theirs if theirs is not None else ()):
            _merge_child(base, mine, item)

    def _filter(self) -> None:
        base, mine, theirs = (child(side.root, "autoFilter") for side in (self.base, self.mine, self.theirs))
        before, by_hand, generated = (item.get("ref") if item is not None else None for item in (base, mine, theirs))
        if generated == before or by_hand != before:
            return
        if mine is not None and generated is not None:
            mine.set("ref", generated)
        elif mine is not None and mine.getparent() is not None:
            detach(mine)
        elif theirs is not None:
            insert(self.mine.root, deepcopy(theirs))

    def _view(self) -> None:
        """Follow theirs in what is frozen; where people stand and how large they see it is theirs alone."""
        base, mine, theirs = (next(find(side.root, "pane"), None) for side in (self.base, self.mine, self.theirs))
        before, by_hand, generated = (
            (item.get("xSplit"), item.get("ySplit")) if item is not None else None for item in (base, mine, theirs)
        )
        if generated != before and by_hand == before and mine is not None and theirs is not None:
            for name in ("xSplit", "ySplit", "topLeftCell"):
                if (value := theirs.get(name)) is not None:
                    mine.set(name, value)

    def _told(self, side: Hung, name: str, say: Callable[[etree._Element], str]) -> dict[str, etree._Element]:
        return {say(item): item for item in find(side.root, name)}

    def _container(self, name: str, like: etree._Element | None = None) -> etree._Element:
        """Return a group of mine, made if there is none; in the extensions, where `like` is one of them."""
        found = next((item for item in find(self.mine.root, name) if like is None or item.tag == like.tag), None)
        if found is None:
            namespace = str(self.mine.root.tag).removesuffix("worksheet")
            found = etree.Element(f"{namespace}{name}")
            insert(self.mine.root, found)
        return found

    def _take_away(self, items: list[etree._Element]) -> None:
        for item in items:
            detach(item)

    def _count(self, group: str) -> None:
        for container in list(find(self.mine.root, group)):
            if len(container) == 0:
                detach(container)
            elif container.get("count") is not None:
                container.set("count", str(len(container)))


def _rules(side: Hung) -> Iterator[tuple[str, tuple[etree._Element, etree._Element]]]:
    """Yield the rules of conditional formats: what each says, with its look, and the format and rule elements."""
    for holder in side.root.iterchildren("{*}conditionalFormatting"):
        for rule in find(holder, "cfRule"):
            block, look = format_of(holder, rule), rule.get("dxfId")
            shown = _look(side.styles.differential(int(look))) if look is not None else spelled(rule[-1] if len(rule) else None)
            yield f"{block.key}\n{block.text}\n{shown}", (holder, rule)


def _look(differential: etree._Element | None) -> str:
    """Return the colours of a rule's format, which is what programs keep of it."""
    if differential is None:
        return ""
    colours = (item.get("rgb") for item in differential.iter("{*}color", "{*}bgColor", "{*}fgColor"))
    return " ".join(sorted({str(colour)[-6:] for colour in colours if colour}))


def _remove_rule(holder: etree._Element, rule: etree._Element) -> None:
    holder.remove(rule)
    if not any(local(item) == "cfRule" for item in holder) and holder.getparent() is not None:
        detach(holder)


def _links(side: Hung) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    known = relations(side.package, side.part)
    for item in find(side.root, "hyperlink"):
        identity = str(item.get(_ID) or "")
        target = known[identity].target if identity in known else "#" + normal_formula(item.get("location") or "")
        yield (str(item.get("ref")), target), item


def _merge_element(base: etree._Element | None, mine: etree._Element, theirs: etree._Element | None) -> None:
    """Follow theirs in the attributes, and the text, that people left as they were."""
    before: Mapping[str, str] = base.attrib if base is not None else {}  # type: ignore[assignment]
    generated: Mapping[str, str] = theirs.attrib if theirs is not None else {}  # type: ignore[assignment]
    for name in dict.fromkeys([*before, *generated]):
        if "}" in str(name) or before.get(name) == generated.get(name) or not _alike(mine.get(name), before.get(name)):
            continue
        if (value := generated.get(name)) is None:
            mine.attrib.pop(name, "")
        else:
            mine.set(name, value)
    if base is not None and theirs is not None and base.text != theirs.text and (mine.text or "") == (base.text or ""):
        mine.text = theirs.text


def _merge_child(base: etree._Element | None, mine: etree._Element, theirs: etree._Element) -> None:
    before = child(base, local(theirs)) if base is not None else None
    own = child(mine, local(theirs))
    if own is not None:
        _merge_element(before, own, theirs)
    elif before is None:
        insert(mine, deepcopy(theirs))


def _alike(first: str | None, second: str | None) -> bool:
    """Tell whether two attributes say the same."""
    if first == second:
        return True
    truths = {"true": "1", "false": "0", None: "0"}
    first, second = truths.get(first, first), truths.get(second, second)
    try:
        return abs(float(first or 0) - float(second or 0)) < 1e-6
    except ValueError:
        return first == second


def _overlap(first: Box, second: Box) -> bool:
    return first[0] <= second[2] and second[0] <= first[2] and first[1] <= second[3] and second[1] <= first[3]
