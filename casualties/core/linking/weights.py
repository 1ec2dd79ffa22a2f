"""What each finding weighs, in bits; where each number comes from."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The bits of each finding, by ``feature.level``, under a version that judgements keep."""

    version: str
    bits: Mapping[str, float]


DECLARED = Weights(
    version="linking-1",
    bits={
        "prior": -4.0,
        "published.before_the_event": -20.0,
        "dates.same_day": 3.0,
        "dates.same_span": 3.0,
        "dates.overlap_short": 1.0,
        "dates.overlap_long": 0.0,
        "dates.next_day": 0.5,
        "dates.near": -3.0,
        "dates.apart": -7.0,
        "distance.same_spot": 4.0,
        "distance.near_spot": 1.0,
        "distance.same_town": 2.0,
        "distance.near_town": 0.0,
        "distance.same_district": 0.5,
        "distance.near_district": -1.0,
        "distance.same_area": 0.0,
        "distance.near_area": -2.0,
        "distance.apart": -4.0,
        "distance.far": -8.0,
        "place_name.same": 2.0,
        "place_name.within": 0.5,
        "place_name.elsewhere": -2.0,
        "place_name.different": -2.0,
        "victims.shared": 8.0,
        "victims.one_shared": 3.0,
        "victims.none_shared": -2.0,
        "groups.same": 1.0,
        "groups.different": -1.0,
        "statuses.same": 0.2,
        "statuses.different": -0.3,
        "party.same": 1.0,
        "party.compatible": -0.5,
        "party.incompatible": -0.7,
        "cause.same": 0.5,
        "cause.different": -1.0,
        "counts.agree": 0.6,
        "counts.near": 0.0,
        "counts.differ": -0.6,
        "citation.shared": 3.0,
        "citation.shared_by_few": 1.0,
        "citation.shared_by_many": 0.0,
        "same_report.counts_apart": -6.0,
        "same_report.counts_together": 2.0,
        "coverage.same_news": 1.0,
        "coverage.follow_up": 0.0,
        "coverage.long_after": -1.0,
        "listing.one": 0.0,
        "listing.few": -0.5,
        "listing.many": -1.0,
        "renown.one_report": 0.0,
        "renown.some_reports": 0.5,
        "renown.many_reports": 1.0,
        "party.some": 0.5,
    },
)
"""The weights to start from; later versions are refitted from judgements."""
