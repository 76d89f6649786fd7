"""`recollect settings`: what is set, by whom, and what for."""

from __future__ import annotations

from typing import Any

import typer

from recollect.cli.options import AsJson, DataFolder
from recollect.cli.tables import Column, print_rows
from recollect.cli.terminal import answer
from recollect.settings import DESCRIPTIONS, ENVIRONMENT_PREFIX, SECRET, load_settings, source_of

app = typer.Typer(add_completion=False)
_MASK = "********"
_COLUMNS = (
    Column[dict[str, Any]]("setting", lambda setting: setting["name"], "name"),
    Column[dict[str, Any]]("value", lambda setting: _in_words(setting["value"])),
    Column[dict[str, Any]]("from", lambda setting: setting["source"]),
    Column[dict[str, Any]]("environment", lambda setting: setting["environment"], "name", spare=True),
    Column[dict[str, Any]]("what for", lambda setting: setting["description"]),
)


@app.command()
def settings(data: DataFolder = None, as_json: AsJson = False) -> None:
    """List every setting: its value, where it comes from, what it is for. Secrets are not shown."""
    given = {"data": data}
    loaded = load_settings(given)
    listed = [
        {
            "name": name,
            "value": _shown(name, getattr(loaded, name)),
            "source": source_of(name, given),
            "description": description,
            "environment": ENVIRONMENT_PREFIX + name.upper(),
        }
        for name, description in DESCRIPTIONS.items()
    ]
    answer({"settings": listed}, lambda: print_rows(listed, _COLUMNS), as_json=as_json)


def _shown(name: str, value: object) -> object:
    if name in SECRET:
        return _MASK if value else ""
    return value if isinstance(value, int | float | tuple) else str(value)


def _in_words(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
