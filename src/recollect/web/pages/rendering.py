"""Templates become answers: escaped by default, and a name that is missing is an error, never an empty place."""

from __future__ import annotations

from functools import cache

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from recollect.web.pages.asset_files import asset_address
from recollect.web.pages.frame import read_frame


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


def render_page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Answer with a page inside its frame."""
    return render_bare(template, status, frame=read_frame(request), **values)


def render_bare(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Answer with a page that stands without the store: to sign in, or when something failed."""
    return HTMLResponse(_environment().get_template(template).render(values), status_code=status)
