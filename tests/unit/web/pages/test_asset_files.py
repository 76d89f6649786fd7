import hashlib
import json
import re
from pathlib import Path

from recollect.web import pages
from recollect.web.pages.asset_files import asset_address, load_assets

FOLDER = Path(pages.__file__).parent
ASSETS = FOLDER / "assets"


def test_the_style_names_each_font_in_its_present_version() -> None:
    style = load_assets()["app.css"].content.decode()
    named = re.findall(r'url\("([^"]+)"\)', style)
    assert named
    for address in named:
        assert asset_address(address.partition("?")[0]) == f"/assets/{address}"


def test_what_is_vendored_is_what_is_named_with_its_licence() -> None:
    entries = json.loads((ASSETS / "VENDORED.json").read_text(encoding="utf-8"))
    for entry in entries:
        assert hashlib.sha256((ASSETS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert (ASSETS / entry["licence_file"]).is_file()
    own = {"app.css", "app.js", "mark.svg"}
    assert {entry["file"] for entry in entries} | own == set(load_assets())


def test_the_sprite_holds_what_is_used_and_nothing_else() -> None:
    held = set(re.findall(r'id="([ig]-[a-z-]+)"', load_assets()["icons.svg"].content.decode()))
    templates = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "templates").glob("*.html"))
    icons = {name for name in held if name.startswith("i-")}
    called = re.findall(r"icon\(([^)]*)\)", templates)
    assert {f"i-{name}" for call in called for name in re.findall(r"'([a-z-]+)'", call)} == icons
    assert held - icons == {"g-ok", "g-part", "g-gap", "g-wait"}


def test_no_page_has_an_inline_style_or_script_or_another_host() -> None:
    for path in [*(FOLDER / "templates").glob("*.html"), ASSETS / "app.css", ASSETS / "app.js"]:
        text = path.read_text(encoding="utf-8")
        assert (
            re.findall(r"\sstyle=|<style|\son[a-z]+=\"|<script(?! type=\"module\" src=)|https?://|hx-on", text) == []
        ), path
