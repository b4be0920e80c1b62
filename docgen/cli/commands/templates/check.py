"""docgen templates check: every fault of templates, without any client's data."""

from __future__ import annotations

import click

from docgen.cli.exits import DONE, WRONG
from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, define, option, speak


@define(
    "check",
    click.Argument(["files"], nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=str)),
    option("--json", "json", is_flag=True),
)
def command(ctx: click.Context, files: tuple[str, ...], json: bool) -> int:
    """Print the faults of all `files`; exit code 1 when there is one."""
    from docgen.jobs.templates import faults_of
    from docgen.reports.problems import problems_json, problems_text

    language = ctx.ensure_object(Session).language
    problems = faults_of(files)
    if json:
        print_json({"problems": problems_json(problems, language)})
    else:
        print_text(problems_text(problems, language) if problems else speak(ctx, "report.templates-sound", count=len(files)))
    return WRONG if problems else DONE
