"""The choice between light and dark, and of the keys."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from recollect.web.pages.local_address import safe_address
from recollect.web.pages.looks.choices import keep_keys, keep_theme
from recollect.web.pages.looks.keys import KEYS
from recollect.web.pages.rendering import is_for, render_page, render_part
from recollect.web.pages.settings.views import WAYS

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_KEYS_PAGE = "/settings/keys"


@router.post("/looks/theme")
def choose_theme(request: Request, theme: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/") -> Response:
    """Keep the choice between light, dark and what the system says."""
    answer = RedirectResponse(safe_address(back), _SEE_OTHER)
    keep_theme(request, answer, theme)
    return answer


@router.post("/looks/keys")
def choose_keys(request: Request, keys: Annotated[str, Form()] = "on") -> Response:
    """Keep whether single keys do something."""
    answer = RedirectResponse(_KEYS_PAGE, _SEE_OTHER)
    keep_keys(request, answer, has_keys=keys != "off")
    return answer


@router.get("/looks/theme")
@router.get("/looks/keys")
@router.get("/settings")
def lead_to_settings() -> Response:
    """Lead to the settings, also whoever reloads the answer to a form."""
    return RedirectResponse(_KEYS_PAGE, _SEE_OTHER)


@router.get(_KEYS_PAGE)
def show_keys(request: Request) -> Response:
    """Show the keys, and let them be switched off; and light or dark."""
    if is_for(request, "keys"):
        return render_part("looks/key_list.html", groups=KEYS)
    return render_page(request, "looks/keys.html", groups=KEYS, ways=WAYS, at=_KEYS_PAGE)
