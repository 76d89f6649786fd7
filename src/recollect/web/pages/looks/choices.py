"""How somebody wants the pages to be: light or dark, with keys or without. Kept in cookies of their browser."""

from __future__ import annotations

from typing import Literal

from fastapi import Request, Response
from msgspec import Struct

Theme = Literal["", "light", "dark"]
_THEME_COOKIE, _KEYS_COOKIE = "recollect_theme", "recollect_keys"
_THEMES: dict[str, Theme] = {"light": "light", "dark": "dark"}
_A_YEAR_S = 365 * 24 * 3600


class Looks(Struct, frozen=True, kw_only=True):
    """The choices of a browser; without a theme it follows its system."""

    theme: Theme = ""
    has_keys: bool = True


def read_looks(request: Request) -> Looks:
    """Read the choices that a request brings along."""
    cookies = request.cookies
    return Looks(theme=_THEMES.get(cookies.get(_THEME_COOKIE, ""), ""), has_keys=cookies.get(_KEYS_COOKIE) != "off")


def keep_theme(request: Request, answer: Response, theme: str) -> None:
    """Let the browser keep a theme, or follow its system."""
    _keep(request, answer, _THEME_COOKIE, _THEMES.get(theme, ""))


def keep_keys(request: Request, answer: Response, *, has_keys: bool) -> None:
    """Let the browser keep whether single keys do something."""
    _keep(request, answer, _KEYS_COOKIE, "" if has_keys else "off")


def _keep(request: Request, answer: Response, name: str, value: str) -> None:
    if not value:
        answer.delete_cookie(name)
        return
    # not hidden from scripts: one sets the theme too
    answer.set_cookie(name, value, max_age=_A_YEAR_S, samesite="lax", secure=request.url.scheme == "https")
