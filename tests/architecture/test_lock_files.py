import re
import tomllib

import pytest

from architecture.sources import ROOT

PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[A-Za-z0-9.!+]+)(?: ; (?P<marker>[A-Za-z_0-9'\"<>=!. ()]+))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def read_pins(mode: str) -> dict[tuple[str, str], str]:
    """Each locked (package, marker) with its version; fails on a line that is no pin with hashes and nothing else."""
    pins = {}
    text = (ROOT / "requirements" / f"{mode}.txt").read_text(encoding="ascii")
    for requirement in text.replace(" \\\n", "\n ").replace("\n ", "\t").splitlines():
        pin, *hashes = (part.strip() for part in requirement.split("\t"))
        parts = PIN.fullmatch(pin)
        assert parts, f"{mode}.txt: not a plain pin: {pin!r}"
        assert hashes, f"{mode}.txt: no hash: {pin!r}"
        assert all(HASH.fullmatch(part) for part in hashes), f"{mode}.txt: not a hash, after {pin!r}"
        pins[parts["name"], parts["marker"] or ""] = parts["version"]
    assert pins
    return pins


@pytest.mark.parametrize("mode", ["base", "test", "bench"])
def test_the_build_backend_is_locked_as_it_is_declared(mode: str) -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)["build-system"]["requires"]
    locked = {f"{name}=={version}" for (name, _), version in read_pins(mode).items()}
    assert {requirement.replace("_", "-") for requirement in declared} <= locked


def test_the_test_lock_holds_the_base_lock() -> None:
    assert read_pins("base").items() <= read_pins("test").items() <= read_pins("bench").items()


@pytest.mark.parametrize("mode", ["base", "test"])
def test_what_is_declared_is_locked(mode: str) -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)
    wanted = list(declared["project"]["dependencies"])
    if mode == "test":
        wanted += declared["dependency-groups"]["test"]
    names = {re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    assert names <= {name for name, _ in read_pins(mode)}
