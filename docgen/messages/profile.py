"""Texts about the organisation profile."""

TEXTS: dict[str, dict[str, str]] = {}
