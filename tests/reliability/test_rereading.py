"""Reading kept documents anew, killed in the middle and gone on with: each once, and nothing of people's work lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select, update

from counts import full_or
from factories import job_draft
from recollect.bootstrap import open_memory
from recollect.documents.reader_version import READER_VERSION
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_editing import correct_resume
from recollect.services.resumes.resume_intake import receive_resume
from recollect.services.resumes.resume_rereading import count_outdated
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.records import analyses, resumes
from recollect.storage.tables import resume_readings
from recollect.storage.unit import UnitOfWork
from reliability.server_process import served, wait_until
from use_cases import JOB_TEXT, RESUME_TEXT, all_events

pytestmark = pytest.mark.promise

OLDER = "an older reader"
CORRECTED = "Maren Holt-Berg"


def fill(memory: Memory, count: int) -> dict[str, str]:
    """Keep résumés that an older reader read, each corrected and analysed; give them with their analyses."""
    job_id = create_job(memory, LOCAL_CALLER, job_draft(JOB_TEXT))
    made = {}
    for number in range(count):
        text = RESUME_TEXT.replace("Maren", f"Maren {number}").encode()
        resume_id = receive_resume(memory, LOCAL_CALLER, text, "maren.txt").resume_id
        correct_resume(memory, LOCAL_CALLER, resume_id, {"name": CORRECTED}, expected_version=1)
        made[str(resume_id)] = str(analyse_resume(memory, LOCAL_CALLER, resume_id, job_id).analysis_id)

    def age(work: UnitOfWork) -> None:
        work.connection.execute(update(resume_readings).values(reader_version=OLDER))

    memory.write(LOCAL_CALLER, age)
    return made


def faults(memory: Memory, made: dict[str, str]) -> list[str]:
    """Give what is wrong with the store after all was read anew."""
    said = list(verify_store(memory, LOCAL_CALLER).problems)
    reread = Counter(str(event.entity_id) for event in all_events(memory) if event.action == "resume.reread")
    if reread != Counter(list(made)):
        said.append(f"read anew: {reread}")
    with memory.read(LOCAL_CALLER) as reader:
        readings = reader.connection.execute(select(func.count()).select_from(resume_readings)).scalar_one()
        if readings != 2 * len(made):
            said.append(f"{readings} readings of {len(made)} documents")
        for resume_id, analysis_id in made.items():
            kept = resumes.get_resume(reader, resume_id)
            name = kept.fields.name
            if name is None or (name.value, name.source) != (CORRECTED, "corrected"):
                said.append(f"{resume_id} lost its correction")
            if kept.reader_version != READER_VERSION:
                said.append(f"{resume_id} was read by {kept.reader_version}")
            if analyses.get_analysis(reader, analysis_id).analysis_result is None:
                said.append(f"{analysis_id} lost its result")
    return said


def await_done(client: httpx.Client, address: str, enough: int) -> None:
    """Wait until so many are read anew."""
    wait_until(lambda: client.get(address).json()["task"]["done"] >= enough, f"{enough} are read anew")


def test_a_rereading_that_is_killed_goes_on_and_reads_each_once(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    count, kills, data = full_or(40, 400), full_or(2, 10), tmp_path / "data"
    with closing(open_memory(Settings(data=data))) as memory:
        made = fill(memory, count)
        assert count_outdated(memory, LOCAL_CALLER) == count
    address = ""
    for number in range(1, kills + 1):
        with served(data) as server, server.client() as client:
            if not address:
                answer = client.post("/api/reread-resumes", json={})
                address = f"/api/tasks/{answer.json()['task']['task_id']}"
            await_done(client, address, number * count // (kills + 2))
            server.kill()
    with served(data) as server, server.client() as client:
        await_done(client, address, count)
        assert server.stop() == 0
    with closing(open_memory(Settings(data=data))) as memory:
        assert faults(memory, made) == []
        assert count_outdated(memory, LOCAL_CALLER) == 0
    record_property("documents", count)
    record_property("kills", kills)
