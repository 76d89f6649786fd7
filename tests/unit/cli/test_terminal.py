from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from recollect.cli import wording
from recollect.cli.tables import Column, make_table
from recollect.cli.terminal import listing, printable, progress, say, say_whole
from recollect.domain.paging import Page
from unit.cli.running import add_job, run

ROWS = [("resume_0123456789ab", "Aleksandra Maria Wiśniewska-Kowalczyk", "81.5"), ("resume_ba9876543210", "Bo", "–")]
COLUMNS = (
    Column[tuple[str, str, str]]("résumé", lambda row: row[0], "id"),
    Column[tuple[str, str, str]]("candidate", lambda row: row[1]),
    Column[tuple[str, str, str]]("score", lambda row: row[2], "figure"),
    Column[tuple[str, str, str]]("again", lambda row: row[0], "id", spare=True),
)


def draw(width: int) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width).print(make_table(ROWS, COLUMNS, width), crop=False)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [10, 25, 40, 60, 80, 200])
def test_ids_and_figures_stand_whole_however_narrow_the_terminal(width: int) -> None:
    lines = draw(width)
    for row in ROWS:
        assert any(line.startswith(row[0]) and line.rstrip().find(row[2]) > 0 for line in lines)


@pytest.mark.parametrize("width", [45, 60, 80, 200])
def test_a_table_fits_where_its_ids_do(width: int) -> None:
    assert all(len(line) <= width for line in draw(width))


def test_a_spare_column_is_there_only_where_there_is_room() -> None:
    assert "again" not in draw(50)[0]
    assert "again" in draw(100)[0]


def test_no_text_is_cut() -> None:
    assert "".join("".join(draw(45)).split()).count("Wiśniewska") == 1
    assert "…" not in "".join(draw(45))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Élodie\tChef\n", "Élodie\tChef\n"),
        ("a\r\nb", "a\nb"),
        ("\x1b[2Jgone", "�[2Jgone"),
        ("over\rwritten", "over�written"),
        ("txt.\u202efdp", "txt.�fdp"),
        ("\x9b31m", "�31m"),
        ("half \udcff", "half �"),
        ("می‌خواهم 👩‍⚕️", "می‌خواهم 👩‍⚕️"),
    ],
)
def test_no_text_commands_the_terminal(written: str, shown: str) -> None:
    assert printable(written) == shown


def test_texts_are_not_taken_for_markup(capsys: pytest.CaptureFixture[str]) -> None:
    say("[bold]C++[/bold] :smile:")
    say_whole("[red]" + "x" * 300)
    assert capsys.readouterr().out == "[bold]C++[/bold] :smile:\n[red]" + "x" * 300 + "\n"


def test_no_bar_is_drawn_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Reading", 3) as advance:
        advance(2)
    assert capsys.readouterr() == ("", "")


def test_colours_are_left_out_when_they_are_not_wanted(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    job_id = add_job(data)
    cyan = "\x1b[36m"
    assert f"{cyan}{job_id}" in run(data, "job", "list").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    shown = run(data, "job", "list").stdout
    assert job_id in shown
    assert cyan not in shown


def test_a_capped_total_is_said_to_be_one() -> None:
    page = Page[str](items=("a",), total=10_000, total_is_lower_bound=True)
    assert listing("words", page) == {
        "words": ("a",), "total": 10_000, "next_cursor": None, "total_is_lower_bound": True,
    }  # fmt: skip


def test_figures_are_written_plainly() -> None:
    assert [wording.score(score) for score in (None, 0.0, 81.25, 100.0)] == ["–", "0.0", "81.2", "100.0"]
    assert [wording.count(n, noun) for n, noun in ((1, "job"), (1284, "job"), (0, "analysis"), (2, "feedback"))] == [
        "1 job",
        "1,284 jobs",
        "0 analyses",
        "2 feedback",
    ]
    assert wording.moment(datetime(2026, 3, 2, 9, 30, 59, tzinfo=UTC)) == "2026-03-02 09:30"
    assert [wording.verdict(said) for said in ("No Hire: not found: wiring.", None)] == ["No Hire", "–"]
    assert wording.title("", "") == "untitled"
