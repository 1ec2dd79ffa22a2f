"""Random incidents, told twice: as evidence for the programme and in words for the oracle."""

import random
from datetime import date

from casualties.core.types import HEADLINE, Evidence, Measure, Quantity
from casualties.core.words import Qualifier, Stance
from sources.core.types import Reliability
from tests.factories.evidence import claim

HARMED = Measure.parse("killed_or_injured:civilian")
DAY, SOON, LATE = date(2017, 3, 17), date(2017, 3, 18), date(2017, 4, 1)
WORDS = {"dozens": (20, 99), "several": (3, 9), "hundreds": (150, 999)}
PARTY = {"accused": "coalition", "accuser": "rebels", "neutral": None}


def incident(chance: random.Random):
    """One incident: (evidence, groups in words)."""
    claims = [claim("blame", "Witness", alleged_parties=("coalition",))]
    converted = chance.random() < 0.1
    groups = []
    for number in range(chance.choice([1, 1, 2, 2, 3, 4, 6])):
        grade = chance.choice("ABCDEF")
        role = chance.choice(["neutral", "neutral", "neutral", "accused", "accuser"])
        told = []
        for part in range(chance.choice([1, 1, 1, 2])):
            words, quantity = _said(chance, role, converted)
            words["role"] = "accused" if words["conceded"] else role
            told.append(words)
            claims.append(
                claim(
                    f"g{number}-{part}",
                    f"Speaker {number}",
                    quantity,
                    claimant_party=PARTY[role],
                    alleged_parties=("coalition",) if role == "accuser" else (),
                    reliability=Reliability(grade),
                    credibility=words["credibility"],
                    measure=HARMED if words["converted"] else HEADLINE,
                    event_date=DAY,
                    published_on=SOON if words["early"] else LATE,
                    stance=_stance(words),
                )
            )
        groups.append((grade, _distinct(told)))
    if all(words["kind"] == "denial" for _, told in groups for words in told):
        return incident(chance)
    return Evidence.of(claims, [], [("coalition", "rebels")]), groups


def _stance(words):
    if words["kind"] == "denial":
        return Stance.DENIES_HARM
    return Stance.CONCEDES if words["conceded"] else Stance.ASSERTS


DOUBT = [1, 2, None, 3, 6, 4, 5]


def _distinct(told):
    """Of claims that differ only in credibility and earliness, the one least in doubt."""
    by_doubt = sorted(told, key=lambda words: (words["early"], _doubt(words)))
    alike = [{**words, "early": 0, "credibility": 0} for words in by_doubt]
    return [words for n, words in enumerate(by_doubt) if alike[n] not in alike[:n]]


def _doubt(words):
    place = DOUBT.index(words["credibility"])
    return 2 if 2 <= place <= 4 else place


def _said(chance, role, converted):
    x = chance.choice([0, 1, 2, 3, 5, 8, 12, 20, 47, 64, 130, 370, 500, 721, 4500, 120_000])
    words = {
        "kind": "exact",
        "low": x,
        "high": x,
        "credibility": chance.choice([None, None, 1, 2, 3, 4, 5, 6]),
        "names": False,
        "early": chance.random() < 0.2,
        "about": False,
        "vague": False,
        "converted": converted,
        "conceded": False,
    }
    form = chance.choice(["exactly"] * 4 + ["about", "least", "most", "range", "vague", "denial"])
    if form == "denial":
        # a denial of the headline stands beside figures that have to be converted
        return words | {
            "kind": "denial",
            "low": 0,
            "high": 0,
            "converted": False,
            "credibility": None,
            "early": False,
        }, Quantity.said(Qualifier.UNSTATED)
    if form == "vague":
        word = chance.choice(sorted(WORDS))
        low, high = WORDS[word]
        return words | {"kind": "range", "low": low, "high": high, "vague": True}, Quantity.said(
            Qualifier.VAGUE, word=word
        )
    if form == "range":
        high = x + chance.choice([1, 5, 40])
        return words | {"kind": "range", "high": high}, Quantity.said(Qualifier.BETWEEN, x, high)
    if form == "about":
        return words | {"about": True}, Quantity.said(Qualifier.ABOUT, x)
    if form == "least":
        return _at_least(chance, words, max(x, 1), role)
    if form == "most" and x > 0:
        return words | {"kind": "most"}, Quantity.said(Qualifier.AT_MOST, x)
    return words, Quantity.said(Qualifier.EXACTLY, x)


def _at_least(chance, words, x, role):
    names = x < 400 and chance.random() < 0.3
    conceded = role == "accused" and chance.random() < 0.5
    words = words | {"kind": "least", "low": x, "high": x, "names": names, "conceded": conceded}
    if names:
        words["credibility"] = None
    return words, Quantity.said(Qualifier.AT_LEAST, x, name_list=names)
