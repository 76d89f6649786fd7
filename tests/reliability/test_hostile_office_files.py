"""P12: files that would unfold, nest or fetch without end cost themselves alone, while others are taken in."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from counts import full_or
from office_factory import (
    make_docx,
    make_docx_bomb,
    make_entity_bomb,
    make_external_entity,
    make_odt,
    make_rtf,
    make_zip,
)
from pdf_factory import make_pdf
from reliability.server_process import run_together, served

pytestmark = pytest.mark.promise

UPLOADS = 20
MAKERS: tuple[Callable[[], bytes], ...] = (make_pdf, make_docx, make_odt, make_rtf)


def hostile_files(listener: str) -> dict[str, bytes]:
    """Give the files by name, some of which ask for an address of this machine."""
    outside = (
        f'<!DOCTYPE html SYSTEM "{listener}"><html><img src="{listener}"><link rel=stylesheet href="{listener}"><p>x y'
    )
    return {
        "bomb.docx": make_docx_bomb(full_or(256, 1024)),
        "entities.docx": make_entity_bomb(),
        "external.docx": make_external_entity(listener),
        "template.docx": make_docx(
            more={
                "word/_rels/settings.xml.rels": f'<Relationships><Relationship Id="t" Type="x/attachedTemplate" '
                f'Target="{listener}" TargetMode="External"/></Relationships>'
            }
        ),
        "deep.rtf": b"{\\rtf1" + b"{" * 500_000,
        "deep.html": b"<html>" + b"<div>" * 500_000,
        "outside.html": outside.encode(),
        "bomb.zip": make_zip({"a.txt": bytes(64 << 20)}),
        "ratio.odt": make_odt(more={"content.xml": bytes(200 << 20)}),
    }


def test_hostile_files_cost_themselves_alone_while_others_come_in(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, served(tmp_path / "data") as server:
        listener.settimeout(0.0)
        files = hostile_files(f"http://127.0.0.1:{listener.getsockname()[1]}/x")
        answers: dict[str, int] = {}
        took_s: list[float] = []

        def attack() -> None:
            with server.client() as client:
                for name, data in files.items():
                    answer = client.post("/api/upload-resume-only", files={"file": (name, data)})
                    answers[name] = answer.status_code

        def upload() -> None:
            with server.client() as client:
                for number in range(UPLOADS):
                    made = MAKERS[number % len(MAKERS)]()
                    began = time.perf_counter()
                    answer = client.post("/api/upload-resume-only", files={"file": (f"{number}.pdf", made)})
                    took_s.append(time.perf_counter() - began)
                    assert answer.status_code == 200, answer.text
                    assert answer.json()["candidate_name"] == "Maren Holt"

        run_together([attack], upload)
        assert {name for name, status in answers.items() if status == 200} == {"template.docx", "outside.html"}
        assert set(answers.values()) <= {200, 415, 422}
        with server.client() as client:
            assert client.get("/healthz").json()["writable"]
        with pytest.raises(BlockingIOError):  # nobody has asked for what the files name
            listener.accept()
        assert server.stop() == 0
    record_property("slowest upload, s", round(max(took_s), 3))
