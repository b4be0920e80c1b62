"""Formulas of a source: columns named as `[@id]`, rows as `{n}`, and names that must exist; only functions that every program has.

`[@id]` is the cell of column `id` in the formula's own row, as Excel's tables write it. Tags stay as they are: the engine
fills them in later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from openpyxl.formula import Tokenizer

LONGEST = 8_000
"""Excel takes 8,192 characters; values that a tag prints need room."""

# In Excel since 2010 at the latest and in LibreOffice; none that is volatile without need, reaches out of the workbook, or spills.
FUNCTIONS = frozenset(
    {
        "ABS", "AND", "AVERAGE", "AVERAGEIF", "AVERAGEIFS", "CHOOSE", "COLUMN", "COLUMNS", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF",
        "COUNTIFS", "DATE", "DATEVALUE", "DAY", "EDATE", "EOMONTH", "EXACT", "FIND", "HLOOKUP", "HOUR", "IF", "IFERROR", "INDEX", "INT",
        "ISBLANK", "ISNUMBER", "ISTEXT", "LARGE", "LEFT", "LEN", "LOOKUP", "LOWER", "MATCH", "MAX", "MEDIAN", "MID", "MIN", "MINUTE",
        "MOD", "MONTH", "N", "NETWORKDAYS", "NOT", "NOW", "OR", "RANK", "REPT", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "ROW", "ROWS",
        "SEARCH", "SMALL", "SUBSTITUTE", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "T", "TEXT", "TIME", "TODAY", "TRIM", "UPPER", "VALUE",
        "VLOOKUP", "WEEKDAY", "WORKDAY", "YEAR",
    }
)  # fmt: skip
_COLUMN = re.compile(r"\[@([^\]]*)\]")
_NUMBER = re.compile(r"\{n\}")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_CELLS = re.compile(r"(?:(?:'[^']+'|[^\W\d][\w.]*)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a formula: the key of its text, the word concerned, known words near it."""

    key: str
    word: str
    nearest: tuple[str, ...] = ()


def translated(formula: str, cell: Callable[[str], str], number: int = 1) -> str:
    """Return `formula` with `[@id]` replaced by `cell(id)` and `{n}` by `number`."""
    return _NUMBER.sub(str(number), _COLUMN.sub(lambda match: cell(match[1]), formula))


def wrong_in(formula: str, columns: Collection[str], names: Collection[str]) -> Iterator[Wrong]:
    """Yield what is wrong with a formula of a source, which may name `columns` of its own table and defined `names`."""
    for column in _COLUMN.findall(formula):
        if column not in columns:
            yield Wrong("excel-unknown-column", column, _near(column, columns))
    if len(formula) > LONGEST:
        yield Wrong("excel-formula-long", formula[:60])
    bare = _TAG.sub(lambda match: "1" if match[0].startswith("{{") else "", formula)
    bare = translated(bare if bare.startswith("=") else f"={bare}", lambda _: "A1")
    if bare.count("(") != bare.count(")"):
        yield Wrong("excel-formula-brackets", formula[:60])
        return
    for token in Tokenizer(bare).items:
        if token.type == "FUNC" and token.subtype == "OPEN" and token.value[:-1] not in FUNCTIONS:
            yield Wrong("excel-unknown-function", token.value[:-1], _near(token.value[:-1], FUNCTIONS))
        elif token.type == "OPERAND" and token.subtype == "RANGE" and not _CELLS.fullmatch(token.value) and token.value not in names:
            yield Wrong("excel-unknown-name", token.value, _near(token.value, names))


def _near(word: str, known: Collection[str]) -> tuple[str, ...]:
    return tuple(get_close_matches(word, sorted(known), n=3, cutoff=0.6))
