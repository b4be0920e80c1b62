"""Fields: their code in a normal form, and which part of the text is their result.

Source: ECMA-376 part 1, 17.16 (fields and their syntax).
"""

from __future__ import annotations

import re

_WORD = re.compile(r'"[^"]*"|\S+')
_SHOWN_RESULTS = frozenset({"HYPERLINK"})  # their result is text that people write
_COSMETIC = frozenset({"mergeformat", "mergeformatinet", "charformat"})


def normal_code(code: str) -> str:
    """Return a field code with its name in capitals, quotes and spare spaces gone and its switches sorted."""
    name, *words = [word.strip('"') if word.startswith('"') else word for word in _WORD.findall(code)] or [""]
    arguments: list[str] = []
    switches: list[list[str]] = []
    for word in words:
        if word.startswith("\\"):
            switches.append([word])
        elif switches:
            switches[-1].append(word)
        else:
            arguments.append(word)
    kept = sorted(" ".join(switch) for switch in switches if switch[-1].lower() not in _COSMETIC)
    return " ".join((name.upper(), *arguments, *kept))


class FieldReader:
    """Follows the fields of a text from its first run to its last, over paragraphs."""

    def __init__(self) -> None:
        self._open: list[list[str] | str] = []  # the code while it is read, then its normal form

    @property
    def hides_text(self) -> bool:
        """Tell whether what is read now is a field's code or its result, not the document's own text."""
        return any(isinstance(field, list) or field.partition(" ")[0] not in _SHOWN_RESULTS for field in self._open)

    def code(self, text: str) -> None:
        """Read a piece of a field's code."""
        if self._open and isinstance(self._open[-1], list):
            self._open[-1].append(text)

    def step(self, kind: str) -> str:
        """Read a mark: begin, separate or end. Return the field's code in its normal form when it is complete, else ""."""
        if kind == "begin":
            self._open.append([])
        elif self._open and kind == "separate":
            return self._complete()
        elif self._open and kind == "end":
            code = self._complete()
            self._open.pop()
            return code
        return ""

    def _complete(self) -> str:
        field = self._open[-1]
        if isinstance(field, str):
            return ""
        self._open[-1] = code = normal_code("".join(field))
        outer = self._open[:-1]
        hidden = any(isinstance(field, list) or field.partition(" ")[0] not in _SHOWN_RESULTS for field in outer)
        return "" if hidden else code
