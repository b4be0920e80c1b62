"""docgen forms: blank record forms for a period."""

from __future__ import annotations

from typing import Any

import click

from docgen.cli.exits import DONE, WRONG
from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, define, option, speak, templates_option, workspace_argument


@define(
    "forms",
    workspace_argument(),
    option("--only", "only", multiple=True, metavar="ID"),
    option("--process", "process", multiple=True, metavar="ID"),
    option(
        "--cadence", "cadence", multiple=True, type=click.Choice(["per-event", "daily", "weekly", "monthly", "quarterly", "yearly", "once"])
    ),
    option("--period", "period", metavar="2026-03..2026-05"),
    option("--site", "site", multiple=True, metavar="ID"),
    option("--copies", "copies", type=click.IntRange(1, 500), default=1),
    option("--to", "to-folder", metavar="FOLDER", default="forms"),
    option("--language", "of-language", type=click.Choice(["zh", "en"])),
    templates_option(),
    option("--json", "json", is_flag=True),
)
def command(ctx: click.Context, workspace: str, period: str | None, json: bool, **asked: Any) -> int:
    """Hand out the blanks and print where they lie; exit code 1 when one that was due could not be handed out."""
    from docgen.jobs.forms import Asked, forms, period_of
    from docgen.reports.forms import forms_json, forms_text

    read = period_of(period) if period is not None else None
    if period is not None and read is None:
        raise click.BadParameter(speak(ctx, "forms.period-unreadable", found=period), ctx, param_hint="--period")
    handed = forms(
        workspace,
        Asked(
            only=asked["only"],
            processes=asked["process"],
            cadences=asked["cadence"],
            period=read,
            sites=asked["site"],
            copies=asked["copies"],
            to=asked["to"].strip("/"),
            language=asked["language"],
        ),
        asked["templates"],
    )
    language = ctx.ensure_object(Session).language
    if json:
        print_json(forms_json(handed, language))
    else:
        print_text(forms_text(handed, language))
    return WRONG if any(blank.problem is not None for blank in handed.blanks) else DONE
