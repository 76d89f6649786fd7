"""The command line: the same services as the API, without a server."""

from __future__ import annotations

from typing import Annotated

import typer

from recollect import __version__
from recollect.cli.command_group import CommandGroup
from recollect.cli.exits import MEANINGS

_ABOUT = "A self-hosted hiring workbench with total memory."
_CODES = "Exit codes: " + "; ".join(f"{code} {meaning}" for code, meaning in MEANINGS.items()) + "."


def create_app() -> typer.Typer:
    """Make the command line, without `serve`."""
    app = typer.Typer(
        name="recollect",
        cls=CommandGroup,
        help=_ABOUT,
        epilog=_CODES,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    return app


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"recollect {__version__}")
        raise typer.Exit


def _root(
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_say_version)
    ] = False,
) -> None:
    pass
