"""Which text source makes which template, and where a template differs from what its source says. Reads, never writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docgen.authoring.compile_excel import compile_excel
from docgen.authoring.compile_word import compile_word
from docgen.errors import DocumentError, Place, Problem
from docgen.formats.ooxml import Package, open_package, parse
from docgen.formats.word.elements import qualified
from docgen.messages import Message, message

LEVELS = ("manual", "procedures", "instructions", "forms")
_SOURCES = "sources"
_BY_HAND = "by-hand.txt"
_COMPILERS = {".md": (compile_word, ".docx"), ".yaml": (compile_excel, ".xlsx")}
_DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template with a source: both files, and the source's name as its author knows it."""

    source: Path
    target: Path
    name: str

    def compiled(self) -> bytes:
        """Return the template that the source says. Raises: TemplateError: every fault of the source."""
        compile_source, _ = _COMPILERS[self.source.suffix]
        return compile_source(self.source.read_text(encoding="utf-8"), self.name)


def templates(root: Path) -> Iterator[Template]:
    """Yield the templates of the template root `root` that have a source, by level and name."""
    for level in LEVELS:
        for source in sorted((root / _SOURCES / level).glob("*.*.*")):
            if source.suffix in _COMPILERS:
                target = root / level / f"{source.stem}{_COMPILERS[source.suffix][1]}"
                yield Template(source=source, target=target, name=source.relative_to(root).as_posix())


def without_source(root: Path) -> Iterator[Problem]:
    """Yield a problem for each template that has no source and is not named in `sources/by-hand.txt` either."""
    listed = root / _SOURCES / _BY_HAND
    by_hand = set(listed.read_text(encoding="utf-8").split()) if listed.is_file() else set()
    made = {template.target for template in templates(root)}
    for level in LEVELS:
        for target in sorted((root / level).glob("*.*.*")):
            name = target.relative_to(root).as_posix()
            if target not in made and name not in by_hand and not target.name.startswith(("~$", ".")):
                yield Problem(where=Place(file=name), what=message("authoring.word-no-source", file=name, list=f"{_SOURCES}/{_BY_HAND}"))


def difference(expected: bytes, found: bytes) -> Message | None:
    """Return where a compiled template differs from what its source says, None if it doesn't."""
    if expected == found:
        return None
    try:
        ours, theirs = open_package(expected), open_package(found)
        place = _paragraph(ours, theirs) if _DOCUMENT in ours and _DOCUMENT in theirs else 0
    except DocumentError:
        return message("authoring.word-damaged")
    if place:
        return message("authoring.word-differs-paragraph", paragraph=place)
    for part in sorted({*ours, *theirs}):
        if part not in ours or part not in theirs or ours.read(part) != theirs.read(part):
            return message("authoring.word-differs-part", part=part)
    return message("authoring.word-differs-package")


def _paragraph(ours: Package, theirs: Package) -> int:
    """Return the number, from 1, of the first paragraph that differs, counting those in tables and shapes; 0 if none does."""
    pairs = [_paragraphs(package) for package in (ours, theirs)]
    for number, (one, other) in enumerate(zip(*pairs, strict=False), 1):
        if one != other:
            return number
    return min(map(len, pairs)) + 1 if len(pairs[0]) != len(pairs[1]) else 0


def _paragraphs(package: Package) -> list[bytes]:
    """Return the paragraphs of a Word document in a normal form."""
    root = parse(package.read(_DOCUMENT), _DOCUMENT)
    return [etree.tostring(paragraph, method="c14n", with_tail=False) for paragraph in root.iter(qualified("w:p"))]
