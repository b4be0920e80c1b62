"""docgen build: generate or update the documents."""

from __future__ import annotations

from typing import Any

import click

from docgen.cli.output import Progress, print_json, print_text
from docgen.cli.processors import MOST, processors
from docgen.cli.speech import Session, define, option, templates_option, workspace_argument


@define(
    "build",
    workspace_argument(),
    option("--only", "only", multiple=True, metavar="ID"),
    option("--restore", "restore", multiple=True, metavar="ID"),
    option("--keep-mine", "keep-mine", multiple=True, metavar="ID"),
    option("--take-new", "take-new", multiple=True, metavar="ID"),
    option("--page-numbers", "page-numbers", is_flag=True),
    option("--jobs", "jobs", type=click.IntRange(1, MOST), default=processors, metavar="N"),
    option("--json", "json", is_flag=True),
    templates_option(),
)
def command(ctx: click.Context, workspace: str, json: bool, **options: Any) -> None:
    """Build and print what was done; exit code 0 also when documents were skipped: the table says why."""
    from docgen.jobs.build import build
    from docgen.reports.plan_text import plan_json, plan_text

    language = ctx.ensure_object(Session).language
    with Progress(language) as progress:
        built = build(workspace, **options, progress=progress)
    if json:
        print_json(plan_json(built, language))
    else:
        print_text(plan_text(built, language, done=True))
