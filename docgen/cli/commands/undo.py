"""docgen undo: take back the last build."""

from __future__ import annotations

import click

from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, define, option, workspace_argument


@define("undo", workspace_argument(), option("--json", "json", is_flag=True))
def command(ctx: click.Context, workspace: str, json: bool) -> None:
    """Take back the last build and print what became of each document."""
    from docgen.jobs.undo import undo_build
    from docgen.reports.undone import undone_json, undone_text

    undone = undo_build(workspace)
    if json:
        print_json(undone_json(undone))
    else:
        print_text(undone_text(undone, ctx.ensure_object(Session).language))
