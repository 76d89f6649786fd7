"""Reads that need nothing of the framework are answered before it: its routing and dependencies cost most of a read.

An endpoint is plain when it takes the memory, the caller, texts of its path and one model of its query, and nothing
else. It is found and called here as the framework would; whatever is not plain, or not as it should be, goes on to it.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

from fastapi import Response
from fastapi.params import Query
from fastapi.routing import APIRoute
from msgspec import Struct
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from recollect.errors import RecollectError
from recollect.services.memory import Memory
from recollect.web.errors import own_answer
from recollect.web.requests import UsesCaller, UsesMemory

_THREADS = 8


class _PlainRead(Struct, frozen=True):
    """An endpoint with the names under which it takes what it takes."""

    route: APIRoute
    endpoint: Callable[..., Response]
    memory: str | None
    caller: str | None
    query: tuple[str, type[BaseModel]] | None


class PlainReads:
    """Answers plain reads in threads of its own, and hands everything else on to `app`."""

    def __init__(self, app: ASGIApp, *, routes: Iterable[BaseRoute], memory: Memory) -> None:
        self._app = app
        self._memory = memory
        self._fixed: dict[str, _PlainRead | None] = {}
        self._patterns: dict[str, list[tuple[APIRoute, _PlainRead | None]]] = {}
        for route in routes:
            if isinstance(route, APIRoute) and route.methods and "GET" in route.methods:
                self._add(route)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="recollect-reads")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = self._find(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        arguments = self._arguments(*found, scope) if found else None
        if found is None or arguments is None:
            await self._app(scope, receive, send)
            return
        read = found[0]
        scope["route"] = read.route
        try:
            running = self._threads.submit(read.endpoint, **arguments)
            answer = await asyncio.wrap_future(running)
        except RecollectError as error:
            answer = own_answer(Request(scope), error)
        await answer(scope, receive, send)

    def _add(self, route: APIRoute) -> None:
        read = _plain_read(route)
        if route.param_convertors:
            self._patterns.setdefault(_noun(route.path), []).append((route, read))
        else:
            self._fixed[route.path] = read

    def _find(self, path: str) -> tuple[_PlainRead, Mapping[str, str]] | None:
        if path in self._fixed:
            read = self._fixed[path]
            return (read, {}) if read is not None else None
        for route, read in self._patterns.get(_noun(path), ()):
            match = route.path_regex.match(path)
            if match is not None:
                return (read, match.groupdict()) if read is not None else None
        return None

    def _arguments(self, read: _PlainRead, path: Mapping[str, str], scope: Scope) -> dict[str, Any] | None:
        arguments: dict[str, Any] = dict(path)
        if read.memory is not None:
            arguments[read.memory] = self._memory
        if read.caller is not None:
            arguments[read.caller] = scope["state"]["caller"]
        if read.query is not None:
            name, model = read.query
            values = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
            try:
                arguments[name] = model.model_validate(values)
            except ValidationError:
                return None  # the framework says what is wrong with it
        return arguments


def _noun(path: str) -> str:
    """Give the first part of an address below ``/api/``, by which the routes to try are found."""
    return path.split("/", 3)[2] if path.startswith("/api/") else ""


def _plain_read(route: APIRoute) -> _PlainRead | None:
    """Tell how to call the route's endpoint, or give None when it is not plain."""
    endpoint = route.endpoint
    if inspect.iscoroutinefunction(endpoint) or route.dependencies:
        return None
    memory = caller = None
    query: tuple[str, type[BaseModel]] | None = None
    hints = get_type_hints(endpoint, include_extras=True)
    hints.pop("return")
    for name, hint in hints.items():
        if name in route.param_convertors and hint is str:
            continue
        if hint == UsesMemory:
            memory = name
        elif hint == UsesCaller:
            caller = name
        elif query is None and _is_query_model(hint):
            query = name, get_args(hint)[0]
        else:
            return None
    return _PlainRead(route, endpoint, memory, caller, query)


def _is_query_model(hint: Any) -> bool:
    if get_origin(hint) is not Annotated:
        return False
    kind, *marks = get_args(hint)
    return isinstance(kind, type) and issubclass(kind, BaseModel) and [type(mark) for mark in marks] == [Query]
