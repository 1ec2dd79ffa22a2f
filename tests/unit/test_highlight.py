"""Marked places in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casualties.core.highlight import highlighted

TEXT = "At least 12 people, the hospital said."


@pytest.mark.parametrize(
    ("spans", "parts"),
    [
        ({}, [(TEXT, ())]),
        ({"quantity": [3, 11]}, [("At ", ()), ("least 12", ("quantity",)), (TEXT[11:], ())]),
        (
            {"quantity": [3, 11], "figure": [9, 11]},
            [
                ("At ", ()),
                ("least ", ("quantity",)),
                ("12", ("figure", "quantity")),
                (TEXT[11:], ()),
            ],
        ),
        ({"claimant": [20, 999]}, [(TEXT[:20], ()), (TEXT[20:], ("claimant",))]),
    ],
)
def test_text_is_cut_at_its_spans(spans, parts):
    assert [(part.text, part.fields) for part in highlighted(TEXT, spans)] == parts


SPANS = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted),
)


@given(st.text(max_size=40), SPANS)
def test_put_together_again_the_parts_are_the_text(text, spans):
    assert "".join(part.text for part in highlighted(text, spans)) == text
