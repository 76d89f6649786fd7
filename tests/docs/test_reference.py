"""What can be asked, typed, set or found on disk is in the reference, and nothing else is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from fastapi import FastAPI

from api.asgi import TestClient
from docs.pages import read_reference, read_rows
from recollect import errors
from recollect.__main__ import build_app
from recollect.bootstrap import open_memory
from recollect.cli.exits import MEANINGS
from recollect.settings import DESCRIPTIONS, SECRET, Settings
from recollect.storage.search.search_index import INDEXES
from recollect.storage.tables import metadata
from recollect.web.app import create_app
from recollect.web.errors import status_of

EVERY_COMMAND_HAS = frozenset({"--data", "--json", "--help", "--install-completion", "--show-completion"})


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    settings = Settings(data=tmp_path_factory.mktemp("store"))
    memory = open_memory(settings)
    yield create_app(settings, memory)
    memory.close()


@pytest.fixture(scope="module")
def openapi(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def list_endpoints(openapi: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    }


def list_taken(openapi: dict[str, Any], operation: dict[str, Any]) -> set[str]:
    """Give the query parameters and body fields of an endpoint, as its row writes them."""
    taken = {f"`?{one['name']}=`" for one in operation.get("parameters", ()) if one["in"] == "query"}
    for content in operation.get("requestBody", {}).get("content", {}).values():
        for part in content["schema"].get("anyOf", [content["schema"]]):
            if "$ref" in part:
                schema = openapi["components"]["schemas"][part["$ref"].rpartition("/")[2]]
                taken |= {f"`{name}`" for name in schema["properties"]}
    return taken


def test_the_endpoints_of_the_reference_are_those_of_the_server(openapi: dict[str, Any]) -> None:
    named = {name for name in read_rows("api.md") if re.match(r"[A-Z]+ /", name)}
    assert named == set(list_endpoints(openapi))


def test_every_parameter_and_body_field_is_in_its_endpoints_row(openapi: dict[str, Any]) -> None:
    rows = read_rows("api.md")
    missing = [
        f"{endpoint}: {name}"
        for endpoint, operation in list_endpoints(openapi).items()
        for name in list_taken(openapi, operation)
        if name not in rows[endpoint]
    ]
    assert missing == []


def test_the_fields_of_the_shapes_are_in_the_reference(openapi: dict[str, Any]) -> None:
    reference = read_reference("api.md")
    schemas = openapi["components"]["schemas"]
    shapes = ("AnalysisResult", "JudgedRequirement", "Evidence", "Flag", "Provenance", "Fields", "Judgement")
    missing = [
        f"{shape}.{name}" for shape in shapes for name in schemas[shape]["properties"] if f"`{name}`" not in reference
    ]
    assert missing == []


def test_the_servers_own_reference_names_every_endpoint_and_fetches_nothing(
    app: FastAPI, openapi: dict[str, Any]
) -> None:
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        page = client.get("/docs").text
    assert [path for path in openapi["paths"] if html.escape(path) not in page] == []
    assert re.findall(r"(?:src|srcset|action|<link[^>]+href)=\"(?:https?:)?//[^\"]*", page) == []


def list_errors(kind: type[errors.RecollectError]) -> Iterator[type[errors.RecollectError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from list_errors(narrower)


def test_every_error_is_in_the_reference_with_its_status() -> None:
    reference = read_reference("api.md")
    never_sent = {errors.DocumentError, errors.StorageError, errors.StartupError, *list_errors(errors.ArchiveError)}
    known = (kind for kind in list_errors(errors.RecollectError) if kind.__module__ == errors.__name__)
    kinds = [kind for kind in known if kind not in never_sent]
    missing = [kind.name for kind in kinds if f"| {status_of(kind(''))} | `{kind.name}` |" not in reference]
    assert missing == []


def list_commands(command: Any, words: tuple[str, ...] = ("recollect",)) -> dict[str, Any]:
    command = command.load() if hasattr(command, "load") else command
    if not hasattr(command, "commands"):
        arguments = [one.metavar or one.name.upper() for one in command.params if one.param_type_name == "argument"]
        return {" ".join((*words, *arguments)): command}
    return {
        line: found
        for name, narrower in command.commands.items()
        for line, found in list_commands(narrower, (*words, name)).items()
    }


def test_the_commands_of_the_reference_are_those_of_the_program() -> None:
    commands = list_commands(typer.main.get_command(build_app()))
    rows = {line: row for line, row in read_rows("cli.md").items() if line.startswith("recollect ")}
    assert set(rows) == set(commands)
    missing = [
        f"{line}: {option}"
        for line, command in commands.items()
        for one in command.params
        if one.param_type_name == "option"
        for option in one.opts
        if option.startswith("--") and option not in EVERY_COMMAND_HAS and f"`{option}`" not in rows[line]
    ]
    assert missing == []


def test_the_exit_codes_are_in_the_reference() -> None:
    reference = read_reference("cli.md")
    assert [code for code, meaning in MEANINGS.items() if f"| {code.value} | {meaning} |" not in reference] == []


def test_the_settings_of_the_reference_are_those_of_the_program() -> None:
    rows = read_rows("settings.md")
    assert set(rows) == set(DESCRIPTIONS)
    for name, description in DESCRIPTIONS.items():
        assert f"`RECOLLECT_{name.upper()}`" in rows[name]
        assert description in rows[name]
        default = getattr(Settings(), name)
        assert name in SECRET or default in ((), "") or f"| `{default}` |" in rows[name]


def test_the_tables_of_the_reference_are_those_of_the_schema() -> None:
    indexes = {f"{name}" for name in INDEXES}
    assert set(metadata.tables) | indexes | {"alembic_version"} == {
        name for name in read_rows("storage.md") if "." not in name and "/" not in name
    }


def test_the_files_of_a_used_store_are_in_the_reference(tmp_path: Path) -> None:
    from recollect.domain.caller import LOCAL_CALLER  # noqa: PLC0415 - only here is a store filled
    from recollect.services.resumes.resume_intake import receive_resume  # noqa: PLC0415

    memory = open_memory(Settings(data=tmp_path))
    receive_resume(memory, LOCAL_CALLER, b"Nadia Verhoeven\nElectrician\nWired a tram depot.\n", "nadia.txt")
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    memory.close()
    documented = set(read_rows("storage.md"))
    places = {name if "/" not in name else name.rpartition("/")[0] + "/" for name in names}
    assert places - documented == set()
