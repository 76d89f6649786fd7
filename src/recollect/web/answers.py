"""JSON answers: domain values in, bytes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import Response

from recollect.domain.paging import Page

_ENCODER = msgspec.json.Encoder()


def encode(value: object) -> bytes:
    """Write a domain value as JSON: UTF-8, times in RFC 3339 UTC."""
    return _ENCODER.encode(value)


def json_answer(value: object, status: int = 200) -> Response:
    """Answer with a domain value."""
    return Response(encode(value), status_code=status, media_type="application/json")


def listing(name: str, page: Page[Any]) -> dict[str, object]:
    """Give a page in the shape of the API's lists, its items under `name`."""
    shown: dict[str, object] = {name: page.items, "total": page.total, "next_cursor": page.next_cursor}
    if page.total_is_lower_bound:
        shown["total_is_lower_bound"] = True
    return shown


def error_body(name: str, detail: str, record_id: str | None = None) -> Mapping[str, str]:
    """Give the one body that all errors have."""
    body = {"error": name, "detail": detail}
    return body | {"id": record_id} if record_id else body
