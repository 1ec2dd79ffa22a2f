"""A figure nobody has looked at counts for less than the same figure typed."""

from dataclasses import replace

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate
from casualties.core.types import HEADLINE
from sources.core.types import Reliability
from tests.factories.evidence import claim, evidence, exactly

SCHEME = load_scheme("corroborate")
DRAFT = claim("c1", "Yaqein", exactly(12), reliability=Reliability.B, reviewed=False)


def width(one) -> int:
    found = estimate(evidence(one), HEADLINE, method="posterior", scheme=SCHEME).interval
    return found.high - found.low


def test_a_draft_read_by_rule_gives_a_wider_range_than_a_typed_one():
    assert width(replace(DRAFT, read_by_rule=True)) > width(DRAFT)


def test_names_a_rule_counted_set_no_floor():
    named = replace(DRAFT, quantity=replace(DRAFT.quantity, name_list=True))
    read = replace(named, read_by_rule=True)
    low = estimate(evidence(read), HEADLINE, method="posterior", scheme=SCHEME).interval.low
    assert low < 12
