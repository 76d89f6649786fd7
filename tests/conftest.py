"""What every test stands on: a printed seed, the counts of the run, loopback only, no settings from outside."""

import os
import secrets
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from counts import full_or, is_full
from network import refuse_outside_connections
from recollect.scoring.knowledge.added_terms import put_in_force

_RUN_VARIABLES = frozenset({"RECOLLECT_SEED", "RECOLLECT_FULL"})

for _name in [name for name in os.environ if name.startswith("RECOLLECT_") and name not in _RUN_VARIABLES]:
    del os.environ[_name]  # a test never works on the store that the person at the keyboard uses

refuse_outside_connections()

# Everything is said here, because Hypothesis has other defaults where CI is set.
settings.register_profile(
    "recollect",
    max_examples=full_or(100, 2_000),
    derandomize=False,
    deadline=None,  # how fast the machine is decides no test
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("recollect")


@pytest.hookimpl(tryfirst=True)  # Hypothesis reads its option when it is configured
def pytest_configure(config: pytest.Config) -> None:
    chosen = config.getoption("--hypothesis-seed") or os.environ.get("RECOLLECT_SEED") or secrets.randbelow(2**32)
    os.environ["RECOLLECT_SEED"] = str(int(chosen))  # worker processes inherit it
    config.option.hypothesis_seed = os.environ["RECOLLECT_SEED"]


def pytest_report_header() -> str:
    return f"RECOLLECT_SEED={os.environ['RECOLLECT_SEED']}, {'full' if is_full() else 'reduced'} counts"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if shutil.which("chromium"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


@pytest.fixture(scope="session")
def seed() -> int:
    """Give the seed of this run to tests that draw at random themselves."""
    return int(os.environ["RECOLLECT_SEED"])


@pytest.fixture(autouse=True)
def _lexicon_as_shipped() -> Iterator[None]:
    """Take out of force what a test added: it holds for the process."""
    yield
    put_in_force(())
