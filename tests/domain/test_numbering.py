"""Document codes: the client's pattern over the catalogue's numbers."""

import pytest

from docgen.domain.catalogue import DocumentType, Level
from docgen.domain.condition import Condition
from docgen.domain.numbering import Numbering, codes, system_of
from docgen.domain.text import Text
from docgen.errors import ProfileError


def document(code: str, level: Level) -> DocumentType:
    return DocumentType(
        id=code.lower(), level=level, kind="procedure", code=code, format="docx", title=Text("标题", "Title"), standards=("iso20000-1",),
        clauses={}, owner="incident-manager", applies=Condition.parse("always"), basis="standard",
    )  # fmt: skip


PROCEDURE = document("P-12", Level.PROCEDURE)
FORM = document("F-12-01", Level.FORM)


def numbering(pattern: str, letters: dict[int, str] | None = None, digits: int = 2) -> Numbering:
    return Numbering(pattern=pattern, organisation="YL", system="ITSM", letters=letters or {}, digits=digits, year="2026")


@pytest.mark.parametrize(
    ("pattern", "letters", "procedure", "form"),
    [
        ("{org}-{system}-{code}", {}, "YL-ITSM-P-12", "YL-ITSM-F-12-01"),
        ("{org}-{code}", {2: "QP", 4: "QR"}, "YL-QP-12", "YL-QR-12-01"),
        ("{org}/{letter}{number}", {2: "B", 4: "D"}, "YL/B12", "YL/D12-01"),
        ("{org}-{letter}-{parent}-{number}", {}, "YL-P-12", "YL-F-12-01"),
        ("{org}-{code}-{year}", {}, "YL-P-12-2026", "YL-F-12-01-2026"),
    ],
)
def test_the_pattern_decides_the_code(pattern: str, letters: dict[int, str], procedure: str, form: str) -> None:
    rule = numbering(pattern, letters)
    assert (rule.code(PROCEDURE), rule.code(FORM)) == (procedure, form)


def test_numbers_are_padded_to_the_digits_the_client_wants() -> None:
    assert numbering("{org}-{code}", digits=3).code(FORM) == "YL-F-012-001"


def test_an_unknown_token_is_a_fault_of_the_profile() -> None:
    with pytest.raises(ProfileError) as caught:
        codes(numbering("{org}-{dept}-{code}"), [PROCEDURE])
    assert caught.value.problems[0].where.field == "document_control.code_pattern"


def test_a_pattern_that_gives_one_code_twice_is_a_fault_of_the_profile() -> None:
    with pytest.raises(ProfileError) as caught:
        codes(numbering("{org}-{number}"), [PROCEDURE, document("M-12", Level.MANUAL)])
    assert caught.value.problems[0].what.key == "plan.code-twice"


@pytest.mark.parametrize(
    ("standards", "system"), [(("iso20000-1",), "ITSM"), (("iso27001",), "ISMS"), (("iso27001", "iso20000-1"), "IMS")]
)
def test_the_system_follows_the_standards(standards: tuple[str, ...], system: str) -> None:
    assert system_of(standards) == system
