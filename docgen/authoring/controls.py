"""Controls: the places of a form that somebody fills in, from `{text: prompt}` in a source to Word's content controls.

Source: ECMA-376 part 1, 17.5.2 (structured document tags); [MS-DOCX] 2.6.1 (w14:checkbox).
"""

from __future__ import annotations

import re

from docgen.authoring.blocks import Control, ControlKind
from docgen.authoring.front_words import WORDS
from docgen.formats.handing_out import mark_of
from docgen.formats.word.elements import Element, node, run

CONTROLS = ("{text: …}", "{text 18: …}", "{date: …}", "{choice: … | …}", "{check}", "{sign}", "{number: …}", "{period: …}", "{site: …}")
GAP = "\u2003 "
"""What stands between a box and the words before it."""
EMPTY_BOX, TICKED_BOX = "☐", "☑"
_NUMBER_TO_WRITE = "______________"
LONGEST_TITLE = 64
"""Word refuses a longer title or tag of a control."""
_FIRST_ID = 1001
BOX_FONT = "Segoe UI Symbol"
_CONTROL = re.compile(r"\{(?P<kind>[a-z]+)(?: (?P<height>\d+))?(?:: *(?P<words>.*?) *)?\}", re.DOTALL)
_WITH_HEIGHT = (ControlKind.TEXT, ControlKind.SIGN)
_HANDED_OUT = (ControlKind.NUMBER, ControlKind.PERIOD, ControlKind.SITE)
_WITH_WORDS = (ControlKind.TEXT, ControlKind.DATE, ControlKind.CHOICE, *_HANDED_OUT)
_PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_LANGUAGES = {"zh": ("zh-CN", "yyyy-MM-dd"), "en": ("en-GB", "d MMMM yyyy")}
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")


def read_control(written: str) -> Control | None:
    """Return the control that `{text 18: prompt}` and its like say, None if it is not written as its kind wants it."""
    match = _CONTROL.fullmatch(written)
    if match is None or match["kind"] not in list(ControlKind):
        return None
    kind = ControlKind(match["kind"])
    words = match["words"] or ""
    if kind is ControlKind.NUMBER and not _PREFIX.fullmatch(words):
        return None
    if (match["height"] and kind not in _WITH_HEIGHT) or bool(words) != (kind in _WITH_WORDS):
        return None
    return Control(kind=kind, words=words, height_mm=int(match["height"] or 0))


class ControlWriter:
    """Writes the controls of one text: ids and tags count on, titles tell one from another."""

    def __init__(self, language: str) -> None:
        self._words = WORDS[language]
        self._locale, self._date_format = _LANGUAGES[language]
        self._written = 0
        self._titles: dict[str, int] = {}

    def write(self, control: Control, title: str) -> Element | None:
        """Return the w:sdt of `control`, which Word calls `title`, or by its prompt where there is none.

        None for a signature, for which the cell stays empty.
        """
        title = title or control.words
        match control.kind:
            case ControlKind.SIGN:
                return None
            case ControlKind.CHECK:
                return self._control(title, self._check_box(), run(EMPTY_BOX, "CheckBox"), prompt=False)
            case ControlKind.DATE:
                return self._control(title, self._date(), run(control.words, "PlaceholderText"))
            case ControlKind.CHOICE:
                return self._control(title, _list(control.words), run(self._words.choose, "PlaceholderText"))
            case ControlKind.NUMBER:
                blank = run(f"{control.words}-{_NUMBER_TO_WRITE}", "PlaceholderText")
                return self._control(title, node("w:richText"), blank, tag=mark_of(control.kind, control.words))
            case ControlKind.PERIOD | ControlKind.SITE:
                return self._control(title, node("w:richText"), run(control.words, "PlaceholderText"), tag=mark_of(control.kind))
            case ControlKind.TEXT:
                # Plain text would be the nearer kind; LibreOffice tears that into pieces and loses the grey of the prompt.
                return self._control(title, node("w:richText"), run(control.words, "PlaceholderText"))

    def _control(self, title: str, kind: Element, content: Element, *, prompt: bool = True, tag: str = "") -> Element:
        self._written += 1
        return node(
            "w:sdt",
            node(
                "w:sdtPr",
                node("w:alias", val=self._unique(title)),
                node("w:tag", val=tag or f"field-{self._written:02d}"),
                node("w:id", val=_FIRST_ID + self._written),
                node("w:showingPlcHdr") if prompt else None,
                kind,
            ),
            node("w:sdtContent", content),
        )

    def _unique(self, title: str) -> str:
        """Return `title`, with a number when it has been used, and without tags cut to what Word takes."""
        count = self._titles[title] = self._titles.get(title, 0) + 1
        numbered = title if count == 1 else f"{title} {count}"
        return numbered if _TAGS.search(numbered) else numbered[:LONGEST_TITLE]

    def _check_box(self) -> Element:
        state = {
            name: node(f"w14:{name}", **{"w14_val": f"{ord(box):04X}", "w14_font": BOX_FONT})
            for name, box in (("checkedState", TICKED_BOX), ("uncheckedState", EMPTY_BOX))
        }
        return node("w14:checkbox", node("w14:checked", w14_val=0), *state.values())

    def _date(self) -> Element:
        return node(
            "w:date",
            node("w:dateFormat", val=self._date_format),
            node("w:lid", val=self._locale),
            node("w:storeMappedDataAs", val="date"),
            node("w:calendar", val="gregorian"),
        )


def _list(words: str) -> Element:
    """Return the drop-down list of `a | b`. With a loop the entries are known only when it is filled, which then parts them."""
    entries = [words] if "{%" in words else [entry.strip() for entry in words.split("|") if entry.strip()]
    return node("w:dropDownList", *(node("w:listItem", displayText=entry, value=entry) for entry in entries))
