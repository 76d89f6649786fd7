"""`python -m benchmarks`: run the named benchmarks, or all."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from benchmarks import report

NAMES = (
    "documents",
    "store",
    "post",
    "endpoint",
    "growth",
    "pages",
    "layout",
    "start",
    "postgres",
    "engine",
    "profiles",
    "engine_quality",
    "uploads_beside_bombs",
    "office_files",
    "scans",
    "tasks",
)


def main() -> None:
    """Run, show and, when asked, keep the figures."""
    parser = argparse.ArgumentParser(prog="script/bench", description="Measures Recollect beside baselines.")
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*NAMES, []], help=f"one of {', '.join(NAMES)}")
    parser.add_argument("--full", action="store_true", help="larger counts: a million records, longer runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    chosen = parser.parse_args()
    figures = {}
    for name in chosen.names or NAMES:
        module = importlib.import_module(f"benchmarks.{name}")
        figures[name] = module.measure(full=chosen.full)
        report.show(str(module.__doc__).strip(), figures[name])
    if chosen.json:
        report.write(chosen.json, figures)


if __name__ == "__main__":
    main()
