"""Help answers at once, in both languages, for every command; every command has its line in the docs."""

import subprocess
import sys
from pathlib import Path

import pytest

from docgen.cli import language_of, main
from docgen.cli.speech import COMMANDS

HEAVY = ("yaml", "jinja2", "lxml", "pydantic", "ruamel", "docx", "openpyxl", "docgen.jobs", "docgen.formats", "docgen.sources")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("language", "word"), [("en", "Usage:"), ("zh", "用法：")])
def test_every_command_has_help_in_both_languages(command: str, language: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", language, command, "--help"]) == 0
    text = capsys.readouterr().out
    assert word in text
    assert ("Show this help" in text) is (language == "en")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_place_in_the_docs(command: str) -> None:
    assert f"## docgen {command}" in (Path(__file__).parents[2] / "docs/commands.md").read_text(encoding="utf-8")


def test_help_imports_nothing_heavy() -> None:
    code = f"import sys; from docgen.cli import main; main(['--help']); sys.exit([m for m in {HEAVY!r} if m in sys.modules].__repr__())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "locale", "language"),
    [
        ([], "zh_CN.UTF-8", "zh"),
        ([], "en_GB.UTF-8", "en"),
        ([], "de_DE.UTF-8", "en"),
        ([], "", "en"),
        (["plan", "--lang", "zh"], "en_GB.UTF-8", "zh"),
        (["--lang=en", "plan"], "zh_CN.UTF-8", "en"),
    ],
)
def test_the_language_follows_the_option_then_the_locale(
    words: list[str], locale: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert language_of(words) == language


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["bild"], "Did you mean build?"),
        (["plan", "--jsn"], "Did you mean --json?"),
        (["build", "--jobs", "many"], "--jobs"),
        (["build", "--only"], "--only"),
        (["plan", "here", "there"], "there"),
    ],
)
def test_a_mistyped_command_is_a_sentence_and_exit_code_2(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", *words]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""
