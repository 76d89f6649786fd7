import sys
from pathlib import Path

import pytest

from recollect.cli.opening import open_store


@pytest.mark.parametrize("is_read", [True, False])
def test_who_sits_at_the_terminal_is_told_of_a_new_store_and_of_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, is_read: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_read)
    for _ in range(2):
        with open_store(tmp_path / "mistyped"):
            pass
    assert capsys.readouterr().err == (f"A new store was begun in {tmp_path / 'mistyped'}.\n" if is_read else "")
