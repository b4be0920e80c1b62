"""A text of the profile: one string for every language, or one for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text by language. `zh` or `en` is None where the profile does not say it in that language."""

    zh: str | None = None
    en: str | None = None

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> Text:
        """Return the text of a plain string (the same in both languages) or of a mapping {zh: …, en: …}."""
        return cls(value, value) if isinstance(value, str) else cls(value.get("zh"), value.get("en"))

    def in_language(self, language: str) -> str | None:
        """Return the text in `language` ("zh" or "en"), or None if the profile does not say it."""
        return self.zh if language == "zh" else self.en
