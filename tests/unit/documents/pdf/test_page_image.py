import io

import pytest
from PIL import Image

from pdf_factory import make_form, make_pdf
from pdf_objects import build_pdf
from recollect.documents.pdf.page_image import draw_page


def opened(image: bytes) -> Image.Image:
    return Image.open(io.BytesIO(image))


def page_of(width: float, height: float, content: bytes = b"0 g 10 10 100 100 re f") -> bytes:
    return build_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.1f %.1f]/Contents 4 0 R>>" % (width, height),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )


def test_a_page_is_drawn_as_it_is_seen() -> None:
    image = opened(draw_page(page_of(300, 200), 1))
    assert (image.size, image.mode) == ((600, 400), "RGB")
    assert max(image.crop((100, 300, 101, 301)).tobytes()) < 40
    assert min(image.crop((500, 100, 501, 101)).tobytes()) > 215


@pytest.mark.parametrize(("width", "height"), [(14_400, 14_400), (14_400, 1), (1, 1)])
def test_a_page_of_any_size_has_an_image_of_bounded_size(width: float, height: float) -> None:
    image = opened(draw_page(page_of(width, height), 1))
    assert image.size[0] * image.size[1] <= 4_100_000


def test_an_image_stays_small_when_the_page_is_not() -> None:
    noise = b"".join(
        b"%.2f %.2f %.2f rg %d %d 3 3 re f\n" % (x % 7 / 7, y % 5 / 5, (x * y) % 11 / 11, 3 * x, 3 * y)
        for x in range(190)
        for y in range(270)
    )
    assert len(draw_page(page_of(595, 842, noise), 1)) <= 400_000


def test_what_was_filled_in_is_drawn() -> None:
    assert draw_page(make_form("Name", "Ottilie Brandt"), 1) != draw_page(make_form("Name", "Maren Holt"), 1)


def test_the_same_page_is_the_same_image() -> None:
    assert draw_page(make_pdf(), 1) == draw_page(make_pdf(), 1)
