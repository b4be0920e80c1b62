"""docgen issue: freeze revisions."""

from __future__ import annotations

from typing import Any

import click

from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, day, define, option, templates_option, workspace_argument


@define(
    "issue",
    workspace_argument(),
    option("--only", "only", multiple=True, metavar="ID"),
    option("--by", "by", required=True, metavar="NAME"),
    option("--on", "on", required=True, type=str, callback=day, metavar="DATE"),
    option("--summary", "summary", default="", metavar="TEXT"),
    option("--major", "major", is_flag=True),
    option("--json", "json", is_flag=True),
    templates_option(),
)
def command(ctx: click.Context, workspace: str, json: bool, **options: Any) -> None:
    """Issue the documents and print their revisions."""
    from docgen.jobs.issue import issue
    from docgen.reports.issued import issued_json, issued_text

    steps = issue(workspace, **options)
    if json:
        print_json(issued_json(steps))
    else:
        print_text(issued_text(steps, ctx.ensure_object(Session).language))
