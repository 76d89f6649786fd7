import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from unit.cli.running import add_job, add_resume, ask


@dataclass(frozen=True)
class Filled:
    """A store with one job, résumé, analysis and feedback."""

    data: Path
    job_id: str
    resume_id: str
    candidate_id: str
    analysis_id: str
    feedback_id: str


@pytest.fixture(scope="session")
def _empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "data"
    ask(folder, "stats")
    return folder


@pytest.fixture
def data(tmp_path: Path, _empty_store: Path) -> Path:
    """Give a folder with an empty store."""
    return Path(shutil.copytree(_empty_store, tmp_path / "data"))


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Give a folder for a store that is not there yet."""
    return tmp_path / "fresh"


@pytest.fixture(scope="session")
def _filled_store(tmp_path_factory: pytest.TempPathFactory, _empty_store: Path) -> Filled:
    folder = tmp_path_factory.mktemp("filled")
    data = Path(shutil.copytree(_empty_store, folder / "data"))
    job_id = add_job(data)
    resume_id = add_resume(data, folder)
    analysed = ask(data, "analyze", resume_id)
    said = ask(
        data, "feedback", "add", "--analysis", analysed["analysis_id"], "--rating", "4", "--incorrect", "too cautious",
        "--correct", "the years", "--correct", "the degree", "--ideal", "A fit for the ward.",
        "--interaction-id", "mine-1",
    )  # fmt: skip
    return Filled(
        data=data,
        job_id=job_id,
        resume_id=resume_id,
        candidate_id=analysed["candidate_id"],
        analysis_id=analysed["analysis_id"],
        feedback_id=said["feedback_id"],
    )


@pytest.fixture
def filled(tmp_path: Path, _filled_store: Filled) -> Filled:
    """Give a store of one's own that commands alone have filled."""
    return replace(_filled_store, data=Path(shutil.copytree(_filled_store.data, tmp_path / "data")))
