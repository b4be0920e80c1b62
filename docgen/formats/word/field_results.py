"""The results that fields show until a program works them out anew: numbers of tables, references to sections.

After a merge they are brought up to date: a reference says what it says in the new generation, captions count through.
Source: ECMA-376 part 1, 17.16.5.51 (REF), 17.16.5.56 (SEQ).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.formats.word import names
from docgen.formats.word.fields import normal_code

_STEP = names.qualified("w:fldCharType")


@dataclass(slots=True)
class _Field:
    """A field within one paragraph: its code in its normal form, and the texts of its result."""

    code: str
    texts: list[names.Element]

    @property
    def result(self) -> str:
        return "".join(text.text or "" for text in self.texts)

    def show(self, result: str) -> None:
        """Make `result` what the field shows."""
        for text in self.texts[1:]:
            text.text = ""
        if self.texts:
            self.texts[0].text = result


def refresh(base: names.Element, mine: names.Element, theirs: names.Element) -> None:
    """Bring the results of fields in `mine` up to date: references that theirs changed, and the count of captions."""
    before, after = ({field.code: field.result for field in _fields(root)} for root in (base, theirs))
    counted: Counter[str] = Counter()
    for field in _fields(mine):
        kind, _, rest = field.code.partition(" ")
        if kind == "SEQ" and "\\r" not in rest and field.result.isdecimal():
            counted[rest.partition(" ")[0]] += 1
            field.show(str(counted[rest.partition(" ")[0]]))
        elif kind == "REF" and field.result == before.get(field.code) and field.code in after:
            field.show(after[field.code])


def _fields(root: names.Element) -> Iterator[_Field]:
    """Yield the fields that begin and end in one paragraph and hold no other."""
    for paragraph in root.iter(names.PARAGRAPH):
        code, texts, state = "", list[names.Element](), ""
        for element in paragraph.iter(names.FIELD_CHARACTER, names.FIELD_CODE, names.TEXT):
            if element.tag == names.FIELD_CHARACTER:
                state = str(element.get(_STEP))
                if state == "begin":
                    code, texts = "", []
                elif state == "end" and code:
                    yield _Field(normal_code(code), texts)
                    code = ""
            elif element.tag == names.FIELD_CODE and state == "begin":
                code += element.text or ""
            elif element.tag == names.TEXT and state == "separate":
                texts.append(element)
