from __future__ import annotations

from api.asgi import TestClient
from api.requests import ok


def test_every_endpoint_says_what_it_does_and_shows_what_to_send(client: TestClient) -> None:
    document = ok(client.get("/openapi.json"))
    bodies = 0
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            for kind, content in operation.get("requestBody", {}).get("content", {}).items():
                reference = content["schema"].get("$ref", "").rpartition("/")[2]
                if kind == "application/json" and reference:
                    assert document["components"]["schemas"][reference]["examples"], (method, path)
                    bodies += 1
    assert bodies >= 6


def test_every_example_of_a_body_is_taken_as_it_is(client: TestClient) -> None:
    document = ok(client.get("/openapi.json"))
    for path in ("/api/job-description", "/api/feedback/submit"):
        content = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        schema = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
        for example in schema["examples"]:
            ok(client.post(path, json=example))


def test_the_reference_page_lists_every_endpoint_and_fetches_nothing_from_elsewhere(client: TestClient) -> None:
    document = ok(client.get("/openapi.json"))
    page = client.get("/docs").text
    for path, methods in document["paths"].items():
        assert path in page
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page
    assert 'src="http' not in page
    assert 'href="http' not in page
