from collections.abc import Iterator

import pytest

from recollect.documents.limits import Limits
from recollect.documents.pool import ReaderPool


@pytest.fixture(scope="module")
def readers() -> Iterator[ReaderPool]:
    """Give a pool of two with the limits as they are shipped."""
    with ReaderPool(Limits(), workers=2) as pool:
        yield pool
