"""Errors become answers here, once: what happened, what to do, and the status of api.md's table."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from recollect import errors
from recollect.web.answers import error_body, json_answer
from recollect.web.pages.routes import error_page

_logger = logging.getLogger("recollect.errors")

STATUSES: dict[type[errors.RecollectError], int] = {
    errors.InvalidInput: 422,
    errors.NotFound: 404,
    errors.NoJobSelected: 409,
    errors.StaleVersion: 409,
    errors.UndoConflict: 409,
    errors.NothingToMove: 409,
    errors.TaskConflict: 409,
    errors.CalledOff: 409,
    errors.RequestUnderWay: 409,
    errors.DocumentTooLarge: 413,
    errors.UnsupportedDocument: 415,
    errors.DocumentError: 422,
    errors.DiskFull: 507,
    errors.StorageError: 503,
    errors.RecollectError: 500,
}
"""The status of each kind of error; a kind that is not named has that of the nearest one above it."""

_HTTP_NAMES = {
    404: ("not_found", "There is nothing at this address. GET /docs lists the endpoints."),
    405: ("method_not_allowed", "This address does not take this method. GET /docs lists the endpoints."),
}
_MALFORMED = ("invalid_input", "The body can't be read as this endpoint expects it; see GET /docs.")


def status_of(error: errors.RecollectError) -> int:
    """Give the HTTP status of an error."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def wants_page(request: Request) -> bool:
    """Tell whether an answer is for a person in a browser rather than for a program."""
    if request.url.path.startswith(("/api/", "/openapi.json", "/healthz")):
        return False
    return "text/html" in request.headers.get("accept", "")


def error_answer(
    request: Request, status: int, name: str, detail: str, record_id: str | None = None, **headers: str
) -> Response:
    """Answer with an error, as a page or as JSON."""
    if wants_page(request):
        answer = error_page(request, status, name, detail)
    else:
        answer = json_answer(error_body(name, detail, record_id), status)
    answer.headers.update(headers)
    return answer


def install_error_handlers(app: FastAPI) -> None:
    """Let every error of `app` that is foreseen be answered in the one shape; the guard answers all others.

    The handlers are no coroutines, so that a page of an error may read the store beside the loop.
    """
    app.add_exception_handler(errors.RecollectError, _answer_own)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _answer_invalid)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, answer_http)  # type: ignore[arg-type]


def _answer_own(request: Request, error: errors.RecollectError) -> Response:
    return own_answer(request, error)


def own_answer(request: Request, error: errors.RecollectError) -> Response:
    """Answer with an error of Recollect's own tree."""
    status = status_of(error)
    if status >= 500:  # noqa: PLR2004 - the server's own failures begin here
        _logger.error("%s: %s", error.name, error.detail)
    return error_answer(request, status, error.name, error.detail, error.id)


def _answer_invalid(request: Request, error: RequestValidationError) -> Response:
    return error_answer(request, 422, errors.InvalidInput.name, _describe(error.errors()))


def answer_http(request: Request, error: HTTPException) -> Response:
    """Answer with an error that the framework or the guard raised."""
    name, detail = _HTTP_NAMES.get(error.status_code, _MALFORMED)
    if error.status_code == 413:  # noqa: PLR2004 - raised while the body was read
        name, detail = errors.DocumentTooLarge.name, str(error.detail)
    status = 422 if error.status_code == 400 else error.status_code  # noqa: PLR2004 - a malformed body, says the table
    allowed = {"Allow": _allowed_methods(request, error)} if status == 405 else {}  # noqa: PLR2004 - RFC 9110 asks for it
    return error_answer(request, status, name, detail, **allowed)


def _allowed_methods(request: Request, error: HTTPException) -> str:
    """Give all methods of an address; the error knows those of one route, and an address has one for each method."""
    pattern = getattr(request.scope.get("route"), "path", "")
    documented = request.app.openapi()["paths"].get(pattern, {})
    return ", ".join(method.upper() for method in sorted(documented)) or (error.headers or {}).get("Allow", "")


def unexpected_answer(request: Request, error: Exception) -> Response:
    """Answer with what nobody foresaw, and log it."""
    _logger.error("unexpected error", exc_info=error)
    return error_answer(
        request,
        500,
        "internal_error",
        "Something went wrong in Recollect itself; nothing half-done was kept. See the log.",
    )


def _describe(problems: Sequence[Any]) -> str:
    """Say which parts of a request are wrong, without repeating what was sent."""
    return "; ".join(map(_describe_one, problems)) + "."


def _describe_one(problem: Any) -> str:
    if problem["type"] == "json_invalid":
        return f"The body is no JSON: {problem['ctx']['error'].lower()} at character {problem['loc'][-1]}"
    return f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg'].removeprefix('Value error, ')}"
