"""P8: no input makes a 5xx, and every answer is as the OpenAPI document says: schemathesis over all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings as hypothesis_settings
from schemathesis import Case

from api.requests import RESUME, add_job, submit
from counts import full_or
from recollect.bootstrap import open_memory
from recollect.settings import Settings
from recollect.web.app import create_app
from api.asgi import TestClient

pytestmark = pytest.mark.promise


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    settings = Settings(data=tmp_path_factory.mktemp("conformance"), allowed_hosts=("testserver",), max_upload_mib=1)
    memory = open_memory(settings)
    app = create_app(settings, memory)
    with TestClient(app) as client:
        add_job(client)
        submit(client)
    yield schemathesis.openapi.from_asgi("/openapi.json", app)
    memory.close()


schema = schemathesis.pytest.from_fixture("document")


@schema.parametrize()
@hypothesis_settings(max_examples=full_or(6, 300), suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_documented(case: Case) -> None:
    case.call_and_validate()
