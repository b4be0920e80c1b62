"""Every text in both languages, with the same placeholders; every key that the code uses exists; none is left over."""

import ast
import string
from importlib import import_module
from pathlib import Path

import pytest

import docgen
from docgen.messages import message, say

PACKAGE = Path(docgen.__file__).parent
ROOMS = sorted(path.stem for path in (PACKAGE / "messages").glob("[a-z]*.py"))
# Keys that the code puts together: the prefix it writes, and why.
COMPOSED = {
    "formats.": "ooxml names the fault it refuses",
    "help.": "help is looked up by command and option",
    "report.head-": "heads of tables",
    "tags.unknown-": "filter or test",
}


def texts() -> dict[str, dict[str, str]]:
    return {f"{room}.{name}": text for room in ROOMS for name, text in import_module(f"docgen.messages.{room}").TEXTS.items()}


def literals() -> dict[str, str]:
    """All string literals of the code outside the messages that look like a key, with the file they stand in."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        if "messages" in path.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.partition(".")[0] in ROOMS:
                found[node.value] = str(path.relative_to(PACKAGE))
    return found


@pytest.mark.parametrize("key", sorted(texts()))
def test_a_text_stands_in_both_languages_with_the_same_placeholders(key: str) -> None:
    text = texts()[key]
    assert set(text) == {"en", "zh"}
    fields = [{name for _, name, _, _ in string.Formatter().parse(text[language]) if name} for language in ("en", "zh")]
    assert fields[0] == fields[1]


def test_every_key_that_the_code_says_exists() -> None:
    keys = texts()
    said = {node: place for node, place in message_calls().items()}
    assert {key: place for key, place in said.items() if key not in keys} == {}


def message_calls() -> dict[str, str]:
    """The constant first arguments of message(…), with their file."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found[first.value] = str(path.relative_to(PACKAGE))
    return found


def test_no_text_is_left_over() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*.py") if "messages" not in p.relative_to(PACKAGE).parts)
    unused = [
        key
        for key in texts()
        if f'"{key}"' not in source and f'"{key.partition(".")[2]}"' not in source and not key.startswith(tuple(COMPOSED))
    ]
    assert unused == []


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
