import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import UploadFile

from factories import job_draft
from office_factory import make_docx, make_zip
from pdf_factory import make_pdf
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.settings import Settings
from recollect.web.pages.resumes.file_taking import take_files


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    opened = open_memory(Settings(data=tmp_path))
    yield opened
    opened.close()


def test_the_files_of_an_archive_are_taken_beside_others(memory: Memory) -> None:
    job_id = create_job(memory, LOCAL_CALLER, job_draft())
    archive = make_zip({"a/maren.pdf": make_pdf(), "x.zip": make_zip({"y": b"y"}), "empty.txt": b""})
    files = {"cvs.zip": archive, "ida.docx": make_docx(), "broken.zip": b"PK\x03\x04", "": b"not chosen"}
    uploads = [UploadFile(io.BytesIO(data), filename=name) for name, data in files.items()]
    taken = take_files(memory, LOCAL_CALLER, uploads, job_id, most_bytes=1 << 20)
    assert [(one.filename, one.person) for one in taken if not one.problem] == [
        ("maren.pdf", "Maren Holt"), ("ida.docx", "Maren Holt"),
    ]  # fmt: skip
    assert all(one.analysis_id for one in taken if not one.problem)
    assert [one.filename for one in taken if one.problem] == ["x.zip", "empty.txt", "broken.zip"]
