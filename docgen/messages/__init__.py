"""Every text docgen says to its users, in Chinese and English, and nowhere else.

A message is a key with values; it is spelled only when it is shown, so library code never knows the language.
Texts stand in one module a room, both languages side by side: key `profile.unknown-key` is found in
`docgen/messages/profile.py` as `TEXTS["unknown-key"] = {"en": …, "zh": …}`. Placeholders are `{name}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Message:
    """A text still without a language: its key, and the values for its placeholders (str, number or Message)."""

    key: str
    values: tuple[tuple[str, object], ...] = ()


def message(key: str, **values: object) -> Message:
    """Return the message `key` with `values` for its placeholders."""
    return Message(key, tuple(values.items()))


def say(text: Message, language: str) -> str:
    """Spell `text` in `language` ("zh" or "en").

    Raises: KeyError: there is no such text; a test holds every key that the code uses against the texts.
    """
    room, _, name = text.key.partition(".")
    template: str = import_module(f"docgen.messages.{room}").TEXTS[name][language]
    return template.format(**{key: _spell(value, language) for key, value in text.values})


def _spell(value: object, language: str) -> object:
    if isinstance(value, Message):
        return say(value, language)
    if isinstance(value, (tuple, list)):
        return ("、" if language == "zh" else ", ").join(str(_spell(item, language)) for item in value)
    return value
