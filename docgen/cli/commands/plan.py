"""docgen plan: what a build would do to each document, and why."""

from __future__ import annotations

import click

from docgen.cli.output import print_json, print_text
from docgen.cli.processors import processors
from docgen.cli.speech import Session, define, option, templates_option, workspace_argument


@define("plan", workspace_argument(), option("--json", "json", is_flag=True), templates_option())
def command(ctx: click.Context, workspace: str, json: bool, templates: tuple[str, ...]) -> None:
    """Print the plan; exit code 0 on a valid profile."""
    from docgen.jobs.plan import plan
    from docgen.reports.plan_text import plan_json, plan_text

    language = ctx.ensure_object(Session).language
    planned = plan(workspace, templates, jobs=processors())
    if json:
        print_json(plan_json(planned, language))
    else:
        print_text(plan_text(planned, language, done=False))
