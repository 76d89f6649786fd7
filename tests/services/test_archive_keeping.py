from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from archive_trees import contents, find_disagreements, keep_archive, newest, read_index, read_log
from factories import job_draft, write
from lived import live, live_fully, teach
from recollect.archive.layout import CHECKPOINT, INDEXES, LOGS
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import ArchiveDamaged, ArchiveForeign, ArchiveUnwritable
from recollect.services.analyses.analysis_editing import delete_analysis
from recollect.services.archiving.archive_keeping import ELECTION, ArchiveKeeper
from recollect.services.archiving.archive_status import archive_status
from recollect.services.history.event_sealing import seal_events
from recollect.services.history.undoing import undo
from recollect.services.jobs import job_intake
from recollect.services.memory import Memory
from recollect.services.people import candidate_editing
from recollect.storage.tables import event_payloads
from use_cases import last_event


def test_archive_and_store_agree_record_by_record(memory: Memory) -> None:
    live(memory)
    root = keep_archive(memory)
    assert find_disagreements(memory, root) == []
    assert all((root / name).exists() for name in (*INDEXES.values(), CHECKPOINT))


def test_every_log_is_written_and_no_table_is_left_out(memory: Memory, tmp_path: Path) -> None:
    live_fully(memory, tmp_path / "earlier")
    root = keep_archive(memory)
    assert find_disagreements(memory, root) == []
    assert {name for name in LOGS.values() if read_log(root, name)} == set(LOGS.values())
    assert {name for name, rows in contents(memory).items() if not rows} == {"erased"}


def test_what_is_written_later_agrees_too(memory: Memory) -> None:
    one = live(memory)
    keep_archive(memory)
    candidate_editing.rename_candidate(memory, LOCAL_CALLER, one.candidate_id, "Mara Roe", expected_version=4)
    delete_analysis(memory, LOCAL_CALLER, one.analysis_id)
    root = keep_archive(memory)
    assert find_disagreements(memory, root) == []
    assert read_index(root, "resumes/resumes_index.json")[one.resume_id]["candidate_name"] == "Mara Roe"
    undo(memory, LOCAL_CALLER, last_event(memory, "analysis.deleted"))
    assert find_disagreements(memory, keep_archive(memory)) == []


def test_a_late_archive_holds_what_each_version_said(memory: Memory) -> None:
    one = live(memory)
    first = read_log(keep_archive(memory), "jobs/jobs.jsonl")
    root = memory.data
    for file in (*LOGS.values(), *INDEXES.values(), CHECKPOINT):
        (root / file).unlink(missing_ok=True)
    late = read_log(keep_archive(memory), "jobs/jobs.jsonl")
    assert [(line["job_id"], line["version"], line["role_name"]) for line in late] == [
        (line["job_id"], line["version"], line["role_name"]) for line in first
    ]
    assert [line["role_name"] for line in late if line["job_id"] == one.job_id] == ["Electrician", "Fitter"]


def test_events_that_do_not_say_what_they_wrote_are_archived_alike(memory: Memory) -> None:
    one = live(memory)
    payload = json.dumps({"before": {"resume_ids": [one.resume_id], "analysis_ids": [one.analysis_id]}})
    write(memory.store, lambda w: w.connection.execute(update(event_payloads).values(payload=payload)).close())
    assert find_disagreements(memory, keep_archive(memory)) == []


def test_what_was_erased_has_no_lines_and_its_events_stay(memory: Memory) -> None:
    live(memory)
    write(memory.store, lambda w: w.connection.execute(delete(event_payloads)).close())
    root = keep_archive(memory)
    audit = read_log(root, "archive/audit.jsonl")
    assert [line["seq"] for line in audit] == list(range(1, len(audit) + 1))
    assert {line["payload"] for line in audit} == {None}


def test_what_was_written_beyond_the_checkpoint_is_written_once(memory: Memory) -> None:
    live(memory)
    root = keep_archive(memory)
    whole = {name: (root / name).read_bytes() for name in LOGS.values() if (root / name).exists()}
    for name in whole:
        with (root / name).open("ab") as log:
            log.write(b'{"job_id": "half a li')
    keep_archive(memory)
    assert {name: (root / name).read_bytes() for name in whole} == whole


def test_indexes_that_are_behind_the_logs_are_brought_up(memory: Memory) -> None:
    live(memory)
    root = keep_archive(memory)
    old = {name: (root / name).read_bytes() for name in INDEXES.values()}
    checkpoint = json.loads((root / CHECKPOINT).read_bytes())
    job_id = job_intake.create_job(memory, LOCAL_CALLER, job_draft("Roofer wanted."))
    keep_archive(memory)
    for name, data in old.items():
        (root / name).write_bytes(data)
    behind = json.loads((root / CHECKPOINT).read_bytes()) | {"indexed_seq": checkpoint["indexed_seq"]}
    (root / CHECKPOINT).write_text(json.dumps(behind))
    keep_archive(memory)
    assert job_id in read_index(root, "jobs/jobs_index.json")
    assert find_disagreements(memory, root) == []


@pytest.mark.parametrize("spoil", [b"", b"[]\n", b"{\n}\nmore", b'{\n"a": {}'])
def test_an_index_that_was_spoilt_is_written_anew(memory: Memory, spoil: bytes) -> None:
    live(memory)
    root = keep_archive(memory)
    (root / "jobs/jobs_index.json").write_bytes(spoil)
    job_intake.create_job(memory, LOCAL_CALLER, job_draft("Roofer wanted."))
    assert find_disagreements(memory, keep_archive(memory)) == []


