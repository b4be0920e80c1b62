"""docgen templates check: every fault of templates, without any client's data; and which of their conditions clients reach."""

from __future__ import annotations

import click

from docgen.cli.exits import DONE, WRONG
from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, define, option, speak, templates_option


@define(
    "check",
    click.Argument(["files"], nargs=-1, metavar="[FILE]…", type=click.Path(path_type=str)),
    option("--branches", "branches", is_flag=True),
    option("--only", "only", multiple=True, metavar="ID"),
    option("--client", "client", multiple=True, metavar="FOLDER"),
    templates_option(),
    option("--json", "json", is_flag=True),
)
def command(ctx: click.Context, files: tuple[str, ...], branches: bool, json: bool, **asked: tuple[str, ...]) -> int:
    """Print the faults of all `files`, or what the conditions of templates come to; exit code 1 when something is wrong."""
    if not files and not branches:
        raise click.UsageError(speak(ctx, "cli.templates-check-what"), ctx)
    language = ctx.ensure_object(Session).language
    return _branches(language, json=json, **asked) if branches else _faults(ctx, files, language, json=json)


def _faults(ctx: click.Context, files: tuple[str, ...], language: str, *, json: bool) -> int:
    from docgen.jobs.templates import faults_of
    from docgen.reports.problems import problems_json, problems_text

    problems = faults_of(files)
    if json:
        print_json({"problems": problems_json(problems, language)})
    else:
        print_text(problems_text(problems, language) if problems else speak(ctx, "report.templates-sound", count=len(files)))
    return WRONG if problems else DONE


def _branches(language: str, *, json: bool, only: tuple[str, ...], client: tuple[str, ...], templates: tuple[str, ...]) -> int:
    from docgen.jobs.templates import tried
    from docgen.reports.branches import branches_json, branches_text

    found = tried(only, client, templates)
    if json:
        print_json(branches_json(found, language))
    else:
        print_text(branches_text(found, language))
    return WRONG if found.failures else DONE
