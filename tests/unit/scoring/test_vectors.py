"""The local text vector and the exact search over it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring import vectors
from recollect.scoring.vectors import DIMENSIONS, nearest, vectorise

SOURCE = Path(vectors.__file__).parents[2]


@given(st.text(max_size=200))
def test_a_vector_has_unit_length_or_no_words(text: str) -> None:
    vector = vectorise(text)
    assert vector.dtype == np.float32
    assert vector.shape == (DIMENSIONS,)
    length = float(np.linalg.norm(vector))
    assert length == pytest.approx(1.0, abs=1e-5) or not vector.any()


def test_a_text_without_words_is_all_zeros() -> None:
    assert not vectorise("").any()
    assert not vectorise(" \n–·!").any()


def test_what_is_alike_lies_near() -> None:
    asked = vectorise("The score ignored the nursing licence")
    near = vectorise("nursing licences were ignored by the scores")
    far = vectorise("He repairs diesel engines in a garage")
    assert float(asked @ near) > 0.6
    assert float(asked @ far) < 0.3


def test_a_misspelt_word_is_nearer_than_a_strange_one() -> None:
    asked = vectorise("certificate")
    assert float(asked @ vectorise("certficates")) > float(asked @ vectorise("garage"))


def test_case_and_accents_do_not_count() -> None:
    assert np.array_equal(vectorise("Résumé QUALITY"), vectorise("resume quality"))


def test_every_process_makes_the_same_vector() -> None:
    program = (
        "from recollect.scoring.vectors import vectorise\n"
        "print(vectorise('Wiring of a new ward').tobytes().hex(), end='')"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "PYTHONPATH": str(SOURCE)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert made == {vectorise("Wiring of a new ward").tobytes().hex()}


@given(st.integers(1, 40), st.integers(0, 45), st.integers(0, 2**32 - 1))
def test_nearest_is_the_sorted_list(rows: int, count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    matrix = random.integers(-2, 3, size=(rows, DIMENSIONS)).astype(np.float32)
    query = random.integers(-2, 3, size=DIMENSIONS).astype(np.float32)
    indices, similarities = nearest(query, matrix, count)
    all_similarities = matrix @ query
    expected = sorted(range(rows), key=lambda row: (-all_similarities[row], row))[:count]
    assert indices.tolist() == expected
    assert similarities.tolist() == [all_similarities[row] for row in expected]


def test_ties_go_to_the_lower_index() -> None:
    matrix = np.tile(vectorise("the same"), (6, 1))
    indices, _ = nearest(vectorise("the same"), matrix, 3)
    assert indices.tolist() == [0, 1, 2]


def test_an_empty_store_has_no_nearest() -> None:
    indices, similarities = nearest(vectorise("x"), np.zeros((0, DIMENSIONS), dtype=np.float32), 5)
    assert indices.size == similarities.size == 0
