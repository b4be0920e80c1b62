"""The one door out: every error becomes sentences on standard error and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from docgen.errors import DocgenError
from docgen.messages import message, say

DONE, WRONG, USAGE = 0, 1, 2


def guarded(run: Callable[[], Any], language: str) -> int:
    """Run a command and return the exit code: 0 done, 1 the input is wrong or a promise can't be kept, 2 usage."""
    try:
        result = run()
    except DocgenError as error:
        from docgen.reports.problems import problems_text

        click.echo(problems_text(error.problems, language), err=True)
        return WRONG
    except click.UsageError as error:
        click.echo(_usage(error, language), err=True)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(say(message("cli.stopped"), language), err=True)
        return WRONG
    except BrokenPipeError:
        sys.stderr.close()
        return WRONG
    except OSError as error:
        click.echo(say(message("cli.system", file=str(error.filename or ""), detail=error.strerror or str(error)), language), err=True)
        return WRONG
    return result if isinstance(result, int) else DONE


def _usage(error: click.UsageError, language: str) -> str:
    """Say what was typed wrong, in the language of the session, with the nearest right words."""
    match error:
        case click.NoSuchOption():
            text = message("cli.no-such-option", option=error.option_name, nearest=_nearest(error.possibilities, language))
        case click.MissingParameter():
            text = message("cli.missing", name=error.param.opts[0] if error.param else "")
        case click.BadParameter():
            text = message("cli.bad-value", name=error.param.opts[0] if error.param else "", detail=error.message)
        case click.BadOptionUsage():
            text = message("cli.bad-option", option=error.option_name)
        case _ if error.ctx is not None and error.ctx.parent is None and error.message.startswith("No such command"):
            from difflib import get_close_matches

            from docgen.cli.speech import COMMANDS

            word = error.message.split("'")[1]
            text = message("cli.no-such-command", word=word, nearest=_nearest(get_close_matches(word, COMMANDS), language))
        case _:
            text = message("cli.usage", detail=error.message)
    path = error.ctx.command_path if error.ctx else "docgen"
    return say(text, language) + "\n" + say(message("cli.see-help", command=path), language)


def _nearest(words: Any, language: str) -> str:
    return say(message("cli.did-you-mean", words=tuple(words)), language) if words else ""
