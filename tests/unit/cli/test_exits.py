from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from architecture.sources import list_sources, parse_source
from recollect import errors
from recollect.cli.exits import MEANINGS, ExitCode, detail_of, error_body, exit_code_of, report_error
from recollect.errors import RecollectError

EXPECTED = {
    errors.InvalidInput: 2,
    errors.NotFound: 3,
    errors.NoJobSelected: 4,
    errors.StaleVersion: 4,
    errors.UndoConflict: 4,
    errors.NothingToMove: 4,
    errors.TaskConflict: 4,
    errors.CalledOff: 4,
    errors.RequestUnderWay: 4,
    errors.DocumentError: 5,
    errors.StorageError: 6,
    errors.ArchiveError: 6,
    errors.StartupError: 7,
}


def each_error(kind: type[RecollectError]) -> Iterator[type[RecollectError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from each_error(narrower)


def test_each_branch_of_the_error_tree_has_its_exit_code() -> None:
    assert {kind: exit_code_of(kind("x")) for kind in EXPECTED} == EXPECTED
    assert exit_code_of(RecollectError("x")) == 1


def test_every_narrower_error_has_the_code_of_its_branch() -> None:
    for branch, code in EXPECTED.items():
        assert {exit_code_of(kind("x")) for kind in each_error(branch)} == {code}
    assert {kind for branch in EXPECTED for kind in each_error(branch)} == set(each_error(RecollectError)) - {
        RecollectError
    }


def test_every_exit_code_has_a_meaning() -> None:
    assert set(MEANINGS) == set(ExitCode)


def test_no_error_sends_a_reader_of_the_command_line_to_the_api() -> None:
    texts = [
        node.value
        for path in list_sources("src/recollect/services", "src/recollect/storage", "src/recollect/documents")
        for node in ast.walk(parse_source(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ". " in node.value
    ]
    spoken = [text for text in texts if "/api/" in text]
    assert spoken
    assert [text for text in spoken if "/api/" in detail_of(RecollectError(text))] == []


def test_an_error_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    report_error(errors.NotFound("Nothing\nhere.", id="deadbeef"), as_json=False)
    assert capsys.readouterr() == ("", "error: not_found: Nothing here. (deadbeef)\n")


def test_an_error_without_an_id_has_none_in_its_body() -> None:
    assert error_body(errors.InvalidInput("No.")) == {"error": "invalid_input", "detail": "No."}
