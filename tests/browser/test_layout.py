"""No page is wider than its window, and none costs more than its budget."""

import gzip

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, Response

from browser.conftest import OpenPage
from browser.page_list import PAGES, address_of
from browser.serving import Site

pytestmark = pytest.mark.browser

KILOBYTE = 1000
WIDTHS = (320, 390, 768, 1000, 1024, 1200, 1330, 1440, 2560)
MOST_SHIFT = 0.02
BUDGETS = {"script": 30, "stylesheet": 12, "font": 90, "document": 20}
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_WATCH_SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) shifted += e.value; })
    .observe({type: "layout-shift", buffered: true});
"""
_FONTS_ARE_IN = "document.fonts.ready.then(() => new Promise(requestAnimationFrame))"
_CUT_OFF = """() => [...document.querySelectorAll("main *")].filter(element => {
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.right > innerWidth + 1 && !element.closest("svg");
}).map(element => element.outerHTML.slice(0, 120))"""


def find_too_wide(page: Page) -> dict[int, object]:
    found: dict[int, object] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        sideways, cut_off = page.evaluate(_SIDEWAYS), page.evaluate(_CUT_OFF)
        if sideways or cut_off:
            found[width] = (sideways, cut_off)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(site: Site, open_page: OpenPage, name: str) -> None:
    assert find_too_wide(open_page(address_of(site, name))) == {}


def test_the_first_page_does_not_scroll_sideways(empty_site: Site, open_page: OpenPage) -> None:
    assert find_too_wide(open_page(empty_site.address + "/")) == {}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_budget(site: Site, open_page: OpenPage, name: str) -> None:
    page = open_page("about:blank")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright takes no built-in
    page.add_init_script(_WATCH_SHIFTS)
    page.goto(address_of(site, name))
    page.evaluate(_FONTS_ARE_IN)
    sizes = dict.fromkeys(BUDGETS, 0)
    for answer in answers:
        kind = answer.request.resource_type
        if kind in sizes:
            body = answer.body()
            sizes[kind] += len(body if kind == "font" else gzip.compress(body, mtime=0))
    assert {kind: size for kind, size in sizes.items() if size > BUDGETS[kind] * KILOBYTE} == {}
    assert sizes["stylesheet"] > 0
    assert page.evaluate("shifted") <= MOST_SHIFT
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.evaluate(_FONTS_ARE_IN)
    assert page.evaluate("shifted") <= MOST_SHIFT


def test_a_job_prints_its_people_and_what_is_asked_for_without_forms(site: Site, open_page: OpenPage) -> None:
    page = open_page(address_of(site, "job"))
    page.emulate_media(media="print")
    for shown in ("h1", "#analyses table", "#analyses thead", "#asks .met"):
        assert page.locator(shown).is_visible()
    for hidden in (".bar", ".rail", ".foot", ".sub", ".upload", ".menu", "#asks .edit"):
        assert page.locator(hidden).first.is_hidden()
    with pdfium.PdfDocument(page.pdf(format="A4")) as printed:
        words = "".join(one.get_textpage().get_text_range() for one in printed)
    assert "Maren Holt" in words
    assert "Registered nurse" in words
    assert "Add résumés" not in words


def test_the_analysis_prints_its_findings_and_no_forms(site: Site, open_page: OpenPage) -> None:
    page = open_page(address_of(site, "analysis"))
    page.emulate_media(media="print")
    assert page.locator(".findings").is_visible()
    assert page.locator(".page img").is_visible()
    for hidden in (".bar", ".rail", ".foot", ".fb"):
        assert not page.locator(hidden).is_visible()
    assert page.locator(".findings").bounding_box()["y"] < page.locator(".page").bounding_box()["y"]  # type: ignore[index]
