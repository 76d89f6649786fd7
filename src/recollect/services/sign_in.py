"""A browser signs in with the installation's token and gets a session; the token itself is never kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from recollect.domain.caller import Caller
from recollect.services.memory import Memory
from recollect.storage.records.callers import add_session, end_session, find_session

SESSION_LENGTH = timedelta(days=30)
_DIGITS = 12


def is_token(given: str, expected: str) -> bool:
    """Compare a token with the right one in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


def token_caller(token: str) -> Caller:
    """Give who uses the installation's token: one caller a token."""
    return Caller(caller_id="token:" + hashlib.sha256(token.encode()).hexdigest()[:_DIGITS], actor="token")


def begin_session(memory: Memory) -> str:
    """Begin a browser's session and give its secret, which is kept as a hash alone."""
    secret = secrets.token_urlsafe(32)
    caller = _session_caller(secrets.token_hex(_DIGITS // 2))
    expires_at = memory.clock() + SESSION_LENGTH
    memory.write(caller, lambda work: add_session(work, secret, caller_id=caller.caller_id, expires_at=expires_at))
    return secret


def resume_session(memory: Memory, secret: str) -> Caller | None:
    """Give whose session this is, or None when it has ended."""
    with memory.store.read() as reader:
        caller_id = find_session(reader, secret, now=memory.clock())
    return Caller(caller_id=caller_id, actor="session") if caller_id else None


def leave_session(memory: Memory, caller: Caller, secret: str) -> None:
    """End a browser's session."""
    memory.write(caller, lambda work: end_session(work, secret))


def _session_caller(digits: str) -> Caller:
    return Caller(caller_id=f"session:{digits}", actor="session")
