"""docgen diff: what changed between two revisions, as redlines and as a list."""

from __future__ import annotations

from typing import Any

import click

from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, define, option, workspace_argument


@define(
    "diff",
    workspace_argument(),
    option("--only", "only", multiple=True, required=True, metavar="ID"),
    option("--language", "of-language", type=click.Choice(["zh", "en"])),
    click.Option(["--from", "earlier"], help="from-revision", metavar="REV"),
    click.Option(["--to", "later"], help="to-revision", metavar="REV"),
    option("--html", "html", is_flag=True),
    option("--json", "json", is_flag=True),
)
def command(ctx: click.Context, workspace: str, json: bool, **asked: Any) -> None:
    """Write the redlines and print the changes."""
    from docgen.jobs.diff import diff
    from docgen.reports.redlined import redlined_json, redlined_text

    redlined = diff(workspace, **asked)
    if json:
        print_json(redlined_json(redlined))
    else:
        print_text(redlined_text(redlined, ctx.ensure_object(Session).language))
