"""The project's own files, for the tests that read them."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def list_sources(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> list[Path]:
    """Every source file below these folders of the project, in a stable order; there is at least one."""
    found = sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in suffixes
    )
    assert found, f"no sources in {folders}"
    return found


def parse_source(path: Path) -> ast.Module:
    """Read the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_place(path: Path, line: int) -> str:
    """Name a place as compilers print it, relative to the project."""
    return f"{path.relative_to(ROOT)}:{line}"
