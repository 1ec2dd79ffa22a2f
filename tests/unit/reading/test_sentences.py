"""The table of sentences: one line each, what is said and what reading makes of it."""

from pathlib import Path

import pytest

from casualties.core.reading import ClaimDraft, Document, read_with, reader_named
from casualties.core.types import Quantity
from casualties.core.words import Qualifier, Relation, Stance

TABLE = Path(__file__).with_name("sentences.txt")


def lines(table: Path = TABLE) -> list[tuple[str, str]]:
    rows = table.read_text(encoding="utf-8").splitlines()
    pairs = [row.partition(" | ") for row in rows if row.strip() and not row.startswith("#")]
    return [(sentence, expected.strip()) for sentence, _, expected in pairs]


def said(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    match quantity.qualifier:
        case Qualifier.VAGUE:
            return str(quantity.word)
        case Qualifier.UNSTATED:
            return "?"
        case Qualifier.BETWEEN:
            return f"{low}-{high}"
    signs = {
        Qualifier.AT_LEAST: ">=",
        Qualifier.MORE_THAN: ">",
        Qualifier.AT_MOST: "<=",
        Qualifier.ABOUT: "~",
    }
    return f"{signs.get(quantity.qualifier, '')}{low if low is not None else high}"


def shown(draft: ClaimDraft, expected: str) -> str:
    """Write a draft as the table does; the alleged party only where the table tells it."""
    denial = draft.stance is Stance.DENIES_HARM
    figure = "none" if denial else said(draft.quantity)
    words = [draft.harm.value, figure, draft.status.value]
    words += ["background"] * ("background" in draft.flags)
    words += [f"says {draft.claimant}"] * (draft.claimant is not None)
    if " by " in expected:
        words += [f"by {draft.alleged_party}"] * (draft.alleged_party is not None)
    words += ["part"] * (draft.relation is Relation.PART_OF)
    return " ".join(words)


@pytest.mark.parametrize(("sentence", "expected"), lines())
def test_a_sentence_gives_its_claims(sentence, expected):
    drafts = read_with(reader_named(), Document(text=sentence)).drafts
    assert ("; ".join(shown(draft, expected) for draft in drafts) or "-") == expected


def test_the_table_is_long_enough_to_tell():
    assert len({sentence for sentence, _ in lines()}) >= 150
