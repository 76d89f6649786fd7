"""Endpoints that need nothing of the framework are called before it: its routing and dependencies cost most of a call.

An endpoint is plain when it takes the request, the memory, the caller, texts of its path, one model of its query, one
of its JSON body, and nothing else. It is found and called here as the framework would; whatever is not plain, or not
as it should be, goes on to the framework, which says what is wrong with it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

import msgspec
from fastapi import Request, Response
from fastapi.params import Query
from fastapi.routing import APIRoute
from msgspec import Struct
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recollect.errors import RecollectError
from recollect.services.memory import Memory
from recollect.web.at_once import AtOnce
from recollect.web.errors import answer_http, own_answer
from recollect.web.requests import AT_ONCE, UsesCaller, UsesMemory
from recollect.web.waiting import finished

_READING, _WRITING = 8, 40
"""How many do each at once. Writes wait together for one commit; reads only get into each other's way."""
_JSON = (b"content-type", b"application/json")
_LONGEST_PAGE_AT_ONCE = 100
_LARGEST_BODY_AT_ONCE = 64 * 1024


class _Plain(Struct, frozen=True):
    """An endpoint, with the names under which it takes what it takes."""

    route: APIRoute
    endpoint: Callable[..., Response]
    request: str | None = None
    memory: str | None = None
    caller: str | None = None
    query: tuple[str, type[BaseModel]] | None = None
    body: tuple[str, type[BaseModel]] | None = None
    at_once: bool = False

    @property
    def reads_at_once(self) -> bool:
        """Tell whether its answer may be kept until something changes."""
        return self.at_once and "GET" in (self.route.methods or ())


