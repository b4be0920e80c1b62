"""Where words go: results to standard output, progress and problems to standard error."""

from __future__ import annotations

import json
import sys
from types import TracebackType

import click

from docgen.messages import message, say


def print_text(text: str) -> None:
    """Print a report."""
    click.echo(text)


def print_json(data: object) -> None:
    """Print one JSON document, readable for people too."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


class Progress:
    """Shows how far a build is: one changing line on a terminal, nothing elsewhere, where the final table says it all."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._terminal = sys.stderr.isatty()
        self._width = 0

    def __call__(self, done: int, total: int, code: str, title: str) -> None:
        """Report that `done` of `total` documents are filled; `code` and `title` are the latest."""
        if self._terminal:
            line = say(message("report.building", done=done, total=total, code=code, title=title), self._language)
            click.echo("\r" + " " * self._width + "\r" + line, err=True, nl=False)
            self._width = 2 * len(line)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._terminal and self._width:
            click.echo("\r" + " " * self._width + "\r", err=True, nl=False)
