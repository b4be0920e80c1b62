"""Template roots, looked up in order: folders given on the command line, those of the profile, the shipped one.

A root is a folder shaped like `templates/`: an optional catalogue.yaml and a folder a level. The first root that has
`<level folder>/<id>.<language>.<suffix>` gives the template. What lies outside its root, by `..` or a link, is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

from docgen.domain.catalogue import DocumentType, Level
from docgen.errors import Place, Problem, TemplateError
from docgen.messages import message
from docgen.sources.shipped import shipped

LEVEL_FOLDERS = {Level.MANUAL: "manual", Level.PROCEDURE: "procedures", Level.INSTRUCTION: "instructions", Level.FORM: "forms"}
LANGUAGES = ("zh", "en")
SHIPPED = "docgen"
_LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A template root: its name as the register keeps it (SHIPPED for the shipped one), and its folder."""

    name: str
    folder: Traversable


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template found: name below its root, the root's name, content, and the content's sha256."""

    name: str
    root: str
    content: bytes
    digest: str


def roots(folders: Sequence[tuple[str, Path]]) -> tuple[Root, ...]:
    """Return the roots for `folders` (name, path), in their order, and the shipped one last.

    Raises: TemplateError: a folder that is not there.
    """
    missing = [
        Problem(where=Place(file=name), what=message("catalogue.no-such-root", folder=name))
        for name, folder in folders
        if not folder.is_dir()
    ]
    if missing:
        raise TemplateError(*missing)
    return (*(Root(name=name, folder=folder) for name, folder in folders), Root(name=SHIPPED, folder=shipped("templates")))


def template_name(document: DocumentType, language: str) -> str:
    """Return the name of a template below its root: procedures/incident-management.zh.docx."""
    return f"{LEVEL_FOLDERS[document.level]}/{document.id}.{language}.{document.format}"


def languages_of(document: DocumentType, among: Sequence[Root]) -> tuple[str, ...]:
    """Return the languages in which `document` has a template."""
    return tuple(language for language in LANGUAGES if _found(document, language, among) is not None)


def find_template(document: DocumentType, language: str, among: Sequence[Root]) -> Template | None:
    """Return the template of `document` in `language` from the first root that has it, or None.

    Raises: TemplateError: it lies outside its root, or is too large.
    """
    found = _found(document, language, among)
    if found is None:
        return None
    root, file = found
    name = template_name(document, language)
    content = file.read_bytes()
    if len(content) > _LARGEST:
        what = message("catalogue.template-too-large", template=name, limit=_LARGEST // (1024 * 1024))
        raise TemplateError(Problem(where=Place(file=name), what=what))
    return Template(name=name, root=root.name, content=content, digest=sha256(content).hexdigest())


def _found(document: DocumentType, language: str, among: Sequence[Root]) -> tuple[Root, Traversable] | None:
    name = template_name(document, language)
    for root in among:
        file = root.folder / name
        if file.is_file():
            _inside(root, file, name)
            return root, file
    return None


def _inside(root: Root, file: Traversable, name: str) -> None:
    if isinstance(file, Path) and isinstance(root.folder, Path) and not file.resolve().is_relative_to(root.folder.resolve()):
        raise TemplateError(Problem(where=Place(file=name), what=message("catalogue.escapes-root", template=name)))
