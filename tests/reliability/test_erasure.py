"""P14: of an erased person no byte is left, neither in the data folder nor in what an older backup brings back."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec import Struct

from counts import full_or
from recollect.storage.search_index import INDEXES
from recollect.storage.sqlite_store import DATABASE_NAME
from reliability.server_process import run_command, run_together, served, wait_until

pytestmark = pytest.mark.promise

PLACES = (
    "recollect.db", "resumes/files/", "resumes/texts/", "resumes/resumes_index.json", "jobs/jobs.jsonl",
    "analyses/analyses.jsonl", "feedback/interactions.jsonl", "archive/candidates.jsonl", "archive/templates.jsonl",
    "archive/corrections.jsonl", "archive/readings.jsonl",
)  # fmt: skip


class Person(Struct, frozen=True):
    """A person with a word of their own, which stands in every place that text can go."""

    canary: str
    candidate_id: str
    job_id: str

    @property
    def full_name(self) -> str:
        return full_name(self.canary)


def full_name(canary: str) -> str:
    return f"Maren {canary.title()}"


def test_an_erased_person_leaves_no_bytes(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    draw = random.Random(seed)
    with served(data) as server:
        with server.client() as client:
            people = [
                let_in(client, "zq" + "".join(draw.choices("bcdfghjklmnpqrstvwxz", k=12)))
                for _ in range(full_or(3, 25))
            ]
            stays = let_in(client, "zqstays")
            before = run_command("backup", str(backups), data=data)
            assert before.returncode == 0, before.stderr
            for person in people:
                wait_until(partial(is_everywhere, data, person.canary), "a scan finds the person in every place")
            shutil.copytree(data, tmp_path / "tree", ignore=shutil.ignore_patterns("recollect.*", ".*"))
            for person in people:
                erase(client, person)
            assert client.get(f"/api/candidates/{stays.candidate_id}").status_code == 200
            job = client.get(f"/api/jobs/{people[0].job_id}").json()["job"]
            assert job["job_description"].startswith("Electrician wanted. Ask █████ █")
            assert people[0].canary not in str(client.get("/api/resumes", params={"query": people[0].canary}).json())
        while_it_runs = [find_places(data, person.canary) for person in people]
        server.stop()
        logged = server.log.read_bytes().lower()
    (backup,) = backups.glob("*.tar")
    since = ("--erased", str(data / "archive/erased.jsonl"))
    restored = restore(backup, tmp_path / "restored", *since)
    from_tree = restore(tmp_path / "tree", tmp_path / "from-tree", *since)
    assert (data / "archive/candidates.jsonl").stat().st_size, "the archive is written anew"
    for person, running in zip(people, while_it_runs, strict=True):
        assert running == []
        assert find_places(data, person.canary) == []
        assert find_places(restored, person.canary) == find_places(from_tree, person.canary) == []
        assert find_tokens(data, person.canary) == find_tokens(restored, person.canary) == []
        assert person.canary.encode() not in logged
    assert find_places(restored, stays.canary) != []
    assert find_places(from_tree, stays.canary) != []
    for folder in (data, restored, from_tree):
        verified = run_command("verify", data=folder)
        assert verified.returncode == 0, verified.stdout + verified.stderr
    record_property("people", len(people))
    record_property("hits", 0)


def test_a_backup_brings_back_who_is_on_no_list(tmp_path: Path) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    with served(data) as server, server.client() as client:
        person = let_in(client, "zqcontrol")
        assert run_command("backup", str(backups), data=data).returncode == 0
        erase(client, person)
    (backup,) = backups.glob("*.tar")
    assert find_places(restore(backup, tmp_path / "restored"), person.canary) != []


def test_an_erasure_that_leaves_the_log_is_caught(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data, fault="erases-rows-only") as server, server.client() as client:
        person = let_in(client, "zqcontrol")
        erase(client, person)
        assert find_places(data, person.canary) != []


def test_an_erasure_that_was_cut_off_is_finished_at_the_next_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data, fault="dies-after-erasing-rows") as server, server.client() as client:
        person = let_in(client, "zqcutoff")
        with pytest.raises(httpx.TransportError):
            client.delete(f"/api/candidates/{person.candidate_id}", params={"erase": True})
        server.process.wait()
    assert find_places(data, person.canary) != []
    with served(data) as server:
        server.stop()
    assert find_places(data, person.canary) == []


def test_a_server_and_a_command_line_that_erase_at_once_erase_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data) as server, server.client() as client:
        people = [let_in(client, f"zqtwice{letter}") for letter in "xyz"[: full_or(1, 3)]]
        for person in people:
            codes: list[int] = []
            address = f"/api/candidates/{person.candidate_id}"

            def by_command(person: Person = person, codes: list[int] = codes) -> None:
                done = run_command("candidate", "erase", person.candidate_id, "--yes", data=data)
                codes.append({0: 200, 3: 404}[done.returncode])

            def by_request(address: str = address, codes: list[int] = codes) -> None:
                codes.append(client.delete(address, params={"erase": True}).status_code)

            run_together([by_command], by_request)
            assert sorted(codes) == [200, 404]
            assert find_places(data, person.canary) == []
    verified = run_command("verify", data=data)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def let_in(client: httpx.Client, canary: str) -> Person:
    """Let a person in whose word stands in every place that text can go, by keyed requests too."""
    keyed = {"Idempotency-Key": f"key-{len(canary)}-{random.Random(canary).getrandbits(40):x}"}
    name = full_name(canary)
    job_id = posted(
        client.post(
            "/api/job-description",
            json={"job_description": f"Electrician wanted. Ask {name} first.", "role_name": "Electrician"},
        )
    )["job_id"]
    noted = {"version": 1, "metadata": {"notes": [f"{name.upper()} was here", {"from": f"{canary}@example.org"}]}}
    posted(client.patch(f"/api/jobs/{job_id}", json=noted))
    posted(client.post(f"/api/jobs/{job_id}/template", json={"name": f"As for {name}"}), 201)
    text = f"{name}\nElectrician\n{canary}@example.org\n\nExperience\nElectrician, {canary} Ltd, 2015 - 2023\n"
    file = {"file": (f"{canary} cv.txt", text.encode())}
    got = posted(client.post("/api/upload-resume", files=file, params={"job_id": job_id}, headers=keyed))
    fields = {"location": canary, "skills": [canary], "name": f"{name} Holt"}
    posted(client.patch(f"/api/resumes/{got['resume_id']}", json={"version": 1, "fields": fields}, headers=keyed))
    notes = {"version": 1, "notes": f"Call {canary}."}
    posted(client.patch(f"/api/analyses/{got['analysis_id']}", json=notes, headers=keyed))
    said = {
        "interaction_id": f"chat {canary}", "query": canary, "response": canary, "rating": 4, "context": [canary],
        "correct_points": [canary], "missing_points": [canary], "incorrect_points": [canary],
        "ideal_response": canary, "analysis_id": got["analysis_id"],
    }  # fmt: skip
    posted(client.post("/api/feedback/submit", json=said, headers=keyed))
    posted(client.post("/api/feedback/submit", json=said | {"rating": 2}))
    posted(client.post("/api/feedback/submit", json={"interaction_id": f"of {name}", "response": name, "rating": 3}))
    for path in ("resumes", "jobs/search", "feedback/search"):
        posted(client.get(f"/api/{path}", params={"query": canary}))
    return Person(canary, got["candidate_id"], job_id)


def posted(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


def erase(client: httpx.Client, person: Person) -> None:
    """Erase a person, and make sure that a second time finds nobody."""
    address = f"/api/candidates/{person.candidate_id}"
    posted(client.delete(address, params={"erase": True}))
    assert client.delete(address, params={"erase": True}).status_code == 404
    assert client.get(address).status_code == 404


def restore(backup: Path, data: Path, *options: str) -> Path:
    done = run_command("restore", str(backup), *options, data=data)
    assert done.returncode == 0, done.stderr
    return data


def find_places(folder: Path, word: str) -> list[str]:
    """Give the files below a folder in whose name or raw bytes a word stands, whatever its case."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if word in name.lower() or (path.is_file() and word.encode() in path.read_bytes().lower()):
            found.append(name)
    return found


def is_everywhere(data: Path, word: str) -> bool:
    """Tell whether a word stands in every place where it is to be erased: a scan that finds it can be believed."""
    found = find_places(data, word)
    return all(any(name.startswith(place) for name in found) for place in PLACES)


def find_tokens(data: Path, word: str) -> list[str]:
    """Give the tokens of the search indexes that begin with a word: there they may be kept in pieces."""
    found: list[str] = []
    with closing(sqlite3.connect(data / DATABASE_NAME)) as connection:
        for index in INDEXES:
            connection.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {index}, row)")
            found += [row[0] for row in connection.execute("SELECT term FROM temp.words") if row[0].startswith(word)]
            connection.execute("DROP TABLE temp.words")
    return found
