"""What `docgen new` asks at a terminal: the few facts a starter profile cannot do without."""

from __future__ import annotations

import click

from docgen.cli.speech import speak


def ask_client(ctx: click.Context, language: str | None) -> dict[str, object]:
    """Ask for the client's name, short name, code, headcount, and the languages if not given. Empty answers stay to be filled in."""
    answers: dict[str, object] = {}
    for field, key in (
        ("organisation.name", "cli.ask-name"),
        ("organisation.short_name", "cli.ask-short-name"),
        ("organisation.code", "cli.ask-code"),
    ):
        answer = click.prompt(speak(ctx, key), default="", show_default=False).strip()
        if answer:
            answers[field] = answer
    headcount = click.prompt(speak(ctx, "cli.ask-headcount"), default=0, type=click.IntRange(min=0), show_default=False)
    if headcount:
        answers["organisation.headcount"] = headcount
    if language is None:
        chosen = click.prompt(speak(ctx, "cli.ask-language"), type=click.Choice(["zh", "en", "both"]), default="zh")
        answers["languages"] = ["zh", "en"] if chosen == "both" else [chosen]
    return answers
