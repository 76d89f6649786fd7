import io
import struct
import zipfile

import pytest

from office_factory import make_zip
from recollect.documents.zip_package import MOST_ENTRIES, ZipPackage
from recollect.errors import BrokenDocument, DocumentTooCostly, EncryptedDocument


def test_parts_are_read_by_name() -> None:
    package = ZipPackage(make_zip({"a/": b"", "a/b.xml": b"<b/>", "/c": b"c"}))
    assert package.names == ("a/b.xml", "c")
    assert package.read("a/b.xml") == b"<b/>"
    assert "c" in package
    with pytest.raises(BrokenDocument):
        package.read("d")


def test_a_part_without_a_name_is_passed_over() -> None:
    data = make_zip({"a": b"a", "/": b"", "b": b"b"})
    nameless = data.replace(b"a" + b"a", b"\0a", 1)
    assert ZipPackage(data).names == ("a", "b")
    assert "b" in ZipPackage(nameless).names


def test_what_unfolds_too_far_is_too_costly() -> None:
    packed = make_zip({"a": bytes(4 << 20), "b": bytes(900_000)})
    with pytest.raises(DocumentTooCostly):
        ZipPackage(packed).read("a")
    package = ZipPackage(packed, most_unpacked=1_500_000)
    assert len(package.read("b")) == 900_000
    with pytest.raises(DocumentTooCostly):
        package.read("b")


def test_a_stated_size_is_not_believed() -> None:
    data = bytearray(make_zip({"a": bytes(2 << 20)}))
    for at in (data.find(b"PK\x03\x04") + 22, data.find(b"PK\x01\x02") + 24):
        struct.pack_into("<I", data, at, 100)
    with pytest.raises((DocumentTooCostly, BrokenDocument)):
        ZipPackage(bytes(data)).read("a")


def test_a_long_list_of_parts_is_not_built() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(MOST_ENTRIES + 1):
            package.writestr(str(number), b"")
    with pytest.raises(DocumentTooCostly):
        ZipPackage(out.getvalue())


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18, make_zip({"a": b"a"})[:-10]])
def test_a_damaged_file_is_broken(data: bytes) -> None:
    with pytest.raises((BrokenDocument, DocumentTooCostly)):
        ZipPackage(data)


def test_a_damaged_or_protected_part_is_so_when_it_is_read() -> None:
    whole = make_zip({"a": b"abc" * 1000})
    damaged = bytearray(whole)
    damaged[40] ^= 0xFF
    with pytest.raises(BrokenDocument):
        ZipPackage(bytes(damaged)).read("a")
    protected = bytearray(whole)
    protected[6] |= 1
    protected[protected.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedDocument):
        ZipPackage(bytes(protected)).read("a")
