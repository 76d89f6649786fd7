"""The pages' own files: read once, named by their content, served with no other host."""

from __future__ import annotations

import gzip
import hashlib
import posixpath
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

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
_COMMENT_OR_INDENT = re.compile(rb"/\*.*?\*/\n?|^[ \t]+|^\n", re.DOTALL | re.MULTILINE)
_OWN_ADDRESS = re.compile(rb'(?:(?<=url\(")|(?<=from ")|(?<=import "))(\.\.?/[\w./-]+)(?=")')


class Asset(Struct, frozen=True, kw_only=True):
    """A file as it is sent; `version` is the beginning of its SHA-256."""

    content: bytes
    packed: bytes | None
    media_type: str
    version: str


@cache
def load_assets() -> dict[str, Asset]:
    """Read all files that pages may ask for, by name, such as ``css/frame.css``."""
    root = files("recollect.web.pages").joinpath("assets")
    written = {name: file.read_bytes() for name, file in _walk(root, "") if _suffix(name) in _MEDIA_TYPES}
    loaded: dict[str, Asset] = {}
    for name in written:
        _load(name, written, loaded)
    return loaded


def asset_address(name: str) -> str:
    """Give the address of a file in its present version, which may be cached for ever."""
    return f"/assets/{name}?v={load_assets()[name].version}"


@router.get("/assets/{name:path}")
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


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        found += _walk(entry, f"{name}/") if entry.is_dir() else [(name, entry)]
    return found


def _suffix(name: str) -> str:
    return name.rpartition(".")[2]


def _load(name: str, written: dict[str, bytes], loaded: dict[str, Asset]) -> Asset:
    """Load a file after those that it names, and name each of them in it by its present version."""
    if name in loaded:
        return loaded[name]

    def stamp(found: re.Match[bytes]) -> bytes:
        address = found[1].decode()
        other = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        return f"{address}?v={_load(other, written, loaded).version}".encode()

    suffix = _suffix(name)
    content = _OWN_ADDRESS.sub(stamp, written[name]) if suffix in {"css", "js"} else written[name]
    if suffix == "css":
        content = _COMMENT_OR_INDENT.sub(b"", content)
    loaded[name] = Asset(
        content=content,
        packed=None if suffix in _PACKED_ALREADY else gzip.compress(content, mtime=0),
        media_type=_MEDIA_TYPES[suffix],
        version=hashlib.sha256(content).hexdigest()[:_DIGITS],
    )
    return loaded[name]
