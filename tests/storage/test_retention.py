"""Who is inactive is told without comparing every event with every record."""

from query_plans import plans_of
from recollect.storage.databases.sqlite_store import SqliteStore
from recollect.storage.people.retention import each_inactive


def test_each_event_looks_its_record_up_by_id(sqlite_store: SqliteStore) -> None:
    plans = plans_of(sqlite_store, lambda reader: list(each_inactive(reader, 2**62)))
    steps = [step for plan in plans for step in plan]
    for record_id in ("candidate_id", "resume_id", "analysis_id", "feedback_id"):
        assert any(step.startswith("SEARCH") and f"AND {record_id}=?" in step for step in steps), record_id
