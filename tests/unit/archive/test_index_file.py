from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import START
from recollect.archive.index_file import merge_index, write_index
from recollect.domain.history import JobEntry
from recollect.errors import ArchiveDamaged

IDS = st.text(alphabet="0123456789abcdef_-", min_size=1, max_size=6)
WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=8)
ENTRIES = st.builds(
    JobEntry,
    company_name=WORDS,
    role_name=st.sampled_from(['", "', "a\n{", "}\n", "Fitter", "ß"]),
    created_at=st.just(START),
    analysis_count=st.integers(0, 9),
)


def held(path: Path) -> dict[str, tuple[str, int]]:
    return {key: (one["company_name"], one["analysis_count"]) for key, one in json.loads(path.read_bytes()).items()}


@given(
    first=st.dictionaries(IDS, ENTRIES, max_size=6),
    changes=st.lists(st.dictionaries(IDS, st.none() | ENTRIES, max_size=6), max_size=4),
)
def test_merging_changes_into_the_file_is_changing_the_map(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[str, JobEntry],
    changes: list[dict[str, JobEntry | None]],
) -> None:
    path = tmp_path_factory.mktemp("index") / "index.json"
    write_index(path, first.items())
    wanted = dict(first)
    for changed in changes:
        merge_index(path, changed)
        for key, entry in changed.items():
            if entry is None:
                wanted.pop(key, None)
            else:
                wanted[key] = entry
    assert held(path) == {key: (one.company_name, one.analysis_count) for key, one in wanted.items()}
    assert list(held(path)) == list(wanted), "what stays keeps its place"


@pytest.mark.parametrize("data", [b"", b"{}", b"[\n]\n", b'{\n"a": {}\n', b"{\n}\n}\n", b'{\n"a": 1\n}\n'])
def test_a_file_of_another_form_is_refused_and_left(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "index.json"
    path.write_bytes(data)
    with pytest.raises(ArchiveDamaged):
        merge_index(path, {"b": None})
    assert path.read_bytes() == data


def test_an_index_of_nothing_is_an_empty_map(tmp_path: Path) -> None:
    write_index(tmp_path / "index.json", [])
    assert json.loads((tmp_path / "index.json").read_bytes()) == {}
