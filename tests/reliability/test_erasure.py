"""P14: of an erased person no byte is left, neither in the data folder nor in what an older backup brings back."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx
import pytest

from counts import full_or
from recollect.storage.tables import metadata
from reliability.canaries import (
    NOT_EXPORTED,
    WITHOUT_TEXT,
    Person,
    exported_texts,
    find_columns,
    find_empty_columns,
    find_places,
    find_tokens,
    find_unexported,
    is_everywhere,
    let_in,
    new_canary,
    posted,
)
from reliability.server_process import run_command, run_together, served, wait_until

pytestmark = pytest.mark.promise


def test_an_erased_person_leaves_no_bytes(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    draw = random.Random(seed)
    with served(data) as server:
        with server.client() as client:
            people = [let_in(client, data, new_canary(draw)) for _ in range(full_or(3, 25))]
            stays = let_in(client, data, "zqstays")
            before = run_command("backup", str(backups), data=data)
            assert before.returncode == 0, before.stderr
            for person in people:
                wait_until(partial(is_everywhere, data, person.canary), "a scan finds the person in every place")
                assert find_empty_columns(data, person.canary) == []
            assert find_images(data)
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
        for folder in (data, restored, from_tree):
            assert find_columns(folder, person.canary) == []
        assert running == []
        assert find_places(data, person.canary) == []
        assert find_images(data) == []
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


def test_a_column_without_text_is_there_and_no_other_is_left_out() -> None:
    columns = {str(column) for table in metadata.sorted_tables for column in table.c}
    assert set(WITHOUT_TEXT) <= columns


def test_an_export_holds_what_every_table_says_of_a_person(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data) as server, server.client() as client:
        other = let_in(client, data, "zqother")
        person = let_in(client, data, "zqexported")
        export = client.get(f"/api/candidates/{person.candidate_id}/export").raise_for_status().content
    assert other.canary not in " ".join(exported_texts(export)).lower()
    missing = find_unexported(data, person.canary, export)
    assert missing.keys() == NOT_EXPORTED.keys(), missing


def test_a_backup_brings_back_who_is_on_no_list(tmp_path: Path) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    with served(data) as server, server.client() as client:
        person = let_in(client, data, "zqcontrol")
        assert run_command("backup", str(backups), data=data).returncode == 0
        erase(client, person)
    (backup,) = backups.glob("*.tar")
    assert find_places(restore(backup, tmp_path / "restored"), person.canary) != []


def test_an_erasure_that_leaves_the_log_is_caught(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data, fault="erases-rows-only") as server, server.client() as client:
        person = let_in(client, data, "zqcontrol")
        erase(client, person)
        assert find_places(data, person.canary) != []


def test_an_erasure_that_was_cut_off_is_finished_at_the_next_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data, fault="dies-after-erasing-rows") as server, server.client() as client:
        person = let_in(client, data, "zqcutoff")
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
        people = [let_in(client, data, f"zqtwice{letter}") for letter in "xyz"[: full_or(1, 3)]]
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


def erase(client: httpx.Client, person: Person) -> None:
    """Erase a person, and make sure that a second time finds nobody."""
    address = f"/api/candidates/{person.candidate_id}"
    posted(client.delete(address, params={"erase": True}))
    assert client.delete(address, params={"erase": True}).status_code == 404
    assert client.get(address).status_code == 404


def find_images(data: Path) -> list[Path]:
    """Give the images of pages that are kept: a scan can't read them."""
    return list(data.rglob("*.webp"))


def restore(backup: Path, data: Path, *options: str) -> Path:
    done = run_command("restore", str(backup), *options, data=data)
    assert done.returncode == 0, done.stderr
    return data
