"""The application: the API, the pages, and the guard before them."""

from __future__ import annotations

import threading

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.types import ASGIApp, Receive, Scope, Send

from recollect import __version__
from recollect.services.idempotency import UnderWay
from recollect.services.memory import Memory
from recollect.settings import Settings
from recollect.web.api import (
    analyses,
    audit,
    backups,
    calibrations,
    candidates,
    checks,
    feedback,
    jobs,
    reference,
    resume_pages,
    resumes,
    retention,
    search,
    skills,
    store,
    tasks,
    templates,
)
from recollect.web.api.openapi import install_openapi
from recollect.web.errors import install_error_handlers
from recollect.web.pages.routes import PAGE_PATHS
from recollect.web.pages.routes import router as pages
from recollect.web.plain_endpoints import PlainEndpoints
from recollect.web.security import Guard

_API = (
    jobs,
    resume_pages,
    resumes,
    analyses,
    feedback,
    candidates,
    templates,
    tasks,
    search,
    store,
    audit,
    retention,
    backups,
    checks,
    calibrations,
    skills,
)
_NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""Nothing leaves the machine: not even to where an environment variable points."""
_TAGS = [
    {"name": "jobs", "description": "Job descriptions somebody hires for."},
    {"name": "resumes", "description": "Documents of candidates, each file kept once."},
    {"name": "analyses", "description": "An engine's judgements of a résumé against a job."},
    {"name": "feedback", "description": "People's judgements of analyses and answers."},
    {"name": "candidates", "description": "The people."},
    {"name": "templates", "description": "Job descriptions kept for reuse."},
    {"name": "skills", "description": "What the engine knows of skills."},
    {"name": "tasks", "description": "Work that goes on in the background."},
    {"name": "store", "description": "The store as a whole."},
]


class Application(FastAPI):
    """The framework's application behind an entrance of our own.

    Its own middleware would stand behind four layers of its own, which cost each request 6 µs.
    """

    entrance: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        scope["app"] = self
        await self.entrance(scope, receive, send)

    async def call_framework(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request that was let through."""
        await super().__call__(scope, receive, send)


def create_app(settings: Settings, memory: Memory) -> Application:
    """Join the application over an open memory."""
    app = Application(
        title="Recollect",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_tags=_TAGS,
        redirect_slashes=False,
        telemetry=_NO_TELEMETRY,
    )
    app.state.memory = memory
    app.state.settings = settings
    app.state.under_way = UnderWay()
    app.state.stopping = threading.Event()
    app.state.page_paths = PAGE_PATHS
    for part in _API:
        app.include_router(part.router)
    app.include_router(reference.router)
    app.include_router(pages)
    install_error_handlers(app)
    install_openapi(app)
    routes = [route for part in _API for route in part.router.routes]
    plain = PlainEndpoints(app.call_framework, routes=routes, memory=memory)
    app.entrance = Guard(plain, settings=settings, memory=memory)
    return app
