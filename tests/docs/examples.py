"""Running a page of examples: its server, one shell for all its blocks, and what they print."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from docs.pages import ROOT, Block, list_blocks

DOCUMENTED = "http://127.0.0.1:8000"
RUN = "# run\n"
SERVE = "script/server"

_END = "=== end of block ==="
_READY = "Recollect is ready at "
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"[0-9a-f]{8}",
        r"[0-9a-f]{12}",
        r"[0-9a-f]{64}",
        r"(?:cand|tpl|cal)_[0-9a-f]{8}",
        r"(?:fb|ev|task)_[0-9a-f]{12}",
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z",
    )
)


class ExamplePage:
    """A page at work in a folder of its own. A block with script/server, and settings before it, starts it anew."""

    def __init__(self, page: Path, folder: Path) -> None:
        self._page = page
        self._folder = folder
        self._server: subprocess.Popen[str] | None = None
        self._address = DOCUMENTED
        for name in ("src", "script"):
            (folder / name).symlink_to(ROOT / name)
        self._shell = subprocess.Popen(
            ["bash", "-eu", "-o", "pipefail"],
            cwd=folder,
            env=environment_of(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _pipe(self._shell.stdin).close()
        self._shell.wait()
        _pipe(self._shell.stdout).close()
        self._stop_server()

    def run(self) -> Iterator[tuple[Block, str, Block | None]]:
        """Carry the page out; give each block that was run, what it printed, and the JSON that the page shows."""
        blocks = list_blocks(self._page)
        for place, block in enumerate(blocks):
            if block.language != "sh":
                continue
            settings, serves, arguments = block.body.partition(SERVE)
            if serves and not settings.startswith(RUN):
                given = dict(word.split("=", 1) for word in shlex.split(settings))
                self._start_server(shlex.split(arguments), given)
            elif block.body.startswith(RUN):
                following = blocks[place + 1] if place + 1 < len(blocks) else None
                shown = following if following is not None and following.language == "json" else None
                yield block, self._carry_out(block), shown

    def _carry_out(self, block: Block) -> str:
        shell = _pipe(self._shell.stdin)
        shell.write(f"{block.body.replace(DOCUMENTED, self._address)}\nprintf '\\n%s\\n' '{_END}'\n")
        shell.flush()
        printed: list[str] = []
        for line in _pipe(self._shell.stdout):
            if line.rstrip() == _END:
                return "".join(printed).strip()
            printed.append(line)
        raise AssertionError(f"{self._page.name}, line {block.line}: the block failed:\n{''.join(printed)}")

    def _start_server(self, arguments: list[str], settings: dict[str, str]) -> None:
        self._stop_server()
        self._server = subprocess.Popen(
            [sys.executable, "-m", "recollect", "serve", *arguments, "--port", "0"],
            cwd=self._folder,
            env=environment_of(self._folder) | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        ready = _pipe(self._server.stdout).readline()
        assert ready.startswith(_READY), f"the server did not start: {ready}"
        self._address = ready.removeprefix(_READY).strip()

    def _stop_server(self) -> None:
        if self._server is not None:
            self._server.terminate()
            assert self._server.wait() == 0
            _pipe(self._server.stdout).close()


def find_difference(shown: Any, answered: Any, place: str = "answer") -> str | None:
    """Tell where an answer is not what a page shows of it, or None.

    What is shown is there: further fields and list entries may follow. Ids and times are compared by their form,
    decimals by being decimals, and "…" stands for anything.
    """
    match shown, answered:
        case "…", _:
            found = None
        case dict(), dict():
            found = _first_difference(place, shown, answered)
        case list(), list():
            found = _first_difference(place, dict(enumerate(shown)), dict(enumerate(answered)))
            if answered and not shown:
                found = f"{place} is not empty"
        case float(), float():
            found = None
        case str(), str() if _form(shown) is not None and _form(shown) == _form(answered):
            found = None
        case _:
            same = type(shown) is type(answered) and shown == answered
            found = None if same else f"{place} is {answered!r}, shown is {shown!r}"
    return found


def _first_difference(place: str, shown: dict[Any, Any], answered: dict[Any, Any]) -> str | None:
    if missing := [key for key in shown if key not in answered]:
        return f"{place} has no {missing}"
    differences = (find_difference(value, answered[key], f"{place}[{key!r}]") for key, value in shown.items())
    return next((found for found in differences if found is not None), None)


def _form(text: str) -> int | None:
    return next((number for number, form in enumerate(_FORMS) if form.fullmatch(text)), None)


def read_json(text: str, what: str) -> Any:
    """Read a block's output or what a page shows of it."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise AssertionError(f"{what} is not JSON ({error}):\n{text}") from error


def environment_of(folder: Path) -> dict[str, str]:
    """Give an environment in which `recollect` is this very program, and nothing is set from outside."""
    commands = folder / "bin"
    commands.mkdir(exist_ok=True)
    recollect = commands / "recollect"
    recollect.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m recollect "$@"\n', "utf-8")
    recollect.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECOLLECT_")}
    path = os.pathsep.join((str(commands), str(Path(sys.executable).parent), os.environ["PATH"]))
    return kept | {"PATH": path, "PYTHONPATH": str(ROOT / "src"), "NO_PROXY": "*"}


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
