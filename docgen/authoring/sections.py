"""The sections of a document: its paper, margins, and which header and footer its pages carry."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.authoring import theme
from docgen.authoring.theme import twips
from docgen.formats.word.elements import Element, node, paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages of one kind. `cover`: its first page is the cover.   `form`: a form's margins, which leave more room."""

    landscape: bool = False
    cover: bool = False
    form: bool = False

    def properties(self) -> Element:
        """Return the section's w:sectPr."""
        short, long = (twips(side) for side in theme.PAGE_MM)
        width, height = (long, short) if self.landscape else (short, long)
        text = theme.text_width(landscape=self.landscape)[1]
        side = (width - text) // 2
        top, bottom = (theme.FORM_TOP_MM, theme.FORM_BOTTOM_MM) if self.form else (theme.MARGIN_TOP_MM, theme.MARGIN_BOTTOM_MM)
        number = 3 if self.landscape else 1
        return node(
            "w:sectPr",
            node("w:headerReference", type="default", r_id=f"rIdHeader{number}"),
            node("w:headerReference", type="first", r_id="rIdHeader2") if self.cover else None,
            node("w:footerReference", type="default", r_id=f"rIdFooter{number}"),
            node("w:footerReference", type="first", r_id="rIdFooter2") if self.cover else None,
            node("w:pgSz", w=width, h=height, **({"orient": "landscape"} if self.landscape else {})),
            node(
                "w:pgMar",
                top=twips(top),
                right=width - text - side,
                bottom=twips(bottom),
                left=side,
                header=twips(theme.HEADER_MM),
                footer=twips(theme.FOOTER_MM),
                gutter=0,
            ),
            node("w:cols", space=720),
            node("w:titlePg") if self.cover else None,
        )

    def end(self) -> Element:
        """Return the paragraph, of next to no height, with which the section ends; what follows begins a page."""
        return paragraph("SectionEnd", properties=[self.properties()])
