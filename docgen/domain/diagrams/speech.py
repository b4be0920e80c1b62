"""How the diagrams say the facts of a profile in the language of their document."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.domain.text import Text


@dataclass(frozen=True, slots=True)
class Speech:
    """One language."""

    language: str

    def text(self, text: Text | None) -> str:
        """Return a text in the language; nothing where the profile says nothing."""
        return (text.in_language(self.language) or "") if text else ""

    def say(self, text: Text, *values: object) -> str:
        """Return a text in the language with `values` in its places."""
        return self.text(text).format(*values)
