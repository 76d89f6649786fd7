"""What handlers take from a request: the memory, the caller, and whether it was carried out before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response

from recollect.domain.caller import Caller
from recollect.errors import InvalidInput
from recollect.services.idempotency import KeyedRequest, Once, find_earlier_answer
from recollect.services.memory import Memory
from recollect.web.answers import encode, json_answer

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
    key = request.headers.get("idempotency-key")
    if key is None:
        return json_answer(render(run(None)), status)
    if not _KEY.fullmatch(key):
        raise InvalidInput("An Idempotency-Key has 1 to 255 printable ASCII characters, and no space.")
    memory, caller = request.app.state.memory, request.state.caller
    once = KeyedRequest(
        key=key,
        route=f"{request.method} {request.url.path}",
        body_sha256=_digest(request.url.query, body),
        render=lambda value: encode(render(value)),
    )
    with request.app.state.under_way.hold(caller, once):
        earlier = find_earlier_answer(memory, caller, once)
        answer = once.render(run(once)) if earlier is None else earlier
    return Response(answer, status_code=status, media_type="application/json")


def _digest(query: str, body: Any) -> str:
    content = body if isinstance(body, bytes) else encode(body)
    return hashlib.sha256(query.encode() + b"\0" + content).hexdigest()
