import pytest

from recollect.documents.limits import Limits
from recollect.documents.markup.text import decode_text, extract_text
from recollect.errors import DocumentTooCostly, EmptyDocument


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_same_text_comes_from_each_encoding(encoding: str) -> None:
    text = "Jürgen Weiß\n“Ten years” – and more"
    assert extract_text(text.encode(encoding), Limits()).text == text


CZECH = """Jiří Dvořák
Svářeč, Plzeň
Pracovní zkušenosti
Vedoucí směny v závodě Škoda, řízení týmu
Vzdělání: střední průmyslová škola"""


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16-le", "Ida Storm\nÅlesund"),
        ("utf-16-be", "Ida Storm\nÅlesund"),
        ("cp1252", "Søren Ångström lærer i Ålborg"),
        ("cp1252", "José Muñoz\nIngeniero en Málaga"),
        ("cp1252", "Maren Holt — nurse, £40k saved"),
        ("cp1252", "Mária João Gonçalves\nEnfermeira com experiência em gestão de equipas"),
        ("cp1250", "Łukasz Wójcik\nInżynier, Łódź\nDoświadczenie zawodowe\nKierownik budowy w Gdańsku"),
        ("iso8859_2", "Łukasz Wójcik\nInżynier, Łódź\nDoświadczenie zawodowe\nKierownik budowy w Gdańsku"),
        ("cp1250", CZECH),
        ("cp1251", "Иван Петров\nИнженер-электрик, Казань\nОпыт работы\nОбслуживание сетей"),
        ("koi8_r", "Иван Петров\nИнженер-электрик, Казань\nОпыт работы\nОбслуживание сетей"),
        ("cp1253", "Γιώργος Παπαδόπουλος\nΗλεκτρολόγος, Αθήνα\nΕπαγγελματική εμπειρία"),
        ("shift_jis", "山田 花子\n看護師、大阪市\n職歴\n大阪総合病院にて八年間勤務しました。"),
        ("euc_jp", "山田 花子\n看護師、大阪市\n職歴\n大阪総合病院にて八年間勤務しました。"),
        ("gb18030", "王小明\n电气工程师，上海\n工作经历\n负责配电系统的设计与维护。"),
        ("big5", "王小明\n電氣工程師，台北\n工作經歷\n負責配電系統的設計與維護。"),
        ("euc_kr", "김지은\n간호사, 서울\n경력\n종합병원에서 팔년간 근무하였습니다."),
    ],
)
def test_an_encoding_that_nothing_names_is_found(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding)) == text


def test_line_ends_become_one_kind() -> None:
    assert extract_text(b"a\r\nb\rc\nd\x0ce", Limits()).text == "a\nb\nc\nd\ne"


def test_a_stray_nul_is_dropped_and_many_are_no_text() -> None:
    assert extract_text(b"Ida" + b"\0" + b" Storm " * 60, Limits()).text.startswith("Ida Storm")
    assert decode_text(b"I\0d" * 30) is None


def test_half_a_utf16_text_is_no_text() -> None:
    assert decode_text("Ida".encode("utf-16") + b"\x00") is None


@pytest.mark.parametrize("data", [b"  \n\t\n", b"\xef\xbb\xbf", b"\n"])
def test_white_space_is_no_document(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        extract_text(data, Limits())


def test_a_text_over_the_limit_is_too_costly() -> None:
    with pytest.raises(DocumentTooCostly, match="100 characters"):
        extract_text(b"a" * 101, Limits(max_characters=100))
