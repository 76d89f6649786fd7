"""`recollect` and `python -m recollect`: the command line and the server, joined."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from recollect.cli.app import create_app
from recollect.cli.options import DataFolder


def main() -> None:
    """Carry out the command that was typed, and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows "?", and nothing fails
            stream.reconfigure(errors="replace")
    build_app()()


def build_app() -> typer.Typer:
    """Give the whole command line."""
    app = create_app()
    app.command("serve", rich_help_panel="Upkeep")(serve)
    return app


def serve(
    host: Annotated[str | None, typer.Option("--host", help="The address to listen on; RECOLLECT_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one; RECOLLECT_PORT.")
    ] = None,
    data: DataFolder = None,
    sample: Annotated[bool, typer.Option("--sample", help="Fill an empty store with invented people.")] = False,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the pages in the browser.")] = False,
) -> None:
    """Start the server: the web pages and the API. All other settings: `recollect settings`."""
    from recollect.settings import load_settings  # noqa: PLC0415 - only serving needs them, and help must be quick
    from recollect.web.server import serve as run_server  # noqa: PLC0415

    settings = load_settings({"host": host, "port": port, "data": data})
    code = run_server(settings, sample=sample, open_browser=open_browser)
    raise typer.Exit(code)


if __name__ == "__main__":
    main()
