"""Fields: their code in a normal form, and which part of the text is their result.

Source: ECMA-376 part 1, 17.16 (fields and their syntax).
"""

from __future__ import annotations

import re

_WORD = re.compile(r'\\[@#*!]|"(?:[^"\\]|\\.)*"|[^\s"]+')
_PICTURES = ("\\@", "\\#")  # switches that are followed by a picture of a date or number
_COSMETIC = frozenset({"mergeformat", "mergeformatinet", "charformat"})
_PROPERTIES = frozenset({"TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS"})
_LINK = "HYPERLINK"  # its result is text that people write


def normal_code(code: str) -> str:
    """Return a field code in a normal form: name in capitals, switches sorted, quotes and spare spaces and escapes gone."""
    if code.strip().startswith("="):
        return "".join(code.split())
    name, *words = [_bare(word) for word in _WORD.findall(code)] or [""]
    arguments: list[str] = []
    switches: list[list[str]] = []
    for word in words:
        if word.startswith("\\"):
            switches.append([word])
        elif switches:
            switches[-1].append(_bare_picture(word) if switches[-1][0] in _PICTURES else word)
        else:
            arguments.append(word)
    kept = sorted(" ".join(switch) for switch in switches if switch[-1].lower() not in _COSMETIC)
    if name.upper() == "DOCPROPERTY" and arguments and arguments[0].upper() in _PROPERTIES:
        name, arguments = arguments[0], []  # the same, said in the long way
    return " ".join((name.upper(), *arguments, *kept))


def _bare(word: str) -> str:
    return word[1:-1].replace('\\"', '"') if word.startswith('"') else word


def _bare_picture(word: str) -> str:
    return re.sub(r"[\\' ]", "", word)


def link_target(code: str) -> str:
    """Return where a link field leads: an address, a bookmark, or an address and a place in it."""
    words = normal_code(code).split(" ")[1:]
    place = words[words.index("\\l") + 1 : words.index("\\l") + 2] if "\\l" in words else []
    address = " ".join(words[: words.index("\\l")] if "\\l" in words else words)
    address = address.partition(" \\")[0] if not address.startswith("\\") else ""
    return "#".join(piece for piece in (address, *place) if piece)


class FieldReader:
    """Follows the fields of a text from its first run to its last, over paragraphs."""

    def __init__(self) -> None:
        self._open: list[list[str] | str] = []  # the code while it is read, then its normal form

    @property
    def hides_text(self) -> bool:
        """Tell whether what is read now is a field's code or its result, not the document's own text."""
        return any(map(_hides, self._open))

    @property
    def link(self) -> str:
        """Where the link leads that is being read, "" outside links."""
        return next((link_target(field) for field in self._open if isinstance(field, str) and field.startswith(_LINK)), "")

    def code(self, text: str) -> None:
        """Read a piece of a field's code."""
        if self._open and isinstance(self._open[-1], list):
            self._open[-1].append(text)

    def step(self, kind: str) -> str:
        """Read a mark: begin, separate or end. Return the field's code in its normal form when it is complete, else ""."""
        if kind == "begin":
            self._open.append([])
            return ""
        code = self._complete() if self._open else ""
        if self._open and kind == "end":
            self._open.pop()
        return code

    def _complete(self) -> str:
        field = self._open[-1]
        if isinstance(field, str):
            return ""
        self._open[-1] = code = normal_code("".join(field))
        return "" if any(map(_hides, self._open[:-1])) else code


def _hides(field: list[str] | str) -> bool:
    return isinstance(field, list) or not field.startswith(_LINK)
