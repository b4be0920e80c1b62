"""The theme part: the palette and fonts that Word offers to someone who edits a document by hand.

No style refers to it, so a document looks the same under any theme; validators and Word's colour menu want one.
Source: ECMA-376 part 1, 20.1.6.9 (theme).
"""

from __future__ import annotations

from docgen.authoring import theme

_COLOURS = {
    "dk1": theme.TEXT,
    "lt1": "FFFFFF",
    "dk2": theme.INK,
    "lt2": theme.BRAND_FILL,
    "accent1": theme.BRAND,
    "accent2": theme.BRAND_MID,
    "accent3": theme.RED.text,
    "accent4": theme.ORANGE.text,
    "accent5": theme.YELLOW.text,
    "accent6": theme.GREEN.text,
    "hlink": theme.BRAND,
    "folHlink": theme.BRAND_DARK,
}
_SOLID = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINES = "".join(f'<a:ln w="{width}">{_SOLID}</a:ln>' for width in (6350, 12700, 19050))
_EFFECTS = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3


def theme_part(language: str) -> bytes:
    """Return the theme part of a template in `language` ("zh" or "en")."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    fonts = f'<a:latin typeface="{theme.LATIN[language]}"/><a:ea typeface="{theme.EAST_ASIAN[language]}"/><a:cs typeface=""/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="docgen"><a:themeElements>'
        f'<a:clrScheme name="docgen">{colours}</a:clrScheme>'
        f'<a:fontScheme name="docgen"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="docgen"><a:fillStyleLst>{_SOLID * 3}</a:fillStyleLst><a:lnStyleLst>{_LINES}</a:lnStyleLst>'
        f"<a:effectStyleLst>{_EFFECTS}</a:effectStyleLst><a:bgFillStyleLst>{_SOLID * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    ).encode()
