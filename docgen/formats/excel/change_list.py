"""The list of what changed in a workbook, itself a workbook: one row a change, ready to be filtered, printed and signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.formats.engine import Reviser
from docgen.formats.excel.plain_list import PlainList, plain_list
from docgen.merge.comparison import Difference, Kind, told
from docgen.messages import message, say

_HEAD = ("number", "sheet", "cell", "change", "before", "after")
_WIDTHS = (6, 18, 14, 22, 52, 52)


def change_list(differences: Sequence[Difference], by: Reviser) -> bytes:
    """Return the workbook that lists `differences`, in `by.language`; the same differences give the same bytes.

    What only looks different is one row at the end that says how much it is.
    """
    return plain_list(
        PlainList(
            name=say(message("redline.title"), by.language),
            head=tuple(say(message(f"redline.head-{name}"), by.language) for name in _HEAD),
            widths=_WIDTHS,
            rows=[(number, *row) for number, row in enumerate(_rows(differences, by.language), start=1)],
            foot=f"{by.name} {by.date[:10]}",
            pages=say(message("redline.pages"), by.language),
        )
    )


def _rows(differences: Sequence[Difference], language: str) -> Iterator[tuple[str, ...]]:
    forms = sum(difference.kind is Kind.FORM for difference in differences)
    for difference in differences:
        if difference.kind is not Kind.FORM:
            spots = {spot.kind: spot.name for spot in difference.where}
            inner = [spot.name for spot in difference.where if spot.kind != "sheet"]
            yield spots.get("sheet", ""), " ".join(inner), say(told(difference), language), difference.before, difference.after
    if forms:
        yield "", "", say(message("redline.forms", count=forms), language), "", ""
    elif not differences:
        yield "", "", say(message("redline.none"), language), "", ""
