"""LibreOffice for tests: save again as people do, and render to PDF and text. One call for many files."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

# openpyxl writes the children of a font in an order that Excel accepts, and ECMA-376 allows.
FALSE_ALARMS = (re.compile(r"xl/styles\.xml .*font\[\d+\].*Unexpected element"),)


def resaved(paths: Sequence[Path]) -> None:
    """Open each file in LibreOffice and save it in place, in its own format."""
    for suffix in sorted({path.suffix for path in paths}):
        with tempfile.TemporaryDirectory() as folder:
            group = [path for path in paths if path.suffix == suffix]
            staged = [Path(folder, "in", f"{number}{suffix}") for number, _ in enumerate(group)]
            staged[0].parent.mkdir()
            for path, copy in zip(group, staged, strict=True):
                shutil.copyfile(path, copy)
            _soffice(staged, suffix[1:], Path(folder, "out"))
            for path, copy in zip(group, staged, strict=True):
                shutil.copyfile(Path(folder, "out", copy.name), path)


def rendered(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Return the PDFs of the files, made in `folder`."""
    _soffice(paths, "pdf", folder)
    return [folder / f"{path.stem}.pdf" for path in paths]


def schema_faults(path: Path) -> list[str]:
    """Return what an independent validator finds wrong with a .docx or .xlsx, its known false alarms apart."""
    result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path))
    faults = [
        f"{error.part_uri} {error.path}: {error.description}" for error in result.errors if error.severity is ValidationSeverity.ERROR
    ]
    return [fault for fault in faults if not any(pattern.search(fault) for pattern in FALSE_ALARMS)]


def pdf_text(pdf: Path) -> str:
    """Return the text of a PDF as it is laid out."""
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def _soffice(paths: Sequence[Path], to: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to, "--outdir", str(folder)]
        subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
