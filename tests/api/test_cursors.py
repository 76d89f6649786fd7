from __future__ import annotations

import httpx
import pytest

from api.asgi import TestClient
from api.requests import add_job, ok, refused, submit, upload

COUNT = 5


def fill(client: TestClient) -> None:
    """Keep five of everything that is listed."""
    job_id = add_job(client, role_name="Role 0")
    for number in range(1, COUNT):
        add_job(client, role_name=f"Role {number}")
    for number in range(COUNT):
        made = upload(client, f"Maren Holt\nElectrician\nWired {number} schools.", "/api/upload-resume")
        submit(client, f"chat-{number}", analysis_id=made["analysis_id"])
        ok(client.post(f"/api/jobs/{job_id}/template", json={"name": f"Template {number}"}), 201)


def ask(client: TestClient, address: str, **chosen: str | int) -> httpx.Response:
    """Ask for a page of a list whose address may narrow it already."""
    answer: httpx.Response = client.get(str(httpx.URL(address).copy_merge_params(chosen)))
    return answer


LISTS = {
    "/api/jobs": ("jobs", "job_id"),
    "/api/jobs/search?query=role": ("jobs", "job_id"),
    "/api/resumes": ("resumes", "resume_id"),
    "/api/resumes?query=wired": ("resumes", "resume_id"),
    "/api/analyses": ("analyses", "analysis_id"),
    "/api/analyses?min_score=0": ("analyses", "analysis_id"),
    "/api/feedback": ("feedback", "feedback_id"),
    "/api/candidates": ("candidates", "candidate_id"),
    "/api/templates": ("templates", "template_id"),
}


def test_every_list_is_paged_through_and_refuses_cursors_it_did_not_give(client: TestClient) -> None:
    fill(client)
    given: dict[str, str] = {}
    for address, (name, key) in LISTS.items():
        found: list[str] = []
        cursor: str | None = None
        while True:
            page = ok(ask(client, address, limit=2, **({"cursor": cursor} if cursor else {})))
            assert page["total"] == COUNT, address
            found += [one[key] for one in page[name]]
            if page["next_cursor"] is None:
                break
            given.setdefault(address, page["next_cursor"])
            cursor = page["next_cursor"]
        assert len(found) == len(set(found)) == COUNT, address
        whole = ok(client.get(address))
        assert [one[key] for one in whole[name]] == found
    for address, listed in LISTS.items():
        for cursor in ("nonsense", "a" * 512, "AAAA", given["/api/jobs"] + "x"):
            refused(ask(client, address, cursor=cursor), 422, "invalid_cursor")
        refused(ask(client, address, cursor="a" * 513), 422, "invalid_input")
        for foreign in {one for other, one in given.items() if LISTS[other] != listed}:
            refused(ask(client, address, cursor=foreign), 422, "invalid_cursor")


@pytest.mark.parametrize("address", ["/api/jobs", "/api/jobs/search?query=role"])
def test_what_comes_in_meanwhile_shifts_no_page(client: TestClient, address: str) -> None:
    for number in range(4):
        add_job(client, role_name=f"Role {number}")
    first = ok(ask(client, address, limit=2))
    add_job(client, role_name="Other")
    second = ok(ask(client, address, limit=2, cursor=first["next_cursor"]))
    ids = [job["job_id"] for page in (first, second) for job in page["jobs"]]
    assert len(set(ids)) == 4
