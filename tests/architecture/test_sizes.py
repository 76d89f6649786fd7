import ast

from architecture.sources import ROOT, list_sources, name_place, parse_source

MOST_LINES_IN_A_FILE = 500
MOST_LINES_IN_A_FUNCTION = 80
# A name here needs its reason beside it: files as "src/…", functions as "src/…:name".
LISTED: frozenset[str] = frozenset(
    {
        # a migration is frozen, and names every column of the schema
        "src/recollect/storage/migrations/versions/r0001_memory.py",
        "src/recollect/storage/migrations/versions/r0001_memory.py:_create_tables",
    }
)


def test_no_file_is_too_long() -> None:
    too_long = []
    for path in list_sources("src", "tests", "benchmarks", suffixes=(".py", ".js", ".css", ".html")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        name = str(path.relative_to(ROOT))
        if lines > MOST_LINES_IN_A_FILE and name not in LISTED:
            too_long.append(f"{name}: {lines} lines")
    assert too_long == []


def test_no_function_is_too_long() -> None:
    too_long = []
    for path in list_sources("src", "tests", "benchmarks"):
        for node in ast.walk(parse_source(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.end_lineno is None:
                continue
            lines = node.end_lineno - node.lineno + 1
            if lines > MOST_LINES_IN_A_FUNCTION and f"{path.relative_to(ROOT)}:{node.name}" not in LISTED:
                too_long.append(f"{name_place(path, node.lineno)} {node.name}: {lines} lines")
    assert too_long == []
