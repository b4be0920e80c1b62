"""docgen new: start a client's folder."""

from __future__ import annotations

import sys

import click

from docgen.cli.output import print_text
from docgen.cli.questions import ask_client
from docgen.cli.speech import Session, define, option, speak


@define(
    "new",
    click.Argument(["workspace"], metavar="WORKSPACE"),
    option("--example", "new-example", metavar="NAME"),
    option("--language", "new-language", type=click.Choice(["zh", "en", "both"])),
)
def command(ctx: click.Context, workspace: str, example: str | None, language: str | None) -> None:
    """Create the folder; ask only at a terminal and without --example."""
    from docgen.jobs.new import new

    asks = example is None and sys.stdin.isatty() and sys.stdout.isatty()
    answers = ask_client(ctx, language) if asks else {}
    new(workspace, example=example, languages=languages_of(language), answers=answers, comments=ctx.ensure_object(Session).language)
    print_text(speak(ctx, "report.created", path=workspace))


def languages_of(choice: str | None) -> tuple[str, ...]:
    """Return the languages that the option names; none when it is left out."""
    return {None: (), "both": ("zh", "en")}.get(choice, (str(choice),))