class PlainEndpoints:
    """Calls plain endpoints, at once or in threads of its own, and hands everything else on to `app`."""

    def __init__(self, app: ASGIApp, *, routes: Iterable[BaseRoute], memory: Memory) -> None:
        self._app = app
        self._memory = memory
        at_once = memory.at_once()
        self._at_once = AtOnce(at_once) if at_once else None
        self._fixed: dict[tuple[str, str], _Plain | None] = {}
        self._patterns: dict[tuple[str, str], list[tuple[APIRoute, _Plain | None]]] = {}
        for route in routes:
            if isinstance(route, APIRoute):
                self._add(route)
        self._reading = ThreadPoolExecutor(_READING, thread_name_prefix="recollect-reading")
        self._writing = ThreadPoolExecutor(_WRITING, thread_name_prefix="recollect-writing")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = self._find(scope["method"], scope["path"]) if scope["type"] == "http" else None
        if found is None or (found[0].body is not None and _JSON not in scope["headers"]):
            await self._app(scope, receive, send)
            return
        plain, texts = found
        scope["route"] = plain.route
        kept = self._at_once.find_kept(scope) if self._at_once and plain.reads_at_once else None
        if kept is not None:
            await kept(scope, receive, send)
            return
        try:
            received = await _receive_all(receive) if plain.body is not None else []
        except HTTPException as error:  # the guard counts what arrives
            await answer_http(Request(scope), error)(scope, receive, send)
            return
        arguments = self._arguments(plain, texts, scope, received)
        if arguments is None:
            await self._app(scope, _receive_again(received, receive), send)
            return
        try:
            answer = self._answer_at_once(plain, arguments, scope, received)
            if answer is None:
                answer = await self._answer_in_thread(plain, arguments, scope)
            await answer(scope, receive, send)
        except RecollectError as error:
            await own_answer(Request(scope), error)(scope, receive, send)

    def _answer_at_once(
        self, plain: _Plain, arguments: dict[str, Any], scope: Scope, received: list[Message]
    ) -> Response | None:
        """Answer in this thread, or give None when that would take waiting or long."""
        if self._at_once is None or not plain.at_once:
            return None
        if plain.query is not None and getattr(arguments[plain.query[0]], "limit", 0) > _LONGEST_PAGE_AT_ONCE:
            return None
        if plain.reads_at_once:
            return self._at_once.read(scope, plain.endpoint, arguments)
        if sum(len(message.get("body", b"")) for message in received) > _LARGEST_BODY_AT_ONCE:
            return None
        return self._at_once.call(plain.endpoint, arguments)

    async def _answer_in_thread(self, plain: _Plain, arguments: dict[str, Any], scope: Scope) -> Response:
        threads = self._reading if scope["method"] == "GET" else self._writing
        return await finished(threads.submit(plain.endpoint, **arguments))

    def _add(self, route: APIRoute) -> None:
        plain = _plain(route)
        for method in route.methods or ():
            if route.param_convertors:
                self._patterns.setdefault((method, _noun(route.path)), []).append((route, plain))
            else:
                self._fixed[method, route.path] = plain

    def _find(self, method: str, path: str) -> tuple[_Plain, Mapping[str, str]] | None:
        if (method, path) in self._fixed:
            plain = self._fixed[method, path]
            return (plain, {}) if plain is not None else None
        for route, plain in self._patterns.get((method, _noun(path)), ()):
            match = route.path_regex.match(path)
            if match is not None:
                return (plain, match.groupdict()) if plain is not None else None
        return None

    def _arguments(
        self, plain: _Plain, texts: Mapping[str, str], scope: Scope, received: list[Message]
    ) -> dict[str, Any] | None:
        """Give what the endpoint takes, or None when what was sent is not as it should be."""
        arguments: dict[str, Any] = dict(texts)
        if plain.request is not None:
            arguments[plain.request] = Request(scope)
        if plain.memory is not None:
            arguments[plain.memory] = self._memory
        if plain.caller is not None:
            arguments[plain.caller] = scope["state"]["caller"]
        try:
            if plain.query is not None:
                name, model = plain.query
                arguments[name] = model.model_validate(_parse_query(scope["query_string"].decode("latin-1")))
            if plain.body is not None:
                name, model = plain.body
                arguments[name] = model.model_validate(msgspec.json.decode(_join(received)))
        except (ValidationError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        return arguments


def _parse_query(query: str) -> dict[str, str]:
    """Give what a query says; of several of one name the last. One without escapes needs no more than to be cut."""
    if "%" in query or "+" in query:
        return dict(parse_qsl(query, keep_blank_values=True))
    cut = [part.partition("=") for part in query.split("&") if part]
    return {name: value for name, _, value in cut}


async def _receive_all(receive: Receive) -> list[Message]:
    """Take a body whole; one that breaks off ends with the message that says so."""
    received = [await receive()]
    while received[-1].get("more_body", False):
        received.append(await receive())
    return received


def _join(received: list[Message]) -> bytes:
    """Give the body, or nothing of one that broke off."""
    whole = received[-1]["type"] == "http.request"
    return b"".join(message.get("body", b"") for message in received) if whole else b""


def _receive_again(received: list[Message], receive: Receive) -> Receive:
    waiting = iter(received)

    async def receive_again() -> Message:
        message = next(waiting, None)
        return await receive() if message is None else message

    return receive_again


def _noun(path: str) -> str:
    """Give the first part of an address below ``/api/``, by which the routes to try are found."""
    return path.split("/", 3)[2] if path.startswith("/api/") else ""


def _plain(route: APIRoute) -> _Plain | None:
    """Tell how to call the route's endpoint, or give None when it is not plain."""
    endpoint = route.endpoint
    if inspect.iscoroutinefunction(endpoint) or route.dependencies:
        return None
    takes: dict[str, Any] = {}
    hints = get_type_hints(endpoint, include_extras=True)
    hints.pop("return")
    for name, hint in hints.items():
        if name in route.param_convertors and hint is str:
            continue
        kind, value = _kind_of(name, hint)
        if kind is None or kind in takes:
            return None
        takes[kind] = value
    return _Plain(route, endpoint, **takes, at_once=endpoint in AT_ONCE)


def _kind_of(name: str, hint: Any) -> tuple[str | None, Any]:
    """Tell what an argument of this type is filled with."""
    if hint is Request:
        return "request", name
    if hint == UsesMemory:
        return "memory", name
    if hint == UsesCaller:
        return "caller", name
    kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if not marks:
            return "body", (name, kind)
        if [type(mark) for mark in marks] == [Query]:
            return "query", (name, kind)
    return None, None
