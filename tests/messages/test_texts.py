"""Every text in both languages, with the same placeholders; every key that the code uses exists; none is left over."""

import ast
import re
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import docgen
from docgen.messages import message, say

PACKAGE = Path(docgen.__file__).parent
ROOMS = sorted(path.stem for path in (PACKAGE / "messages").glob("[a-z]*.py"))
# A name from the profile, which each language says with its own text.
BY_LANGUAGE = ("profile.named",)


def texts() -> dict[str, dict[str, str]]:
    return {f"{room}.{name}": text for room in ROOMS for name, text in import_module(f"docgen.messages.{room}").TEXTS.items()}


def code() -> Iterator[tuple[Path, ast.AST]]:
    """All syntax nodes of the package outside the messages, with their file."""
    for path in PACKAGE.rglob("*.py"):
        if "messages" not in path.relative_to(PACKAGE).parts:
            yield from ((path, node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("key", sorted(key for key in texts() if key not in BY_LANGUAGE))
def test_a_text_stands_in_both_languages_with_the_same_placeholders(key: str) -> None:
    text = texts()[key]
    assert set(text) == {"en", "zh"}
    fields = [{name for _, name, _, _ in string.Formatter().parse(text[language]) if name} for language in ("en", "zh")]
    assert fields[0] == fields[1]


def test_every_key_that_the_code_says_exists() -> None:
    said = {
        node.args[0].value: path.name
        for path, node in code()
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message" and node.args and isinstance(node.args[0], ast.Constant)
    }
    assert {key: file for key, file in said.items() if key not in texts()} == {}


def test_no_text_is_left_over() -> None:
    """A key, or its name within the room, stands in the code as a text, whole or put together (f"{name}-remedy")."""
    whole = {node.value for _, node in code() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    composed = [pattern for _, node in code() if isinstance(node, ast.JoinedStr) and (pattern := pattern_of(node))]

    def is_said(text: str) -> bool:
        return text in whole or any(pattern.fullmatch(text) for pattern in composed)

    assert [key for key in texts() if not is_said(key) and not is_said(key.partition(".")[2])] == []


def pattern_of(node: ast.JoinedStr) -> re.Pattern[str] | None:
    """An f-string as a pattern, if its fixed parts say enough to tell a key by."""
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[A-Za-z0-9_.-]+" for part in node.values]
    fixed = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return re.compile("".join(parts)) if re.search(r"[a-z]{3}", fixed) else None


@pytest.mark.parametrize("key", sorted(key for key in texts() if not key.startswith("help.")))
def test_chinese_texts_use_full_width_punctuation(key: str) -> None:
    chinese = texts()[key]["zh"]
    near = [
        chinese[i - 1 : i + 2]
        for i, character in enumerate(chinese)
        if character in ",;:?!" and i and "一" <= chinese[i - 1] <= "鿿" and (i + 1 == len(chinese) or "一" <= chinese[i + 1] <= "鿿")
    ]
    assert near == []


def test_a_message_inside_a_message_is_spelled_in_the_same_language() -> None:
    inner = message("report.keep")
    assert say(message("report.count", count=3, action=inner), "zh") == "保持 3 份"
    assert say(message("report.count", count=3, action=inner), "en") == "keep 3"
