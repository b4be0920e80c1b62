"""`python -m docgen.authoring`: compiles what changed; with --check says what differs, and writes nothing."""

from pathlib import Path

import docx
import pytest

from docgen.authoring.__main__ import main

SOURCE = "---\nkind: policy\n---\n# One\n\nText"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sources" / "procedures").mkdir(parents=True)
    (tmp_path / "sources" / "procedures" / "a.en.md").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def target(root: Path) -> Path:
    return root / "procedures" / "a.en.docx"


def test_a_source_is_compiled_and_then_left_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(root)]) == 0
    before = target(root).stat().st_mtime_ns
    assert main([str(root)]) == 0
    assert target(root).stat().st_mtime_ns == before
    assert capsys.readouterr().out == "1 sources, 1 templates written\n1 sources, 0 templates written\n"


def test_a_check_names_the_paragraph_that_was_edited_by_hand(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(root)])
    document = docx.Document(str(target(root)))
    document.paragraphs[1].runs[0].text = "Edited"
    document.save(str(target(root)))
    edited = target(root).read_bytes()
    assert main(["--check", str(root)]) == 1
    said = capsys.readouterr().err
    assert "procedures/a.en.docx" in said and "at paragraph" in said and "sources/procedures/a.en.md" in said
    assert target(root).read_bytes() == edited


def test_a_check_names_the_part_that_differs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(root)])
    document = docx.Document(str(target(root)))
    document.styles["Body Text"].font.bold = True
    document.save(str(target(root)))
    assert main(["--check", str(root)]) == 1
    assert "differs from its source in " in capsys.readouterr().err


@pytest.mark.parametrize(("content", "said"), [(None, "not been compiled"), (b"no zip", "no sound Word")])
def test_a_check_tells_what_is_missing_or_damaged(root: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str) -> None:
    main([str(root)])
    target(root).unlink()
    if content is not None:
        target(root).write_bytes(content)
    assert main(["--check", str(root)]) == 1
    assert said in capsys.readouterr().err


def test_a_faulty_source_spoils_no_other(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "sources" / "procedures" / "b.en.md").write_text("# One {{", encoding="utf-8")
    assert main([str(root)]) == 1
    assert target(root).is_file() and not (root / "procedures" / "b.en.docx").exists()
    assert "sources/procedures/b.en.md:1" in capsys.readouterr().err


def test_a_template_without_source_is_reported_unless_it_is_made_by_hand(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(root)])
    target(root).rename(root / "procedures" / "c.en.docx")
    assert main([str(root)]) == 1
    assert "procedures/c.en.docx" in capsys.readouterr().err
    (root / "sources" / "by-hand.txt").write_text("procedures/c.en.docx\n", encoding="utf-8")
    assert main([str(root)]) == 0


def test_messages_come_in_chinese_as_well(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", str(root)]) == 0
    assert capsys.readouterr().out == "文本源 1 份，写入模板 1 份\n"
