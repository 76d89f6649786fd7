"""The API reference as a page, drawn by the server from the OpenAPI document: nothing is fetched from elsewhere."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request, Response
from msgspec import Struct

from recollect.web.pages.rendering import render_bare

router = APIRouter(include_in_schema=False)

_EXAMPLE_HOST = "http://127.0.0.1:8000"


class Parameter(Struct, frozen=True):
    """A parameter: its name, where it goes, its type, whether it must be there, and what it is for."""

    name: str
    place: str
    type: str
    required: bool
    description: str


class Endpoint(Struct, frozen=True, kw_only=True):
    """One endpoint as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    detail: str
    parameters: tuple[Parameter, ...]
    curl: str
    fields: tuple[tuple[str, str], ...]
    example: str
    errors: tuple[tuple[str, str], ...]


@router.get("/docs")
def show_reference(request: Request) -> Response:
    """Show every endpoint with an example to paste into a shell."""
    document = request.app.openapi()
    groups = [
        (tag["name"], tag["description"], list(_endpoints(document, tag["name"]))) for tag in document.get("tags", [])
    ]
    return render_bare(request, "reference.html", groups=groups, version=document["info"]["version"])


def _endpoints(document: dict[str, Any], tag: str) -> Iterator[Endpoint]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if tag in operation.get("tags", []):
                yield _endpoint(document, path, method, operation)


def _endpoint(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Endpoint:
    summary, _, detail = operation.get("description", "").partition("\n")
    content: dict[str, Any] = next(
        (r["content"] for code, r in operation["responses"].items() if code.startswith("2")), {}
    )
    answer: dict[str, Any] = next(iter(content.values()), {})
    example = answer.get("example")
    return Endpoint(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=summary,
        detail=detail.strip(),
        parameters=tuple(_parameter(p) for p in operation.get("parameters", [])),
        curl=_curl(document, path, method, operation),
        fields=tuple(_fields(document, answer.get("schema", {}))),
        example=json.dumps(example, indent=2, ensure_ascii=False) if example else "",
        errors=tuple((c, r["description"]) for c, r in operation["responses"].items() if not c.startswith("2")),
    )


def _parameter(raw: dict[str, Any]) -> Parameter:
    schema = raw.get("schema", {})
    return Parameter(
        raw["name"],
        raw["in"],
        _type_of(schema),
        bool(raw.get("required")),
        raw.get("description") or schema.get("description", ""),
    )


def _fields(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, field in _resolve(document, schema).get("properties", {}).items():
        yield name, _type_of(field)


def _type_of(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_type_of(part) for part in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type_of(schema.get('items', {}))}"
    return str(schema.get("type") or schema.get("const") or "any")


def _resolve(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = document["components"]["schemas"][_type_of(schema)]
        return found
    return schema


def _curl(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> str:
    """Write a request as a line for a shell, with the example that the schema gives."""
    words = ["curl"]
    if method != "get":
        words += ["-X", method.upper()]
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        words += ["-F", "file=@resume.pdf"]
    elif "application/json" in content:
        schema = _resolve(document, content["application/json"]["schema"])
        example = (schema.get("examples") or [{}])[0]
        words += ["-H", "Content-Type: application/json", "-d", json.dumps(example, ensure_ascii=False)]
    return " ".join(shlex.quote(word) for word in [*words, _EXAMPLE_HOST + path])
