"""What handlers take from a request: the memory, the caller, and whether it was carried out before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response

from recollect.domain.caller import Caller
from recollect.errors import InvalidInput
from recollect.services.idempotency import KeyedRequest, Once, UnderWay, find_earlier_answer
from recollect.services.memory import Memory
from recollect.storage.store import Unit
from recollect.web.answers import CommittedAnswer, JsonAnswer, encode, json_answer

T = TypeVar("T")
_KEY = re.compile("[!-~]{1,255}")


async def get_memory(request: Request) -> Memory:
    """Give the application's memory."""
    memory: Memory = request.app.state.memory
    return memory


async def get_caller(request: Request) -> Caller:
    """Give who is asking."""
    caller: Caller = request.state.caller
    return caller


AT_ONCE: set[Callable[..., Response]] = set()
"""The endpoints that are marked by `at_once`."""


def at_once(endpoint: Callable[..., Response]) -> Callable[..., Response]:
    """Mark an endpoint that looks up a few rows by their keys, or hands a write in: no thread is waited for.

    Where that takes waiting after all, and where the database is not at hand, a thread answers as ever.
    """
    AT_ONCE.add(endpoint)
    return endpoint


UsesMemory = Annotated[Memory, Depends(get_memory)]
UsesCaller = Annotated[Caller, Depends(get_caller)]


def carry_out(
    request: Request,
    body: object,
    run: Callable[[Once | None], T],
    render: Callable[[T], object],
    status: int = 200,
) -> Response:
    """Carry a write out and answer it; with an `Idempotency-Key`, once.

    `body` is what was sent, as JSON values or bytes: another body under the same key is refused.
    """
    once = _keyed(request, body, render)
    if once is None:
        return json_answer(render(run(None)), status)
    memory, caller = request.app.state.memory, request.state.caller
    with request.app.state.under_way.hold(caller, once):
        earlier = find_earlier_answer(memory, caller, once)
        answer = once.render(run(once)) if earlier is None else earlier
    return JsonAnswer(answer, status)


def hand_in(
    request: Request,
    body: object,
    memory: Memory,
    unit_of: Callable[[Once | None], Unit[T]],
    render: Callable[[T], object],
) -> Response:
    """Hand a write in, to be answered once it is on disk: `carry_out` for what is one unit, without a thread."""
    caller: Caller = request.state.caller
    once = _keyed(request, body, render)
    if once is None:
        return CommittedAnswer(memory.hand_in(caller, unit_of(None)), lambda value: encode(render(value)))
    under_way: UnderWay = request.app.state.under_way
    under_way.begin(caller, once)
    try:
        earlier = find_earlier_answer(memory, caller, once)
        handed_in = memory.hand_in(caller, unit_of(once)) if earlier is None else None
    except BaseException:
        under_way.end(caller, once)
        raise
    if handed_in is None:
        under_way.end(caller, once)
        return JsonAnswer(earlier or b"")
    handed_in.add_done_callback(lambda _: under_way.end(caller, once))
    return CommittedAnswer(handed_in, once.render)


def _keyed(request: Request, body: object, render: Callable[[T], object]) -> KeyedRequest | None:
    """Give the request with its `Idempotency-Key`, or None when it has none."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise InvalidInput("An Idempotency-Key has 1 to 255 printable ASCII characters, and no space.")
    return KeyedRequest(
        key=key,
        route=f"{request.method} {request.url.path}",
        body_sha256=_digest(request.url.query, body),
        render=lambda value: encode(render(value)),
    )


def _digest(query: str, body: Any) -> str:
    content = body if isinstance(body, bytes) else encode(body)
    return hashlib.sha256(query.encode() + b"\0" + content).hexdigest()
