"""P8: no input makes a 5xx, and every answer is as the OpenAPI document says: schemathesis over all of it.

All its checks are on. Three of their findings are no faults, and are told apart by the answer they are about:

* a request that fits the schema and is refused (`positive_data_acceptance`), when it is refused for what no schema
  can say: see `BEYOND_SCHEMAS`;
* a request that does not fit the schema and is accepted (`negative_data_rejection`), when all that does not fit is the
  type of a file in a form: on the wire a file of a number is the file of its digits;
* a deleted record that still answers (`use_after_free`), when it is a résumé, which uploading its file again revives,
  or the history of a record, which deleting it ends but does not hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.core.transport import Response
from schemathesis.engine import events, from_schema

from api.asgi import TestClient
from api.requests import add_job, ok, submit, upload
from counts import full_or, is_full
from recollect import errors
from recollect.bootstrap import open_memory
from recollect.settings import Settings
from recollect.web.app import create_app
from recollect.worker.task_runner import TaskRunner

pytestmark = pytest.mark.promise

TAGS = ("jobs", "resumes", "analyses", "feedback", "candidates", "templates", "tasks", "store", "skills")
PINNED_SEED = 8
"""The promise is proven on the same requests each time; the full run draws new ones and prints its seed."""
BEYOND_SCHEMAS = {
    errors.InvalidCursor.name,  # which cursors a list gave out
    errors.FeedbackMismatch.name,  # which records belong together
    errors.UnusableText.name,  # a NUL inside a value that may be any JSON
    errors.IdempotencyKeyReused.name,  # which keys came before
    errors.TaskConflict.name,  # which tasks have ended
    errors.NoBackupFolder.name,  # what the operator has set
    *(kind.name for kind in errors.DocumentError.__subclasses__()),  # what is in a file
}
UNFAITHFUL = ("holds a number that JSON does not carry faithfully", "is nested more than")
"""What is refused inside a value that may be any JSON."""
FREE_VALUES = {
    "PATCH /api/resumes/{resume_id}",
    "PATCH /api/jobs/{job_id}",
    "PATCH /api/templates/{template_id}",
    "POST /api/feedback/submit",
}
"""Endpoints with values that may be any JSON, where what can't be kept faithfully is refused, or whose shape depends
on the field that is corrected."""

VIOLATED = re.compile(r"violates `(\w+)`(?: at (\S+))?")
_FILE, _MORE = ("type", "/properties/file"), ("additionalProperties", "")
"""What does not fit in a form and can't be told: the type of a file; with it, parameters that nobody asks for."""


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[FastAPI]:
    """Give the application over a store that holds a record of each kind."""
    settings = Settings(data=tmp_path / "data", max_upload_mib=1, allowed_hosts=("testserver",))
    memory = open_memory(settings)
    app = create_app(settings, memory)
    with TestClient(app) as client:
        job_id = add_job(client)
        upload(client, path="/api/upload-resume")
        submit(client)
        ok(client.post(f"/api/jobs/{job_id}/template"), 201)
    with closing(TaskRunner(memory, at_once=1)):
        yield app
    memory.close()


def test_every_endpoint_is_in_a_group_that_is_asked(filled: FastAPI) -> None:
    operations = [operation for path in filled.openapi()["paths"].values() for operation in path.values()]
    assert {tag for operation in operations for tag in operation["tags"]} == set(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_every_answer_is_as_documented(filled: FastAPI, tag: str, seed: int) -> None:
    asked, wrong = ask_everything(filled, tag, seed if is_full() else PINNED_SEED)
    assert asked > 0
    assert wrong == [], "\n\n".join(wrong)


def ask_everything(app: FastAPI, tag: str, seed: int) -> tuple[int, list[str]]:
    """Send what schemathesis makes of a group's endpoints; give how many requests that were, and what was wrong."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=SchemathesisConfig(seed=seed)).include(tag=tag)
    schema.config.generation.max_examples = full_or(5, 500)
    schema.config.generation.database = "none"
    schema.config.update(continue_on_failure=True)
    asked, wrong = 0, list[str]()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.interactions)
            wrong += _faults(event)
        elif isinstance(event, events.NonFatalError):
            wrong.append(f"{event.label}: {event.value!r}")
        elif isinstance(event, events.FatalError):
            raise event.exception
    return asked, wrong


def _faults(event: events.ScenarioFinished) -> Iterator[str]:
    recorder = event.recorder
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is None:
                continue
            operation, answer = recorder.cases[case_id].value.operation.label, recorder.interactions[case_id].response
            failure = check.failure_info.failure
            if not _is_meant(check.name, operation, answer, failure.message):
                yield "\n".join(
                    (operation, failure.title, failure.message, check.failure_info.code_sample, _body(answer))
                )


def _is_meant(check: str, operation: str, answer: Response | None, message: str) -> bool:
    if check == "negative_data_rejection":
        violated = set(VIOLATED.findall(message))
        return operation.startswith("POST /api/upload-resume") and {_FILE} <= violated <= {_FILE, _MORE}
    if check == "use_after_free":
        return "/resumes/" in operation or operation.endswith("/versions")
    if check != "positive_data_acceptance" or answer is None:
        return False
    name, detail = answer.json()["error"], answer.json()["detail"]
    if name == errors.InvalidInput.name:
        return (
            operation in FREE_VALUES
            or _is_broken_form(operation, detail)
            or detail.partition(" ")[2].startswith(UNFAITHFUL)
        )
    return name in BEYOND_SCHEMAS


def _is_broken_form(operation: str, detail: str) -> bool:
    """Tell whether a form has line breaks in the headers of its parts, which schemathesis writes as drawn."""
    return operation.startswith("POST /api/upload-resume") and detail.startswith("The body can't be read")


def _body(answer: Response | None) -> str:
    return "" if answer is None else answer.content[:500].decode(errors="replace")
