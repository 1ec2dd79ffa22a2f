"""What each finding weighs, in bits; where each number comes from."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The bits of each finding, by ``feature.level``, under a version that judgements keep.

    +1 doubles the odds that claim and incident belong together, -1 halves them. ``prior`` is what
    speaks against any one candidate before it is looked at.
    """

    version: str
    bits: Mapping[str, float]


# Sources of the numbers below:
#   F  fitted by `refit` on the MAVERICK event reports (1,910 reports of 1,334 events, van Baalen
#      and Hoglund 2026) and 286 drone strikes in Pakistan that two aggregators list; rounded
#   FJ fitted, then set by judgement towards what holds outside those data; the reason follows
#   J  judgement alone: the data never show it
DECLARED = Weights(
    version="linking-1",
    bits={
        "prior": -3.7,  # F: of 8 candidates that blocking finds on average, .3 are right
        "published.before_the_event": -20.0,  # rules out; the number is for print
        "dates.same_day": 3.6,  # F
        "dates.same_span": 3.6,  # F
        "dates.overlap_short": 2.0,  # F
        "dates.overlap_long": 1.0,  # F
        "dates.next_day": -1.7,  # F: time zones and nights, against the next day's next event
        "dates.near": -5.5,  # F
        "dates.apart": -6.0,  # F
        "coverage.same_news": -1.9,  # F: beside the prior, not alone
        "coverage.follow_up": -2.8,  # F
        "coverage.long_after": -3.0,  # F: late reviews tell of events no news told of
        "distance.same_spot": 1.6,  # FJ, there lower: slums with several killings a day
        "distance.near_spot": -0.5,  # F
        "distance.same_town": 1.7,  # F
        "distance.near_town": -0.5,  # F
        "distance.same_district": 1.0,  # FJ, there higher: an effect of a few districts
        "distance.near_district": -0.2,  # F
        "distance.same_area": 0.0,  # J: says nothing
        "distance.near_area": -2.0,  # J
        "distance.apart": -3.7,  # F
        "distance.far": -8.0,  # FJ: two pairs only, and those wrong
        "place_name.same": 2.4,  # F
        "place_name.within": -0.1,  # FJ, there lower: the many events of Nairobi
        "place_name.elsewhere": -0.7,  # F
        "place_name.different": -1.8,  # F
        "victims.shared": 8.0,  # J: two namesakes in one list of a few dozen are under 1 in 256
        "victims.one_shared": 3.0,  # J: Arabic given names repeat; a namesake is common
        "victims.none_shared": -2.0,  # J: lists are often partial
        "groups.same": 0.8,  # F
        "groups.different": -1.4,  # F
        "statuses.same": 0.2,  # J: nearly all count civilians
        "statuses.different": -0.3,  # J: what competing claims differ on (linking.md)
        "party.same": 1.0,  # F
        "party.some": 1.0,  # F
        "party.compatible": -0.3,  # F
        "party.incompatible": -0.7,  # J: sides accuse each other of one and the same event
        "cause.same": 1.7,  # F
        "cause.different": -0.2,  # FJ, there slightly above 0: by chance
        "counts.agree": 0.5,  # F, held within .6
        "counts.near": -0.3,  # FJ, there lower
        "counts.differ": -0.6,  # F, held within .6
        "citation.shared": 2.0,  # F
        "citation.shared_by_few": 1.0,  # F
        "citation.shared_by_many": 0.8,  # FJ, there higher: all strikes of a year stand on one page
        "same_report.counts_apart": -7.0,  # FJ, there lower: never an impossibility
        "same_report.counts_together": 2.0,  # J: one report's killed and injured
        "listing.one": 0.8,  # F
        "listing.few": -0.1,  # F
        "listing.many": -2.8,  # F
        "crowd.alone": 1.7,  # F: the incident is the only one at the place in those days
        "crowd.few": 0.0,  # F
        "crowd.many": -2.2,  # F
        "renown.one_report": -0.8,  # F
        "renown.some_reports": 0.5,  # F
        "renown.many_reports": 0.7,  # F
    },
)
"""The weights to start from; later versions are refitted from judgements."""
