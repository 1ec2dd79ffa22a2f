"""Which statement goes back to which. All speak of Dawassa, March 2017; the day is March's."""

from datetime import date

import pytest

from casualties.core.linking.lineage import Told, propose
from casualties.core.linking.lineage.shingles import contained
from casualties.core.types import Tie
from casualties.core.words import Relation
from tests.factories.evidence import BODIES, at_least, between, claim, exactly, vague

DISPATCH = (
    "At least 64 residents were killed when aircraft struck a house in the Dawassa district of "
    "Mosul on Sunday, a local hospital said, and rescue workers were still digging for survivors."
)
ANOTHER = (
    "Sixty four bodies lie under a collapsed building near the old bridge, neighbours told us by "
    "telephone, although nobody has been able to reach the street since the fighting moved on."
)


def told(key, speaker, quantity, day, *, cites=(), text="", **fields):
    published_on = date(2017, 3, day) if day else None
    made = claim(f"{key}/c1", speaker, quantity, published_on=published_on, **fields)
    return Told(claim=made, cites=frozenset(cites), text=text)


HOSPITAL = told("r1", "Hospital", exactly(64), 6, text=DISPATCH)

# what comes later, the relation proposed to the hospital's 64 of 6 March (None: none), the rule
TABLE = [
    (told("r2", "Hospital", exactly(64), 7, publisher="reuters"), "repeats", "named_claimant"),
    (told("r2", "Hospital", exactly(70), 8), "revises", "revision"),
    (told("r2", "Hospital", exactly(70), 6), None, None),  # the same day: either may be first
    (told("r2", "Hospital", exactly(70), None), None, None),  # nor is it known here
    (told("r2", "Hospital", exactly(64), 7, measure=BODIES), None, None),
    (told("r2", "Monitor", exactly(64), 9, cites=["r1"]), "repeats", "citation"),
    (told("r2", "Monitor", between(64, 131), 9, cites=["r1"]), "based_on", "citation"),
    (told("r2", "Monitor", between(64, 131), 9), "based_on", "built_from"),
    (told("r2", "Monitor", between(40, 131), 9), None, None),
    (told("r2", "Daily", exactly(64), 6, text=f"Mosul - {DISPATCH}"), "repeats", "near_copy"),
    (told("r2", "Daily", exactly(64), 6, text=ANOTHER), None, None),
    (told("r2", "Daily", exactly(70), 6, text=DISPATCH), None, None),
    (told("r2", "Daily", exactly(64), 9), "repeats", "odd_figure"),
    (told("r2", "Daily", at_least(64), 9), "repeats", "odd_figure"),
    (told("r2", "Daily", exactly(65), 9), None, None),
    (told("r2", "Hospital", exactly(7), 6, sub_group="children"), "part_of", "part"),
    (told("r2", "Hospital", exactly(90), 6, sub_group="children"), None, None),
    (told("r2", "Daily", vague("dozens"), 9), None, None),
]  # fmt: skip


@pytest.mark.parametrize(("later", "relation", "rule"), TABLE)
def test_a_later_claim_is_proposed_as(later, relation, rule):
    found = [(each.relation.value, each.rule) for each in propose([HOSPITAL, later])]
    assert found == ([(relation, rule)] if relation else [])


SENTENCES = [
    (TABLE[0][0], "Both reports give Hospital's '64'."),
    (TABLE[1][0], "Hospital said '64' on 6 March 2017 and '70' later on 8 March 2017."),
    (TABLE[6][0], "Its report cites the one with Hospital's '64' and gives another figure."),
    (TABLE[7][0], "Its lower figure, 64, is Hospital's."),
    (TABLE[12][0], "Gives the same uneven figure, 64, 3 days after Hospital."),
    (TABLE[15][0], "Counts children among Hospital's '64'."),
]  # fmt: skip


@pytest.mark.parametrize(("later", "sentence"), SENTENCES)
def test_a_proposal_has_a_sentence(later, sentence):
    assert [each.sentence for each in propose([HOSPITAL, later])] == [sentence]


@pytest.mark.parametrize("figure", [7, 29, 60, 500])
def test_a_small_or_round_figure_is_no_sign_of_a_copy(figure):
    first, second = told("r1", "A", exactly(figure), 6), told("r2", "B", exactly(figure), 9)
    assert propose([first, second]) == ()


def test_a_claim_repeats_the_first_that_told_it():
    third = told("r3", "Weekly", exactly(64), 12)
    found = propose([third, told("r2", "Daily", exactly(64), 9), HOSPITAL])
    assert [(each.claim, each.on) for each in found] == [("r2/c1", "r1/c1"), ("r3/c1", "r1/c1")]


def test_a_claim_revises_the_last_figure_before_it():
    second, third = (told(f"r{n}", "Hospital", exactly(68 + n), n + 6) for n in (2, 3))
    claims = [HOSPITAL, second, third]
    assert [(each.claim, each.on) for each in propose(claims)] == [
        ("r2/c1", "r1/c1"),
        ("r3/c1", "r2/c1"),
    ]


@pytest.mark.parametrize("relation", ["repeats", "based_on"])
def test_what_was_settled_is_not_proposed_again(relation):
    settled = [Tie(claim="r2/c1", relation=Relation(relation), on="r1/c1")]
    assert propose([HOSPITAL, told("r2", "Daily", exactly(64), 9)], settled) == ()


def test_a_protected_source_stays_unnamed():
    hidden = claim("r1/c1", "a protected source", exactly(64), published_on=date(2017, 3, 6))
    (found,) = propose([Told(claim=hidden), told("r2", "Daily", exactly(64), 9)])
    assert found.sentence == "Gives the same uneven figure, 64, 3 days after a protected source."


# one text, another, the share of the shorter one's runs of five words that is in both
TEXTS = [
    (DISPATCH, DISPATCH, 1.0),
    (DISPATCH, f"{ANOTHER} {DISPATCH}", 1.0),
    (DISPATCH, ANOTHER, 0.0),
    ("Sixty four people were killed.", "Sixty four people were killed.", 0.0),  # too short
    ("", DISPATCH, 0.0),
]


@pytest.mark.parametrize(("one", "other", "share"), TEXTS)
def test_how_much_of_a_text_is_in_another(one, other, share):
    assert contained(one, other) == contained(other, one) == share
