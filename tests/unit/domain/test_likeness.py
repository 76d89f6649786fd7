import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counts import full_or
from recollect.domain.document import Fields, FieldValue
from recollect.domain.likeness import NEARLY_THE_SAME, TextSignature, contact_keys, likeness, sign_text


def signed(text: str) -> TextSignature:
    signature = sign_text(text)
    assert signature is not None
    return signature


def changed(words: list[str], share: float, draw: random.Random) -> str:
    """Give a text of which a share of the words are others."""
    return " ".join("other" + word if draw.random() < share else word for word in words)


@pytest.fixture
def words(seed: int) -> list[str]:
    draw = random.Random(seed)
    return [f"{draw.randrange(16**5):05x}" for _ in range(400)]


def test_a_text_is_wholly_like_itself_however_it_is_set(words: list[str]) -> None:
    one, other = signed(" ".join(words)), signed("\n".join(words).upper())
    assert one == other
    assert likeness(one.minhash, other.minhash) == 1.0


def test_strangers_have_nothing_in_common(words: list[str]) -> None:
    one, other = signed(" ".join(words)), signed(" ".join(words[::-1]))
    assert likeness(one.minhash, other.minhash) < 0.1
    assert not set(one.bands) & set(other.bands)


def test_the_estimate_is_near_the_share_of_common_sequences(words: list[str]) -> None:
    half = signed(" ".join(words[:200] + [f"x{word}" for word in words[200:]]))
    assert likeness(signed(" ".join(words)).minhash, half.minhash) == pytest.approx(1 / 3, abs=0.15)


def test_versions_of_a_text_are_found_by_a_common_band(words: list[str], seed: int) -> None:
    draw = random.Random(seed)
    one = signed(" ".join(words))
    others = [signed(changed(words, 0.02, draw)) for _ in range(full_or(40, 400))]
    alike = [other for other in others if likeness(one.minhash, other.minhash) >= NEARLY_THE_SAME]
    met = [other for other in alike if set(one.bands) & set(other.bands)]
    assert len(alike) > len(others) / 2
    assert len(met) >= 0.95 * len(alike)


def test_a_short_text_has_no_signature() -> None:
    assert sign_text("Maren Holt, nurse in Leeds") is None


@given(st.text(max_size=2000))
def test_any_text_is_signed_or_too_short(text: str) -> None:
    signature = sign_text(text)
    if signature is not None:
        assert all(0 <= band < 2**63 for band in signature.bands)
        assert likeness(signature.minhash, signature.minhash) == 1.0


def test_contacts_are_compared_without_case_and_signs() -> None:
    fields = Fields(
        emails=(FieldValue(value="Maren.Holt@Example.org"),), phones=(FieldValue(value="+44 20 7946-0018"),)
    )
    assert contact_keys(fields) == {"email:maren.holt@example.org", "phone:+442079460018"}
