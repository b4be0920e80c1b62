"""docgen status: where every document stands."""

from __future__ import annotations

from datetime import date

import click

from docgen.cli.clock import today as machine_day
from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, day, define, option, workspace_argument


@define(
    "status",
    workspace_argument(),
    option("--today", "today", type=str, callback=day, default=machine_day, metavar="DATE"),
    option("--json", "json", is_flag=True),
)
def command(ctx: click.Context, workspace: str, today: date, json: bool) -> None:
    """Print revision, state and next review of each document."""
    from docgen.jobs.status import status
    from docgen.reports.status import status_json, status_text

    found = status(workspace, today)
    if json:
        print_json(status_json(found))
    else:
        print_text(status_text(found, ctx.ensure_object(Session).language))
