"""The guard before every route: hosts, origins, sign-in, body limits, security headers and the access log."""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Mapping, Sequence

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.errors import RecollectError, UnusableText
from recollect.services.memory import Memory
from recollect.services.sign_in import is_token, resume_session, token_caller
from recollect.settings import Settings
from recollect.web.errors import error_answer, own_answer, unexpected_answer, wants_page
from recollect.web.logs import log_fields
from recollect.web.sessions import session_secret

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN_PATHS = ("/healthz", "/sign-in", "/assets/")
_FOREIGN_SITES = frozenset({"cross-site", "same-site"})
_JSON_LIMIT = 4 * 1024 * 1024
_FORM_OVERHEAD = 1024 * 1024
_FILES_A_FORM = 20
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_RAW_HEADERS = [
    (name.encode(), value.encode()) for name, value in (SECURITY_HEADERS | {"cache-control": "no-store"}).items()
]
_RAW_NAMES = frozenset(name for name, _ in _RAW_HEADERS)
_WATCHED = frozenset({b"host", b"origin", b"sec-fetch-site", b"content-length", b"authorization", b"cookie"})
Watched = Mapping[str, str]
"""The headers that the guard looks at, by their names."""
_access_log = logging.getLogger("recollect.access")


class Guard:
    """Lets a request through to the application only when it may pass, and knows whose it is."""

    def __init__(self, app: ASGIApp, *, settings: Settings, memory: Memory) -> None:
        self._app = app
        self._settings = settings
        self._memory = memory
        self._hosts = _LOOPBACK_NAMES | {settings.host, *(name.lower() for name in settings.allowed_hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, foreground = time.perf_counter(), self._memory.foreground
        status, started = 500, False

        async def send_guarded(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                status, started = message["status"], True
                foreground.leave()  # here: a stream of events goes on for as long as its page is open
                message["headers"] = _with_security(message.get("headers", ()))
            await send(message)

        foreground.arrive()
        try:
            await self._pass_or_refuse(scope, receive, send_guarded)
        except RecollectError as error:  # of the guard itself: the application answers its own
            await own_answer(Request(scope), error)(scope, receive, send_guarded)
        except Exception as error:
            if not started:  # answered here, where the answer gets its headers
                await unexpected_answer(Request(scope), error)(scope, receive, send_guarded)
            raise
        finally:
            if not started:
                foreground.leave()
            _log_access(scope, status, time.perf_counter() - began)

    async def _pass_or_refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _watched(scope)
        scope.setdefault("state", {})["caller"] = LOCAL_CALLER
        refusal = self._refuse_foreign(scope, headers) or self._refuse_long(scope, headers) or _refuse_nul(scope)
        if refusal is None and self._settings.token:
            refusal = await self._authenticate(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, self._bounded(scope, receive), send)

    def _refuse_foreign(self, scope: Scope, headers: Watched) -> Response | None:
        host = headers.get("host", "")
        if not self._is_ours(host):
            return error_answer(
                Request(scope),
                400,
                "foreign_host",
                "This host name is not one that this server answers to. Add it to the setting `allowed_hosts`.",
            )
        if scope["method"] in _SAFE_METHODS:
            return None
        origin = headers.get("origin")
        is_foreign = origin.partition("://")[2] != host if origin else headers.get("sec-fetch-site") in _FOREIGN_SITES
        if is_foreign:
            return error_answer(
                Request(scope), 403, "foreign_origin", "A page of another site asked for a change; nothing was done."
            )
        return None

    def _is_ours(self, host: str) -> bool:
        name = _host_name(host).lower()
        if name in self._hosts:
            return True
        return not self._settings.is_loopback and _is_address(name)

    async def _authenticate(self, scope: Scope, headers: Watched) -> Response | None:
        if scope["path"].startswith(_OPEN_PATHS):
            return None
        caller = self._bearer(headers) or await self._session(headers)
        if caller is not None:
            scope["state"]["caller"] = caller
            return None
        request = Request(scope)
        if wants_page(request) and request.method in _SAFE_METHODS:
            return RedirectResponse("/sign-in", status_code=303)
        return error_answer(
            request,
            401,
            "not_signed_in",
            "Send the token as `Authorization: Bearer …`, or sign in at /sign-in.",
            **{"WWW-Authenticate": "Bearer"},
        )

    def _bearer(self, headers: Watched) -> Caller | None:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and is_token(given.strip(), self._settings.token):
            return token_caller(self._settings.token)
        return None

    async def _session(self, headers: Watched) -> Caller | None:
        secret = session_secret(headers.get("cookie", ""))
        return await to_thread.run_sync(resume_session, self._memory, secret) if secret else None

    def _limit(self, path: str) -> int:
        if not path.startswith("/api/"):
            return _FILES_A_FORM * self._settings.max_upload_bytes + _FORM_OVERHEAD
        if path == "/api/upload-archive":
            return self._settings.max_archive_bytes + _FORM_OVERHEAD
        if path.startswith("/api/upload-resume"):
            return self._settings.max_upload_bytes + _FORM_OVERHEAD
        return _JSON_LIMIT

    def _refuse_long(self, scope: Scope, headers: Watched) -> Response | None:
        announced = headers.get("content-length", "0")
        limit = self._limit(scope["path"])
        if announced.isdigit() and int(announced) > limit:
            return error_answer(Request(scope), 413, "document_too_large", _too_long(limit))
        return None

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """Count the body while it arrives, so that one without an announced length can't grow either."""
        limit = self._limit(scope["path"])
        received = 0

        async def receive_bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413, _too_long(limit))
            return message

        return receive_bounded


def _watched(scope: Scope) -> Watched:
    """Give the headers that the guard looks at, of several of one name the first; in one pass."""
    return {name.decode(): value.decode("latin-1") for name, value in reversed(scope["headers"]) if name in _WATCHED}


def _with_security(given: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Give an answer's headers with the security headers that it does not set itself."""
    names = {name.lower() for name, _ in given}
    if names.isdisjoint(_RAW_NAMES):
        return [*given, *_RAW_HEADERS]
    return [*given, *(header for header in _RAW_HEADERS if header[0] not in names)]


def _refuse_nul(scope: Scope) -> Response | None:
    """Refuse an address with a NUL, which is part of no record, and which not every database takes in a question."""
    if "\0" not in scope["path"] and b"%00" not in scope["query_string"]:
        return None
    return error_answer(Request(scope), 422, UnusableText.name, "The address holds a NUL; send it without.")


def _too_long(limit: int) -> str:
    return f"What was sent is larger than {limit / (1024 * 1024):g} MiB; nothing was stored. Send less at once."


def _host_name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0] if host.count(":") == 1 else host


def _is_address(name: str) -> bool:
    """Tell whether a host is a literal address, which no foreign name server can point here."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _log_access(scope: Scope, status: int, seconds: float) -> None:
    """Log a request without personal data: the route's pattern, never what was asked for or sent."""
    if _access_log.isEnabledFor(logging.INFO):
        fields = {
            "method": scope["method"],
            "route": getattr(scope.get("route"), "path", "unmatched"),
            "status": status,
            "ms": round(seconds * 1000, 2),
        }
        log_fields(_access_log, "request", fields)
