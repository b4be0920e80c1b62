"""The JSON Schema of profile.yaml."""

from __future__ import annotations

from docgen.sources.profile_schema import schema


def profile_schema() -> dict[str, object]:
    """Return the schema (JSON Schema 2020-12), descriptions in Chinese and English."""
    return schema()