def test_files_of_another_system_are_never_touched(memory: Memory) -> None:
    job_intake.create_job(memory, LOCAL_CALLER, job_draft())
    log = memory.data / "jobs/jobs.jsonl"
    log.parent.mkdir()
    log.write_text('{"job_id": "a3f7b2c1"}\n')
    with pytest.raises(ArchiveForeign):
        keep_archive(memory)
    with pytest.raises(ArchiveForeign):
        ArchiveKeeper(memory.store, memory.data, {}).rebuild()
    assert log.read_text() == '{"job_id": "a3f7b2c1"}\n'


def test_the_archive_of_another_history_is_left_until_it_is_rebuilt(memory: Memory) -> None:
    live(memory)
    root = keep_archive(memory)
    before = (root / "jobs/jobs.jsonl").read_bytes()
    checkpoint = json.loads((root / CHECKPOINT).read_bytes()) | {"chain_digest": "0" * 64}
    (root / CHECKPOINT).write_text(json.dumps(checkpoint))
    with pytest.raises(ArchiveForeign):
        keep_archive(memory)
    assert (root / "jobs/jobs.jsonl").read_bytes() == before
    assert archive_status(memory).problem is not None
    ArchiveKeeper(memory.store, root, {}).rebuild()
    assert find_disagreements(memory, root) == []
    assert archive_status(memory).problem is None


def test_the_archive_of_a_version_that_left_something_out_is_written_anew(memory: Memory) -> None:
    teach(memory)
    root = keep_archive(memory)
    for name in ("archive/lexicon.jsonl", "archive/calibrations.jsonl"):
        (root / name).unlink()
    checkpoint = json.loads((root / CHECKPOINT).read_bytes())
    del checkpoint["contents"], checkpoint["offsets"]["archive/lexicon.jsonl"]
    del checkpoint["offsets"]["archive/calibrations.jsonl"]
    (root / CHECKPOINT).write_text(json.dumps(checkpoint))
    assert find_disagreements(memory, keep_archive(memory)) == []


def test_events_that_do_not_say_which_map_was_in_use_are_archived_alike(memory: Memory) -> None:
    teach(memory)
    write(memory.store, lambda w: w.connection.execute(update(event_payloads).values(payload="{}")).close())
    assert find_disagreements(memory, keep_archive(memory)) == []


def test_a_log_that_was_cut_is_named_and_can_be_rebuilt(memory: Memory) -> None:
    live(memory)
    root = keep_archive(memory)
    (root / "jobs/jobs.jsonl").write_text("")
    with pytest.raises(ArchiveDamaged, match=r"jobs\.jsonl"):
        keep_archive(memory)
    ArchiveKeeper(memory.store, root, {}).rebuild()
    assert find_disagreements(memory, root) == []


def test_one_process_at_a_time_keeps_the_archive(memory: Memory) -> None:
    live(memory)
    seal_events(memory)
    held = memory.store.try_hold(ELECTION)
    assert held is not None
    keeper = ArchiveKeeper(memory.store, memory.data, {})
    with pytest.raises(ArchiveUnwritable):
        keeper.catch_up()
    keeper.finish()
    assert not (memory.data / CHECKPOINT).exists()
    held.release()
    keeper.finish()
    assert find_disagreements(memory, memory.data) == []


def test_the_lag_counts_what_is_not_archived(memory: Memory) -> None:
    assert archive_status(memory).events_behind == 0
    live(memory)
    behind = archive_status(memory)
    assert (behind.events_behind > 10, behind.seconds_behind > 10) == (True, True)
    keep_archive(memory)
    caught_up = archive_status(memory)
    assert (caught_up.events_behind, caught_up.seconds_behind, caught_up.problem) == (0, 0.0, None)
    assert caught_up.bytes > 1000


def test_a_failure_is_said_once_and_gone_on_from(
    memory: Memory, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    live(memory)
    seal_events(memory)
    (tmp_path / "jobs").write_text("a file where the folder belongs")
    keeper = ArchiveKeeper(memory.store, memory.data, {})
    for _ in range(2):
        keeper.go_on(lambda _took: False)
    assert len([r for r in caplog.records if r.name == "recollect.archive"]) == 1
    (tmp_path / "jobs").unlink()
    keeper.go_on(lambda _took: False)
    keeper.finish()
    assert find_disagreements(memory, memory.data) == []


def test_what_is_set_is_in_the_archive(memory: Memory) -> None:
    job_id = job_intake.create_job(memory, LOCAL_CALLER, job_draft())
    seal_events(memory)
    ArchiveKeeper(memory.store, memory.data, {"max_pages": 9}).catch_up()
    kept = json.loads((memory.data / "archive/settings.json").read_bytes())
    assert kept["settings"] == {"max_pages": 9}
    assert [(one["caller_id"], one["current_job_id"]) for one in kept["current_jobs"]] == [("local", job_id)]


def test_the_newest_lines_are_what_is_there(memory: Memory) -> None:
    one = live(memory)
    root = keep_archive(memory)
    assert newest(root, "jobs/jobs.jsonl")[one.job_id]["role_name"] == "Fitter"
    assert newest(root, "archive/corrections.jsonl")[one.resume_id]["corrections"]["name"]["value"] == "Mara Holt"
    assert newest(root, "archive/templates.jsonl") == {}
