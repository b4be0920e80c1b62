"""Which engine serves which file."""

from __future__ import annotations

import subprocess
import sys

import pytest

from docgen.errors import DocumentError
from docgen.formats.engine import Stamp
from docgen.formats.registry import engine_for, identify, suffixes
from tests.formats.word.documents import word


def test_an_engine_is_found_by_the_suffix_of_a_name_or_path() -> None:
    assert type(engine_for("procedures/incident-management.zh.docx")).__name__ == "WordEngine"
    assert engine_for(".docx") is engine_for("A.DOCX")
    assert type(engine_for("YL-ITSM-R-12 台账.xlsx")).__name__ == "ExcelEngine"
    assert set(suffixes()) == {".docx", ".xlsx"}


@pytest.mark.parametrize("name", ["a.odt", "docx", ""])
def test_there_is_no_engine_for_other_files(name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        engine_for(name)
    assert caught.value.problems[0].what.key == "formats.no-engine"


def test_a_file_says_which_document_it_is() -> None:
    stamp = Stamp(document="incident-management", language="zh", code="YL-ITSM-P-12", revision="A/0", template="0" * 32)
    assert identify(engine_for(".docx").stamp(word("x"), stamp)) == ("incident-management", "zh")
    assert identify(word("x")) is None
    assert identify(b"no package") is None


def test_no_engine_is_imported_before_it_is_needed() -> None:
    code = "import sys, docgen.formats.registry; print(sorted({'jinja2', 'lxml', 'docx', 'openpyxl'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"
