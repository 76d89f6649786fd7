"""The cookie by which a browser's session is known."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

SESSION_COOKIE = "recollect_session"


def session_secret(cookie_header: str) -> str | None:
    """Give the session's secret from a `Cookie` header, or None."""
    try:
        morsel = SimpleCookie(cookie_header).get(SESSION_COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None
