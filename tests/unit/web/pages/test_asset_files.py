import hashlib
import json
import re
from pathlib import Path

from recollect.web import pages
from recollect.web.pages.asset_files import asset_address, load_assets
from recollect.web.pages.frame import PLACES

FOLDER = Path(pages.__file__).parent
ASSETS = FOLDER / "assets"
OWN = re.compile(r"css/[a-z-]+\.css|js/[a-z-]+\.js|mark\.svg")


def test_a_file_names_others_in_their_present_version() -> None:
    named = [
        (name.partition("/")[0], address)
        for name, asset in load_assets().items()
        if name.startswith(("css/", "js/"))
        for address in re.findall(r'(?:url\(|from |import )"([^"]+)"', asset.content.decode())
    ]
    assert {folder for folder, _ in named} == {"css", "js"}
    for folder, address in named:
        other = address.partition("?")[0]
        name = other.removeprefix("../") if other.startswith("../") else f"{folder}/{other.removeprefix('./')}"
        assert asset_address(name).partition("?")[2] == address.partition("?")[2]


def test_what_is_vendored_is_what_is_named_with_its_licence() -> None:
    entries = json.loads((ASSETS / "VENDORED.json").read_text(encoding="utf-8"))
    for entry in entries:
        assert hashlib.sha256((ASSETS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert (ASSETS / entry["licence_file"]).is_file()
    assert {entry["file"] for entry in entries} == {name for name in load_assets() if not OWN.fullmatch(name)}


def test_the_sprite_holds_what_is_used_and_nothing_else() -> None:
    held = set(re.findall(r'id="([ig]-[a-z0-9-]+)"', load_assets()["icons.svg"].content.decode()))
    templates = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "templates").rglob("*.html"))
    icons = {name for name in held if name.startswith("i-")}
    called = re.findall(r"icon\(([^)]*)\)", templates)
    used = {f"i-{name}" for call in called for name in re.findall(r"'([a-z0-9-]+)'", call)}
    assert used | {f"i-{place.icon}" for place in PLACES} <= icons
    views = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.py"))
    assert [one for one in icons if f'"{one.removeprefix("i-")}"' not in views and one not in used] == []
    assert held - icons == {"g-ok", "g-part", "g-gap", "g-wait"}


def test_no_page_has_an_inline_style_or_script_or_another_host() -> None:
    own = [path for path in ASSETS.rglob("*") if path.is_file() and OWN.fullmatch(str(path.relative_to(ASSETS)))]
    for path in [*(FOLDER / "templates").rglob("*.html"), *own]:
        if path.suffix == ".svg":
            continue
        text = path.read_text(encoding="utf-8")
        banned = r"\sstyle=|<style|\son[a-z]+=\"|<script(?! type=\"module\" src=| src=\"[^\"]+\" defer)|https?://|hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\["
        assert re.findall(banned, text) == [], path
