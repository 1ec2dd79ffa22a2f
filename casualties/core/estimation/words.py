"""The words an estimate uses of itself."""

from sources.core.words import Word


class Flag(Word):
    """What a reader should know before using a range."""

    DENIED = "denied", "Somebody denies that anybody was harmed, against a figure above 0."
    ONLY_VAGUE = "only_vague", "No source gives a number, only words such as 'dozens'."
    SINGLE_WEAK_SOURCE = (
        "single_weak_source",
        "One independent voice only, of reliability D, E or F.",
    )
    SOURCES_DIFFER = (
        "sources_differ",
        "Independent voices give figures that hardly fit together: a factor of 2 or more.",
    )
    TWO_READINGS = (
        "two_readings",
        "The evidence says one figure or another, and little in between: read both.",
    )
    CONVERTED = (
        "converted",
        "Nobody counts killed civilians; made from another count, such as killed or injured.",
    )
    METHODS_DIFFER = (
        "methods_differ",
        "A customary method picks a figure outside the range.",
    )


class NoEstimate(Word):
    """Why there is no range."""

    NO_CLAIMS = "no_claims", "Nothing on file speaks of the incident."
    OTHER_MEASURES = "other_measures", "The claims on file count something else."
    ONLY_DENIALS = "only_denials", "There is a denial and no figure, or only the accused deny."
    NO_FIGURE = "no_figure", "Claims are on file, and none gives a figure that counts."


class HarmGrade(Word):
    """How well it is attested that civilians were harmed."""

    CONFIRMED = "confirmed", "A party accepts responsibility."
    FAIR = "fair", "Two or more independent credible voices, and a party is known to have acted."
    WEAK = "weak", "One voice only, circular reporting included, or none that is credible."
    CONTESTED = "contested", "Parties accuse one another, or nobody names a party."
    DISCOUNTED = "discounted", "Those harmed were combatants, or the cause was another."


class Attribution(Word):
    """Who is held to have done it, and on whose word."""

    DECLARED = "declared", "A party said that it struck there."
    LIKELY = "likely", "Two or more independent voices name one and the same party."
    CONTESTED = "contested", "Different parties are named."
    SINGLE_SOURCE = "single_source", "One voice names a party."
    NONE = "none", "Nobody names a party."
