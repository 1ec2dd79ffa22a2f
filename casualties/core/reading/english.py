"""The small words of English that rules lean on: closed classes, which no analyst need extend."""

import re
from typing import Final


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order."""
    return tuple(text.split())


ARTICLES: Final = words("a an another one")
DEFINITE: Final = words("the this that these those both")
POSSESSIVE: Final = words("his her their its my our whose")
PRONOUNS: Final = {
    **dict.fromkeys(("he", "she", "him", "himself", "herself"), False),
    **dict.fromkeys(("they", "them", "themselves"), True),
}
"""Pronoun to whether it means several."""

DAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
MONTHS: Final = in_order(
    """
    january february march april may june july august september october november december
    """
)
SHORT_MONTHS: Final = words("jan feb mar apr jun jul aug sept sep oct nov dec")
CALENDAR: Final = frozenset((*map(str.lower, DAYS), *MONTHS))
AGE: Final = re.compile(
    r"\d{1,3}[- ](?:year|month|day|week)s?[- ]olds?"
    r"|[a-z]+(?:-[a-z]+)?-(?:year|month|day|week)s?-olds?"
)
LINKS: Final = words(
    """
    inside wednesday instantly aged but him died she than alongside sunday be an later said amid
    their these or been as along only per friday around allegedly reportedly standing heading of
    including early both while was there until again into under beside for towards and because
    from nearby her tuesday being over off when toward at were returning within riding due
    against would those overnight out himself if once yesterday saturday no according last whom
    with between not using do who believed will all up alive immediately upon are thursday
    outside is living working they does by since where through near also without the just during
    traveling each via them dead across down has to this whose he belonging killing following
    had about travelling monday behind before in have on did trying so that today then a could
    it his after which leaving
    """
)
"""Words that end a noun phrase: prepositions, conjunctions, verbs without a noun of their own."""
NAME_PARTS: Final = words(
    """
    le da di umm der von dos del abdul bint van du al abu de bin el la abdel um ibn
    """
)
"""Small words inside names."""
OWNED: Final = words(
    """
    body bodies corpse corpses remains death deaths life lives killing killings murder execution
    assassination shooting disappearance abduction
    """
)
"""What follows in "the man's body": with it the owner is the one harmed."""
DESCRIBING: Final = words(
    """
    local young armed former displaced female male alleged innocent black suspected elderly
    unidentified unarmed
    """
)
"""Words that open a phrase for people without an article."""
NO_COUNT_BEFORE: Final = words(
    """
    no. nos number highway route interstate room apartment block aged age section chapter unit $
    £ € # + / lib- channel flight grade phase class apt suite level article resolution page mm
    m- km/h
    """
)
"""A figure behind one of these is an address, an age or a number of something."""
NO_COUNT_AFTER: Final = words(
    """
    % percent per km kms kilometre kilometres kilometer kilometers mile miles metre metres meter
    meters feet foot ft yards inches inch cm mm kg kilos kilograms pounds lbs ton tons tonnes
    dollars euros usd degrees acres hectares years year yrs yr months month weeks week days day
    hours hour hrs minutes minute mins seconds times a.m p.m am pm o'clock calibre caliber round
    rounds rockets missiles shells bombs grenades bullets shots houses homes vehicles cars
    points gmt st nd rd th
    """
)
"""A figure before one of these measures something."""
