"""The OpenAPI document: schemas from the domain's own types, so that it can't drift from what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from recollect import __version__

Schema = Mapping[str, Any]
_REF = "#/components/schemas/{name}"
_components: dict[str, Any] = {
    "Error": {
        "type": "object",
        "required": ["error", "detail"],
        "properties": {
            "error": {"type": "string", "examples": ["not_found"]},
            "detail": {"type": "string", "description": "What happened, and what to do."},
            "id": {"type": "string", "description": "The record concerned."},
        },
    }
}
_MEANINGS = {
    400: "The host name is not one that this server answers to.",
    401: "Sign in first.",
    403: "A page of another site asked for a change.",
    404: "There is nothing of this id.",
    409: "No job is selected, or the record was changed meanwhile.",
    413: "Too large.",
    415: "Not a kind of document that is read here.",
    422: "What was sent can't be used as it is.",
    503: "The store can't be read or written; nothing was stored.",
    507: "The disk is full; nothing was stored.",
}
_NO_NUL = "^[^\\u0000]*$"
_ALWAYS = (400, 401, 422, 503)
_WRITES = (403, 409, 413, 507)


def schema_of(kind: Any) -> Schema:
    """Give the JSON schema of a domain type, its parts among the document's components."""
    (schema,), components = msgspec.json.schema_components((kind,), ref_template=_REF)
    _components.update(components)
    return schema


def record(**fields: Any) -> Schema:
    """Give the schema of an object with these fields: types, or schemas."""
    properties = {name: field if isinstance(field, Mapping) else schema_of(field) for name, field in fields.items()}
    return {"type": "object", "properties": properties, "required": list(properties)}


def list_of(name: str, kind: Any) -> Schema:
    """Give the schema of one page of a list."""
    schema = record(**{name: list[kind], "total": int, "next_cursor": str | None})
    return {**schema, "properties": {**schema["properties"], "total_is_lower_bound": {"type": "boolean"}}}


def answers(
    schema: Schema,
    *errors: int,
    example: object = None,
    status: int = 200,
    writes: bool = False,
    description: str = "Done.",
) -> dict[int | str, dict[str, Any]]:
    """Give the `responses` of an endpoint: its answer, and the errors that can come instead."""
    content: dict[str, Any] = {"schema": schema}
    if example is not None:
        content["example"] = example
    known = sorted({*_ALWAYS, *errors, *(_WRITES if writes else ())})
    found: dict[int | str, dict[str, Any]] = {
        status: {"description": description, "content": {"application/json": content}}
    }
    return found | {
        code: {
            "description": _MEANINGS[code],
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
        for code in known
    }


KEY_HEADER: dict[str, Any] = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "Carry this out once, whatever the retries; kept for 24 hours.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        }
    ]
}


def _exclude_nul(part: Any) -> None:
    """Say of every text of a request that a NUL is refused in it."""
    if isinstance(part, dict):
        if part.get("type") == "string" and not {"pattern", "enum", "const", "contentMediaType"} & part.keys():
            part["pattern"] = _NO_NUL
        for inner in part.values():
            _exclude_nul(inner)
    elif isinstance(part, list):
        for inner in part:
            _exclude_nul(inner)


def install_openapi(app: FastAPI) -> None:
    """Let `app` describe itself with the components that its endpoints use."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title="Recollect",
                version=__version__,
                summary="A self-hosted hiring workbench with total memory.",
                routes=app.routes,
                tags=app.openapi_tags,
            )
            components = document.setdefault("components", {})
            schemas = components.setdefault("schemas", {})
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            _exclude_nul(document)
            schemas.update(_components)
            components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            document["security"] = [{}, {"token": []}]
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]
