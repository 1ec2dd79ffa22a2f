"""One comparator a feature, in the order a reader is told of them."""

from casualties.core.linking.comparators.cited import citation, listing, renown, same_report
from casualties.core.linking.comparators.figures import CEILING_BITS, counts
from casualties.core.linking.comparators.when import coverage, dates, published
from casualties.core.linking.comparators.where import distance, place_name
from casualties.core.linking.comparators.who import cause, groups, party, statuses, victims
from casualties.core.linking.finding import Comparator

COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    ("published", published),
    ("dates", dates),
    ("coverage", coverage),
    ("distance", distance),
    ("place_name", place_name),
    ("victims", victims),
    ("groups", groups),
    ("statuses", statuses),
    ("party", party),
    ("cause", cause),
    ("counts", counts),
    ("citation", citation),
    ("same_report", same_report),
    ("listing", listing),
    ("renown", renown),
)

__all__ = ["CEILING_BITS", "COMPARATORS"]
