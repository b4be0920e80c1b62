"""LibreOffice as a program: PDFs of many files in one run, a sentence for every way it can fail, nothing fetched."""

from __future__ import annotations

import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from docgen.errors import RenderingError
from docgen.rendering import libreoffice
from docgen.rendering.dating import dated
from docgen.rendering.pages import pages_of, refuse_without_library
from tests.formats.word.documents import raw

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
LINKED = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rIdFar"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def marked(name: str) -> str:
    return f'<w:p><w:bookmarkStart w:id="1" w:name="{name}"/><w:r><w:t>{name}</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'


def program(folder: Path, text: str) -> None:
    """Put a program called soffice into `folder`."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(0o755)


def problem(run: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(RenderingError) as caught:
        run()
    (found,) = caught.value.problems
    assert found.remedy is not None
    return found.what.key, dict(found.what.values)


@pytest.mark.parametrize("name", ["_Toc00000001", "_Ref_at_last", "_目的-Ü"])
def test_one_run_makes_the_pdfs_of_many_files_and_they_know_their_places(name: str) -> None:
    files = [raw(BREAK * pages + marked(name)) for pages in (0, 2)]
    made = libreoffice.pdfs(files)
    assert [pages_of(pdf, [name]) for pdf in made if pdf] == [{name: 1}, {name: 3}]


@pytest.mark.parametrize(("font", "free"), [("宋体", "NotoSerifCJK"), ("黑体", "NotoSansCJK")])
def test_a_chinese_font_that_is_missing_has_a_free_one_of_its_kind_in_its_place(font: str, free: str) -> None:
    installed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    if "Noto Serif CJK SC" not in installed or font in installed:
        pytest.skip(f"needs Noto Serif CJK SC and no {font}: there is nothing to stand in for")
    run = f'<w:r><w:rPr><w:rFonts w:eastAsia="{font}"/><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t>医院</w:t></w:r>'
    (pdf,) = libreoffice.pdfs([raw(f"<w:p>{run}</w:p>")])
    fonts = PdfReader(BytesIO(pdf or b"")).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert all(free in fonts[name]["/BaseFont"] for name in fonts)


def test_a_workbook_is_laid_out_in_the_same_run() -> None:
    book = BytesIO()
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "Register"
    workbook.save(book)
    made = libreoffice.pdfs([raw(marked("_Toc1")), book.getvalue()], [".docx", ".xlsx"])
    assert [pdf is not None and pdf.startswith(b"%PDF") for pdf in made] == [True, True]


def test_the_same_document_gives_the_same_pdf_whenever_it_is_made() -> None:
    file, day = raw(marked("_Toc1")), date(2026, 3, 1)
    first, second = (libreoffice.pdfs([file])[0] for _ in range(2))
    assert first is not None and second is not None
    assert first != second, "LibreOffice writes its clock"
    assert dated(first, day, file) == dated(second, day, file)
    assert pages_of(dated(first, day, file), ["_Toc1"]) == {"_Toc1": 1}
    assert dated(first, day, file) != dated(first, day, b"another file")


def test_a_file_that_cannot_be_laid_out_does_not_stop_the_others() -> None:
    made = libreoffice.pdfs([b"no document", raw(marked("_Toc1"))])
    assert made[0] is None or pages_of(made[0], ["_Toc1"]) is None
    assert made[1] is not None and pages_of(made[1], ["_Toc1"]) == {"_Toc1": 1}


def test_a_place_that_the_pdf_does_not_know_gives_no_page_numbers_at_all() -> None:
    (made,) = libreoffice.pdfs([raw(marked("_Toc1"))])
    assert made is not None
    assert pages_of(made, ["_Toc1", "_Toc2"]) is None
    assert pages_of(made[:200], ["_Toc1"]) is None
    assert pages_of(b"", ["_Toc1"]) is None


def test_nothing_that_a_document_links_to_is_fetched() -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_OPTIONS = do_HEAD = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        relation = (
            '<Relationship Id="rIdFar" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
            f'Target="http://127.0.0.1:{server.server_port}/far.png" TargetMode="External"/></Relationships>'
        )
        linked = BytesIO()
        with zipfile.ZipFile(BytesIO(raw(LINKED + marked("_Toc1")))) as old, zipfile.ZipFile(linked, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "word/_rels/document.xml.rels":
                    content = content.replace(b"</Relationships>", relation.encode())
                new.writestr(name, content)
        (made,) = libreoffice.pdfs([linked.getvalue()])
        server.shutdown()
    assert made is not None
    assert asked == []


def test_without_libreoffice_a_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert problem(libreoffice.installed)[0] == "rendering.missing"


def test_without_the_library_that_reads_pdfs_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_without_library()
    monkeypatch.setattr("docgen.rendering.pages.find_spec", lambda name: None)
    assert problem(refuse_without_library)[0] == "rendering.no-library"


def test_a_libreoffice_that_fails_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "import sys; sys.exit('no display here')")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert problem(lambda: libreoffice.pdfs([b"x"])) == ("rendering.failed", {"detail": "no display here"})


def test_a_libreoffice_that_hangs_is_ended_with_what_it_has_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = tmp_path / "started"
    program(
        tmp_path,
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\nopen({str(started)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    assert problem(lambda: libreoffice.pdfs([b"x"], seconds=2.0)) == ("rendering.failed", {"detail": "> 2 s"})
    child = Path(f"/proc/{started.read_text()}/stat")
    assert not child.exists() or child.read_text().split()[2] == "Z"


def test_no_file_needs_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert libreoffice.pdfs([]) == ()


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    libreoffice.pdfs([raw(marked("_Toc1"))])
    assert list(tmp_path.glob("docgen-*")) == []
