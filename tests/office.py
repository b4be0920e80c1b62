"""LibreOffice for tests: save again as people do, render to PDF and text, insert and delete rows, accept and reject tracked changes.

One call for many files.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

# LibreOffice hands the objects of a workbook to its own Basic alone where Python was not installed with it.
_BASIC = """
Sub Handle(orders As String)
  Dim file As Integer, order As String
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim excel(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  word(0).Name = "FilterName" : word(0).Value = "MS Word 2007 XML"
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  excel(0).Name = "FilterName" : excel(0).Value = "Calc MS Excel 2007 XML"
  file = FreeFile
  Open orders For Input As #file
  Do While Not Eof(file)
    Line Input #file, order
    words = Split(order, " ")
    If words(0) = "open" Then
      book = StarDesktop.loadComponentFromURL(words(1), "_blank", 0, hidden())
    ElseIf words(0) = "save" Then
      book.storeToURL(words(1), excel())
      book.close(True)
    ElseIf words(0) = "accept" Or words(0) = "reject" Then
      book = StarDesktop.loadComponentFromURL(words(1), "_blank", 0, hidden())
      dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
      If words(0) = "accept" Then
        dispatcher.executeDispatch(book.CurrentController.Frame, ".uno:AcceptAllTrackedChanges", "", 0, Array())
      Else
        dispatcher.executeDispatch(book.CurrentController.Frame, ".uno:RejectAllTrackedChanges", "", 0, Array())
      End If
      book.storeToURL(words(1), word())
      book.close(True)
    Else
      sheet = book.Sheets.getByIndex(CInt(words(2)))
      If words(1) = "Rows" Then
        lines = sheet.Rows
      Else
        lines = sheet.Columns
      End If
      If words(0) = "insert" Then
        lines.insertByIndex(CLng(words(3)), CLng(words(4)))
      Else
        lines.removeByIndex(CLng(words(3)), CLng(words(4)))
      End If
    End If
  Loop
  Close #file
End Sub
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{basic}</script:module>
"""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a person does to a sheet: "insert" or "remove" so many "Rows" or "Columns", beginning with `first` (from 1)."""

    action: str
    axis: str
    first: int
    count: int
    sheet: int = 1


def handled(paths: Sequence[Path], steps: Sequence[Sequence[Step]]) -> None:
    """Open each workbook in LibreOffice, do its steps in turn, and save it in place."""
    words = []
    for path, own in zip(paths, steps, strict=True):
        words.append(f"open {path.as_uri()}")
        words += [f"{step.action} {step.axis} {step.sheet - 1} {step.first - 1} {step.count}" for step in own]
        words.append(f"save {path.as_uri()}")
    _ordered(words)


def settled(accepted: Sequence[Path], rejected: Sequence[Path]) -> None:
    """Open each document in LibreOffice, accept or reject all its tracked changes, and save it in place."""
    _ordered([*(f"accept {path.as_uri()}" for path in accepted), *(f"reject {path.as_uri()}" for path in rejected)])


def _ordered(words: Sequence[str]) -> None:
    """Let LibreOffice's own Basic carry out orders, one a line."""
    with tempfile.TemporaryDirectory() as folder:
        orders, profile = Path(folder, "orders.txt"), Path(folder, "profile")
        orders.write_text("\n".join(words))
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=60)  # makes the profile
        library = profile / "user/basic/Standard"
        (library / "Module1.xba").write_text(_MODULE.format(basic=_BASIC.replace("&", "&amp;")))
        subprocess.run([*command, f'macro:///Standard.Module1.Handle("{orders}")'], check=True, capture_output=True, timeout=300)


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


def assert_two_numbered_pages(paths: Sequence[Path], number: str, folder: Path) -> None:
    """Assert that forms are valid and take two numbered pages, with their code and the head of the record's `number` on both; `folder` is for copies."""
    copies = [folder / f"{index}.docx" for index, _ in enumerate(paths)]
    for path, copy in zip(paths, copies, strict=True):
        copy.write_bytes(path.read_bytes())
        assert schema_faults(copy) == []
    for path, pdf in zip(paths, rendered(copies, folder), strict=True):
        pages = pdf_text(pdf).split("\f")[:-1]
        assert len(pages) == 2, path.name
        assert all(path.name.split(" ")[0] in page and number in page for page in pages)
        assert re.search(r"Page 2 of 2|第 ?2 ?页 ?/ ?共 ?2 ?页", pages[1])
