"""The theme `classic`: how Chinese institutions set their documents, and a plain serif set in English. Greys, no colour.

宋体 for text and 黑体 for weight, since 宋体 has no bold; 仿宋 for the letters of a manual; exact lines; tables with all rules. The
front page names the issuing unit on top, then kind and number above a rule, the title below it, the dates at the foot.
Sources: GB/T 9704-2012 (official documents), GB/T 1.1-2020 (title pages of standards).
"""

from __future__ import annotations

from docgen.formats.restyling import Face, Font, Look, Restyling

_BLACK, _DARK = "000000", "404040"
_HEAD, _LABEL = "D9D9D9", "F2F2F2"
_BRAND, _BRAND_DARK, _BRAND_MID, _BRAND_FILL, _BRAND_WASH = "1B5E7B", "124457", "8FB1C0", "E9F0F3", "F5F8F9"
_COLOURS = {
    **dict.fromkeys(("1F2A33", "2B3640", _BRAND_DARK), _BLACK),  # titles, text, heads of tables
    **dict.fromkeys(("AEB9C1", "CDD6DC"), _BLACK),  # rules
    **dict.fromkeys(("B3372B", "9A520F", "6E5C0A", "33693F"), _BLACK),  # text of P1 to P4, outlines of what is exceptional
    **dict.fromkeys((_BRAND, "66727D", "51606B"), _DARK),  # bands and boxes, notes, lines between boxes
    _BRAND_MID: "7F7F7F",
    "9AA5AE": "767676",  # prompts
    _BRAND_FILL: _HEAD,
    _BRAND_WASH: _LABEL,
    "F8E1DD": "BFBFBF", "FBEBDA": "CFCFCF", "FAF4D6": "E3E3E3", "E3F1E6": _LABEL,  # behind P1 to P4: the graver, the darker
    "FBEEEB": _LABEL,  # the exceptional row of a table
    "7A1A14": "262626", "C4661F": "666666", "E0B040": "A6A6A6",  # series of charts
}  # fmt: skip

_SONG = Face(latin="Times New Roman", asian="宋体")
_HEI = Face(latin="Arial", asian="黑体")
_FANG = Face(latin="Times New Roman", asian="仿宋")
_CENTRE = ("center", "center")
_EXACT = (True, False)  # in English, lines stay as high as they need to be


def _same(value: float) -> tuple[float, float]:
    return (value, value)


def _headings(name: str) -> dict[str, Look]:
    return {
        f"{name}1": Look(size=(14, 15), line=_same(24), before=(12, 18), after=_same(6)),
        f"{name}2": Look(size=(12, 12.5), line=_same(20), before=(6, 12), after=(6, 4)),
        f"{name}3": Look(size=(12, 11), line=_same(20), before=(6, 8), after=_same(3)),
    }


_BODY = Look(size=(12, 11), line=(22, 15.5), exact=_EXACT, after=(3, 6))
_LIST = Look(size=(12, 11), line=(22, 15.5), exact=_EXACT, after=(0, 3))
_CELL = Look(size=(10, 9.5), line=(16, 13), exact=(True, True))
# What is laid out to a page or two keeps the sizes it is drawn in: forms, and documents without a cover.
_BODIES = ("BodyText", "BodyTextAfterTable", "ListNumber", "ListNumber2", "ListBullet", "ListBullet2")
_CELLS = ("TableHead", "TableHeadCentre", "TableText", "TableTextCentre")
_TITLE = Look(size=(16, 18), align=_CENTRE)
_SIGNATURE = Look(size=(14, 12), line=(28, 20), face="letter", left_mm=68)
_CAPTION = Look(size=(10.5, 9.5), face="strong", align=("center", "left"))
_MARGIN = Look(size=_same(9))

_LOOKS = {
    "CoverLogo": Look(align=_CENTRE, after=_same(0)),
    "CoverCompany": Look(size=_same(26), line=_same(40), align=_CENTRE, before=_same(24), after=_same(12)),
    "Subtitle": Look(size=_same(15), line=_same(24), align=_CENTRE),
    "DocCode": Look(size=_same(15), line=_same(24), align=_CENTRE, after=_same(150), face="letter", rule=1.5),
    "CoverRule": Look(rule=0),
    "Title": Look(size=_same(28), line=_same(46), align=_CENTRE),
    **_headings("Heading"),
    **_headings("PrefaceHeading"),
    **_headings("AppendixHeading"),
    "FrontHeading": Look(size=_same(16), align=_CENTRE, after=_same(12)),
    "FrontSubheading": Look(size=(12, 11.5)),
    "LetterHeading": Look(size=(22, 24), after=_same(30)),
    "LetterText": Look(size=(14, 12), line=(28, 20), exact=_EXACT, after=(0, 10), face="letter"),
    "SignatureCompany": _SIGNATURE,
    "SignatureLine": _SIGNATURE,
    **dict.fromkeys(_BODIES[:2], _BODY),
    **dict.fromkeys(_BODIES[2:], _LIST),
    **dict.fromkeys(_CELLS, _CELL),
    "PartHeading": Look(size=(12, 11)),
    "FormCompany": Look(size=(12, 11), line=_same(18)),
    "Caption": _CAPTION,
    "FigureCaption": _CAPTION,
    "TOC1": Look(size=(12, 11), line=(22, 17), before=(4, 7)),
    "TOC2": Look(size=(12, 10.5), line=(22, 17), after=(0, 2)),
    "Header": _MARGIN,
    "Footer": _MARGIN,
    "HeaderLandscape": _MARGIN,
    "FooterLandscape": _MARGIN,
}

CLASSIC = Restyling(
    name="classic",
    colours=_COLOURS,
    written={_BRAND: _BLACK},
    cell_text={_BRAND: _BLACK, "FFFFFF": _BLACK},
    cell_fills={_BRAND: "BFBFBF"},
    drawn=frozenset({"Arial", "Calibri", "微软雅黑"}),
    body=_SONG,
    strong={"zh": _HEI},
    letter={"zh": _FANG, "en": _SONG},
    fonts=(
        Font(name="Times New Roman", instead="Liberation Serif", family="roman"),
        Font(name="宋体", instead="Noto Serif CJK SC", family="roman"),
        Font(name="黑体", instead="Noto Sans CJK SC", family="swiss"),
        Font(name="仿宋", instead="Noto Serif CJK SC", family="roman"),
        Font(name="Arial", instead="Liberation Sans", family="swiss"),
        Font(name="Courier New", instead="Liberation Mono", family="modern", pitch="fixed"),
    ),
    looks=_LOOKS,
    uncovered={"Title": _TITLE, **dict.fromkeys(_BODIES, Look(line=(19, 15), exact=_EXACT)), **dict.fromkeys(_CELLS, Look())},
    forms={"Title": _TITLE, **dict.fromkeys(_CELLS, Look())},
    tables=frozenset({"HouseTable", "HouseGrid", "HouseTableDense", "HouseGridDense"}),
    rules=(1.0, 0.5),
    rule=_BLACK,
    sides_mm=(28.0, 22.0),
)
