"""`recollect doctor`: whether this machine and this store are in order."""

from __future__ import annotations

import typer

from recollect.cli.checks import Check, run_checks
from recollect.cli.exits import ExitCode
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.tables import print_facts
from recollect.cli.terminal import answer, say
from recollect.settings import load_settings

app = typer.Typer(add_completion=False)
_SIGNS = {"ok": "● ok  ", "warn": "◐ warn", "fail": "✗ fail"}


@app.command()
def doctor(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Check that this machine and this store are in order. Exits with 1 when something fails."""
    checks = run_checks(load_settings({"data": data}))
    failed = any(check.state == "fail" for check in checks)
    answer({"ok": not failed, "checks": checks}, lambda: _print_checks(checks), as_json=as_json)
    if failed:
        raise typer.Exit(ExitCode.FAILED)


def _print_checks(checks: list[Check]) -> None:
    print_facts([(f"{_SIGNS[check.state]}  {check.name}", _in_words(check)) for check in checks])
    wrong = sum(check.state != "ok" for check in checks)
    say("All is in order." if not wrong else f"{wrong} to look at.", style="bold")


def _in_words(check: Check) -> str:
    return f"{check.detail}\n{check.remedy}" if check.remedy else check.detail
