"""Who is asking: the local user, an API token or a browser session."""

from __future__ import annotations

from msgspec import Struct

DEFAULT_WORKSPACE = 1


class Caller(Struct, frozen=True, kw_only=True):
    """Whose current job and idempotency keys these are, and which name stands in the audit trail."""

    caller_id: str
    actor: str
    workspace_id: int = DEFAULT_WORKSPACE


LOCAL_CALLER = Caller(caller_id="local", actor="local")
"""The one user of an installation without authentication: browser, curl and command line alike."""
