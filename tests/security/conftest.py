"""The same application and store that the tests of the API ask."""

from api.conftest import app, client, guarded, memory, nothing_stored, readers, settings

__all__ = ["app", "client", "guarded", "memory", "nothing_stored", "readers", "settings"]
