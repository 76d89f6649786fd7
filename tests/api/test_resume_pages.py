from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from api.asgi import TestClient
from api.requests import ok, refused, upload
from office_factory import make_docx
from pdf_factory import NEXT_PAGE, make_pdf
from pdf_objects import RESUME
from recollect.services.memory import Memory

FILENAME = "Zoë's résumé; a.pdf"


def upload_pdf(client: TestClient, data: bytes | None = None) -> str:
    lines = [*RESUME, NEXT_PAGE, "On the second page"]
    sent = make_pdf(lines) if data is None else data
    resume_id: str = ok(client.post("/api/upload-resume-only", files={"file": (FILENAME, sent)}))["resume_id"]
    return resume_id


def cached(memory: Memory) -> list[Path]:
    return sorted((memory.data / "cache" / "pages").glob("*"))


def test_a_page_is_an_image_that_may_be_kept_for_ever(client: TestClient, memory: Memory) -> None:
    address = f"/api/resumes/{upload_pdf(client)}/pages/2.webp"
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(answer.content)).size == (1191, 1684)
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.content) <= 200_000
    again = client.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert [path.read_bytes() for path in cached(memory)] == [answer.content]


def test_a_page_is_drawn_once_and_anew_when_its_image_is_gone(
    client: TestClient, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/api/resumes/{upload_pdf(client)}/pages/1.webp"
    drawn: list[int] = []
    draw = memory.readers.draw_page

    def draw_and_count(data: bytes, page: int) -> bytes:
        drawn.append(page)
        return draw(data, page)

    monkeypatch.setattr(memory.readers, "draw_page", draw_and_count)
    first = client.get(address).content
    assert client.get(address).content == first
    assert drawn == [1]
    memory.page_images.clear()
    assert client.get(address).content == first
    assert drawn == [1, 1]


def test_what_has_no_page_says_so(client: TestClient) -> None:
    resume_id = upload_pdf(client)
    assert "2 pages" in refused(client.get(f"/api/resumes/{resume_id}/pages/3.webp"), 404, "not_found", resume_id)
    assert "2 pages" in refused(client.get(f"/api/resumes/{resume_id}/words?page=3"), 404, "not_found", resume_id)
    refused(client.get(f"/api/resumes/{resume_id}/pages/0.webp"), 422, "invalid_input")
    refused(client.get(f"/api/resumes/{resume_id}/words?page=0"), 422, "invalid_input")
    text_id = upload(client)["resume_id"]
    assert "no PDF" in refused(client.get(f"/api/resumes/{text_id}/pages/1.webp"), 404, "not_found", text_id)
    for part in ("file", "words", "pages/1.webp"):
        refused(client.get(f"/api/resumes/resume_000000000000/{part}"), 404, "not_found", "resume_000000000000")


def test_words_have_their_place_and_their_look(client: TestClient) -> None:
    resume_id = upload_pdf(client)
    text = ok(client.get(f"/api/resumes/{resume_id}/text"))
    found = ok(client.get(f"/api/resumes/{resume_id}/words"))
    assert [word["text"] for word in found["words"]] == text["text"].split()
    assert found["text_sha256"] == text["text_sha256"]
    assert [page["number"] for page in found["pages"]] == [1, 2]
    first = found["words"][0]
    assert (first["text"], first["page"], first["size"], first["weight"], first["colour"]) == (
        "Maren", 1, 20.0, 400, "#000000",
    )  # fmt: skip
    second = ok(client.get(f"/api/resumes/{resume_id}/words?page=2"))
    assert " ".join(word["text"] for word in second["words"]) == "On the second page"
    assert [page["number"] for page in second["pages"]] == [2]


def test_a_text_has_no_words_on_pages(client: TestClient) -> None:
    found = ok(client.get(f"/api/resumes/{upload(client)['resume_id']}/words"))
    assert (found["pages"], found["words"]) == ([], [])


def test_the_words_of_a_format_without_pages_have_their_look_alone(client: TestClient) -> None:
    resume_id = upload_pdf(client, make_docx())
    found = ok(client.get(f"/api/resumes/{resume_id}/words"))
    first = found["words"][0]
    assert (first["text"], first["page"], first["box"], first["weight"]) == ("Maren", None, None, 400)
    assert "no PDF" in refused(client.get(f"/api/resumes/{resume_id}/pages/1.webp"), 404, "not_found", resume_id)


def test_the_file_comes_back_as_it_was_and_is_opened_by_no_browser(client: TestClient) -> None:
    data = make_pdf()
    answer = client.get(f"/api/resumes/{upload_pdf(client, data)}/file")
    assert answer.content == data
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    plain, name = answer.headers["content-disposition"].split("; filename*=")
    assert plain == 'attachment; filename="Zo_\'s r_sum_; a.pdf"'
    assert name == "UTF-8''Zo%C3%AB%27s%20r%C3%A9sum%C3%A9%3B%20a.pdf"
