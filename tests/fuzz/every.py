"""Fuzzes entries, each in processes of its own: ``python -m fuzz.every [SECONDS [SEED [ENTRY …]]]``.

Needs `src` and `tests` on the path, atheris, and no other package than the program does. As many entries run at once
as there are processors. Prints a line an entry: its name, the seed, how many inputs were executed, and the result.
Ends with 1 when one failed; what brought that to light is in the folder that its line names.
"""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import NamedTuple

from fuzz.entries import ENTRIES

_MOST_SHOWN = 3_000


class Outcome(NamedTuple):
    """How one entry ended, and what its fuzzer said."""

    inputs: int
    is_clean: bool
    folder: str
    said: str


def fuzz_entry(name: str, seconds: str, seed: int) -> Outcome:
    """Fuzz one entry for so many seconds."""
    command = [sys.executable, "-m", "fuzz", name, seconds, str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    said = done.stdout + done.stderr
    found = re.search(r"number_of_executed_units: (\d+)", said)
    folder = done.stdout.partition("\n")[0]
    return Outcome(int(found[1]) if found else 0, done.returncode == 0 and found is not None, folder, said)


def main() -> None:
    """Fuzz the entries that are named, or all, and tell of each when it ends."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    seed = int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else secrets.randbelow(2**31 - 1) + 1
    failed = False
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        running = {threads.submit(fuzz_entry, name, seconds, seed): name for name in sys.argv[3:] or sorted(ENTRIES)}
        for future in as_completed(running):
            outcome = future.result()
            verdict = "ok" if outcome.is_clean else f"FAILED, see {outcome.folder}\n{outcome.said[-_MOST_SHOWN:]}"
            sys.stdout.write(f"{running[future]:7} seed {seed}  {seconds} s  {outcome.inputs:>10,} inputs  {verdict}\n")
            sys.stdout.flush()
            failed = failed or not outcome.is_clean
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
