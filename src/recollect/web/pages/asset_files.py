"""The pages' own files: read once, named by their content, served with no other host."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response
from msgspec import Struct

from recollect.errors import NotFound

router = APIRouter(include_in_schema=False)

_MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
_PACKED_ALREADY = frozenset({"woff2"})
_DIGITS = 12
_FOR_EVER = "public, max-age=31536000, immutable"


class Asset(Struct, frozen=True, kw_only=True):
    """A file as it is sent; `version` is the beginning of its SHA-256."""

    content: bytes
    packed: bytes | None
    media_type: str
    version: str


@cache
def load_assets() -> dict[str, Asset]:
    """Read all files that pages may ask for, by name."""
    found = {}
    for file in files("recollect.web.pages").joinpath("assets").iterdir():
        suffix = file.name.rpartition(".")[2]
        if suffix in _MEDIA_TYPES:
            content = file.read_bytes()
            found[file.name] = Asset(
                content=content,
                packed=None if suffix in _PACKED_ALREADY else gzip.compress(content, mtime=0),
                media_type=_MEDIA_TYPES[suffix],
                version=hashlib.sha256(content).hexdigest()[:_DIGITS],
            )
    return found


def asset_address(name: str) -> str:
    """Give the address of a file in its present version, which may be cached for ever."""
    return f"/assets/{name}?v={load_assets()[name].version}"


@router.get("/assets/{name}")
def send_asset(request: Request, name: str) -> Response:
    """Send a file; not again to a browser that has it."""
    asset = load_assets().get(name)
    if asset is None:
        raise NotFound("There is no such file.", id=name)
    etag = f'"{asset.version}"'
    headers = {
        "Cache-Control": _FOR_EVER if request.query_params.get("v") == asset.version else "no-cache",
        "ETag": etag,
        "Vary": "Accept-Encoding",
    }
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if asset.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.packed, media_type=asset.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(asset.content, media_type=asset.media_type, headers=headers)
