"""Starlette's client, which asks an application in process; httpx is what it speaks to it with here."""

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings(
        "ignore", message="Using `httpx` with `starlette.testclient`"
    )  # it would rather have httpx2
    from starlette.testclient import TestClient

__all__ = ["TestClient"]
