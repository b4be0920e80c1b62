"""docgen pdf: the documents of the folder as PDFs."""

from __future__ import annotations

from typing import Any

import click

from docgen.cli.exits import DONE, WRONG
from docgen.cli.output import print_json, print_text
from docgen.cli.speech import Session, define, option, workspace_argument


@define(
    "pdf",
    workspace_argument(),
    option("--only", "only", multiple=True, metavar="ID"),
    option("--language", "of-language", type=click.Choice(["zh", "en"])),
    option("--issued", "issued-only", is_flag=True),
    option("--json", "json", is_flag=True),
)
def command(ctx: click.Context, workspace: str, json: bool, **asked: Any) -> int:
    """Write the PDFs and print where they lie; exit code 1 when a document got none."""
    from docgen.jobs.pdf import pdf
    from docgen.reports.exported import exported_json, exported_text

    language = ctx.ensure_object(Session).language
    exported = pdf(workspace, **asked)
    if json:
        print_json(exported_json(exported, language))
    else:
        print_text(exported_text(exported, language))
    return WRONG if any(item.problem is not None for item in exported) else DONE
