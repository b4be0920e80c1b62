"""The catalogue with what has a template and what has none yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen.domain.catalogue import Catalogue, DocumentType
from docgen.sources.catalogue_file import read_catalogue
from docgen.sources.templates import LANGUAGES, languages_of, roots


def catalogue_with_templates(
    overlays: Sequence[str],
) -> tuple[Catalogue, Mapping[str, tuple[str, ...]], tuple[tuple[DocumentType, tuple[str, ...]], ...]]:
    """Return the catalogue, the languages in which each id has a template, and the documents that lack one with the languages they lack.

    Raises: CatalogueError, TemplateError: a faulty overlay.
    """
    among = roots([(name, Path(name)) for name in overlays])
    catalogue = read_catalogue(among)
    having = {document.id: languages for document in catalogue.documents if (languages := languages_of(document, among))}
    lacking = tuple(
        (document, absent)
        for document in catalogue.documents
        if (absent := tuple(language for language in LANGUAGES if language not in having.get(document.id, ())))
    )
    return catalogue, having, lacking
