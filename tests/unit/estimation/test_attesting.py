"""What claims attest: from evidence to the grade of an incident."""

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate
from casualties.core.types import HEADLINE, Evidence, Measure, Quantity, Tie
from casualties.core.words import ActionStatus, Harm, Qualifier, Relation, Stance, Status
from sources.core.types import Reliability
from tests.factories.evidence import claim

NOTHING = Quantity.said(Qualifier.UNSTATED)
FIGHTERS = Measure(harm=Harm.KILLED, status=Status.COMBATANT)


def said(key, figure, *, by="hospital", grade="B", parties=("army",), **other):
    quantity = Quantity.said(Qualifier.EXACTLY, figure) if figure is not None else NOTHING
    return claim(
        key, by, quantity, reliability=Reliability(grade), alleged_parties=parties, **other
    )


HOSPITAL, MONITOR = said("a", 12), said("b", 14, by="monitor", grade="C")
POST = said("c", 9, by="post", grade="F", parties=())
COPY = (Tie(claim="b", relation=Relation.REPEATS, on="a"),)
REBELS = said("d", 12, by="office", grade="C", parties=("rebels",))
BLAME = said("e", None, by="army", stance=Stance.DENIES_RESPONSIBILITY, parties=("rebels",))
CONCEDED = said("f", 10, by="army", stance=Stance.CONCEDES, claimant_party="army", parties=())
SOLDIERS = said("g", 20, measure=FIGHTERS)

TABLE = [
    # claims, ties, action, harm, attribution
    ([HOSPITAL, MONITOR], (), "likely", "fair", "likely"),
    ([HOSPITAL, MONITOR], COPY, "likely", "weak", "single_source"),
    ([HOSPITAL, POST], (), "likely", "weak", "single_source"),
    ([HOSPITAL, REBELS], (), "likely", "contested", "contested"),
    ([HOSPITAL, BLAME], (), "likely", "contested", "contested"),
    ([HOSPITAL, CONCEDED], (), "unknown", "confirmed", "declared"),
    ([SOLDIERS], (), "likely", "discounted", "none"),
    ([HOSPITAL, SOLDIERS], (), "likely", "weak", "single_source"),
    ([POST], (), "unknown", "contested", "none"),
    ([], (), "unknown", "weak", "none"),
]


def graded(claims, ties, action, measure=HEADLINE):
    evidence = Evidence.of(list(claims), list(ties))
    return estimate(
        evidence,
        measure,
        method="posterior",
        scheme=load_scheme(),
        action=ActionStatus(action),
    )


@pytest.mark.parametrize(("claims", "ties", "action", "harm", "attribution"), TABLE)
def test_claims_give_the_grade(claims, ties, action, harm, attribution):
    grade = graded(claims, ties, action).grade
    assert (grade.harm, grade.attribution) == (harm, attribution)


def test_grade_is_told_with_the_headline_alone():
    assert graded([SOLDIERS], (), "likely", FIGHTERS).grade is None


def test_whether_a_party_acted_changes_the_digest_and_not_the_range():
    likely, unknown = (graded([HOSPITAL, MONITOR], (), word) for word in ("likely", "unknown"))
    assert likely.interval == unknown.interval
    assert likely.digest != unknown.digest


def test_grade_is_part_of_the_derivation():
    made = graded([HOSPITAL, MONITOR], (), "likely")
    assert made.derivation.grade == made.grade
    assert type(made.derivation).from_json(made.derivation.to_json()) == made.derivation
