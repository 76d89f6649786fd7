"""Signing in with the installation's token, and out again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from recollect.services.memory import Memory
from recollect.services.sign_in import SESSION_LENGTH, begin_session, is_token, leave_session
from recollect.settings import Settings
from recollect.web.pages.rendering import render_bare
from recollect.web.sessions import SESSION_COOKIE

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303


@router.get("/sign-in")
def show_sign_in(request: Request) -> Response:
    """Ask for the token; without one, there is nothing to sign in to."""
    settings: Settings = request.app.state.settings
    if not settings.token:
        return RedirectResponse("/", _SEE_OTHER)
    return render_bare(request, "sign_in/sign_in.html", problem="")


@router.post("/sign-in")
def sign_in(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Begin a session for whoever knows the token."""
    settings: Settings = request.app.state.settings
    memory: Memory = request.app.state.memory
    if not settings.token or not is_token(token.strip(), settings.token):
        problem = "This is not the token of this installation. It is the value of RECOLLECT_TOKEN on the server."
        return render_bare(request, "sign_in/sign_in.html", 401, problem=problem)
    answer = RedirectResponse("/", _SEE_OTHER)
    answer.set_cookie(
        SESSION_COOKIE,
        begin_session(memory),
        max_age=int(SESSION_LENGTH.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session, here and in the store."""
    secret = request.cookies.get(SESSION_COOKIE)
    if secret:
        leave_session(request.app.state.memory, request.state.caller, secret)
    answer = RedirectResponse("/sign-in", _SEE_OTHER)
    answer.delete_cookie(SESSION_COOKIE)
    return answer
