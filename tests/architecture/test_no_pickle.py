"""Data is never run: no format that can carry code is read, and no text becomes code."""

import ast
from collections.abc import Iterator

from architecture.sources import list_sources, name_place, parse_source

CARRY_CODE = frozenset({"pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"})
MAKE_CODE = frozenset({"eval", "exec", "compile", "__import__"})


def find_code_loading(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names if alias.name.split(".")[0] in CARRY_CODE)
        case ast.ImportFrom(module=str(module)) if module.split(".")[0] in CARRY_CODE:
            yield module
        case ast.Call(func=ast.Name(id=name)) if name in MAKE_CODE:
            yield f"{name}()"
        case ast.keyword(arg="allow_pickle", value=ast.Constant(value=True)):
            yield "allow_pickle=True"


def test_no_source_loads_code_from_data() -> None:
    found = [
        f"{name_place(path, getattr(node, 'lineno', 0))} {what}"
        for path in list_sources("src")
        for node in ast.walk(parse_source(path))
        for what in find_code_loading(node)
    ]
    assert found == []
