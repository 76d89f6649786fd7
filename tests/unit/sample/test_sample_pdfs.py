from __future__ import annotations

import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
COMMITTED = ROOT / "src" / "recollect" / "sample" / "resumes"


def set_resumes(folder: Path) -> dict[str, bytes]:
    subprocess.run([sys.executable, ROOT / "script" / "make-sample-pdfs", folder], check=True, capture_output=True)
    return read_folder(folder)


def read_folder(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def unpacked(pdf: bytes) -> bytes:
    """Give a PDF's objects with inflated streams, so that the same page is the same under every build of zlib."""
    objects, _, _ = pdf.rpartition(b"\nxref")
    assert objects
    flat = re.sub(rb"/Length \d+", b"/Length", objects)
    streams = re.compile(rb"(?<=stream\n)(?<!endstream\n)\x78.*?(?=endstream)", re.DOTALL)
    return streams.sub(lambda found: zlib.decompressobj().decompress(found[0]), flat)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return set_resumes(tmp_path_factory.mktemp("resumes"))


def test_each_person_has_a_committed_file_and_no_other_lies_there(made: dict[str, bytes]) -> None:
    assert made.keys() == read_folder(COMMITTED).keys()


def test_the_committed_files_are_what_the_source_says(made: dict[str, bytes]) -> None:
    committed = read_folder(COMMITTED)
    different = [name for name, pdf in made.items() if unpacked(pdf) != unpacked(committed[name])]
    assert different == [], "run script/make-sample-pdfs and commit what it writes"


def test_setting_them_again_gives_the_same_bytes(made: dict[str, bytes], tmp_path: Path) -> None:
    assert set_resumes(tmp_path) == made
