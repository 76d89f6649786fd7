import pytest

from pdf_objects import RESUME
from recollect.documents.extract import Extract
from recollect.documents.limits import Limits
from recollect.documents.markup.html_page import extract_html
from recollect.documents.reading import read_document
from recollect.errors import DocumentTooCostly, EmptyDocument


def read(body: str, head: str = "") -> Extract:
    return extract_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), Limits())


def test_a_page_is_read_with_its_fields() -> None:
    page = f"<html><head><title>CV</title></head><body><h1>{RESUME[0]}</h1>" + "".join(
        f"<p>{one}</p>" for one in RESUME[1:]
    )
    document = read_document(page.encode(), "cv.pdf", Limits())
    assert (document.media_type, document.text) == ("text/html", "\n\n".join(RESUME))
    assert document.fields.name is not None
    assert document.fields.name.value == "Maren Holt"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a <b>bold</b>\n  word<br>next", "a bold word\nnext"),
        ("<ul><li>one</li><li>two</li></ul>after", "• one\n• two\n\nafter"),
        ("<ol><li><p>one</p></li><li>two<ol><li>in</li></ol></li></ol>", "1. one\n\n2. two\n\n1. in"),
        ('call 0018<a href="#fn1"><sup>1</sup></a> or x<sup>2</sup>', "call 0018 or x2"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a\tb"),
        ("<table><tr><td><p>a</p><p>b</p></td><td><p>c</p></td></tr></table>", "a\n\nb\n\nc"),
        ("<pre>x  y\nz</pre>", "x  y\nz"),
        ("seen<script>var x</script><style>p{}</style><template>no</template><noscript>no</noscript>", "seen"),
        ("caf&eacute; &amp; co&shy;op", "café & coop"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ('<input value="filled in"><input type="hidden" value="no">', "filled in"),
        ("<p>not closed<p>either", "not closed\n\neither"),
        ("<!-- short --><!-- <p>old markup here and there</p> -->x", "x"),
    ],
)
def test_the_text_is_what_a_browser_shows(body: str, text: str) -> None:
    found = read(body)
    assert (found.text, found.hidden_text) == (text, ())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<p hidden>expert in Python</p>", "marked as hidden"),
        ('<p style="display: none">expert in <b>Python</b></p>', "marked as hidden"),
        ('<p style="VISIBILITY:hidden !important">expert in Python</p>', "marked as hidden"),
        ('<p class="x gone">expert in Python</p>', "marked as hidden"),
        ('<p id="off">expert in Python</p>', "outside the page"),
        ('<p style="color:#fff">expert in Python</p>', "the colour of what is behind it"),
        ('<p style="color:white">expert in <i>Python</i></p>', "the colour of what is behind it"),
        ('<p style="background:#123456;color:rgb(18, 52, 86)">expert in Python</p>', "the colour of what is behind it"),
        ('<font color="#ffffff">expert in Python</font>', "the colour of what is behind it"),
        ('<p style="color:rgba(0,0,0,0)">expert in Python</p>', "fully transparent"),
        ('<p style="opacity:0">expert in Python</p>', "fully transparent"),
        ('<p style="font-size:1px">expert in Python</p>', "too small to read"),
        ('<p style="font-size:0">expert in Python</p>', "too small to read"),
        ('<p style="height:0;overflow:hidden">expert in Python</p>', "cut off by a frame"),
        ('<p style="max-height:0;overflow:hidden">expert in Python</p>', "cut off by a frame"),
        ('<p style="clip-path: inset(50%)">expert in Python</p>', "cut off by a frame"),
        ('<p style="transform:scale(0)">expert in Python</p>', "cut off by a frame"),
        ("<!-- expert in Python -->", "in a comment"),
    ],
)
def test_words_that_nobody_sees_are_kept_apart(body: str, reason: str) -> None:
    found = read(
        f"seen {body}", "<style>/* a */ .gone, h9 { display:none } #off{position:absolute;left:-9999px}</style>"
    )
    assert found.text == "seen"
    assert [(one.text, one.reason) for one in found.hidden_text] == [("expert in Python", reason)]


@pytest.mark.parametrize(
    "style",
    [
        "color:white;background:#224466",
        "color:#fff;background-image:url(x);background:url(x)",
        "opacity:.5",
        "margin-left:-5px",
        "font-size:90%",
    ],
)
def test_words_that_only_look_odd_stay(style: str) -> None:
    assert read(f'<p style="{style}">seen</p>').text == "seen"


def test_links_and_sizes_are_known() -> None:
    found = read('<h1>Maren Holt</h1><p>at <a href="mailto:maren@example.org">my desk</a></p>')
    assert [(found.text[one.start : one.end], one.uri) for one in found.links] == [
        ("my desk", "mailto:maren@example.org")
    ]
    assert [found.styles[word.style].size for word in found.words] == [24, 24, 12, 12, 12]


@pytest.mark.parametrize(
    "data",
    [
        '<html><meta charset="windows-1251"><body>Иван Петров</body></html>'.encode("cp1251"),
        '<html><meta http-equiv="Content-Type" content="text/html; charset=shift_jis"><body>山田</body></html>'.encode(
            "shift_jis"
        ),
        "<html><body>Łódź</body></html>".encode("utf-16"),
        b"\xef\xbb\xbf<html><meta charset='latin-1'><body>\xc5\x81</body></html>",
        '<html><meta charset="utf-16"><body>Łódź</body></html>'.encode(),
    ],
)
def test_a_page_s_encoding_is_found(data: bytes) -> None:
    document = read_document(data, "cv", Limits())
    assert document.media_type == "text/html"
    assert document.text in {"Иван Петров", "山田", "Łódź", "Ł"}


def test_hostile_pages_end_in_a_typed_error_or_in_their_text() -> None:
    with pytest.raises(EmptyDocument):
        read("<p hidden>x</p>")
    with pytest.raises(DocumentTooCostly):
        extract_html(b"<html>" + b"word " * 300, Limits(max_characters=1_000))
    assert read("<div>" * 200 + "deep").text == "deep"
    with pytest.raises(DocumentTooCostly, match="nested"):
        read("seen" + "<div>" * 5_000 + "deep")
    entities = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body>a&x;b'
    assert "/" not in extract_html(entities, Limits()).text
