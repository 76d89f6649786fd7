"""Templates become answers: escaped by default, and a name that is missing is an error, never an empty place.

A page and its parts are templates of their own; the page includes its parts. One address answers with the whole page,
or with the part that a script on it asks for anew: see `is_for`.
"""

from __future__ import annotations

from functools import cache

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from recollect.web.pages.asset_files import asset_address
from recollect.web.pages.frame import read_frame
from recollect.web.pages.looks.choices import read_looks

_VARY = {"Vary": "HX-Request, HX-Target, Cookie"}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("recollect.web.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset_address
    return environment


def is_part(request: Request) -> bool:
    """Tell whether a script on a page asks, which puts the answer into that page."""
    headers = request.headers
    return headers.get("hx-request") == "true" and "hx-history-restore-request" not in headers


def is_for(request: Request, element_id: str) -> bool:
    """Tell whether a script asks for what belongs into the element of this id."""
    return is_part(request) and request.headers.get("hx-target", "").partition("#")[2] == element_id


def render_page(request: Request, template: str, status: int = 200, /, **values: object) -> HTMLResponse:
    """Answer with a page inside its frame."""
    frame = read_frame(request)
    return _answer(template, status, {**values, "frame": frame, "looks": frame.looks})


def render_bare(request: Request, template: str, status: int = 200, /, **values: object) -> HTMLResponse:
    """Answer with a page that stands without the store: to sign in, or when something failed."""
    return _answer(template, status, {**values, "looks": read_looks(request)})


def render_part(template: str, status: int = 200, /, **values: object) -> HTMLResponse:
    """Answer with a part of a page."""
    return _answer(template, status, values)


def _answer(template: str, status: int, values: dict[str, object]) -> HTMLResponse:
    return HTMLResponse(_environment().get_template(template).render(values), status_code=status, headers=_VARY)
