"""docgen conflicts: where people and docgen changed the same, and nobody has decided yet."""

from __future__ import annotations

import click

from docgen.cli.exits import DONE, WRONG
from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, define, option, workspace_argument


@define("conflicts", workspace_argument(), option("--json", "json", is_flag=True))
def command(ctx: click.Context, workspace: str, json: bool) -> int:
    """Print the open conflicts; exit code 1 while there is one."""
    from docgen.jobs.conflicts import conflicts
    from docgen.reports.conflicts import conflicts_json, conflicts_text

    found = conflicts(workspace)
    if json:
        print_json(conflicts_json(found))
    else:
        print_text(conflicts_text(found, ctx.ensure_object(Session).language))
    return WRONG if found else DONE
