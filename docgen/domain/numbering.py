"""Document codes: the client's pattern over the catalogue's numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from docgen.domain.catalogue import DocumentType, Level
from docgen.errors import Place, Problem, ProfileError
from docgen.messages import message

TOKENS = ("org", "system", "code", "letter", "number", "parent", "year")
_TOKEN = re.compile(r"\{([^{}]*)\}")
_SYSTEMS: Mapping[tuple[str, ...], str] = {("iso20000-1",): "ITSM", ("iso27001",): "ISMS"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How a client numbers its documents.

    pattern: `{org}-{system}-{code}` with the tokens of TOKENS.   letters: by level, M P W F by default.
    digits:  least number of digits of `number` and `parent`.     year: of the planned issue, for `{year}`.
    """

    pattern: str
    organisation: str
    system: str
    letters: Mapping[int, str]
    digits: int
    year: str

    def code(self, document: DocumentType) -> str:
        """Return the code of `document`, e.g. "YL-ITSM-P-12", and "YL-ITSM-F-12-01" for form 1 of procedure 12."""
        catalogue_letter, *numbers = document.code.split("-")
        letter = self.letters.get(int(document.level), catalogue_letter)
        padded = [number.zfill(self.digits) for number in numbers]
        is_form = document.level is Level.FORM
        own = padded[-1] if is_form and "{parent}" in self.pattern else "-".join(padded)
        tokens = {
            "org": self.organisation,
            "system": self.system,
            "code": "-".join((letter, *padded)),
            "letter": letter,
            "number": own,
            "parent": padded[0] if is_form else "",
            "year": self.year,
        }
        return re.sub(r"[-_./]{2,}", "-", _TOKEN.sub(lambda token: tokens[token[1]], self.pattern)).strip("-_./")


def system_of(standards: tuple[str, ...]) -> str:
    """Return what `{system}` stands for: ITSM, ISMS, or IMS for an integrated system."""
    return _SYSTEMS.get(tuple(sorted(standards)), "IMS")


def codes(numbering: Numbering, documents: Iterable[DocumentType]) -> dict[str, str]:
    """Return the code of each document by its id.

    Raises: ProfileError: an unknown token in the pattern, or two documents that the pattern gives the same code.
    """
    where = Place(field="document_control.code_pattern")
    for token in _TOKEN.findall(numbering.pattern):
        if token not in TOKENS:
            what = message("plan.unknown-code-token", token=token, known=TOKENS)
            raise ProfileError(Problem(where=where, what=what, found=numbering.pattern))
    given: dict[str, str] = {}
    taken: dict[str, str] = {}
    for document in documents:
        code = numbering.code(document)
        if code in taken:
            what = message("plan.code-twice", code=code, first=taken[code], second=document.id)
            raise ProfileError(Problem(where=where, what=what, found=numbering.pattern, remedy=message("plan.code-twice-remedy")))
        taken[code] = document.id
        given[document.id] = code
    return given
