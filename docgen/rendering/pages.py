"""On which page the places of a PDF stand that LibreOffice made.

LibreOffice names a place after its bookmark, written as in an address, and what is then no letter, digit or hyphen by its
number: `_Toc1` is `5FToc1`. So a page number comes from the layout itself; no text is searched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from importlib.util import find_spec
from urllib.parse import quote

from docgen.errors import Place, Problem, RenderingError
from docgen.messages import message


def refuse_without_library() -> None:
    """Raises: RenderingError: the library that reads PDFs is not installed."""
    if find_spec("pypdf") is None:
        raise RenderingError(Problem(where=Place(), what=message("rendering.no-library"), remedy=message("rendering.no-library-remedy")))


def pages_of(pdf: bytes, places: Iterable[str]) -> dict[str, int] | None:
    """Return the page of each of `places`, counted from 1; None if the PDF does not know them all, or is damaged."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(pdf))
        known = {name.removeprefix("/"): place for name, place in reader.named_destinations.items()}
        found = {place: reader.get_destination_page_number(known[_named(place)]) for place in places}
    except (KeyError, ValueError, PyPdfError):
        return None
    pages = {place: page + 1 for place, page in found.items() if page is not None}
    return pages if len(pages) == len(found) else None


def _named(bookmark: str) -> str:
    return re.sub("[^0-9A-Za-z-]", lambda match: f"{ord(match[0]):02X}", quote(bookmark, safe=""))
