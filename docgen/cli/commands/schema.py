"""docgen schema: the JSON Schema of profile.yaml, for editors."""

from __future__ import annotations

import click

from docgen.cli.output import print_json
from docgen.cli.speech import define


@define("schema")
def command(ctx: click.Context) -> None:
    """Print the schema."""
    from docgen.jobs.schema import profile_schema

    print_json(profile_schema())
