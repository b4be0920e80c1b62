"""docgen check: profile, templates and folder; every fault in one go."""

from __future__ import annotations

import click

from docgen.cli.exits import DONE, WRONG
from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, define, option, speak, templates_option, workspace_argument


@define(
    "check", workspace_argument(), option("--json", "json", is_flag=True), option("--strict", "strict", is_flag=True), templates_option()
)
def command(ctx: click.Context, workspace: str, json: bool, strict: bool, templates: tuple[str, ...]) -> int:
    """Print all faults and warnings; exit code 1 when there is a fault, with --strict also for a warning."""
    from docgen.jobs.check import check
    from docgen.reports.problems import problems_json, problems_text, warnings_text

    language = ctx.ensure_object(Session).language
    found = check(workspace, templates)
    if json:
        print_json({"problems": problems_json(found.problems, language), "warnings": problems_json(found.warnings, language)})
    else:
        if found.warnings:
            print_text(warnings_text(found.warnings, language))
        print_text(problems_text(found.problems, language) if found.problems else speak(ctx, "report.sound"))
    return WRONG if found.problems or (strict and found.warnings) else DONE
