"""The linker's words: what it does with a claim, and what it flags on the way."""

from sources.core.words import Word


class Course(Word):
    """What the linker does with a claim."""

    LINK = "link", "It goes on the incident by rule; a person can undo it."
    REVIEW = "review", "A person decides between the candidates."
    PROVISIONAL = (
        "provisional",
        "No incident on file fits: one opens, its candidates beside it.",
    )
    SET_ASIDE = "set_aside", "It is about a period or a wider area, so on no incident."


class LinkFlag(Word):
    """What a person should know before trusting a link."""

    IMPOSSIBLE_COORDINATES = "impossible_coordinates", "The coordinates are on no map."
    SWAPPED_COORDINATES = "swapped_coordinates", "Latitude and longitude look exchanged."
    IMPLAUSIBLE_DATE = "implausible_date", "The date is a computer's zero or after publication."
    IMPLAUSIBLE_SPAN = "implausible_span", "It lasts longer than one incident does."
    NO_DATE = "no_date", "No day is stated, so any incident of the place could be meant."
    NO_PLACE = "no_place", "No place is stated or resolved."
    DENSE_AREA = "dense_area", "Too many incidents are near to tell them apart by place and day."
    CONFLICTING_MATCH = "conflicting_match", "It fits two incidents that were judged different."
    REFUSED_BEFORE = "refused_before", "A person refused an incident for it; a rule links no more."
    SIGNED_OFF = "signed_off", "The incident's range is signed off; only a person adds to it."
    SPOT_CHECK = "spot_check", "Drawn at random from the safe links, to measure how right they are."
