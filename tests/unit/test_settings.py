from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recollect.errors import StartupError
from recollect.settings import (
    DESCRIPTIONS,
    ENVIRONMENT_PREFIX,
    SECRET,
    Settings,
    kept_settings,
    load_settings,
    local_zone,
    source_of,
    write_settings_file,
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


def _write(data: Path, text: str) -> Path:
    file = data / "recollect.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_anything_said_they_are_as_shipped() -> None:
    assert load_settings({}, {}) == Settings()
    assert (Settings().host, Settings().port, Settings().data) == ("127.0.0.1", 8000, Path("data"))


def test_the_nearer_source_wins(data: Path) -> None:
    _write(data, 'host = "file"\nport = 1\nlog_level = "debug"\nallowed_hosts = ["a", "b"]\n')
    environment = {"RECOLLECT_DATA": str(data), "RECOLLECT_HOST": "environment", "RECOLLECT_PORT": "2"}
    given = {"host": "command", "port": None, "data": None}
    found = load_settings(given, environment)
    assert (found.host, found.port, found.log_level, found.allowed_hosts) == ("command", 2, "debug", ("a", "b"))
    assert found.data == data
    assert [source_of(name, given, environment) for name in ("host", "port", "log_level", "max_pages")] == [
        "command line",
        "RECOLLECT_PORT",
        str(data / "recollect.toml"),
        "default",
    ]


def test_the_file_lies_in_the_data_folder_or_where_it_is_named(data: Path, tmp_path: Path) -> None:
    _write(data, "port = 1\n")
    named = tmp_path / "named.toml"
    named.write_text("port = 2\n")
    assert load_settings({"data": data}, {}).port == 1
    assert load_settings({"data": data}, {"RECOLLECT_CONFIG": str(named)}).port == 2
    with pytest.raises(StartupError, match="not there"):
        load_settings({}, {"RECOLLECT_CONFIG": str(tmp_path / "gone.toml")})


def test_an_empty_variable_says_nothing() -> None:
    assert load_settings({}, {"RECOLLECT_PORT": "", "RECOLLECT_TOKEN": ""}) == Settings()


def test_lists_are_written_with_commas() -> None:
    environment = {"RECOLLECT_ALLOWED_HOSTS": " hire.example.org, ,box.local "}
    assert load_settings({}, environment).allowed_hosts == ("hire.example.org", "box.local")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("port = \n", "not TOML"),
        ("colour = 'red'\nPort = 1\n", "Port, colour"),
        ("port = 'many'\n", "port"),
        ("allowed_hosts = 'a'\n", "allowed_hosts"),
        ("port = 65536\n", "65535"),
    ],
)
def test_a_file_that_can_not_be_used_is_named(data: Path, text: str, words: str) -> None:
    file = _write(data, text)
    with pytest.raises(StartupError, match=words) as caught:
        load_settings({"data": data}, {})
    assert str(file) in caught.value.detail or "port is" in caught.value.detail


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "named.toml"
    file.write_text("data = 5\n")
    with pytest.raises(StartupError, match="5 names no folder"):
        load_settings({}, {"RECOLLECT_CONFIG": str(file)})


def test_a_file_that_can_not_be_read_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _write(data, "port = 1\n")
    file.write_bytes(b"port = 1 # \xff\n")
    with pytest.raises(StartupError, match="not TOML"):
        load_settings({"data": data}, {})

    def refuse(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(StartupError, match="Permission denied"):
        load_settings({"data": data}, {})


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"RECOLLECT_PORT": "many"}, "RECOLLECT_PORT"),
        ({"RECOLLECT_PORT": "-1"}, "from 0 to 65535"),
        ({"RECOLLECT_MAX_UPLOAD_MIB": "0"}, "at least 1"),
        ({"RECOLLECT_READER_PROCESSES": "0"}, "at least 1"),
        ({"RECOLLECT_MAX_ARCHIVE_MIB": "0"}, "at least 1"),
        ({"RECOLLECT_OCR_TIMEOUT_S": "0"}, "more than 0"),
        ({"RECOLLECT_OCR_LANGUAGES": "--help"}, "Tesseract's names"),
        ({"RECOLLECT_READER_TIMEOUT_S": "0"}, "more than 0"),
        ({"RECOLLECT_READER_TIMEOUT_S": "nan"}, "finite"),
        ({"RECOLLECT_READER_TIMEOUT_S": "inf"}, "finite"),
        ({"RECOLLECT_LOG_LEVEL": "loud"}, "debug, info, warning, error"),
        ({"RECOLLECT_DATABASE_URL": "mysql://"}, "postgresql://"),
    ],
)
def test_a_value_that_can_not_work_is_refused_with_what_would(environment: dict[str, str], words: str) -> None:
    with pytest.raises(StartupError, match=words):
        load_settings({}, environment)


@pytest.mark.parametrize(
    ("host", "alone"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("192.0.2.7", False), ("box", False)]
)
def test_only_this_machine_reaches_loopback(host: str, alone: bool) -> None:
    assert Settings(host=host).is_loopback is alone


def test_units_are_turned_into_bytes() -> None:
    assert Settings(max_upload_mib=2).max_upload_bytes == 2 * 1024 * 1024
    assert Settings(reader_memory_mib=3).reader_memory_bytes == 3 * 1024 * 1024


def test_every_setting_is_described_and_has_a_variable() -> None:
    assert set(DESCRIPTIONS) == set(Settings.__struct_fields__)
    assert set(Settings.__struct_fields__) >= SECRET
    written: dict[str, Any] = {"port": "7", "reader_timeout_s": "1.5", "token": "secret", "max_pages": "3"}
    found = load_settings({}, {ENVIRONMENT_PREFIX + name.upper(): value for name, value in written.items()})
    assert (found.port, found.reader_timeout_s, found.token, found.max_pages) == (7, 1.5, "secret", 3)


def test_the_environment_of_the_process_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOLLECT_PORT", "4321")
    assert load_settings().port == 4321
    assert source_of("port", {}) == "RECOLLECT_PORT"


def test_the_zone_of_the_machine_is_the_one_that_is_named() -> None:
    assert str(local_zone({"TZ": ":Europe/Berlin"})) == "Europe/Berlin"
    assert str(local_zone({"TZ": "No/Such"})) == str(local_zone({}))


def test_a_restored_settings_file_is_read_again_and_never_replaces_one(tmp_path: Path) -> None:
    write_settings_file(tmp_path, {"max_pages": 9, "allowed_hosts": ["hiring.example.org"], "log_level": "debug"})
    settings = load_settings({"data": tmp_path}, {})
    assert (settings.max_pages, settings.allowed_hosts, settings.log_level) == (9, ("hiring.example.org",), "debug")
    write_settings_file(tmp_path, {"max_pages": 8})
    assert load_settings({"data": tmp_path}, {}).max_pages == 9


def test_secrets_are_not_among_the_settings_that_an_archive_keeps(tmp_path: Path) -> None:
    (tmp_path / "recollect.toml").write_text('token = "secret"\nmax_pages = 9\n', "utf-8")
    assert kept_settings(load_settings({"data": tmp_path}, {}), {}) == {"max_pages": 9}
