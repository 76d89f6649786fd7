"""Text recognition as the tests use it: Tesseract where it is installed, and programs that play it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import psutil
import pytest

from recollect.documents.limits import OcrLimits

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed (Debian package tesseract-ocr)"
)


def tesseract(**limits: float) -> OcrLimits:
    """Give the installed program."""
    return OcrLimits(command=shutil.which("tesseract") or "", **limits)  # type: ignore[arg-type]


def play_tesseract(folder: Path, line: str) -> OcrLimits:
    """Give a program that does that line of Python instead."""
    program = folder / "tesseract"
    program.write_text(f'#!/bin/sh\n"exec" "{sys.executable}" "$0" "$@"\nimport sys, time\n{line}\n')
    program.chmod(0o700)
    return OcrLimits(command=str(program))


def is_playing(folder: Path) -> bool:
    """Tell whether a program of that folder still runs, whoever its parent is by now."""
    return any(str(folder / "tesseract") in (one.info["cmdline"] or ()) for one in psutil.process_iter(["cmdline"]))
