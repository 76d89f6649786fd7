from architecture.sources import ROOT, list_sources

SAY_NOTHING = frozenset({"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"})


def test_modules_are_named_after_what_they_own() -> None:
    vague = [
        str(path.relative_to(ROOT))
        for path in list_sources("src", "tests", "benchmarks")
        if any(SAY_NOTHING & set(part.split("_")) for part in path.relative_to(ROOT).with_suffix("").parts)
    ]
    assert vague == []
