"""A small fixed run of `benchmark fuzz-reading`."""

from casualties.core.reading import reader_named
from tests.benchmarks.fuzz_reading import OWN
from tests.benchmarks.texts import fuzz, mutations


def test_no_text_breaks_the_reader():
    seeds = [path.read_text(encoding="utf-8") for path in OWN]
    texts = mutations.texts(seeds, count=300, seed=7)
    outcome = fuzz.run(texts, reader_named())
    assert outcome.broken == []
    assert outcome.read > 200


def test_the_same_seed_gives_the_same_texts():
    seeds = ["Two men were killed in Idlib on Sunday."]
    assert list(mutations.texts(seeds, 20, 3)) == list(mutations.texts(seeds, 20, 3))
