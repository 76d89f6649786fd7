import pytest

from recollect.web.pages.local_address import safe_address


@pytest.mark.parametrize("address", ["/", "/jobs?page=2#analyses", "/search?q=caf%C3%A9"])
def test_an_address_of_ours_is_kept(address: str) -> None:
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["", "jobs", "//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "/a\r\nSet-Cookie: b"],
)
def test_any_other_leads_to_the_first_page(address: str) -> None:
    assert safe_address(address) == "/"
