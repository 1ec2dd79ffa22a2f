"""What a report has of a speaker who is not on file, and vague words for a figure on file."""

from datetime import date

import pytest

from casualties.core.linking.lineage import Told, origin, propose
from casualties.core.linking.lineage.speakers import kinds_named
from casualties.core.types import Measure
from sources.core.types import SourceKind
from tests.factories.evidence import BODIES, INJURED, about, claim, exactly, more_than, up_to, vague

FIGHTERS = Measure.parse("killed:combatant")
UNKNOWN = Measure.parse("killed:unknown")


def told(key, speaker, quantity, day=None, *, named="", text="", **fields):
    published_on = date(2017, 3, day) if day else None
    fields.setdefault("relayed", bool(named))
    made = claim(f"{key}/c1", speaker, quantity, published_on=published_on, **fields)
    return Told(claim=made, named=named, text=text)


def grave(quantity=None, day=None, **fields):
    """The militia's spokesman on the bodies of Badush."""
    fields = {"measure": BODIES, "claimant_kind": SourceKind.PARTY_SPOKESMAN} | fields
    return told("r1", "Militia", quantity or about(500), day, **fields)


SPOKESMAN = told("r9", "Digest", vague("hundreds"), 14, named="A paramilitary spokesman")

# what is on file, what came: the relation proposed and its rule (None: none)
TABLE = [
    (grave(), SPOKESMAN, "named_kind"),
    (grave(day=20), SPOKESMAN, "named_kind"),  # who is quoted spoke before, whenever published
    (grave(measure=UNKNOWN), SPOKESMAN, "named_kind"),
    (grave(exactly(64)), SPOKESMAN, None),  # no hundreds
    (grave(measure=FIGHTERS), SPOKESMAN, None),
    (grave(measure=INJURED), SPOKESMAN, None),
    (grave(claimant_kind=SourceKind.HOSPITAL), SPOKESMAN, None),
    (
        told("r1", "Agency", vague("hundreds"), 13, claimant_kind=SourceKind.NEWS_AGENCY),
        SPOKESMAN,
        "relayed",
    ),
    (
        told("r1", "Daily", vague("hundreds"), 13, named="a cleric"),
        SPOKESMAN,
        "relayed",
    ),
    (told("r1", "Daily", exactly(12), 13), told("r9", "Digest", exactly(12), 14), None),
    (told("r9", "Rights", vague("hundreds"), 14), SPOKESMAN, None),  # two speakers of one text
]


@pytest.mark.parametrize(("first", "came", "rule"), TABLE)
def test_a_relayed_claim_is_proposed_as_a_repeat(first, came, rule):
    found = [(each.relation.value, each.claim, each.rule) for each in propose([came, first])]
    assert found == ([("repeats", came.claim.key, rule)] if rule else [])


def test_the_named_kind_goes_before_another_outlets_same_word():
    outlet = told("r2", "Agency", vague("hundreds"), 12)
    (found,) = [one for one in propose([SPOKESMAN, outlet, grave()]) if one.claim == "r9/c1"]
    assert found.on == "r1/c1"
    assert found.sentence == (
        "Its report names a speaker who is not on file; Militia may be meant, and 'hundreds' "
        "fits that one's 'about 500'."
    )


def test_what_two_outlets_relay_is_not_one_claimants_revision():
    first = told("r1", "Digest", exactly(12), 6, named="police")
    later = told("r2", "Digest", exactly(15), 8, named="a mayor")
    assert propose([first, later]) == ()


# the figure on file, the word that came later: whether it says the same in looser words
WORDS = [
    (up_to(600), "hundreds", True),
    (more_than(670), "hundreds", True),
    (exactly(64), "dozens", True),
    (exactly(64), "hundreds", False),
    (exactly(6400), "hundreds", False),
    (vague("dozens"), "hundreds", False),
]


@pytest.mark.parametrize(("figure", "word", "same"), WORDS)
def test_a_claimants_figure_in_a_vague_word_is_a_repeat_and_no_revision(figure, word, same):
    found = propose([told("r1", "Rights", figure, 6), told("r2", "Rights", vague(word), 9)])
    assert [one.relation.value for one in found] == ["repeats" if same else "revises"]


def test_the_number_does_not_repeat_the_word():
    found = propose([told("r1", "Rights", vague("hundreds"), 6), told("r2", "Rights", up_to(600))])
    assert found == ()


def test_the_origin_is_told_before_the_claim_is_there():
    assert origin(SPOKESMAN, [grave()]).on == "r1/c1"
    assert origin(SPOKESMAN, [grave(), SPOKESMAN]).on == "r1/c1"
    assert origin(SPOKESMAN, [grave(exactly(64))]) is None


# words for a speaker, the kinds they name
SPEAKERS = [
    ("A Shi'ite paramilitary spokesman", {"party_spokesman"}),
    ("hospital officials", {"hospital", "government"}),
    ("The Syrian Observatory for Human Rights", {"monitor", "rights_organisation"}),
    ("residents", {"witness"}),
    ("a cleric", set()),
    ("", set()),
]


@pytest.mark.parametrize(("words", "kinds"), SPEAKERS)
def test_words_tell_of_what_kind_a_speaker_is(words, kinds):
    assert {kind.value for kind in kinds_named(words)} == kinds
