"""docgen catalogue: every document docgen knows; needs no workspace."""

from __future__ import annotations

import click

from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, define, option, templates_option


@define("catalogue", option("--missing", "missing", is_flag=True), option("--json", "json", is_flag=True), templates_option())
def command(ctx: click.Context, missing: bool, json: bool, templates: tuple[str, ...]) -> None:
    """Print the catalogue, or with --missing what has no template yet."""
    from docgen.jobs.catalogue import catalogue_with_templates
    from docgen.reports import catalogue_text as report

    language = ctx.ensure_object(Session).language
    catalogue, having, lacking = catalogue_with_templates(templates)
    if json:
        print_json(report.missing_json(lacking) if missing else report.catalogue_json(catalogue))
    else:
        print_text(report.missing_text(lacking, language) if missing else report.catalogue_text(catalogue, having, language))
