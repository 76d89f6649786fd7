import pytest
from sqlalchemy import Table, delete, insert, update

from factories import add_analysis, add_feedback, add_job, add_resume, sha256, write
from recollect.storage import tables
from recollect.storage.databases.sqlite_store import SqliteStore
from recollect.storage.store import Store
from recollect.storage.unit import UnitOfWork
from recollect.storage.upkeep import integrity


def _fill(work: UnitOfWork) -> str:
    analysis_id = add_analysis(work, add_job(work), add_resume(work))
    work.connection.execute(update(tables.jobs).values(analysis_count=1))
    work.connection.execute(update(tables.resumes).values(analysis_count=1))
    work.connection.execute(update(tables.candidates).values(analysis_count=1))
    return analysis_id


def _problems(store: Store) -> list[str]:
    with store.read() as reader:
        return [
            *integrity.broken_references(reader),
            *integrity.wrong_totals(reader),
            *integrity.database_damage(reader),
        ]


def test_a_sound_store_has_no_problems(store: Store) -> None:
    write(store, _fill)
    write(store, lambda w: add_feedback(w, usable=True))
    assert _problems(store) == []


@pytest.mark.parametrize(
    ("table", "what"),
    [(tables.job_versions, "job version"), (tables.resume_texts, "text"), (tables.analysis_results, "result")],
)
def test_an_analysis_that_lost_what_it_saw_is_named(store: Store, table: Table, what: str) -> None:
    analysis_id = write(store, _fill)
    write(store, lambda w: w.connection.execute(delete(table)).close())
    assert _problems(store) == [f"analysis {analysis_id} has no {what}"]


def test_a_total_that_is_wrong_is_named(store: Store) -> None:
    write(store, add_job)
    write(store, lambda w: w.count("jobs", 2))
    write(store, lambda w: w.count("feedback_rating_3", 1))
    write(store, lambda w: w.count("document_bytes", -7))
    assert _problems(store) == [
        "the total of jobs says 3, there are 1",
        "the total of document_bytes says -7, there are 0",
        "the total of feedback_rating_3 says 1, there are 0",
    ]


@pytest.mark.parametrize(
    ("table", "owner_id", "name", "value"),
    [
        (tables.jobs, "job_id", "analysis_count", 0),
        (tables.resumes, "resume_id", "analysis_count", 2),
        (tables.candidates, "candidate_id", "analysis_count", 5),
        (tables.candidates, "candidate_id", "resume_count", 0),
        (tables.analyses, "analysis_id", "feedback_count", 1),
    ],
)
def test_a_records_count_that_is_wrong_is_named(
    store: Store, table: Table, owner_id: str, name: str, value: int
) -> None:
    write(store, _fill)
    write(store, lambda w: w.connection.execute(update(table).values({name: value})).close())
    with store.read() as reader:
        record_id = reader.connection.execute(table.select()).mappings().one()[owner_id]
    there = 0 if name == "feedback_count" else 1
    assert _problems(store) == [f"the {name} of {record_id} says {value}, there are {there}"]


def test_every_file_and_text_is_given_however_many(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "_BATCH", 2)
    texts = [f"Person {n}" for n in range(5)]
    added = write(store, lambda w: [add_resume(w, text)[0] for text in texts])
    with store.read() as reader:
        files = list(integrity.each_stored_file(reader))
        kept = dict(integrity.each_text(reader))
        assert integrity.is_named(reader, files[0].document_path)
        assert integrity.is_named(reader, files[0].text_path)
        assert not integrity.is_named(reader, "files/nobody.txt")
    assert [file.resume_id for file in files] == added
    assert kept == {sha256(text.encode()): text for text in texts}
    assert {file.text_sha256 for file in files} == set(kept)


def test_sqlite_finds_rows_that_point_nowhere(sqlite_store: SqliteStore) -> None:
    def dangle(work: UnitOfWork) -> None:
        raw = work.connection
        raw.exec_driver_sql("COMMIT")  # a switch of this kind is heard outside a transaction only
        raw.exec_driver_sql("PRAGMA foreign_keys=OFF")
        raw.exec_driver_sql("BEGIN")
        raw.exec_driver_sql("SAVEPOINT unit")
        row = {"workspace_id": 99, "alias": "a", "kind": "job", "target_id": "b"}
        raw.execute(insert(tables.aliases).values(row))

    write(sqlite_store, dangle)
    (problem,) = _problems(sqlite_store)
    assert problem.startswith("foreign key: ('aliases'")
