"""Which languages the program that recognises text knows."""

from __future__ import annotations

import re
import subprocess

from recollect.documents.limits import OcrLimits

_ANSWER_S = 10.0
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_/]*")


def known_languages(ocr: OcrLimits) -> tuple[str, ...]:
    """Ask Tesseract for its languages; none where it can't be asked."""
    try:
        run = subprocess.run(  # noqa: S603 - the operator's own program
            [ocr.command, "--list-langs"],
            capture_output=True,
            text=True,
            env=ocr.environment,
            timeout=_ANSWER_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    lines = (run.stdout or run.stderr).splitlines()[1:] if run.returncode == 0 else []
    return tuple(line.strip() for line in lines if _NAME.fullmatch(line.strip()))
