"""Words in the middle of a printed header, put before what stands there and taken away again.

A header is one text with codes: &L, &C and &R begin its three parts, others set the look, && is an ampersand.
Source: ECMA-376 part 1, 18.3.1.39 (evenHeader) for the codes; a header holds 255 characters.
"""

from __future__ import annotations

import re

from docgen.formats.excel.content import HEADER_FORMAT

_CODES = re.compile(r"(&.)", re.DOTALL)
_PARTS = ("&L", "&C", "&R")
_LINE_END = "_x000[aAdD]_"  # as openpyxl writes it
_LONGEST = 255
_LOOK, _PLAIN = '&"-,Bold"&12&KC00000', '&"-,Regular"&10&K000000'
Parts = dict[str, str]


def with_words(header: str, words: str) -> str:
    """Return a header with `words` in bold red over what stands in its middle; itself where there is no room for them."""
    parts = _parts(header)
    middle = "" if parts.get("") else "&C"
    below = f"{_PLAIN}\n{parts[middle]}" if parts.get(middle) else ""
    added = {**parts, middle: f"{_LOOK}{words}{below}"}
    right = added.pop("&R", None)
    longer = _spelled(added if right is None else {**added, "&R": right})
    return longer if len(longer) <= _LONGEST else header


def without_words(header: str, words: str) -> str:
    """Return a header without what `with_words` put into its middle, also where a program has spelled the codes otherwise."""
    parts = _parts(header)
    for middle in ("", "&C"):
        found = _own(words).match(parts.get(middle, ""))
        if found is not None:
            parts[middle] = parts[middle][found.end() :]
    return _spelled({code: text for code, text in parts.items() if text or code != "&C"})


def _own(words: str) -> re.Pattern[str]:
    """Return what finds the words at the beginning of a middle: as they were put there, else with whatever look they have."""
    as_put = f"{re.escape(_LOOK + words)}(?:{re.escape(_PLAIN)}\n|$)"
    look = f"(?:{HEADER_FORMAT.pattern}|\\s|{_LINE_END})*"
    return re.compile(f"{as_put}|{look}{re.escape(words)}{look}")


def _parts(header: str) -> Parts:
    """Return the parts of a header by the code that begins them, "" for a middle without one, in their order."""
    parts, code = {"": ""}, ""
    for piece in _CODES.split(header):
        if piece in _PARTS:
            code = piece
            parts.setdefault(code, "")
        else:
            parts[code] += piece
    return parts


def _spelled(parts: Parts) -> str:
    return "".join(f"{code}{text}" for code, text in parts.items())
