"""What speaks for a link and what against it, as a table. Told of Dawassa, Mosul, 5 March 2017."""

from datetime import date

import pytest

from casualties.core.linking import DECLARED, Citation, Days, score
from casualties.core.linking.comparators import COMPARATORS
from tests.factories.linking import a_candidate, a_claim, killed, march, spot

HOUSE = spot(36.335, 43.137, "exact")
TWO_KM = spot(36.353, 43.137, "exact")
MOSUL = spot(36.34, 43.13, "town", names=("Mosul",))
KIRKUK = spot(35.468, 44.392, "town", names=("Kirkuk",))

# feature, what the claim says, what is on file, level found (None: nothing to compare)
TABLE = [
    ("distance", {"where": HOUSE}, {"where": HOUSE}, "same_spot"),
    ("distance", {"where": HOUSE}, {"where": TWO_KM}, "apart"),
    ("distance", {"where": MOSUL}, {"where": TWO_KM}, "same_town"),
    ("distance", {"where": MOSUL}, {"where": KIRKUK}, "far"),
    ("distance", {"where": spot(36.3, 43.1, "governorate")}, {"where": HOUSE}, "same_area"),
    ("distance", {"where": spot(0, 0)}, {"where": HOUSE}, None),
    ("dates", {"when": march(5)}, {"when": march(5)}, "same_day"),
    ("dates", {"when": march(4, 6)}, {"when": march(5)}, "overlap_short"),
    ("dates", {"when": march(1, 31)}, {"when": march(5)}, "overlap_long"),
    ("dates", {"when": march(4, 6)}, {"when": march(4, 6)}, "same_span"),
    ("dates", {"when": march(6)}, {"when": march(5)}, "next_day"),
    ("dates", {"when": march(9)}, {"when": march(5)}, "near"),
    ("dates", {"when": march(17)}, {"when": march(5)}, "apart"),
    ("dates", {"when": Days()}, {"when": march(5)}, None),
    ("published", {"published_on": date(2017, 3, 1)}, {"when": march(5)}, "before_the_event"),
    ("published", {"published_on": date(2017, 3, 4)}, {"when": march(5)}, None),
    ("coverage", {"published_on": date(2017, 3, 7)}, {"told": march(5, 6)}, "same_news"),
    ("coverage", {"published_on": date(2017, 3, 20)}, {"told": march(5, 6)}, "follow_up"),
    ("coverage", {"published_on": date(2018, 3, 7)}, {"told": march(5, 6)}, "long_after"),
    ("victims", {"victims": frozenset("ab")}, {"victims": frozenset("abc")}, "shared"),
    ("victims", {"victims": frozenset("ad")}, {"victims": frozenset("abc")}, "one_shared"),
    ("victims", {"victims": frozenset("de")}, {"victims": frozenset("abc")}, "none_shared"),
    ("groups", {"groups": frozenset({"prisoners"})}, {"groups": frozenset({"prisoners"})}, "same"),
    ("groups", {"groups": frozenset({"prisoners"})}, {"groups": frozenset({"family"})},
     "different"),
    ("party", {"parties": frozenset({"isis"})}, {"parties": frozenset({"isis"})}, "same"),
    ("party", {"parties": frozenset({"isis", "nusra"})}, {"parties": frozenset({"isis"})}, "some"),
    ("party", {"parties": frozenset({"coalition"})}, {"parties": frozenset({"iraqi-army"})},
     "compatible"),
    ("party", {"parties": frozenset({"isis"}), "hostile": frozenset({"iraqi-army"})},
     {"parties": frozenset({"iraqi-army"})}, "incompatible"),
    ("party", {}, {"parties": frozenset({"isis"})}, None),
    ("cause", {"causes": frozenset({"air strike"})}, {"causes": frozenset({"Airstrike"})}, "same"),
    ("cause", {"causes": frozenset({"shelling"})}, {"causes": frozenset({"airstrike"})},
     "different"),
    ("counts", {"counts": (killed(60, 70),)}, {"counts": (killed(64, 64),)}, "agree"),
    ("counts", {"counts": (killed(130, 130),)}, {"counts": (killed(64, 64),)}, "near"),
    ("counts", {"counts": (killed(600, 600),)}, {"counts": (killed(64, 64),)}, "differ"),
    ("counts", {"counts": (killed(130, None),)}, {"counts": (killed(64, None),)}, None),
    ("counts", {"counts": (killed(7, 7, "", "children"),)}, {"counts": (killed(64, 64),)}, None),
    ("same_report", {"counts": (killed(5, 5, "r1"),)}, {"counts": (killed(9, 9, "r1"),)},
     "counts_apart"),
    ("same_report", {"counts": (killed(5, 5, "r1", "children"),)},
     {"counts": (killed(9, 9, "r1"),)}, "counts_together"),
    ("citation", {"citations": frozenset("x")}, {"citations": (Citation(address="x"),)}, "shared"),
    ("citation", {"citations": frozenset("x")},
     {"citations": (Citation(address="x", incidents=3),)}, "shared_by_few"),
    ("citation", {"citations": frozenset("x")},
     {"citations": (Citation(address="x", incidents=90),)}, "shared_by_many"),
    ("listing", {"listed": 40}, {}, "many"),
    ("renown", {}, {"reports": 12}, "many_reports"),
]  # fmt: skip


@pytest.mark.parametrize(("feature", "claim", "incident", "level"), TABLE)
def test_a_feature_finds(feature, claim, incident, level):
    found = dict(COMPARATORS)[feature](a_claim(**claim), a_candidate(**incident))
    assert (found.level if found else None) == level


@pytest.mark.parametrize(("feature", "claim", "incident", "level"), TABLE)
def test_each_finding_has_a_weight_and_a_sentence(feature, claim, incident, level):
    scored = score(a_claim(**claim), a_candidate(**incident), DECLARED)
    shown = {each.name: each for each in scored.features}
    assert (feature in shown) == (level is not None)
    assert all(each.sentence.endswith(".") for each in scored.features)


def test_figures_that_agree_never_weigh_more_than_the_cause():
    """Figures stay weak: else the linker chooses claims that agree, and the range is too narrow."""
    figures = [bits for key, bits in DECLARED.bits.items() if key.startswith("counts.")]
    assert max(map(abs, figures)) <= 0.6


# Names: one, another, what they are to each other
NAMES = [
    ("Dawassa, Mosul", "الدواسة، الموصل", "same"),
    ("Ar-Raqqah", "Raqqa", "same"),
    ("Mosul", "Dawassa, Mosul", "within"),
    ("Mosul, Dawassa", "Mosul, al-Jadida", "elsewhere"),
    ("Mosul", "Kirkuk", "different"),
    ("حلب", "الحسكة", "different"),
    ("Datta Khel", "Dattakhel", "same"),
]


@pytest.mark.parametrize(("one", "other", "level"), NAMES)
def test_names_of_places_are(one, other, level):
    claim = a_claim(where=spot(36.3, 43.1, names=(one,)))
    candidate = a_candidate(where=spot(36.3, 43.1, names=(other,)))
    assert dict(COMPARATORS)["place_name"](claim, candidate).level == level
