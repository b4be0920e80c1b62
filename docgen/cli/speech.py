"""Click, speaking Chinese and English: commands whose help is looked up in the messages when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

import click

from docgen import __version__
from docgen.messages import message, say

COMMANDS = (
    "new",
    "check",
    "plan",
    "build",
    "conflicts",
    "forms",
    "status",
    "diff",
    "issue",
    "undo",
    "pdf",
    "catalogue",
    "templates",
    "schema",
)
TEMPLATE_COMMANDS = ("check",)


@dataclass(frozen=True, slots=True)
class Session:
    """What holds for one call of docgen: the language of messages."""

    language: str


def speak(context: click.Context, key: str, **values: object) -> str:
    """Return the text `key` in the session's language."""
    session = context.find_object(Session)
    return say(message(key, **values), session.language if session else "en")


class _Speaking(click.Command):
    """Help in the session's language; the help of a parameter is a key of the messages, as is the command's own."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=speak(ctx, "help.usage") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.indentation():
            formatter.write_paragraph()
            for paragraph in speak(ctx, _help_of(ctx, self.name)).split("\n\n"):
                formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            (", ".join((*option.opts, *option.secondary_opts)) + _metavar(option, ctx), speak(ctx, f"help.{option.help}"))
            for option in self.get_params(ctx)
            if isinstance(option, click.Option) and option.help
        ]
        with formatter.section(speak(ctx, "help.options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "help-option"
        return option


class DocgenCommand(_Speaking):
    """One command. `WORKSPACE` is the only positional argument of every command that has one."""


class DocgenGroup(_Speaking, click.Group):
    """A group of commands; each is imported from the group's `room` when it is called."""

    def __init__(self, name: str = "docgen", commands: Sequence[str] = COMMANDS, room: str = "docgen.cli.commands") -> None:
        own = [_version_option()] if name == "docgen" else []
        super().__init__(name, params=[language_option(), *own], no_args_is_help=True)
        self._names = tuple(commands)
        self._room = room

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._names:
            return None
        command: click.Command = import_module(f"{self._room}.{cmd_name}").command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(speak(ctx, "help.commands")):
            # The one-line help comes from the messages alone, so that --help imports no command.
            parent = "" if self.name == "docgen" else f"{self.name}-"
            formatter.write_dl([(name, speak(ctx, f"help.{parent}{name}").split("\n\n")[0]) for name in self._names])


def define(name: str, *params: click.Parameter) -> Callable[[Callable[..., Any]], DocgenCommand]:
    """Make a function the command `name`, with `params` and the options that all commands share."""

    def make(function: Callable[..., Any]) -> DocgenCommand:
        return DocgenCommand(name, callback=click.pass_context(function), params=[*params, language_option()])

    return make


def workspace_argument() -> click.Argument:
    """Return the argument WORKSPACE, `.` when left out."""
    return click.Argument(["workspace"], default=".", required=False, metavar="[WORKSPACE]", type=click.Path(path_type=str))


def language_option() -> click.Option:
    """Return `--lang`, which has been read before the commands are set up."""
    return click.Option(["--lang"], type=click.Choice(["zh", "en"]), help="lang", expose_value=False)


def option(name: str, help_key: str, **settings: Any) -> click.Option:
    """Return an option whose help is the text `help.<help_key>`."""
    return click.Option([name], help=help_key, **settings)


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read the value of an option as a day, 2026-03-01: a callback for `option`."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(speak(ctx, "cli.no-date", found=value), ctx, param) from None


def templates_option() -> click.Option:
    """Return `--templates DIR`, repeatable."""
    return option("--templates", "templates-folder", multiple=True, metavar="DIR", type=click.Path(file_okay=False))


def _version_option() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(f"docgen {__version__}")
            ctx.exit()

    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help="version")


def _help_of(ctx: click.Context, name: str | None) -> str:
    """Return the key of a command's help: `help.check`, and `help.templates-check` for one of a group within docgen."""
    parent = ctx.parent.command.name if ctx.parent else None
    return f"help.{name}" if parent in (None, "docgen") else f"help.{parent}-{name}"


def _metavar(option: click.Option, ctx: click.Context) -> str:
    return "" if option.is_flag else f" {option.make_metavar(ctx)}"
